import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely

from gis.analysis.agreement import count_drawings
from gis.crs import RD
from gis.errors import ExportError
from gis.exports.geotiff import BAND, NO_COUNT, write_surface


@pytest.fixture
def surface():
    shapes = [
        shapely.box(233_000, 583_000, 233_020, 583_010),
        shapely.box(233_010, 583_000, 233_030, 583_010),
    ]
    rows = {"id": ["a", "b"], "question": "waar u zich thuis voelt", "weight": [1.0, 2.0]}
    return count_drawings(gpd.GeoDataFrame(rows, geometry=shapes, crs=RD))


def test_what_was_counted_is_read_back(surface, tmp_path):
    write_surface(surface, tmp_path / "count.tif", source="verzonnen voorbeeld")
    with rasterio.open(tmp_path / "count.tif") as raster:
        np.testing.assert_array_equal(raster.read(1), surface.counts)
        assert raster.transform == surface.transform
        assert (raster.crs.to_epsg(), raster.dtypes, raster.nodata) == (28992, ("float32",), NO_COUNT)
        assert raster.descriptions == (BAND,)
        tags = raster.tags()
    assert tags["question"] == "waar u zich thuis voelt"
    assert (tags["drawings"], tags["total_weight"], tags["source"]) == ("2", "3", "verzonnen voorbeeld")


def test_nobody_drew_is_zero_and_not_missing(surface, tmp_path):
    counts = surface.counts.copy()
    counts[0, 0] = 0
    write_surface(type(surface)(counts, *list(vars(surface).values())[1:]), tmp_path / "count.tif", source="")
    with rasterio.open(tmp_path / "count.tif") as raster:
        assert raster.read(1, masked=True).count() == counts.size


def test_writing_where_there_is_no_folder_is_said(surface, tmp_path):
    with pytest.raises(ExportError) as caught:
        write_surface(surface, tmp_path / "nowhere" / "count.tif", source="")
    assert caught.value.code == "not_written"
    assert list(tmp_path.iterdir()) == []
