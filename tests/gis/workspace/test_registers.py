import sqlite3
from datetime import date

import pytest

from gis.errors import StoreError
from gis.workspace.registers import EXAMPLE, OWN, WORKSPACES, choose_register, open_register
from tests.homes import AT, DAY, activity

HERE = "deze werkplek"
BEFORE = date(2027, 1, 14)


def _choose(home, asked=None, organisation=HERE, **options):
    return choose_register(home, asked=asked, organisation=organisation, **options).workspace.name


def _code(call, *arguments, **options):
    with pytest.raises(StoreError) as error:
        call(*arguments, **options)
    return error.value.code


def _add(home, name="A"):
    open_register(home, OWN).store.save([activity(name)], organisation=HERE, at=AT)


def test_the_three_workspaces(home):
    counts = {
        name: (len(store.activities()), len(store.drawings()))
        for name, store in ((name, open_register(home, name).store) for name in WORKSPACES)
    }
    assert counts == {"voorbeeld": (25, 12), "publicatie": (40, 0), "eigen": (0, 0)}


def test_they_are_never_mixed(home):
    _add(home, "F01a")  # also the number of an activity of the example
    open_register(home, EXAMPLE).store.withdraw("F02", organisation="gemeente", at=AT, version=0)
    ids = {name: {one.id for one in open_register(home, name).store.activities()} for name in WORKSPACES}
    assert ids["eigen"] == {"F01a"}
    assert (len(ids["voorbeeld"]), len(ids["publicatie"])) == (24, 40)
    assert "F02" not in ids["voorbeeld"]
    assert not ids["voorbeeld"] & ids["publicatie"]
    assert len({home.register_path(name) for name in WORKSPACES}) == 3


def test_an_example_is_filled_once(home):
    first = open_register(home, EXAMPLE).store
    revision = first.revision
    first.withdraw("F06", organisation="Corporatie A", at=AT, version=1)
    again = open_register(home, EXAMPLE).store
    assert again.revision == revision + 1
    assert "F06" not in {one.id for one in again.activities()}


def test_an_example_is_the_same_on_every_machine(home):
    store = open_register(home, EXAMPLE).store
    changed = {one.id: one.changed_on for one in store.activities()}
    assert {name for name, day in changed.items() if day == DAY} == {"F02", "F10"}
    assert {day for name, day in changed.items() if name not in {"F02", "F10"}} == {BEFORE}


def test_the_history_of_the_example_is_that_of_its_two_meetings(home):
    store = open_register(home, EXAMPLE).store
    told = {
        name: [(step.at.date(), step.organisation, step.told["period_text"]) for step in store.history(name)]
        for name in ("F01a", "F02", "F10")
    }
    assert told == {
        "F01a": [(BEFORE, HERE, "Q2-Q4 2027")],
        "F02": [(BEFORE, HERE, "voorjaar 2028"), (DAY, "gemeente", "najaar 2027")],
        "F10": [(DAY, "wijkbedrijf (voorbeeld)", "voorjaar 2027")],
    }


def test_filling_an_example_that_was_half_filled_ends_the_same(home):
    """Two sessions may open it at once, and a program may be stopped in the middle."""
    store = open_register(home, EXAMPLE).store
    before = [(one.id, one.version) for one in store.activities()], store.decisions()
    store._engine.dispose()
    with sqlite3.connect(home.register_path(EXAMPLE)) as rows:
        rows.execute("DELETE FROM settings WHERE name = 'filled'")
    rows.close()
    again = open_register(home, EXAMPLE).store
    assert ([(one.id, one.version) for one in again.activities()], again.decisions()) == before


def test_what_people_told_in_the_example_says_that_it_is_made_up(home):
    store = open_register(home, EXAMPLE).store
    assert all(one.words.startswith("Fictief: ") for one in store.explanations())
    assert {one.area for one in store.explanations()} == {"BU00141000"}
    told = {one.id: one for one in store.signals()}
    assert all(one.fictional for one in told.values())
    assert [(one.status, one.organisation) for one in store.signal_history("S01")] == [
        ("gemeld", "bewonersvereniging"),
        ("opgepakt", "gemeente"),
    ]
    assert told["S04"].area == "BU00141000"
    assert told["S02"].cells == ((232450.0, 583750.0),)


def test_the_decisions_of_the_example(home):
    first, second = open_register(home, EXAMPLE).store.decisions()
    assert (first.members, first.choice, first.organisation, first.role) == (
        ("F01a", "F02"),
        "uitzoeken",
        "gemeente",
        "wijkregisseur",
    )
    assert (first.due_on, first.decided_on, first.at.date()) == (date(2027, 3, 1), BEFORE, BEFORE)
    assert (second.members, second.choice, second.due_on, second.version) == (("F13",), "doen", None, 1)


def test_who_sits_at_the_table(home):
    assert open_register(home, OWN).store.organisations() == [HERE]
    assert open_register(home, "publicatie").store.organisations() == [HERE]
    seats = open_register(home, EXAMPLE).store.organisations()
    assert seats[0] == HERE
    assert {"Corporatie A", "Corporatie B", "gemeente", "GGD", "bewonersgroep"} <= set(seats)


def test_the_peildatum_is_fixed_set_or_today(home):
    today = date(2026, 5, 4)
    days = {name: open_register(home, name).reference_day(today=today) for name in WORKSPACES}
    assert days == {"voorbeeld": date(2027, 3, 11), "publicatie": date(2017, 4, 10), "eigen": today}
    own = open_register(home, OWN)
    own.store.set_setting("peildatum", "2026-01-01")
    assert own.reference_day(today=today) == date(2026, 1, 1)


def test_a_workspace_that_is_not_there_is_said(home):
    assert _code(open_register, home, "../eigen") == "workspace_unknown"
    assert _code(choose_register, home, asked="Voorbeeld") == "workspace_unknown"
    assert not home.path.exists()


def test_without_asking_a_fresh_home_works_on_the_example(home):
    assert _choose(home) == EXAMPLE
    assert _choose(home, organisation="Corporatie A") == EXAMPLE


def test_ones_own_comes_first_once_something_is_in_it(home):
    _add(home)
    assert _choose(home) == OWN
    assert _choose(home, organisation="Corporatie A") == EXAMPLE  # only the example knows it
    open_register(home, OWN).store.add_organisation("Corporatie A")
    assert _choose(home, organisation="Corporatie A") == OWN


def test_what_is_brought_in_goes_to_ones_own(home):
    assert _choose(home, prefer_own=True) == OWN
    assert _choose(home, prefer_own=True, organisation="Corporatie A") == EXAMPLE


@pytest.mark.parametrize("name", list(WORKSPACES))
def test_asked_is_asked(home, name):
    _add(home)
    assert _choose(home, asked=name, prefer_own=True) == name


@pytest.mark.parametrize("asked", [None, *WORKSPACES])
def test_an_organisation_nobody_knows_is_said(home, asked):
    assert _code(choose_register, home, asked=asked, organisation="Niemand") == "organisation_unknown"
    assert (
        _code(choose_register, home, asked=asked, organisation="Niemand", prefer_own=True)
        == "organisation_unknown"
    )
