"""Trends: five classes, each with a series of its own, and the laws that hold for all."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.analysis import trends
from gis.analysis.needs import BETTER_LOW, NEITHER
from gis.analysis.trends import add_gaps, find_trends, is_slipping, mean_of_areas
from gis.errors import TableError

EIGHTHS = st.integers(-400, 400).map(lambda number: number / 8)  # sums of these are exact
ONE = {"x": 0.5}


def series(*rows, area="A", indicator="x"):
    told = [(area, indicator, year, value, reference) for year, value, reference in rows]
    return pd.DataFrame(told, columns=trends.SERIES_COLUMNS)


def only(frame, **more):
    return find_trends(frame, **{"first": 2012, "last": 2022, "widths": ONE} | more).iloc[0]


def test_the_report_of_2013_level_up_in_both_and_the_gap_smaller():
    wijken = series((2007, 58.0, 67.0), (2012, 60.0, 68.0), area="40 wijken")
    cities = series((2007, 67.0, 67.0), (2012, 68.0, 68.0), area="18 gemeenten")
    told = find_trends(pd.concat([wijken, cities]), first=2007, last=2012, widths={"x": 0.5})
    of = told.set_index("area")
    assert of["level_trend"].tolist() == ["vooruit", "vooruit"]
    assert (of.loc["40 wijken", "gap_first"], of.loc["40 wijken", "gap_last"]) == (9, 8)
    assert of.loc["40 wijken", "gap_trend"] == "kleiner"
    assert of.loc["18 gemeenten", "gap_trend"] == "op of beter dan gemiddelde"


@pytest.mark.parametrize(
    ("rows", "gap", "level"),
    [
        ([(2012, 4, 10), (2022, 7, 10)], "kleiner", "vooruit"),
        ([(2012, 4, 10), (2022, 6, 20)], "groter", "vooruit"),  # level better, distance worse
        ([(2012, 4, 10), (2022, 2, 7)], "kleiner", "achteruit"),  # and the other way round
        ([(2012, 4, 10), (2022, 4.5, 10)], "vrijwel gelijk", "vrijwel gelijk"),
        ([(2012, 4, 10), (2022, 12, 10)], "op of beter dan gemiddelde", "vooruit"),
        ([(2012, 4, 10), (2022, 10, 10)], "op of beter dan gemiddelde", "vooruit"),
        ([(2012, 15, 10), (2022, 7, 10)], "groter", "achteruit"),  # was better, is worse: |gap| fell
        ([(2022, 7, 10)], "te weinig waarnemingen", "te weinig waarnemingen"),
        ([(2012, None, 10), (2022, 7, 10)], "te weinig waarnemingen", "te weinig waarnemingen"),
        ([(2012, 4, None), (2022, 12, 10)], "te weinig waarnemingen", "vooruit"),
    ],
)
def test_one_series_per_class(rows, gap, level):
    told = only(series(*rows))
    assert (told["gap_trend"], told["level_trend"]) == (gap, level)


def test_every_indicator_has_its_own_way_and_width():
    school = series((2012, 8.3, 5.0), (2022, 6.0, 5.0), indicator="vsv")
    ages = series((2012, 20.0, 15.0), (2022, 12.0, 15.0), indicator="ouderen")
    score = series((2012, 1.0, 1.5), (2022, 1.1, 1.5), indicator="score")
    told = find_trends(
        pd.concat([school, ages, score]),
        first=2012,
        last=2022,
        widths={"vsv": 0.5, "ouderen": 0.5, "score": 0.05},
        level_widths={"vsv": 0.5, "ouderen": 0.5, "score": 0.2},
        ways={"vsv": BETTER_LOW, "ouderen": NEITHER},
    ).set_index("indicator")
    assert told.loc["vsv", ["level_trend", "gap_trend"]].tolist() == ["vooruit", "kleiner"]
    assert told.loc["ouderen", ["level_trend", "gap_trend"]].tolist() == [
        "lager",
        "kleiner",
    ]  # never good or bad
    assert told.loc["score", ["level_trend", "gap_trend"]].tolist() == ["vrijwel gelijk", "kleiner"]


def test_an_indicator_without_a_width_is_not_told():
    assert find_trends(series((2012, 1, 2), (2022, 1, 2)), first=2012, last=2022, widths={}).empty


def test_the_watch_list_is_about_average_and_falling():
    rows = {
        "zakt": [(2012, 10.5, 10), (2022, 9.98, 10)],
        "ver weg": [(2012, 8, 10), (2022, 7, 10)],
        "stijgt": [(2012, 9, 10), (2022, 10, 10)],
        "onbekend": [(2022, 10, 10)],
    }
    told = find_trends(
        pd.concat([series(*few, area=name) for name, few in rows.items()]), first=2012, last=2022, widths=ONE
    )
    assert told["area"][is_slipping(told)].tolist() == ["zakt"]


def test_the_mean_is_by_people_and_says_how_many_count():
    told = pd.concat(
        [
            series((2022, 1.0, None), area="a"),
            series((2022, 2.0, None), area="b"),
            series((2022, None, None), area="c"),
        ]
    )
    mean = mean_of_areas(told, pd.Series({"a": 300, "b": 100, "c": 100, "d": 0}))
    assert mean.to_dict("records") == [
        {"indicator": "x", "jaar": 2022, "reference": 1.25, "areas": 2, "share": 0.8}
    ]


def test_what_is_refused():
    with pytest.raises(TableError) as told:
        add_gaps(series((2012, 1, 2)).drop(columns="reference"))
    assert told.value.code == "column_missing"
    with pytest.raises(TableError) as told:
        add_gaps(series((2012, 1, 2), (2012, 1, 2)))
    assert told.value.code == "key_twice"


MADE = st.lists(
    st.tuples(
        st.sampled_from("AB"),
        st.sampled_from("xy"),
        st.sampled_from([2012, 2016, 2022]),
        st.none() | EIGHTHS,
        st.none() | EIGHTHS,
    ),
    unique_by=lambda row: row[:3],
    max_size=12,
).map(lambda rows: pd.DataFrame(rows, columns=trends.SERIES_COLUMNS))
FEW = settings(max_examples=20)  # one frame holds up to twelve cases
WIDTHS = st.fixed_dictionaries({"x": EIGHTHS.map(abs), "y": EIGHTHS.map(abs)})
WAYS = st.fixed_dictionaries({"x": st.sampled_from([1, -1, 0]), "y": st.sampled_from([1, -1])})


def told_of(frame, widths, ways):
    return find_trends(frame, first=2012, last=2022, widths=widths, ways=ways)


@FEW
@given(MADE, WIDTHS, WAYS, st.randoms())
def test_the_order_of_rows_does_not_matter(frame, widths, ways, random):
    order = random.sample(range(len(frame)), len(frame))
    pd.testing.assert_frame_equal(told_of(frame, widths, ways), told_of(frame.iloc[order], widths, ways))


@FEW
@given(MADE, WIDTHS, WAYS, EIGHTHS)
def test_the_same_on_value_and_reference_changes_no_gap(frame, widths, ways, more):
    moved = frame.assign(value=frame["value"] + more, reference=frame["reference"] + more)
    one, other = (
        told_of(told, widths, ways)
        for told in (
            frame.astype({"value": "Float64", "reference": "Float64"}),
            moved.astype({"value": "Float64", "reference": "Float64"}),
        )
    )
    columns = ["gap_first", "gap_last", "gap_change", "level_change", "gap_trend", "level_trend"]
    pd.testing.assert_frame_equal(one[columns], other[columns])


@FEW
@given(MADE, WIDTHS, WAYS, EIGHTHS.map(abs))
def test_a_larger_width_never_turns_equal_into_something_else(frame, widths, ways, more):
    narrow = told_of(frame, widths, ways)
    wide = told_of(frame, {name: width + more for name, width in widths.items()}, ways)
    for column in ("gap_trend", "level_trend"):
        same = narrow[column] == trends.SAME
        assert (wide.loc[same, column] == trends.SAME).all()


@FEW
@given(MADE, WIDTHS, WAYS, st.sampled_from([2012, 2022]))
def test_a_missing_year_is_too_few(frame, widths, ways, year):
    told = told_of(frame[frame["jaar"] != year], widths, ways)
    assert set(told["gap_trend"]) | set(told["level_trend"]) <= {trends.TOO_FEW}


@FEW
@given(MADE, WIDTHS, WAYS)
def test_every_row_has_one_of_five_classes_and_the_sign_of_its_parts(frame, widths, ways):
    for row in told_of(frame, widths, ways).to_dict("records"):
        assert row["gap_trend"] in trends.GAP_TRENDS
        width = widths[row["indicator"]]
        if row["gap_trend"] in {trends.SMALLER, trends.LARGER}:
            change = abs(row["gap_last"]) - max(row["gap_first"], 0)
            assert (change > width) if row["gap_trend"] == trends.LARGER else (change < -width)
