"""Workbooks as partners make them: titles on top, merged headings and bodies, days and their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Value = str | float | date | datetime | time | None
Group = tuple[str, Sequence[str]]  # a heading merged over the headings below it


@dataclass(frozen=True)
class Sheet:
    """One sheet: titles merged over the whole width, an empty row, the heading, and rows.

    Parameters
    ----------
    heading
        Words, or a `Group`; with a group the others are merged over both rows.
    rows
        Values by place; None is an empty cell, an empty row stays empty. Text that begins with = is a formula
        without a last value.
    merged
        By column, counted from 0, which body rows are one cell: the first, counted from 0, and how many.
    formats
        Number format by column, counted from 0, such as ``{3: "mmm-yy"}``.
    """

    name: str
    heading: Sequence[str | Group | None]
    rows: Sequence[Sequence[Value]]
    titles: Sequence[str] = ()
    merged: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)
    formats: Mapping[int, str] = field(default_factory=dict)
    hidden: bool = False

    @property
    def grouped(self) -> bool:
        """Whether the heading has two rows."""
        return any(isinstance(one, tuple) for one in self.heading)

    @property
    def heading_row(self) -> int:
        """The row of the heading as the program shows it, from 1."""
        return len(self.titles) + 2 if self.titles else 1

    def row(self, place: int) -> int:
        """Return the row of a body row, counted from 0, as the program shows it."""
        return self.heading_row + (2 if self.grouped else 1) + place


def save(path: Path, *sheets: Sheet) -> Path:
    """Write the sheets as a workbook and return its path."""
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    book.save(path)
    return path


def serial(day: date) -> int:
    """Return the number that a spreadsheet has for a day, as it shows when the format is lost."""
    return (day - date(1899, 12, 30)).days


def _fill(target: Worksheet, sheet: Sheet) -> None:
    told = list(_headings(sheet.heading))
    width = max((column for column, _, _ in told), default=0) + 1
    for number, title in enumerate(sheet.titles, start=1):
        target.cell(number, 1, title)
        target.merge_cells(start_row=number, end_row=number, start_column=1, end_column=width)
    for column, group, word in told:
        _head(target, sheet, column=column, group=group, word=word)
    for place, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            if value is not None:
                cell = target.cell(sheet.row(place), column + 1, value)
                cell.number_format = sheet.formats.get(column, cell.number_format)
    for column, spans in sheet.merged.items():
        for first, many in spans:
            letter = get_column_letter(column + 1)
            target.merge_cells(f"{letter}{sheet.row(first)}:{letter}{sheet.row(first + many - 1)}")
    target.sheet_state = "hidden" if sheet.hidden else "visible"


def _headings(heading: Sequence[str | Group | None]) -> Iterator[tuple[int, Group | None, str | None]]:
    """Yield column, group (None when there is none) and word."""
    column = 0
    for one in heading:
        group = one if isinstance(one, tuple) else None
        for word in one[1] if isinstance(one, tuple) else [one]:
            yield column, group, word
            column += 1


def _head(target: Worksheet, sheet: Sheet, *, column: int, group: Group | None, word: str | None) -> None:
    row, place = sheet.heading_row, column + 1
    if group is not None:
        target.cell(row + 1, place, word)
        if word == group[1][0]:
            target.cell(row, place, group[0])
            target.merge_cells(
                start_row=row, end_row=row, start_column=place, end_column=place + len(group[1]) - 1
            )
    elif word is not None:
        target.cell(row, place, word)
        if sheet.grouped:
            target.merge_cells(start_row=row, end_row=row + 1, start_column=place, end_column=place)
