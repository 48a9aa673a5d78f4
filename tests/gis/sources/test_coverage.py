from itertools import pairwise

import geopandas as gpd
import pytest
import shapely

from gis.crs import RD, WGS84
from gis.errors import TableError
from gis.sources.coverage import LEVELS, pixel_m, simplify_outlines


def village(amplitude_m: float = 3.0) -> gpd.GeoDataFrame:
    """Nine areas of 1 km side whose shared borders wave a little; codes from 9 down, on purpose."""

    def corner(x: int, y: int) -> tuple[float, float]:
        return 230_000 + 1000 * x, 580_000 + 1000 * y

    def border(one: tuple[int, int], other: tuple[int, int]) -> list[tuple[float, float]]:
        (x, y), (to_x, to_y) = corner(*one), corner(*other)
        across = (0, 1) if y == to_y else (1, 0)
        points = []
        for step in range(20):
            swing = 0 if step == 0 else amplitude_m * (-1) ** step
            points.append(
                (
                    x + (to_x - x) * step / 20 + swing * across[0],
                    y + (to_y - y) * step / 20 + swing * across[1],
                )
            )
        return points

    def waved(one, other):
        """The same line for both neighbours, whichever side it is walked from."""
        if one < other:
            return border(one, other)
        return [*border(other, one)[1:], corner(*one)][::-1]

    shapes = []
    for x in range(3):
        for y in range(3):
            ring = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
            shapes.append(shapely.Polygon([at for a, b in pairwise(ring) for at in waved(a, b)]))
    return gpd.GeoDataFrame(
        {"code": [f"B{n}" for n in range(9)]}, geometry=shapes, index=range(9, 0, -1), crs=RD
    )


def test_the_village_is_a_coverage_with_many_corners():
    areas = village()
    assert shapely.coverage_is_valid(areas.geometry.to_numpy())
    assert areas.geometry.count_coordinates().sum() > 700


@pytest.mark.parametrize("tolerance", [5.0, 25.0, 100.0])
def test_neighbours_still_share_their_edge(tolerance):
    areas = village()
    coarse = simplify_outlines(areas, tolerance_m=tolerance)
    assert shapely.coverage_is_valid(coarse.geometry.to_numpy())
    assert coarse.index.tolist() == areas.index.tolist()
    assert coarse["code"].tolist() == areas["code"].tolist()
    assert coarse.crs == areas.crs
    assert not coarse.geometry.is_empty.any()
    whole = shapely.union_all(coarse.geometry.to_numpy()).area
    assert coarse.geometry.area.sum() == pytest.approx(whole, abs=1e-3)  # no gap, no overlap


def test_what_goes_is_small():
    areas = village()
    coarse = simplify_outlines(areas, tolerance_m=25)
    assert coarse.geometry.count_coordinates().sum() < areas.geometry.count_coordinates().sum() / 5
    assert coarse.geometry.area.sum() == pytest.approx(areas.geometry.area.sum(), rel=1e-2)


def test_nothing_vanishes_and_a_row_without_outline_stays_so():
    areas = gpd.GeoDataFrame(
        {"code": ["small", "none", "empty"]},
        geometry=[shapely.box(230_000, 580_000, 230_002, 580_002), None, shapely.Polygon()],
        crs=RD,
    )
    coarse = simplify_outlines(areas, tolerance_m=500)
    assert coarse.geometry.iloc[0].area > 0
    assert coarse.geometry.iloc[1] is None
    assert coarse.geometry.iloc[2].is_empty


def test_an_area_that_would_vanish_keeps_its_own_outline(monkeypatch):
    areas = village()
    monkeypatch.setattr(shapely, "coverage_simplify", lambda shapes, _: [shapely.Polygon() for _ in shapes])
    assert simplify_outlines(areas, tolerance_m=25).geometry.equals(areas.geometry)


def test_the_argument_is_not_changed():
    areas = village()
    before = areas.copy()
    copy = simplify_outlines(areas, tolerance_m=0)
    copy.loc[9, "code"] = "changed"
    simplify_outlines(areas, tolerance_m=25)
    assert areas["code"].equals(before["code"])
    assert areas.geom_equals_exact(before, 0).all()


def test_outlines_that_do_not_match_are_made_coarser_each_on_its_own():
    areas = village()
    apart = areas.set_geometry(areas.geometry.buffer(0.3), crs=RD)
    assert not shapely.coverage_is_valid(apart.geometry.to_numpy())
    coarse = simplify_outlines(apart, tolerance_m=25)
    assert coarse.geometry.is_valid.all()
    assert not coarse.geometry.is_empty.any()


def test_degrees_are_refused():
    with pytest.raises(TableError) as caught:
        simplify_outlines(village().to_crs(WGS84), tolerance_m=25)
    assert caught.value.code == "crs_not_rd"


@pytest.mark.parametrize("level", LEVELS)
def test_the_tolerance_is_at_most_a_pixel_where_a_level_is_used(level):
    assert level.tolerance_m <= pixel_m(level.deepest_zoom)


def test_levels_go_from_far_to_near():
    assert [level.deepest_zoom for level in LEVELS] == sorted(level.deepest_zoom for level in LEVELS)
    assert [level.tolerance_m for level in LEVELS] == sorted(
        (level.tolerance_m for level in LEVELS), reverse=True
    )
