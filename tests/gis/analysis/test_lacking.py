"""What makes a pair no more than possible: who can fill in what."""

import pandas as pd
import pytest
import shapely

from gis.analysis.lacking import LACKING_COLUMNS, find_lacking
from gis.analysis.overlap import find_pairs
from gis.errors import TableError
from gis.register.records import to_frame
from tests.homes import DAY, VOCABULARY, activity

HERE = shapely.Point(232_500, 583_500)


def _lacking(*activities):
    frame = to_frame(activities, vocabulary=VOCABULARY)
    pairs = find_pairs(frame, vocabulary=VOCABULARY, reference_day=DAY, reach_m=100, slack_months=6)
    return find_lacking(frame, pairs, vocabulary=VOCABULARY)


def _plan(name, **changes):
    told = {"theme": "energie", "kind": "warmtenet", "accuracy": "straat", "geometry": HERE}
    return activity(name, **told | {"organisation": "gemeente"} | changes)


def test_what_lacks_is_told_and_what_is_known_is_not():
    known = _plan("A", theme="wonen", kind="renovatie", accuracy="gebouw")
    rough = _plan("B", accuracy="schatting")
    no_period = _plan("C", when="onbekend")
    told = _lacking(known, rough, no_period).set_index("id")
    assert list(told.index) == ["B", "C"]
    assert told.loc["B", "place"] == "ruim"
    assert told.loc["C", "period"] == "onbekend"
    assert pd.isna(told.loc["B", "period"])
    assert pd.isna(told.loc["C", "place"])


def test_nothing_possible_lacks_nothing():
    told = _lacking(_plan("A"), _plan("B", theme="wonen", kind="renovatie", accuracy="gebouw"))
    assert told.empty
    assert list(told.columns) == list(LACKING_COLUMNS)


def test_a_table_without_a_column_is_refused():
    frame = to_frame([_plan("A")], vocabulary=VOCABULARY).drop(columns="accuracy")
    with pytest.raises(TableError) as refused:
        find_lacking(frame, pd.DataFrame(), vocabulary=VOCABULARY)
    assert refused.value.code == "column_missing"
