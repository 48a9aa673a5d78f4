"""What stands on every page: what is made up, the title and for whom, the sources, the page number."""

from __future__ import annotations

from collections.abc import Sequence

import shapely

from layers.paper.legend import rule
from layers.paper.lettering import wrap
from layers.paper.papers import MM_PER_POINT, Mark, Size, Words, draw
from layers.paper.symbols import QUIET

BAND = "Verzonnen voorbeeld (fictief). Echt: grenzen en cijfers. Verzonnen: al het andere."
MADE_WITH = "Gemaakt met Koppelkaart"
_NUMBER_MM = 22.0  # left free for the page number


def draw_band(size: Size, *, made: bool) -> tuple[list[Mark], float]:
    """Return the band that says what is made up, if anything is, and where it ends [mm]."""
    left, right, top = size.margin, size.width - size.margin, size.margin
    if not made:
        return [], top
    high = size.small * MM_PER_POINT * 2.1
    band = draw(shapely.box(left, top, right, top + high), fill="#ffd76a", stroke="#8a5a00")
    words = Words(left + 3, top + high * 0.67, BAND, size.small + 1, bold=True, colour="#3a2600")
    return [*band, words], top + high + 1.5


def draw_head(
    title: str, told: Sequence[str], *, size: Size, made: bool, right: float
) -> tuple[list[Mark], float]:
    """Return the band, the title and a line of what is `told`, and where they end [mm].

    Parameters
    ----------
    right
        How far they may run [mm].
    """
    marks, y = draw_band(size, made=made)
    width = right - size.margin
    for line in wrap(title, size=size.title, width=width, bold=True):
        y += size.title * MM_PER_POINT * 1.08
        marks.append(Words(size.margin, y, line, size.title, bold=True))
    for line in wrap(" · ".join(filter(None, told)), size=size.text, width=width):
        y += size.text * MM_PER_POINT * 1.5
        marks.append(Words(size.margin, y, line, size.text, colour=QUIET))
    return marks, y + 3.5


def draw_foot(sources: Sequence[str], *, size: Size) -> tuple[list[Mark], float]:
    """Return the sources at the bottom and where they begin [mm]."""
    left, right = size.margin, size.width - size.margin
    told = f"Bronnen: {' · '.join(sources) or 'niet opgegeven'}. {MADE_WITH}."
    lines = wrap(told, size=size.small, width=right - left - _NUMBER_MM)
    step = size.small * MM_PER_POINT * 1.3
    top = size.height - size.margin - step * len(lines) - 1.5
    marks: list[Mark] = [rule(left, right, top)]
    marks += [
        Words(left, top + 0.6 + step * (row + 0.85), line, size.small, colour=QUIET)
        for row, line in enumerate(lines)
    ]
    return marks, top - 3.0


def draw_number(page: int, pages: int, *, size: Size) -> Words:
    """Return which page this is and how many there are."""
    y = size.height - size.margin - size.small * MM_PER_POINT * 0.3
    return Words(size.width - size.margin, y, f"{page} van {pages}", size.small, colour=QUIET, anchor="end")
