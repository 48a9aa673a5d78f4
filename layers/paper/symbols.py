"""How things look on paper: told apart by line, pattern and letter, so that a grey print says the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.paper.lettering import width_mm
from layers.paper.papers import MM_PER_POINT, Box, Mark, Path, Words, draw
from layers.style import GROUP_COLOURS, INK

PAPER_WHITE = "#ffffff"
QUIET = "#4f5d66"
HAIRLINE = "#b9c2c7"
LAND = "#f5f6f4"  # where the gemeente ends
OUTLINE = "#7d8990"

# Classes 1 to 9 of the Leefbaarometer, each a step lighter (CIE L* 70, 74, 78, 81.5, 85, 88.5, 92, 95, 97.5),
# from orange to blue as on the screen: pale enough for what is drawn on top, still in order when grey.
PALE_NINE = (
    "#d7a070",
    "#ddad82",
    "#e2b995",
    "#e5c5a8",
    "#e3d2bf",
    "#d9dfe3",
    "#deeaf5",
    "#e8f2fc",
    "#f3f8fd",
)
NO_SCORE_FILL = "#fafaf8"
HATCH_MM = 2.2  # between the lines that say "geen score"


@dataclass(frozen=True)
class Look:
    """Line and fill of one step; `width` and `dash` in mm, `filled` 0 to 1 of its colour.

    `badge_fill` and `badge_ink` are hex colours, "" for the colour of the theme group.
    """

    width: float
    dash: tuple[float, ...]
    filled: float
    badge_fill: str
    badge_ink: str
    grey: bool = False


LOOKS = {
    "bestaand": Look(0.8, (), 0.35, "", PAPER_WHITE),
    "gepland": Look(0.8, (2.8, 1.5), 0.0, PAPER_WHITE, ""),
    "idee": Look(0.8, (0.0, 1.6), 0.0, PAPER_WHITE, ""),
    "voorbij": Look(0.3, (), 0.5, "#d5d8da", INK, grey=True),
}
_GREY = "#8b949a"
_COLOURS = {**GROUP_COLOURS, "E": "#8a6a00"}  # darker: thin letters on white must be readable


def colour_of(letter: str, shown_as: str) -> str:
    """Return the line colour of a step of a theme group."""
    return _GREY if LOOKS[shown_as].grey else _COLOURS.get(letter, INK)


def draw_shape(shape: BaseGeometry, inside: BaseGeometry, *, letter: str, shown_as: str) -> list[Path]:
    """Return a shape in mm in the look of its step, cut off at the edge of the map without a line there."""
    look, colour = LOOKS[shown_as], colour_of(letter, shown_as)
    paths: list[Path] = []
    areas = shapely.union_all([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"])
    if look.filled and not areas.is_empty:
        fill = "#c3c8cb" if look.grey else colour
        paths += draw(areas.intersection(inside), fill=fill, fill_opacity=look.filled)
    lines = shapely.union_all(
        [
            part.boundary if part.geom_type == "Polygon" else part
            for part in shapely.get_parts(shape)
            if part.geom_type != "Point"
        ]
    )
    seen = shapely.line_merge(lines.intersection(inside)) if not lines.is_empty else lines
    width = 0.6 if look.grey and areas.is_empty else look.width
    return [*paths, *draw(seen, stroke=colour, width=width, dash=look.dash)]


def draw_badge(text: str, box: Box, *, size: float, letter: str, shown_as: str) -> list[Mark]:
    """Return a label with rounded ends in the look of a step; `shown_as` "" for several at one spot."""
    left, top, right, bottom = box
    round_mm = min(bottom - top, right - left) / 2 - 0.01
    pill = shapely.box(left + round_mm, top + round_mm, right - round_mm, bottom - round_mm).buffer(
        round_mm, quad_segs=8
    )
    if shown_as:
        look, colour = LOOKS[shown_as], colour_of(letter, shown_as)
        fill, ink = look.badge_fill or colour, look.badge_ink or colour
        dash = tuple(round(0.45 * length, 2) for length in look.dash)
        edge = 0.25 if look.grey else 0.5
    else:
        fill, ink, colour, dash, edge = PAPER_WHITE, INK, INK, (), 0.3
    marks: list[Mark] = [
        *draw(pill.buffer(0.35), fill=PAPER_WHITE),
        *draw(pill, fill=fill, stroke=colour, width=edge, dash=dash),
    ]
    lines = text.split("\n")
    step = size * MM_PER_POINT * 1.12
    first = (top + bottom) / 2 - step * (len(lines) - 1) / 2 + size * MM_PER_POINT * 0.33
    middle = (left + right) / 2
    return marks + [
        Words(middle, first + step * row, line, size, bold=True, colour=ink, anchor="middle")
        for row, line in enumerate(lines)
    ]


def badge_size(text: str, *, size: float) -> tuple[float, float]:
    """Return the width and height [mm] that a label takes.

    Examples
    --------
    >>> wide, high = badge_size("E1", size=9)
    >>> wide >= high
    True
    """
    lines = text.split("\n")
    high = size * MM_PER_POINT * (0.45 + 1.12 * len(lines))
    wide = max(width_mm(line, size=size, bold=True) for line in lines) + size * MM_PER_POINT * 0.75
    return max(wide, high), high


def hatch(area: BaseGeometry, *, stroke: str = _GREY) -> list[Path]:
    """Return diagonal lines within an area [mm], for "geen score"."""
    left, top, right, bottom = area.bounds
    high = bottom - top
    starts = np.arange(np.floor((left - high) / HATCH_MM) * HATCH_MM, right, HATCH_MM)
    lines = shapely.MultiLineString([[(x, bottom), (x + high, top)] for x in starts])
    return draw(lines.intersection(area), stroke=stroke, width=0.18)
