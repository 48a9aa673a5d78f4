import numpy as np
import pandas as pd
import pytest
import shapely
import shapely.affinity
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.analysis.agreement import count_drawings
from gis.analysis.certainty import BAND, draw_again, find_band, find_certainty, find_curve, judge_enough
from gis.analysis.patterns import find_patterns
from gis.analysis.perceived import find_core
from gis.errors import TableError
from tests.gating import repeats
from tests.gis.analysis.drawn import VILLAGE, both, draw_village, likeness, make

_place, _side = st.integers(0, 10), st.integers(1, 12)
boxes = st.lists(st.tuples(_place, _place, _side, _side), min_size=5, max_size=9).map(
    lambda told: make(
        [
            shapely.box(233_000 + 10 * w, 583_000 + 10 * s, 233_000 + 10 * (w + a), 583_000 + 10 * (s + b))
            for w, s, a, b in told
        ]
    )
)
laws = settings(max_examples=25, deadline=None)


@given(boxes, st.lists(st.sampled_from([0.1, 0.5, 1.0, 3.0]), min_size=9, max_size=9), st.booleans())
@laws
def test_patterns_hold_what_the_surface_counts(drawings, weights, weighted):
    drawings = drawings.assign(weight=weights[: len(drawings)])
    surface, found = count_drawings(drawings, weighted=weighted), find_patterns(drawings, weighted=weighted)
    np.testing.assert_allclose((found.held @ found.weights)[found.places], surface.counts, rtol=1e-6)
    assert found.transform == surface.transform
    assert found.cells.sum() == surface.counts.size
    assert len(np.unique(found.held, axis=0)) == len(found.held)


def test_more_drawings_than_a_layer_of_bits_holds():
    drawings = draw_village(1, 120)
    found = find_patterns(drawings)
    assert np.array_equal(found.held.sum(axis=1)[found.places], count_drawings(drawings).counts)


def test_share_is_that_of_replicates_counted_one_by_one():
    drawings = draw_village(3, 7, noise=0.3).assign(weight=[1, 2, 1, 0.5, 1, 3, 1])
    told = find_certainty(drawings, cell_m=20, replicates=40, k=0.6)
    turns = draw_again(7, replicates=40)
    kern = [
        count_drawings(drawings.assign(weight=drawings["weight"] * turn + 1e-12), cell_m=20).agreement
        >= 0.6 - 1e-6
        for turn in turns
    ]
    np.testing.assert_allclose(told.share, np.mean(kern, axis=0), atol=1e-6)
    areas = np.array([one.sum() * 400 for one in kern])
    assert (told.low_m2, told.high_m2) == pytest.approx(tuple(np.quantile(areas, [0.05, 0.95])))


@given(boxes, st.randoms(use_true_random=False))
@laws
def test_order_does_not_matter_and_twice_is_the_same(drawings, random):
    order = list(range(len(drawings)))
    random.shuffle(order)
    one, other = (find_certainty(told, replicates=50) for told in (drawings, drawings.iloc[order]))
    assert np.array_equal(one.share, other.share)
    assert find_curve(drawings, orders=5).equals(find_curve(drawings.iloc[order], orders=5))


@given(boxes)
@laws
def test_everything_moved_moves_the_band_along(drawings):
    moved = drawings.set_geometry(
        [shapely.affinity.translate(shape, 500, -250) for shape in drawings.geometry], crs=drawings.crs
    )
    here, there = (find_certainty(told, replicates=50) for told in (drawings, moved))
    assert np.array_equal(here.share, there.share)


@given(boxes, st.integers(0, 10))
@laws
def test_what_all_drew_is_kern_and_what_nobody_drew_is_not(drawings, seed):
    found = find_certainty(drawings, replicates=50, seed=seed)
    share = count_drawings(drawings).agreement
    assert (found.share[share >= 1 - 1e-9] == 1).all()
    assert (found.share[share == 0] == 0).all()


