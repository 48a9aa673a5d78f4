from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gis.errors import TableError
from gis.sources.values import NOT_AVAILABLE, NOT_PUBLISHED, WITHHELD, to_numbers


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("-99997", WITHHELD),
        ("-99997.0", WITHHELD),
        (" -99997,0 ", WITHHELD),
        (-99997, WITHHELD),
        (-99997.0, WITHHELD),
        ("-99995", NOT_AVAILABLE),
        (-99990, NOT_AVAILABLE),
        (-99999999, NOT_AVAILABLE),
        (".", NOT_PUBLISHED),
        ("       .", NOT_PUBLISHED),
        ("NA", NOT_PUBLISHED),
        ("", NOT_PUBLISHED),
        (None, NOT_PUBLISHED),
        (np.nan, NOT_PUBLISHED),
    ],
)
def test_what_is_not_told_is_missing_with_its_reason(told, reason):
    numbers, reasons = to_numbers(pd.Series([told]), table="t")
    assert numbers.isna().all()
    assert reasons.tolist() == [reason]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("52,37", 52.37),
        ("1.234,5", 1234.5),
        ("6580", 6580),
        ("6580.0", 6580),
        ("-0.156874", -0.156874),
        ("1e-05", 1e-5),
        (".5", 0.5),
        ("0", 0),
        (-99989, -99989),
    ],
)
def test_numbers_are_read_in_dutch_and_english(told, expected):
    numbers, reasons = to_numbers(pd.Series([told]), table="t")
    assert numbers.iloc[0] == pytest.approx(expected)
    assert reasons.isna().all()


@pytest.mark.parametrize(
    "told", ["veel", "12 procent", "1,234.5", "1e5x", "0x10", "inf", float("inf"), "--1"]
)
def test_text_where_a_number_belongs_names_column_and_value(told):
    with pytest.raises(TableError) as caught:
        to_numbers(pd.Series(["1", told] if isinstance(told, str) else [1.0, told], name="a_inw"), table="t")
    assert (caught.value.code, caught.value.facts["column"]) == ("not_a_number", "a_inw")
    assert caught.value.facts["reason"] == str(told)


def test_the_index_stays():
    numbers, reasons = to_numbers(pd.Series(["1", "."], index=[5, 3]), table="t")
    assert numbers.index.tolist() == reasons.index.tolist() == [5, 3]
