"""Workbooks that go to partners and come back: rows that need help, a form to fill in, an example."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from gis.register.intake import WAITING
from gis.register.waiting import Parked
from gis.tables import LIST_SEPARATOR
from gis.vocabulary import Vocabulary
from gis.workspace import sample, waiting
from layers import listings, problems
from layers.words import lists

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_NOT_ASKED = {WAITING, "Rij in uw lijst", "Wat is er?"}
_QUESTION_HEADS = {**lists.FIELD_WORDS, WAITING: "Wachtnummer (niet wijzigen)"}
# The columns of the form: our field and its column of the table `activities` (None: there is no one column).
_FORM: Mapping[str, str | None] = {
    "id": "id",
    "kenmerk": "source_id",
    "naam": "title",
    "thema": "theme",
    "soort": "kind",
    "status": "status",
    "periode_tekst": "period_text",
    "plek_tekst": "place_text",
    "complex": None,
    "gebied": None,
    "straat": "street",
    "huisnummer": None,
    "partijen": "partners",
    "doelgroepen": "target_groups",
    "geld": "money_text",
    "aantal": "count",
    "toelichting": "note",
}
_EMPTY_ROWS = 200  # that can be filled in with the same drop-downs
_HEAD_ROW = 3  # a title and an explanation stand above it
_LISTS = "Lijsten"
_EXPLAINED = (
    "Vul aan of wijzig. Een rij per plan. Schrijf tijd en plek zoals u ze weet. Geen namen van personen."
)
EXAMPLE_FILE = "voorbeeld_plannen_corporatie_a.xlsx"
_EXAMPLE_TITLE = "Plannen van Corporatie A (verzonnen voorbeeld)"
_EXAMPLE_HEAD = 3  # the row of its group headings
_GREY = PatternFill("solid", fgColor="E8ECEF")


def problem_file(parked: Sequence[Parked], out: Path) -> bytes:
    """Return what is wrong as the file's ending says: a workbook to mend and bring back, else CSV."""
    if out.suffix.casefold() == ".xlsx":
        return question_workbook(parked)
    return listings.excel_csv(waiting.problems_table(parked))


def question_workbook(parked: Sequence[Parked]) -> bytes:
    """Return the rows that need help as a workbook (XLSX) to mend and bring back, every cell as text.

    The first columns say what is wrong; then come the fields under the names of the screen. A row that waits
    carries its number, so that it waits no more once it is mended.
    """
    names = [WAITING, *dict.fromkeys(name for row in parked for name in row.told if name not in _NOT_ASKED)]
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Vragen")
    sheet.append(["Rij in uw lijst", "Wat is er?", *[_QUESTION_HEADS.get(name, name) for name in names]])
    for row in parked:
        why = " ".join(problems.problem_sentence(problem) for problem in row.problems)
        told = {**row.told, WAITING: str(row.number or "")}
        sheet.append([str(row.row), why, *[told.get(name, "") for name in names]])
    _as_text(sheet)
    for column, width in enumerate([8, 60, *[22] * len(names)], start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    return _bytes(book)


def form_workbook(activities: gpd.GeoDataFrame, *, organisation: str, vocabulary: Vocabulary) -> bytes:
    """Return a form for one partner (XLSX), filled with what stands of it in the register.

    Themes, kinds and steps are drop-downs of the vocabulary. The wizard reads the form back without asking
    which column is what; the number in the first column keeps a row the same activity.

    Parameters
    ----------
    activities
        Table `activities`, only what the one who sends the form may see; rows of others are left out.
    """
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Plannen"
    sheet.append([f"Plannen van {organisation}"])
    sheet.append([_EXPLAINED])
    sheet.append([lists.field_words(name) for name in _FORM])
    own = activities[activities["owner"] == organisation]
    for told in own.to_dict("records"):
        sheet.append([_cell(told.get(column)) if column else "" for column in _FORM.values()])
    _as_text(sheet)
    for head in sheet[_HEAD_ROW]:
        head.font = Font(bold=True)
        head.fill = _GREY
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    _offer_lists(book, sheet, vocabulary, last=_HEAD_ROW + len(own) + _EMPTY_ROWS)
    for place, name in enumerate(_FORM, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = (
            34 if name in {"naam", "toelichting"} else 20
        )
    sheet.column_dimensions["A"].hidden = True  # our number: it has to come back as it is
    sheet.freeze_panes = f"D{_HEAD_ROW + 1}"
    return _bytes(book)


def example_workbook() -> bytes:
    """Return the made-up list of Corporatie A (XLSX) as partners make them, with merged titles and headings.

    Two of its eight rows need help: a street that is nowhere, and a day that does not exist.
    """
    plans = sample.example_plans()
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Plannen"
    sheet.append([_EXAMPLE_TITLE])
    sheet.append([])
    heads = [str(heading).rpartition("|")[::2] for heading in plans.columns]
    sheet.append([group or word for group, word in heads])
    sheet.append([word if group else "" for group, word in heads])
    for row in plans.itertuples(index=False):
        sheet.append(list(row))
    _as_text(sheet)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(heads))
    # A group is one cell over its headings; any other heading is one cell over both rows.
    for of, held in groupby(range(1, len(heads) + 1), lambda place: heads[place - 1][0] or place):
        places = list(held)
        sheet.merge_cells(
            start_row=_EXAMPLE_HEAD,
            end_row=_EXAMPLE_HEAD if isinstance(of, str) else _EXAMPLE_HEAD + 1,
            start_column=places[0],
            end_column=places[-1],
        )
        sheet.column_dimensions[get_column_letter(places[0])].width = 26
    return _bytes(book)


def _offer_lists(book: openpyxl.Workbook, sheet: Worksheet, vocabulary: Vocabulary, *, last: int) -> None:
    """Give the closed fields a drop-down, from a sheet of their own that is hidden."""
    hidden = book.create_sheet(_LISTS)
    hidden.sheet_state = "hidden"
    closed: Mapping[str, Iterable[str]] = {
        "thema": vocabulary.themes,
        "soort": vocabulary.kinds,
        "status": vocabulary.statuses,
    }
    for place, (name, words) in enumerate(closed.items(), start=1):
        column = get_column_letter(place)
        for row, word in enumerate(words, start=1):
            hidden.cell(row, place).value = word
        rows = f"{_LISTS}!${column}$1:${column}${len(list(words))}"
        offered = DataValidation(type="list", formula1=rows, allow_blank=True, showErrorMessage=True)
        offered.errorTitle, offered.error = lists.field_words(name), "Kies een woord uit de lijst."
        sheet.add_data_validation(offered)
        at = get_column_letter(list(_FORM).index(name) + 1)
        offered.add(f"{at}{_HEAD_ROW + 1}:{at}{last}")


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        return LIST_SEPARATOR.join(map(str, value))
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]


def _as_text(sheet: Worksheet) -> None:
    """Make every cell text, so that nothing runs as a formula."""
    for cell in (cell for line in sheet.iter_rows() for cell in line):
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=(cell.row or 0) >= _HEAD_ROW, vertical="top")


def _bytes(book: openpyxl.Workbook) -> bytes:
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
