"""Paper as a value: shapes and words in millimetres from the top left corner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

MM_PER_POINT = 25.4 / 72

Spot = tuple[float, float]  # x, y [mm], y downwards
Box = tuple[float, float, float, float]  # left, top, right, bottom [mm]


@dataclass(frozen=True)
class Size:
    """A paper size, landscape, and the type that can be read on it.

    Parameters
    ----------
    name
        As people call it.
    width, height, margin
        In mm; the margin is what common printers leave white.
    column
        Width of the list [mm].
    title, small
        Type sizes [pt]: of the title, and of what stands beside map and list.
    texts
        Type sizes [pt] of the list: the largest with which it fits beside the map, else the first.
    """

    name: str
    width: float
    height: float
    margin: float
    column: float
    title: float
    small: float
    texts: tuple[float, ...]

    @property
    def text(self) -> float:
        """Type size of the list [pt]."""
        return self.texts[0]


PAPERS = MappingProxyType(
    {
        "A3": Size("A3", 420, 297, margin=10, column=116, title=21, small=8.5, texts=(10, 9.5, 9)),
        "A4": Size("A4", 297, 210, margin=8, column=84, title=15, small=7, texts=(8.5, 8, 7.5)),
    }
)


@dataclass(frozen=True)
class Path:
    """Lines or closed rings with one look.

    Parameters
    ----------
    parts
        Corners of each line or ring [mm]. Rings inside rings are holes.
    closed
        Whether the parts are rings.
    fill, stroke
        Hex colour, or "" for none.
    fill_opacity
        0 to 1.
    width
        Of the line [mm].
    dash
        Lengths of line and gap [mm]; a line of 0 is a round dot; empty is solid.
    """

    parts: tuple[tuple[Spot, ...], ...]
    closed: bool = True
    fill: str = ""
    fill_opacity: float = 1.0
    stroke: str = ""
    width: float = 0.25
    dash: tuple[float, ...] = ()

    @property
    def cap(self) -> Literal["butt", "round"]:
        """How lines end: round only where that makes the dots, so that dashes keep their length."""
        return "round" if self.dash and not self.dash[0] else "butt"


@dataclass(frozen=True)
class Words:
    """One line of text; `x` is its left side, middle or right side as `anchor` says, `y` its baseline [mm].

    `size` is in points, `turn` in degrees counterclockwise around its spot.
    """

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    colour: str = "#22303a"
    anchor: Literal["start", "middle", "end"] = "start"
    opacity: float = 1.0
    turn: float = 0.0


Mark = Path | Words


@dataclass(frozen=True)
class Entry:
    """One activity of the list: `number` on the map, None when it has no spot of its own there.

    `letter` is that of its theme group, `coarse` says that its place is known roughly, `facts` when, how
    far and who, in words.
    """

    id: str
    number: int | None
    letter: str
    shown_as: str
    coarse: bool
    title: str
    facts: str

    @property
    def label(self) -> str:
        """What stands on the map for it, such as "E1"; "≈" before it when the place is known roughly."""
        return f"{'≈' if self.coarse else ''}{self.letter}{'' if self.number is None else self.number}"


@dataclass(frozen=True)
class Paper:
    """A wijkplattegrond, ready for any writer.

    Parameters
    ----------
    size
        The paper.
    title
        Of the whole.
    pages
        What is drawn on each page, lowest first.
    entries
        Every activity that the list tells, in its order.
    frame
        Where the map is on the first page.
    scale
        How many mm of the world one mm of the map is; None when there is nothing to map.
    labels
        The text of every label on the map and the box it takes.
    outside
        How many activities lie outside the chosen area and are not told.
    """

    size: Size
    title: str
    pages: tuple[tuple[Mark, ...], ...]
    entries: tuple[Entry, ...]
    frame: Box
    scale: int | None
    labels: tuple[tuple[str, Box], ...]
    outside: int


def draw(
    shape: BaseGeometry,
    *,
    fill: str = "",
    fill_opacity: float = 1.0,
    stroke: str = "",
    width: float = 0.25,
    dash: tuple[float, ...] = (),
) -> list[Path]:
    """Return a shape in mm as paths: areas as rings with their holes, lines as lines, points not at all."""
    paths = []
    for part in shapely.get_parts(shape):
        if part.is_empty or part.geom_type == "Point":
            continue
        rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        corners = tuple(tuple((float(x), float(y)) for x, y in np.asarray(ring.coords)) for ring in rings)
        closed = part.geom_type == "Polygon"
        paths.append(Path(corners, closed, fill if closed else "", fill_opacity, stroke, width, dash))
    return paths


def moved(mark: Mark, x: float, y: float) -> Mark:
    """Return a mark shifted by so many mm to the right and down.

    Examples
    --------
    >>> moved(Words(1, 2, "hier", 10), 10, 20).x
    11
    """
    if isinstance(mark, Words):
        return replace(mark, x=mark.x + x, y=mark.y + y)
    return replace(mark, parts=tuple(tuple((px + x, py + y) for px, py in part) for part in mark.parts))
