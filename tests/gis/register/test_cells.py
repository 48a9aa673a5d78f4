from datetime import date

import pandas as pd
import pytest
import shapely

from gis.register import cells

FORMULAS = ["=1+1", "+31 6", "-5", "@naam", "＝1", "＋1", "－1", "＠x"]

BOW_TIE = "POLYGON ((232500 583500, 232600 583600, 232600 583500, 232500 583600, 232500 583500))"


class Told(list):
    """What was told to be wrong."""

    def __call__(self, field, code, words=""):
        self.append((field, code))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (pd.NA, ""),
        (pd.NaT, ""),
        ("  Riool  ", "Riool"),
        (120.0, "120"),
        (0.5, "0.5"),
        (7, "7"),
        (True, "True"),
        (date(2027, 3, 11), "2027-03-11"),
        (pd.Timestamp(2027, 3, 11, 14), "2027-03-11"),
        (["a", "b"], "a | b"),
        ("[concept] Riool", "[concept] Riool"),
        ("[2027]", "[2027]"),
        ("'s-Gravenhage", "'s-Gravenhage"),
        ("NA", "NA"),
        ("007", "007"),
    ],
)
def test_a_cell_as_words(value, text):
    assert cells.as_text(value) == text


@pytest.mark.parametrize("formula", FORMULAS)
def test_the_guard_against_formulas_is_taken_off_again(formula):
    assert cells.as_text(f"'{formula}") == formula


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("gemeente", ("gemeente",)),
        ("gemeente | GGD |", ("gemeente", "GGD")),
        ("gemeente; GGD", ("gemeente", "GGD")),
        ("a;b | c", ("a;b", "c")),
        ('["gemeente", "GGD"]', ("gemeente", "GGD")),
        ("[]", ()),
        ("[half", ("[half",)),
        ("[" * 100_000, ("[" * 100_000,)),
    ],
)
def test_several_words_in_a_cell(text, words):
    assert cells.listed(text) == words


@pytest.mark.parametrize(
    ("text", "value", "wrong"),
    [
        ("", None, []),
        ("120", 120, []),
        ("0", 0, []),
        ("-3", None, [("aantal", "not_a_whole_number")]),
        ("1,5", None, [("aantal", "not_a_whole_number")]),
        ("veel", None, [("aantal", "not_a_whole_number")]),
        ("9" * 5000, None, [("aantal", "not_a_whole_number")]),
        ("9223372036854775808", None, [("aantal", "not_a_whole_number")]),
    ],
)
def test_a_whole_number(text, value, wrong):
    told = Told()
    assert cells.whole({"aantal": text}, "aantal", told) == value
    assert told == wrong


@pytest.mark.parametrize(
    ("text", "value", "wrong"),
    [
        ("", None, []),
        ("2027-03-11", date(2027, 3, 11), []),
        ("2027-03-11T14:00:00", date(2027, 3, 11), []),
        ("31-02-2027", None, [("dag", "not_a_day")]),
        ("2027-02-31", None, [("dag", "not_a_day")]),
        ("morgen", None, [("dag", "not_a_day")]),
    ],
)
def test_a_day(text, value, wrong):
    told = Told()
    assert cells.day({"dag": text}, "dag", told) == value
    assert told == wrong


@pytest.mark.parametrize(
    ("text", "value", "wrong"),
    [
        ("Ja", True, []),
        ("True", True, []),
        ("nee", False, []),
        ("", False, []),
        ("soms", False, ["not_yes_or_no"]),
    ],
)
def test_yes_or_no(text, value, wrong):
    told = Told()
    assert cells.flag({"kader": text}, "kader", told) is value
    assert [code for _, code in told] == wrong


@pytest.mark.parametrize(
    ("row", "wkt"),
    [
        ({}, None),
        ({"x": "232500", "y": "583500"}, "POINT (232500 583500)"),
        ({"x": "232500,5", "y": "583500"}, "POINT (232500.5 583500)"),
        (
            {"geometrie_rd": "LINESTRING (232500 583500, 232600 583500)"},
            "LINESTRING (232500 583500, 232600 583500)",
        ),
        ({"geometrie_rd": "MULTIPOINT ((232500 583500))"}, "POINT (232500 583500)"),
        ({"geometrie_rd": "POINT Z (232500 583500 7)"}, "POINT (232500 583500)"),
        ({"geometrie_rd": "POINT EMPTY"}, None),
    ],
)
def test_a_place(row, wkt):
    told = Told()
    found = cells.place(row, None, told)
    assert (None if found is None else found.wkt) == wkt
    assert told == []


def test_degrees_are_turned_into_rd():
    told = Told()
    found = cells.place({"lon": "5.387204", "lat": "52.155172"}, None, told)
    assert found.distance(shapely.Point(155_000, 463_000)) < 1
    assert told == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"x": "583500", "y": "232500"}, "outside_netherlands"),
        ({"x": "5.38", "y": "52.15"}, "outside_netherlands"),
        ({"lon": "52.15", "lat": "5.38"}, "outside_netherlands"),
        ({"x": "nan", "y": "583500"}, "outside_netherlands"),
        ({"x": "inf", "y": "583500"}, "outside_netherlands"),
        ({"x": "232500", "y": ""}, "not_a_coordinate"),
        ({"x": "hier", "y": "583500"}, "not_a_coordinate"),
        ({"geometrie_rd": "POINT (583500 232500)"}, "outside_netherlands"),
        ({"geometrie_rd": "VIERKANT (1 2)"}, "shape_unread"),
        ({"geometrie_rd": "POLYGON ((232500 583500, 232600 583600))"}, "shape_unread"),
        (
            {"geometrie_rd": BOW_TIE},
            "shape_invalid",
        ),
    ],
)
def test_a_place_that_cannot_be_is_told_never_mended(row, code):
    told = Told()
    assert cells.place(row, None, told) is None
    assert [what for _, what in told] == [code]
