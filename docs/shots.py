"""Takes the pictures of README.md, aanleveren.md and beleefd.md: looks at the app on a fresh home."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from gis.register.records import HOME_ORGANISATION  # noqa: E402 - found through the line above
from gis.register.visible import Audience  # noqa: E402
from gis.workspace import rounds  # noqa: E402
from gis.workspace.cache import open_place  # noqa: E402
from gis.workspace.compass import Ask, open_compass  # noqa: E402
from gis.workspace.home import Home  # noqa: E402
from gis.workspace.leaflet import see_leaflet  # noqa: E402
from gis.workspace.phones import ADDRESS  # noqa: E402
from gis.workspace.registers import open_register  # noqa: E402
from layers.paper import draw_leaflet, write_page  # noqa: E402
from layers.serving import phones_served  # noqa: E402
from tests.browser.hands import stroke_by_finger  # noqa: E402
from tests.browser.harness import browse, serve  # noqa: E402

SIZE: ViewportSize = {"width": 1366, "height": 768}
SMALL: ViewportSize = {"width": 1180, "height": 700}  # read beside text
KMEANS = 3  # rounds that keep the classes' colours true within two of 256 levels
QUIET_MS = 2_500  # after the last request: time to draw


def choose_first_group(page: Page) -> None:
    page.locator(".kk-card button").first.click()


def decide_first_group(page: Page) -> None:
    """Decide, as the gemeente, what happens with the first group."""
    page.get_by_role("combobox", name="U kijkt als …").click()
    page.get_by_role("option", name="gemeente", exact=True).click()
    _settle(page)
    choose_first_group(page)
    page.get_by_role("button", name="Uitzoeken", exact=True).click()
    page.get_by_label("Rol (geen naam)").fill("wijkregisseur")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.mouse.move(0, 0)


def ask_what_if(page: Page) -> None:
    """Try the shift that brings the most."""
    page.get_by_role("radio", name="Wat als plannen schuiven?").click()
    page.get_by_role("button", name="Probeer", exact=True).first.click()
    page.mouse.move(0, 0)


def choose_all_questions(page: Page) -> None:
    page.get_by_text("alle vragen samen").first.click()


def nothing(_page: Page) -> None:
    """Leave the page as it opens."""


def show_kompas(page: Page) -> None:
    """Lay a buurt beside the kern of what people drew."""
    page.get_by_role("radio", name="Kompas", exact=True).click()
    page.get_by_role("combobox", name="Eigen gebied erbij?").click()
    page.get_by_role("option", name="kern", exact=True).click()
    page.locator(".kk-compass").get_by_text("schatting").first.wait_for(timeout=60_000)
    page.mouse.move(0, 0)


def show_years(page: Page) -> None:
    page.get_by_role("radio", name="Verloop", exact=True).click()
    page.mouse.move(0, 0)


SHOTS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "kaart": ("?gekozen=BU00141000", nothing),
    "kansen": ("kansen", choose_first_group),
    "wat_als": ("kansen", ask_what_if),
    "overleg": ("overleg", nothing),
    "beleefd": ("beleefd", choose_all_questions),
    "delen": ("delen", nothing),
    "besluit": ("kansen", decide_first_group),
    "kompas": ("kansen", show_kompas),
    "verloop": ("kansen", show_years),
    "signalen": ("?lagen=activiteiten,signalen", nothing),
}


def bring_list(page: Page) -> None:
    """Look as a corporation at the part where its list goes in."""
    page.get_by_role("combobox", name="U kijkt als …").click()
    page.get_by_role("option", name="Corporatie A", exact=True).click()
    _settle(page)
    page.get_by_role("radio", name="Lijst inlezen").click()


def read_list(page: Page) -> None:
    page.get_by_role("button", name="Probeer het met een voorbeeldlijst").click()


def go_to_questions(page: Page) -> None:
    page.get_by_text("Help deze rijen").evaluate("words => words.scrollIntoView()")
    page.get_by_test_id("stMain").evaluate("pane => pane.scrollBy(0, -70)")  # from under the navigation


def save_list(page: Page) -> None:
    page.get_by_role("button", name="Bewaar 6 van 8 rijen").click()


# One page, from step to step; the picture of each is docs/aanleveren_<name>.png.
STEPS: dict[str, Callable[[Page], None]] = {
    "begin": bring_list,
    "klaar": read_list,
    "vragen": go_to_questions,
    "bewaard": save_list,
}


# The buurtblad of a buurt as its page looks; the picture of each is docs/buurtblad_<name>.png.
LEAFLETS = {"selwerd": "BU00141000", "zonder_score": "BU00140805"}
SHEET: ViewportSize = {"width": 794, "height": 1123}  # A4 at 96 pixels per inch


def take_leaflets(browser: Browser) -> None:
    """Write the pictures of `LEAFLETS`, of the example as partners see it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        register, place = open_register(home, "voorbeeld"), open_place(home, "GM0014")
        beside = open_compass(home, place, register, ask=Ask())
        for name, code in LEAFLETS.items():
            told = see_leaflet(
                beside,
                place,
                register,
                code=code,
                organisation=HOME_ORGANISATION,
                audience=Audience.PARTNERS,
                today=register.reference_day(today=date(2027, 3, 11)),
            )
            page = browser.new_page(viewport=SHEET)
            page.set_content(write_page(draw_leaflet(told, vocabulary=register.vocabulary)))
            page.evaluate("document.fonts.ready")
            _write(page, f"buurtblad_{name}")
            page.close()


