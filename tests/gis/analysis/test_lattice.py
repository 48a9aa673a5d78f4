import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.analysis.lattice import (
    count_people,
    find_meetings,
    find_near,
    find_runs,
    merge_runs,
    place_people,
    with_one_spot,
)
from tests.gis.analysis.village import at, cells

EVENLY = place_people(None)


def _spots(shapes, *, people=EVENLY, among=None):
    areas = find_runs(np.array(shapes, dtype=object))
    return count_people(areas, people, among=among, count=len(shapes)).tolist()


def box(x, y, width, height):
    return shapely.box(*at(x, y), *at(x + width, y + height))


def test_a_square_of_100_m_has_sixteen_spots_and_a_hole_takes_its_own():
    ring = box(0, 0, 100, 100).difference(box(25, 25, 50, 50))
    assert _spots([box(0, 0, 100, 100), ring, box(0, 0, 12, 100), box(0, 0, 13, 100)]) == [16, 12, 0, 4]


def test_neighbours_share_no_spot_and_what_is_no_area_has_none():
    left, right = (shapely.Polygon([at(x, 0), at(50, 0), at(75, 100), at(x, 100)]) for x in (0, 200))
    assert sum(_spots([left, right])) == _spots([left | right])[0]
    assert _spots([shapely.Point(at(0, 0)), None, shapely.LineString([at(0, 0), at(90, 9)])]) == [0, 0, 0]
    assert _spots([]) == []


def test_an_area_too_small_for_a_middle_has_the_spot_that_it_lies_in():
    shapes = np.array([box(0, 0, 5, 5), box(0, 0, 50, 50)], dtype=object)
    runs = with_one_spot(find_runs(shapes), shapes)
    assert count_people(runs, EVENLY, count=2).tolist() == [1, 4]
    assert runs.first[0] == runs.first[1]


def test_people_of_squares_live_evenly_on_their_spots():
    people = place_people(cells((0, 0, 160), (100, 0, 16), (0, 100, None)))
    areas = [box(0, 0, 200, 100), box(50, 0, 100, 100), box(0, 100, 100, 100), box(-500, 0, 100, 100)]
    assert _spots(areas, people=people) == pytest.approx([176, 88, 0, 0])
    half = merge_runs(find_runs(np.array([box(0, 0, 50, 100), box(25, 0, 25, 100)], dtype=object)))
    assert _spots(areas, people=people, among=half) == pytest.approx([80, 0, 0, 0])


def test_within_reach_of_a_point_is_the_exact_circle():
    found = find_near(np.array([shapely.Point(at(12.5, 12.5))], dtype=object), np.array([51.0]))
    assert count_people(found, EVENLY, count=1).tolist() == [
        13
    ]  # two spots of 25 m to each side, and four more


coordinates = st.integers(0, 400)


@st.composite
def area(draw):
    points = draw(st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=6, unique=True))
    hull = shapely.MultiPoint([at(x, y) for x, y in points]).convex_hull
    return hull if hull.geom_type == "Polygon" else hull.buffer(10)


def _middles(shape):
    grid = np.arange(-100, 600, 25) + 12.5
    x, y = (axis.ravel() for axis in np.meshgrid(grid, grid))
    left, low = at(0, 0)
    return shapely.contains_xy(shape, x + left, y + low)


@given(shapes=st.lists(area(), min_size=1, max_size=4), reach=st.sampled_from([1.0, 33.0, 90.0]))
def test_counts_are_those_of_all_middles_one_by_one(shapes, reach):
    """Equal but for middles that lie on a line, of which there are few on whole metres."""
    told = np.array(shapes, dtype=object)
    wide = shapely.buffer(told, reach, quad_segs=16)
    runs, areas = find_near(told, np.full(len(told), reach)), find_runs(told)
    for number, shape in enumerate(told):
        on_line = int(shapely.dwithin(shape.boundary, _points(), 1e-6).sum())
        assert abs(count_people(areas, EVENLY, count=len(told))[number] - _middles(shape).sum()) <= on_line
    union = _middles(shapely.union_all(wide))
    inside = np.array([(union & _middles(shape)).sum() for shape in told])
    edges = int(shapely.dwithin(shapely.union_all(shapely.boundary(told)), _points(), 1e-6).sum())
    got = count_people(areas, EVENLY, among=merge_runs(runs), count=len(told))
    assert np.abs(got - inside).max() <= edges
    one, other = find_meetings(runs, areas)
    for number, shape in enumerate(wide):
        meets = [place for place, each in enumerate(told) if (_middles(shape) & _middles(each)).any()]
        assert set(meets) <= set(other[one == number]) or edges


def _points():
    grid = np.arange(-100, 600, 25) + 12.5
    x, y = (axis.ravel() for axis in np.meshgrid(grid, grid))
    left, low = at(0, 0)
    return shapely.points(x + left, y + low)


def test_squares_without_a_number_hold_nobody():
    assert len(place_people(pd.DataFrame({"x": [0.0], "y": [0.0], "inwoners": [None]})).first) == 0
