"""Activities with another shape: moved, cut in two or without a place, checked before they are saved."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

import shapely
from shapely.geometry.base import BaseGeometry

from gis.register.records import Activity, Problem, check
from gis.register.told_shapes import drawn_shape
from gis.vocabulary import Vocabulary

_PIECES = uuid.UUID("5b1f7a0e-2d0c-5f55-9c0b-6e7f1f3a9d42")
_SEVERAL = {
    "Point": shapely.MultiPoint,
    "LineString": shapely.MultiLineString,
    "Polygon": shapely.MultiPolygon,
}


@dataclass(frozen=True)
class Reshaped:
    """Another shape (RD [m]) under an id, None for no place; a piece that was cut off tells its `origin`."""

    id: str
    geometry: BaseGeometry | None
    origin: str = ""


def reshape(
    standing: Sequence[Activity],
    changes: Sequence[Reshaped],
    *,
    vocabulary: Vocabulary,
    together: bool = False,
) -> tuple[list[Activity], list[Problem]]:
    """Return the activities that change with their new shapes, and everything that is wrong with them.

    The first piece of an activity that was cut keeps its id. Every other piece becomes an activity of its
    own, the same in all but its name ("... (deel 2)") and its place. Nothing is mended.

    Parameters
    ----------
    standing
        The activities as they were read, with their versions.
    changes
        Shapes of those activities, and pieces that were cut off them.
    vocabulary
        Says which kinds of work never have a point.
    together
        Whether the pieces stay one activity of several parts; parts that touch cannot.
    """
    told: list[Activity] = []
    problems: list[Problem] = []
    for activity in standing:
        pieces = _pieces(activity, changes)
        if pieces is None:
            continue
        for record in _records(activity, [_join(pieces)] if together and len(pieces) > 1 else pieces):
            placed, wrong = _place(record)
            told.append(placed)
            problems += [*wrong, *check(placed, vocabulary=vocabulary)]
    return told, problems


def _pieces(activity: Activity, changes: Sequence[Reshaped]) -> list[BaseGeometry] | None:
    """Return what is left of an activity and what was cut off it; None when nothing changed."""
    own = [change.geometry for change in changes if change.id == activity.id]
    cut_off = [change.geometry for change in changes if change.origin == activity.id]
    if not own and not cut_off:
        return None
    return [piece for piece in (*(own or [activity.geometry]), *cut_off) if piece is not None]


def _join(pieces: Sequence[BaseGeometry]) -> BaseGeometry:
    parts = list(shapely.get_parts(pieces))
    return _SEVERAL[parts[0].geom_type](parts)  # type: ignore[arg-type]


def _records(activity: Activity, pieces: Sequence[BaseGeometry]) -> list[Activity]:
    if not pieces:
        return [replace(activity, geometry=None, accuracy="onbekend")]
    first, *others = pieces
    return [
        replace(activity, geometry=first),
        *(
            replace(
                activity,
                id=str(uuid.uuid5(_PIECES, f"{activity.id}\x1f{piece.wkt}")),
                title=f"{activity.title} (deel {number})",
                public_title=f"{activity.public_title} (deel {number})" if activity.public_title else "",
                geometry=piece,
                version=0,
            )
            for number, piece in enumerate(others, start=2)
        ),
    ]


def _place(record: Activity) -> tuple[Activity, list[Problem]]:
    """Return the record with its shape as the register keeps it, and what is wrong with that shape."""
    shape = record.geometry
    parts = [] if shape is None else list(shapely.get_parts(shape))
    placed = drawn_shape(shape)
    touching = len(parts) > 1 and all(part.is_valid for part in parts)
    problems = [
        Problem(
            0,
            each.field,
            "parts_touch" if touching and each.code == "shape_invalid" else each.code,
            record.title,
        )
        for each in placed.problems
    ]
    return (record if problems else replace(record, geometry=placed.shape)), problems
