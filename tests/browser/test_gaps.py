"""Witte vlekken in a meeting: a cell chosen by mouse, keys and finger, and filled in at the table."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from gis.register.tasks import NO_TASK
from gis.workspace.home import Home
from gis.workspace.registers import open_register
from tests.browser.axe import serious
from tests.browser.harness import ROOT, serve
from tests.browser.served import Served
from tests.browser.test_app import look_as, settle

pytestmark = pytest.mark.browser

ROW, HEAD = 33, 33  # pixels: a row of the table, and what stands above the first one
STREET, ON_PHONE = 260, 232  # pixels from the left: in the column of S
SIGNAL = "Dit cijfer is een signaal. Het zegt niet waardoor het komt."


@pytest.fixture
def meeting(tmp_path) -> Iterator[Served]:
    """An example of this test alone: what is filled in would be seen in others."""
    home = Home(tmp_path)
    env = {"KOPPELKAART_HOME": str(home.path), "KOPPELKAART_WORKSPACE": "voorbeeld"}
    with serve(ROOT / "streamlit_app.py", env=env) as address:
        yield Served(address, home)


def _choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).click()
    page.keyboard.type(option)  # a long list draws only what is in sight
    page.get_by_role("option", name=option, exact=True).click()
    _wait(page)


def _wait(page: Page) -> None:
    page.wait_for_timeout(400)
    settle(page)


def _open(page: Page) -> None:
    settle(page)
    page.get_by_role("radio", name="Witte vlekken", exact=True).click()
    _wait(page)


def test_step_six_of_the_walk_through(open_page, meeting):
    page, _ = open_page(f"{meeting.address}/kansen")
    settle(page)
    look_as(page, "gemeente")
    _open(page)
    cell = page.locator(".st-key-vlek")
    expect(cell).to_contain_text("Selwerd · Wonen")
    expect(cell).to_contain_text("Renovatie 48 portiekwoningen (Corporatie B)")
    expect(cell).to_contain_text(SIGNAL)

    # A cell of the table, then the one below it with the keys.
    grid = page.locator(".st-key-vlekkentabel .dvn-scroller").first
    grid.click(position={"x": STREET, "y": HEAD + ROW / 2})
    _wait(page)
    expect(cell).to_contain_text("Binnenstad-Noord · Straat en verkeer")
    expect(cell).to_contain_text("Wat zou het veranderen?")
    page.wait_for_function("document.activeElement.dataset.testid === 'glide-cell-3-0'")
    page.wait_for_timeout(500)
    page.keyboard.press("ArrowDown")
    _wait(page)
    expect(cell).to_contain_text("Binnenstad-Zuid · Straat en verkeer")
    assert serious(page) == []

    # Nobody does anything about the climate in Selwerd: say what we will do, and who has no task.
    _choose(page, "Buurt", "Selwerd")
    _choose(page, "Thema", "Klimaatadaptatie")
    expect(cell).to_contain_text("Niemand doet hier iets op dit thema.")
    page.get_by_role("button", name="Wat gaan jullie doen?").click()
    page.get_by_label("Wat is het idee?").fill("Regentonnen in de portieken")
    page.get_by_role("textbox", name="Wanneer?").fill("voorjaar 2028")
    page.get_by_role("button", name="Bewaar dit idee").click()
    _wait(page)
    expect(cell).to_contain_text("Regentonnen in de portieken (gemeente)")
    page.get_by_role("button", name="Geen taak hier", exact=True).click()
    _wait(page)
    expect(cell).to_contain_text("gemeente: geen taak hier (11 maart 2027)")
    store = open_register(meeting.home, "voorbeeld").store
    kept = next(one for one in store.activities() if one.title == "Regentonnen in de portieken")
    assert (kept.status, kept.visibility, kept.owner) == ("idee", "concept", "gemeente")
    assert [(one.organisation, one.row, one.answer) for one in store.task_answers()] == [
        ("gemeente", "klimaatadaptatie", NO_TASK)
    ]

    # By partner: what was never asked is told apart; the moment counts there too.
    page.get_by_role("radio", name="Per partner", exact=True).click()
    _wait(page)
    expect(cell).to_contain_text("gemeente · Klimaatadaptatie")
    expect(page.get_by_text("? nog niet gevraagd")).to_be_visible()
    _choose(page, "Moment", "Als plannen schuiven")
    expect(page.get_by_role("slider", name="Hoeveel maanden later?")).to_be_visible()
    assert serious(page) == []


def test_a_finger_chooses_a_cell_on_a_phone(open_page, app):
    page, _ = open_page(
        f"{app.address}/kansen", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    _open(page)
    grid = page.locator(".st-key-vlekkentabel .dvn-scroller").first
    grid.scroll_into_view_if_needed()
    grid.tap(position={"x": ON_PHONE, "y": HEAD + ROW / 2})
    _wait(page)
    expect(page.locator(".st-key-vlek")).to_contain_text("Binnenstad-Noord · Straat en verkeer")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
