import json

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from gis.crs import RD
from gis.errors import TableError
from gis.tables import BUURTEN, FIGURES, conform
from layers.figures import TITLES, draw_figures


@pytest.fixture
def buurten():
    shapes = [shapely.box(233_000 + 100 * n, 583_000, 233_100 + 100 * n, 584_000) for n in range(6)]
    rows = {"buurtcode": [f"BU{n}" for n in range(6)], "buurtnaam": "Een", "jaar": 2024}
    return conform(gpd.GeoDataFrame(rows, geometry=shapes, crs=RD), BUURTEN)


def make(**columns):
    return conform(pd.DataFrame({"code": [f"BU{n}" for n in range(5)], "jaar": 2024, **columns}), FIGURES)


def told(layer):
    return {one["properties"]["id"]: one["properties"] for one in json.loads(layer.features)["features"]}


def test_five_groups_with_numbers_and_unit(buurten):
    layer = draw_figures(
        buurten, make(inwoners=[5, 1_280, 3_880, 6_580, 8_440]), column="inwoners", source="CBS"
    )
    assert [mark.label for mark in layer.marks][1] == "1.280 personen"
    assert told(layer)["BU3"]["note"] == "Inwoners 2024: 6.580 personen"
    assert told(layer)["BU5"]["mark"] == "none"
    assert told(layer)["BU5"]["note"] == "Inwoners 2024: geen cijfer"
    assert layer.marks[-1].label == "geen cijfer"
    assert layer.marks[-1].hatch


def test_zero_is_a_figure(buurten):
    layer = draw_figures(buurten, make(inwoners=[0, 0, 5, 10, 20]), column="inwoners", source="CBS")
    assert told(layer)["BU0"]["note"] == "Inwoners 2024: 0 personen"


def test_thousands_of_euro_are_written_out(buurten):
    layer = draw_figures(
        buurten, make(woz_waarde_keur=[35, 250, 295, 369, 858]), column="woz_waarde_keur", source="CBS"
    )
    assert layer.marks[0].label == "€ 35.000"


def test_every_figure_has_a_title():
    assert TITLES.keys() == FIGURES.units.keys()


def test_without_any_figure_all_is_hatched(buurten):
    layer = draw_figures(buurten, make(), column="inkomen_keur", source="CBS")
    assert [mark.key for mark in layer.marks] == ["none"]


def test_an_unknown_figure_is_refused(buurten):
    with pytest.raises(TableError) as caught:
        draw_figures(buurten, make(), column="geluk", source="CBS")
    assert caught.value.code == "column_missing"
