import json

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from rasterio.io import MemoryFile

from gis.crs import RD, WGS84
from gis.errors import SourceError, TableError
from gis.workspace.looks import Look
from layers.own import draw_own, draw_raster

CELLS = Affine(10, 0, 233_000, 0, -10, 583_100)


def write(path, bands, *, crs=RD, **profile):
    count, height, width = bands.shape
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        count=count,
        height=height,
        width=width,
        dtype=bands.dtype,
        crs=crs,
        transform=CELLS,
        **profile,
    ) as raster:
        raster.write(bands)
    return path


def colours(layer):
    with MemoryFile(layer.image) as memory, memory.open() as opened:
        return opened.read()


def test_no_attribute_of_the_file_goes_out():
    frame = gpd.GeoDataFrame(
        {"id": ["x"], "bsn": ["123"]}, geometry=[shapely.Point(233_000, 583_000)], crs=RD
    )
    layer = draw_own(frame, title="Bomen")
    (feature,) = json.loads(layer.features)["features"]
    assert feature["properties"] == {"id": "1", "mark": "own", "name": "Bomen"}
    assert not layer.public


def test_own_shapes_must_be_in_rd():
    with pytest.raises(TableError) as caught:
        draw_own(gpd.GeoDataFrame(geometry=[shapely.Point(6, 53)], crs=WGS84), title="Bomen")
    assert caught.value.code == "crs_not_rd"


pictures = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")


@pictures
def test_colours_stay_and_no_data_is_seen_through(tmp_path):
    bands = np.full((3, 20, 20), 200, dtype="uint8")
    bands[:, :, :10] = 0
    drawn = colours(draw_raster(write(tmp_path / "foto.tif", bands, nodata=0), title="Luchtfoto"))
    middle = drawn.shape[1] // 2
    assert drawn[:, middle, 3 * drawn.shape[2] // 4].tolist() == [200, 200, 200, 255]
    assert drawn[3, middle, drawn.shape[2] // 4] == 0


@pictures
def test_numbers_are_greys_from_light_to_dark(tmp_path):
    bands = np.linspace(0, 1, 400, dtype="float32").reshape(1, 20, 20)
    drawn = colours(draw_raster(write(tmp_path / "hoogte.tif", bands), title="Hoogte"))
    top, bottom = (drawn[0, row, drawn.shape[2] // 2] for row in (10, drawn.shape[1] - 10))
    assert top > bottom
    assert (drawn[0] == drawn[1]).all()


def test_one_value_everywhere_and_nan_are_fine(tmp_path):
    bands = np.full((1, 5, 5), np.nan, dtype="float32")
    assert draw_raster(write(tmp_path / "leeg.tif", bands), title="Leeg").image
    assert draw_raster(write(tmp_path / "vlak.tif", np.ones_like(bands)), title="Vlak").image


@pictures
def test_more_pixels_than_a_screen_are_read_coarser(tmp_path):
    bands = np.ones((1, 3, 9_000), dtype="uint8")
    assert max(colours(draw_raster(write(tmp_path / "groot.tif", bands), title="Groot")).shape) < 2_100


def test_another_crs_is_welcome_and_none_is_not(tmp_path):
    bands = np.ones((1, 5, 5), dtype="uint8")
    assert draw_raster(write(tmp_path / "utm.tif", bands, crs="EPSG:32632"), title="UTM").image_bounds
    with pytest.raises(TableError) as caught:
        draw_raster(write(tmp_path / "geen.tif", bands, crs=None), title="Geen")
    assert caught.value.code == "crs_missing"


@pytest.mark.parametrize(("content", "code"), [(None, "file_missing"), (b"<VRTDataset/>", "file_unreadable")])
def test_what_is_no_geotiff_is_said(tmp_path, content, code):
    if content:
        (tmp_path / "x.tif").write_bytes(content)
    with pytest.raises(SourceError) as caught:
        draw_raster(tmp_path / "x.tif", title="X")
    assert caught.value.code == code


@pytest.fixture
def shapes():
    lines = [shapely.LineString([(233_000, y), (233_300, y)]) for y in (583_000, 583_100, 583_200)]
    return gpd.GeoDataFrame(geometry=lines, crs=RD)


def test_look_that_was_chosen_is_drawn(shapes):
    look = Look("straten", colour="#112233", width=3.0, opacity=0.5, label="naam")
    layer = draw_own(shapes.assign(naam=["Eikenlaan", None, "Iepenlaan"]), title="straten", look=look)
    assert (layer.marks[0].stroke, layer.marks[0].width, layer.marks[0].fill_opacity) == ("#112233", 3.0, 0.5)
    assert layer.labels
    names = [feature["properties"]["name"] for feature in json.loads(layer.features)["features"]]
    assert names[0] == "Eikenlaan"


def test_label_that_is_no_column_is_no_label(shapes):
    layer = draw_own(shapes, title="straten", look=Look("straten", label="weg"))
    assert not layer.labels
    assert {one["properties"]["name"] for one in json.loads(layer.features)["features"]} == {"straten"}


@pictures
def test_picture_can_be_seen_through(tmp_path):
    path = write(tmp_path / "foto.tif", np.full((3, 4, 4), 200, "uint8"))
    whole, half = (draw_raster(path, title="foto", look=Look("foto", opacity=one)) for one in (None, 0.5))
    assert colours(whole)[3].max() == 255
    assert colours(half)[3].max() == 128
