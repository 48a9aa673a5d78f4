from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.analysis.moments import (
    is_vague,
    least_gaps,
    month_of,
    most_gaps,
    read_spans,
    season_name,
    season_of,
    to_day,
)


@given(day=st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_day_comes_back(day):
    assert to_day(month_of(day)) == day


@pytest.mark.parametrize(
    ("day", "season"),
    [
        (date(2027, 3, 1), ("voorjaar", 2027)),
        (date(2027, 8, 31), ("zomer", 2027)),
        (date(2027, 12, 1), ("winter", 2027)),
        (date(2028, 2, 29), ("winter", 2027)),
    ],
)
def test_season_of_a_day(day, season):
    assert season_name(season_of(month_of(day))) == season


@pytest.mark.parametrize(
    ("one", "other", "gaps"),
    [
        ("2027", "2027", (0, 0)),
        ("2027", "2028", (1 / 31, 1 / 31)),
        ("september 2027 tot medio 2028", "2029", (4 + 1 / 31, 8)),
        ("doorlopend", "2029", (0, 0)),  # begun in the past, without an end
        ("vanaf 2028", "2026", (12 + 1 / 31, 24)),  # begins somewhere in 2028
        ("na 2030", "2032", (0, 12)),  # the end is not told: it may be long
        ("", "2029", (np.nan, np.nan)),
    ],
)
def test_gap_between_two_periods(make, reference_day, one, other, gaps):
    rows = [{"theme": "energie", "words": words, "status": "plan"} for words in (one, other)]
    spans = read_spans(make(rows), reference_day=reference_day)
    for first, second in ((0, 1), (1, 0)):
        two = np.array([first]), np.array([second])
        least, most = least_gaps(spans, *two), most_gaps(spans, *two)
        assert (least[0], most[0]) == pytest.approx(gaps, abs=1e-5, nan_ok=True)


def test_what_runs_at_the_reference_day_has_begun(make, reference_day):
    rows = [
        {"theme": "energie", "words": "tot eind 2027", "status": status}
        for status in ("in uitvoering of loopt", "plan")
    ]
    spans = read_spans(make(rows), reference_day=reference_day)
    assert [to_day(moment) for moment in spans.start_latest] == [reference_day, date(2027, 12, 31)]


@pytest.mark.parametrize(
    ("one", "other", "vague"),
    [
        ({"words": "2027"}, {"words": "najaar 2027"}, False),
        ({"words": "2027"}, {"words": "september 2027 tot medio 2028"}, False),  # its fuzzy end comes later
        ({"words": "2028"}, {"words": "september 2027 tot medio 2028"}, True),
        ({"words": "2028"}, {"words": "vanaf april 2027"}, False),  # somewhere in one month
        ({"words": "2025"}, {"words": "sinds 2025"}, True),
        ({"words": "2027"}, {"words": "doorlopend"}, False),
        ({"words": "2026"}, {"words": "voor 1 juli 2026"}, True),  # a plan: nobody said since when
        ({"words": "2026"}, {"words": "voor 1 juli 2026", "status": "in uitvoering of loopt"}, False),
        ({"words": "doorlopend"}, {"words": "na 2030"}, False),
    ],
)
def test_days_together_are_vague_where_a_fuzzy_end_decides(make, one, other, vague):
    told = make([{"theme": "energie", **one}, {"theme": "energie", **other}])
    pairs = pd.DataFrame({"a_id": ["A00", "A01"], "b_id": ["A01", "A00"]})
    assert is_vague(pairs, told).tolist() == [vague, vague]
