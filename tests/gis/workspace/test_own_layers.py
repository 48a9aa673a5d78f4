import json

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine

from gis.crs import RD
from gis.errors import SourceError
from gis.workspace import own_layers
from gis.workspace.home import Home

POINTS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"naam": "Boom"},
            "geometry": {"type": "Point", "coordinates": [6.55, 53.23]},
        },
        {
            "type": "Feature",
            "properties": {"naam": "Pad"},
            "geometry": {"type": "LineString", "coordinates": [[6.55, 53.23], [6.56, 53.23]]},
        },
    ],
}


@pytest.fixture
def points(tmp_path):
    path = tmp_path / "bomen.geojson"
    path.write_text(json.dumps(POINTS), encoding="utf-8")
    return path


@pytest.fixture
def raster(tmp_path):
    path = tmp_path / "hoogte.tif"
    where = Affine(100, 0, 232_000, 0, -100, 584_000)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=2,
        height=2,
        count=1,
        dtype="float32",
        crs="EPSG:28992",
        transform=where,
    ) as file:
        file.write(np.ones((1, 2, 2), dtype="float32"))
    return path


def _code(call, *arguments, **options):
    with pytest.raises(SourceError) as error:
        call(*arguments, **options)
    return error.value.code


def test_shapes_of_any_kind_are_kept_in_rd(home, points):
    assert own_layers.add_layer(home, points, name="bomen") == "bomen"
    [path] = own_layers.layer_paths(home)
    frame = own_layers.read_layer(path)
    assert (len(frame), frame.crs.to_epsg(), frame["naam"].tolist()) == (2, 28992, ["Boom", "Pad"])
    assert own_layers.layer_path(home, "bomen") == path


def test_a_raster_is_kept_as_it_is(home, raster):
    own_layers.add_layer(home, raster, name="hoogte")
    assert own_layers.layer_path(home, "hoogte").read_bytes() == raster.read_bytes()


def test_a_layer_of_that_name_is_replaced_whatever_its_form(home, points, raster):
    own_layers.add_layer(home, points, name="laag")
    own_layers.add_layer(home, raster, name="laag")
    assert [path.name for path in (home.path / "layers").iterdir()] == ["laag.tif"]
    own_layers.add_layer(home, points, name="laag")
    assert [path.name for path in (home.path / "layers").iterdir()] == ["laag.gpkg"]


@pytest.mark.parametrize(
    ("name", "kept"), [("../../etc/passwd", "______etc_passwd"), ("  ", "laag"), ("Bomen 2024", "Bomen 2024")]
)
def test_a_name_stays_inside_the_home(home, points, name, kept):
    assert own_layers.add_layer(home, points, name=name) == kept
    assert own_layers.layer_paths(home) == [home.path / "layers" / f"{kept}.gpkg"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("naam;thema\na;b\n", "no_shapes"),
        (
            json.dumps(
                {
                    "type": "FeatureCollection",
                    "features": [{"type": "Feature", "properties": {"a": 1}, "geometry": None}],
                }
            ),
            "no_shapes",
        ),
        (json.dumps(POINTS).replace("6.5", "65.").replace("53.23", "5.3"), "outside_rd"),
        ("", "file_empty"),
    ],
)
def test_what_cannot_be_drawn_is_said_and_not_kept(home, tmp_path, content, code):
    (tmp_path / "x").write_text(content, encoding="utf-8")
    with pytest.raises(Exception) as error:
        own_layers.add_layer(home, tmp_path / "x", name="x")
    assert error.value.code == code
    assert own_layers.layer_paths(home) == []


def test_taken_away_and_broken(home, points):
    own_layers.add_layer(home, points, name="bomen")
    own_layers.remove_layer(home, "bomen")
    assert own_layers.layer_paths(home) == []
    assert _code(own_layers.remove_layer, home, "bomen") == "own_layer_unknown"
    (home.path / "layers" / "stuk.gpkg").write_bytes(b"no package")
    assert _code(own_layers.read_layer, own_layers.layer_path(home, "stuk")) == "file_unreadable"


@pytest.fixture
def lines(tmp_path):
    home = Home(tmp_path / "home")
    shapes = [
        shapely.LineString([(233_000, y), (233_300, y + 0.123456789)]) for y in (583_000, 583_100, 583_200)
    ]
    frame = gpd.GeoDataFrame(
        {"naam": ["Eikenlaan", None, "Iepenlaan"], "code": [1, 2, 3]}, geometry=shapes, crs=RD
    )
    frame.to_file(tmp_path / "straten.gpkg")
    own_layers.add_layer(home, tmp_path / "straten.gpkg", name="straten")
    return home


def kept(home):
    return own_layers.read_layer(own_layers.layer_path(home, "straten"))


def test_other_shapes_are_saved_and_everything_else_stays(lines):
    before, stamp = kept(lines), own_layers.layer_stamp(lines, "straten")
    moved = shapely.LineString([(233_000, 583_050), (233_300, 583_050)])
    piece = shapely.LineString([(233_200, 583_200), (233_300, 583_200)])
    own_layers.reshape_layer(lines, "straten", {0: moved, 1: None}, pieces=[(2, piece)], stamp=stamp)
    after = kept(lines)
    assert list(after["naam"]) == ["Eikenlaan", "Iepenlaan", "Iepenlaan"]
    assert list(after["code"]) == [1, 3, 3]
    assert [shape.wkb for shape in after.geometry] == [moved.wkb, before.geometry[2].wkb, piece.wkb]
    assert [path.name for path in (lines.path / "layers").iterdir()] == ["straten.gpkg"]


def test_layer_that_another_changed_is_not_overwritten(lines):
    stamp = own_layers.layer_stamp(lines, "straten")
    own_layers.reshape_layer(lines, "straten", {1: None}, stamp=stamp)
    with pytest.raises(SourceError) as caught:
        own_layers.reshape_layer(lines, "straten", {0: None}, stamp=stamp)
    assert caught.value.code == "own_layer_changed"
    assert len(kept(lines)) == 2


def test_broken_shape_is_not_saved(lines):
    stamp = own_layers.layer_stamp(lines, "straten")
    knot = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    with pytest.raises(SourceError) as caught:
        own_layers.reshape_layer(lines, "straten", {0: knot}, stamp=stamp)
    assert (caught.value.code, caught.value.facts["number"]) == ("own_shape_broken", 1)
    assert len(kept(lines)) == 3
