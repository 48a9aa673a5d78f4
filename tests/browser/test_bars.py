"""The timeline of Activiteiten and of the groups of plans, in a browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import serious
from tests.browser.harness import Watch
from tests.browser.served import HOSTILE
from tests.browser.test_access import DARK, PHONE
from tests.browser.test_app import fits, look_as, settle

pytestmark = pytest.mark.browser


def open_timeline(open_page, app, **look) -> tuple[Page, Watch]:
    page, watch = open_page(f"{app.address}/activiteiten", **look)
    settle(page, with_map=False)
    page.get_by_role("radio", name="Tijdlijn").click()
    page.wait_for_selector(".kk-lane")
    settle(page, with_map=False)
    return page, watch


def lane(page: Page, title: str):
    """The row of the activity with this name."""
    return page.locator("li.kk-lane").filter(has_text=title)


def test_bars_show_what_is_sure_and_tell_what_is_not(open_page, app):
    page, _ = open_timeline(open_page, app)
    assert lane(page, "Nieuwe 30 km-zone").locator(".kk-gepland .kk-bar[mask]").count() == 0
    fuzzy = lane(page, "Gesprekken met het wijkteam")
    assert fuzzy.locator(".kk-bar[mask]").count() == 1
    expect(fuzzy).to_contain_text(
        "september 2027 tot medio 2028 (einde ergens in mei-augustus 2028) · gepland"
    )
    offer = lane(page, "Spreekuur geldzorgen")
    assert offer.locator(".kk-arrow").count() == 1
    expect(offer).to_contain_text("doorlopend (begin onbekend, geen einddatum) · bestaand")
    unknown_end = lane(page, "Fietsroute")
    assert unknown_end.locator(".kk-track text").all_text_contents() == ["?"]
    expect(unknown_end).to_contain_text("na 2030 (einde onbekend) · idee")


def test_common_moment_of_a_group_is_a_band(open_page, app):
    page, _ = open_page(f"{app.address}/kansen")
    settle(page)
    chart = page.locator(".kk-card").first.locator(".kk-chart")
    assert chart.locator(".kk-moment").count() == 1
    assert chart.locator(".kk-lane").count() == 6
    expect(chart).to_contain_text("einde ergens in mei-augustus 2028")  # not seen, but read aloud
    band, ends = (chart.locator(name).bounding_box() for name in (".kk-moment", ".kk-ground"))
    assert band["x"] > ends["x"]
    assert band["x"] + band["width"] < ends["x"] + ends["width"]


def test_years_play_and_escape_stops(open_page, app):
    page, watch = open_timeline(open_page, app)
    words, years = page.locator(".kk-player output"), page.get_by_label("Jaar in de tijdlijn")
    expect(words).to_contain_text("Alle jaren:")
    asked = len(watch.requests)
    page.get_by_role("button", name="Speel de jaren af").click()
    expect(words).to_contain_text("2025: ")
    expect(words).to_contain_text("2026: ")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Speel de jaren af")).to_be_visible()
    years.focus()
    for _ in range(int(years.get_attribute("max"))):
        page.keyboard.press("ArrowRight")
    expect(words).to_contain_text("2031: ")
    assert "kk-off" in lane(page, "Nieuwe 30 km-zone").get_attribute("class")
    assert "kk-off" not in lane(page, "Fietsroute").get_attribute("class")
    assert years.get_attribute("aria-valuetext") == words.inner_text()
    assert len(watch.requests) == asked  # nothing of it needs the server


def test_name_chooses_and_the_year_stays(open_page, app):
    page, _ = open_timeline(open_page, app)
    years = page.get_by_label("Jaar in de tijdlijn")
    years.focus()
    page.keyboard.press("End")
    page.get_by_role("button", name="Fietsroute").click()
    page.locator("button.kk-name[aria-pressed=true]").wait_for()
    settle(page, with_map=False)
    assert "gekozen=F17" in page.url
    assert years.input_value() == years.get_attribute("max")


def test_text_of_others_is_text_in_a_bar(open_page, app):
    page, _ = open_timeline(open_page, app)
    look_as(page, "Corporatie B", with_map=False)
    for title in HOSTILE:
        assert page.get_by_role("button", name=title, exact=True).count() == 1
    assert page.evaluate("window.hurt") is None


@pytest.mark.parametrize("look", [{}, DARK, PHONE], ids=["desk", "dark", "phone"])
def test_axe_finds_nothing_serious_in_the_timeline(open_page, app, look):
    page, _ = open_timeline(open_page, app, **look)
    assert fits(page)
    assert serious(page) == []
    page.get_by_label("Jaar in de tijdlijn").focus()
    page.keyboard.press("End")
    assert serious(page) == []
