from __future__ import annotations

from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.analysis.asked import Asked
from gis.analysis.groups import Group
from gis.analysis.shifts import PERIOD, compare_groups, shift, what_if
from gis.errors import TableError
from tests.gis.analysis.registers import activity

ALL = ("F01a", "F01b", "F02", "F03", "F04", "F05", "F21")


@pytest.fixture(scope="module")
def ask(vocabulary, reference_day):
    asked = Asked(vocabulary, reference_day, reach_m=100, slack_months=6)

    def run(activities, months):
        return what_if(activities, months, asked=asked, spot_m=25)

    return run


def days(activities, name):
    told = activities.set_index("id").loc[name, list(PERIOD)]
    return [None if pd.isna(day) else day.date() for day in told]


# --- moving a period -----------------------------------------------------------------------------


def test_whole_months_stay_whole_months_and_words_stay(meeting):
    before = meeting("gemeente")
    after = shift(before, {"F05": -18})
    assert days(after, "F05") == [date(2027, 7, 1), date(2027, 7, 1), date(2028, 6, 30), date(2028, 6, 30)]
    assert after["period_text"].equals(before["period_text"])
    others = before["id"] != "F05"
    assert after[others].equals(before[others])


def test_all_four_days_move(meeting):
    assert days(shift(meeting("gemeente"), {"F04": 5}), "F04") == [
        date(2028, 2, 1),
        date(2028, 2, 1),
        date(2028, 10, 1),
        date(2029, 1, 31),
    ]


def test_a_phase_moves_alone(meeting):
    before = meeting("gemeente")
    assert days(shift(before, {"F01b": 1}), "F01a") == days(before, "F01a")
    both = shift(before, {"F01a": 1, "F01b": 1})
    assert (days(both, "F01a")[0], days(both, "F01b")[0]) == (date(2027, 5, 1), date(2028, 2, 1))


def test_a_period_without_days_and_an_open_side_stay(make):
    point = shapely.Point(200_000, 500_000)
    rows = [{"theme": "energie", "words": words, "shape": point} for words in ("", "na 2030")]
    after = shift(make(rows), {"A00": 4, "A01": -12})
    assert days(after, "A00") == [None] * 4
    assert days(after, "A01") == [date(2030, 1, 1), date(2030, 1, 1), None, None]


def test_a_fixed_date_never_moves(meeting):
    with pytest.raises(TableError) as refused:
        shift(meeting("gemeente"), {"F05": -18, "F21": 1})
    assert (refused.value.code, refused.value.facts) == ("date_fixed", {"id": "F21"})
    assert days(shift(meeting("gemeente"), {"F21": 0}), "F21")[0] == date(2027, 7, 1)


def test_what_is_not_seen_cannot_move(meeting):
    with pytest.raises(TableError) as refused:
        shift(meeting("gemeente"), {"F06": 1})  # of Corporatie A only
    assert refused.value.code == "activity_unknown"


@settings(deadline=None, max_examples=20)
@given(rows=st.lists(activity, min_size=1, max_size=5), count=st.integers(-24, 24))
def test_a_moved_period_is_in_order_and_arguments_stay(make, rows, count):
    before = make([{**row, "fixed_date": False} for row in rows])
    told = before.copy(deep=True)
    after = shift(before, dict.fromkeys(before["id"], count))
    assert isinstance(after, gpd.GeoDataFrame)
    assert before.equals(told)
    assert after.dtypes.equals(before.dtypes)
    for name in before["id"]:
        first, latest_start, earliest_end, last = (
            None if day is None else 12 * day.year + day.month for day in days(after, name)
        )
        old = [None if day is None else 12 * day.year + day.month + count for day in days(before, name)]
        assert [first, latest_start, earliest_end, last] == old
        ordered = [day for day in days(after, name)[:2] if day is not None]
        assert ordered == sorted(ordered)


# --- what it does to the groups ------------------------------------------------------------------


def test_riool_eighteen_months_earlier(ask, meeting):
    found = ask(meeting("gemeente"), {"F05": -18})
    first = found.groups[0]
    assert (first.members, first.certainty, first.streets_open) == (ALL, "zeker", 3)
    assert ("F01b", "F05") in [group.members for group in found.vanished]
    assert found.appeared == ()
    (changed,) = found.changed
    assert changed.before.members == tuple(name for name in ALL if name != "F05")
    assert changed.after == first
    assert not (found.pairs["relation"] == "conflict").any()  # no street that was just open


def test_no_shift_changes_nothing(ask, meeting):
    found = ask(meeting("gemeente"), {})
    assert (found.appeared, found.vanished, found.changed) == ((), (), ())
    assert len(found.groups) == 5


def group(*members, certainty="zeker"):
    told = (shapely.Point(), (None, None), ("zomer", 2027), 2, (), (), None, None, None, 0)
    return Group(members, (), *told, certainty=certainty)


def test_groups_that_share_more_than_half_are_one_that_changed():
    old, new = [group("A", "B"), group("C", "D", "E")], [group("C", "D", "E", "F"), group("A", "G")]
    appeared, vanished, changed = compare_groups(old, new)
    assert (appeared, vanished) == ((new[1],), (old[0],))  # one of three
    assert [(one.before, one.after) for one in changed] == [(old[1], new[0])]


def test_each_group_becomes_one_other_at_most_the_most_alike():
    old = [group("A", "B", "C")]
    new = [group("A", "B", "C", "D", "E"), group("A", "B", "C", "F")]
    appeared, vanished, changed = compare_groups(old, new)
    assert (appeared, vanished) == ((new[0],), ())
    assert changed[0].after == new[1]


def test_another_certainty_is_a_change():
    perhaps = group("A", "B", certainty="mogelijk")
    appeared, vanished, changed = compare_groups([group("A", "B")], [perhaps])
    assert (appeared, vanished, changed[0].after) == ((), (), perhaps)


@settings(deadline=None, max_examples=8)
@given(rows=st.lists(activity, min_size=2, max_size=6), data=st.data())
def test_every_group_is_told_once(ask, make, rows, data):
    activities = make([{**row, "fixed_date": False} for row in rows])
    months = data.draw(st.dictionaries(st.sampled_from(sorted(activities["id"])), st.integers(-12, 12)))
    before, found = ask(activities, {}), ask(activities, months)
    told = [*found.appeared, *(one.after for one in found.changed)]
    left = {(one.members, one.certainty) for one in found.groups if one not in told}
    gone = [*found.vanished, *(one.before for one in found.changed)]
    assert left == {(one.members, one.certainty) for one in before.groups if one not in gone}
