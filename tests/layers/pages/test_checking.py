"""A list that is looked at beside the screen: asking PDOK can be stopped, and goes on later."""

import threading
import time

import pytest

from layers.ui import checking, errand
from tests.layers.pages.screens import choose, labels, press, words
from tests.locatieserver import serving, street
from tests.replay import replaying

STREETS = ("Eikenlaan", "Iepenlaan", "Esdoornlaan")
LIST = "naam;thema;status;straat\n" + "".join(f"Boom {name};groen;plan;{name}\n" for name in STREETS)
PDOK = "Zoek adressen bij PDOK. Alleen de woorden van de plek gaan mee, verder niets."


@pytest.fixture
def services(monkeypatch):
    with replaying() as told:
        told.manners.append(serving([street(name) for name in STREETS]))
        monkeypatch.setenv("KOPPELKAART_SERVICE_URL", told.address)
        yield told


@pytest.fixture
def brought(home, visit):
    screen = visit("register", werkruimte="eigen")
    choose(screen, "Wat wilt u doen?", "Lijst inlezen")
    choose(screen, "Uw lijst", ("plannen.csv", LIST.encode(), "text/csv"))
    assert "0 rijen zijn klaar, bij 3 rijen is uw hulp nodig." in _said(screen)
    return screen


def _said(screen):
    return words(screen).replace("\\", "")


def _sent(screen):
    return errand.of(f"{screen.session_state['geheim']} lijst")


def _wait(screen):
    sent = _sent(screen)
    while sent.running:
        time.sleep(0.02)
    return screen.run()


def test_places_are_asked_beside_the_screen(brought, services):
    assert _sent(brought) is None
    choose(brought, PDOK, value=True)
    assert "3 rijen zijn klaar, bij 0 rijen is uw hulp nodig." in _said(_wait(brought))
    assert (len(services.asked), _sent(brought).progress.rows) == (3, 2)  # told before the last row


def test_stopping_keeps_what_was_found_and_the_rest_is_asked_later(brought, services, monkeypatch):
    monkeypatch.setattr(checking, "_AT_ONCE_S", 0.0)
    answer, held = services.manners.pop(), threading.Event()
    services.manners.append(lambda handler: len(services.asked) > 1 and held.wait(20) and False)
    services.manners.append(answer)
    choose(brought, PDOK, value=True)
    assert "nagekeken" in brought.get("progress")[0].proto.text
    while len(services.asked) < 2:
        time.sleep(0.02)
    press(brought, "Stop met vragen aan PDOK")
    told = _said(_wait(brought))
    assert "1 rij is klaar, bij 2 rijen is uw hulp nodig." in told
    assert "is nog niet gevraagd aan PDOK" in told
    held.set()
    press(brought, "Vraag de rest")
    assert "3 rijen zijn klaar, bij 0 rijen is uw hulp nodig." in _said(_wait(brought))
    assert "Vraag de rest" not in labels(brought, "button")


def test_a_long_list_shows_how_far_it_is_without_pdok(brought, monkeypatch):
    monkeypatch.setattr(checking, "LONG", 2)
    monkeypatch.setattr(checking, "_AT_ONCE_S", 0.0)
    choose(brought, "Neem over wie het mag zien, zoals het in de lijst staat", value=True)
    assert "Stop met vragen aan PDOK" not in labels(brought, "button")
    assert "0 rijen zijn klaar, bij 3 rijen is uw hulp nodig." in _said(_wait(brought))
