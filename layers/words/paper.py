"""Drawing sheets on paper, and what their photos gave, in words."""

from __future__ import annotations

from gis.sources.scan import Scan
from gis.sources.sheets import Sheet
from layers.words.formats import number, plural

NO_GROUND = (
    "Let op: op het blad staat geen achtergrond, want er is geen eigen laag die hier iets toont. Voeg bij "
    "Eigen lagen straten of water toe, zodat mensen zien waar zij tekenen."
)


def sheet_sentence(sheet: Sheet) -> str:
    """Return what is on a sheet, and how large.

    Examples
    --------
    >>> sheet_sentence(Sheet("A3", 5000, (233_400, 583_100)))
    'Tekenblad op A3, schaal 1 : 5.000: ... 2.000 bij 1.130 meter. Een streep van 2 mm is daar 10 meter.'
    """
    west, south, east, north = sheet.window.bounds
    return (
        f"Tekenblad op {sheet.paper}, schaal 1 : {number(sheet.scale)}: "
        f"een gebied van {number(east - west)} bij {number(north - south)} meter. "
        f"Een streep van 2 mm is daar {number(2 * sheet.scale / 1000)} meter."
    )


def scan_sentence(scan: Scan) -> str:
    """Return what a photo gave and how sure that is."""
    lines = plural(len(scan.outlines), "lijn", "lijnen")
    closed = f" Een opening van {number(scan.gap_m)} meter is dichtgemaakt." if scan.gap_m else ""
    return f"{lines} gevonden, op gemiddeld {number(scan.residual_m, 1)} meter nauwkeurig.{closed}"


def scans_sentence(good: int, photos: int, file: str) -> str:
    """Return what became of all photos.

    Examples
    --------
    >>> scans_sentence(2, 3, "uit.geojson")
    "Van 3 foto's zijn er 2 gelukt. Geschreven: uit.geojson."
    """
    count, verb = plural(photos, "foto", "foto's"), "is" if good == 1 else "zijn"
    told = f"Van {count} {verb} er {good} gelukt. "
    return told + (f"Geschreven: {file}." if good else "Er is niets geschreven.")
