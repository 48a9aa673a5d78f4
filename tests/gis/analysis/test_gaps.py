from datetime import date

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.analysis.begun import Moment
from gis.analysis.gaps import CROWDED_PARTIES, GAP_COLUMNS, find_gaps, judge_supply
from gis.analysis.nearby import NEARBY_COLUMNS, find_nearby
from gis.analysis.needs import find_needs, score_values
from gis.analysis.supply import count_supply, place_supply
from gis.errors import TableError
from gis.tables import ACTIVITIES, empty
from tests.gis.analysis import village
from tests.gis.analysis.registers import activity
from tests.gis.analysis.village import NAMES, REFERENCE, point

DAY = date(2027, 3, 11)
SELWERD, PADDEPOEL_ZUID = "BU00141000", "BU00141001"
LOOPT = "in uitvoering of loopt"
MEETING_PLACE = {"kind": "ontmoetingsplek", "status": LOOPT}


@pytest.fixture(scope="module")
def find(vocabulary, make):
    """Gaps and what would change them, of made rows or of the table of activities, by buurt and row."""

    def run(
        rows,
        moment=None,
        *,
        by="group",
        reference=REFERENCE,
        areas=None,
        calls=None,
        people=None,
        beside=True,
    ):
        buurten, scores = areas or (village.buurten(), village.scores())
        moment = moment or Moment()
        told = (make(rows) if rows else empty(ACTIVITIES)) if isinstance(rows, list) else rows
        placed = place_supply(told, buurten, vocabulary=vocabulary)
        supply = count_supply(placed, reference_day=DAY, moment=moment, by=by)
        needs = find_needs(score_values(scores), reference, codes=placed.buurten["buurtcode"].tolist())
        calls = vocabulary.dimension_themes if calls is None else calls
        table = find_gaps(supply, needs, calls=calls, vocabulary=vocabulary, inhabitants=people)
        assert tuple(table.columns) == GAP_COLUMNS
        if not beside:
            return table
        nearby = find_nearby(table, placed, reference_day=DAY, moment=moment, by=by)
        assert tuple(nearby.columns) == NEARBY_COLUMNS
        both = pd.concat([table, nearby], axis=1)
        return both.set_index(["buurtcode", "themagroep" if by == "group" else "thema"])

    return run


@pytest.fixture(scope="module")
def example(find, meeting, groningen):
    buurten, scores, gemeente = groningen
    return find(meeting("gemeente"), areas=(buurten, scores), reference=gemeente)


def test_veiligheid_is_thin_in_selwerd_and_nobody_does_it_in_paddepoel_zuid(example):
    there, empty_cell = example.loc[(SELWERD, "V")], example.loc[(PADDEPOEL_ZUID, "V")]
    assert there[["activities", "supply"]].tolist() == [1, "thin"]
    assert empty_cell[["activities", "need", "need_dimension", "supply", "gap"]].tolist() == [
        0,
        "below",
        "onv",
        "none",
        True,
    ]
    assert empty_cell["need_difference"] == pytest.approx(-0.1527 + 0.0344)
    nearest = empty_cell[["near_id", "near_party", "near_activities"]].tolist()
    assert nearest == ["F18", "politie", 1]
    assert empty_cell["near_distance_m"] == pytest.approx(599.1, abs=0.1)


def test_klimaatadaptatie_is_filled_nowhere(example):
    told = example.xs("klimaatadaptatie", level="themagroep")
    assert set(told["supply"]) == {"none"}
    assert told["gap"].equals(told["need"] == "below")


# --- need ----------------------------------------------------------------------------------------


