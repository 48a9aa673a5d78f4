from __future__ import annotations

from datetime import date
from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.analysis.cliques import find_common_sets
from gis.analysis.groups import SPOT_M, find_groups
from gis.analysis.overlap import find_pairs
from gis.tables import ACTIVITIES, empty
from tests.gis.analysis.brute import ends
from tests.gis.analysis.registers import CORNER, activity

SLACK_MONTHS = 6
EARLIER = {"F05": "juli 2027 - juni 2028"}  # eighteen months


@pytest.fixture(scope="module")
def find(vocabulary, reference_day):
    def run(activities, spot_m=SPOT_M, slack_months=SLACK_MONTHS):
        told = {"vocabulary": vocabulary, "reference_day": reference_day, "slack_months": slack_months}
        pairs = find_pairs(activities, reach_m=100, **told)
        return find_groups(activities, pairs, spot_m=spot_m, **told)

    return run


def certain(groups):
    return [set(group.members) for group in groups if group.certainty == "zeker"]


# --- the example meeting -------------------------------------------------------------------------


def test_groups_of_a_partner(find, meeting):
    assert certain(find(meeting("gemeente"))) == [
        {"F01a", "F01b", "F02", "F03", "F04", "F21"},
        {"F01b", "F05"},
        {"F02", "F10"},
        {"F01b", "F13"},
    ]


def test_corporatie_a_sees_one_group_more(find, meeting):
    groups, others = find(meeting("Corporatie A")), find(meeting("gemeente"))
    more = [group for group in certain(groups) if group not in certain(others)]
    assert more == [{"F06", "F07"}]
    assert len(certain(groups)) == len(certain(others)) + 1


def test_groups_for_everybody(find, meeting):
    groups = find(meeting(None))
    assert certain(groups) == [{"F01a", "F01b", "F02", "F03"}, {"F02", "F10"}, {"F01b", "F13"}]
    assert len(groups) == 3


def test_first_group_tells_what_the_table_expects(find, meeting):
    first = find(meeting("gemeente"))[0]
    assert first.plans == 5
    assert first.season == ("najaar", 2027)
    assert first.moment == (date(2027, 12, 1), date(2027, 12, 30))
    assert [round(value) for value in first.spot.coords[0]] == [232901, 583629]
    assert first.can_join == ()
    assert first.streets_open == 2
    assert (first.money_committed, first.money_sought, first.money_unstated) == (1_400_000, 915_000, 380_000)
    assert first.theme_groups == ("E", "G", "S", "Z")
    assert len(first.parties) == 5


def test_running_offers_can_join(find, meeting):
    joins = {group.members: group.can_join for group in find(meeting("gemeente"))}
    assert joins[("F02", "F10")] == ("F08", "F12")


def test_riool_eighteen_months_earlier_joins_the_first_group(find, meeting):
    groups = find(meeting("gemeente", periods=EARLIER))
    assert certain(groups)[0] == {"F01a", "F01b", "F02", "F03", "F04", "F05", "F21"}
    assert groups[0].streets_open == 3
    assert {"F01b", "F05"} not in certain(groups)


def test_fuzzy_end_makes_a_larger_group_only_possible(find, meeting):
    possible = [group for group in find(meeting("gemeente")) if group.certainty == "mogelijk"]
    assert [set(group.members) for group in possible] == [
        {"F01b", "F04", "F05"}
    ]  # F04 ends between May and August


def test_publication_has_no_groups(find, publication):
    assert find(publication) == []


# --- a square world ------------------------------------------------------------------------------


def point(x, y=0):
    return shapely.Point(CORNER[0] + x, CORNER[1] + y)


def plan(x, theme, **told):
    return {"theme": theme, "shape": point(x), **told}


@pytest.mark.parametrize(("apart", "expected"), [(49, 1), (51, 0)])
def test_one_spot_lies_within_spot_m_of_each(find, make, apart, expected):
    assert len(find(make([plan(0, "energie"), plan(apart, "wonen")]))) == expected


def test_three_in_a_row_are_two_groups(find, make):
    rows = [plan(0, "energie"), plan(40, "wonen"), plan(80, "energie")]
    assert certain(find(make(rows))) == [{"A00", "A01"}, {"A01", "A02"}]


def test_chain_in_time_is_no_group(find, make):
    rows = [
        plan(0, "energie", words="2027"),
        plan(0, "wonen", words="2028"),
        plan(0, "energie", words="2029"),
    ]
    assert certain(find(make(rows))) == [{"A00", "A01"}, {"A01", "A02"}]


@pytest.mark.parametrize(("words", "expected"), [("juli 2027", 1), ("augustus 2027", 0)])
def test_slack_is_counted_from_end_day_to_begin_day(find, make, words, expected):
    rows = [plan(0, "energie", words="1 januari 2027"), plan(0, "wonen", words=words)]
    assert len(find(make(rows))) == expected


