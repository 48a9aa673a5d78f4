import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.analysis import doubt
from gis.analysis.beside import BESIDE_COLUMNS, ESTIMATE_COLUMNS, compare_estimates
from gis.analysis.compass import BETTER, CLASSES, EQUAL, LOWER, OTHER, UNSURE, VALUE_COLUMNS, compare
from gis.errors import TableError

WIDTH = 0.04
numbers = st.floats(-1, 1).map(lambda value: round(value, 4))


def judge(low, high, *, way=1, reference=0.0, floors=None, value=None, cause=""):
    row = ("A", "won", (low + high) / 2 if value is None else value, low, high, cause)
    told = pd.DataFrame([row], columns=list(ESTIMATE_COLUMNS))
    found = compare_estimates(
        told, {"won": reference}, ways={"won": way}, widths={"won": WIDTH}, floors=floors or {}
    )
    assert tuple(found.columns) == BESIDE_COLUMNS
    return found.iloc[0]


@pytest.mark.parametrize(
    ("low", "high", "way", "told"),
    [
        (0.05, 0.2, 1, BETTER),
        (0.05, 0.2, -1, LOWER),
        (0.05, 0.2, 0, OTHER),
        (-0.2, -0.05, 1, LOWER),
        (-0.2, -0.05, -1, BETTER),
        (-0.04, 0.04, 1, EQUAL),
        (-0.03, 0.05, 1, UNSURE),
        (-0.2, 0.2, 0, UNSURE),
    ],
)
def test_a_class_is_told_when_the_whole_interval_says_so(low, high, way, told):
    assert judge(low, high, way=way)["class"] == told


@given(numbers, numbers, numbers, st.sampled_from([-1, 0, 1]))
def test_a_sure_class_is_that_of_every_value_of_the_interval(one, other, reference, way):
    low, high = sorted((one, other))
    told = judge(low, high, way=way, reference=reference)["class"]
    ends = {
        compare(
            pd.DataFrame([("A", "won", value)], columns=list(VALUE_COLUMNS)),
            {"won": reference},
            ways={"won": way},
            widths={"won": WIDTH},
        )["class"].iloc[0]
        for value in np.linspace(low, high, 7)
    }
    assert told == UNSURE or ends == {told}


def test_without_a_value_the_reason_is_told():
    assert judge(np.nan, np.nan, value=np.nan, cause=doubt.TOO_FEW)["class"] == "too few"
    assert judge(np.nan, np.nan, value=np.nan, cause=doubt.NO_FIGURE)["class"] == "no figure"
    assert judge(0, 1, reference=np.nan)["class"] == "no reference"


def test_what_is_not_estimated_says_so():
    told = pd.DataFrame([("A", "won", 0.0, 0.0, 0.0, "")], columns=list(ESTIMATE_COLUMNS))
    ways = {"won": 1, "eigen:x": -1}
    found = compare_estimates(told, {"won": 0.0}, ways=ways, widths={"won": 1.0}, floors={})
    assert found["class"].tolist() == [EQUAL, "not estimated"]


def test_only_a_whole_interval_beyond_the_floor_is_below_it():
    assert judge(-0.3, -0.02, floors={"won": -0.01})["below_floor"]
    row = judge(-0.3, 0.02, floors={"won": -0.01})
    assert (row["below_floor"], row["class"]) == (False, UNSURE)
    assert judge(-0.02, -0.015, floors={"won": -0.01})["class"] in CLASSES


def test_an_area_twice_is_refused():
    told = pd.DataFrame([("A", "won", 0.0, 0.0, 0.0, "")] * 2, columns=list(ESTIMATE_COLUMNS))
    with pytest.raises(TableError, match="key_twice"):
        compare_estimates(told, {}, ways={"won": 1}, widths={}, floors={})
