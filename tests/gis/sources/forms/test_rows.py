from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from gis.sources.forms.heading import Merge
from gis.sources.forms.rows import gather

CELLS = st.one_of(st.none(), st.sampled_from(["naam", "Thema", "12,5", " ", "", "2027-09-01", "x y"]))
TABLES = st.lists(st.lists(CELLS, max_size=6), max_size=40)


def _seen(cells):
    return Counter(cell for cell in cells if isinstance(cell, str) and cell.strip())


@given(TABLES)
def test_below_the_heading_no_row_and_no_value_is_lost(rows):
    told = list(enumerate(rows, start=1))
    opened = gather("x", told)
    filled = [(line, row) for line, row in told if _seen(row)]
    if opened is None:
        assert filled == []
        return
    body = [(line, row) for line, row in filled if line > opened.header_line]
    assert opened.lines == tuple(line for line, _ in body)
    assert len(opened.frame) == len(body)
    for (_, row), kept in zip(body, opened.frame.to_numpy().tolist(), strict=True):
        assert _seen(kept) == _seen(row)


def test_a_merged_cell_counts_for_its_rows_only():
    rows = [
        (1, ["wie", "naam"]),
        (2, ["A", "x"]),
        (3, [None, "y"]),
        (5, []),
        (6, [None, "z"]),
        (7, ["", "q"]),
    ]
    opened = gather("x", rows, merges=[Merge(2, 0, 6, 0), Merge(7, 1, 7, 3)])
    assert opened.frame["wie"].tolist() == ["A", "A", "A", ""]
    assert opened.lines == (2, 3, 6, 7)


def test_a_merged_last_column_reaches_short_rows():
    rows = [(1, ["naam", "thema", "wie"]), (2, ["x", "y", "A"]), (3, ["z"])]
    assert gather("x", rows, merges=[Merge(2, 2, 3, 2)]).frame["wie"].tolist() == ["A", "A"]


def test_a_row_that_has_only_merged_cells_tells_nothing_new():
    rows = [(1, ["wie", "naam"]), (2, ["A", "x"]), (3, [None, None])]
    assert gather("x", rows, merges=[Merge(2, 0, 3, 0), Merge(2, 1, 3, 1)]).lines == (2,)


def test_a_heading_without_rows_is_an_empty_table():
    opened = gather("x", [(1, ["naam", "thema"])])
    assert (list(opened.frame.columns), len(opened.frame)) == (["naam", "thema"], 0)
