import geopandas as gpd
import numpy as np
import pytest
import shapely
from affine import Affine
from exactextract import exact_extract
from exactextract.raster import NumPyRasterSource

from gis.analysis.zones import cover_squares, zone_means, zone_sums
from gis.crs import RD
from gis.errors import TableError

STEP = Affine(100, 0, 100_000, 0, -100, 400_300)
NINE = np.arange(1.0, 10.0).reshape(3, 3)


def areas(*shapes):
    return gpd.GeoDataFrame(geometry=list(shapes), crs=RD)


def test_parts_of_squares_written_out():
    half = shapely.box(
        100_050, 400_050, 100_250, 400_250
    )  # half of the edge squares, quarters in the corners
    cover = cover_squares(areas(half), (3, 3), STEP).toarray()[0].reshape(3, 3)
    assert cover.tolist() == [[0.25, 0.5, 0.25], [0.5, 1, 0.5], [0.25, 0.5, 0.25]]


def test_nothing_and_elsewhere_cover_nothing():
    told = areas(
        None,
        shapely.Polygon(),
        shapely.box(0, 300_000, 10, 300_010),
        shapely.box(100_000, 400_000, 100_100, 400_100),
    )
    cover = cover_squares(told, (3, 3), STEP)
    assert cover.sum(axis=1).tolist() == [0, 0, 0, 1]
    assert zone_sums(cover, NINE)[3] == 7
    assert np.isnan(zone_means(cover, NINE)[:3]).all()


def test_missing_squares_have_no_say():
    band = NINE.copy()
    band[0, 0] = np.nan
    whole = cover_squares(areas(shapely.box(100_000, 400_000, 100_300, 400_300)), (3, 3), STEP)
    assert zone_means(whole, band) == pytest.approx([44 / 8])
    assert zone_means(whole, NINE, weights=np.where(NINE == 9, 2.0, np.nan)) == pytest.approx([9])


def test_equal_to_the_library_itself():
    random = np.random.default_rng(1)
    score, people = random.normal(size=(60, 60)), random.gamma(1, 20, (60, 60))
    score[random.random((60, 60)) < 0.2] = np.nan
    middles = random.uniform((100_500, 394_800), (105_500, 399_800), (200, 2))
    told = areas(*shapely.buffer(shapely.points(middles), random.uniform(20, 900, 200)))
    edges = {"xmin": 100_000, "xmax": 106_000, "ymin": 394_300, "ymax": 400_300}
    direct = exact_extract(
        NumPyRasterSource(score, **edges),
        told,
        ["weighted_mean"],
        weights=NumPyRasterSource(people, **edges),
        output="pandas",
    )
    ours = zone_means(cover_squares(told, score.shape, STEP), score, weights=people)
    assert ours == pytest.approx(direct["weighted_mean"].to_numpy(dtype=float), abs=1e-6, nan_ok=True)


def test_a_turned_grid_is_refused():
    with pytest.raises(TableError) as error:
        cover_squares(areas(None), (3, 3), Affine(100, 1, 0, 0, -100, 0))
    assert error.value.code == "grid_misaligned"
