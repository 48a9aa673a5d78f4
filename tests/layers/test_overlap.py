import json

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from gis.analysis.groups import Group
from gis.crs import RD
from gis.tables import ACTIVITIES, conform
from layers.overlap import draw_groups, draw_pairs


@pytest.fixture
def activities():
    shapes = [
        shapely.box(233_000, 583_000, 233_100, 583_100),
        shapely.box(233_050, 583_000, 233_200, 583_100),
        shapely.Point(233_300, 583_050),
        None,
    ]
    rows = {"id": ["A", "B", "C", "D"], "title": ["Een", "Twee", "Drie", "Vier"], "fictional": True}
    return conform(gpd.GeoDataFrame(rows, geometry=shapes, crs=RD), ACTIVITIES)


def make(*rows):
    return pd.DataFrame(rows, columns=["a_id", "b_id", "relation", "certainty"])


def told(layer):
    return json.loads(layer.features)["features"]


def test_a_line_between_and_a_dot_where_they_touch(activities):
    layer = draw_pairs(make(("A", "B", "kans", "zeker"), ("B", "C", "dubbel", "mogelijk")), activities)
    touching, apart = told(layer)
    assert (touching["geometry"]["type"], apart["geometry"]["type"]) == ("Point", "LineString")
    assert touching["properties"] == {
        "id": "A+B",
        "mark": "kans|zeker",
        "name": "Een + Twee",
        "note": "Koppelkans",
        "made": True,
        "lights": ["A", "B"],
    }
    assert [mark.key for mark in layer.marks] == ["kans|zeker", "dubbel|mogelijk"]
    assert (layer.marks[0].dash, layer.marks[1].dash != "") == ("", True)


def test_a_pair_without_a_place_is_not_drawn(activities):
    layer = draw_pairs(make(("A", "D", "kans", "mogelijk")), activities)
    assert (layer.count, layer.marks) == (0, ())


def test_without_pairs_there_is_an_empty_layer(activities):
    assert draw_pairs(make(), activities).count == 0


def test_groups_are_numbered_in_order():
    facts = {
        "can_join": (),
        "moment": (None, None),
        "season": ("najaar", 2027),
        "parties": (),
        "theme_groups": (),
        "money_committed": None,
        "money_sought": None,
        "money_unstated": None,
        "streets_open": 0,
    }
    spot = shapely.Point(232_901, 583_629)
    groups = [
        Group(members=("A", "B"), spot=spot, plans=5, certainty="zeker", **facts),
        Group(members=("C", "D"), spot=spot, plans=2, **facts),
    ]
    layer = draw_groups(groups)
    assert told(layer)[0]["properties"]["name"] == "1. In het najaar van 2027 komen hier 5 plannen samen."
    assert [mark.letter for mark in layer.marks] == ["1", "2"]
    assert [mark.label for mark in layer.marks] == ["1: 5 plannen", "2: 2 plannen"]
    assert (layer.marks[0].dash, layer.marks[1].dash != "") == ("", True)
    assert draw_groups([]).count == 0
