"""Outlines ready for a map: in WGS 84, at every level, kept on disk so that no start makes them again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from gis.crs import WGS84, to_wgs84
from gis.shapes import MAP_DECIMALS
from gis.sources.coverage import LEVELS, simplify_outlines
from gis.workspace.home import Home
from gis.workspace.places import Place

PUBLISHED_M = 0.0  # the tolerance of outlines as published
_TOLERANCES_M = (PUBLISHED_M, *(level.tolerance_m for level in LEVELS))


def make_outlines(place: Place) -> gpd.GeoDataFrame:
    """Return the outlines of buurten, wijken, the gemeente and those around it, at every level.

    Returns
    -------
    geopandas.GeoDataFrame
        ``code``, ``tolerance_m`` and the outline in WGS 84 with `MAP_DECIMALS` decimals: one row per code and
        level. An area without an outline has no row.
    """
    frames = [
        simplify_outlines(table, tolerance_m=tolerance).assign(tolerance_m=tolerance)
        for table in _tables(place)
        for tolerance in _TOLERANCES_M
    ]
    told = to_wgs84(gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=frames[0].crs))
    rounded = shapely.set_precision(told.geometry.to_numpy(), 10**-MAP_DECIMALS, mode="pointwise")
    return told.set_geometry(rounded, crs=WGS84)


def write_outlines(place: Place, folder: Path) -> None:
    """Write the outlines into the folder in which a fetched gemeente is kept.

    Raises
    ------
    OSError
        When the disk refuses.
    """
    make_outlines(place).to_feather(folder / f"outlines-{_mark(place)}.feather")


def open_outlines(place: Place, home: Home) -> gpd.GeoDataFrame:
    """Return what `make_outlines` returns, from the copy on disk; without a readable one it is made anew.

    Parameters
    ----------
    home
        Where the copy of the sample is kept; that of a fetched gemeente lies in its own folder.
    """
    if place.folder is None:
        path = home.path / "cache" / f"sample-{_mark(place)}.feather"
    else:
        path = place.folder / f"outlines-{_mark(place)}.feather"
    kept = _read(path)
    if kept is not None:
        return kept
    made = make_outlines(place)
    with contextlib.suppress(OSError):  # a disk that refuses costs the next start a moment, nothing else
        _replace(path, made)
    return made


def _tables(place: Place) -> list[gpd.GeoDataFrame]:
    """Return code and outline of each level of area; gemeenten that touch are one table."""
    gemeenten = pd.concat([place.gemeenten, place.neighbours], ignore_index=True)
    told = (place.buurten, "buurtcode"), (place.wijken, "wijkcode"), (gemeenten, "gemeentecode")
    return [
        gpd.GeoDataFrame({"code": frame[code]}, geometry=frame.geometry)[frame.geometry.notna()]
        for frame, code in told
    ]


def _mark(place: Place) -> str:
    """Return letters that change with the outlines, and with how they are made coarser."""
    told = hashlib.sha256(f"{LEVELS} {MAP_DECIMALS}".encode())
    for table in _tables(place):
        told.update(" ".join(table["code"]).encode())
        told.update(shapely.get_coordinates(table.geometry.to_numpy()).tobytes())
    return told.hexdigest()[:16]


def _read(path: Path) -> gpd.GeoDataFrame | None:
    try:
        return gpd.read_feather(path)
    except (OSError, ValueError, KeyError, shapely.errors.ShapelyError):  # not there, cut off, or rubbish
        return None


def _replace(path: Path, outlines: gpd.GeoDataFrame) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        outlines.to_feather(fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
