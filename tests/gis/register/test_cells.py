from datetime import date

import pandas as pd
import pytest

from gis.register import cells

FORMULAS = ["=1+1", "+31 6", "-5", "@naam", "＝1", "＋1", "－1", "＠x"]


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
