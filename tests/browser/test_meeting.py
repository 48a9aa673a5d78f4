"""Step 4 of the walk-through: the meeting opens on its agenda, takes in an idea, goes to the large screen."""

import time

import pytest

from gis.workspace.registers import open_register
from tests.browser.axe import serious
from tests.browser.served import MOMENT
from tests.browser.test_app import fits, settle

pytestmark = pytest.mark.browser

IDEA = "Bankje bij de bushalte"
QUICK_S = 15  # an idea of the table goes in within this


def _part(page, name: str) -> None:
    page.locator(".st-key-overleg-deel").get_by_text(name, exact=True).click()
    page.wait_for_timeout(200)
    settle(page, with_map=False)


def test_the_meeting_is_held(open_page, app):
    page, _ = open_page(f"{app.address}/overleg")
    settle(page, with_map=False)
    told = page.locator("[data-testid=stMain]").inner_text()
    assert "3 open besluiten en afspraken, waarvan 2 te laat" in told
    last = page.locator("[class*=st-key-regel-open]").last.bounding_box()
    assert last["y"] + last["height"] <= 768  # what is open is seen without scrolling
    _part(page, "Wat is er veranderd?")
    page.get_by_text("was voorjaar 2028, nu najaar 2027").wait_for()
    _part(page, "Afspraken")
    assert serious(page) == []
    try:
        _quick_idea(page)
    finally:
        _withdraw(app, IDEA)
    _large_screen(page)


def _quick_idea(page) -> None:
    _part(page, "Snel toevoegen")
    begin = time.monotonic()
    page.get_by_label("Wat is het idee?").fill(IDEA)
    page.get_by_role("combobox", name="Thema").click()
    page.get_by_role("option", name="ontmoeten", exact=True).click()
    page.get_by_label("Wanneer?").fill("zomer 2028")
    page.get_by_role("button", name="Bewaar dit idee").click()
    page.get_by_text(f"Bewaard: {IDEA}.").wait_for()
    assert time.monotonic() - begin < QUICK_S
    settle(page, with_map=False)
    assert serious(page) == []


def _withdraw(app, title: str) -> None:
    """Leave the home as it was: other tests count what is in it."""
    store = open_register(app.home, "voorbeeld").store
    for one in [one for one in store.activities() if one.title == title]:
        store.withdraw(one.id, organisation=one.owner, at=MOMENT, version=one.version)


def _large_screen(page) -> None:
    page.get_by_role("button", name="Groot scherm").click()
    page.locator(".st-key-groot").wait_for()
    settle(page, with_map=False)
    assert not page.locator("[data-testid=stSidebar]").is_visible()
    assert not page.get_by_role("link", name="Kaart", exact=True).is_visible()
    assert fits(page)
    page.keyboard.press("ArrowRight")
    page.get_by_role("heading", name="Afspraak: dubbel glas in 60 woningen").wait_for()
    settle(page, with_map=False)
    assert serious(page) == []
    page.keyboard.press("ArrowLeft")
    page.get_by_text("Ga verder met de pijltjestoetsen.").wait_for()
    settle(page, with_map=False)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Groot scherm").wait_for()
    assert page.locator("[data-testid=stSidebar]").is_visible()
