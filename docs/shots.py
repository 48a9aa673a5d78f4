"""Takes the pictures of the README: starts the app on a fresh home and looks at four pages."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.harness import browse, serve  # noqa: E402 - found through the line above

SIZE = {"width": 1366, "height": 768}
KMEANS = 3  # rounds that keep the classes' colours true within two of 256 levels
QUIET_MS = 2_500  # after the last request: time to draw


def choose_first_group(page: Page) -> None:
    page.locator(".kk-card button").first.click()


def choose_all_questions(page: Page) -> None:
    page.get_by_text("alle vragen samen").first.click()


def nothing(_page: Page) -> None:
    """Leave the page as it opens."""


SHOTS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "kaart": ("?gekozen=BU00141000", nothing),
    "kansen": ("kansen", choose_first_group),
    "beleefd": ("beleefd", choose_all_questions),
    "delen": ("delen", nothing),
}


def main() -> None:
    """Write `docs/<name>.png` for each of `SHOTS`."""
    with (
        tempfile.TemporaryDirectory() as home,
        serve(ROOT / "streamlit_app.py", env={"KOPPELKAART_HOME": home}) as address,
        browse() as browser,
    ):
        for name, (path, act) in SHOTS.items():
            page = browser.new_page(viewport=SIZE, locale="nl-NL")
            page.goto(f"{address}/{path}")
            page.get_by_text("Overleg Selwerd").first.wait_for(timeout=60_000)
            _settle(page)
            act(page)
            _settle(page)
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            target = ROOT / "docs" / f"{name}.png"
            small = picture.quantize(
                256, method=Image.Quantize.MAXCOVERAGE, kmeans=KMEANS, dither=Image.Dither.NONE
            )
            small.save(target, optimize=True)
            print(f"{target.name}: {target.stat().st_size // 1000} kB")
            page.close()


def _settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(QUIET_MS)
    page.locator('[data-testid="stStatusWidget"]').wait_for(state="detached", timeout=60_000)
    page.wait_for_timeout(QUIET_MS)


if __name__ == "__main__":
    main()
