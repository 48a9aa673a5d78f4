"""Step 7 of the walk-through: people draw with mouse and finger, on the screen and on two phones at once."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import shapely
from playwright.sync_api import Page

from gis.crs import shape_to_wgs84
from gis.register.rounds import FELT, Round
from gis.workspace import rounds, sample
from gis.workspace.home import Home
from gis.workspace.phones import ADDRESS
from gis.workspace.registers import Register, open_register
from layers.serving import phones_served
from tests.browser.axe import serious
from tests.browser.hands import on_phone, stroke_by_finger, stroke_by_mouse, touch
from tests.browser.harness import ROOT, need_browser, serve
from tests.browser.served import MOMENT
from tests.browser.test_app import fits, point_of, settle

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}
# Somebody's Selwerd as residents in the south draw it: in the example two of them do, in the north five.
SOUTH = [
    (232540, 583180),
    (232760, 583010),
    (233020, 583190),
    (233090, 583540),
    (232880, 583680),
    (232490, 583500),
]
ABOUT_M = 15.0  # a finger's width of pixels at these zooms, and the straightening


@dataclass(frozen=True)
class Room:
    address: str
    phones: str
    home: Home


@pytest.fixture(scope="module")
def room(tmp_path_factory) -> Iterator[Room]:
    need_browser()
    home = Home(tmp_path_factory.mktemp("room"))
    open_register(home, "voorbeeld")
    with phones_served(home, address="127.0.0.1", port=0) as phones:
        env = {"KOPPELKAART_HOME": str(home.path), ADDRESS: phones}
        with serve(ROOT / "streamlit_app.py", env=env) as address:
            yield Room(address, phones, home)


def test_two_selwerds_come_to_light_after_everybody_drew_unseen(open_page, room):
    desk, _ = open_page(f"{room.address}/beleefd?werkruimte=voorbeeld")
    settle(desk)
    _begin(desk, meeting="bewonersavond")
    desk.get_by_text("Teken mee op uw telefoon.").wait_for()
    assert fits(desk)
    where = desk.locator(".st-key-telefoons code").inner_text()
    one, two = (open_page(where, **PHONE)[0] for _ in range(2))
    for phone in (one, two):
        phone.get_by_text("Teken de buurt waar u zich thuis voelt. Hoe noemt u die?").wait_for()
        phone.get_by_text("Zoek eerst uw buurt").wait_for()
    desk.get_by_text("Er zijn 2 telefoons bezig, nog geen tekeningen binnen.").wait_for()

    one.get_by_role("button", name="Met de vinger").tap()
    stroke_by_finger(one, SOUTH)
    two.get_by_role("button", name="Punten tikken").tap()
    for place in on_phone(two, SOUTH):
        two.touchscreen.tap(*place)
        two.wait_for_timeout(60)
    for phone in (one, two):
        phone.get_by_role("button", name="Klaar").tap()
        phone.get_by_label("Hoe noemt u deze buurt?").fill("Selwerd")
        phone.get_by_role("button", name="Verstuur").tap()
        phone.get_by_text("Uw tekening is binnen. Die blijft verborgen tot iedereen klaar is.").wait_for()

    stroke_by_mouse(desk, SOUTH)
    desk.get_by_label("Hoe noemt u deze buurt?").fill("Selwerd")
    desk.get_by_role("button", name="Volgende tekenaar").click()
    desk.get_by_text("3 tekeningen, nog verborgen").first.wait_for()
    settle(desk)

    desk.get_by_role("button", name="Laat zien").click()
    desk.get_by_text("Er lijken 2 buurten te zijn met dezelfde naam: Selwerd.").wait_for()
    settle(desk)
    drawn = open_register(room.home, "voorbeeld").store.drawings()[-3:]
    meant = shapely.Polygon(SOUTH)
    for drawing in drawn:
        assert drawing.geometry.hausdorff_distance(meant) < ABOUT_M
        assert (drawing.role, drawing.name, drawing.meeting) == ("bewoner", "Selwerd", "bewonersavond")
        assert shapely.box(*drawing.extent).intersects(meant)
    one.get_by_role("button", name="Nog iemand tekent op deze telefoon").tap()
    one.get_by_role("button", name="Met de vinger").tap()
    stroke_by_finger(one, SOUTH)
    one.get_by_role("button", name="Klaar").tap()
    one.get_by_role("button", name="Verstuur").tap()
    one.get_by_text("Deze tekenronde is voorbij").wait_for()


def test_blocks_are_painted_and_wiped_with_mouse_and_finger(open_page, room):
    desk, _ = open_page(f"{room.address}/beleefd?werkruimte=eigen", has_touch=True)
    settle(desk)
    _begin(desk, meeting="")
    desk.get_by_role("combobox", name="Hoe tekent u?").click()
    desk.get_by_role("option", name="Met blokken: CBS-buurten (zonder lijnen)").click()
    settle(desk)
    place = {name: shape_to_wgs84(shape).representative_point() for name, shape in _buurten().items()}
    way = [point_of(desk, place[name].x, place[name].y) for name in ("Selwerd", "Tuinwijk")]
    desk.mouse.move(*way[0])
    desk.mouse.down()
    desk.mouse.move(*way[1], steps=12)
    desk.mouse.up()
    settle(desk)
    desk.get_by_role("button", name="Blokken weg").click()
    touch(desk, [way[1], (way[1][0] + 3, way[1][1])])
    settle(desk)
    desk.get_by_label("Hoe noemt u deze buurt?").fill("Selwerd")
    desk.get_by_role("button", name="Volgende tekenaar").click()
    desk.get_by_text("1 tekening, nog verborgen").first.wait_for()
    drawn = open_register(room.home, "eigen").store.drawings()[-1].geometry
    assert drawn.intersection(_buurten()["Selwerd"]).area == pytest.approx(
        _buurten()["Selwerd"].area, rel=1e-3
    )
    assert drawn.intersection(_buurten()["Tuinwijk"]).area < 100


def test_page_of_the_phones_can_be_used_by_everybody(open_page, room):
    register = open_register(room.home, "eigen")
    going = rounds.see_going(register)
    key = going.round.key if going else _ask(register).key
    page, _ = open_page(
        f"{room.phones}/{key}", bypass_csp=True, **PHONE
    )  # the judge brings a style of its own
    page.get_by_text("Zoek eerst uw buurt").wait_for()
    assert serious(page) == []
    assert fits(page)
    room_of_map = page.locator("#kaart").bounding_box()
    for way in ("Met de vinger", "Schuiven", "Punten tikken"):
        page.get_by_role("button", name=way).tap()
        assert page.locator("#kaart").bounding_box() == room_of_map  # the map stays where it is
    for x, y in ((100, 200), (300, 220), (200, 400)):
        page.touchscreen.tap(x, y)
    page.get_by_role("button", name="Klaar").tap()
    assert serious(page) == []


def _ask(register: Register) -> Round:
    asked = Round(FELT, gemeente="GM0014", year=2024)
    return rounds.begin(register, asked, organisation="deze werkplek", at=register.moment(MOMENT))


def _buurten() -> dict[str, shapely.Geometry]:
    buurten = sample.read_place().buurten
    known = buurten[buurten["buurtnaam"].isin(["Selwerd", "Tuinwijk"])]
    return dict(zip(known["buurtnaam"], known.geometry, strict=True))


def _begin(desk: Page, *, meeting: str) -> None:
    desk.get_by_text("Teken een buurt").click()
    desk.get_by_label("Bij welke bijeenkomst?").fill(meeting)
    desk.get_by_label("Bij welke bijeenkomst?").press("Tab")
    settle(desk)
    desk.get_by_role("button", name="Begin de ronde").click()
    desk.locator(".st-key-ronde-laatzien").wait_for()
    settle(desk)
