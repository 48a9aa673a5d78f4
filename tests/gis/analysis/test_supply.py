from datetime import date
from itertools import pairwise

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.analysis.begun import Moment, find_begun
from gis.analysis.supply import SUPPLY_COLUMNS, count_supply, place_supply
from gis.analysis.within import find_wide, place_activities
from gis.errors import TableError
from gis.tables import ACTIVITIES, BUURTEN, empty
from tests.gis.analysis import village
from tests.gis.analysis.registers import THEMES, activity
from tests.gis.analysis.village import NAMES, point

DAY = date(2027, 3, 11)
SELWERD, PADDEPOEL_ZUID = "BU00141000", "BU00141001"
NOW = Moment("now")
LOOPT = "in uitvoering of loopt"


@pytest.fixture(scope="module")
def buurten():
    return village.buurten()


@pytest.fixture(scope="module")
def count(buurten, vocabulary, make):
    """Count made rows, or the table of activities, at a moment."""

    def run(rows, moment=None, *, by="group", cells=None, areas=buurten):
        table = make(rows) if isinstance(rows, list) else rows
        placed = place_supply(table, areas, vocabulary=vocabulary, cells=cells)
        found = count_supply(placed, reference_day=DAY, moment=moment, by=by)
        assert tuple(found.columns) == SUPPLY_COLUMNS
        return found.set_index(["buurtcode", "themagroep" if by == "group" else "thema"])

    return run


# --- the example meeting -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example(count, meeting, groningen):
    return count(meeting("gemeente"), areas=groningen[0])


def test_klimaatadaptatie_is_empty_everywhere(count, example, meeting, groningen):
    told = example.xs("klimaatadaptatie", level="themagroep")
    assert (
        not told[["activities", "running", "planned", "ideas", "reaching", "citywide", "wider"]].any().any()
    )
    by_theme = count(meeting("gemeente"), by="theme", areas=groningen[0])
    assert by_theme.xs("klimaatadaptatie", level="thema")["reaching"].sum() == 0


def test_paddepoel_zuid_and_de_hoogte_are_empty_by_shape_and_hardly_reached_for_veiligheid(
    example, groningen
):
    names = groningen[0].set_index("buurtnaam")["buurtcode"]
    for name, percent in (("Paddepoel-Zuid", 0), ("De Hoogte", 3)):
        assert example.loc[names[name], "activities"].sum() == 0
        assert round(100 * example.loc[(names[name], "V"), "reached"]) == percent
    assert example.loc[(names["Paddepoel-Zuid"], "M"), "reached"] > 0.5  # meeting places of the neighbours


def test_counts_of_selwerd(example):
    told = example.loc[SELWERD, ["activities", "running", "planned", "ideas", "parties", "citywide"]]
    assert told.loc["Z"].tolist() == [3, 2, 1, 0, 4, 1]  # F08, F14; F04; F15 for the gemeente; F22 is over
    assert told.loc["E"].tolist() == [3, 0, 3, 1, 3, 0]  # F01a, F01b, F21; F07 is no plan yet


def test_fietsroute_crosses_a_border(meeting, groningen):
    seen, buurten = meeting("gemeente").reset_index(drop=True), groningen[0].reset_index(drop=True)
    placed = place_activities(seen, buurten)
    number = seen.index[seen["id"] == "F17"][0]
    share = placed[placed["activity"] == number].set_index("buurt")["share"] * seen.geometry[number].length
    assert {buurten["buurtcode"][n]: round(m) for n, m in share.items()} == {SELWERD: 219, "BU00141002": 263}


# --- where ---------------------------------------------------------------------------------------


def test_whole_areas_count_by_code_and_reach_everybody(count):
    rows = [
        {"theme": "wonen", "reach": "buurt", "area_codes": [NAMES[0]]},
        {"theme": "wonen", "reach": "wijk", "area_codes": ["WK001400"]},
        {"theme": "wonen", "area_codes": [NAMES[3]]},  # somewhere in the buurt
        {"theme": "wonen", "area_codes": ["WK001400"]},  # somewhere in the wijk: in which buurt is not known
    ]
    cells = count(rows).xs("W", level="themagroep")
    assert cells["activities"].tolist() == [2, 1, 0, 1]
    assert cells["weight"].tolist() == [1.5, 0.5, 0, 1]
    assert cells["unplaced"].tolist() == [0, 0, 0, 1]
    assert cells["reached"].tolist() == [1, 1, 0, 0]
    assert cells["reaching"].tolist() == [2, 1, 0, 1]


