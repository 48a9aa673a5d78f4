import json

import numpy as np
import pytest
import rasterio
from affine import Affine

from gis.errors import SourceError
from gis.workspace import own_layers

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
