"""Whether everything is there and how old it is."""

from __future__ import annotations

from dataclasses import dataclass

import pyogrio
import rasterio
import shapely

from gis.errors import BuurtError
from gis.workspace import cache
from gis.workspace.home import Home
from gis.workspace.registers import WORKSPACES, open_register


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what, whether it is well, and what was seen."""

    what: str
    well: bool
    told: str


def look(home: Home) -> list[Finding]:
    """Open every gemeente and every register, and say what was found; what was never opened is made."""
    findings = [
        Finding(
            "bibliotheken",
            well=True,
            told=f"GDAL {'.'.join(map(str, pyogrio.__gdal_version__))}, GEOS {shapely.geos_version_string}, "
            f"rasterio {rasterio.__version__}",
        )
    ]
    for code, name, year in cache.known_places(home):
        findings.append(_look_at_place(home, code, name, year))
    findings.extend(_look_at_register(home, name) for name in WORKSPACES)
    return findings


def _look_at_place(home: Home, code: str, name: str, year: int) -> Finding:
    try:
        place = cache.open_place(home, code, jaar=year)
    except BuurtError as error:
        return Finding(f"{name} {year}", well=False, told=str(error))
    without = int(place.buurten.geometry.isna().sum())
    scored = int(place.scores["code"].str.startswith("BU").sum())
    taken = max((origin.retrieved for origin in place.origins), default="")
    told = f"{len(place.buurten)} buurten ({without} zonder grens), {scored} met score, opgehaald {taken}"
    return Finding(f"{name} {year}", well=True, told=told)


def _look_at_register(home: Home, name: str) -> Finding:
    title = WORKSPACES[name].title
    try:
        store = open_register(home, name).store
        counts = len(store.activities()), len(store.drawings()), store.revision
        told = "{} activiteiten, {} tekeningen, stand {}".format(*counts)
    except BuurtError as error:
        return Finding(title, well=False, told=str(error))
    return Finding(title, well=True, told=told)