# An evening of drawing; the pictures are docs/beleefd_<name>.png. The address is of a room that is not there.
ROOM = "http://192.168.1.20:8510"
HANDSET: ViewportSize = {"width": 390, "height": 700}
SOUTH = [
    (232540, 583180),
    (232760, 583010),
    (233020, 583190),
    (233090, 583540),
    (232880, 583680),
    (232490, 583500),
]


def take_evening(browser: Browser) -> None:
    """Write the pictures of beleefd.md: a round on the screen and on a phone, and what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        register = open_register(home, "voorbeeld")
        env = {"KOPPELKAART_HOME": folder, ADDRESS: ROOM}
        with (
            phones_served(home, address="127.0.0.1", port=0) as phones,
            serve(ROOT / "streamlit_app.py", env=env) as address,
        ):
            desk = _open(browser, f"{address}/beleefd", SMALL)
            desk.get_by_text("Teken een buurt").click()
            desk.get_by_label("Bij welke bijeenkomst?").fill("bewonersavond 11 maart")
            _keep(desk, "beleefd_vraag")
            desk.get_by_role("button", name="Begin de ronde").click()
            desk.locator(".st-key-ronde-laatzien").wait_for()
            going = rounds.see_going(register)
            if going is not None:
                _take_phones(browser, f"{phones}/{going.round.key}")
            _keep(desk, "beleefd_ronde")
            desk.get_by_role("button", name="Laat zien").click()
            desk.get_by_text("Er lijken 2 buurten").wait_for()
            desk.mouse.move(0, 0)
            _keep(desk, "beleefd_twee")


def _take_phones(browser: Browser, where: str) -> None:
    """Have three residents draw on one phone, and write how that looks, side by side."""
    page = browser.new_page(viewport=HANDSET, has_touch=True, is_mobile=True, locale="nl-NL", bypass_csp=True)
    page.goto(where)
    seen = []
    for number in range(3):
        page.get_by_role("button", name="Met de vinger").tap()
        stroke_by_finger(page, [(x + 9 * number, y - 7 * number) for x, y in SOUTH])
        seen.append(page.screenshot())
        page.get_by_role("button", name="Klaar").tap()
        page.get_by_label("Hoe noemt u deze buurt?").fill("Selwerd")
        seen.append(page.screenshot())
        page.get_by_role("button", name="Verstuur").tap()
        page.get_by_text("Uw tekening is binnen").wait_for()
        seen.append(page.screenshot())
        page.get_by_role("button", name="Nog iemand").tap()
    page.close()
    width, height, gap = HANDSET["width"], HANDSET["height"], 20
    beside = Image.new("RGB", (3 * width + 2 * gap, height), "white")
    for number, picture in enumerate(seen[:3]):
        beside.paste(Image.open(io.BytesIO(picture)), (number * (width + gap), 0))
    _save(beside, "beleefd_telefoon")


def main() -> None:
    """Write `docs/<name>.png` for each of `SHOTS`, `STEPS` and `LEAFLETS`, or for those named."""
    asked = sys.argv[1:]
    if not asked or "avond" in asked:
        with browse() as browser:
            take_evening(browser)
    if asked == ["avond"]:
        return
    if not asked or "buurtblad" in asked:
        with browse() as browser:
            take_leaflets(browser)
    if asked == ["buurtblad"]:
        return
    with (
        tempfile.TemporaryDirectory() as home,
        serve(ROOT / "streamlit_app.py", env={"KOPPELKAART_HOME": home}) as address,
        browse() as browser,
    ):
        for name, (path, act) in SHOTS.items():
            if asked and name not in asked:
                continue
            page = _open(browser, f"{address}/{path}", SIZE)
            act(page)
            _keep(page, name)
            page.close()
        if not asked or "aanleveren" in asked:
            page = _open(browser, f"{address}/activiteiten", SMALL)
            for name, act in STEPS.items():
                act(page)
                page.mouse.move(0, 0)  # nothing is pointed at
                _keep(page, f"aanleveren_{name}")


def _open(browser: Browser, address: str, size: ViewportSize) -> Page:
    page = browser.new_page(viewport=size, locale="nl-NL")
    page.goto(address)
    page.get_by_text("Overleg Selwerd").first.wait_for(timeout=60_000)
    _settle(page)
    return page


def _keep(page: Page, name: str) -> None:
    _settle(page)
    _write(page, name)


def _write(page: Page, name: str) -> None:
    _save(Image.open(io.BytesIO(page.screenshot())).convert("RGB"), name)


def _save(picture: Image.Image, name: str) -> None:
    target = ROOT / "docs" / f"{name}.png"
    small = picture.quantize(256, method=Image.Quantize.MAXCOVERAGE, kmeans=KMEANS, dither=Image.Dither.NONE)
    small.save(target, optimize=True)
    print(f"{target.name}: {target.stat().st_size // 1000} kB")


def _settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(QUIET_MS)
    page.locator('[data-testid="stStatusWidget"]').wait_for(state="detached", timeout=60_000)
    page.wait_for_timeout(QUIET_MS)


if __name__ == "__main__":
    main()
