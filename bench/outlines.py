"""Bytes of the outlines as they are sent, per level."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import shapely

from gis.sources.boundaries import read_boundaries
from gis.sources.coverage import LEVELS, pixel_m, simplify_outlines
from gis.sources.reader import read_file
from gis.workspace import sample
from layers.boundaries import draw_buurten

GEMEENTEN = {"GM0014": "Groningen", "GM0363": "Amsterdam"}


def measure() -> Iterator[str]:
    """Take the bytes of the sample's buurten, and with KOPPELKAART_REAL_DATA of whole gemeenten."""
    yield from _bytes("the sample's part of Groningen", sample.read_place().buurten)
    folder = os.environ.get("KOPPELKAART_REAL_DATA")
    if not folder:
        yield "outlines: KOPPELKAART_REAL_DATA is not set, so there is no national file to read"
        return
    path = Path(folder) / "cbs_buurten" / "nl_buurten_2024.gpkg"
    for code, name in GEMEENTEN.items():
        (read,) = read_file(path, layer="buurten", gemeentecode=code)
        yield from _bytes(name, read_boundaries(read.frame, level="buurt", gemeentecode=code).areas)


def _bytes(name: str, buurten: gpd.GeoDataFrame) -> Iterator[str]:
    drawn = buurten[buurten.geometry.notna()]
    edges = shapely.coverage_invalid_edges(drawn.geometry.to_numpy())
    apart = int((~shapely.is_empty(edges)).sum())
    yield f"{name}: {len(drawn)} buurten, of which {apart} do not share their edge with a neighbour"
    for zoom, tolerance in (*((level.deepest_zoom, level.tolerance_m) for level in LEVELS), (None, 0.0)):
        coarse = simplify_outlines(drawn, tolerance_m=tolerance)
        text = draw_buurten(coarse, names=False).features.encode()
        moved = shapely.hausdorff_distance(drawn.boundary.to_numpy(), coarse.boundary.to_numpy())
        used = "from there on" if zoom is None else f"up to zoom {zoom:g}, pixel {pixel_m(zoom):.0f} m"
        yield (
            f"  {tolerance:g} m ({used}): {len(gzip.compress(text, 6)) / 1000:.1f} kB of "
            f"{len(text) / 1000:.0f}; an outline moves at most {moved.max():.0f} m, "
            f"{(moved > tolerance).sum() if tolerance else 0} of them by more than the tolerance"
        )
