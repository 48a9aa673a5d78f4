from __future__ import annotations

import openpyxl
import pytest

from gis.errors import SourceError
from gis.sources.forms.workbook import MAX_COLUMNS, MAX_ROWS, open_workbook


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
    assert list(opened.frame.columns) == ["gwb_code", "a_inw", "p_koopw"]
    assert opened.frame.iloc[0].tolist() == ["BU00141000", "6580", "21.5"]
    assert opened.frame["p_koopw"].isna().tolist() == [False, True]


def test_empty_rows_above_the_header_do_not_count(tmp_path):
    [opened] = open_workbook(_save(tmp_path, ("x", [[], [None], ["code", "name", "name"], ["a", "b", "c"]])))
    assert opened.frame.to_dict("list") == {"code": ["a"], "name": ["b"], "name.2": ["c"]}


@pytest.mark.parametrize(("row", "column"), [(1_048_576, 16_384), (MAX_ROWS + 1, 1), (1, MAX_COLUMNS + 1)])
def test_a_far_cell_is_too_large(tmp_path, row, column):
    book = openpyxl.Workbook()
    book.active["A1"] = "code"
    book.active.cell(row, column, "far")
    book.save(tmp_path / "far.xlsx")
    with pytest.raises(SourceError) as caught:
        open_workbook(tmp_path / "far.xlsx")
    assert caught.value.code == "file_too_large"
