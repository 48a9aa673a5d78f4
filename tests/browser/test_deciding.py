"""The 22 minutes in which five groups are decided: in a browser, as partner, with the clicks counted."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page

from gis.workspace.home import Home
from gis.workspace.registers import open_register
from tests.browser.harness import ROOT, serve
from tests.browser.served import Served
from tests.browser.test_app import look_as, settle

pytestmark = pytest.mark.browser

MOST_CLICKS = 12  # per group; typing is not clicking
# What the table says of each card, from the top: choice, role, before when (day month year), note.
SAID = (
    ("Uitzoeken", "wijkregisseur", "01042027", "Kan alles in het najaar?"),
    ("Doen", "projectleider", "01062027", ""),
    ("Niet", "", "", "De straat is te smal."),
    ("Doen", "", "15052027", ""),
)
PAIR = ("Uitzoeken", "adviseur", "01052027", "Samen met de GGD.")


@dataclass
class Hand:
    """Clicks on a page, counted."""

    page: Page
    clicks: int = 0

    def click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1


@pytest.fixture
def meeting(tmp_path) -> Iterator[Served]:
    """An example of this test alone: decisions of others would be seen in it."""
    home = Home(tmp_path)
    env = {"KOPPELKAART_HOME": str(home.path), "KOPPELKAART_WORKSPACE": "voorbeeld"}
    with serve(ROOT / "streamlit_app.py", env=env) as address:
        yield Served(address, home)


def _decide(page: Page, card: Locator, said: tuple[str, str, str, str]) -> int:
    """Decide about a card as a chair would, and return the clicks it took."""
    hand, (choice, role, until, note) = Hand(page), said
    hand.click(card.locator("button"))
    block = page.locator(".st-key-besluit")
    block.get_by_text("Eén klik bewaart meteen.").wait_for()  # not what was chosen before it
    hand.click(block.get_by_role("button", name=choice, exact=True))
    block.get_by_label("Notitie").wait_for()
    assert _in_view(page, block)
    fields = (("Rol (geen naam)", role), ("Notitie", note))
    for label, words in fields:
        if words:
            block.get_by_label(label).click()
            hand.clicks += 1
            page.keyboard.type(words)
    if until:
        block.get_by_test_id("stDateInput").get_by_role("spinbutton").first.click()
        hand.clicks += 1
        page.keyboard.type(until)
    hand.click(block.get_by_role("button", name="Bewaar", exact=True))
    page.wait_for_timeout(500)
    settle(page)
    return hand.clicks


def _in_view(page: Page, block: Locator) -> bool:
    box = block.bounding_box()
    return box["y"] > 0 and box["y"] + box["height"] <= page.viewport_size["height"]


def _told(page: Page) -> list[str]:
    """The decision on each of the first cards, as it stands there."""
    groups = page.locator(".kk-cards").first.locator(".kk-card")
    return [groups.nth(place).locator(".kk-line").first.inner_text() for place in range(len(SAID))]


def test_groups_are_decided_in_few_clicks_and_stay_decided(open_page, meeting):
    page, _ = open_page(f"{meeting.address}/kansen")
    settle(page)
    look_as(page, "gemeente")
    groups = page.locator(".kk-cards").first.locator(".kk-card")
    counted = [_decide(page, groups.nth(place), said) for place, said in enumerate(SAID)]
    double = page.locator(".kk-card", has_text="Doen we dit dubbel?").first
    counted.append(_decide(page, double, PAIR))
    assert max(counted) <= MOST_CLICKS
    assert counted[0] == 6  # card, button, role, note, day, save
    told = _told(page)
    assert told[0] == "Uitzoeken · gemeente (wijkregisseur) · voor 1 april 2027"
    assert told[2] == "Niet · gemeente"
    decided = open_register(meeting.home, "voorbeeld").store.decisions()
    assert [(one.choice, one.note) for one in decided][-5:] == [
        (choice.casefold(), note) for choice, _, _, note in (*SAID, PAIR)
    ]

    page.reload()
    settle(page)
    assert _told(page) == told
    page.get_by_text("Wat telt mee?").click()
    slider = page.get_by_role("slider", name="Tijd")
    slider.focus()
    page.keyboard.press("ArrowRight")
    settle(page)
    assert float(slider.input_value()) == 26
    page.get_by_text("Wat telt mee?").click()
    assert sorted(_told(page)) == sorted(told)