def test_what_is_for_the_gemeente_or_more_is_in_no_buurt(count, buurten, make):
    rows = [
        {"theme": "wonen", "reach": "gemeente", "area_codes": ["GM0014"], "shape": point(50, 50)},
        {"theme": "wonen", "reach": "gemeente", "area_codes": ["GM0363"]},
        {"theme": "wonen", "reach": "regio", "area_codes": ["GM0014", "GM0363"]},
        {"theme": "wonen", "reach": "provincie", "area_codes": ["GM0363"]},
        {"theme": "wonen", "reach": "rijk"},
    ]
    cells = count(rows).xs("W", level="themagroep")
    assert not cells[["activities", "reaching", "reached"]].any().any()
    assert cells["citywide"].tolist() == [1] * 4
    assert cells["wider"].tolist() == [2] * 4
    assert set(find_wide(make(rows), buurten)["activity"]) == {0, 2, 4}


def test_reach_is_a_share_of_the_area_where_people_are_not_told(count):
    buurthuis = {"theme": "ontmoeten", "kind": "buurthuis", "shape": point(-400, 100)}  # reaches 500 m
    told = count([buurthuis]).xs("M", level="themagroep")
    circle = village.point(-400, 100).buffer(500, quad_segs=64)
    exact = [square.intersection(circle).area / square.area for square in village.buurten().geometry]
    assert told["reached"].tolist() == pytest.approx(exact, abs=0.03)
    assert told["activities"].sum() == 0
    assert told["reaching"].tolist() == [1, 0, 1, 0]
    assert set(told["spread"]) == {"area"}


def test_reach_is_a_share_of_the_people_where_they_are(count):
    speelplek = {
        "theme": "jeugd en onderwijs",
        "kind": "speelplek",
        "shape": point(-150, 50),
    }  # 300 m: x < 150
    people = village.cells((0, 0, 90), (100, 0, 10), (200, 0, 5), (0, 200, None))
    told = count([speelplek], cells=people).xs("M", level="themagroep")
    assert told["reached"].tolist()[0] == pytest.approx(0.95, abs=0.005)  # half of the second square
    assert told["spread"].tolist() == ["cells", "cells", "area", "area"]
    assert told["reached"].tolist()[1] == 0


def test_two_that_overlap_reach_nobody_twice(count):
    rows = [{"theme": "ontmoeten", "kind": "buurthuis", "shape": point(x, 100)} for x in (-400, -410)]
    both, one = (count(told).xs("M", level="themagroep")["reached"] for told in (rows, rows[:1]))
    assert both.tolist() == one.tolist()


def test_without_a_reach_it_serves_its_own_area(count):
    renovation = shapely.box(*village.at(0, 0), *village.at(100, 200))
    told = count([{"theme": "wonen", "kind": "renovatie", "shape": renovation}]).xs("W", level="themagroep")
    assert told["reached"].tolist() == [0.5, 0, 0, 0]


def test_touching_a_border_is_not_crossing_it(buurten, make):
    area = shapely.box(*village.at(100, 50), *village.at(200, 100))
    assert place_activities(make([{"theme": "wonen", "shape": area}]), buurten)["buurt"].tolist() == [0]


def test_buurt_without_outline_is_left_out(count, buurten):
    without = buurten.copy()
    without.loc[0, "geometry"] = None
    told = count(empty(ACTIVITIES), areas=without)
    assert set(told.index.get_level_values(0)) == set(NAMES[1:])
    assert count(empty(ACTIVITIES), areas=gpd.GeoDataFrame(empty(BUURTEN))).empty


def test_missing_column_is_told(buurten, vocabulary):
    with pytest.raises(TableError) as refused:
        place_supply(empty(ACTIVITIES).drop(columns="reach"), buurten, vocabulary=vocabulary)
    assert refused.value.code == "column_missing"


# --- when ----------------------------------------------------------------------------------------


def _there(count, row, *moments):
    told = {"theme": "wonen", "shape": point(50, 50), **row}
    return [int(count([told], moment).loc[(NAMES[0], "W"), "activities"]) for moment in moments]


