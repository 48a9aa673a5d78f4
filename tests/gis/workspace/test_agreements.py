from datetime import date

import pandas as pd
import pytest

from gis.register.decisions import Decision
from gis.register.records import to_frame
from gis.register.visible import Audience
from gis.workspace.agreements import AGREEMENT_COLUMNS, count_effects, list_agreements, see_upkeep
from tests.homes import DAY, VOCABULARY, activity

HERE = "deze werkplek"
AGREED = "afspraak/convenant"


def _list(*decisions, activities=()):
    return list_agreements(decisions, to_frame(activities, vocabulary=VOCABULARY), reference_day=DAY)


def _decision(choice="doen", **changes):
    return Decision(("A",), choice, date(2027, 1, 14), **changes)


def _see(register, organisation=HERE, audience=Audience.OWN):
    return see_upkeep(register, organisation=organisation, audience=audience, today=date(2020, 1, 1))


def test_what_is_late_in_the_example(example):
    agreements = _see(example).agreements
    columns = [agreements[name] for name in ("organisation", "state", "members")]
    assert list(zip(*columns, strict=True)) == [
        ("Corporatie B", "te laat", ["F24"]),  # its last day was 30 June 2026
        ("gemeente", "te laat", ["F01a", "F02"]),
        ("gemeente", "open", ["F13"]),
    ]
    assert agreements["days_late"].dropna().tolist() == [254, 10]
    first = agreements[agreements["id"] == "B01"].iloc[0]
    assert (first["choice"], first["role"], first["due_on"]) == (
        "uitzoeken",
        "wijkregisseur",
        pd.Timestamp(2027, 3, 1),
    )


def test_the_money_that_ends_in_the_example(example):
    [row] = _see(example).ending_money.to_dict("records")
    assert (row["id"], row["amount_eur"], row["ends_on"]) == ("F23", 48_000, pd.Timestamp(2027, 12, 31))


def test_everything_in_the_example_was_confirmed_lately(example):
    assert _see(example).stale.empty


def test_everybody_sees_what_is_for_everybody(example):
    seen = _see(example, audience=Audience.PUBLIC)
    assert seen.agreements["members"].tolist() == [["F01a", "F02"], ["F13"]]
    assert seen.agreements["note"].isna().all()
    assert seen.effects.to_numpy().sum() == 2


@pytest.mark.parametrize(
    ("told", "state", "days"),
    [
        (_decision(due_on=date(2027, 3, 10)), "te laat", 1),
        (_decision(due_on=DAY), "open", None),
        (_decision(due_on=date(2027, 3, 10), done=False), "te laat", 1),
        (_decision(due_on=date(2027, 3, 10), done=True), "klaar", None),
        (_decision(), "open", None),
        (_decision("uitzoeken", due_on=date(2026, 3, 11)), "te laat", 365),
    ],
)
def test_what_state_a_decision_is_in(told, state, days):
    [row] = _list(told).to_dict("records")
    assert (row["state"], None if pd.isna(row["days_late"]) else row["days_late"]) == (state, days)


@pytest.mark.parametrize(
    ("when", "status", "states"),
    [
        ("voor 1 juli 2026", "plan", ["te laat"]),
        ("voor 1 juli 2026", "klaar", ["klaar"]),
        ("voor 1 juli 2026", "gestopt", []),
        ("2028", "plan", ["open"]),
        ("onbekend", "plan", ["open"]),
        ("doorlopend", "in uitvoering of loopt", ["open"]),
    ],
)
def test_an_activity_that_is_an_agreement(when, status, states):
    agreed = activity(when=when, status=status, kind=AGREED, organisation="GGD")
    found = _list(activities=[agreed, activity("B", when="2020")])
    assert found["state"].tolist() == states


def test_not_is_no_agreement_and_nobody_is_missing():
    found = _list(_decision("niet"), _decision())
    assert tuple(found.columns) == AGREEMENT_COLUMNS
    assert found["choice"].tolist() == ["doen"]
    assert found[["organisation", "role", "note", "done", "effect"]].isna().all(axis=None)
    assert _list().empty


def test_late_first_then_by_day():
    days = {"1": date(2027, 5, 1), "2": None, "3": date(2027, 1, 1), "4": date(2027, 2, 1), "5": DAY}
    told = [_decision(id=name, due_on=day, organisation="GGD") for name, day in days.items()]
    found = _list(*told, _decision(id="6", due_on=date(2020, 1, 1), done=True))
    assert found["id"].tolist() == ["3", "4", "5", "1", "2", "6"]


def test_done_against_effect():
    answers = [
        (True, True),
        (True, True),
        (True, None),
        (True, False),
        (None, None),
        (False, None),
        (None, True),
    ]
    told = [_decision(done=done, effect=effect) for done, effect in answers]
    counts = count_effects([*told, _decision("niet", done=True, effect=True)])
    assert counts.to_dict("index") == {
        "ja": {"ja": 2, "nee": 1, "nog niet bekend": 1},
        "nee": {"ja": 1, "nee": 0, "nog niet bekend": 2},
    }
    assert counts.to_numpy().sum() == len(told)
    assert count_effects([]).to_numpy().sum() == 0