@pytest.mark.parametrize("noise", [0.1, 0.2])
def test_twice_the_same_drawings_narrow_the_band(noise):
    for seed in range(4):
        drawings = draw_village(seed, 8, noise=noise)
        once, twice = (find_certainty(told, cell_m=10) for told in (drawings, both(drawings, drawings)))
        assert twice.band().area < once.band().area
        assert twice.width_m < once.width_m


def test_the_same_drawing_by_all_leaves_no_doubt():
    found = find_band(make([VILLAGE] * 6))
    assert found["area_m2"].tolist() == [0]
    assert find_certainty(make([VILLAGE] * 6)).width_m == 0


@pytest.mark.parametrize("count", [1, 4])
def test_below_five_drawings_there_is_no_band(count):
    few = draw_village(1, count)
    assert find_certainty(few) is None
    assert find_band(few).empty
    assert find_core(few)["few"].all()
    assert judge_enough(find_curve(few)) == "few"


def test_a_band_is_a_part_beside_kern_and_rand():
    band, core = find_band(draw_village(1, 6)), find_core(draw_village(1, 6))
    assert list(band.columns) == list(core.columns)
    assert band["part"].tolist() == [BAND]
    assert band["area_m2"].tolist() == pytest.approx([band.geometry.iloc[0].area])


def test_questions_are_only_pooled_on_purpose():
    mixed = draw_village(1, 6).assign(question=["a", "b"] * 3)
    for find in (find_certainty, find_band, find_curve):
        with pytest.raises(TableError) as caught:
            find(mixed)
        assert caught.value.code == "questions_mixed"
        assert find(mixed, pooled=True) is not None


@pytest.mark.soak
def test_kern_and_band_of_forty_drawings_find_the_village():
    alike, covered = [], []
    for seed in repeats(list(range(16)), range(200)):
        drawings = draw_village(seed, 40)
        alike.append(likeness(find_core(drawings).geometry.iloc[0], VILLAGE))
        edge = VILLAGE.boundary
        covered.append(find_certainty(drawings).band().intersection(edge).length / edge.length)
    assert min(alike) >= 0.9
    assert np.mean(covered) >= 0.85


def test_curve_ends_at_one_and_more_drawings_are_more_alike():
    curve = find_curve(draw_village(2, 30, noise=0.2), cell_m=10)
    assert curve.index.tolist() == list(range(2, 31))
    assert curve.iloc[-1] == 1
    assert curve.iloc[0] < curve.loc[10] < curve.loc[25]


def test_curve_of_many_drawings_has_few_points_and_the_middle():
    curve = find_curve(draw_village(2, 90), cell_m=20, orders=3)
    assert len(curve) <= 41
    assert {2, 45, 90} <= set(curve.index)


def test_curve_without_a_kern_says_nothing():
    apart = make([shapely.affinity.translate(VILLAGE, 2_000 * n, 0) for n in range(6)])
    assert find_curve(apart, cell_m=20).empty
    assert find_curve(apart.iloc[:1]).empty
    assert judge_enough(find_curve(apart, cell_m=20)) == "few"
    assert np.isnan(find_certainty(apart, cell_m=20).width_m)


def test_half_of_the_drawings_tells_whether_more_are_needed():
    """The kern of half differs from that of all as much as that of all from the village, on average."""
    half, truth = [], []
    for seed in range(15):
        drawings = draw_village(seed, 12, noise=0.2)
        half.append(find_curve(drawings, cell_m=10, orders=20).loc[6])
        truth.append(likeness(find_core(drawings, cell_m=10).geometry.iloc[0], VILLAGE))
    assert np.mean(half) == pytest.approx(np.mean(truth), abs=0.03)


@pytest.mark.parametrize(("half", "told"), [(0.5, "not_yet"), (0.75, "nearly"), (0.9, "enough")])
def test_enough_is_told_from_the_middle(half, told):
    assert judge_enough(pd.Series([0.1, 0.2, half, 1, 1, 1], index=[2, 3, 5, 6, 8, 10])) == told


def test_a_handful_is_never_enough():
    assert judge_enough(pd.Series([0.1, 1, 1, 1], index=[2, 4, 6, 9])) == "nearly"
