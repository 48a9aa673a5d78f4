"""Deciding on a card: one click saves, the card tells it, nobody overwrites another, residents only look."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gis.register.decisions import TAKEN_BACK
from gis.workspace.registers import open_register
from tests.layers.pages.screens import button, choose, control, labels, press
from tests.layers.pages.screens import words as said

FIRST = ("F01a", "F01b", "F02", "F03", "F04", "F21")
AT = datetime(2027, 3, 11, 10, tzinfo=UTC)


@pytest.fixture
def screen(visit, home, on_cards, on_map):
    """The page as gemeente, with the first group chosen."""
    opened = choose(visit("analysis"), "U kijkt als …", "gemeente")
    return _click(opened, on_cards, "groepen", 0)


def _click(screen, on_cards, key, number):
    on_cards.clicks[key] = on_cards.told[key][number].id
    return screen.run()


def _about(home, members=FIRST):
    store = open_register(home, "voorbeeld").store
    return next((one for one in reversed(store.decisions()) if one.members == members), None)


def test_one_click_saves_and_the_card_tells_it(screen, home, on_cards):
    press(screen, "Uitzoeken")
    made = _about(home)
    assert (made.choice, made.organisation, made.by) == ("uitzoeken", "gemeente", "gemeente")
    assert made.decided_on == date(2027, 3, 11)
    assert on_cards.told["groepen"][0].lines[0] == "Uitzoeken · gemeente"
    control(screen, "Wie").set_value("GGD")
    control(screen, "Rol (geen naam)").set_value("adviseur")
    screen.date_input[0].set_value(date(2027, 3, 1))
    control(screen, "Notitie").set_value("Samen met het warmtenet.")
    press(screen, "Bewaar")
    made = _about(home)
    told = (made.organisation, made.role, made.due_on, made.note, made.version)
    assert told == ("GGD", "adviseur", date(2027, 3, 1), "Samen met het warmtenet.", 2)
    line = "Uitzoeken · GGD (adviseur) · voor 1 maart 2027 · te laat"
    assert on_cards.told["groepen"][0].lines[0] == line
    press(screen, "Doen")
    assert (_about(home).choice, _about(home).role) == ("doen", "adviseur")
    choose(screen, "Afstand tussen twee plannen (meter)", 75)
    assert on_cards.told["groepen"][0].lines[0].startswith("Doen · GGD")
    press(screen, "Neem terug")
    assert (_about(home).choice, _about(home).version) == (TAKEN_BACK, 4)
    assert "GGD" not in on_cards.told["groepen"][0].lines[0]
    assert "Nog niets besloten" in said(screen)


def test_who_comes_second_sees_both_versions(screen, home):
    press(screen, "Uitzoeken")
    store = open_register(home, "voorbeeld").store
    store.decide(replace(_about(home), choice="niet"), organisation="GGD", at=AT)
    press(screen, "Doen")
    assert _about(home).choice == "niet"
    told = said(screen).replace("\\", "")
    assert "Nu staat er: Niet · gemeente (door GGD). U wilde: Doen · gemeente." in told
    press(screen, "Doen")
    assert _about(home).choice == "doen"


def test_what_was_decided_before_the_group_changed_is_still_told(screen, home, on_cards):
    press(screen, "Doen")
    store = open_register(home, "voorbeeld").store
    made = _about(home)
    store.decide(replace(made, members=FIRST[:-1]), organisation="gemeente", at=AT)
    screen.run()
    assert on_cards.told["groepen"][0].lines[0] == "Doen · gemeente · besloten over 4 van deze 5 plannen"
    press(screen, "Doen")
    assert (_about(home).id, _about(home).version) == (made.id, 3)
    assert on_cards.told["groepen"][0].lines[0] == "Doen · gemeente"


def test_a_name_in_a_note_is_refused_in_words(screen, home):
    press(screen, "Doen")
    control(screen, "Notitie").set_value("bel jan@elders.nl")
    press(screen, "Bewaar")
    assert _about(home).note == ""
    assert "lijkt een gegeven van een persoon" in said(screen)


def test_a_pair_is_voted_on_and_a_resident_decides_nothing(screen, home, on_cards):
    names = [card.id for card in on_cards.told["paren.zeker"]]
    _click(screen, on_cards, "paren.zeker", names.index("F01a+F02"))
    line = "Uitzoeken · gemeente (wijkregisseur) · voor 1 maart 2027 · te laat"
    assert on_cards.told["paren.zeker"][names.index("F01a+F02")].lines[0] == line
    press(screen, "Nuttig")
    press(screen, "Niet nuttig")
    votes = open_register(home, "voorbeeld").store.votes()
    assert [(vote.a_id, vote.b_id, vote.useful) for vote in votes] == [("F01a", "F02", False)]
    assert button(screen, "Niet nuttig (1)")
    choose(screen, "U kijkt als …", "bewoner")
    assert line in said(screen).replace("\\", "")
    assert not {"Doen", "Uitzoeken", "Niet", "Neem terug", "Nuttig", "Bewaar"} & set(labels(screen, "button"))
    assert "Wat versterkt elkaar?" not in control(screen, "Wat wilt u zien?").options
