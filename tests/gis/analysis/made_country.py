"""Made countries of squares of 100 m of which the truth is known, and their buurten."""

import geopandas as gpd
import numpy as np
import shapely
from affine import Affine
from scipy.spatial import KDTree

from gis.analysis.spread import fit_spread
from gis.analysis.zones import cover_squares, zone_means, zone_sums
from gis.crs import RD

CELL_M, COUNT = 100, 140
WEST, SOUTH = 150_000, 450_000
SIDE_M = CELL_M * COUNT
STEP = Affine(CELL_M, 0, WEST, 0, -CELL_M, SOUTH + SIDE_M)
CORNER = np.array((WEST, SOUTH))
BUURT_M2, WIJK_BUURTEN = 400_000, 6


def waves(random, length_m):
    """A rough landscape whose places become unlike over so many metres."""
    turn = np.fft.fftfreq(COUNT, CELL_M) * 2 * np.pi
    far = np.hypot(*np.meshgrid(turn, turn))
    told = np.fft.ifft2(
        np.fft.fft2(random.normal(size=(COUNT, COUNT))) * (1 + (far * length_m) ** 2) ** -0.75
    )
    return (told.real - told.real.mean()) / told.real.std()


def hills(random, length_m):
    """The same, smooth."""
    turn = np.fft.fftfreq(COUNT, CELL_M) * 2 * np.pi
    far = np.hypot(*np.meshgrid(turn, turn))
    told = np.fft.ifft2(
        np.fft.fft2(random.normal(size=(COUNT, COUNT))) * np.exp(-((far * length_m) ** 2) / 4)
    )
    return (told.real - told.real.mean()) / told.real.std()


def patches(random, side_m):
    """Estates: one number each, with hard borders."""
    middles = random.uniform(0, COUNT, (int((SIDE_M / side_m) ** 2), 2))
    row, column = np.mgrid[0:COUNT, 0:COUNT]
    nearest = KDTree(middles).query(np.stack([column.ravel(), row.ravel()], axis=1))[1]
    return random.normal(size=len(middles))[nearest].reshape(COUNT, COUNT)


def noise(random):
    return random.normal(size=(COUNT, COUNT))


SCORES = {
    "slow": lambda random: waves(random, 2_000),
    "quick": lambda random: waves(random, 250),
    "smooth": lambda random: hills(random, 800),
    "estates": lambda random: patches(random, 400),
    "noise": noise,
    "mixed": lambda random: 0.7 * waves(random, 2_000) + 0.7 * noise(random),
    "large estates": lambda random: patches(random, 1_500) + 0.3 * noise(random),
}


def even(random):
    return random.gamma(1.5, 30, (COUNT, COUNT))


def skewed(random):
    return np.exp(3.5 + 0.8 * waves(random, 500) + 0.4 * noise(random))


def with_parks(random):
    people = np.exp(3.8 + 0.4 * waves(random, 1_500) + 0.5 * noise(random))
    return np.where(patches(random, 300) > 0.9, 0, people)


PEOPLE = {"even": even, "skewed": skewed, "with parks": with_parks}


class Country:
    """A hidden grid, its buurten with their sums and means, and the spreads that those tell."""

    def __init__(self, kind, crowd, seed):
        self.random = np.random.default_rng(seed)
        self.people = np.round(PEOPLE[crowd](self.random))
        self.score = 0.15 * SCORES[kind](self.random)
        self.buurten = self._buurten()
        told = self.buurten.assign(people=self.buurten["inwoners"], gemeentecode="GM0001")
        self.score_spread = fit_spread(told.assign(value=told["afw"]))
        crowded = told.assign(value=told["inwoners"] / told.area)
        self.people_spread = fit_spread(crowded[crowded["value"] > 0], relative=True)

    def _buurten(self):
        spots = self.random.uniform(0, SIDE_M, (int(SIDE_M**2 / BUURT_M2), 2)) + CORNER
        land = shapely.box(WEST, SOUTH, WEST + SIDE_M, SOUTH + SIDE_M)
        cut = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(spots), extend_to=land))
        frame = gpd.GeoDataFrame(geometry=shapely.intersection(cut, land), crs=RD)
        middles = self.random.uniform(0, SIDE_M, (len(frame) // WIJK_BUURTEN, 2)) + CORNER
        wijk = KDTree(middles).query(shapely.get_coordinates(frame.centroid.to_numpy()))[1]
        cover = cover_squares(frame, self.people.shape, STEP)
        return frame.assign(
            buurtcode=[f"BU{number:08}" for number in range(len(frame))],
            wijkcode=[f"WK{number:06}" for number in wijk],
            inwoners=zone_sums(cover, self.people),
            afw=zone_means(cover, self.score, weights=self.people),
        )

    def areas(self, count):
        """Drawn areas of 3 to 120 hectares, anywhere."""
        found = []
        turn = np.linspace(0, 2 * np.pi, 12, endpoint=False)
        while len(found) < count:
            radius = np.sqrt(10_000 * np.exp(self.random.uniform(np.log(3), np.log(120))) / np.pi)
            middle = self.random.uniform(1_500, SIDE_M - 1_500, 2) + CORNER
            far, longer = radius * self.random.uniform(0.6, 1.4, 12), self.random.uniform(0.6, 1.6)
            ring = np.stack([far * np.cos(turn) * longer, far * np.sin(turn) / longer], axis=1) + middle
            found.append(shapely.Polygon(ring))
        ids = [str(number) for number in range(count)]
        return gpd.GeoDataFrame({"area_id": ids}, geometry=found, crs=RD)

    def truth(self, areas):
        cover = cover_squares(areas, self.people.shape, STEP)
        return zone_sums(cover, self.people), zone_means(cover, self.score, weights=self.people)
