"""Figures beside a reference: pencil numbers, and laws on made figures."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.analysis.compass import (
    BETTER,
    CLASSES,
    EQUAL,
    LOWER,
    MINIMUM_INHABITANTS,
    NO_FIGURE,
    NO_REFERENCE,
    NO_WIDTH,
    OTHER,
    SCORE_WIDTHS,
    TO_BE_SET,
    TOO_FEW,
    VALUE_COLUMNS,
    compare,
    find_serving,
    find_widths,
    mean_reference,
    meets,
    strengths_first,
)
from gis.errors import TableError

FIGURES = st.floats(-1000, 1000, allow_nan=False).map(lambda number: round(number, 4))
WAYS = st.sampled_from([1, -1, 0])


def told(*rows):
    return pd.DataFrame(rows, columns=list(VALUE_COLUMNS))


def state(value, reference=0.0, *, way=1, width=1.0, **more):
    frame = told(("BU1", "x", value))
    references = {} if reference is None else {"x": reference}
    widths = {} if width is None else {"x": width}
    return compare(frame, references, ways={"x": way}, widths=widths, **more)["class"].iloc[0]


# one figure


@pytest.mark.parametrize(
    ("value", "way", "expected"),
    [
        (-2, 1, LOWER),
        (-1, 1, EQUAL),
        (1, 1, EQUAL),
        (2, 1, BETTER),
        (-2, -1, BETTER),
        (2, -1, LOWER),
        (2, 0, OTHER),
        (-2, 0, OTHER),
        (0.5, 0, EQUAL),
    ],
)
def test_the_class_follows_the_way(value, way, expected):
    assert state(value, way=way) == expected


def test_the_edge_of_the_band_is_about_equal():
    frame = told(("BU1", "soc", -0.0606), ("BU2", "soc", -0.0607))
    found = compare(frame, {"soc": -0.0214}, ways={"soc": 1}, widths=SCORE_WIDTHS)
    assert found["class"].tolist() == [EQUAL, LOWER]


def test_what_is_no_figure_says_why():
    assert state(float("nan")) == NO_FIGURE
    assert state(None) == NO_FIGURE
    assert state(5, None) == NO_REFERENCE
    assert state(5, width=None) == NO_WIDTH
    waiting = told(("BU1", "x", None)).assign(to_be_set=True)
    found = compare(waiting, {"x": 1.0}, ways={"x": 1}, widths={"x": 1.0})
    assert found["class"].tolist() == [TO_BE_SET]


@pytest.mark.parametrize(
    ("people", "expected"),
    [(MINIMUM_INHABITANTS, BETTER), (MINIMUM_INHABITANTS - 1, TOO_FEW), (0, TOO_FEW), (None, TOO_FEW)],
)
def test_few_people_give_no_class(people, expected):
    inhabitants = pd.Series({"BU1": people}, dtype="Float64")
    assert state(5, inhabitants=inhabitants) == expected
    assert state(5, inhabitants=pd.Series({"BU2": 1000}, dtype="Float64")) == TOO_FEW
    assert state(5, inhabitants=None) == BETTER


def test_below_the_floor_is_lower_whatever_the_average():
    assert state(-3, -3, floors={"x": -2.5}) == LOWER
    assert state(-2, -3, floors={"x": -2.5}) == EQUAL
    assert state(12, 12, way=-1, floors={"x": 10}) == LOWER  # the most that is acceptable
    assert state(-3, None, floors={"x": -2.5}) == LOWER
    assert state(-3, -3, way=0, floors={"x": -2.5}) == EQUAL  # no good side, so no floor
    found = compare(told(("BU1", "x", -3)), {"x": -3.0}, ways={"x": 1}, widths={"x": 1.0}, floors={"x": -2.5})
    assert found["below_floor"].tolist() == [True]


def test_two_values_of_one_indicator_are_refused():
    with pytest.raises(TableError) as error:
        compare(told(("BU1", "x", 1), ("BU1", "x", 2)), {}, ways={}, widths={})
    assert error.value.code == "key_twice"
    with pytest.raises(TableError) as error:
        compare(told().drop(columns="value"), {}, ways={}, widths={})
    assert error.value.code == "column_missing"


# laws


@given(st.tuples(FIGURES, FIGURES), FIGURES, st.floats(0, 100), st.none() | FIGURES, st.sampled_from([1, -1]))
def test_a_better_value_never_has_a_lower_class(pair, reference, width, floor, way):
    worse, better = sorted(pair, reverse=way < 0)
    floors = {} if floor is None else {"x": floor}
    places = [
        CLASSES.index(state(value, reference, way=way, width=width, floors=floors))
        for value in (worse, better)
    ]
    assert places[0] <= places[1]


@given(FIGURES, WAYS, st.floats(0, 100))
def test_what_equals_its_reference_is_about_equal(value, way, width):
    assert state(value, value, way=way, width=width) == EQUAL


@given(FIGURES, WAYS, st.floats(0, 100), st.none() | FIGURES)
def test_missing_is_never_a_class(reference, way, width, floor):
    floors = {} if floor is None else {"x": floor}
    assert state(math.nan, reference, way=way, width=width, floors=floors) == NO_FIGURE


@given(FIGURES, FIGURES, st.floats(0, 50), st.floats(0, 50), WAYS)
def test_a_wider_band_takes_nothing_out_of_it(value, reference, one, more, way):
    if state(value, reference, way=way, width=one) == EQUAL:
        assert state(value, reference, way=way, width=one + more) == EQUAL


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("xyz"), st.none() | FIGURES),
        unique_by=lambda row: row[:2],
        min_size=1,
    ),
    st.randoms(use_true_random=False),
)
def test_order_of_rows_does_not_count(rows, chance):
    mixed = list(rows)
    chance.shuffle(mixed)
    weights = pd.DataFrame({name: {area: number for number, area in enumerate("abcdef")} for name in "xyz"})
    answers = []
    for one in (rows, mixed):
        frame = told(*one)
        references = mean_reference(frame, weights)["reference"].to_dict()
        found = compare(frame, references, ways={"x": 1, "y": -1}, widths=find_widths(frame))
        answers.append(found.sort_values(["code", "indicator"], ignore_index=True))
    pd.testing.assert_frame_equal(*answers)


# band and reference


def test_width_is_half_a_class_or_a_quarter_of_the_spread():
    frame = told(
        ("BU1", "won", 0.1),
        ("BU2", "won", -0.1),
        ("BU1", "koop", 10),
        ("BU2", "koop", 30),
        ("BU3", "koop", None),
        ("BU1", "alleen", 4),
    )
    assert find_widths(frame) == {"koop": 2.5, "won": 0.0392}
    assert find_widths(frame, share=0.5)["koop"] == 5.0


def test_mean_counts_people_and_says_of_how_many():
    frame = told(
        ("A", "won", 0.1), ("B", "won", 0.4), ("C", "won", None), ("A", "koop", 40), ("B", "koop", 10)
    )
    weights = pd.DataFrame({"won": {"A": 300, "B": 100, "C": 900}, "koop": {"A": 10, "B": None}})
    found = mean_reference(frame, weights)
    assert found.loc["won"].to_dict() == {"reference": 0.175, "areas": 2, "among": 3}
    assert found.loc["koop"].to_dict() == {"reference": 40.0, "areas": 1, "among": 3}
    assert mean_reference(frame, weights.drop(columns="won")).index.tolist() == ["koop"]


# what is told of it


def test_strengths_come_first():
    frame = told(("A", "a", -3), ("A", "b", 2), ("A", "c", 0), ("A", "d", 5), ("A", "e", None), ("A", "f", 9))
    ways = dict.fromkeys("abcde", 1)
    found = compare(frame, dict.fromkeys("abcdef", 0), ways=ways, widths=dict.fromkeys("abcdef", 1))
    assert strengths_first(found)["indicator"].tolist() == ["d", "b", "c", "a", "f", "e"]


def test_a_target_is_met_or_not_or_not_known():
    assert [meets(one, "better") for one in (BETTER, EQUAL, LOWER, OTHER)] == [True, False, False, None]


def test_activities_serve_an_indicator_by_their_themes():
    activities = pd.DataFrame(
        {
            "id": ["A", "B", "C"],
            "theme": ["wonen", "groen", "wonen"],
            "other_themes": [[], ["energie"], []],
            "shown_as": ["bestaand", "idee", "voorbij"],
        }
    )
    placed = pd.DataFrame({"id": ["A", "A", "B", "C"], "buurtcode": ["BU1", "BU2", "BU1", "BU1"]})
    themes = {"won": ("wonen", "energie"), "fys": ("groen",), "onv": ("veiligheid",)}
    found = find_serving(placed, activities, themes=themes)
    assert found.to_numpy().tolist() == [
        ["BU1", "fys", "B"],
        ["BU1", "won", "A"],
        ["BU1", "won", "B"],
        ["BU2", "won", "A"],
    ]
