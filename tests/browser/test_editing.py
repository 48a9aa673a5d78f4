"""Editing on the map in the real app: reshaped, moved, cut, taken back, saved and read again."""

from dataclasses import replace

import pytest
import shapely
from playwright.sync_api import Page

from gis.crs import shape_to_rd
from gis.shapes import to_degrees
from gis.workspace.registers import open_register
from tests.browser.test_app import CHART, go, place_of, point_of, settle
from tests.homes import AT, activity

pytestmark = pytest.mark.browser

HERE = "deze werkplek"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
METRES = 1.5  # two pixels at the zoom of the phone
GONE = "blijft in de lijst staan, zonder plek"
X, Y = 232_700.123456789, 583_500.987654321  # in Paddepoel and Selwerd, with digits that degrees do not hold
LAWN = shapely.Polygon([(X, Y), (X + 60, Y), (X + 60, Y + 40), (X, Y + 40)])
PATH = shapely.LineString([(X + 90, Y), (X + 90, Y + 40.5), (X + 130, Y + 40.25)])
BENCH = shapely.Point(X + 30, Y + 60)


@pytest.fixture
def store(app):
    """The register with a lawn, a path and a bench as they were at first."""
    opened = open_register(app.home, "eigen").store
    rows = [
        activity(name, title=title, geometry=shape)
        for name, title, shape in (("G", "Gras", LAWN), ("P", "Pad", PATH), ("B", "Bank", BENCH))
    ]
    gone = [one for one in opened.activities() if one.id not in {"G", "P", "B"}]
    for one in gone:
        opened.withdraw(one.id, organisation=HERE, at=AT, version=0)
    opened.save([replace(one, version=0) for one in rows], organisation=HERE, at=AT)
    return opened


def shape_of(store, name: str) -> shapely.Geometry:
    return next(one.geometry for one in store.activities() if one.id == name)


def begin(open_page, app, *titles: str) -> Page:
    page, _ = open_page(f"{app.address}/activiteiten?werkruimte=eigen")
    settle(page, with_map=False)
    page.get_by_text("Wijzig op de kaart").click()
    settle(page)
    page.get_by_label("Welke activiteiten wilt u wijzigen?").click()
    for title in titles:
        page.get_by_role("option", name=title, exact=True).click()
        page.wait_for_timeout(150)
    page.keyboard.press("Escape")
    settle(page)
    return page


