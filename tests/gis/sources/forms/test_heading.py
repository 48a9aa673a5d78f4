from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.sources.forms.heading import Heading, Merge, distinct, find_heading


def _rows(*rows, first=1):
    return list(enumerate(rows, start=first))


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([["naam", "thema"], ["x", "y"]], 1),
        ([["Plannen 2027"], ["naam", "thema"], ["x", "y"]], 2),
        ([["Plannen", "2027"], ["naam", "thema", "a", "b"], ["x", "y", "z", "z"]], 2),  # not all words
        ([["Van", "Corporatie A"], ["a", "b", "c", "d", "e"], ["x", "y", "z", "z", "z"]], 2),  # too few
        ([["code", "2015", "2016", "2017"], ["BU1", "x", "y", "z"]], 1),  # years may be headings
        ([["code", None, "inwoners"], ["BU1", "x", "1"]], 1),
        ([["naam"], ["x"], ["y"]], 1),  # one column
        ([["1", "2"], ["3", "4"]], 1),  # no words at all
        ([["titel"], ["1", "2", "3"], ["3", "4", "5"]], 2),
    ],
)
def test_the_first_row_that_could_be_a_heading(rows, line):
    found = find_heading(_rows(*rows))
    assert (found.line, found.last) == (line, line)
    assert found.words == {
        place: word for place, word in enumerate(rows[line - 1]) if word is not None and word.strip()
    }


def test_no_rows_no_heading():
    assert find_heading([]) is None


def test_words_of_a_heading_are_one_line():
    assert find_heading(_rows([" Naam van\nhet  plan ", "Thema"])).words[0] == "Naam van het plan"


PLANNING = Merge(3, 2, 3, 3)
NAAM, THEMA = Merge(3, 0, 4, 0), Merge(3, 1, 4, 1)


@pytest.mark.parametrize("merges", [[PLANNING], [PLANNING, NAAM], [PLANNING, NAAM, THEMA]])
def test_group_headings_stand_before_the_headings_below_them(merges):
    rows = _rows(
        ["Naam", "Thema", "Planning", None], [None, None, "Start", "Eind"], ["x", "y", "1", "2"], first=3
    )
    words = {0: "Naam", 1: "Thema", 2: "Planning Start", 3: "Planning Eind"}
    assert find_heading(rows, merges=merges) == Heading(3, 4, words)


def test_group_headings_above_headings_that_are_not_merged():
    rows = _rows(
        [None, None, "Planning", None], ["Naam", "Thema", "Start", "Eind"], ["x", "y", "1", "2"], first=3
    )
    words = {0: "Naam", 1: "Thema", 2: "Planning Start", 3: "Planning Eind"}
    assert find_heading(rows, merges=[PLANNING]) == Heading(3, 4, words)


def test_a_title_over_the_whole_table_is_no_group():
    rows = _rows(["Plannen van A", None, None], ["Naam", "Thema", "Start"], ["x", "y", "z"])
    for last in (1, 2, 5):
        assert find_heading(rows, merges=[Merge(1, 0, 1, last)]).words[0] == "Naam"


def test_a_wide_heading_over_values_is_one_row():
    rows = _rows(["Naam", "Plek", None], ["Boom", "Eikenlaan", "3"], ["Bank", "Beukenlaan", "x"])
    found = find_heading(rows, merges=[Merge(1, 1, 1, 2)])
    assert (found.line, found.last, found.words) == (1, 1, {0: "Naam", 1: "Plek"})


def test_headings_merged_downwards_take_both_rows():
    rows = [(1, ["Naam", "Thema"]), (3, ["x", "y"])]
    assert find_heading(rows, merges=[Merge(1, 0, 2, 0), Merge(1, 1, 2, 1)]).last == 2


def test_a_heading_merged_into_the_body_takes_no_rows():
    rows = _rows(["Wijk", "Naam"], [None, "Boom"], [None, "Bank"])
    assert find_heading(rows, merges=[Merge(1, 0, 3, 0)]).last == 1


def test_names_are_distinct():
    assert distinct(["a", "a", "A", "a (2)", "b"]) == ["a", "a (2)", "A (3)", "a (2) (2)", "b"]


@given(st.lists(st.text(max_size=3)))
def test_names_are_always_distinct_and_keep_their_beginning(names):
    told = distinct(names)
    assert len({name.casefold() for name in told}) == len(names)
    assert all(fresh.startswith(name) for fresh, name in zip(told, names, strict=True))


@given(
    st.lists(st.lists(st.one_of(st.none(), st.sampled_from(["a", "1", " ", "b c"])), max_size=5), max_size=6)
)
def test_every_table_with_something_in_it_has_a_heading(rows):
    filled = [(line, row) for line, row in enumerate(rows, 1) if any(cell and cell.strip() for cell in row)]
    found = find_heading(filled)
    assert (found is None) == (not filled)
    assert found is None or found.line in dict(filled)


def test_a_row_that_a_person_says_is_taken_as_it_is():
    rows = [(1, ["Plannen", "van", "A"]), (2, ["Naam", "Thema", "Jaar"]), (3, ["Boom", "groen", "2028"])]
    assert find_heading(rows).line == 1
    assert find_heading(rows, at=2) == Heading(2, 2, {0: "Naam", 1: "Thema", 2: "Jaar"})


def test_merged_cells_below_the_row_that_a_person_says_belong_to_it():
    rows = [(4, ["Naam", "Planning", None]), (5, [None, "Start", "Eind"]), (6, ["Boom", "2027", "2028"])]
    merges = [Merge(4, 0, 5, 0), Merge(4, 1, 4, 2)]
    assert find_heading(rows, merges=merges, at=4).words == {
        0: "Naam",
        1: "Planning Start",
        2: "Planning Eind",
    }
    assert find_heading(rows, merges=merges, at=5).words == {1: "Start", 2: "Eind"}
