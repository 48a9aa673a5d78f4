"""What may be edited on the map, and what the visitor made of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Literal

from gis.shapes import cut
from layers.screen.routes import drawing_ready

Tool = Literal["area", "line", "point", "reshape", "move", "together", "split", "delete"]
Geometry = Mapping[str, Any]  # GeoJSON has no narrower type

THE_ONE = "vorm"  # the id of a shape that is drawn alone
MOST_SHAPES = 500
MOST_POINTS = 50_000  # in one message; a browser that tells more is not ours
LONGEST_NAME = 200

# How deep the coordinates of each type of geometry lie, and how few places a line of it may have.
_DEPTHS = {
    "Point": (0, 1),
    "MultiPoint": (1, 1),
    "LineString": (1, 2),
    "MultiLineString": (2, 2),
    "Polygon": (2, 4),
    "MultiPolygon": (3, 4),
}


@dataclass(frozen=True)
class Shape:
    """One shape that may be edited: GeoJSON in WGS 84. `origin` is the id that it was cut from."""

    id: str
    name: str
    geometry: Geometry
    origin: str = ""


@dataclass(frozen=True)
class Edit:
    """How one shape differs from what is saved; `geometry` (WGS 84) is None when it was taken away."""

    id: str
    state: Literal["changed", "new", "removed"]
    geometry: Geometry | None = None
    origin: str = ""


@dataclass(frozen=True)
class Edited:
    """Everything that differs from what is saved, told once per finished gesture.

    `key` says of which `Editing`. `cut` is a line (lon, lat) with which shapes must be cut in two; empty when
    the gesture was another.
    """

    key: str
    edits: tuple[Edit, ...] = ()
    cut: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Editing:
    """What may be edited on the map.

    Parameters
    ----------
    key
        Another key is another piece of work: the way back is forgotten.
    saved
        The shapes as they are saved.
    edits
        What differs from it and is not saved yet, as `Edited` told.
    tools
        In the order of the bar.
    drawing
        What becomes of a newly drawn shape: it takes the place of the one shape, becomes a part of it, or
        is a new one.
    """

    key: str
    saved: tuple[Shape, ...] = ()
    edits: tuple[Edit, ...] = ()
    tools: tuple[Tool, ...] = ("reshape", "move", "delete")
    drawing: Literal["replace", "part", "new"] = field(default="replace")

    @property
    def working(self) -> list[Shape]:
        """The shapes as they are now, with the edits in them."""
        return apply_edits(self.saved, self.edits)


def apply_edits(saved: Sequence[Shape], edits: Sequence[Edit]) -> list[Shape]:
    """Return the shapes with the edits in them: changed in place, new ones after them.

    Examples
    --------
    >>> here, there = ({"type": "Point", "coordinates": [lon, 53.2]} for lon in (6.5, 6.6))
    >>> apply_edits([Shape("A", "Bank", here)], [Edit("A", "changed", there)])[0].geometry["coordinates"]
    [6.6, 53.2]
    """
    by_id = {edit.id: edit for edit in edits}
    shapes = []
    for shape in saved:
        edit = by_id.pop(shape.id, None)
        if edit is None:
            shapes.append(shape)
        elif edit.geometry is not None:
            shapes.append(Shape(shape.id, shape.name, edit.geometry, shape.origin))
    names = {shape.id: shape.name for shape in saved}
    return shapes + [
        Shape(edit.id, names.get(edit.origin, ""), edit.geometry, edit.origin)
        for edit in by_id.values()
        if edit.geometry is not None
    ]


def find_edits(saved: Sequence[Shape], working: Sequence[Shape]) -> tuple[Edit, ...]:
    """Return how the shapes as they are now differ from the saved ones: `apply_edits` the other way round."""
    before = {shape.id: shape.geometry for shape in saved}
    gone = before.keys() - {shape.id for shape in working}
    return (
        *(
            Edit(shape.id, "changed" if shape.id in before else "new", shape.geometry, shape.origin)
            for shape in working
            if shape.geometry != before.get(shape.id)
        ),
        *(Edit(shape.id, "removed") for shape in saved if shape.id in gone),
    )


def take_gesture(saved: Sequence[Shape], edited: Edited) -> tuple[Edit, ...]:
    """Return the edits after a gesture, a cut made; an edit of what is not in hand did not happen.

    Examples
    --------
    >>> told = Edited("k", (Edit("A", "removed"), Edit("elders", "removed")))
    >>> bank = Shape("A", "Bank", {"type": "Point", "coordinates": [6.5, 53]})
    >>> [edit.id for edit in take_gesture([bank], told)]
    ['A']
    """
    in_hand = {shape.id for shape in saved}
    ours = tuple(edit for edit in edited.edits if (edit.origin or edit.id) in in_hand)
    return cut_shapes(saved, replace(edited, edits=ours)) if edited.cut else ours


def cut_missed(edits: Sequence[Edit], edited: Edited) -> bool:
    """Return whether a line that had to cut went nowhere through: no piece came of it."""
    return bool(edited.cut) and {edit.id for edit in edits} <= {edit.id for edit in edited.edits}


def cut_shapes(saved: Sequence[Shape], edited: Edited) -> tuple[Edit, ...]:
    """Return the edits after the cut: the largest piece keeps its id, the others tell their origin."""
    working = apply_edits(saved, edited.edits)
    taken = {shape.id for shape in (*saved, *working)}
    result = []
    for shape in working:
        first, *others = cut(shape.geometry, line=edited.cut)
        result.append(replace(shape, geometry=first))
        origin = shape.origin or shape.id
        for piece in others:
            name = next(name for n in count(2) if (name := f"{origin}/{n}") not in taken)
            taken.add(name)
            result.append(Shape(name, shape.name, piece, origin))
    return find_edits(saved, result)


def one_shape(
    geometry: Geometry | None,
    *,
    key: str,
    draws: Tool,
    drawing: Literal["replace", "part"] = "replace",
) -> Editing:
    """Return an `Editing` of one shape that is drawn or reshaped; every message then tells the whole of it.

    Parameters
    ----------
    geometry
        The shape so far (WGS 84), None when nothing was drawn yet.
    draws
        What is drawn: ``area``, ``line`` or ``point``.
    """
    edits = () if geometry is None else (Edit(THE_ONE, "new", geometry),)
    return Editing(key, (), edits, (draws, "reshape", "move", "delete"), drawing)


def the_one(edited: Edited) -> Geometry | None:
    """Return the shape that was drawn alone, None when it was taken away."""
    return edited.edits[0].geometry if edited.edits else None


def describe(editing: Editing | None) -> dict[str, object] | None:
    """Return what the browser must know; None as well when the files that editing needs are not there."""
    if editing is None or not drawing_ready():
        return None
    return {
        "key": editing.key,
        "base": [dict(vars(shape)) for shape in editing.saved],
        "working": [dict(vars(shape)) for shape in editing.working],
        "tools": list(editing.tools),
        "drawing": editing.drawing,
        "one": THE_ONE,
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
                return Edited(key, tuple(known), cut or ())
    return None


def _read_edit(told: object) -> Edit | None:
    match told:
        case {"id": str() as name, "state": "removed"} if 0 < len(name) <= LONGEST_NAME:
            return Edit(name, "removed")
        case {"id": str() as name, "state": "changed" | "new" as state, "geometry": geometry, **more}:
            read, origin = _read_geometry(geometry), more.get("origin") or ""
            if read is not None and isinstance(origin, str) and len(origin) <= LONGEST_NAME >= len(name) > 0:
                return Edit(name, state, read, origin)
    return None


def _read_geometry(told: object) -> dict[str, Any] | None:
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
