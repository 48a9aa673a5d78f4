from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.analysis.gaps import COLUMNS, find_gaps, place_activities
from gis.crs import RD
from gis.errors import TableError
from gis.tables import ACTIVITIES, BUURTEN, SCORES, conform, empty
from tests.gis.analysis.registers import CORNER, activity

SELWERD, PADDEPOEL_ZUID = "BU00141000", "BU00141001"
NAMES = ["BU00140000", "BU00140001", "BU00140100", "BU00140101"]


@pytest.fixture(scope="module")
def village():
    """Four squares of 200 m in two wijken; the third has no score."""
    corners = [(0, 0), (200, 0), (0, 200), (200, 200)]
    squares = [shapely.box(x, y, x + 200, y + 200) for x, y in corners]
    shapes = [shapely.transform(square, lambda points: points + CORNER) for square in squares]
    told = pd.DataFrame({"buurtcode": NAMES, "wijkcode": ["WK001400", "WK001400", "WK001401", "WK001401"]})
    told = told.assign(gemeentecode="GM0014", jaar=2024)
    buurten = conform(gpd.GeoDataFrame(told, geometry=shapes, crs=RD), BUURTEN)
    scores = pd.DataFrame(
        {"code": [NAMES[0], NAMES[1], NAMES[3]], "score_jaar": 2024, "won": [-0.05, 0.0, 0.05]}
    )
    scores = scores.assign(fys=[0.0392, -0.0393, 0.0], vrz=0.0, soc=[0.0, -0.2, 0.0], onv=0.0)
    return (
        buurten,
        conform(scores, SCORES),
        pd.Series({"won": 0.0, "fys": 0.0, "vrz": 0.0, "soc": 0.0, "onv": 0.0}),
    )


@pytest.fixture(scope="module")
def find(village, vocabulary):
    def run(activities, reference=village[2]):
        table = find_gaps(activities, village[0], village[1], vocabulary=vocabulary, reference=reference)
        return table.set_index(["buurtcode", "themagroep"])

    return run


def at(x, y):
    return shapely.Point(CORNER[0] + x, CORNER[1] + y)


# --- the example meeting -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example(meeting, groningen, vocabulary):
    buurten, scores, gemeente = groningen
    table = find_gaps(meeting("gemeente"), buurten, scores, vocabulary=vocabulary, reference=gemeente)
    return table.set_index(["buurtcode", "themagroep"])


def test_klimaatadaptatie_is_empty_everywhere(example):
    assert (example.xs("klimaatadaptatie", level="themagroep")["activities"] == 0).all()


def test_paddepoel_zuid_and_de_hoogte_are_empty(example, groningen):
    names = groningen[0].set_index("buurtnaam")["buurtcode"]
    for name in ("Paddepoel-Zuid", "De Hoogte"):
        assert example.loc[names[name], "activities"].sum() == 0


def test_veiligheid_is_filled_in_selwerd_and_missing_in_paddepoel_zuid(example):
    assert example.loc[(SELWERD, "V"), "activities"] == 1
    empty_cell = example.loc[(PADDEPOEL_ZUID, "V")]
    assert empty_cell[["activities", "need", "need_dimension", "gap"]].tolist() == [0, "below", "onv", True]
    assert empty_cell["need_difference"] == pytest.approx(-0.1527 + 0.0344)


def test_counts_of_selwerd(example):
    told = example.loc[SELWERD, ["activities", "planned", "citywide"]]
    assert told.loc["Z"].tolist() == [
        3,
        1,
        1,
    ]  # F04 planned, F08, F14; F15 for the whole gemeente; F22 is over
    assert told.loc["E"].tolist() == [4, 4, 0]


def test_fietsroute_crosses_a_border(meeting, groningen):
    placed = place_activities(meeting("gemeente"), groningen[0]).set_index("id")
    metres = (
        placed.loc["F17"].set_index("buurtcode")["share"]
        * meeting("gemeente").set_index("id").loc["F17"].geometry.length
    )
    assert metres.round().to_dict() == {SELWERD: 219, "BU00141002": 263}


# --- a square world ------------------------------------------------------------------------------


def test_need_is_below_about_or_above(find):
    needs = find(empty(ACTIVITIES))["need"]
    assert needs[NAMES[0]].to_dict() == {
        "W": "below",
        "E": "below",
        "S": "about",  # openbare ruimte (fys) is exactly at the edge, mobiliteit (onv) about equal
        "G": "about",
        "Z": "about",
        "M": "about",
        "K": "about",
        "V": "about",
        "klimaatadaptatie": "about",
    }
    assert needs[NAMES[3], "W"] == "above"


