import geopandas as gpd
import pytest
import shapely

from gis.errors import SourceError
from gis.workspace import blocks, own_layers
from gis.workspace.blocks import block_layers, join_blocks, read_blocks

SQUARES = [shapely.box(232_000 + 100 * n, 583_000, 232_100 + 100 * n, 583_100) for n in range(3)]


@pytest.fixture
def layer(home, tmp_path):
    path = tmp_path / "blokken.geojson"
    shapes = [*SQUARES, shapely.Point(232_000, 583_000)]
    gpd.GeoDataFrame({"naam": list("abcd")}, geometry=shapes, crs=28992).to_file(path)
    return own_layers.add_layer(home, path, name="blokken")


def test_areas_of_an_own_layer_are_blocks(home, place, layer):
    assert block_layers(home) == ["blokken"]
    found = read_blocks(home, place, layer=layer)
    assert list(found["id"]) == ["1", "2", "3"]
    assert found.crs.to_epsg() == 28992


def test_buurten_are_blocks_when_nothing_else_is_there(home, place):
    assert block_layers(home) == []
    found = read_blocks(home, place, layer=None)
    assert set(found["id"]) == set(place.buurten.loc[place.buurten.geometry.notna(), "buurtcode"])


def test_blocks_that_touch_become_one_part(home, place, layer):
    found = read_blocks(home, place, layer=layer)
    joined = join_blocks(found, ["1", "2"])
    assert joined.geom_type == "Polygon"
    assert joined.area == pytest.approx(20_000, rel=1e-4)
    assert join_blocks(found, ["1", "3"]).geom_type == "MultiPolygon"
    assert join_blocks(found, ["x"]) is None
    assert join_blocks(found, []) is None


def test_order_of_blocks_changes_nothing(home, place, layer):
    found = read_blocks(home, place, layer=layer)
    assert join_blocks(found, ["1", "2", "3"]).equals(join_blocks(found.iloc[::-1], ["3", "1", "2"]))


def test_too_many_areas_are_no_blocks(home, place, layer, monkeypatch):
    monkeypatch.setattr(blocks, "MOST_BLOCKS", 2)
    assert read_blocks(home, place, layer=layer).empty


def test_layer_that_is_gone(home, place):
    with pytest.raises(SourceError) as error:
        read_blocks(home, place, layer="weg")
    assert error.value.code == "own_layer_unknown"
