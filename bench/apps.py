"""Both apps on loopback with the same made data: ours and the plain one."""

from __future__ import annotations

import importlib.util
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from bench.made import fill_home, make_activities, write_files
from gis.workspace import cache, sample
from gis.workspace.fetch import fetch_place
from gis.workspace.home import Home, read_vocabulary
from gis.workspace.places import Place
from gis.workspace.registers import OWN
from tests.browser.harness import ROOT, serve

BIG = "GM0363"  # Amsterdam: with 517 buurten the nearest to 500
FILES = ("cbs_buurten/nl_buurten_2024.gpkg", "leefbaarometer/nl_leefbaarometer_2024.gpkg")
REAL_DATA = "KOPPELKAART_REAL_DATA"
PLAIN_NEEDS = "streamlit_folium"


@dataclass(frozen=True)
class App:
    """One served app: its name in the figures, its address and what it shows."""

    name: str
    address: str
    buurten: int
    activities: int

    def memory_mb(self) -> float:
        """Return the most memory that the server has held, in MB (VmHWM of Linux)."""
        status = (_process_of(self.address) / "status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024


def plain_ready() -> bool:
    """Whether streamlit-folium is here; `make bench` installs it."""
    return importlib.util.find_spec(PLAIN_NEEDS) is not None


@contextmanager
def serve_apps(count: int, *, big: bool = False) -> Iterator[list[App]]:
    """Serve our app, and the plain one where it can run, with so many activities.

    Parameters
    ----------
    big
        Amsterdam from the national files where `REAL_DATA` says they are, else the sample's Groningen.
    """
    with tempfile.TemporaryDirectory() as name, ExitStack() as servers:
        folder = Path(name)
        home = Home(folder / "home")
        place = _fetch_big(home) if big and REAL_DATA in os.environ else sample.read_place()
        vocabulary = read_vocabulary(home)
        activities = make_activities(count, place=place, vocabulary=vocabulary)
        fill_home(home, activities)
        write_files(folder, activities, place=place, vocabulary=vocabulary)
        outlines = int(place.buurten.geometry.notna().sum())
        ours = {"KOPPELKAART_HOME": str(home.path), "KOPPELKAART_WORKSPACE": OWN}
        address = servers.enter_context(serve(ROOT / "streamlit_app.py", env=ours))
        served = [App("ours", f"{address}/?gemeente={place.gemeentecode}", outlines, count)]
        if plain_ready():
            script = ROOT / "bench" / "plain_app.py"
            address = servers.enter_context(serve(script, env={"BENCH_FOLDER": str(folder)}))
            served.append(App("plain", f"{address}/", outlines, count))
        yield served


def _fetch_big(home: Home) -> Place:
    files = [Path(os.environ[REAL_DATA]) / name for name in FILES]
    fetch_place(home, BIG, files=files, year=None, today=date(2027, 3, 11))
    return cache.open_place(home, BIG)


def _process_of(address: str) -> Path:
    port = str(urlsplit(address).port).encode()
    for told in Path("/proc").glob("[0-9]*/cmdline"):
        words = told.read_bytes().split(b"\0")
        if b"--server.port" in words and port in words:
            return told.parent
    raise LookupError(address)
