import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.analysis.agreement import count_drawings, count_faces, within
from gis.crs import RD
from gis.errors import TableError

X, Y = 233_000, 583_000


def make(*shapes, weight=1.0):
    rows = {"id": [f"T{n}" for n, _ in enumerate(shapes)], "question": "thuis", "weight": weight}
    return gpd.GeoDataFrame(rows, geometry=list(shapes), crs=RD)


def box(west, south, east, north):
    return shapely.box(X + west, Y + south, X + east, Y + north)


@st.composite
def outlines(draw):
    count = draw(st.integers(1, 6))
    sides = st.integers(0, 20).map(lambda n: 10 * n)
    shapes = [box(w, s, w + 10 + draw(sides), s + 10 + draw(sides)) for w, s in draw(_corners(sides, count))]
    return make(
        *shapes, weight=draw(st.lists(st.sampled_from([0.1, 0.5, 1.0, 3.0]), min_size=count, max_size=count))
    )


def _corners(sides, count):
    return st.lists(st.tuples(sides, sides), min_size=count, max_size=count)


def test_cells_hold_the_sum_of_weights():
    surface = count_drawings(make(box(0, 0, 10, 10), box(5, 0, 15, 10), weight=[1.0, 2.0]))
    assert surface.counts.tolist() == [[1, 3, 2], [1, 3, 2]]
    assert (surface.total, surface.drawings, surface.question, surface.crs) == (3.0, 2, "thuis", RD)
    assert surface.counts.dtype == "float32"


def test_unweighted_counts_heads():
    surface = count_drawings(make(box(0, 0, 10, 10), box(5, 0, 15, 10), weight=[1.0, 2.0]), weighted=False)
    assert surface.counts.tolist() == [[1, 2, 1], [1, 2, 1]]


def test_cells_lie_on_multiples_of_their_side():
    transform = count_drawings(make(box(2, 3, 14, 11))).transform
    assert (transform.c, transform.f, transform.a, transform.e) == (X, Y + 15, 5, -5)


def test_a_hole_is_not_held():
    ring = shapely.difference(box(0, 0, 30, 30), box(10, 10, 20, 20))
    assert count_drawings(make(ring), cell_m=10).counts.tolist() == [[1, 1, 1], [1, 0, 1], [1, 1, 1]]
    assert count_faces(make(ring)).geometry.area.tolist() == [800]


def test_a_ring_of_drawings_leaves_its_middle_unheld():
    sides = [box(0, 0, 30, 10), box(0, 20, 30, 30), box(0, 0, 10, 30), box(20, 0, 30, 30)]
    assert count_faces(make(*sides)).geometry.area.sum() == pytest.approx(800)


def test_two_parts_are_one_drawing():
    both = shapely.MultiPolygon([box(0, 0, 10, 10), box(20, 0, 30, 10)])
    assert count_drawings(make(both), cell_m=10).counts.tolist() == [[1, 0, 1]]


def test_no_drawings_give_no_faces_and_no_surface():
    none = make(box(0, 0, 1, 1)).iloc[:0]
    assert count_faces(none).empty
    with pytest.raises(TableError) as caught:
        count_drawings(none)
    assert caught.value.code == "drawings_missing"


def test_a_slip_of_the_hand_does_not_fill_the_memory():
    with pytest.raises(TableError) as caught:
        count_drawings(make(shapely.box(10_000, 310_000, 280_000, 600_000)))
    assert caught.value.code == "drawings_too_wide"


@given(outlines())
@settings(max_examples=60, deadline=None)
def test_cells_and_faces_agree_where_lines_follow_cells(drawings):
    surface, faces = count_drawings(drawings), count_faces(drawings)
    for low, high in ((0.1, 0.5), (0.5, 2.0)):
        exact = faces.geometry.area[within(faces["agreement"].to_numpy(), low, high)].sum()
        assert surface.area_between(low, high).area == pytest.approx(exact)


@given(outlines(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_order_does_not_matter(drawings, random):
    order = list(range(len(drawings)))
    random.shuffle(order)
    here, there = count_drawings(drawings), count_drawings(drawings.iloc[order])
    np.testing.assert_allclose(here.counts, there.counts, rtol=1e-6)
    assert here.area_between(0.5, 2).equals(there.area_between(0.5, 2))
