"""Opens XLSX workbooks row by row."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import datetime, time
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, BinaryIO

import openpyxl
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from gis.errors import SourceError
from gis.sources.forms.heading import Merge
from gis.sources.forms.opened import NOT_SAID, HeadingRows, Opened, row_of
from gis.sources.forms.rows import gather

MAX_ROWS = 50_000  # the largest sheet of CBS has 18,000 rows
MAX_COLUMNS = 300  # and 150 columns

_MERGE = f"{{{SHEET_MAIN_NS}}}mergeCell"
_CHUNK = 1 << 20  # bytes
_EXACT = 1e15  # whole numbers below it are kept to the last digit; a spreadsheet shows 15 digits
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')  # in a number format: quoted, colours, spacing


def open_workbook(path: Path, *, heading_rows: HeadingRows = NOT_SAID) -> list[Opened]:
    """Return every sheet that has a heading, all values as text; an empty cell is missing.

    A formula gives its last value, an error such as ``#N/A`` itself, true and false ``ja`` and ``nee``. A
    number has no ``.0``; one that is shown with leading zeros has them. A day is ``2027-09-01``, but
    ``2027-09`` or ``2027`` when the cell shows no more and the day is the first: a spreadsheet makes a day
    of "sep 2027" by itself. The heading and the columns are found as `gis.sources.forms.rows.gather` says.

    Raises
    ------
    SourceError
        ``table_too_large`` when a cell lies beyond 50,000 rows or 300 columns; ``heading_row_empty``.
    """
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of decoration that it leaves aside
        return _sheets(
            file, path=path, said=heading_rows
        )  # a file, since openpyxl goes by the name of a path


def _sheets(file: BinaryIO, *, path: Path, said: HeadingRows) -> list[Opened]:
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    sheets = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what the file says of its own size is not believed
        hidden = sheet.sheet_state != "visible"
        rows = _rows(sheet.iter_rows(), path=path)
        row = row_of(sheet.title, said)
        found = gather(sheet.title, rows, merges=_merges(sheet), hidden=hidden, heading_row=row)
        if found is not None:
            sheets.append(found)
    return sheets


def _rows(told: Iterator[tuple[Any, ...]], *, path: Path) -> Iterator[tuple[int, list[str | None]]]:
    """Yield the rows that are not empty (`Any`: cells of a read-only sheet have no type to name)."""
    for place, row in enumerate(told, start=1):
        if all(cell.value is None for cell in row):
            continue
        if place > MAX_ROWS or any(cell.value is not None for cell in row[MAX_COLUMNS:]):
            raise SourceError("table_too_large", path=path.name, rows=MAX_ROWS, columns=MAX_COLUMNS)
        yield place, [_text(cell) for cell in row[:MAX_COLUMNS]]


def _text(cell: Any) -> str | None:  # noqa: ANN401 - as above
    value = cell.value
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        return _day(value, cell.number_format)
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        value = int(value)
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, int) and value >= 0 and cell.has_style:
        return str(value).zfill(_zeros(cell.number_format))
    return str(value)


def _day(value: datetime, pattern: str) -> str:
    if value.time() != time.min:
        return str(value)
    shown = _shown(pattern)
    if value.day == 1 and shown == "month":
        return f"{value:%Y-%m}"
    return f"{value:%Y}" if (value.month, value.day, shown) == (1, 1, "year") else f"{value:%Y-%m-%d}"


@lru_cache
def _shown(pattern: str) -> str:
    r"""Return what the format of a day shows at most: a year, a month or a day.

    Examples
    --------
    >>> _shown(r"[$-413]mmm\-yy;@"), _shown("yyyy"), _shown("d mmmm yyyy")
    ('month', 'year', 'day')
    """
    signs = set(_NOT_SHOWN.sub("", pattern.partition(";")[0]).casefold())
    if "d" in signs or not signs <= set("my-/. ,'"):
        return "day"
    return "month" if "m" in signs else "year"


@lru_cache
def _zeros(pattern: str) -> int:
    """Return how many digits the format of a number asks for; 0 when it asks for nothing.

    Examples
    --------
    >>> _zeros("0000"), _zeros("General"), _zeros("0.00")
    (4, 0, 0)
    """
    told = pattern.partition(";")[0]
    return len(told) if set(told) == {"0"} else 0


def _merges(sheet: Any) -> list[Merge]:  # noqa: ANN401 - as above
    """Read the merged cells from the sheet's own XML, which a read-only sheet does not tell."""
    with sheet._get_source() as told:  # noqa: SLF001 - there is no public way to the XML
        if not _holds(told, b"mergeCell"):
            return []  # most sheets; reading the XML for nothing takes long
    found = []
    with sheet._get_source() as told:  # noqa: SLF001 - as above
        for _, element in iterparse(told):
            if element.tag == _MERGE:
                cells = CellRange(element.get("ref"))
                found.append(Merge(cells.min_row, cells.min_col - 1, cells.max_row, cells.max_col - 1))
            element.clear()
    return found


def _holds(told: IO[bytes], words: bytes) -> bool:
    end = b""
    while chunk := told.read(_CHUNK):
        if words in end + chunk:
            return True
        end = chunk[-len(words) :]
    return False
