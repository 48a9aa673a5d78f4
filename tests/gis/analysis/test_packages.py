from __future__ import annotations

import calendar
import math
from itertools import combinations, permutations, product

import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.analysis import packages
from gis.analysis.asked import Asked, search
from gis.analysis.packages import MONTH_COSTS, best_package, best_shifts
from gis.analysis.rewards import find_moves
from gis.analysis.shifts import PERIOD, shift
from gis.errors import TableError
from tests.gis.analysis.brute import meaning, place
from tests.gis.analysis.registers import CORNER, activity

REACH_M = 100
SLACK_MONTHS = 6
THEMES = ("energie", "water en riool", "groen", "ontmoeten")
NEAR_PERIODS = (
    *("voorjaar 2027", "Q3 2027", "31 mei 2027", "oktober 2027", "maart 2028", "voorjaar 2028"),
    *("september 2027 tot medio 2028", "30 november 2028", "na 2027"),
)


@pytest.fixture(scope="module")
def asked(vocabulary, reference_day):
    return Asked(vocabulary, reference_day, REACH_M, SLACK_MONTHS)


def plan(theme, words, **told):
    return {"theme": theme, "words": words, "shape": shapely.Point(CORNER), **told}


# --- brute force: every pair for every two months one by one, then every choice of months ------------


