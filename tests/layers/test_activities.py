import json
from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from gis.analysis.upkeep import find_stale
from gis.crs import RD
from gis.errors import TableError
from gis.tables import ACTIVITIES, conform
from gis.vocabulary import load_vocabulary
from layers.activities import draw_activities, without_place

WORDS = load_vocabulary(Path("data/vocabulary.toml"))
DAY = date(2027, 3, 11)
POINT = shapely.Point(233_000, 583_000)
SQUARE = shapely.box(233_000, 583_000, 234_000, 584_000)
AREAS = gpd.GeoSeries(
    {"BU1": SQUARE, "BU2": shapely.box(234_000, 583_000, 235_000, 584_000), "BU3": None}, crs=RD
)

PLAN = {
    "id": "F1",
    "title": "Warmtenet",
    "public_title": "Warm huis",
    "theme_group": "E",
    "shown_as": "gepland",
    "status": "plan",
    "organisation": "gemeente",
    "period_text": "najaar 2027",
    "accuracy": "straat",
    "reach": "plek",
    "visibility": "openbaar",
    "geometry": POINT,
}


def make(*changes):
    rows = [{**PLAN, "id": f"F{n}", **change} for n, change in enumerate(changes or [{}], start=1)]
    return conform(gpd.GeoDataFrame(rows, geometry="geometry", crs=RD), ACTIVITIES)


def draw(*changes, **facts):
    layer = draw_activities(make(*changes), vocabulary=WORDS, **facts)
    return layer, [one["properties"] for one in json.loads(layer.features)["features"]]


def test_a_plan_is_told_by_group_and_step():
    layer, told = draw()
    assert told == [
        {"id": "F1", "mark": "E|gepland", "name": "Warmtenet", "note": "gemeente · najaar 2027 · plan"}
    ]
    assert [mark.label for mark in layer.marks] == ["E Energie, gepland"]
    assert (layer.kind, layer.cluster, layer.public) == ("activity", True, False)


def test_only_the_allowed_properties_go_out():
    _, told = draw({"note": "geheim", "money_text": "veel", "fictional": True, "accuracy": "wijk"})
    assert told[0].keys() == {"id", "mark", "name", "note", "coarse", "made"}


@pytest.mark.parametrize(
    ("accuracy", "coarse"), [("gebouw", False), ("schatting", True), (None, True), ("wat", True)]
)
def test_what_is_not_known_to_the_street_is_coarse(accuracy, coarse):
    _, told = draw({"accuracy": accuracy})
    assert told[0].get("coarse", False) is coarse


def test_the_legend_follows_the_groups_and_the_steps():
    layer, _ = draw(
        {"theme_group": "G"}, {"shown_as": "voorbij"}, {"shown_as": "idee"}, {"theme_group": "W"}, {}
    )
    assert [mark.key for mark in layer.marks] == [
        "W|gepland",
        "E|gepland",
        "E|idee",
        "E|voorbij",
        "G|gepland",
    ]


def test_nothing_is_drawn_at_a_guessed_spot():
    nowhere = {"geometry": None, "accuracy": "buurt", "area_codes": ["BU1"]}
    layer, told = draw({}, nowhere, areas=AREAS)
    assert [one["id"] for one in told] == ["F1"]
    assert list(without_place(make({}, nowhere), areas=AREAS)["id"]) == ["F2"]
    assert len(layer.marks) == 1


def test_a_whole_area_is_its_outline_when_that_is_known():
    whole = {"geometry": None, "reach": "buurt", "accuracy": "buurt", "area_codes": ["BU1", "BU2"]}
    layer, told = draw(whole, areas=AREAS)
    assert told[0]["mark"] == "E|gepland|heel gebied"
    assert "coarse" not in told[0]
    assert "hele gebied" in layer.marks[0].label
    assert layer.marks[0].fill_opacity < 0.1
    assert draw(whole)[1] == []


@pytest.mark.parametrize("codes", [[], ["BU3"], ["BU1", "BU9"]])
def test_a_part_of_a_whole_area_is_not_drawn(codes):
    whole = {"geometry": None, "reach": "buurt", "area_codes": codes}
    assert draw(whole, areas=AREAS)[1] == []
    assert len(without_place(make(whole), areas=AREAS)) == 1


@pytest.mark.parametrize(
    ("change", "faint"),
    [
        ({"confirmed_on": "2025-03-10"}, True),
        ({"confirmed_on": "2025-03-11"}, False),
        ({"confirmed_on": "2025-03-10", "changed_on": "2027-03-01"}, True),  # changed is not confirmed
        ({"changed_on": "2025-03-10"}, True),
        ({"changed_on": "2025-03-11"}, False),
        ({}, True),
        ({"confirmed_on": "2020-01-01", "shown_as": "bestaand"}, False),
    ],
)
def test_a_plan_that_nobody_confirmed_for_two_years_is_faint(change, faint):
    layer, told = draw(change, reference_day=DAY)
    assert told[0]["mark"].endswith("|oud") is faint
    assert bool(len(find_stale(make(change), reference_day=DAY))) is faint  # and heads "Nog actueel?"
    assert (layer.marks[0].stroke_opacity < 0.5) is faint


def test_residents_read_their_own_names():
    assert draw(public=True)[1][0]["name"] == "Warm huis"


def test_what_is_not_for_everybody_never_gets_on_a_map_for_everybody():
    with pytest.raises(TableError) as caught:
        draw({}, {"visibility": "partners"}, public=True)
    assert caught.value.code == "not_public"


def test_without_activities_there_is_an_empty_layer():
    layer = draw_activities(make().iloc[:0], vocabulary=WORDS, areas=AREAS, reference_day=DAY)
    assert (layer.count, layer.marks) == (0, ())


def test_an_unknown_period_is_said():
    assert draw({"period_text": ""})[1][0]["note"] == "gemeente · periode nog niet bekend · plan"
