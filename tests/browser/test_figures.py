"""How areas are doing, beside signals: Kompas, Verloop and signals as a person at the table sees them."""

import pytest
from playwright.sync_api import Page, expect

from gis.workspace.registers import open_register
from tests.browser.axe import serious
from tests.browser.test_app import settle

pytestmark = pytest.mark.browser

SIGNAL = "Dit cijfer is een signaal. Het zegt niet waardoor het komt."
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def _part(page: Page, name: str, *, with_map: bool) -> None:
    settle(page)
    page.get_by_role("radio", name=name, exact=True).click()
    page.wait_for_timeout(400)
    settle(page, with_map=with_map)


def test_kompas_with_a_kern_beside_a_buurt(open_page, app):
    page, _ = open_page(f"{app.address}/kansen")
    _part(page, "Kompas", with_map=True)
    table = page.locator(".kk-compass")
    expect(table).to_contain_text("▼ lager")
    expect(page.locator(".st-key-kompaslijst")).to_contain_text(SIGNAL)
    page.get_by_role("combobox", name="Eigen gebied erbij?").click()
    page.get_by_role("option", name="kern", exact=True).click()
    expect(table).to_contain_text("schatting: tussen", timeout=20_000)
    settle(page)
    expect(table).to_contain_text("● te onzeker")
    assert serious(page) == []


def test_verloop_says_the_distance_in_words_and_as_a_table(open_page, app):
    page, _ = open_page(f"{app.address}/kansen", color_scheme="dark")
    _part(page, "Verloop", with_map=False)
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("postcodegebied")
    expect(main).to_contain_text(SIGNAL)
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
    assert serious(page) == []


def test_a_signal_is_reported_on_a_phone_and_only_its_square_is_kept(open_page, app):
    page, _ = open_page(f"{app.address}/?lagen=signalen", **PHONE)
    settle(page)
    page.get_by_text("Signaal melden").click()
    settle(page)
    box = page.locator(".kk-map").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + 100)
    panel = page.locator(".st-key-paneel")
    expect(panel).to_contain_text("Gekozen: een vak van 100 m in")
    page.get_by_role("combobox", name="Wat voor signaal?").click()
    page.get_by_role("option", name="gaat goed").click()
    page.get_by_label("Wat is er gezien?").fill("Kinderen spelen weer op het plein.")
    page.get_by_role("combobox", name="Wie zag het?").focus()  # a list closes while the sheet scrolls to it
    page.wait_for_timeout(300)
    page.keyboard.press("ArrowDown")
    page.get_by_role("option", name="bewoner", exact=True).click()
    page.get_by_role("button", name="Bewaar het signaal").click()
    expect(page.get_by_text("Het signaal is bewaard.")).to_be_visible()
    expect(panel).to_contain_text("Kinderen spelen weer op het plein.")
    told = open_register(app.home, "voorbeeld").store.signals()[-1]
    (middle,) = told.cells
    assert [value % told.cell_m for value in middle] == [told.cell_m / 2] * 2
    assert serious(page) == []