def test_what_should_have_come_together_long_ago_comes_last(find, make):
    rows = [
        *(plan(0, theme, words="2022") for theme in ("energie", "wonen", "groen")),
        *(plan(500, theme, words="najaar 2027") for theme in ("energie", "wonen")),
        *(plan(900, theme, words="januari 2027") for theme in ("energie", "wonen")),  # may wait three months
    ]
    told = [(set(one.members), one.over) for one in find(make(rows)) if one.certainty == "zeker"]
    assert told[-1] == ({"A00", "A01", "A02"}, True)
    assert [over for _, over in told] == [False, False, True]
    perhaps = find(make([plan(0, theme, words="juni 2026 tot eind 2026") for theme in ("energie", "wonen")]))
    assert [one.over for one in perhaps] == [False] * len(perhaps)
    assert perhaps


def test_phases_alone_are_no_group(find, make):
    rows = [plan(0, "energie", phase_of="X"), plan(0, "wonen", phase_of="X")]
    assert find(make(rows)) == []


def test_without_a_chance_there_is_no_group(find, make):
    assert find(make([plan(0, "schulden"), plan(0, "schulden")])) == []


def test_running_offer_never_chains(find, make):
    rows = [plan(0, "energie"), plan(40, "wonen", words="doorlopend"), plan(80, "energie")]
    assert find(make(rows)) == []


def test_plan_without_an_end_is_no_running_offer(find, make):
    rows = [plan(0, "energie", words="na 2030"), plan(0, "wonen", words="2031")]
    assert certain(find(make(rows))) == [{"A00", "A01"}]


def test_money_that_nobody_told_stays_unknown(find, make):
    rows = [plan(0, "energie", money_committed=5.0), plan(0, "wonen")]
    group = find(make(rows))[0]
    assert (group.money_committed, group.money_sought) == (5.0, None)


def test_no_activities_give_no_groups(find):
    assert find(empty(ACTIVITIES)) == []


# --- laws ----------------------------------------------------------------------------------------

areas = st.tuples(
    st.floats(0, 60),
    st.floats(0, 60),
    st.floats(5, 40),
    st.integers(0, 12),
    st.integers(0, 12),
    st.booleans(),
)


def shape_of(x, y, size, *, hollow):
    disc = shapely.buffer(shapely.Point(x, y), size)
    return disc.difference(shapely.buffer(shapely.Point(x, y), size / 2)) if hollow else disc


@settings(deadline=None, max_examples=80)
@given(told=st.lists(areas, min_size=1, max_size=7))
def test_common_sets_equal_brute_force(told):
    shapes = np.array(
        [shape_of(x, y, size, hollow=hollow) for x, y, size, _, _, hollow in told], dtype=object
    )
    start = np.array([float(begin) for *_, begin, _, _ in told])
    end = start + np.array([float(length) for *_, length, _ in told])
    feasible = [
        set(chosen)
        for size in range(2, len(told) + 1)
        for chosen in combinations(range(len(told)), size)
        if start[list(chosen)].max() <= end[list(chosen)].min()
        and not shapely.intersection_all(shapes[list(chosen)]).is_empty
    ]
    largest = [one for one in feasible if not any(one < other for other in feasible)]
    found = find_common_sets(shapes, start, end)
    assert sorted(sorted(one) for one in largest) == sorted(list(one.positions) for one in found)
    for one in found:
        assert shapely.distance(shapes[list(one.positions)], shapely.Point(one.point)).max() < 1e-6


@settings(deadline=None, max_examples=20)
@given(rows=st.lists(activity, min_size=2, max_size=12), data=st.data())
def test_laws_of_a_group(find, make, vocabulary, *, reference_day, rows, data):
    activities = make(rows)
    groups = find(activities)
    order = data.draw(st.permutations(range(len(rows))))
    assert [(one.members, one.score) for one in find(activities.iloc[list(order)])] == [
        (one.members, one.score) for one in groups
    ]
    table = activities.set_index("id")
    for group in groups:
        members = table.loc[list(group.members)]
        widths = [widest(row, vocabulary) for row in members.to_dict("records")]
        assert (members.distance(group.spot) <= SPOT_M + np.array(widths) + 1e-6).all()
        assert not members["running"].any()
        assert (members["shown_as"] != "voorbij").all()
        assert group.plans >= 2
        for one, other in combinations(members.to_dict("records"), 2):
            assert apart(one, other, reference_day) <= SLACK_MONTHS + 1e-6
        assert not any(
            set(group.members) < set(other.members) for other in groups if other.certainty == group.certainty
        )


def apart(one, other, reference_day):
    """Return the least months between two, end day to begin day."""
    first, second = ends(one, reference_day), ends(other, reference_day)
    return max(first[0] - second[3], second[0] - first[3], 0)


def widest(row, vocabulary):
    kind = vocabulary.kinds[row["kind"]]
    return max(kind.widen_m, kind.widen_line_m)
