"""From the command to the first map: a first start and the next one, reported without a ratio."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from gis.workspace.registers import EXAMPLE
from tests.browser.harness import ROOT, browse, serve

PATIENCE_MS = 180_000


def measure() -> Iterator[str]:
    """Start twice: cold is a new process, a new home and no byte-code; warm is a new process on both."""
    with tempfile.TemporaryDirectory() as folder, browse() as browser:
        for name in ("cold", "warm"):
            served, mapped = start(browser, Path(folder))
            yield f"start, {name}: server answers after {served:.1f} s, first map after {mapped:.1f} s"


def start(browser: Browser, folder: Path) -> tuple[float, float]:
    """Return the seconds until the server answers and until the example's map is drawn."""
    env = {
        "KOPPELKAART_HOME": str(folder / "home"),
        "KOPPELKAART_WORKSPACE": EXAMPLE,
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }
    begin = time.perf_counter()
    with serve(ROOT / "streamlit_app.py", env=env) as address:
        served = time.perf_counter() - begin
        page = browser.new_page()
        page.goto(address, wait_until="commit")
        page.wait_for_selector(".kk-map[data-ready]", timeout=PATIENCE_MS)
        mapped = time.perf_counter() - begin
        page.close()
    return served, mapped
