"""The map in a real browser: drawn, clicked, drawn upon, kept and safe."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.apps.map_app import HOSTILE
from tests.browser.harness import APPS, colours, need_browser, serve

pytestmark = pytest.mark.browser

PIXEL = 2e-5  # degrees, at zoom 16
CHART = "window.koppelkaart.charts.proef"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    need_browser()
    with serve(APPS / "map_app.py") as url:
        yield url


def wait_for_map(page: Page) -> None:
    page.wait_for_selector(".kk-map[data-ready]")


def settled(page: Page, action) -> None:
    """Do something that makes Streamlit run again and wait until the map has its answer."""
    before = page.locator(".kk-map").get_attribute("data-ready")
    action()
    page.wait_for_function(
        "before => document.querySelector('.kk-map')?.dataset.ready !== before", arg=before, timeout=10_000
    )
    page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
    page.wait_for_timeout(150)  # two frames, for the canvas


def tick(page: Page, label: str) -> None:
    settled(page, page.locator("label", has_text=label).first.click)


def choose_drawing(page: Page, name: str) -> None:
    def choose() -> None:
        page.get_by_label("Tekenen").click()
        page.get_by_role("option", name=name, exact=True).click()

    settled(page, choose)


def place_of(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Where a place in degrees is on the page [px]."""
    at = page.evaluate(f"([lon, lat]) => {CHART}.map.latLngToContainerPoint([lat, lon])", [lon, lat])
    box = page.locator(".kk-map").bounding_box()
    return box["x"] + at["x"], box["y"] + at["y"]


def place_of_feature(page: Page, layer: str, feature: str) -> tuple[float, float]:
    lon, lat = page.evaluate(
        f"""([layer, id]) => {{
            const {{ features }} = {CHART}.layers.find((one) => one.spec.id === layer);
            const {{ at }} = features.find((one) => one.id === id).places[0];
            return [at.lng, at.lat];
        }}""",
        [layer, feature],
    )
    return place_of(page, lon, lat)


def told(page: Page, word: str) -> object:
    text = page.locator("code", has_text=word).inner_text()
    return json.loads(text.removeprefix(word))


def test_map_is_really_drawn(open_page, address: str) -> None:
    page, _ = open_page(address)
    wait_for_map(page)
    counts = page.evaluate(f"{CHART}.layers.map((layer) => [layer.spec.id, layer.features.length])")
    assert counts == [["buurten", 9], ["plannen", 8]]
    page.wait_for_timeout(200)
    assert colours(page, CHART, "kk-area") > 50
    assert colours(page, CHART, "kk-above") > 20
    assert colours(page, CHART, "kk-lit") > 5  # A6 is lit


def test_click_on_a_feature_and_beside_it_come_back(open_page, address: str) -> None:
    page, _ = open_page(address)
    wait_for_map(page)
    settled(page, lambda: page.mouse.click(*place_of_feature(page, "buurten", "B3")))
    layer, feature, lon, lat = told(page, "KLIK")
    assert (layer, feature) == ("buurten", "B3")
    assert 6.5 < lon < 6.6
    assert 53.2 < lat < 53.3
    assert told(page, "GELIJK") is True
    box = page.locator(".kk-map").bounding_box()
    settled(page, lambda: page.mouse.click(box["x"] + box["width"] - 60, box["y"] + 60))
    assert told(page, "KLIK")[:2] == [None, None]


def test_cluster_opens_and_lets_choose(open_page, address: str) -> None:
    page, _ = open_page(address)
    wait_for_map(page)
    page.mouse.click(*place_of_feature(page, "plannen", "A4"))
    names = page.locator(".kk-list button").all_inner_texts()
    assert [name.split("\n")[-1] for name in names] == ["Eettafel", "Taalcafé"]
    settled(page, lambda: page.keyboard.press("Enter"))  # the first button has the focus
    assert told(page, "KLIK")[:2] == ["plannen", "A4"]


def test_drawn_polygon_comes_back_and_stays(open_page, address: str) -> None:
    page, _ = open_page(address)
    wait_for_map(page)
    choose_drawing(page, "area")
    box = page.locator(".kk-map").bounding_box()
    corners = [(0.3, 0.3), (0.6, 0.3), (0.6, 0.7), (0.3, 0.7)]
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in corners]
    for x, y in points:
        page.mouse.move(x, y)
        page.mouse.click(x, y)
        page.wait_for_timeout(120)
    settled(page, lambda: page.mouse.click(*points[0]))
    shape = told(page, "VORM")
    assert shape["type"] == "Polygon"
    assert len(shape["coordinates"][0]) == 5
    drawn = page.evaluate(
        f"Object.values({CHART}.map._layers).filter((one) => one instanceof L.Polygon && one.pm).length"
    )
    assert drawn == 1
    tick(page, "Alleen A0")
    assert told(page, "VORM") == shape
    assert page.get_by_role("button", name="Teken een vlak").count() == 1
    choose_drawing(page, "niet")
    assert page.get_by_role("button", name="Teken een vlak").count() == 0