def test_group_is_as_low_as_its_lowest_theme(find):
    cell = find(empty(ACTIVITIES)).loc[(NAMES[1], "Z")]
    assert cell[["need", "need_dimension", "need_theme"]].tolist() == ["below", "soc", "kwetsbare groepen"]


def test_missing_figure_is_no_figure_and_no_gap(find):
    table = find(empty(ACTIVITIES))
    assert set(table.loc[NAMES[2], "need"]) == {"no figure"}
    assert not table.loc[NAMES[2], "gap"].any()
    assert set(find(empty(ACTIVITIES), reference=None)["need"]) == {"no figure"}


def test_klimaatadaptatie_does_not_count_under_groen(find, make):
    table = find(make([{"theme": "klimaatadaptatie", "shape": at(50, 50)}]))
    assert table.loc[NAMES[0], "activities"].loc[["G", "klimaatadaptatie"]].tolist() == [0, 1]


def test_whole_areas_count_by_code(find, make):
    rows = [
        {"theme": "wonen", "reach": "buurt", "area_codes": [NAMES[0]]},
        {"theme": "wonen", "reach": "wijk", "area_codes": ["WK001400"]},
        {"theme": "wonen", "reach": "gemeente", "area_codes": ["GM0014"]},
        {"theme": "wonen", "reach": "gemeente", "area_codes": ["GM0363"]},
        {"theme": "wonen", "area_codes": [NAMES[0]]},  # somewhere in the buurt
        {"theme": "wonen", "area_codes": ["WK001400"]},  # somewhere in the wijk: in which buurt is not known
    ]
    cells = find(make(rows)).xs("W", level="themagroep")
    assert cells["activities"].tolist() == [3, 1, 0, 0]
    assert cells["citywide"].tolist() == [1, 1, 1, 1]


def test_gap_closes_with_the_second_activity(find, make):
    rows = [{"theme": "wonen", "shape": at(50, 50)}]
    assert find(make(rows)).loc[(NAMES[0], "W"), "gap"]
    assert not find(make(rows * 2)).loc[(NAMES[0], "W"), "gap"]


def test_what_is_over_does_not_count(find, make):
    table = find(make([{"theme": "wonen", "shape": at(50, 50), "status": "klaar"}]))
    assert table["activities"].sum() == 0


def test_touching_border_is_not_crossing(village, make):
    area = shapely.box(CORNER[0] + 100, CORNER[1] + 50, CORNER[0] + 200, CORNER[1] + 100)
    placed = place_activities(make([{"theme": "wonen", "shape": area}]), village[0])
    assert placed["buurtcode"].tolist() == [NAMES[0]]


def test_buurt_without_outline_is_left_out(village, vocabulary):
    buurten = village[0].copy()
    buurten.loc[0, "geometry"] = None
    table = find_gaps(empty(ACTIVITIES), buurten, village[1], vocabulary=vocabulary, reference=village[2])
    assert NAMES[0] not in set(table["buurtcode"])
    assert list(table.columns) == list(COLUMNS)


def test_missing_column_is_told(village, vocabulary):
    with pytest.raises(TableError) as refused:
        find_gaps(
            empty(ACTIVITIES),
            village[0],
            village[1].drop(columns="onv"),
            vocabulary=vocabulary,
            reference=None,
        )
    assert refused.value.code == "column_missing"


# --- laws ----------------------------------------------------------------------------------------

registers = st.lists(activity, min_size=1, max_size=10)


@settings(deadline=None, max_examples=15)
@given(rows=registers)
def test_shares_sum_to_the_register(village, make, rows):
    placed = place_activities(make(rows), village[0])
    assert placed.groupby("id")["share"].sum().tolist() == pytest.approx([1] * placed["id"].nunique())
    assert not placed.duplicated(["id", "buurtcode"]).any()


@settings(deadline=None, max_examples=15)
@given(rows=registers)
def test_adding_never_creates_and_deleting_never_closes_a_gap(find, make, rows):
    activities = make(rows)
    with_all, with_fewer = find(activities), find(activities.iloc[1:])
    assert not (with_all["gap"] & ~with_fewer["gap"]).any()
    assert (with_fewer["activities"] <= with_all["activities"]).all()
