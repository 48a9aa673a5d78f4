from __future__ import annotations

import numpy as np
import pytest
import shapely

from gis.analysis.places import count_in_one_street, find_frameworks, find_widths, widen
from tests.gis.analysis.registers import CORNER


def test_frameworks_of_the_publication(publication):
    assert set(find_frameworks(publication)["id"]) == {"S01", "S06", "S07", "S22", "S31"}


def test_whole_areas_of_the_meeting(meeting):
    assert set(find_frameworks(meeting("gemeente"))["id"]) == {"F15", "F22"}


@pytest.mark.parametrize(
    ("kind", "shape", "width"),
    [
        ("warmtenet", shapely.LineString([(0, 0), (100, 0)]), 5),
        ("30 km-zone", shapely.LineString([(0, 0), (100, 0)]), 10),
        ("30 km-zone", shapely.box(0, 0, 100, 100), 0),
        ("spreekuur", shapely.Point(0, 0), 0),
    ],
)
def test_working_width_by_kind(make, vocabulary, kind, shape, width):
    moved = shapely.transform(shape, lambda points: points + CORNER)
    activities = make([{"theme": "energie", "kind": kind, "shape": moved}])
    assert find_widths(activities, vocabulary=vocabulary).tolist() == [width]


def test_points_and_lines_become_areas():
    shapes = np.array(
        [shapely.Point(0, 0), shapely.LineString([(0, 0), (100, 0)]), shapely.box(0, 0, 10, 10)]
    )
    areas = shapely.area(widen(shapes, np.array([0.0, 5.0, 0.0])))
    assert areas == pytest.approx([np.pi, 1000 + 25 * np.pi, 100], rel=2e-3)


def test_streets_are_counted_one_by_one():
    lines = np.array([shapely.LineString([(0, y), (100, y)]) for y in (0, 8, 16, 500)])
    assert count_in_one_street(lines) == 3  # 0 and 16 lie in one street through 8
    assert count_in_one_street(lines[[0, 3]]) == 0
    assert count_in_one_street(lines[:0]) == 0
