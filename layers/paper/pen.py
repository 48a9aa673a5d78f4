"""Writes on paper in one size of type: headings, sentences, entries, and small tables with a shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import shapely

from gis.analysis.compass import BETTER, EQUAL, LOWER
from layers.paper.lettering import wrap
from layers.paper.listing import Block, Row
from layers.paper.papers import MM_PER_POINT, Mark, Path, Size, Words, draw
from layers.paper.symbols import QUIET
from layers.style import INK

_RIGHTS = (0.56, 0.73)  # of the column: where the values of buurt and gemeente end
_STATE = 0.79  # of the column: where the class begins
_NAME = 0.41  # of the column: how wide the name of a figure is
_MARKS = {BETTER: "#542788", EQUAL: QUIET, LOWER: "#7f3b08"}


@dataclass(frozen=True)
class Pen:
    """Writes rows in one size of type and one width [mm]."""

    size: Size
    width: float

    @property
    def line(self) -> float:
        """Height of a line [mm]."""
        return self.size.text * MM_PER_POINT * 1.24

    def space(self) -> Row:
        """Return the white between two pieces."""
        return Row(self.line * 0.45, ())

    def lines(self, text: str, *, bold: bool = False, quiet: bool = False, smaller: float = 1.0) -> list[Row]:
        """Return a text over the width, in as many rows as it takes; `smaller` is part of the type size."""
        size, line = self.size.text * smaller, self.line * smaller
        colour = QUIET if quiet else INK
        return [
            Row(line, (Words(0, line * 0.78, one, size, bold=bold, colour=colour),))
            for one in wrap(text, size=size, width=self.width, bold=bold)
        ]

    def heading(self, text: str) -> Block:
        """Return the heading of a block, with a rule under it."""
        line = self.line
        under = Path((((0.0, line * 1.5), (self.width, line * 1.5)),), closed=False, stroke=INK, width=0.4)
        told = Words(0, line * 1.15, text, self.size.text + 2, bold=True)
        return Block((Row(line * 1.9, (under, told)),))

    def small_heading(self, text: str) -> Block:
        """Return the heading of a list within a block."""
        return Block(tuple(self.lines(text, bold=True)))

    def sentence(self, text: str, *, quiet: bool = False) -> Block:
        """Return a sentence with white after it."""
        return Block((*self.lines(text, quiet=quiet), self.space()))

    def entry(self, title: str, facts: str) -> Block:
        """Return what something is, and under it what is known of it."""
        rows = [*self.lines(title), *self.lines(facts, quiet=True, smaller=0.92)]
        return Block((*rows, Row(self.line * 0.3, ())), entries=1)

    def cells(self, told: Sequence[str], *, mark: str = "") -> Row:
        """Return one row of a table; a cell that is too long takes more lines."""
        size, width, line = self.size.text, self.width, self.line
        colour, smaller = (INK, size) if told[0] else (QUIET, size * 0.92)  # the row of headings
        name, buurt, whole, state = (
            wrap(text, size=smaller, width=room * width)
            for text, room in zip(told, (_NAME, 0.3, 0.3, 1 - _STATE), strict=True)
        )
        marks: list[Mark] = []
        for texts, x, anchor in (
            (name, 0.0, "start"),
            (buurt, _RIGHTS[0] * width, "end"),
            (whole, _RIGHTS[1] * width, "end"),
            (state, _STATE * width, "start"),
        ):
            marks += [
                Words(x, line * (at + 0.78), text, smaller, colour=colour, anchor=anchor)  # type: ignore[arg-type]
                for at, text in enumerate(texts)
            ]
        marks += _shape(mark, at=((_STATE - 0.025) * width, line * 0.5), size=line * 0.3)
        high = line * max(1, *(len(texts) for texts in (name, buurt, whole, state)))
        rule = Path((((0.0, high + 0.25), (width, high + 0.25)),), closed=False, stroke="#d5dadd", width=0.15)
        return Row(high + 0.5, (rule, *marks))


def _shape(mark: str, *, at: tuple[float, float], size: float) -> Iterable[Path]:
    """Return ▲, ● or ▼ as a drawing: the letter of the print does not have all three."""
    x, y = at
    if mark == EQUAL:
        return draw(shapely.Point(x, y).buffer(size * 0.8), fill=_MARKS[mark])
    if mark not in _MARKS:
        return []
    tip = -size if mark == BETTER else size
    corners = [(x - size, y - tip), (x + size, y - tip), (x, y + tip)]
    return draw(shapely.Polygon(corners), fill=_MARKS[mark])
