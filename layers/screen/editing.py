"""What may be edited on the map, and what the visitor made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Literal

from gis.shapes import cut
from layers.screen.routes import drawing_ready

Tool = Literal[
    "area", "line", "point", "hand", "brush", "eraser", "reshape", "move", "together", "split", "delete"
]
Geometry = Mapping[str, Any]  # GeoJSON has no narrower type

THE_ONE = "vorm"  # the id of a shape that is drawn alone
MOST_SHAPES = 500  # in one piece of work


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
class View:
    """What the map showed: west, south, east, north in degrees (WGS 84), and the zoom."""

    box: tuple[float, float, float, float]
    zoom: float


@dataclass(frozen=True)
class Edited:
    """Everything that differs from what is saved, told once per finished gesture.

    `key` says of which `Editing`. `cut` is a line (lon, lat) with which shapes must be cut in two; empty when
    the gesture was another. `view` is what the map showed just then, None when it was not told.
    """

    key: str
    edits: tuple[Edit, ...] = ()
    cut: tuple[tuple[float, float], ...] = ()
    view: View | None = None


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
    blocks
        Address of the layer whose features are painted with ``brush`` and ``eraser``; each block that was
        touched is a new shape with the id of the feature.
    """

    key: str
    saved: tuple[Shape, ...] = ()
    edits: tuple[Edit, ...] = ()
    tools: tuple[Tool, ...] = ("reshape", "move", "delete")
    drawing: Literal["replace", "part", "new"] = field(default="replace")
    blocks: str = ""

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
    beside: tuple[Tool, ...] = (),
    drawing: Literal["replace", "part"] = "replace",
) -> Editing:
    """Return an `Editing` of one shape that is drawn or reshaped; every message then tells the whole of it.

    Parameters
    ----------
    geometry
        The shape so far (WGS 84), None when nothing was drawn yet.
    draws
        What is drawn: ``area``, ``line``, ``point``, or an area by ``hand``.
    beside
        Other tools to draw it with.
    """
    edits = () if geometry is None else (Edit(THE_ONE, "new", geometry),)
    return Editing(key, (), edits, (draws, *beside, "reshape", "move", "delete"), drawing)


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
        "blocks": editing.blocks,
        "one": THE_ONE,
    }
