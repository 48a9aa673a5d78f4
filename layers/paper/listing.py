"""The list in columns: blocks of lines that flow from one column, and one page, to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gis.vocabulary import Vocabulary
from layers.paper.entries import Told
from layers.paper.lettering import wrap
from layers.paper.papers import MM_PER_POINT, Box, Entry, Mark, Path, Size, Words, moved
from layers.paper.symbols import QUIET, badge_size, colour_of, draw_badge
from layers.style import INK

BADGE_MM = 13.5  # of the column, for the number

WHOLE = "Voor een hele buurt, wijk of gemeente"
PLACELESS = "Zonder plek op de kaart"


@dataclass(frozen=True)
class Row:
    """One line of the list: its height [mm] and what is drawn in it, from its own top left corner."""

    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Block:
    """Rows that stay together; `entries` is how many activities they tell."""

    rows: tuple[Row, ...]
    entries: int = 0

    @property
    def height(self) -> float:
        """In mm."""
        return sum(row.height for row in self.rows)


def list_blocks(told: Told, *, vocabulary: Vocabulary, size: Size) -> list[Block]:
    """Return the whole list: by theme group what is on the map, then what has no spot of its own."""
    blocks: list[Block] = []
    letters = dict.fromkeys(entry.letter for entry in told.on_map)
    for letter in letters:
        entries = tuple(entry for entry in told.on_map if entry.letter == letter)
        heading = _heading(f"{letter} · {vocabulary.groups.get(letter, letter)}", letter, size)
        blocks += _section(heading, entries, size)
    for words, entries in ((WHOLE, told.whole), (PLACELESS, told.placeless)):
        blocks += _section(_heading(words, "", size), entries, size)
    if told.outside:
        count = "1 activiteit ligt" if told.outside == 1 else f"{told.outside} activiteiten liggen"
        blocks.append(
            sentence(f"{count} buiten dit gebied en {_stand(told.outside)} niet in deze lijst.", size)
        )
    if not any(block.entries for block in blocks):
        blocks.append(sentence("Er staan hier nog geen activiteiten.", size))
    return blocks


def _stand(count: int) -> str:
    return "staat" if count == 1 else "staan"


def _section(heading: Row, entries: Sequence[Entry], size: Size) -> list[Block]:
    blocks = [_block(entry, size) for entry in entries]
    if blocks:
        blocks[0] = replace(blocks[0], rows=(heading, *blocks[0].rows))
    return blocks


def _heading(words: str, letter: str, size: Size) -> Row:
    line = size.text * MM_PER_POINT
    colour = colour_of(letter, "bestaand") if letter else INK
    under = Path((((0.0, line * 1.6), (size.column, line * 1.6)),), closed=False, stroke=colour, width=0.4)
    told = Words(0, line * 1.25, words, size.text + 1, bold=True, colour=colour)
    return Row(line * 2.0, (under, told))


def _block(entry: Entry, size: Size) -> Block:
    line, width = size.text * MM_PER_POINT * 1.2, size.column - BADGE_MM
    base = line * 0.78
    rows = [
        Row(line, (Words(BADGE_MM, base, text, size.text, bold=True),))
        for text in wrap(entry.title, size=size.text, width=width, bold=True) or [""]
    ]
    smaller = size.text * 0.95
    rows += [
        Row(line * 0.96, (Words(BADGE_MM, base, text, smaller, colour=QUIET),))
        for text in wrap(entry.facts, size=smaller, width=width)
    ]
    wide, high = badge_size(entry.label, size=size.text)
    middle = (BADGE_MM - 2) / 2
    box = (middle - wide / 2, line / 2 - high / 2, middle + wide / 2, line / 2 + high / 2)
    badge = draw_badge(entry.label, box, size=size.text, letter=entry.letter, shown_as=entry.shown_as)
    rows[0] = Row(rows[0].height, (*badge, *rows[0].marks))
    return Block((*rows, Row(line * 0.28, ())), entries=1)


def sentence(words: str, size: Size) -> Block:
    """Return a sentence over the width of the list."""
    line = size.text * MM_PER_POINT * 1.26
    return Block(
        tuple(
            Row(line, (Words(0, line * 0.78, text, size.text, colour=QUIET),))
            for text in wrap(words, size=size.text, width=size.column)
        )
    )


def flow(blocks: Sequence[Block], columns: Sequence[Box]) -> tuple[list[Mark], list[Block]]:
    """Return what fits in the columns, in order, and the blocks that are left.

    A block that is taller than a whole column goes on in the next; any other stays whole.
    """
    marks: list[Mark] = []
    left = list(blocks)
    for x, top, _, bottom in columns:
        y = top
        while left and y + left[0].height <= bottom:
            marks += _drawn(left[0].rows, x, y)
            y += left.pop(0).height
        if left and left[0].height > bottom - top:
            rows = left[0].rows
            fitting = _fitting(rows, bottom - y)
            marks += _drawn(rows[:fitting], x, y)
            left[0] = replace(left[0], rows=rows[fitting:])
    return marks, left


def _fitting(rows: Sequence[Row], room: float) -> int:
    for count, row in enumerate(rows):
        room -= row.height
        if room < 0:
            return count
    return len(rows)


def _drawn(rows: Sequence[Row], x: float, y: float) -> list[Mark]:
    marks: list[Mark] = []
    for row in rows:
        marks += [moved(mark, x, y) for mark in row.marks]
        y += row.height
    return marks
