"""The whole app in a browser: one server, a home with hostile rows, sessions of two organisations."""

from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest
import shapely
from playwright.sync_api import Page

from gis.crs import shape_to_rd
from gis.workspace.registers import open_register
from tests.browser.harness import Watch, colours
from tests.browser.served import HOSTILE

pytestmark = pytest.mark.browser

CONCEPT = "Groot onderhoud 96 flatwoningen"  # of Corporatie A, for itself alone
SELWERD = "BU00141000"
PATHS = ("", "activiteiten", "kansen", "beleefd", "overleg", "delen", "over")
WITH_MAP = {"", "kansen", "beleefd"}
PIXEL = 2e-5  # degrees: more than a pixel at the zooms used here
HEAD_PX, ROW_PX = 35, 33  # of Streamlit's tables with our font size
CHART = "Object.values(window.koppelkaart.charts)[0]"
LOOKS = "getComputedStyle(document.querySelector('.stApp')).getPropertyValue('--kk-paper') !== ''"


def settle(page: Page, *, with_map: bool = True) -> None:
    """Wait until the run is over, our look is on and the map, when there is one, has its last message."""
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
    page.wait_for_function(LOOKS)
    if with_map:
        page.wait_for_selector(".kk-map[data-ready]")
    before = None
    while (now := page.evaluate("document.querySelector('.kk-map')?.dataset.ready ?? ''")) != before:
        before = now
        page.wait_for_timeout(250)
        page.wait_for_selector(".stApp[data-test-script-state=notRunning]")


def look_as(page: Page, name: str, *, with_map: bool = True) -> None:
    page.get_by_role("combobox", name="U kijkt als …").click()
    page.get_by_role("option", name=name, exact=True).click()
    settle(page, with_map=with_map)


def go(page: Page, name: str, *, with_map: bool = True) -> None:
    page.get_by_role("link", name=name, exact=True).click()
    page.wait_for_timeout(200)
    settle(page, with_map=with_map)