def moved(row, months):
    """The row with its four days that many months later, the last day of a month kept the last."""
    told = dict(row)
    for name in PERIOD:
        day = row[name]
        if pd.isna(day):
            continue
        year, month = divmod(12 * day.year + day.month - 1 + months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        at_end = day.day == calendar.monthrange(day.year, day.month)[1]
        told[name] = pd.Timestamp(year, month + 1, last if at_end else min(day.day, last))
    return told


def brute_months(row, slack, reference_day):
    still = row["fixed_date"] or row["running"] or row["shown_as"] in {"voorbij", "bestaand"}
    if still or row["framework"] or row["reach"] != "plek" or pd.isna(row["start_earliest"]):
        return [0]
    first = pd.Timestamp(reference_day)
    return [
        months
        for months in range(-slack, slack + 1)
        if months == 0 or moved(row, months)["start_earliest"] >= first
    ]


def brute_worth(a, b, asked):
    """The score of a kans that is certain in time, else 0."""
    if any(row["framework"] or row["reach"] != "plek" for row in (a, b)):
        return 0.0
    if isinstance(a["phase_of"], str) and a["phase_of"] == b["phase_of"]:
        return 0.0
    vocabulary = asked.vocabulary
    street, _, part, _ = place(a, b, vocabulary, asked.reach_m)
    relation, gap, sure = (None, None, False) if part is None else meaning(a, b, street, asked)
    if relation != "kans" or not sure:
        return 0.0
    theme = vocabulary.strength(a["theme"], a["kind"], b["theme"], b["kind"])
    room = max(0 if row["fixed_date"] else vocabulary.statuses[row["status"]].movable for row in (a, b))
    return sum(round(points, 1) for points in (30 * part, 25 * math.exp(-gap / 12), 10 * theme, 15 * room))


def keeps_order(rows, chosen):
    """Whether every phase that follows another one as told does so after the choice of months too."""
    after = [moved(row, months) for row, months in zip(rows, chosen, strict=True)]
    return not any(
        isinstance(a["phase_of"], str)
        and a["phase_of"] == b["phase_of"]
        and a["end_latest"] < b["start_earliest"]
        and not after[i]["end_latest"] < after[j]["start_earliest"]
        for (i, a), (j, b) in permutations(enumerate(rows), 2)
    )


def brute_gain(activities, slack, asked):
    """The most that any choice of months gains; `slack` by id."""
    rows = activities.to_dict("records")
    months = [brute_months(row, slack.get(row["id"], 0), asked.reference_day) for row in rows]
    pairs = list(combinations(range(len(rows)), 2))
    worth = {
        (i, j, by_i, by_j): brute_worth(moved(rows[i], by_i), moved(rows[j], by_j), asked)
        for i, j in pairs
        for by_i, by_j in product(months[i], months[j])
    }
    now = sum(worth[i, j, 0, 0] for i, j in pairs)
    return max(
        sum(worth[i, j, chosen[i], chosen[j]] for i, j in pairs) - now - MONTH_COSTS * sum(map(abs, chosen))
        for chosen in product(*months)
        if keeps_order(rows, chosen)
    )


def worth_as_told(activities, asked):
    pairs = search(activities, asked)
    return pairs.loc[(pairs["relation"] == "kans") & pairs["time_certain"], "score"].sum()


@st.composite
def near_plans(draw):
    """A plan within a hundred metres and a year of the others, so that a month more or less matters."""
    x, y = draw(st.integers(0, 60)), draw(st.integers(0, 60))
    point = shapely.Point(CORNER[0] + x, CORNER[1] + y)
    return {
        **draw(activity),
        "theme": draw(st.sampled_from(THEMES)),
        "kind": draw(st.sampled_from(("warmtenet", "rioolvervanging", "ontmoetingsplek"))),
        "status": draw(st.sampled_from(("idee", "plan", "geld geregeld"))),
        "words": draw(st.sampled_from(NEAR_PERIODS)),
        "fixed_date": draw(st.sampled_from((False, False, True))),
        "reach": "plek",
        "framework": False,
        "phase_of": draw(st.sampled_from((None, None, None, "X"))),
        "shape": draw(st.sampled_from((point, point.buffer(20)))),
    }


@settings(deadline=None, max_examples=20)
@given(
    rows=st.lists(st.one_of(near_plans(), near_plans(), activity), min_size=2, max_size=4),
    slack=st.integers(0, 2),
)
def test_equals_brute_force(make, asked, rows, slack):
    activities = make(rows)
    found = best_package(activities, slack=slack, asked=asked)
    most = brute_gain(activities, dict.fromkeys(activities["id"], slack), asked)
    assert (found.exact, found.gain) == (True, pytest.approx(most, abs=1e-6))
    assert found.gain >= 0
    after = worth_as_told(shift(activities, found.months), asked)
    costs = MONTH_COSTS * sum(map(abs, found.months.values()))
    assert found.gain == pytest.approx(after - worth_as_told(activities, asked) - costs)
    assert best_package(activities.iloc[::-1], slack=slack, asked=asked) == found


def test_equals_brute_force_on_the_example(meeting, asked):
    activities = meeting("gemeente")
    slack = {"F01b": 3, "F03": 3, "F05": 6, "F10": 4}
    some = activities[activities["id"].isin([*slack, "F01a", "F02", "F09", "F21"])]
    found = best_package(some, slack=slack, asked=asked)
    assert found.exact
    assert found.gain == pytest.approx(brute_gain(some, slack, asked), abs=1e-6)
    assert found.months


# --- who may move --------------------------------------------------------------------------------


def test_only_plans_that_have_not_begun_move(meeting, reference_day):
    moves = find_moves(meeting("gemeente"), slack=6, reference_day=reference_day)
    assert list(moves) == [
        *("F01a", "F01b", "F02", "F03", "F04", "F05", "F07", "F10", "F13", "F16", "F17"),
    ]  # F21 has a fixed date, F24 tells no begin, F12 runs without an end, the others run or are over
    assert moves["F01a"] == tuple(range(7))  # begins 1 April, the peildatum is 11 March
    assert moves["F13"] == (-2, -1, 0, 1, 2, 3, 4, 5, 6)
    assert moves["F10"] == (0, 1, 2, 3, 4, 5, 6)  # should have begun on 1 March: on 1 April at the earliest


def test_slack_by_plan_and_none(meeting, reference_day):
    told = meeting("gemeente")
    assert find_moves(told, slack={"F05": 1, "F21": 3}, reference_day=reference_day) == {"F05": (-1, 0, 1)}
    assert find_moves(told, slack=0, reference_day=reference_day) == {}
    assert find_moves(told.iloc[:0], slack=3, reference_day=reference_day) == {}


@settings(deadline=None, max_examples=20)
@given(rows=st.lists(activity, min_size=1, max_size=6), slack=st.integers(0, 15))
def test_a_move_never_begins_before_the_peildatum_and_fixed_dates_stay(make, reference_day, rows, slack):
    activities = make(rows)
    moves = find_moves(activities, slack=slack, reference_day=reference_day)
    fixed = set(activities.loc[activities["fixed_date"], "id"])
    assert not fixed & moves.keys()
    for name, told in moves.items():
        assert 0 in told
        for months in set(told) - {0}:
            after = shift(activities, {name: months}).set_index("id")
            assert after.loc[name, "start_earliest"].date() >= reference_day


# --- packages ------------------------------------------------------------------------------------


def test_zero_slack_gains_nothing(meeting, asked):
    found = best_package(meeting("gemeente"), slack=0, asked=asked)
    assert (found.months, found.gain, found.exact) == ({}, 0.0, True)
    assert best_shifts(meeting("gemeente"), slack=0, spot_m=25, asked=asked) == []


def test_a_package_of_two_by_pencil(make, asked):
    rows = [
        plan("energie", "Q3 2027", kind="warmtenet", fixed_date=True),
        plan("water en riool", "Q3 2028", kind="rioolvervanging"),
        plan("groen", "Q4 2027"),
    ]
    found = best_package(make(rows), slack=12, asked=asked)
    # The riool and the green come to September 2027, the last month of the warmtenet.
    after = worth_as_told(shift(make(rows), found.months), asked)
    assert after == pytest.approx(100 + 90 + 90)  # themes 3, 2 and 2 of 3; all else whole
    assert found.months == {"A01": -10, "A02": -1}


def test_phases_of_one_activity_gain_nothing_from_each_other(make, asked):
    rows = [plan("energie", words, kind="warmtenet", phase_of="X") for words in ("Q3 2027", "Q4 2028")]
    assert best_package(make(rows), slack=24, asked=asked).months == {}


def test_a_phase_does_not_pass_the_one_before_it(make, asked):
    rows = [
        plan("energie", "Q2 2028", kind="warmtenet", phase_of="X"),
        plan("energie", "Q3 2028", kind="warmtenet", phase_of="X"),
        plan("groen", "Q4 2027", fixed_date=True),
    ]
    activities = make(rows)
    alone = best_package(activities, slack={"A01": 12}, asked=asked)
    assert alone.months == {}  # to the green would be to before the first phase
    assert [one.id for one in best_shifts(activities, slack={"A01": 12}, spot_m=25, asked=asked)] == []
    both = best_package(activities, slack=12, asked=asked)
    assert both.months == {"A00": -7, "A01": -7}  # until the end of November and from December: both in Q4
    before = shift(activities, both.months).set_index("id")
    assert before.loc["A00", "end_latest"] < before.loc["A01", "start_earliest"]


def test_too_many_plans_are_refused_with_their_number(make, asked):
    rows = [plan("energie", "2028") for _ in range(41)]
    with pytest.raises(TableError) as refused:
        best_package(make(rows), slack=1, asked=asked)
    assert (refused.value.code, refused.value.facts) == ("too_many_to_shift", {"count": 41, "most": 40})
    fewer = {f"A{number:02}": 1 for number in range(40)}
    assert best_package(make(rows), slack=fewer, asked=asked).months == {}


def test_out_of_time_is_told(make, asked, monkeypatch):
    monkeypatch.setattr(packages, "SECONDS", 0.0)
    rows = [plan("energie", "Q3 2027"), plan("groen", "Q3 2028")]
    found = best_package(make(rows), slack=12, asked=asked)
    assert not found.exact
    assert found.gain >= 0


# --- single shifts -------------------------------------------------------------------------------


def test_the_three_shifts_of_the_example(meeting, asked):
    activities = meeting("gemeente")
    told = worth_as_told(activities, asked)
    found = best_shifts(activities, slack=18, spot_m=25, asked=asked)
    assert [one.id for one in found] == ["F05", "F10", "F04"]  # F01a would run past F01b
    assert found[0].months == -16
    assert [group.members for group in found[0].what_if.vanished] == [("F01b", "F05"), ("F01b", "F04", "F05")]
    for one in found:
        after = worth_as_told(shift(activities, {one.id: one.months}), asked)
        assert one.gain == pytest.approx(after - told - MONTH_COSTS * abs(one.months))
    gains = [one.gain for one in found]
    assert gains == sorted(gains, reverse=True)
    assert best_shifts(activities, slack=18, spot_m=25, most=1, asked=asked)[0].gain == gains[0]


def test_no_single_shift_gains_more(meeting, asked, reference_day):
    activities = meeting("gemeente")
    activities = activities[activities["id"].isin(["F01a", "F01b", "F05", "F13", "F21"])]
    told = worth_as_told(activities, asked)
    best = best_shifts(activities, slack=3, spot_m=25, most=1, asked=asked)[0]
    every = [
        worth_as_told(shift(activities, {name: months}), asked) - told - MONTH_COSTS * abs(months)
        for name, may in find_moves(activities, slack=3, reference_day=reference_day).items()
        for months in may
    ]
    assert best.gain == pytest.approx(max(every))
    assert best.gain <= best_package(activities, slack=3, asked=asked).gain
