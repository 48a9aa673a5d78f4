"""A drawing sheet as a value: where its marks, boxes and map are on paper, and where that is in RD."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gis.errors import SourceError

Box = tuple[float, float, float, float]  # left, top, right, bottom [mm], y downwards

CELLS = 6  # of a mark, each way, its black edge included
CODE_CELLS = 25  # of the QR code, each way: version 2, which holds every code with a quarter of it unread

# The inner 4 x 4 cells of each mark as bits, row after row, 1 for white. Taken from OpenCV's DICT_4X4_50 such
# that any two, turned in any way, differ in six cells: two misread cells can be put right.
PATTERNS = (
    *(0x9946, 0x9E2E, 0xF991, 0x11A7, 0x2A0F, 0x6C5E),
    *(0x76AF, 0x868B, 0xB02B, 0xFE47, 0x04FF, 0x4B64),
)

CORNERS = (
    0,
    2,
    3,
    5,
)  # of the six places of a mark: top left, middle, right, then bottom left, middle, right
_PLACES = 6
_CODE = re.compile(r"KK1 (A[34]) ([1-9]\d{2,4}) (\d{1,6}) (\d{6}) (\d)", re.ASCII)


@dataclass(frozen=True)
class _Form:
    """A paper size [mm]: `unit` is what the parts around the map are measured in, `first` its first mark."""

    width: float
    height: float
    margin: float
    unit: float
    first: int


_FORMS = MappingProxyType(
    {"A3": _Form(420, 297, 10, 1.0, first=0), "A4": _Form(297, 210, 8, 0.8, first=_PLACES)}
)
PAPERS = tuple(_FORMS)
_HEAD, _FOOT, _MARK, _QR, _TICK = 19.0, 32.0, 12.0, 30.0, 5.0  # in units
_TICKS_ACROSS, _TICK_ROWS = 5, (9.0, 17.0)  # the second: how far below the map each row begins, in units


@dataclass(frozen=True)
class Sheet:
    """What a printed sheet is of.

    Parameters
    ----------
    paper
        A3 or A4, landscape.
    scale
        How many mm of the world one mm of the map is.
    middle
        The middle of the map in RD, in whole metres.
    question
        Which question stands on it, by its place in the list of questions, from 0.

    Examples
    --------
    >>> sheet = Sheet("A3", 5000, (233_400, 583_100))
    >>> sheet.code
    'KK1 A3 5000 233400 583100 0'
    >>> sheet.window.bounds
    (232400.0, 582535.0, 234400.0, 583665.0)
    """

    paper: str
    scale: int
    middle: tuple[int, int]
    question: int = 0

    @property
    def code(self) -> str:
        """All of it in letters that a QR code holds well."""
        x, y = self.middle
        return f"KK1 {self.paper} {self.scale} {x} {y:06d} {self.question}"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper [mm]."""
        return self._form.width, self._form.height

    @property
    def margin(self) -> float:
        """What is left white along the edges [mm]."""
        return self._form.margin

    @property
    def unit(self) -> float:
        """What a part of 1 unit around the map is on this paper [mm]."""
        return self._form.unit

    @property
    def frame(self) -> Box:
        """Where the map is."""
        form = self._form
        return (
            form.margin,
            form.margin + _HEAD * form.unit,
            form.width - form.margin,
            form.height - form.margin - _FOOT * form.unit,
        )

    @property
    def marks(self) -> dict[int, Box]:
        """Where each mark is, by its place in `PATTERNS`; the corners among them as `CORNERS` says."""
        form, side = self._form, _MARK * self._form.unit
        lefts = (form.margin, (form.width - side) / 2, form.width - form.margin - side)
        tops = (form.margin, form.height - form.margin - side)
        places = [(left, top, left + side, top + side) for top in tops for left in lefts]
        return {form.first + number: place for number, place in enumerate(places)}

    @property
    def code_box(self) -> Box:
        """Where the QR code is, without the white around it."""
        form, side = self._form, _QR * self._form.unit
        right = form.width - form.margin - (_MARK + 6) * form.unit
        bottom = form.height - form.margin + form.unit  # white between it and the map
        return right - side, bottom - side, right, bottom

    @property
    def ticks(self) -> tuple[Box, ...]:
        """Where the boxes to tick are, row after row."""
        form, unit = self._form, self._form.unit
        left = form.margin + (_MARK + 5) * unit
        step = ((form.width - _MARK * unit) / 2 - 4 * unit - left) / _TICKS_ACROSS
        bottom, side = self.frame[3], _TICK * unit
        return tuple(
            (left + at * step, bottom + row * unit, left + at * step + side, bottom + row * unit + side)
            for row in _TICK_ROWS
            for at in range(_TICKS_ACROSS)
        )

    @property
    def window(self) -> BaseGeometry:
        """What the map shows, in RD [m]."""
        return self.to_rd(shapely.box(*self.frame))

    def to_rd(self, shape: BaseGeometry) -> BaseGeometry:
        """Return a shape on the paper [mm] in RD [m].

        Examples
        --------
        >>> Sheet("A3", 5000, (233_400, 583_100)).to_rd(shapely.Point(210, 142)).wkt
        'POINT (233400 583100)'
        """
        left, top, right, bottom = self.frame
        middle = np.array([(left + right) / 2, (top + bottom) / 2])
        factors = np.array([self.scale / 1000, -self.scale / 1000])
        return shapely.transform(shape, lambda points: np.array(self.middle) + (points - middle) * factors)

    @property
    def _form(self) -> _Form:
        return _FORMS[self.paper]


def read_code(told: str) -> Sheet:
    """Return the sheet that a code tells.

    Raises
    ------
    SourceError
        ``sheet_code_unknown`` when it is not one of ours.

    Examples
    --------
    >>> read_code("KK1 A4 2500 233400 583100 1").scale
    2500
    """
    found = _CODE.fullmatch(told.strip())
    if not found:
        raise SourceError("sheet_code_unknown", told=told[:60])
    paper, *numbers = found.groups()
    scale, x, y, question = map(int, numbers)
    return Sheet(paper, scale, (x, y), question)


def sheet_of_mark(number: int) -> Sheet:
    """Return a sheet with the mark of this number, of which only the paper is known."""
    paper = next(name for name, form in _FORMS.items() if form.first <= number < form.first + _PLACES)
    return Sheet(paper, 1000, (0, 0))


def is_corner(number: int) -> bool:
    """Whether a mark stands in a corner of its sheet."""
    return number % _PLACES in CORNERS


def mark_cells(number: int) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Return which cells of a mark are white, its black edge included.

    Examples
    --------
    >>> mark_cells(0)[1].astype(int).tolist()
    [0, 1, 0, 0, 1, 0]
    """
    inner = np.array([PATTERNS[number] >> (15 - bit) & 1 for bit in range(16)], dtype=bool).reshape(4, 4)
    cells: np.ndarray[tuple[int, int], np.dtype[np.bool_]] = np.pad(inner, 1)
    return cells