@pytest.mark.parametrize(
    ("row", "there"),
    [
        ({"status": LOOPT, "words": "sinds 2025"}, [1, 1, 1]),
        ({"status": LOOPT, "words": "juni 2026"}, [1, 1, 1]),  # ends are not looked at
        ({"status": "plan", "words": "2028"}, [0, 1, 0]),  # a year later it begins in 2029, before 11 March
        ({"status": "plan", "words": "voorjaar 2028"}, [0, 1, 0]),
        ({"status": "plan", "words": "voorjaar 2028", "fixed_date": True}, [0, 1, 1]),
        ({"status": "geld geregeld", "words": "2030"}, [0, 0, 0]),
        ({"status": "plan", "words": ""}, [0, 1, 1]),  # nobody knows when: not sure
        ({"status": "idee", "words": "2027"}, [0, 0, 0]),
        ({"status": "klaar", "words": "2026"}, [0, 0, 0]),
    ],
    ids=lambda told: f"{told['status']} {told['words']}" if isinstance(told, dict) else "",
)
def test_what_is_there_now_with_what_is_planned_and_when_plans_slip(count, row, there):
    moments = (NOW, Moment("planned"), Moment("delayed", delay_months=15))
    assert _there(count, row, *moments) == there


def test_day_asked_may_be_sooner_or_later(count):
    row = {"status": "plan", "words": "2030"}
    assert _there(count, row, Moment(ahead_months=33.0), Moment(ahead_months=34.0)) == [0, 1]


def test_what_may_not_have_begun_is_not_sure(count):
    rows = [
        {"theme": "wonen", "shape": point(50, 50), "words": words, "status": "plan"}
        for words in ("2028", "", "vanaf eind 2028")
    ]
    row = count(rows, Moment(ahead_months=20)).loc[(NAMES[0], "W")]  # up to 11 November 2028
    assert row[["activities", "unsure"]].tolist() == [3, 2]


# --- laws ----------------------------------------------------------------------------------------

registers = st.lists(activity, min_size=1, max_size=10)
moments = st.sampled_from(
    [NOW, Moment("planned"), Moment("delayed", delay_months=9), Moment(ahead_months=99)]
)


@settings(max_examples=20)
@given(rows=registers, moment=moments, by=st.sampled_from(["group", "theme"]))
def test_weights_over_the_buurten_sum_to_the_register(  # noqa: PLR0917 - drawn by name
    buurten, vocabulary, make, rows, moment, by
):
    placed = place_supply(make(rows), buurten, vocabulary=vocabulary)
    assert not placed.inside.duplicated(["activity", "buurt"]).any()
    there, _ = find_begun(placed.activities, reference_day=DAY, moment=moment)
    somewhere = placed.activities.loc[there & placed.activities.index.isin(placed.inside["activity"])]
    counted = somewhere[somewhere["theme_group"] != "R"]
    told = count_supply(placed, reference_day=DAY, moment=moment, by=by)
    assert told["weight"].sum() == pytest.approx(len(counted), abs=1e-4)  # shares have six decimals
    key = "theme" if by == "theme" else "theme_group"
    sums = told.groupby("thema" if by == "theme" else "themagroep")["weight"].sum()
    assert sums[sums > 0].to_dict() == pytest.approx(counted[key].value_counts().to_dict(), abs=1e-4)


@settings(max_examples=15)
@given(rows=registers, turn=st.randoms(use_true_random=False))
def test_order_of_the_rows_does_not_matter(count, make, rows, turn):
    told = make(rows)
    order = list(range(len(rows)))
    turn.shuffle(order)
    pd.testing.assert_frame_equal(count(told), count(told.iloc[order]))


@settings(max_examples=20)
@given(rows=registers)
def test_now_is_part_of_planned_and_a_longer_delay_never_brings_more(buurten, vocabulary, make, rows):
    placed = place_supply(make(rows), buurten, vocabulary=vocabulary)
    steps = [NOW, *(Moment("delayed", delay_months=months) for months in (24, 9, 0)), Moment("planned")]
    tables = [
        count_supply(placed, reference_day=DAY, moment=moment)[
            ["activities", "reaching", "reached", "citywide"]
        ]
        for moment in steps
    ]
    for fewer, more in pairwise(tables):
        assert (fewer <= more).all().all()
    pd.testing.assert_frame_equal(tables[-1], tables[-2])


@settings(max_examples=15)
@given(rows=registers)
def test_a_theme_group_holds_its_themes(count, vocabulary, rows):
    groups, themes = count(rows), count(rows, by="theme")
    both = themes.groupby(["buurtcode", "themagroep"])[["activities", "running", "planned", "ideas"]].sum()
    for column in both.columns:
        assert (groups[column] == both[column].reindex(groups.index)).all()
    assert set(THEMES) - {"regie en samenwerking"} <= set(themes.index.get_level_values("thema"))
