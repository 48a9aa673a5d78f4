"""Areas cut along the buurten: which share of the people of each buurt lies in an area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from affine import Affine

from gis.analysis.zones import Bands, cover_squares, zone_sums

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

CLUMPS = 3.0  # of people in a square that a border cuts: they live in some houses, not evenly
_ALL = 1e-6
CELL_STEP = 5.0  # inhabitants of a square are rounded to this, and fewer are not told


@dataclass(frozen=True, eq=False)
class Squares:
    """Squares of a grid: how many people live in each, and its figures.

    Parameters
    ----------
    transform
        From column and row to RD [m].
    people
        Inhabitants by row and column; missing is NaN.
    bands
        Figures by their key, of the same size; missing is NaN.
    """

    transform: Affine
    people: Bands
    bands: Mapping[str, Bands] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Pieces:
    """Parts of areas, each within one buurt; `area` and `buurt` are positions, `count` is how many areas.

    Parameters
    ----------
    share
        Share of the buurt's people in the piece, 0 to 1; of its ground when nothing finer is known.
    unsure
        Variance of the share as far as squares tell it; missing where the share is one of ground.
    covered
        Per area which share of its ground lies in any buurt.
    """

    area: Places
    buurt: Places
    shapes: npt.NDArray[np.object_]
    share: Numbers
    unsure: Numbers
    covered: Numbers

    @property
    def count(self) -> int:
        """How many areas there are."""
        return len(self.covered)

    def total(self, amounts: Numbers) -> Numbers:
        """Return per area the sum of an amount per piece."""
        summed: Numbers = np.bincount(self.area, weights=amounts, minlength=self.count).astype(np.float64)
        return summed


def cut_pieces(
    areas: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame, *, squares: Squares | None = None
) -> Pieces:
    """Return the pieces that areas and buurten share; buurten do not overlap each other.

    Parameters
    ----------
    areas, buurten
        Polygons in RD. What has no outline has no pieces.
    squares
        Where people live within a buurt; a buurt without anybody in its squares is shared by ground.
    """
    outlines, grounds = areas.geometry.to_numpy(), buurten.geometry.to_numpy()
    area, buurt = shapely.STRtree(grounds).query(outlines, predicate="intersects")
    shapes = shapely.intersection(outlines[area], grounds[buurt])
    ground = shapely.area(shapes)
    kept = ground > 0
    area, buurt, shapes, ground = area[kept], buurt[kept], shapes[kept], ground[kept]
    share = np.minimum(ground / shapely.area(grounds)[buurt], 1.0)
    unsure = np.full(len(area), np.nan)
    if squares is not None:
        share, unsure = _by_people(shapes, buurt, buurten, squares, share)
    own = shapely.area(outlines)
    held = np.bincount(area, weights=ground, minlength=len(outlines))
    covered = np.divide(held, own, out=np.zeros(len(outlines)), where=own > 0)
    return Pieces(area, buurt, shapes, share, unsure, np.minimum(covered, 1.0))


def _by_people(
    shapes: npt.NDArray[np.object_],
    buurt: Places,
    buurten: gpd.GeoDataFrame,
    squares: Squares,
    by_ground: Numbers,
) -> tuple[Numbers, Numbers]:
    size, step = squares.people.shape, squares.transform
    cover = cover_squares(gpd.GeoDataFrame(geometry=shapes, crs=buurten.crs), size, step)
    around = cover_squares(buurten, size, step)
    inside, whole = zone_sums(cover, squares.people), zone_sums(around, squares.people)[buurt]
    known = ~np.isnan(inside) & (whole > 0)
    share = np.where(known, np.minimum(inside / np.where(known, whole, 1.0), 1.0), by_ground)
    rest = cover.copy()
    rest.data = rest.data * (1 - rest.data) / CLUMPS
    people = np.nan_to_num(squares.people.ravel().astype(np.float64))
    rounded = cover.copy()
    rounded.data = rounded.data**2 * CELL_STEP**2 / 12
    told = rest @ people**2 + rounded @ (people > 0).astype(np.float64)
    unsure = np.where(known, told / np.where(known, whole, 1.0) ** 2, np.nan)
    return share, np.where(share >= 1 - _ALL, unsure * 0, unsure)
