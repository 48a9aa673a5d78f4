import json

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.shapes import MAP_DECIMALS, cut, edited_to_rd, to_degrees

X, Y = 232_700.123456789, 583_500.987654321
LAWN = shapely.Polygon(
    [(X, Y), (X + 60.1, Y), (X + 60, Y + 40), (X, Y + 40)],
    [[(X + 10, Y + 10), (X + 20, Y + 10), (X + 20, Y + 20.25)]],
)
SHAPES = [
    shapely.Point(X, Y),
    shapely.MultiPoint([(X, Y), (X + 5, Y)]),
    shapely.LineString([(X, Y), (X + 40, Y + 0.1), (X + 41, Y + 7)]),
    LAWN,
    shapely.MultiPolygon([LAWN, shapely.box(X + 100, Y, X + 120, Y + 20)]),
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.geom_type)
def test_what_nobody_touched_comes_back_bit_for_bit(shape):
    told = json.loads(json.dumps(to_degrees(shape)))
    assert edited_to_rd(told, before=[shape]).wkb == shape.wkb


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.geom_type)
def test_seven_decimals_go_out(shape):
    places = shapely.get_coordinates(shapely.geometry.shape(to_degrees(shape)))
    assert (places == np.round(places, 7)).all()


def test_moved_vertex_moves_and_the_others_stay():
    told = to_degrees(LAWN)
    told["coordinates"][0][1] = [6.5600001, 53.2350001]
    back = edited_to_rd(told, before=[LAWN])
    before, after = shapely.get_coordinates(LAWN), shapely.get_coordinates(back)
    same = (before == after).all(axis=1)
    assert list(same) == [True, False, *[True] * (len(before) - 2)]
    assert to_degrees(shapely.Point(after[1]))["coordinates"] == [6.5600001, 53.2350001]


def test_vertex_that_was_removed_or_added_leaves_the_others():
    told = to_degrees(LAWN)
    del told["coordinates"][0][2]
    kept = {tuple(place) for place in shapely.get_coordinates(edited_to_rd(told, before=[LAWN])).tolist()}
    assert kept == {tuple(place) for place in shapely.get_coordinates(LAWN).tolist()} - {(X + 60, Y + 40)}


def test_vertex_on_a_neighbour_is_that_of_the_neighbour():
    line = shapely.LineString([(X + 90, Y), (X + 90, Y + 5)])
    told = to_degrees(line)
    told["coordinates"][0] = to_degrees(LAWN)["coordinates"][0][1]
    assert edited_to_rd(told, before=[LAWN, line]).coords[0] == (X + 60.1, Y)


def test_vertex_on_what_the_map_shows_is_that_of_what_is_shown_and_one_beside_it_is_not():
    line = shapely.LineString([(X + 90, Y), (X + 90, Y + 5)])
    told = to_degrees(line)
    lon, lat = to_degrees(LAWN)["coordinates"][0][1]
    told["coordinates"][0] = [round(lon, MAP_DECIMALS), round(lat, MAP_DECIMALS)]
    assert edited_to_rd(told, before=[line], shown=[None, LAWN]).coords[0] == (X + 60.1, Y)
    assert edited_to_rd(told, before=[line]).coords[0] != (X + 60.1, Y)
    told["coordinates"][0][0] = round(told["coordinates"][0][0] + 1e-6, MAP_DECIMALS)
    beside = shapely.Point(edited_to_rd(told, before=[line], shown=[LAWN]).coords[0])
    assert 0.01 < beside.distance(shapely.Point(X + 60.1, Y)) < 0.2


def test_what_was_sent_out_comes_before_what_is_shown():
    told = to_degrees(shapely.Point(155_000, 463_000))
    told["coordinates"] = [round(place, MAP_DECIMALS) for place in told["coordinates"]]
    sent, shown = (edited_to_rd(told, before=[]), shapely.Point(155_000, 463_000))
    moved = {**told, "type": "LineString", "coordinates": [told["coordinates"], [5.39, 52.16]]}
    assert edited_to_rd(moved, before=[sent], shown=[shown]).coords[0] == sent.coords[0]
    assert edited_to_rd(moved, before=[], shown=[shown]).coords[0] == (155_000, 463_000)


