"""Hands that draw on a map: a mouse on the screen, a finger on a phone."""

from collections.abc import Sequence

import shapely
from playwright.sync_api import Page

from gis.crs import shape_to_wgs84
from tests.browser.test_app import point_of, settle


def _degrees(ring: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    return list(shape_to_wgs84(shapely.LineString([*ring, ring[0]])).coords)


def _along(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The way along corners in small steps, as a hand goes."""
    line = shapely.LineString(points)
    return [line.interpolate(step / 60, normalized=True).coords[0] for step in range(61)]


def stroke_by_mouse(desk: Page, ring: Sequence[tuple[float, float]]) -> None:
    points = _along([point_of(desk, *place) for place in _degrees(ring)])
    desk.mouse.move(*points[0])
    desk.mouse.down()
    for point in points:
        desk.mouse.move(*point)
    desk.mouse.up()
    settle(desk)


def on_phone(phone: Page, ring: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    told = phone.evaluate(
        """places => {
            const { map } = document.getElementById("kaart");
            const { left, top } = map.getContainer().getBoundingClientRect();
            const points = places.map(([lon, lat]) => map.latLngToContainerPoint([lat, lon]));
            return points.map(({ x, y }) => [x + left, y + top]);
        }""",
        _degrees(ring)[:-1],
    )
    return [(x, y) for x, y in told]


def stroke_by_finger(phone: Page, ring: Sequence[tuple[float, float]]) -> None:
    corners = on_phone(phone, ring)
    touch(phone, _along([*corners, corners[0]]))


def touch(page: Page, points: Sequence[tuple[float, float]]) -> None:
    session = page.context.new_cdp_session(page)

    def tell(kind: str, *at: tuple[float, float]) -> None:
        places = [{"x": x, "y": y} for x, y in at]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    tell("touchStart", points[0])
    for point in points[1:]:
        tell("touchMove", point)
    tell("touchEnd")
    session.detach()
    page.wait_for_timeout(300)  # a tap right after it would be half of a double tap
