import math

import pytest

from layers.screen.editing import (
    MOST_SHAPES,
    Edit,
    Edited,
    Editing,
    Shape,
    apply_edits,
    cut_shapes,
    find_edits,
    one_shape,
    the_one,
)
from layers.screen.gesture import MOST_POINTS, read_edited

POINT = {"type": "Point", "coordinates": [6.55, 53.24]}
THERE = {"type": "Point", "coordinates": [6.56, 53.24]}
RING = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]
SQUARE = {"type": "Polygon", "coordinates": [RING]}
SAVED = (Shape("A", "Bank", POINT), Shape("B", "Gras", SQUARE))


def _told(**edit):
    return {"key": "k", "edits": [{"id": "A", "state": "changed", "geometry": POINT} | edit], "cut": None}


@pytest.mark.parametrize(
    "geometry",
    [
        POINT,
        {"type": "MultiPoint", "coordinates": [[6, 53], [7, 53]]},
        {"type": "LineString", "coordinates": [[6, 53], [7, 53]]},
        {"type": "MultiLineString", "coordinates": [[[6, 53], [7, 53]]]},
        SQUARE,
        {"type": "MultiPolygon", "coordinates": [[RING], [RING, RING]]},
    ],
)
def test_every_kind_of_shape_is_read(geometry):
    assert read_edited(_told(geometry=geometry)).edits == (Edit("A", "changed", geometry),)


def test_piece_removal_and_cut_are_read():
    edits = [
        {"id": "A/2", "state": "new", "geometry": POINT, "origin": "A"},
        {"id": "B", "state": "removed"},
    ]
    read = read_edited({"key": "k", "edits": edits, "cut": [[6, 53], [7, 53.5]]})
    assert read == Edited("k", (Edit("A/2", "new", POINT, "A"), Edit("B", "removed")), ((6, 53), (7, 53.5)))
    assert read_edited({"key": "k", "edits": []}) == Edited("k")


@pytest.mark.parametrize(
    "told",
    [
        None,
        "everything",
        {"edits": []},
        {"key": 1, "edits": []},
        {"key": "k", "edits": {}},
        {"key": "k", "edits": ["A"]},
        {"key": "k", "edits": [{"id": "A", "state": "removed"}] * 2},  # one feature twice
        {"key": "k", "edits": [{"id": str(n), "state": "removed"} for n in range(MOST_SHAPES + 1)]},
        {"key": "k", "edits": [], "cut": [[6, 53]]},
        {"key": "k", "edits": [], "cut": [[6, 53], [math.nan, 53]]},
        {"key": "k", "edits": [], "cut": "a line"},
        _told(id=""),
        _told(id="A" * 300),
        _told(id=["A"]),
        _told(state="exploded"),
        _told(origin=["A"]),
        _told(geometry=None),
        _told(geometry={"type": "Point"}),
        _told(geometry={"type": "Point", "coordinates": []}),
        _told(geometry={"type": "Point", "coordinates": ["6", "53"]}),
        _told(geometry={"type": "Point", "coordinates": [True, 53]}),
        _told(geometry={"type": "Point", "coordinates": [6, 53, 1]}),
        _told(geometry={"type": "Point", "coordinates": [math.inf, 53]}),
        _told(geometry={"type": "Point", "coordinates": [583500, 232700]}),
        _told(geometry={"type": "LineString", "coordinates": [[6, 53]]}),
        _told(geometry={"type": "LineString", "coordinates": [[[6, 53], [7, 53]]]}),
        _told(geometry={"type": "LineString", "coordinates": [[6, 53]] * (MOST_POINTS + 1)}),
        _told(geometry={"type": "Polygon", "coordinates": []}),
        _told(geometry={"type": "Polygon", "coordinates": [RING[:4]]}),
        _told(geometry={"type": "Polygon", "coordinates": [[*RING[:4], [1, 1]]]}),  # not closed
        _told(geometry={"type": "GeometryCollection", "geometries": [POINT]}),
        _told(geometry={"type": "Feature", "geometry": POINT}),
    ],
)
def test_what_is_not_understood_did_not_happen(told):
    assert read_edited(told) is None


def test_edits_are_applied_and_found_again():
    edits = (Edit("A", "changed", THERE), Edit("n", "new", POINT, "B"), Edit("B", "removed"))
    working = apply_edits(SAVED, edits)
    assert working == [Shape("A", "Bank", THERE), Shape("n", "Gras", POINT, "B")]
    assert find_edits(SAVED, working) == edits
    assert find_edits(SAVED, list(SAVED)) == ()
    assert Editing("k", SAVED, edits).working == working


def test_cut_keeps_the_id_for_the_largest_and_tells_the_origin_of_the_rest():
    edits = cut_shapes(SAVED, Edited("k", (), ((0.5, -1), (0.5, 3))))
    assert [(edit.id, edit.state, edit.origin) for edit in edits] == [
        ("B", "changed", ""),
        ("B/2", "new", "B"),
    ]
    again = cut_shapes(SAVED, Edited("k", edits, ((-1, 1.1), (3, 1.1))))
    assert sorted((edit.id, edit.origin) for edit in again) == [
        ("B", ""),
        ("B/2", "B"),
        ("B/3", "B"),
        ("B/4", "B"),
    ]


def test_cut_that_misses_changes_nothing():
    assert cut_shapes(SAVED, Edited("k", (), ((5, 5), (6, 6)))) == ()


def test_a_shape_drawn_alone_is_told_whole():
    editing = one_shape(None, key="k", draws="area")
    assert editing.working == []
    assert the_one(Edited("k", (Edit("vorm", "new", SQUARE),))) == SQUARE
    assert one_shape(SQUARE, key="k", draws="area").working == [Shape("vorm", "", SQUARE)]
    assert the_one(Edited("k")) is None