@pytest.mark.parametrize(("name", "kind"), [("line", "LineString"), ("point", "Point")])
def test_drawn_line_and_point_come_back(open_page, address: str, name: str, kind: str) -> None:
    page, _ = open_page(address)
    wait_for_map(page)
    choose_drawing(page, name)
    box = page.locator(".kk-map").bounding_box()
    first = (box["x"] + 300, box["y"] + 200)
    last = (box["x"] + 500, box["y"] + 250)
    page.mouse.move(*first)
    if kind == "LineString":
        page.mouse.click(*first)
        page.wait_for_timeout(120)
        page.mouse.move(*last)
        page.mouse.click(*last)
        page.wait_for_timeout(120)
        settled(page, lambda: page.mouse.click(*last))
    else:
        settled(page, lambda: page.mouse.click(*first))
    assert told(page, "VORM")["type"] == kind


def test_reshaped_drawing_comes_back(open_page, address: str) -> None:
    page, _ = open_page(address)
    wait_for_map(page)
    choose_drawing(page, "line")
    box = page.locator(".kk-map").bounding_box()
    first, last, moved = ((box["x"] + x, box["y"] + y) for x, y in ((300, 200), (500, 250), (420, 300)))
    for at in (first, last):
        page.mouse.move(*at)
        page.mouse.click(*at)
        page.wait_for_timeout(120)
    settled(page, lambda: page.mouse.click(*last))
    before = told(page, "VORM")
    page.mouse.move(*last)  # what was drawn can be reshaped at once
    page.mouse.down()
    page.mouse.move(*moved, steps=5)
    settled(page, page.mouse.up)
    after = told(page, "VORM")
    assert after["coordinates"][0] == before["coordinates"][0]
    assert after["coordinates"][1] != before["coordinates"][1]
    page.mouse.move(*moved)  # still being reshaped: the run in between did not stop it
    page.mouse.down()
    page.mouse.move(*last, steps=5)
    settled(page, page.mouse.up)
    assert told(page, "VORM")["coordinates"][1] == pytest.approx(before["coordinates"][1], abs=5 * PIXEL)


def test_shape_can_be_taken_away(open_page, address: str) -> None:
    page, _ = open_page(address)
    wait_for_map(page)
    choose_drawing(page, "point")
    box = page.locator(".kk-map").bounding_box()
    at = (box["x"] + 300, box["y"] + 200)
    page.mouse.move(*at)
    settled(page, lambda: page.mouse.click(*at))
    page.get_by_role("button", name="Vorm weghalen").click()
    page.mouse.click(*at)
    settled(page, page.get_by_role("button", name="Weghalen", exact=True).last.click)
    assert told(page, "VORM") is None


def test_view_survives_rerun_and_change_of_page(open_page, address: str) -> None:
    page, _ = open_page(address)
    wait_for_map(page)
    page.evaluate(f"{CHART}.map.setView([53.239, 6.556], 16, {{ animate: false }})")
    centre = f"{CHART}.map.getCenter()"
    view = f"[{CHART}.map.getZoom(), {centre}.lat, {centre}.lng]"
    before = page.evaluate(view)
    tick(page, "Alleen A0")
    assert page.evaluate(view) == pytest.approx(before, abs=PIXEL)
    page.get_by_role("link", name="Elders").click()
    page.get_by_text("Een andere pagina").wait_for()
    assert page.evaluate("Object.keys(window.koppelkaart.charts).length") == 0
    page.get_by_role("link", name="Kaart").click()
    wait_for_map(page)
    assert page.evaluate(view) == pytest.approx(before, abs=PIXEL)


def test_filter_fetches_nothing_again(open_page, address: str) -> None:
    page, watch = open_page(address)
    wait_for_map(page)
    assert len(watch.asked("/kaart/laag/")) == 2
    tick(page, "Alleen A0")
    shown = page.evaluate(f"{CHART}.layers[1].features.filter((one) => one.shown).map((one) => one.id)")
    assert shown == ["A0"]
    tick(page, "Alleen A0")
    tick(page, "Zonder buurten")
    tick(page, "Zonder buurten")
    assert page.evaluate(f"{CHART}.layers.map((layer) => layer.spec.id)") == ["buurten", "plannen"]
    assert len(watch.asked("/kaart/laag/")) == 2


