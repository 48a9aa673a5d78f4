from datetime import date

import pandas as pd
import pytest

from gis.analysis.upkeep import ENDING_COLUMNS, STALE_COLUMNS, find_ending_money, find_stale
from gis.errors import TableError
from gis.register.money import parse_money
from gis.register.records import to_frame
from gis.register.sums import money_frame
from tests.homes import DAY, VOCABULARY, activity

RUNS = "in uitvoering of loopt"


def _ending(*records, **options):
    frame = to_frame(records, vocabulary=VOCABULARY)
    return find_ending_money(frame, money_frame(records), reference_day=DAY, **options)


def _paid(name="A", *, when="2025-2027", money="€ 48.000 toegezegd", **changes):
    return activity(name, **{"when": when, "status": RUNS, "money": parse_money(money)} | changes)


def _ids(*records, **options):
    return _ending(*records, **options)["id"].tolist()


def test_money_ends_with_the_period_of_what_runs():
    [row] = _ending(_paid()).to_dict("records")
    assert tuple(row) == ENDING_COLUMNS
    assert (row["id"], row["number"], row["ends_on"], row["amount_eur"]) == (
        "A",
        0,
        pd.Timestamp(2027, 12, 31),
        48_000,
    )


@pytest.mark.parametrize(
    ("when", "money", "ends"),
    [
        ("2025-2028", "€ 48.000 toegezegd", False),  # later than in a year
        ("2025-2028", "€ 48.000 toegezegd in 2027", True),  # the years of the sum come first
        ("2025-2027", "€ 48.000 toegezegd in 2028", False),
        ("doorlopend", "€ 48.000 toegezegd", False),
        ("doorlopend", "€ 48.000 toegezegd in 2027", True),
        ("2025-2027", "€ 48.000 gezocht", False),  # it is not there yet
        ("2025-2027", "€ 48.000", True),
        ("2025-2027", "", False),
        ("2025-2026", "€ 48.000 toegezegd", False),  # it ended before
        ("onbekend", "€ 48.000 toegezegd", False),
        ("2025-2027", "nog niet bekend", False),
        ("2025-2027", "subsidie toegezegd", True),  # a sum without an amount ends as well
    ],
)
def test_when_money_ends(when, money, ends):
    assert bool(_ids(_paid(when=when, money=money))) is ends


@pytest.mark.parametrize(
    ("status", "ends"), [("plan", False), ("geld geregeld", False), (RUNS, True), ("klaar", False)]
)
def test_only_what_runs_loses_its_money(status, ends):
    assert bool(_ids(_paid(status=status))) is ends


@pytest.mark.parametrize(
    ("day", "ends"),
    [("10 maart 2027", False), ("11 maart 2027", True), ("11 maart 2028", True), ("12 maart 2028", False)],
)
def test_from_the_peildatum_until_a_year_later(day, ends):
    assert bool(_ids(_paid(when=f"2025 t/m {day}"))) is ends


@pytest.mark.parametrize(
    ("next_one", "ends"),
    [
        ("€ 50.000 toegezegd in 2028", False),
        ("€ 50.000 in 2028", False),
        ("€ 50.000 gezocht in 2028", True),
        ("€ 50.000 toegezegd in 2026", True),
    ],
)
def test_what_follows_in_the_same_activity(next_one, ends):
    record = _paid(when="doorlopend", money=f"€ 48.000 toegezegd in 2027 | {next_one}")
    assert bool(_ids(record)) is ends


@pytest.mark.parametrize(
    ("changes", "ends"),
    [
        ({"status": "plan"}, False),
        ({"status": "gestopt"}, True),
        ({"money": "€ 1 gezocht"}, True),
        ({"phase_of": "other"}, True),
    ],
)
def test_what_follows_in_another_phase(changes, ends):
    first, second = _paid(phase_of="whole"), _paid("B", **{"when": "2028", "phase_of": "whole"} | changes)
    assert ("A" in _ids(first, second)) is ends


def test_the_first_to_end_comes_first_and_the_months_are_an_argument():
    records = [_paid("A"), _paid("B", when="2025 t/m juni 2027"), _paid("C", when="2025-2029")]
    assert _ids(*records) == ["B", "A"]
    assert _ids(*records, ahead_months=36) == ["B", "A", "C"]
    assert _ids() == []


def _stale(*records, **options):
    return find_stale(to_frame(records, vocabulary=VOCABULARY), reference_day=DAY, **options)


@pytest.mark.parametrize(
    ("confirmed", "changed", "stale"),
    [
        (date(2025, 3, 11), None, False),
        (date(2025, 3, 10), None, True),
        (date(2025, 3, 10), DAY, True),  # changed is not confirmed
        (None, date(2025, 3, 10), True),
        (DAY, date(2020, 1, 1), False),
        (None, None, True),
    ],
)
def test_a_plan_is_to_be_confirmed_after_two_years(confirmed, changed, stale):
    assert bool(len(_stale(activity(confirmed_on=confirmed, changed_on=changed)))) is stale


@pytest.mark.parametrize(
    ("status", "stale"), [("idee", True), ("plan", True), (RUNS, False), ("klaar", False)]
)
def test_only_plans_are_asked_about(status, stale):
    assert bool(len(_stale(activity(status=status)))) is stale


@pytest.mark.parametrize(
    ("when", "status", "asked"),
    [("2026", "plan", True), ("2027", "plan", False), ("2026", RUNS, False), ("vanaf 2020", "plan", False)],
)
def test_a_plan_that_should_be_over_is_asked_about_though_confirmed(when, status, asked):
    found = _stale(activity(when=when, status=status, confirmed_on=DAY))
    assert found["overdue"].tolist() == [True] * asked


def test_what_should_be_over_comes_first_then_the_longest():
    days = {"long": date(2023, 3, 12), "longest": date(2020, 1, 1), "over": date(2024, 1, 31), "nobody": None}
    records = [
        activity(name, when="2026" if name == "over" else "2028", confirmed_on=day)
        for name, day in days.items()
    ]
    found = _stale(*records)
    assert tuple(found.columns) == STALE_COLUMNS
    assert found["id"].tolist() == ["over", "nobody", "longest", "long"]
    assert found["overdue"].tolist() == [True, False, False, False]
    assert found["months"].astype(object).where(found["months"].notna(), None).tolist() == [37, None, 86, 47]
    assert _stale(*records, stale_months=60)["id"].tolist() == ["over", "nobody", "longest"]


def test_a_column_that_is_not_there_is_said():
    frame = to_frame([activity()], vocabulary=VOCABULARY)
    for call in (
        lambda: find_stale(frame.drop(columns="confirmed_on"), reference_day=DAY),
        lambda: find_ending_money(frame, pd.DataFrame(), reference_day=DAY),
    ):
        with pytest.raises(TableError) as error:
            call()
        assert error.value.code == "column_missing"
