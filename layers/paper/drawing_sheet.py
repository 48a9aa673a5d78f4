"""Composes the drawing sheet: a grey map that leads no hand, a question, marks to lay a photo flat by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
import segno
import shapely
from shapely.geometry.base import BaseGeometry

from gis.errors import ExportError
from gis.sources.sheets import Sheet, mark_cells
from gis.workspace.sheets import Ground
from layers.paper.ground import View
from layers.paper.legend import north_arrow, scale_bar
from layers.paper.lettering import one_line, width_mm, wrap
from layers.paper.page import write_page
from layers.paper.papers import MM_PER_POINT, PAPERS, Box, Mark, Paper, Path, Size, Words, draw, moved
from layers.paper.pdf import write_pdf
from layers.paper.symbols import PAPER_WHITE

SUFFIXES = (".pdf", ".html")
INSTRUCTION = (
    "Teken met een dikke rode of blauwe stift één gesloten lijn op de kaart. Laat begin en einde op elkaar "
    "aansluiten en kleur niets in. Schrijf geen namen van personen of adressen op. Maak daarna een foto "
    "van het hele blad, plat en in goed licht, met de zwarte blokjes in de hoeken erop."
)
ROLES = "Wie bent u? Kruis één vakje aan."
NAME = "Zo noem ik dit gebied:"
_VERSION = 2  # of the QR code: `gis.sources.sheets.CODE_CELLS` cells each way
MOST_NAMES = 40  # on the map: a few help to find the way, many lead the hand

# All that is printed is black or grey: what has a colour on the photo is the pen.
_BLACK = "#000000"
_INK, _STREET, _EDGE, _AREA, _DOT, _NAME = "#303030", "#9a9a9a", "#b4b4b4", "#e6e6e6", "#8a8a8a", "#6a6a6a"


def draw_drawing_sheet(
    sheet: Sheet, ground: Sequence[Ground], *, question: str, roles: Sequence[str]
) -> Paper:
    """Return a sheet to draw on; no borders of CBS are on it, only the layers that are handed over.

    Parameters
    ----------
    ground
        What lies below, the lowest first.
    question
        As one would say it, at the top.
    roles
        The words beside the boxes to tick, in the order of `Sheet.ticks`.
    """
    size = PAPERS[sheet.paper]
    marks: list[Mark] = [
        *_map(sheet, ground, size),
        *_furniture(sheet, size),
        *draw(shapely.box(*sheet.frame), stroke=_INK, width=0.3),
        *_head(sheet, question, size),
        *_foot(sheet, roles, size),
        *_code(sheet, size),
    ]
    for number, box in sheet.marks.items():
        marks += _mark(number, box)
    return Paper(
        size=size,
        title=one_line(question),
        pages=(tuple(marks),),
        entries=(),
        frame=sheet.frame,
        scale=sheet.scale,
        labels=(),
        outside=0,
    )


def sheet_bytes(paper: Paper, *, suffix: str, day: date) -> bytes:
    """Return a sheet as PDF or HTML.

    Raises
    ------
    ExportError
        ``form_unknown`` for another suffix than ``.pdf`` and ``.html``.
    """
    if suffix not in SUFFIXES:
        raise ExportError("form_unknown", path=f"tekenblad{suffix}", known=", ".join(SUFFIXES))
    return write_pdf(paper, day=day) if suffix == ".pdf" else write_page(paper).encode()


def _map(sheet: Sheet, ground: Sequence[Ground], size: Size) -> list[Mark]:
    view = View(sheet.frame, sheet.scale, sheet.middle)
    named = [
        (name, view.to_paper(shape).intersection(view.window))
        for layer in ground
        for name, shape in zip(layer.names, layer.shapes, strict=True)
    ]
    parts = [part for _, shape in named for part in shapely.get_parts(shape)]
    below = sorted(parts, key=lambda part: -shapely.get_dimensions(part))  # areas, then lines, then points
    return [*(path for part in below for path in _ground_of(part)), *_names(named, sheet.frame, size)]


def _ground_of(part: BaseGeometry) -> list[Path]:
    if part.geom_type == "Point":
        return draw(part.buffer(0.7), fill=_DOT)
    if part.geom_type == "Polygon":
        return draw(part, fill=_AREA, stroke=_EDGE, width=0.2)
    return draw(part, stroke=_STREET, width=0.35)


def _names(named: Sequence[tuple[str, BaseGeometry]], frame: Box, size: Size) -> Iterator[Words]:
    """Yield the names of the largest things, each once and none over another."""
    left, top, right, bottom = frame
    taken: BaseGeometry = shapely.Polygon()
    seen: set[str] = set()
    high = size.small * MM_PER_POINT
    room = shapely.box(left + 1, top + 1, right - 1, bottom - 1)
    for text, shape in sorted(named, key=lambda one: (-one[1].length, one[0])):
        if not text or text in seen or shape.is_empty or len(seen) >= MOST_NAMES:
            continue
        wide = width_mm(text, size=size.small)
        for spot in _spots(max(shapely.get_parts(shape), key=lambda one: one.length)):
            y = spot.y - 1.2 if shape.length == 0 else spot.y + high * 0.35
            box = shapely.box(spot.x - wide / 2, y - high, spot.x + wide / 2, y + high * 0.3)
            if box.within(room) and not box.intersects(taken):
                seen.add(text)
                taken = taken.union(box.buffer(1))
                yield Words(spot.x, y, text, size.small, colour=_NAME, anchor="middle")
                break


def _spots(part: BaseGeometry) -> list[shapely.Point]:
    """Return where the name of something may stand, the best spot first."""
    if part.geom_type != "LineString":
        return [shapely.point_on_surface(part)]
    return [part.interpolate(share, normalized=True) for share in (0.5, 0.3, 0.7)]


def _furniture(sheet: Sheet, size: Size) -> list[Mark]:
    """Return the scale bar and the north arrow, in the foot: the map is for the pen."""
    unit, bottom = sheet.unit, sheet.frame[3]
    right = sheet.code_box[0] - 5 * unit
    arrow, wide, _ = north_arrow(size=size)
    bar, bar_wide, _ = scale_bar(sheet.scale, size=size)
    drawn = [moved(mark, right - wide, bottom + 2 * unit) for mark in arrow]
    return [*drawn, *(moved(mark, right - wide - bar_wide, bottom + 2 * unit) for mark in bar)]


def _head(sheet: Sheet, question: str, size: Size) -> list[Mark]:
    """Return the question between the first two marks and what to do between the other two."""
    first, second, third = (sheet.marks[number] for number in list(sheet.marks)[:3])
    gap, top = 5 * sheet.unit, sheet.margin
    rooms = (first[2] + gap, second[0] - gap), (second[2] + gap, third[0] - gap)
    asked = _text(question, rooms[0], top, size=size.text + 5, bold=True)
    return [*asked, *_text(INSTRUCTION, rooms[1], top, size=size.small + 1)]


def _text(text: str, room: tuple[float, float], top: float, *, size: float, bold: bool = False) -> list[Mark]:
    step = size * MM_PER_POINT * 1.25
    lines = wrap(text, size=size, width=room[1] - room[0], bold=bold)
    return [
        Words(room[0], top + step * (row + 0.8), line, size, bold=bold, colour=_INK)
        for row, line in enumerate(lines)
    ]


def _foot(sheet: Sheet, roles: Sequence[str], size: Size) -> list[Mark]:
    """Return the boxes to tick, and a line for what people call the area."""
    unit, bottom = sheet.unit, sheet.frame[3]
    left = sheet.ticks[0][0]
    marks: list[Mark] = [Words(left, bottom + 6.5 * unit, ROLES, size.small, bold=True, colour=_INK)]
    for role, box in zip(roles, sheet.ticks, strict=False):
        marks += draw(shapely.box(*box), stroke=_INK, width=0.25)
        marks.append(Words(box[2] + 1.5 * unit, box[3] - 1.2 * unit, role, size.small, colour=_INK))
    y = bottom + 29 * unit
    start = left + width_mm(NAME, size=size.small, bold=True) + 2
    end = list(sheet.marks.values())[4][0] - 5 * unit
    marks.append(Words(left, y, NAME, size.small, bold=True, colour=_INK))
    marks.append(Path((((start, y + 0.8), (end, y + 0.8)),), closed=False, stroke=_INK, width=0.25))
    return marks


def _code(sheet: Sheet, size: Size) -> list[Mark]:
    """Return the QR code as one shape, and the same in letters beside it."""
    left, top, right, bottom = sheet.code_box
    cells = np.array(
        segno.make_qr(sheet.code, version=_VERSION, error="q", boost_error=False).matrix, dtype=bool
    )
    marks: list[Mark] = list(_cells(cells, (left, top, right, bottom)))
    small = size.small * 0.85
    end = left - 5 * sheet.unit
    marks.append(Words(end, bottom - 0.5, sheet.code, small, colour=_INK, anchor="end"))
    return marks


def _mark(number: int, box: Box) -> list[Mark]:
    """Return a mark: black, with its white cells."""
    around = draw(shapely.box(*box).buffer(2, join_style="mitre"), fill=PAPER_WHITE)
    return [*around, *_cells(~mark_cells(number), box)]


def _cells(black: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], box: Box) -> list[Path]:
    """Return the black cells of a square, joined, so that no seam shows between them."""
    left, top, right, _ = box
    side = (right - left) / len(black)
    rows, columns = np.nonzero(black)
    squares = shapely.box(
        left + columns * side, top + rows * side, left + (columns + 1) * side, top + (rows + 1) * side
    )
    return draw(shapely.union_all(squares, grid_size=1e-6), fill=_BLACK)
