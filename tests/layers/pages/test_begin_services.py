"""Beginning with a gemeente from the services: the dialog against the replay."""

import time

import pytest

from gis.workspace import cache
from layers.ui import errand
from tests import replay as bad
from tests.layers.pages.screens import button, control, press, words
from tests.replay import replaying

BEGIN = "Begin met mijn gemeente"


@pytest.fixture
def services(monkeypatch):
    with replaying() as told:
        monkeypatch.setenv("KOPPELKAART_SERVICE_URL", told.address)
        yield told


def _send(screen):
    """Choose Groningen and fetch; a dialog stays open in a browser, here it opens per run."""
    press(screen, BEGIN)
    control(screen, "Welke gemeente?").set_value("GM0014")
    press(screen, BEGIN)
    assert "Van uw register gaat niets mee" in words(screen)
    button(screen, BEGIN).click()
    press(screen, "Haal op")


def _wait(screen):
    """Wait for the fetch, and look at the dialog again."""
    sent = errand.of(screen.session_state["geheim"])
    while sent is not None and sent.running:
        time.sleep(0.02)
    press(screen, BEGIN)


def test_a_gemeente_from_the_services_becomes_ones_own(home, visit, services):
    screen = visit()
    _send(screen)
    _wait(screen)
    assert not screen.exception
    assert not screen.error
    assert screen.selectbox(key="werkruimte").value == "eigen"
    assert "3 buurten" in words(screen)
    assert len(cache.open_place(home, "GM0014").buurten) == 3
    assert services.asked


def test_a_fault_is_said_inside_the_dialog_and_one_can_choose_again(home, visit, services):
    services.manners.append(bad.said(bad.XML))
    screen = visit()
    _send(screen)
    _wait(screen)
    assert "PDOK antwoordt anders dan wij kennen" in screen.error[0].value
    button(screen, BEGIN).click()
    press(screen, "Stop en kies opnieuw")
    press(screen, BEGIN)
    assert not screen.error
    assert button(screen, "Haal op")
    assert home.place_folders() == []