def point_of(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Where a place in degrees is on the page [px]."""
    at = page.evaluate(f"([lon, lat]) => {CHART}.map.latLngToContainerPoint([lat, lon])", [lon, lat])
    x, y = _corner(page)
    return x + at["x"], y + at["y"]


def place_of(page: Page, x: float, y: float) -> tuple[float, float]:
    """What place in degrees is under a point of the page [px]."""
    left, top = _corner(page)
    at = page.evaluate(f"([x, y]) => {CHART}.map.containerPointToLatLng([x, y])", [x - left, y - top])
    return at["lng"], at["lat"]


def _corner(page: Page) -> tuple[float, float]:
    """Where the map begins, inside its border [px]."""
    told = page.evaluate(
        """() => {
            const map = document.querySelector(".kk-map");
            const { left, top } = map.getBoundingClientRect();
            return [left + map.clientLeft, top + map.clientTop];
        }"""
    )
    return told[0], told[1]


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_kaart_is_really_drawn(open_page, app):
    page, watch = open_page(app.address)
    settle(page)
    counts = dict(page.evaluate(f"{CHART}.layers.map((layer) => [layer.spec.id, layer.features.length])"))
    assert counts["buurten"] == counts["scores_kscore"] == 39
    assert counts["activities"] > 20
    assert colours(page, CHART, "kk-area") > 50
    assert colours(page, CHART, "kk-above") > 50
    assert len(watch.asked("/kaart/laag/")) == 3


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_calm_on_a_laptop(open_page, app, path):
    page, _ = open_page(f"{app.address}/{path}")
    settle(page, with_map=path in WITH_MAP)
    page.wait_for_function("document.documentElement.lang === 'nl'")
    assert page.title().endswith("· Koppelkaart")
    assert page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
    assert fits(page)
    assert page.evaluate("window.hurt") is None
    if path in WITH_MAP:
        box = page.locator(".kk-map").bounding_box()
        assert box["height"] > 380
        assert box["y"] + box["height"] <= 768


def test_click_on_a_buurt_opens_its_panel_and_the_address_shows_the_same(open_page, app):
    page, _ = open_page(app.address)
    settle(page)
    page.mouse.click(*point_of(page, 6.5495, 53.2374))
    page.get_by_role("heading", name="Selwerd", exact=True).wait_for()
    settle(page)
    assert parse_qs(urlsplit(page.url).query)["gekozen"] == [SELWERD]
    told = page.locator(".st-key-paneel").inner_text()
    assert "ongeveer 6.580 inwoners" in told
    assert "voldoende (klasse 5 van 9)" in told
    again, _ = open_page(page.url)
    settle(again)
    assert again.locator(".st-key-paneel").inner_text() == told
    assert again.evaluate(f"{CHART}.selected") == SELWERD
    again.get_by_role("button", name="✕").last.click()
    settle(again)
    assert again.locator(".st-key-paneel").count() == 0
    assert "gekozen" not in urlsplit(again.url).query


def test_row_of_the_list_is_chosen_and_a_filter_chooses_nothing_else(open_page, app):
    page, _ = open_page(f"{app.address}/activiteiten")
    settle(page, with_map=False)
    table = page.locator("[data-testid=stDataFrame]").first
    table.locator("canvas").first.wait_for()

    def click_row(number: int, *, chooses: str | None) -> None:
        box = table.bounding_box()
        page.mouse.click(box["x"] + 16, box["y"] + HEAD_PX + ROW_PX * (number + 0.5))
        page.wait_for_function(
            "chosen => new URLSearchParams(window.location.search).get('gekozen') === chosen", arg=chooses
        )
        settle(page, with_map=False)

    click_row(0, chooses="F01a")
    click_row(5, chooses="F05")
    page.get_by_text("Filter de activiteiten").click()
    green = page.get_by_role("button", name="G · Groen en klimaat")
    green.or_(page.get_by_role("checkbox", name="G · Groen en klimaat")).first.click()
    page.get_by_text("4 van 28 activiteiten").wait_for()
    settle(page, with_map=False)
    assert (
        page.locator("[data-testid=stException], [data-testid=stAlertContentError]").all_inner_texts() == []
    )
    assert parse_qs(urlsplit(page.url).query)["gekozen"] == ["F05"]
    click_row(0, chooses="F03")
    click_row(0, chooses=None)


def test_years_are_played_on_the_map_and_the_table_follows(open_page, app):
    page, _ = open_page(app.address)
    settle(page)
    drawn = (
        f"{CHART}.layers.find(one => one.spec.id === 'activities').features.filter(one => one.shown).length"
    )
    before = page.evaluate(drawn)
    page.get_by_role("button", name="Speel de jaren af").click()
    page.wait_for_function(f"() => {drawn} !== {before}")
    page.get_by_role("button", name="Stop met afspelen").click()
    page.locator(".stSidebar, section[data-testid=stSidebar]").get_by_text("✕ Alleen").wait_for()
    settle(page)
    now = page.evaluate(drawn)
    told = page.locator("summary", has_text="Tabel:").inner_text()
    assert int(told.split("Tabel: ")[1].split()[0]) == now + int(told.split("(")[1].split()[0])
    page.locator("summary", has_text="Tabel:").click()
    page.locator("[data-testid=stDataFrame] canvas").first.wait_for()
    slider = page.get_by_role("slider", name="Periode op de kaart")
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_function(f"() => {drawn} === {before}")
    settle(page)
    assert slider.get_attribute("aria-valuetext") == "Alle jaren"
    assert page.locator("[data-testid=stDataFrame] canvas").first.is_visible()  # what was open stays open


def test_pointing_at_a_card_lights_its_plans_without_a_run(open_page, app):
    page, watch = open_page(f"{app.address}/kansen")
    settle(page)
    lit = f"() => new Set({CHART}.canvas.lit.lit.map(path => path.feature.id)).size"
    asked = len(watch.requests)
    card = page.locator(".kk-card button").first
    card.hover()
    page.wait_for_function(f"{lit.removeprefix('() => ')} >= 4")
    card.focus()
    page.mouse.move(5, 5)
    assert page.evaluate("document.querySelector('.stApp').dataset.testScriptState") == "notRunning"
    assert len(watch.requests) == asked
    page.keyboard.press("Enter")
    page.locator(".kk-card button[aria-pressed=true]").wait_for()


def test_view_survives_a_change_of_page(open_page, app):
    page, _ = open_page(app.address)
    settle(page)
    page.evaluate(f"{CHART}.map.setView([53.2301, 6.5512], 15.5, {{ animate: false }})")
    view = f"[{CHART}.map.getZoom(), {CHART}.map.getCenter().lat, {CHART}.map.getCenter().lng]"
    before = page.evaluate(view)
    go(page, "Over", with_map=False)
    go(page, "Kaart")
    assert page.evaluate(view) == pytest.approx(before, abs=PIXEL)


def test_drawn_polygon_is_in_the_register(open_page, app):
    page, _ = open_page(f"{app.address}/beleefd?werkruimte=eigen")
    settle(page)
    page.evaluate(f"{CHART}.map.setView([53.2345, 6.5500], 17, {{ animate: false }})")
    page.get_by_text("Teken een buurt").click()
    page.get_by_role("button", name="Begin de ronde").click()
    page.get_by_role("button", name="Teken een vlak").click()
    settle(page)
    box = page.locator(".kk-map").bounding_box()
    shares = [(0.3, 0.3), (0.7, 0.35), (0.65, 0.7), (0.35, 0.65)]
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in shares]
    places = [place_of(page, *point) for point in points]
    for point in [*points, points[0]]:
        page.mouse.move(*point)
        page.mouse.click(*point)
        page.wait_for_timeout(150)
    page.get_by_label("Hoe noemt u deze buurt?").fill("Selwerd-Zuid")
    page.get_by_role("button", name="Volgende tekenaar").click()
    page.get_by_text("De tekening is bewaard.").wait_for()
    page.get_by_role("button", name="Laat zien").click()
    settle(page)
    kept = open_register(app.home, "eigen").store.drawings()
    assert [(one.name, one.fictional) for one in kept] == [("Selwerd-Zuid", False)]
    clicked = shape_to_rd(shapely.Polygon(places))
    assert kept[0].geometry.hausdorff_distance(clicked) < 1.2  # a pixel here is 0.7 m
    assert kept[0].geometry.area == pytest.approx(clicked.area, rel=0.01)


def test_place_that_was_clicked_can_be_moved_by_clicking_again(open_page, app):
    page, _ = open_page(f"{app.address}/activiteiten?werkruimte=eigen")
    settle(page, with_map=False)
    page.get_by_text("Toevoegen of wijzigen").click()
    settle(page)
    page.get_by_label("Naam", exact=True).fill("Bankje")
    for label, option in (("Thema", "groen"), ("Hoe ver is het?", "idee")):
        page.get_by_role("combobox", name=label).click()
        page.get_by_role("option", name=option, exact=True).click()
        settle(page)
    page.evaluate(f"{CHART}.map.setView([53.2345, 6.5500], 17, {{ animate: false }})")
    box = page.locator(".kk-map").bounding_box()
    for share in (0.3, 0.6):
        at = (box["x"] + share * box["width"], box["y"] + 0.5 * box["height"])
        place = place_of(page, *at)
        page.mouse.click(*at)
        settle(page)
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_text("Bewaard: Bankje").wait_for()
    kept = next(one for one in open_register(app.home, "eigen").store.activities() if one.title == "Bankje")
    assert kept.geometry.distance(shape_to_rd(shapely.Point(place))) < 1.2


def test_hostile_titles_are_text_everywhere(open_page, app):
    page, _ = open_page(app.address)
    settle(page)
    page.evaluate(f"{CHART}.map.setView([53.2290, 6.5545], 19, {{ animate: false }})")
    for number, title in enumerate(HOSTILE):
        lon, lat = page.evaluate(
            f"""id => {{
                const found = {CHART}.layers.flatMap((layer) => layer.features).find((one) => one.id === id);
                const at = found.places[0].at;
                {CHART}.map.setView(at, 19, {{ animate: false }});
                return [at.lng, at.lat];
            }}""",
            f"H{number}",
        )
        page.mouse.move(*point_of(page, lon, lat), steps=3)
        page.locator(".kk-tip strong").wait_for()
        assert page.locator(".kk-tip strong").inner_text() == title
        fresh, _ = open_page(f"{app.address}/?gekozen=H{number}")
        settle(fresh)
        shown = title.replace("://", ":\u2060//")  # what is not seen keeps an address from being a link
        assert shown in fresh.locator(".st-key-paneel").inner_text()
        assert fresh.get_by_role("heading", name=shown, exact=True).count() == 1
        assert fresh.locator("a[href*=elders]").count() == 0
        assert fresh.evaluate("window.hurt") is None
        fresh.close()
    page.get_by_text("Tabel:").click()
    page.locator("[data-testid=stDataFrame] canvas").first.wait_for()
    for name, with_map in (("Kansen en witte vlekken", True), ("Activiteiten", False), ("Delen", False)):
        go(page, name, with_map=with_map)
        if name == "Kansen en witte vlekken":
            told = page.locator("[data-testid=stMain]").inner_text()
            assert [title for title in HOSTILE if title not in told] == []
        assert page.locator("img[src=x], [data-testid=stMain] script").count() == 0
        assert page.evaluate("window.hurt") is None


@dataclass
class Heard:
    """Everything that came to one browser: frames of the socket and bodies of layers."""

    said: list[bytes] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("websocket", lambda socket: socket.on("framereceived", self._frame))
        page.on("response", self._body)

    def _frame(self, frame: str | bytes) -> None:
        self.said.append(frame.encode() if isinstance(frame, str) else frame)

    def _body(self, response) -> None:
        if "/kaart/laag/" in response.url:
            self.said.append(response.body())

    def holds(self, words: str) -> bool:
        return any(words.encode() in one for one in self.said)


def _walk(browser, address: str, viewer: str) -> Heard:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="nl-NL")
    watch, heard = Watch(page), Heard()
    heard.listen(page)
    page.goto(f"{address}/?lagen=activiteiten,kansen,beleefd")
    settle(page)
    look_as(page, viewer)
    for name, with_map in (
        ("Activiteiten", False),
        ("Kansen en witte vlekken", True),
        ("Buurt zoals beleefd", True),
        ("Delen", False),
        ("Over", False),
        ("Kaart", True),
    ):
        go(page, name, with_map=with_map)
    assert watch.elsewhere == []
    assert watch.errors == []
    page.close()
    return heard


def test_concepts_of_one_organisation_never_reach_another(browser, app):
    owner = _walk(browser, app.address, "Corporatie A")
    other = _walk(browser, app.address, "Corporatie B")
    assert owner.holds(CONCEPT)
    assert other.holds("Renovatie 48 portiekwoningen")  # its own, so that something was heard
    assert not other.holds(CONCEPT)
    assert not other.holds("F06")


def test_small_screen_has_the_map_first_and_the_choices_in_a_drawer(open_page, app):
    page, _ = open_page(app.address, viewport={"width": 390, "height": 800})
    settle(page)
    assert fits(page)
    box = page.locator(".kk-map").bounding_box()
    assert box["width"] > 340
    assert box["y"] < 400
    drawer = page.get_by_test_id("stSidebar")
    assert drawer.count() == 0 or drawer.bounding_box()["x"] + drawer.bounding_box()["width"] <= 0
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("combobox", name="Gemeente").wait_for()
    assert page.get_by_role("link", name="Delen", exact=True).is_visible()
    page.goto(f"{app.address}/kansen")
    settle(page)
    assert fits(page)
    assert (
        page.locator(".kk-map").bounding_box()["y"]
        < page.get_by_text("Hoe dichtbij telt?").bounding_box()["y"]
    )
