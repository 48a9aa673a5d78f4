import json

import geopandas as gpd
import pytest
import shapely

from gis.crs import RD
from gis.errors import TableError
from gis.tables import BUURTEN, GEMEENTEN, WIJKEN, conform
from gis.workspace import sample
from gis.workspace.outlines import make_outlines
from layers.boundaries import (
    GEMEENTEN_BELOW,
    LAND,
    draw_buurten,
    draw_gemeente,
    draw_surroundings,
    draw_wijken,
)
from layers.layer import DEEPEST, NAMES_FROM, to_features


def make(table, *shapes, jaar=2024):
    level = table.key[0].removesuffix("code")
    rows = {f"{level}code": [f"X{n}" for n, _ in enumerate(shapes)], f"{level}naam": "A & B", "jaar": jaar}
    return conform(gpd.GeoDataFrame(rows, geometry=list(shapes), crs=RD), table)


SQUARE = shapely.box(233_000, 583_000, 234_000, 584_000)


@pytest.mark.parametrize(
    ("draw", "table"), [(draw_buurten, BUURTEN), (draw_wijken, WIJKEN), (draw_gemeente, GEMEENTEN)]
)
def test_outlines_are_hollow_public_and_told_by_code(draw, table):
    layer = draw(make(table, SQUARE))
    (feature,) = json.loads(layer.features)["features"]
    assert feature["properties"] == {"id": "X0", "mark": layer.marks[0].key, "name": "A & B"}
    assert (layer.kind, layer.public, layer.marks[0].fill) == ("area", True, "")
    assert "2024" in layer.explanation


def test_names_are_written_on_request():
    assert draw_buurten(make(BUURTEN, SQUARE)).labels
    assert not draw_buurten(make(BUURTEN, SQUARE), names=False).labels


def test_buurten_are_land_on_request():
    (mark,) = draw_buurten(make(BUURTEN, SQUARE), land=True).marks
    assert (mark.fill, mark.key) == (LAND, "buurt")


def test_a_buurt_without_outline_is_not_drawn():
    assert draw_buurten(make(BUURTEN, SQUARE, None)).count == 1
    assert draw_buurten(make(BUURTEN, None)).count == 0


def test_editions_are_never_mixed():
    with pytest.raises(TableError) as caught:
        draw_buurten(make(BUURTEN, SQUARE, SQUARE, jaar=[2023, 2024]))
    assert caught.value.code == "years_mixed"


def test_one_level_of_area_is_named_at_a_time():
    around = make(GEMEENTEN, SQUARE)
    layers = (
        draw_surroundings(around, around),
        draw_wijken(make(WIJKEN, SQUARE)),
        draw_buurten(make(BUURTEN, SQUARE)),
    )
    assert all(layer.labels for layer in layers)
    assert [layer.named for layer in layers] == [
        (0, GEMEENTEN_BELOW),
        (GEMEENTEN_BELOW, NAMES_FROM),
        (NAMES_FROM, DEEPEST),
    ]


def test_wijken_go_where_buurten_are_named_unless_asked_for():
    assert draw_wijken(make(WIJKEN, SQUARE)).zooms == (0, DEEPEST)
    assert draw_wijken(make(WIJKEN, SQUARE), only_far=True).zooms == (0, NAMES_FROM)


def test_surroundings_are_the_gemeente_and_its_neighbours():
    own, other = make(GEMEENTEN, SQUARE), make(GEMEENTEN, SQUARE, SQUARE).iloc[1:]
    assert draw_surroundings(own, other).ids == ("X0", "X1")
    assert draw_surroundings(own, make(GEMEENTEN).iloc[:0]).ids == ("X0",)
    assert not draw_surroundings(own, other).clickable
    assert draw_surroundings(own, other).id != draw_gemeente(own).id
    assert "2023 2024" in draw_surroundings(own, make(GEMEENTEN, SQUARE, jaar=2023)).explanation


def test_every_level_holds_the_same_features():
    place = sample.read_place()
    layer = draw_buurten(place.buurten, outlines=make_outlines(place))
    assert [zoom for zoom, _ in layer.levels] == [11.5, 13.5]
    finest = json.loads(layer.features)["features"]
    for _, text in layer.levels:
        told = json.loads(text)["features"]
        assert [one["properties"] for one in told] == [one["properties"] for one in finest]
        assert all(one["geometry"]["coordinates"] for one in told)
    lengths = [len(text) for _, text in layer.levels] + [len(layer.features)]
    assert lengths == sorted(lengths)


def test_the_finest_level_is_as_published():
    place = sample.read_place()
    told = place.buurten.assign(id=place.buurten["buurtcode"], name=place.buurten["buurtnaam"], mark="buurt")
    layer = draw_buurten(place.buurten, outlines=make_outlines(place))
    assert layer.features == to_features(told, columns=("id", "mark", "name"))