def test_vertices_within_a_centimetre_come_back_as_one_only_when_something_moved():
    tight = shapely.LineString([(X, Y), (X + 0.0004, Y), (X + 50, Y)])
    assert to_degrees(tight)["coordinates"][0] == to_degrees(tight)["coordinates"][1]
    assert edited_to_rd(to_degrees(tight), before=[tight]).wkb == tight.wkb
    told = to_degrees(tight)
    told["coordinates"][2] = [6.56, 53.235]
    back = edited_to_rd(told, before=[tight])
    assert back.coords[0] == back.coords[1] == (X, Y)


@given(
    places=st.lists(
        st.tuples(st.floats(10_000, 280_000), st.floats(310_000, 610_000)),
        min_size=2,
        max_size=8,
        unique=True,
    )
)
def test_any_line_comes_back_bit_for_bit(places):
    line = shapely.LineString(places)
    assert edited_to_rd(to_degrees(line), before=[line]).wkb == line.wkb


def _square(x: float, y: float, side: float = 2) -> list[list[list[float]]]:
    return [[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]]


SQUARE = {"type": "Polygon", "coordinates": _square(0, 0)}
LINE = {"type": "LineString", "coordinates": [[0, 0], [4, 0], [4, 4]]}


def _measures(pieces):
    shapes = [shapely.geometry.shape(piece) for piece in pieces]
    return [shape.area or shape.length for shape in shapes]


@pytest.mark.parametrize(
    ("told", "line", "measures"),
    [
        (SQUARE, [(0.5, -1), (0.5, 3)], [3, 1]),
        (SQUARE, [(0.5, -1), (0.5, 1), (-1, 1)], [3.5, 0.5]),  # a corner cut off with a bend
        (SQUARE, [(-1, 0.5), (3, 0.5), (3, 1.5), (-1, 1.5)], [2, 1, 1]),
        (SQUARE, [(0.5, -1), (0.5, 1)], [4]),  # stops half-way
        (SQUARE, [(5, -1), (5, 3)], [4]),
        (SQUARE, [(0, -1), (0, 3)], [4]),  # along the border
        (LINE, [(1, -1), (1, 1)], [7, 1]),
        (LINE, [(-1, 0), (5, 0)], [8]),  # along the line
        (LINE, [(1, -1), (5, 3)], [4, 2, 2]),
        ({"type": "Point", "coordinates": [1, 1]}, [(0, 0), (2, 2)], [0]),
    ],
)
def test_pieces_of_a_cut(told, line, measures):
    assert _measures(cut(told, line=line)) == pytest.approx(measures)


def test_of_several_parts_only_what_is_cut_off_goes():
    told = {"type": "MultiPolygon", "coordinates": [_square(0, 0), _square(10, 10)]}
    pieces = cut(told, line=[(0.5, -1), (0.5, 3)])
    assert [piece["type"] for piece in pieces] == ["MultiPolygon", "Polygon"]
    assert _measures(pieces) == pytest.approx([7, 1])


def test_hole_stays_a_hole_or_opens():
    told = {"type": "Polygon", "coordinates": [*_square(0, 0, 4), *_square(1, 1, 1)]}
    assert _measures(cut(told, line=[(3, -1), (3, 5)])) == pytest.approx([11, 4])
    assert _measures(cut(told, line=[(1.5, -1), (1.5, 5)])) == pytest.approx([9.5, 5.5])


def test_pieces_share_the_new_vertices_and_change_no_argument():
    before = json.dumps(SQUARE)
    one, other = (shapely.geometry.shape(piece) for piece in cut(SQUARE, line=[(0.123456789, -1), (0.2, 3)]))
    assert json.dumps(SQUARE) == before
    shared = {tuple(p) for p in shapely.get_coordinates(one)} & {
        tuple(p) for p in shapely.get_coordinates(other)
    }
    assert len(shared) == 2