LISTEN = """() => {
    const write = CanvasRenderingContext2D.prototype.fillText;
    window.written = new Set();
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
        window.written.add(text);
        write.call(this, text, ...rest);
    };
}"""


def zoom_to(page: Page, zoom: float) -> list[str]:
    """Zoom without a hand, and return the words that are written on the map then."""
    page.evaluate("window.written.clear()")
    page.evaluate(f"zoom => {{ {CHART}.map.setZoom(zoom, {{ animate: false }}) }}", zoom)
    page.wait_for_timeout(400)
    return sorted(page.evaluate("[...window.written]"))


def drawn_now(page: Page) -> str:
    """Whether the buurten are drawn coarse or fine."""
    return page.evaluate(
        f"""() => {{
            const {{ drawn, spec }} = {CHART}.layers.find((one) => one.spec.id === "buurten");
            return {{ [spec.address]: "fine", [spec.levels[0][1]]: "coarse" }}[drawn];
        }}"""
    )


def test_outlines_and_names_follow_the_zoom(open_page, address: str) -> None:
    page, watch = open_page(f"{address}/niveaus")
    wait_for_map(page)
    page.evaluate(LISTEN)
    assert drawn_now(page) == "fine"
    assert len(watch.asked("/kaart/laag/")) == 1  # nothing of the wijk, and nothing coarse
    assert "Buurt 5" in zoom_to(page, 15)
    assert zoom_to(page, 11.5) == ["Oost"]
    assert drawn_now(page) == "coarse"
    assert len(watch.asked("/kaart/laag/")) == 3
    settled(page, lambda: page.mouse.click(*place_of_feature(page, "buurten", "B5")))
    assert told(page, "KLIK") == ["buurten", "B5"]
    names = zoom_to(page, 15)
    assert "Buurt 5" in names
    assert "Oost" not in names
    assert drawn_now(page) == "fine"
    assert len(watch.asked("/kaart/laag/")) == 3
    chosen = f"{CHART}.canvas.accent.selected.map((path) => [path.feature.id, {CHART}.map.hasLayer(path)])"
    assert page.evaluate(chosen) == [["B5", True]]
    settled(page, lambda: page.mouse.click(*place_of_feature(page, "buurten", "B4")))
    assert told(page, "KLIK") == ["buurten", "B4"]


def test_outlines_that_come_too_late_are_not_drawn(open_page, address: str) -> None:
    page, _ = open_page(f"{address}/niveaus")
    wait_for_map(page)
    page.evaluate(LISTEN)
    held = []
    page.route("**/kaart/laag/**", lambda route: held.append(route))  # noqa: PLW0108 - playwright cannot call a builtin
    zoom_to(page, 11.5)
    assert len(held) == 2
    assert drawn_now(page) == "fine"  # what stood there still stands
    assert page.evaluate(f"{CHART}.layers[1].features.every((one) => {CHART}.map.hasLayer(one.paths[0]))")
    zoom_to(page, 15)
    for route in held:
        route.continue_()
    page.wait_for_timeout(400)
    assert drawn_now(page) == "fine"
    zoom_to(page, 11.5)
    assert drawn_now(page) == "coarse"


def test_hostile_titles_are_text(open_page, address: str) -> None:
    page, _ = open_page(address)
    wait_for_map(page)
    for number, title in enumerate(HOSTILE):
        page.mouse.move(*place_of_feature(page, "plannen", f"A{number}"))
        page.locator(".kk-tip strong", has_text=title).wait_for()
        assert page.locator(".kk-tip strong").inner_text() == title
    assert page.locator(".kk-map img[src=x], .kk-map script").count() == 0
    assert page.evaluate("window.hurt") is None


def test_keyboard_walks_reads_and_opens_without_a_trap(open_page, address: str) -> None:
    page, _ = open_page(address)
    wait_for_map(page)
    page.locator(".kk-map").focus()
    page.keyboard.press("ArrowRight")
    first = page.locator(".kk-aloud").inner_text()
    page.keyboard.press("ArrowRight")
    second = page.locator(".kk-aloud").inner_text()
    assert first.endswith("1 van 7")  # two of the eight lie together
    assert second.endswith("2 van 7")
    settled(page, lambda: page.keyboard.press("Enter"))
    assert told(page, "KLIK")[0] == "plannen"
    page.locator(".kk-map").focus()
    for _ in range(6):
        page.keyboard.press("Tab")
    assert not page.evaluate("document.querySelector('.kk-map').contains(document.activeElement)")


def test_failed_load_says_so(open_page, address: str) -> None:
    page, _ = open_page("about:blank")
    page.route("**/leaflet.js", lambda route: route.abort())
    page.goto(address)
    page.get_by_text("De kaart kon niet laden. Herlaad de pagina.").wait_for()
