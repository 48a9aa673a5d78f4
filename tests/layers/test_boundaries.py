import json

import geopandas as gpd
import pytest
import shapely

from gis.crs import RD
from gis.errors import TableError
from gis.tables import BUURTEN, GEMEENTEN, WIJKEN, conform
from layers.boundaries import draw_buurten, draw_gemeente, draw_wijken


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


def test_a_buurt_without_outline_is_not_drawn():
    assert draw_buurten(make(BUURTEN, SQUARE, None)).count == 1
    assert draw_buurten(make(BUURTEN, None)).count == 0


def test_editions_are_never_mixed():
    with pytest.raises(TableError) as caught:
        draw_buurten(make(BUURTEN, SQUARE, SQUARE, jaar=[2023, 2024]))
    assert caught.value.code == "years_mixed"