def test_group_is_as_low_as_its_lowest_theme(find):
    needs = find(empty(ACTIVITIES))
    assert needs.loc[NAMES[0], "need"].to_dict() == {
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
    cell = needs.loc[(NAMES[1], "Z")]
    assert cell[["need", "need_dimension", "need_theme"]].tolist() == ["below", "soc", "kwetsbare groepen"]
    assert cell[["need_value", "need_reference", "need_year", "need_coverage"]].tolist() == [-0.2, 0, 2024, 1]


def test_missing_figure_is_no_figure_and_no_gap(find):
    table = find(empty(ACTIVITIES))
    assert set(table.loc[NAMES[2], "need"]) == {"no figure"}
    assert not table.loc[NAMES[2], "gap"].any()
    assert set(find(empty(ACTIVITIES), reference=None)["need"]) == {"no figure"}
    themes = find(empty(ACTIVITIES), by="theme")
    for theme in ("werk en inkomen", "schulden"):  # no figure belongs to these
        assert set(themes.xs(theme, level="thema")["need"]) == {"no figure"}


def test_partners_say_which_figure_calls_for_which_theme(find):
    table = find(empty(ACTIVITIES), calls={"soc": ("schulden", "regie en samenwerking")}, by="theme")
    low = table[table["need"] != "no figure"]
    assert set(low.index.get_level_values("thema")) == {"schulden"}
    assert low.loc[(NAMES[1], "schulden"), ["need", "gap"]].tolist() == ["below", True]


def test_by_theme_a_filled_theme_does_not_fill_another_of_its_group(find):
    rows = [MEETING_PLACE | {"theme": "ontmoeten", "shape": point(300, 50)}] * 2
    assert not find(rows).loc[(NAMES[1], "M"), "gap"]
    themes = find(rows, by="theme").loc[NAMES[1]]
    assert themes.loc[["ontmoeten", "segregatie en integratie"], "gap"].tolist() == [False, True]
    assert themes.loc["ontmoeten", "themagroep"] == "M"


# --- supply --------------------------------------------------------------------------------------


def _supply(find, rows, row="W", **how):
    return find(rows, **how).loc[(NAMES[0], row), "supply"]


def test_gap_closes_with_the_second_activity_that_reaches_a_quarter(find):
    half = shapely.box(*village.at(0, 0), *village.at(200, 100))
    corner = shapely.box(*village.at(0, 0), *village.at(50, 50))
    one, small = ({"theme": "wonen", "kind": "renovatie", "shape": shape} for shape in (half, corner))
    assert [_supply(find, rows) for rows in ([], [one], [one, one], [small, small])] == [
        "none",
        "thin",
        "ok",
        "thin",  # both reach a sixteenth of the inhabitants
    ]
    somewhere = {"theme": "wonen", "area_codes": [NAMES[0]]}
    assert _supply(find, [small, somewhere]) == "ok"  # where it is, and so whom it reaches, is not known
    assert _supply(find, [somewhere]) == "thin"


def test_what_is_for_the_whole_gemeente_makes_a_buurt_not_empty_and_the_gap_stays(find):
    for reach in ("gemeente", "regio"):
        told = find([{"theme": "wonen", "reach": reach, "area_codes": ["GM0014"]}]).loc[(NAMES[0], "W")]
        assert told[["supply", "gap"]].tolist() == ["citywide", True]


def test_klimaatadaptatie_does_not_count_under_groen(find):
    table = find([{"theme": "klimaatadaptatie", "shape": point(50, 50)}])
    assert table.loc[NAMES[0], "activities"].loc[["G", "klimaatadaptatie"]].tolist() == [0, 1]


def test_three_parties_are_crowded_where_most_of_them_are_per_inhabitant(find):
    def rows(count, x=50):
        parties = [f"Partij {number}" for number in range(count)]
        return [MEETING_PLACE | {"theme": "ontmoeten", "shape": point(x, 50), "partners": parties}] * 2

    people = pd.Series([1000, 2000, 100, 100], NAMES)
    both = find([*rows(3), *rows(4, x=300)], people=people).xs("M", level="themagroep")
    assert both["parties_per_1000"].tolist() == [3, 2, 0, 0]
    assert both.loc[NAMES, "supply"].tolist() == ["crowded", "ok", "ok", "ok"]
    assert _supply(find, rows(CROWDED_PARTIES - 1), "M", people=people) == "ok"
    assert _supply(find, rows(3), "M") == "ok"  # without inhabitants nobody knows
    lost = find(rows(3), people=people.mask(people == 1000))
    assert pd.isna(lost.loc[(NAMES[0], "M"), "parties_per_1000"])


# --- what would change it ------------------------------------------------------------------------


def test_neighbours_the_nearest_and_the_plan_that_comes(find):
    rows = [
        {"theme": "wonen", "status": LOOPT, "shape": point(350, 100), "id": "far", "title": "Ver"},
        {"theme": "wonen", "status": LOOPT, "shape": point(250, 100), "id": "near", "title": "Dichtbij"},
        {"theme": "wonen", "status": "plan", "words": "2029", "shape": point(90, 90), "id": "later"},
        {"theme": "wonen", "status": "plan", "words": "2028", "shape": point(80, 80), "id": "sooner"},
        {"theme": "energie", "status": LOOPT, "shape": point(210, 100), "id": "other"},
    ]
    cell = find(rows, Moment("now")).loc[(NAMES[0], "W")]
    assert cell[["gap", "near_activities", "near_id", "near_title", "near_party"]].tolist() == [
        True,
        2,
        "near",
        "Dichtbij",
        "A",
    ]
    assert cell["near_distance_m"] == 50
    assert cell[["planned_id", "planned_on"]].tolist() == ["sooner", pd.Timestamp("2028-01-01")]
    assert not cell["planned_closes"]  # two plans, of which neither reaches a quarter of the people
    wide = [row | ({"kind": "buurthuis"} if row["status"] == "plan" else {}) for row in rows]
    assert find(wide, Moment("now")).loc[(NAMES[0], "W"), "planned_closes"]


def test_what_is_here_is_not_the_nearest_and_what_is_far_is_not_told(find):
    here = {"theme": "wonen", "shape": point(50, 50)}
    thin = find([here]).loc[(NAMES[0], "W")]
    assert thin["supply"] == "thin"
    assert pd.isna(thin["near_id"])
    assert thin["near_activities"] == 0
    assert pd.isna(find([here | {"shape": point(-5000, 0)}]).loc[(NAMES[0], "W"), "near_id"])
    whole = find([{"theme": "wonen", "reach": "buurt", "area_codes": [NAMES[1]]}]).loc[(NAMES[0], "W")]
    assert whole[["near_id", "near_distance_m"]].tolist() == ["A00", 0]


def test_a_row_that_is_no_gap_has_nothing_beside_it(find):
    table = find([{"theme": "wonen", "shape": point(50, 50)}])
    told = table.loc[~table["gap"], list(NEARBY_COLUMNS)]
    assert told.isna().all().all()


def test_missing_column_is_told(vocabulary):
    with pytest.raises(TableError) as refused:
        find_gaps(pd.DataFrame(), pd.DataFrame(), calls={}, vocabulary=vocabulary)
    assert refused.value.code == "column_missing"


# --- laws ----------------------------------------------------------------------------------------

registers = st.lists(activity, min_size=1, max_size=10)
moments = st.sampled_from([Moment("now"), Moment("planned"), Moment("delayed", delay_months=9)])
LADDER = {"none": 0, "citywide": 1, "thin": 2, "ok": 3, "crowded": 3}


@settings(max_examples=15)
@given(rows=registers, moment=moments, by=st.sampled_from(["group", "theme"]), data=st.data())
def test_adding_never_creates_and_deleting_never_closes_a_gap(  # noqa: PLR0917 - drawn by name
    find, make, rows, moment, by, data
):
    everything = make(rows)
    gone = data.draw(st.integers(0, len(rows) - 1))
    with_all, with_fewer = (
        find(told, moment, by=by, beside=False) for told in (everything, everything.drop(index=gone))
    )
    assert not (with_all["gap"] & ~with_fewer["gap"]).any()
    assert (with_fewer["supply"].map(LADDER) <= with_all["supply"].map(LADDER)).all()
    assert (with_all.loc[with_all["need"] == "no figure", "gap"] == False).all()  # noqa: E712


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "reaching": st.integers(0, 4),
                "reached": st.sampled_from([0.0, 0.2499, 0.25, 1.0]),
                "unplaced": st.integers(0, 1),
                "citywide": st.integers(0, 1),
                "wider": st.integers(0, 1),
            }
        ),
        min_size=1,
    )
)
def test_supply_is_too_little_by_number_or_by_share_of_people(told):
    frame = pd.DataFrame(told)
    classes = judge_supply(frame, crowded=np.zeros(len(told), dtype=bool))
    for row, name in zip(told, classes, strict=True):
        few = row["reaching"] == 1 or (row["reached"] < 0.25 and not row["unplaced"])
        wide = row["citywide"] + row["wider"] > 0
        wanted = ("citywide" if wide else "none") if row["reaching"] == 0 else "thin" if few else "ok"
        assert name == wanted