def at(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a place in RD is on the page [px]."""
    return point_of(page, *to_degrees(shapely.Point(x, y))["coordinates"])


def drag(page: Page, start: tuple[float, float], *, by: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + by[0] / 2, start[1] + by[1] / 2, steps=3)
    page.mouse.move(start[0] + by[0], start[1] + by[1], steps=3)
    page.mouse.up()
    page.wait_for_timeout(250)
    settle(page)


def slide(page: Page, start: tuple[float, float], *, by: tuple[float, float]) -> None:
    """Drag with a finger, which lands a little beside what it is meant for."""
    hand = page.context.new_cdp_session(page)
    for kind, share in (("Start", 0), *(("Move", step / 5) for step in range(1, 6)), ("End", None)):
        x, y = (start[i] + 6 + by[i] * (share or 0) for i in (0, 1))
        touched = [] if share is None else [{"x": x, "y": y}]
        hand.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": touched})
    page.wait_for_timeout(250)
    settle(page)


def seen(page: Page) -> dict[str, shapely.Geometry]:
    """What the map shows of what is in hand, in RD."""
    told = page.evaluate(
        f"""() => Object.values({CHART}.map._layers).filter((one) => one.shape)
            .map((one) => [one.shape.id, one.toGeoJSON(7).geometry])"""
    )
    return {name: shape_to_rd(shapely.geometry.shape(shape)) for name, shape in told}


def tool(page: Page, title: str) -> None:
    page.get_by_role("button", name=title, exact=True).click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.get_by_text("Bewaard:").wait_for()
    settle(page)


def listen(page: Page) -> None:
    """Keep everything that editing tells from now on."""
    page.evaluate(
        f"""() => {{
            const chart = {CHART};
            const update = chart.update;
            window.heard = [];
            const wrap = (component) => new Proxy(component, {{
                get: (from, name) => name !== "setTriggerValue" ? from[name] : (told, value) => {{
                    if (told === "edited") window.heard.push(value);
                    return from.setTriggerValue(told, value);
                }},
            }});
            chart.update = (component) => update(wrap(component));
            chart.component = wrap(chart.component);
        }}"""
    )


def heard(page: Page) -> int:
    return page.evaluate("window.heard.length")


def test_dragged_vertex_is_saved_as_seen_and_the_others_stay_to_the_last_digit(open_page, app, store):
    page = begin(open_page, app, "Gras")
    drag(page, at(page, X + 60, Y + 40), by=(60, -50))
    page.get_by_text("1 vorm gewijzigd, nog niet bewaard").wait_for()
    shown = seen(page)["G"]
    assert shown.area > LAWN.area * 1.1
    save(page)
    kept = shape_of(store, "G")
    assert kept.hausdorff_distance(shown) < 0.02
    corners = {tuple(place) for place in shapely.get_coordinates(LAWN).tolist()} - {(X + 60, Y + 40)}
    assert corners <= {tuple(place) for place in shapely.get_coordinates(kept).tolist()}
    again, _ = open_page(page.url)
    settle(again, with_map=False)
    assert [one.action for one in store.history("G")][-1] == "changed"


def test_a_set_is_moved_cut_undone_kept_over_a_change_of_page_and_saved_whole(open_page, app, store):
    page = begin(open_page, app, "Gras", "Pad")
    listen(page)
    tool(page, "Alle vormen samen verplaatsen")
    drag(page, at(page, X + 30, Y + 20), by=(40, 30))
    page.get_by_text("2 vormen gewijzigd, nog niet bewaard").wait_for()
    assert heard(page) == 1
    moved = seen(page)
    assert moved["P"].distance(PATH) > 1
    page.keyboard.press("Control+z")
    page.get_by_text("Er is nog niets gewijzigd.").wait_for()
    settle(page)
    assert seen(page)["G"].equals_exact(LAWN, 0.02)
    tool(page, "Opnieuw doen")
    page.get_by_text("2 vormen gewijzigd, nog niet bewaard").wait_for()
    settle(page)
    assert heard(page) == 3
    cut = moved["G"].bounds
    middle = (cut[0] + cut[2]) / 2
    tool(page, "Vorm in tweeën knippen")
    for y in (cut[3] + 10, cut[1] - 10, cut[1] - 10):
        page.mouse.move(*at(page, middle, y), steps=2)
        page.mouse.click(*at(page, middle, y))
        page.wait_for_timeout(150)
    page.get_by_text("3 vormen gewijzigd, nog niet bewaard").wait_for()
    settle(page)
    assert heard(page) == 4
    tool(page, "Vorm weghalen")
    page.mouse.click(*at(page, *moved["P"].interpolate(0.2, normalized=True).coords[0]))
    page.get_by_role("alertdialog").get_by_role("button", name="Weghalen").click()
    page.get_by_text(GONE).wait_for()
    settle(page)
    assert heard(page) == 5
    go(page, "Over", with_map=False)
    go(page, "Activiteiten", with_map=False)
    page.get_by_text("Wijzig op de kaart").click()
    page.get_by_text("3 vormen gewijzigd, nog niet bewaard").wait_for()
    settle(page)
    shown = seen(page)
    assert set(shown) == {"G", "G/2"}
    save(page)
    kept = {one.title: one for one in store.activities()}
    assert kept["Pad"].geometry is None
    assert kept["Gras"].geometry.equals_exact(shown["G"], 0.02)
    assert kept["Gras (deel 2)"].geometry.equals_exact(shown["G/2"], 0.02)
    assert kept["Gras"].geometry.area + kept["Gras (deel 2)"].geometry.area == pytest.approx(
        LAWN.area, rel=0.01
    )


@pytest.mark.parametrize("in_hand", [("Gras", "Pad"), ("Pad",)], ids=["in hand", "only shown"])
def test_vertex_that_snaps_is_shared_to_the_last_digit(open_page, app, store, in_hand):
    page = begin(open_page, app, *in_hand)
    start, goal = at(page, X + 90, Y), at(page, X + 60, Y)
    drag(page, start, by=(goal[0] - start[0] + 5, goal[1] - start[1] - 4))
    save(page)
    assert shape_of(store, "P").coords[0] == (X + 60, Y)
    assert shape_of(store, "G").equals_exact(LAWN, 0)


def test_vertices_come_and_go_and_a_drag_is_called_off(open_page, app, store):
    page = begin(open_page, app, "Gras")
    listen(page)
    middle = at(page, X + 30, Y)
    drag(page, middle, by=(0, 40))
    assert heard(page) == 1
    more = seen(page)["G"]
    assert len(more.exterior.coords) == len(LAWN.exterior.coords) + 1
    assert more.area > LAWN.area * 1.05
    page.mouse.click(middle[0], middle[1] + 40, button="right")
    page.get_by_text("Er is nog niets gewijzigd.").wait_for()
    settle(page)
    assert seen(page)["G"].equals_exact(LAWN, 0.02)
    assert heard(page) == 2
    for title, place in (("Vorm aanpassen", (X + 60, Y + 40)), ("Eén vorm verplaatsen", (X + 30, Y + 20))):
        if page.get_by_role("button", name=title, exact=True).get_attribute("aria-pressed") != "true":
            tool(page, title)
        start = at(page, *place)
        page.mouse.move(*start)
        page.mouse.down()
        page.mouse.move(start[0] + 50, start[1] - 40, steps=4)
        assert not seen(page)["G"].equals_exact(LAWN, 1)
        page.keyboard.press("Escape")
        assert seen(page)["G"].equals_exact(LAWN, 0.02)
        page.mouse.move(start[0] + 80, start[1] - 10, steps=4)
        page.mouse.up()
        page.wait_for_timeout(250)
        assert seen(page)["G"].equals_exact(LAWN, 0.02)
        assert at(page, *place) == pytest.approx(start)  # the map did not come along
    assert heard(page) == 2


def test_alt_lets_go_of_snapping_and_delete_asks_and_can_be_undone(open_page, app, store):
    page = begin(open_page, app, "Gras", "Pad")
    listen(page)
    start, goal = at(page, X + 90, Y), at(page, X + 60, Y)
    page.keyboard.down("Alt")
    drag(page, start, by=(goal[0] - start[0] + 5, goal[1] - start[1] - 4))
    page.keyboard.up("Alt")
    loose = shapely.Point(seen(page)["P"].coords[0])
    assert 0.5 < loose.distance(shapely.Point(X + 60, Y)) < 10
    inside = at(page, X + 30, Y + 20)
    page.mouse.click(*inside)
    page.keyboard.press("Delete")
    page.get_by_role("alertdialog", name="'Gras' weghalen?").get_by_role("button", name="Weghalen").click()
    page.get_by_text(GONE).wait_for()
    settle(page)
    assert set(seen(page)) == {"P"}
    page.keyboard.press("Control+z")
    page.get_by_text(GONE).wait_for(state="detached")
    settle(page)
    assert seen(page)["G"].equals_exact(LAWN, 0.02)
    page.mouse.click(*at(page, X, Y))
    page.keyboard.press("Delete")
    page.get_by_role("alertdialog", name="Dit punt weghalen?").get_by_role("button", name="Weghalen").click()
    page.get_by_text("2 vormen gewijzigd, nog niet bewaard").wait_for()
    settle(page)
    assert len(seen(page)["G"].exterior.coords) == 4
    assert heard(page) == 4


def test_on_a_phone_the_choice_stands_above_the_map_and_saving_below_it(open_page, app, store):
    page, _ = open_page(f"{app.address}/activiteiten?werkruimte=eigen", **PHONE)
    settle(page, with_map=False)
    page.get_by_text("Wijzig op de kaart").tap()
    settle(page)
    page.get_by_role("button", name="Kies ze allemaal").tap()
    settle(page)
    page.get_by_text("Er is nog niets gewijzigd.").wait_for()
    choice, chart, outcome = (
        one.bounding_box()
        for one in (
            page.get_by_test_id("stMain").get_by_test_id("stMultiSelect"),
            page.locator(".kk-map"),
            page.get_by_text("Er is nog niets gewijzigd."),
        )
    )
    assert choice["y"] < 300  # seen without scrolling
    assert choice["y"] + choice["height"] <= chart["y"]
    assert chart["y"] + chart["height"] <= outcome["y"]
    assert {round(choice["x"]), round(chart["x"]), round(outcome["x"])} == {8}
    rows = {round(one.bounding_box()["y"]) for one in page.locator(".kk-tools button:visible").all()}
    assert len(rows) <= 2


def test_area_is_drawn_with_a_finger_on_a_phone(open_page, app, store):
    page, _ = open_page(f"{app.address}/activiteiten?werkruimte=eigen", **PHONE)
    settle(page, with_map=False)
    page.get_by_text("Toevoegen of wijzigen").tap()
    settle(page)
    page.get_by_text("Teken een vlak").tap()
    settle(page)
    page.evaluate(f"{CHART}.map.setView([53.2345, 6.5500], 17, {{ animate: false }})")
    page.locator(".kk-map").scroll_into_view_if_needed()
    assert page.locator(".kk-map .cursor-marker.visible").count() == 0
    box = page.locator(".kk-map").bounding_box()
    shares = [(0.3, 0.45), (0.7, 0.5), (0.65, 0.75), (0.35, 0.7)]
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in shares]
    places = [place_of(page, *point) for point in points]
    for point in points:
        page.touchscreen.tap(*point)
    page.get_by_role("button", name="Tekening klaar").tap()
    page.locator(".marker-icon-middle").last.wait_for()
    settle(page)
    assert seen(page)["vorm"].hausdorff_distance(shape_to_rd(shapely.Polygon(places))) < METRES
    slide(page, points[0], by=(30, -40))
    points[0] = (points[0][0] + 30, points[0][1] - 40)
    page.touchscreen.tap(*points.pop(1))
    page.get_by_role("button", name="Vorm weghalen").tap()
    page.get_by_role("alertdialog", name="Dit punt weghalen?").get_by_role("button", name="Weghalen").tap()
    settle(page)
    wanted = shape_to_rd(shapely.Polygon([place_of(page, *point) for point in points]))
    assert seen(page)["vorm"].hausdorff_distance(wanted) < METRES
    assert page.evaluate(f"{CHART}.map.getZoom()") == 17  # two quick taps are no double click
    page.get_by_label("Naam", exact=True).fill("Pluktuin")
    for label, option in (("Thema", "groen"), ("Hoe ver is het?", "idee")):
        page.get_by_role("combobox", name=label).tap()
        page.get_by_role("option", name=option, exact=True).tap()
        settle(page)
    page.get_by_role("button", name="Bewaar").tap()
    page.get_by_text("Bewaard: Pluktuin").wait_for()
    kept = next(one for one in store.activities() if one.title == "Pluktuin")
    assert kept.geometry.hausdorff_distance(wanted) < METRES
