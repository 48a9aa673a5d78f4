"""Opens XLSX workbooks row by row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import openpyxl
import pandas as pd

from gis.errors import SourceError
from gis.sources.forms.opened import Opened

MAX_ROWS = 50_000  # the largest sheet of CBS has 18,000 rows
MAX_COLUMNS = 300  # and 150 columns


def open_workbook(path: Path) -> list[Opened]:
    """Return every sheet that has a header and rows, all values as text; an empty cell is missing.

    The first row that is not empty is the header; columns without one are left out.

    Raises
    ------
    SourceError
        ``file_too_large`` when a cell lies beyond 50,000 rows or 300 columns.
    """
    with path.open("rb") as file:  # openpyxl goes by the name of a path, not by what a file holds
        return _sheets(file, path=path)


def _sheets(file: BinaryIO, *, path: Path) -> list[Opened]:
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    sheets = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what the file says of its own size is not believed
        rows = _rows(sheet.iter_rows(values_only=True), path=path)
        header = next(rows, None)
        if header is not None:
            sheets.append(Opened(sheet.title, _frame(header, rows)))
    return sheets


def _rows(told: Iterator[tuple[object, ...]], *, path: Path) -> Iterator[list[str | None]]:
    for place, row in enumerate(told, start=1):
        if all(value is None for value in row):
            continue
        if place > MAX_ROWS or any(value is not None for value in row[MAX_COLUMNS:]):
            limit = f"{MAX_ROWS:,} x {MAX_COLUMNS}"
            raise SourceError("file_too_large", path=path.name, limit=limit)
        yield [None if value is None else str(value) for value in row[:MAX_COLUMNS]]


def _frame(header: list[str | None], rows: Iterator[list[str | None]]) -> pd.DataFrame:
    columns: dict[int, str] = {}
    for place, name in enumerate(header):
        if name is not None:
            columns[place] = f"{name}.{place}" if name in columns.values() else name
    told = [[row[place] if place < len(row) else None for place in columns] for row in rows]
    return pd.DataFrame(told, columns=list(columns.values()), dtype="str")
