"""What explains the map: the legend in words, the scale bar, the north arrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from gis.vocabulary import Vocabulary
from layers.paper.ground import Buurt
from layers.paper.labels import Label
from layers.paper.lettering import width_mm, wrap
from layers.paper.papers import MM_PER_POINT, Box, Entry, Mark, Path, Size, Words, draw, moved
from layers.paper.perceived import Core, draw_core_line
from layers.paper.symbols import (
    HAIRLINE,
    NO_SCORE_FILL,
    OUTLINE,
    PALE_NINE,
    PAPER_WHITE,
    QUIET,
    badge_size,
    draw_badge,
    draw_shape,
    hatch,
)
from layers.style import INK, SCORE_CLASSES, SHOWN_AS
from layers.words import number

BAR_LENGTHS_M = (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
LONGEST_BAR_MM = 52.0
SWATCH_MM = 12.0
WORDS_MM_PER_POINT = 7.4  # how wide words that are not ours may be, by the size of the type


@dataclass(frozen=True)
class Item:
    """One row of the legend: its swatch, around (0, 0), and the words beside it.

    A head stands where the swatches stand; a row without a swatch goes on with the words of the row above.
    """

    swatch: tuple[Mark, ...]
    words: str
    head: bool = False


def legend_items(
    entries: Sequence[Entry],
    labels: Sequence[Label],
    buurten: Sequence[Buurt],
    cores: Sequence[Core],
    *,
    vocabulary: Vocabulary,
    size: Size,
    year: int | None,
) -> list[list[Item]]:
    """Return the rows of the legend in groups: only what is on this paper."""
    groups = [
        _steps(entries, labels, size),
        _themes(entries, vocabulary, size),
        _ground(buurten, size, year),
        _perceived(cores, size),
    ]
    return [group for group in groups if group]


def _steps(entries: Sequence[Entry], labels: Sequence[Label], size: Size) -> list[Item]:
    swatch = shapely.box(-5.6, -1.5, -0.6, 1.5)
    items = []
    for shown_as, words in SHOWN_AS.items():
        if any(entry.shown_as == shown_as for entry in entries):
            shape = draw_shape(swatch, swatch.buffer(1), letter="", shown_as=shown_as)
            badge = _badge("1", size, shown_as=shown_as, at=3.4)
            items.append(Item((*shape, *badge), words))
    if any(not label.shown_as for label in labels):
        items.append(Item(_badge("1–3", size, shown_as="", at=0), "meer op één plek"))
    if any(entry.coarse for entry in entries):
        sketch = Words(0, size.text * 0.12, "≈", size.text, bold=True, anchor="middle")
        items.append(Item((sketch,), "schets: plek bij benadering"))
    return items


def _badge(text: str, size: Size, *, shown_as: str, at: float, letter: str = "") -> tuple[Mark, ...]:
    wide, high = badge_size(text, size=size.small)
    box = (at - wide / 2, -high / 2, at + wide / 2, high / 2)
    return tuple(draw_badge(text, box, size=size.small, letter=letter, shown_as=shown_as))


def _themes(entries: Sequence[Entry], vocabulary: Vocabulary, size: Size) -> list[Item]:
    used = {entry.letter for entry in entries}
    return [
        Item(_badge(letter, size, shown_as="bestaand", at=0, letter=letter), name)
        for letter, name in vocabulary.groups.items()
        if letter in used
    ]


def _ground(buurten: Sequence[Buurt], size: Size, year: int | None) -> list[Item]:
    area = shapely.box(-4.5, -1.6, 4.5, 1.6)
    items = []
    for step, words in enumerate(SCORE_CLASSES, start=1):
        if any(buurt.step == step for buurt in buurten):
            told = Words(0, size.small * 0.12, str(step), size.small, bold=True, anchor="middle")
            shade = draw(area, fill=PALE_NINE[step - 1], stroke=OUTLINE, width=0.2)
            items.append(Item((*shade, told), f"klasse {step}: {words}"))
    if any(buurt.step == 0 for buurt in buurten):
        blank = draw(area, fill=NO_SCORE_FILL, stroke=OUTLINE, width=0.2)
        items.append(Item((*blank, *hatch(area)), "geen score"))
    if buurten:
        if items:
            items.insert(0, Item((), f"Leefbaarometer{f' {year}' if year else ''} per buurt", head=True))
        line = Path((((-4.5, 0.0), (4.5, 0.0)),), closed=False, stroke=OUTLINE, width=0.3)
        items.append(Item((line,), "grens van een buurt"))
    return items


def _perceived(cores: Sequence[Core], size: Size) -> list[Item]:
    line = shapely.LineString([(-4.5, 0), (4.5, 0)])
    items = [Item((), "Buurt zoals beleefd: kern, de meesten tekenden dit", head=True)] if cores else []
    for core in cores:
        swatch = tuple(draw_core_line(line, core.heart))
        lines = wrap(core.words, size=size.small, width=WORDS_MM_PER_POINT * size.small)
        items += [Item(swatch if row == 0 else (), told) for row, told in enumerate(lines)]
    return items


def lay_out(groups: Sequence[Sequence[Item]], *, width: float, size: Size) -> tuple[list[Mark], float]:
    """Return the legend in columns from (0, 0) and its height [mm]; as few rows as the width allows."""
    step = size.small * MM_PER_POINT * 1.75
    count = sum(len(group) for group in groups)
    for rows in range(min(4, max(count, 1)), count + 1):
        columns = [group[at : at + rows] for group in groups for at in range(0, len(group), rows)]
        wides = [
            SWATCH_MM + 1.5 + max(width_mm(item.words, size=size.small) for item in one) for one in columns
        ]
        room = (width - sum(wides)) / max(len(columns) - 1, 1)
        if room >= 3 or rows == count:  # noqa: PLR2004 - mm between columns
            break
    else:
        return [], 0.0
    marks: list[Mark] = []
    left = 0.0
    for column, wide in zip(columns, wides, strict=True):
        for row, item in enumerate(column):
            middle = step * (row + 0.5)
            marks += [moved(mark, left + SWATCH_MM / 2, middle) for mark in item.swatch]
            base = middle + size.small * 0.12
            aside = 1.5 if item.head else SWATCH_MM + 1.5
            marks.append(Words(left + aside, base, item.words, size.small, bold=item.head))
        left += wide + min(room, 8.0)
    return marks, step * max(map(len, columns))


def scale_bar(scale: int, *, size: Size) -> tuple[list[Mark], float, float]:
    """Return a bar of round metres from (0, 0), and its width and height [mm].

    The bar is exactly as long as it says at the scale: 200 m is 40 mm at 1 : 5.000.
    """
    whole = max(
        (metres for metres in BAR_LENGTHS_M if metres * 1000 / scale <= LONGEST_BAR_MM),
        default=BAR_LENGTHS_M[0],
    )
    long, type_mm = whole * 1000 / scale, size.small * MM_PER_POINT
    side, top = 5.0, 1.8 + type_mm
    told = f"{number(whole)} m" if whole < 1000 else f"{number(whole // 1000)} km"  # noqa: PLR2004
    ratio = f"schaal 1 : {number(scale)} op {size.name}"
    wide = max(long + width_mm(told, size=size.small) / 2, width_mm(ratio, size=size.small)) + 2 * side
    high = top + 3.2 + 1.6 * type_mm
    half = (((side, top), (side + long / 2, top), (side + long / 2, top + 1.8), (side, top + 1.8)),)
    marks: list[Mark] = [
        *draw(shapely.box(0, 0, wide, high), fill=PAPER_WHITE, fill_opacity=0.88),
        *draw(shapely.box(side, top, side + long, top + 1.8), fill=PAPER_WHITE, stroke=INK, width=0.25),
        Path(half, fill=INK, stroke=INK, width=0.25),
        Words(side, top - 0.9, "0", size.small, anchor="middle"),
        Words(side + long, top - 0.9, told, size.small, anchor="middle"),
        Words(side, high - 1.3, ratio, size.small, colour=QUIET),
    ]
    return marks, wide, high


def north_arrow(*, size: Size) -> tuple[list[Mark], float, float]:
    """Return an arrow that points up, from (0, 0), and its width and height [mm]; north is that of RD."""
    wide, high = 10.0, 16.0
    left = (((5.0, 1.6), (1.9, 11.0), (5.0, 8.8)),)
    right = (((5.0, 1.6), (8.1, 11.0), (5.0, 8.8)),)
    marks: list[Mark] = [
        *draw(shapely.box(0, 0, wide, high), fill=PAPER_WHITE, fill_opacity=0.88),
        Path(left, fill=INK, stroke=INK, width=0.25),
        Path(right, fill=PAPER_WHITE, stroke=INK, width=0.25),
        Words(5.0, 15.0, "N", size.text, bold=True, anchor="middle"),
    ]
    return marks, wide, high


def across(text: str, box: Box, *, turn: float = 24.0) -> Words:
    """Return a word across a box, so large that nobody can miss it and so pale that all stays readable."""
    wide = (box[2] - box[0]) * 0.8
    size = wide / width_mm(text, size=1, bold=True)
    middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2 + size * MM_PER_POINT * 0.33
    return Words(*middle, text, size, bold=True, colour="#7a4a00", anchor="middle", opacity=0.12, turn=turn)


def rule(left: float, right: float, y: float) -> Path:
    """Return a thin line across."""
    return Path((((left, y), (right, y)),), closed=False, stroke=HAIRLINE, width=0.3)
