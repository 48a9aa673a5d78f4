import geopandas as gpd
import numpy as np
import pytest
import shapely
import shapely.affinity
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.analysis.outline import snap_outline
from gis.analysis.perceived import find_core
from gis.crs import RD
from gis.errors import TableError
from tests.gis.analysis.drawn import draw_village

X, Y = 233_000, 583_000
KERN = shapely.box(X, Y, X + 400, Y + 300)


def lines(**shapes):
    return gpd.GeoDataFrame({"name": list(shapes)}, geometry=list(shapes.values()), crs=RD)


def path(*spots):
    return shapely.LineString([(X + east, Y + north) for east, north in spots])


NONE = gpd.GeoDataFrame({"name": []}, geometry=gpd.GeoSeries([], crs=RD), crs=RD)


def test_the_edge_is_laid_on_a_street_that_runs_along_it():
    street = path((-50, 310), (200, 325), (450, 310))
    found = snap_outline(KERN, lines(Dijk=street))
    assert found.kept == pytest.approx(1)
    [(name, metres)] = found.follows
    assert name == "Dijk"
    assert metres == pytest.approx(400, abs=15)
    assert found.shape.boundary.intersection(street.buffer(0.1)).length > 380
    assert found.added == pytest.approx(0.06, abs=0.01)


def test_a_street_that_crosses_or_lies_far_is_not_followed():
    found = snap_outline(KERN, lines(Dwars=path((200, -100), (200, 500)), Ver=path((-50, 360), (450, 360))))
    assert found.follows == ()
    assert found.shape.symmetric_difference(KERN).area < 1


def test_a_street_inside_is_not_followed_when_too_much_would_fall_off():
    inside = lines(Binnen=path((-50, 265), (450, 265)))
    assert snap_outline(KERN, inside, keep=0.95).follows == ()
    assert snap_outline(KERN, inside, keep=0.85).follows[0][0] == "Binnen"


def test_people_count_when_there_are_people():
    inside = lines(Binnen=path((-50, 265), (450, 265)))
    spots = [shapely.Point(X + 200, Y + north) for north in (50, 280)]
    few = gpd.GeoDataFrame({"inhabitants": [990, 10]}, geometry=spots, crs=RD)
    found = snap_outline(KERN, inside, people=few)
    assert (found.by_people, found.kept) == (True, 0.99)
    assert found.follows[0][0] == "Binnen"
    many = few.assign(inhabitants=[500, 500])
    assert snap_outline(KERN, inside, people=many).kept == 1
    assert not snap_outline(KERN, inside, people=few.iloc[:0]).by_people


def test_people_of_an_area_count_by_the_share_of_its_ground():
    cell = gpd.GeoDataFrame(
        {"inhabitants": [100]}, geometry=[shapely.box(X, Y + 200, X + 100, Y + 300)], crs=RD
    )
    found = snap_outline(KERN, lines(Binnen=path((-50, 275), (450, 275))), people=cell, keep=0.7)
    assert found.kept == pytest.approx(0.75, abs=0.01)


def test_the_border_of_an_area_is_a_line_with_its_corners():
    buurt = shapely.box(X - 20, Y - 20, X + 420, Y + 150)
    found = snap_outline(KERN, lines(Selwerd=buurt))
    assert [name for name, _ in found.follows] == ["Selwerd"]
    assert shapely.Point(X - 20, Y - 20).distance(found.shape.boundary) < 8


def test_without_lines_the_steps_of_the_cells_go():
    kern = find_core(draw_village(1, 9)).geometry.iloc[0]
    found = snap_outline(kern, NONE)
    assert found.kept >= 0.95
    assert found.follows == ()
    assert shapely.get_num_coordinates(found.shape) < shapely.get_num_coordinates(kern) / 2


@given(
    st.integers(0, 30),
    st.lists(st.tuples(*[st.integers(-500, 500)] * 4).filter(lambda four: four[:2] != four[2:]), max_size=6),
    st.sampled_from([0.9, 0.95, 1.0]),
)
@settings(max_examples=25, deadline=None)
def test_enough_is_kept_and_nothing_is_added_out_of_reach(seed, told, keep):
    kern = find_core(draw_village(seed, 6, noise=0.2), cell_m=10).geometry.iloc[0]
    streets = (
        lines(**{f"s{n}": path((a, b), (c, d)) for n, (a, b, c, d) in enumerate(told)}) if told else NONE
    )
    found = snap_outline(kern, streets, keep=keep)
    assert found.kept >= keep - 1e-6
    assert found.shape.is_valid
    assert found.kept == pytest.approx(found.shape.intersection(kern).area / kern.area)
    assert found.shape.difference(kern.buffer(50)).area < 1e-6
    again = snap_outline(kern, streets, keep=keep)
    assert again.shape.equals(found.shape)


def test_a_hole_and_two_parts_stay():
    hole = shapely.difference(KERN, shapely.box(X + 100, Y + 100, X + 200, Y + 200))
    two = shapely.union(hole, shapely.affinity.translate(KERN, 1_000, 0))
    found = snap_outline(two, NONE)
    assert found.shape.area == pytest.approx(two.area, rel=0.01)
    assert len(shapely.get_parts(found.shape)) == 2


@pytest.mark.parametrize(
    ("code", "kern", "frame", "keep"),
    [
        ("kern_missing", shapely.MultiPolygon(), NONE, 0.95),
        ("keep_out_of_range", KERN, NONE, 0.0),
        ("keep_out_of_range", KERN, NONE, 1.1),
        ("column_missing", KERN, NONE.rename(columns={"name": "naam"}), 0.95),
        ("crs_not_rd", KERN, lines(a=path((0, 0), (1, 1))).to_crs("EPSG:4326"), 0.95),
    ],
)
def test_what_cannot_be_drawn_is_refused(code, kern, frame, keep):
    with pytest.raises(TableError) as caught:
        snap_outline(kern, frame, keep=keep)
    assert caught.value.code == code


def test_nothing_that_was_given_changes():
    street = lines(Dijk=path((-50, 310), (450, 310)))
    before = street.copy()
    snap_outline(KERN, street)
    assert street.equals(before)
    assert np.array_equal(street.columns, before.columns)
