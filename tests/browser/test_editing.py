"""Editing on the map in the real app: reshaped, moved, cut, taken back, saved and read again."""

from dataclasses import replace

import pytest
import shapely
from playwright.sync_api import Page

from gis.crs import shape_to_rd
from gis.shapes import to_degrees
from gis.workspace.registers import open_register
from tests.browser.test_app import CHART, go, point_of, settle
from tests.homes import AT, activity

pytestmark = pytest.mark.browser

HERE = "deze werkplek"
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
    page.get_by_text("blijft in de lijst staan, zonder plek").wait_for()
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


def test_vertex_that_snaps_is_shared_to_the_last_digit(open_page, app, store):
    page = begin(open_page, app, "Gras", "Pad")
    start, goal = at(page, X + 90, Y), at(page, X + 60, Y)
    drag(page, start, by=(goal[0] - start[0] + 5, goal[1] - start[1] - 4))
    save(page)
    assert shape_of(store, "P").coords[0] == (X + 60, Y)
    assert shape_of(store, "G").equals_exact(LAWN, 0)
