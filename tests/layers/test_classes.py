import numpy as np
import pytest

from layers.classes import deviation_classes, deviation_marks, deviation_words, equal_groups, group_marks
from layers.style import DEVIATION_BORDERS, SCORE_CLASSES


@pytest.mark.parametrize(
    ("value", "expected"), [(-0.3, 1), (-0.2352, 2), (-0.0393, 4), (0.0, 5), (0.0392, 6), (0.3, 9)]
)
def test_a_border_belongs_to_the_class_above(value, expected):
    assert deviation_classes(np.array([value])).tolist() == [expected]


def test_missing_is_no_class():
    assert deviation_classes(np.array([np.nan])).tolist() == [0]
    assert equal_groups(np.array([np.nan, np.nan])).tolist() == [0, 0]


def test_the_legend_of_deviations_tells_their_borders_and_not_the_classes_of_the_score():
    labels = [mark.label for mark in deviation_marks(than="Nederland")]
    assert labels[0] == "zeer veel lager dan Nederland (onder −0,235)"
    assert labels[4] == "ongeveer gelijk aan Nederland (−0,039 tot 0,039)"
    assert labels[8] == "zeer veel hoger dan Nederland (0,235 of meer)"
    assert not any(word in label for label in labels for word in SCORE_CLASSES)
    assert len(labels) == len(DEVIATION_BORDERS) + 1
    assert deviation_words(2, than="Een") == "veel lager dan Een"


def test_groups_hold_about_as_many():
    groups = equal_groups(np.arange(100.0))
    assert np.bincount(groups).tolist() == [0, 20, 20, 20, 20, 20]


def test_equal_numbers_are_not_put_apart():
    assert equal_groups(np.array([0.0] * 9 + [5.0])).tolist() == [1] * 9 + [2]


def test_group_labels_tell_lowest_and_highest_in_their_unit():
    values = np.array([1_000.0, 2_000.5, 3_000, 4_000, 5_000, np.nan])
    marks = group_marks(values, equal_groups(values), unit="{} km")
    assert [mark.label for mark in marks][:2] == ["1.000 km", "2.000,5 km"]
    assert [mark.key for mark in marks] == ["1", "2", "3", "4", "5"]
    two = group_marks(np.array([1.0, 2, 3, 9]), np.array([1, 1, 2, 2], dtype="uint8"))
    assert [mark.label for mark in two] == ["1 tot en met 2", "3 tot en met 9"]
