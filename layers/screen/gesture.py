"""What the browser told of a gesture of editing, read with care: what is not understood did not happen."""

from __future__ import annotations

import math
from typing import Any

from layers.screen.editing import MOST_SHAPES, Edit, Edited, Geometry, View

MOST_POINTS = 50_000  # in one message; a browser that tells more is not ours
LONGEST_NAME = 200
DEEPEST_ZOOM = 24

# How deep the coordinates of each type of geometry lie, and how few places a line of it may have.
_DEPTHS = {
    "Point": (0, 1),
    "MultiPoint": (1, 1),
    "LineString": (1, 2),
    "MultiLineString": (2, 2),
    "Polygon": (2, 4),
    "MultiPolygon": (3, 4),
}


def read_edited(told: object) -> Edited | None:
    """Return what the browser told; None when any of it is not understood: then nothing happened.

    Examples
    --------
    >>> point = {"type": "Point", "coordinates": [6.55, 53.24]}
    >>> told = {"key": "k", "edits": [{"id": "A", "state": "changed", "geometry": point}], "cut": None}
    >>> read_edited(told).edits[0].state
    'changed'
    >>> read_edited({"key": "k", "edits": [{"id": "A", "state": "exploded"}]}) is None
    True
    """
    match told:
        case {"key": str() as key, "edits": list() as edits, **more} if len(edits) <= MOST_SHAPES:
            read = [_read_edit(one) for one in edits]
            line = more.get("cut")
            cut = None if line is None else _read_line(line)
            known = [one for one in read if one is not None]
            whole = len(known) == len(read) and len({one.id for one in known}) == len(known)
            small = sum(_count(one.geometry) for one in known) <= MOST_POINTS
            if whole and small and (line is None) == (cut is None):
                return Edited(key, tuple(known), cut or (), read_view(more.get("view")))
    return None


def read_view(told: object) -> View | None:
    """Return what a map showed, from its ``box`` in degrees and its ``zoom``; None for anything else."""
    match told:
        case {"box": [west, south, east, north], "zoom": int() | float() as zoom}:
            corners = [_read_place([west, south]), _read_place([east, north])]
            if not isinstance(zoom, bool) and 0 <= zoom <= DEEPEST_ZOOM and None not in corners:
                (w, s), (e, n) = (corner for corner in corners if corner is not None)
                return View((w, s, e, n), float(zoom))
    return None


def _read_edit(told: object) -> Edit | None:
    match told:
        case {"id": str() as name, "state": "removed"} if 0 < len(name) <= LONGEST_NAME:
            return Edit(name, "removed")
        case {"id": str() as name, "state": "changed" | "new" as state, "geometry": geometry, **more}:
            read, origin = read_geometry(geometry), more.get("origin") or ""
            if read is not None and isinstance(origin, str) and len(origin) <= LONGEST_NAME >= len(name) > 0:
                return Edit(name, state, read, origin)
    return None


def read_geometry(told: object) -> dict[str, Any] | None:
    """Return a GeoJSON geometry in degrees whose places and rings are sound, None for anything else."""
    match told:
        case {"type": str() as kind, "coordinates": list() as places} if kind in _DEPTHS:
            depth, least = _DEPTHS[kind]
            if _well_formed(places, depth, least, ring="Polygon" in kind):
                return {"type": kind, "coordinates": places}
    return None


def _well_formed(told: object, depth: int, least: int, *, ring: bool) -> bool:
    """Whether it is a place (depth 0), a line of places (1) or lines of lines; rings are closed."""
    if depth == 0:
        return _read_place(told) is not None
    if not isinstance(told, list) or not 0 < len(told) <= MOST_POINTS:
        return False
    if depth == 1 and (len(told) < least or (ring and told[0] != told[-1])):
        return False
    return all(_well_formed(one, depth - 1, least, ring=ring) for one in told)


def _read_line(told: object) -> tuple[tuple[float, float], ...] | None:
    if not isinstance(told, list) or not 1 < len(told) <= MOST_POINTS:
        return None
    places = [place for place in map(_read_place, told) if place is not None]
    return tuple(places) if len(places) == len(told) else None


def _read_place(told: object) -> tuple[float, float] | None:
    match told:
        case [int() | float() as lon, int() | float() as lat] if not {type(lon), type(lat)} & {bool}:
            if math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90:  # noqa: PLR2004 - degrees
                return float(lon), float(lat)
    return None


def _count(geometry: Geometry | None) -> int:
    def places(told: Any) -> int:  # noqa: ANN401 - lists within lists
        return 1 if not isinstance(told[0], list) else sum(places(one) for one in told)

    return 0 if geometry is None else places(geometry["coordinates"])
