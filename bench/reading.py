"""Reading one gemeente's buurten from the national GeoPackage, beside reading the layer whole."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd

from gis.sources.reader import read_file

GEMEENTEN = {"GM0363": "Amsterdam", "GM0014": "Groningen", "GM0935": "Maastricht"}
TIMES = 7
PAUSE = 0.5  # seconds: as someone who reads one file and then another; a copy is made ready meanwhile


def measure() -> Iterator[str]:
    """Take the figure for three gemeenten, after a pause and without one."""
    folder = os.environ.get("KOPPELKAART_REAL_DATA")
    if not folder:
        yield "reading: KOPPELKAART_REAL_DATA is not set, so there is no national file to read"
        return
    path = Path(folder) / "cbs_buurten" / "nl_buurten_2024.gpkg"
    read_file(path, layer="buurten", gemeentecode="GM0014")  # warm
    for code, name in GEMEENTEN.items():
        ours, whole, at_once = [], [], []
        for _ in range(TIMES):  # by turns, so that a busy machine is busy for both
            time.sleep(PAUSE)
            ours.append(_took(lambda code=code: read_file(path, layer="buurten", gemeentecode=code)))
            at_once.append(_took(lambda code=code: read_file(path, layer="buurten", gemeentecode=code)))
            time.sleep(PAUSE)
            whole.append(_took(lambda: gpd.read_file(path, layer="buurten")))
        fast, slow, again = (statistics.median(told) for told in (ours, whole, at_once))
        yield (
            f"buurten of {name}: read_file / geopandas.read_file of the layer: {fast * 1000:.0f} ms / "
            f"{slow * 1000:.0f} ms = {slow / fast:.1f} times as fast; "
            f"one right after another {slow / again:.1f}"
        )


def _took(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
