from __future__ import annotations

import re
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.errors import SourceError
from gis.sources.forms.workbook import MAX_COLUMNS, MAX_ROWS, _day, open_workbook
from tests.workbooks import Sheet, save, serial


def _save(tmp_path, *sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "told.xlsx")
    return tmp_path / "told.xlsx"


def test_every_sheet_with_rows_is_a_layer_of_text(tmp_path):
    rows = [
        ["gwb_code", "a_inw", None, "p_koopw"],
        ["BU00141000", 6580, "note", 21.5],
        ["BU00141003", ".", None, None],
    ]
    path = _save(tmp_path, ("KWB2024", rows), ("leeg", []))
    [opened] = open_workbook(path)
    assert opened.layer == "KWB2024"
    assert list(opened.frame.columns) == ["gwb_code", "a_inw", "kolom 3", "p_koopw"]
    assert opened.frame.iloc[0].tolist() == ["BU00141000", "6580", "note", "21.5"]
    assert opened.frame["p_koopw"].isna().tolist() == [False, True]


def test_empty_rows_above_the_header_do_not_count(tmp_path):
    [opened] = open_workbook(_save(tmp_path, ("x", [[], [None], ["code", "name", "name"], ["a", "b", "c"]])))
    assert opened.frame.to_dict("list") == {
        "code": ["a"],
        "name": ["b"],
        "name (2)": ["c"],
    }
    assert (opened.header_line, opened.lines) == (3, (4,))


@pytest.mark.parametrize(("row", "column"), [(1_048_576, 16_384), (MAX_ROWS + 1, 1), (1, MAX_COLUMNS + 1)])
def test_a_far_cell_is_too_large(tmp_path, row, column):
    book = openpyxl.Workbook()
    book.active["A1"] = "code"
    book.active.cell(row, column, "far")
    book.save(tmp_path / "far.xlsx")
    with pytest.raises(SourceError) as caught:
        open_workbook(tmp_path / "far.xlsx")
    assert caught.value.code == "table_too_large"


def test_titles_groups_and_merged_bodies(tmp_path):
    sheet = Sheet(
        "Plannen",
        ["Trekker", "Naam", ("Planning", ["Start", "Eind"]), "Opmerking"],
        [
            ["Corporatie A", "Boom", date(2027, 9, 1), date(2028, 2, 1), None],
            [None, "Bank", serial(date(2027, 9, 1)), "najaar 2028", "kijk na"],
            [],
            [None, "Fiets", None, None, " "],
            [None, None, None, None, None],
            ["Gemeente", "Gevel", None, None, None],
            [None, "Zonder trekker", None, None, None],
        ],
        titles=["Lijst van Corporatie A", "stand 1-3-2027"],
        merged={0: [(0, 5)]},
        formats={3: "mmm-yy"},
    )
    other = Sheet("Oud", ["naam", "thema"], [["x", "y"]], hidden=True)
    opened, second = open_workbook(save(tmp_path / "x.xlsx", sheet, other))
    assert list(opened.frame.columns) == ["Trekker", "Naam", "Planning Start", "Planning Eind", "Opmerking"]
    assert opened.frame["Trekker"].tolist()[:4] == ["Corporatie A"] * 3 + ["Gemeente"]
    assert opened.frame["Trekker"].isna().tolist() == [False, False, False, False, True]
    assert opened.frame["Naam"].tolist() == ["Boom", "Bank", "Fiets", "Gevel", "Zonder trekker"]
    assert opened.frame["Planning Start"].tolist()[:2] == ["2027-09-01", "46631"]
    assert opened.frame["Planning Eind"].tolist()[:2] == ["2028-02", "najaar 2028"]
    assert opened.header_line == sheet.heading_row == 4
    assert opened.lines == tuple(sheet.row(place) for place in (0, 1, 3, 5, 6))
    assert (opened.hidden, second.hidden) == (False, True)


@pytest.mark.parametrize(
    ("value", "pattern", "told"),
    [
        ("00141000", None, "00141000"),
        (14, "0000", "0014"),
        (14, "0.00", "14"),
        (14, None, "14"),
        (-5, "00", "-5"),
        (6580.0, None, "6580"),
        (0.1 + 0.2, None, "0.3"),
        (232790.5, None, "232790.5"),
        (1e22, None, "1e+22"),
        (True, None, "ja"),
        (False, None, "nee"),
        ("#N/A", None, "#N/A"),
        ("#REF!", None, "#REF!"),
        (date(2027, 9, 1), None, "2027-09-01"),
        (datetime.combine(date(2027, 9, 1), time(14, 30)), None, "2027-09-01 14:30:00"),
        (date(2027, 9, 1), "mmm-yy", "2027-09"),
        (date(2027, 9, 15), "mmm-yy", "2027-09-15"),
        (date(2027, 1, 1), "yyyy", "2027"),
        (date(2027, 2, 1), "yyyy", "2027-02-01"),
        (date(2027, 9, 1), "[$-413]d mmmm yyyy;@", "2027-09-01"),
        (time(9), None, "09:00:00"),
        (" spaties blijven ", None, " spaties blijven "),
    ],
)
def test_a_cell_comes_as_it_stands_there(tmp_path, value, pattern, told):
    formats = {} if pattern is None else {1: pattern}
    path = save(tmp_path / "x.xlsx", Sheet("x", ["naam", "waarde"], [["a", value]], formats=formats))
    [opened] = open_workbook(path)
    assert opened.frame["waarde"].tolist() == [told]


def test_a_formula_gives_its_last_value(tmp_path):
    path = save(tmp_path / "x.xlsx", Sheet("x", ["naam", "som"], [["a", "=1+1"], ["b", "=1/0"]]))
    parts = {}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    values = iter(["<v>2</v>", "<v>#DIV/0!</v>"])
    sheet = re.sub(r"<v ?/>|<v></v>", lambda _: next(values), sheet)
    parts["xl/worksheets/sheet1.xml"] = sheet.replace('<c r="B3">', '<c r="B3" t="e">').encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    [opened] = open_workbook(path)
    assert opened.frame["som"].tolist() == ["2", "#DIV/0!"]


@given(st.dates(date(1900, 3, 1), date(2100, 1, 1)), st.sampled_from(["mmm-yy", "yyyy", "d-m-yy"]))
def test_a_day_never_loses_what_the_file_knows(day, pattern):
    told = _day(datetime.combine(day, time.min), pattern)
    assert f"{told}-01-01"[:10] == day.isoformat()
