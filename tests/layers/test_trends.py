"""The drawing of a figure over the years: what it holds, and what it leaves open."""

from datetime import date

import pandas as pd
import pytest

from gis.register.events import EVENT, Event
from layers.trends import ON_DARK, draw_trend, letter_events

LINE = pd.DataFrame(
    {
        "jaar": [2002, 2008, 2012, 2014],
        "value": pd.array([3.9, None, 4.0, 4.2], dtype="Float64"),
        "reference": pd.array([4.1, 4.1, 4.1, 4.1], dtype="Float64"),
    }
)
SCHOOL = Event(EVENT, "School", ("9741",), date(2012, 7, 1), date(2012, 7, 1))
WORKS = Event(EVENT, "Werk", ("9741",), date(2001, 1, 1), date(2008, 12, 31))
RUNS = Event(EVENT, "Loopt", ("9741",), date(2013, 1, 1))


def drawn(line=LINE, **more):
    return draw_trend(line, **{"area": "9741", "average": "Nederland", "level": "Score"} | more)


def layers(panel, mark):
    return [one for one in panel["layer"] if one["mark"]["type"] == mark]


def test_no_line_runs_over_a_year_without_a_figure():
    level, _ = drawn()
    pieces = {row["jaar"]: row["deel"] for row in level["data"]["values"] if row["lijn"] == "9741"}
    assert pieces == {2002: "9741 0", 2012: "9741 1", 2014: "9741 1"}
    silent = [row for one in layers(level, "text") for row in one["data"]["values"] if "woord" in row]
    assert silent == [{"jaar": 2008, "woord": "geen cijfer"}]
    assert level["layer"][0]["encoding"]["x"]["axis"]["values"] == [2002, 2008, 2012, 2014]


def test_the_difference_is_value_minus_average_and_absent_where_either_is():
    _, gaps = drawn()
    assert [(row["jaar"], row["cijfer"]) for row in gaps["data"]["values"]] == [
        (2002, "−0,200"),
        (2012, "−0,100"),
        (2014, "0,100"),
    ]


def test_a_figure_without_a_level_of_its_own_has_one_panel():
    (only,) = drawn(level="")
    assert "Verschil" in only["title"]
    assert [row["woord"] for one in layers(only, "text") for row in one["data"]["values"]] == ["geen cijfer"]


def test_events_have_a_letter_a_day_is_a_line_and_a_period_a_band():
    told = letter_events([WORKS, SCHOOL, RUNS])
    assert [one.letter for one in told] == ["A", "B", "C"]
    level, _ = drawn(marks=told)
    bands = layers(level, "rect")[0]["data"]["values"]
    assert [(row["letter"], row["van"], round(row["tot"], 1)) for row in bands] == [
        ("A", 2001.0, 2009.0),
        ("C", 2013.0, 2015.0),
    ]
    lines = [row["letter"] for one in layers(level, "rule") for row in one["data"]["values"]]
    assert sorted(lines) == ["A", "B", "C"]
    day = next(row for row in layers(level, "rule")[0]["data"]["values"] if row["letter"] == "B")
    assert day["van"] == pytest.approx(2012.5, abs=0.01)


def test_no_figure_at_all_is_drawn_without_a_line():
    level, gaps = drawn(LINE.assign(value=pd.array([None] * 4, dtype="Float64")))
    assert {row["lijn"] for row in level["data"]["values"]} == {"Nederland"}
    assert gaps["data"]["values"] == []


def test_words_are_light_on_a_dark_page():
    assert all(panel["config"]["axis"]["labelColor"] == ON_DARK.ink for panel in drawn(dark=True))
