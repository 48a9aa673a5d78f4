import json
import math

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from gis.crs import RD, WGS84, shape_to_wgs84
from gis.register.placing import place_of_row, row_shapes, with_own_shape
from gis.register.told_shapes import RAW, RAW_CRS

X, Y = 232_500, 583_500
POINT = shapely.Point(X, Y)
LON, LAT = shape_to_wgs84(POINT).coords[0]
BOW_TIE = f"POLYGON (({X} {Y}, {X + 100} {Y + 100}, {X + 100} {Y}, {X} {Y + 100}, {X} {Y}))"


def _geojson(kind, coordinates, **more):
    return json.dumps({"type": kind, "coordinates": coordinates, **more})


def _degrees(*places):
    return [list(shape_to_wgs84(shapely.Point(*place)).coords[0]) for place in places]


RING = _degrees((X, Y), (X + 100, Y), (X + 100, Y + 100))


@pytest.mark.parametrize(
    ("row", "wkt"),
    [
        ({"x": "232500", "y": "583500"}, "POINT (232500 583500)"),
        ({"x": "232500,5", "y": "583500"}, "POINT (232500.5 583500)"),
        ({"x": "232500.123456789", "y": "583 500"}, "POINT (232500.123456789 583500)"),
        ({"x": "232.500,5", "y": "583.500,25"}, "POINT (232500.5 583500.25)"),
        (
            {"geometrie_rd": "LINESTRING (232500 583500, 232600 583500)"},
            "LINESTRING (232500 583500, 232600 583500)",
        ),
        ({"geometrie_rd": "MULTIPOINT ((232500 583500))"}, "POINT (232500 583500)"),
        ({"geometrie_rd": "SRID=28992;POINT (232500 583500)"}, "POINT (232500 583500)"),
        ({"geometrie_rd": "POINT (232500 583500)", "x": "1", "y": "2"}, "POINT (232500 583500)"),
    ],
)
def test_a_place(row, wkt):
    found = place_of_row(row)
    assert (found.shape.wkt, found.problems, found.remarks) == (wkt, (), ())


@pytest.mark.parametrize("row", [{}, {"x": "", "y": ""}, {"naam": "x"}])
def test_nothing_told_is_no_place_and_no_problem(row):
    assert place_of_row(row).shape is None
    assert place_of_row(row).problems == ()


@pytest.mark.parametrize(
    "row",
    [
        {"lon": "5.387204", "lat": "52.155172"},
        {"lon": "5,387204", "lat": "52,155172"},
        {"geometrie_rd": "SRID=4326;POINT (5.387204 52.155172)"},
    ],
)
def test_degrees_are_turned_into_rd(row):
    found = place_of_row(row)
    assert found.shape.distance(shapely.Point(155_000, 463_000)) < 1
    assert found.problems == ()


def test_three_decimals_of_a_degree_are_decimals():
    assert (
        place_of_row({"lon": "5.387", "lat": "52.155"}).shape.distance(shapely.Point(155_000, 463_000)) < 30
    )


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        ({"x": "583500", "y": "232500"}, "plek", "coordinates_swapped"),
        ({"x": f"{LON}", "y": f"{LAT}"}, "plek", "coordinates_degrees_as_rd"),
        ({"x": f"{LAT}", "y": f"{LON}"}, "plek", "coordinates_degrees_as_rd"),
        ({"lon": f"{LAT}", "lat": f"{LON}"}, "plek", "coordinates_swapped"),
        ({"lon": "232500", "lat": "583500"}, "plek", "coordinates_rd_as_degrees"),
        ({"lon": "583500", "lat": "232500"}, "plek", "coordinates_rd_as_degrees"),
        ({"x": "232.500", "y": "583.500"}, "plek", "coordinates_thousands"),
        ({"x": "232,500", "y": "583,500"}, "plek", "coordinates_thousands"),
        ({"x": "232.500", "y": "583500"}, "plek", "coordinates_thousands"),  # 232.5 would be a place at sea
        ({"x": "583.500", "y": "232.500"}, "plek", "coordinates_thousands"),
        ({"lon": "232.500", "lat": "583.500"}, "plek", "coordinates_thousands"),
        ({"geometrie_rd": "POINT (583500 232500)"}, "plek", "coordinates_swapped"),
        ({"geometrie_rd": f"POINT ({LON} {LAT})"}, "plek", "coordinates_degrees_as_rd"),
    ],
)
def test_what_was_probably_meant_is_a_suggestion_never_taken(row, field, code):
    found = place_of_row(row, row=4)
    assert found.shape is None
    [problem] = found.problems
    assert (problem.row, problem.field, problem.code) == (4, field, code)
    assert shapely.from_wkt(problem.suggestion).distance(POINT) < 0.02
    taken = place_of_row({**row, "geometrie_rd": problem.suggestion})
    assert taken.shape.distance(POINT) < 0.02
    assert taken.problems == ()


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ({"x": "nan", "y": "583500"}, {"plek": "coordinates_not_finite"}),
        ({"x": "inf", "y": "583500"}, {"plek": "coordinates_not_finite"}),
        ({"x": "232500", "y": ""}, {"y": "coordinate_missing"}),
        ({"lat": "53.2"}, {"lon": "coordinate_missing"}),
        ({"x": "hier", "y": "583500"}, {"x": "not_a_coordinate"}),
        ({"x": "hier", "y": "daar"}, {"x": "not_a_coordinate", "y": "not_a_coordinate"}),
        ({"x": "2.3E+05", "y": "583500"}, {"x": "not_a_coordinate"}),
        ({"x": "1", "y": "2"}, {"plek": "outside_netherlands"}),
        ({"lon": "-74", "lat": "40.7"}, {"plek": "outside_netherlands"}),
        ({"lon": "3.3", "lat": "53.65"}, {"plek": "outside_netherlands"}),
        ({"lon": "6.551.234", "lat": "53.233.612"}, {"plek": "outside_netherlands"}),
        ({"geometrie_rd": "VIERKANT (1 2)"}, {"plek": "shape_unread"}),
        ({"geometrie_rd": "POINT (nan 1)"}, {"plek": "coordinates_not_finite"}),
        ({"geometrie_rd": "POINT EMPTY"}, {"plek": "shape_empty"}),
        ({"geometrie_rd": "POLYGON ((232500 583500, 232600 583600))"}, {"plek": "shape_invalid"}),
        ({"geometrie_rd": "SRID=99999;POINT (232500 583500)"}, {"plek": "crs_unknown_rd"}),
    ],
)
def test_what_cannot_be_a_place_is_told(row, codes):
    found = place_of_row(row)
    assert found.shape is None
    assert {problem.field: problem.code for problem in found.problems if problem.code != "ring_open"} == codes


def test_the_words_of_a_coordinate_are_told_as_typed():
    [problem] = place_of_row({"x": "583500,50", "y": "232500"}).problems
    assert problem.told == "583500,50; 232500"


@pytest.mark.parametrize(
    "row",
    [
        {"geometrie_rd": "POLYGON ((232500 583500, 232600 583500, 232600 583600))"},
        {RAW: _geojson("Polygon", [RING]), RAW_CRS: WGS84},
        {RAW: _geojson("MultiPolygon", [[RING]]), RAW_CRS: WGS84},
        {
            RAW: json.dumps(
                {"type": "GeometryCollection", "geometries": [json.loads(_geojson("Polygon", [RING]))]}
            ),
            RAW_CRS: WGS84,
        },
    ],
)
def test_a_ring_that_is_not_closed_can_be_closed_by_a_person(row):
    [problem] = place_of_row(row).problems
    assert problem.code == "ring_open"
    assert shapely.from_wkt(problem.suggestion).area == pytest.approx(5000, rel=0.01)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (_geojson("Point", [str(LON), f"{LAT}".replace(".", ",")]), ["coordinates_as_text"]),
        (_geojson("Polygon", [[[str(x), y] for x, y in RING]]), ["coordinates_as_text", "ring_open"]),
        (_geojson("Point", ["oost", "noord"]), ["shape_unread"]),
        (_geojson("Point", [math.nan, 53.2]), ["coordinates_not_finite"]),
        (_geojson("Point", [6.5, math.inf]), ["coordinates_not_finite"]),
        (_geojson("Point", ["nan", "1"]), ["coordinates_not_finite"]),
        (_geojson("Point", [6.5]), ["shape_unread"]),
        (_geojson("Blob", [6.5, 53.2]), ["shape_unread"]),
        (_geojson("Polygon", [[6.5, 53.2], [6.6, 53.2]]), ["shape_unread"]),
        (_geojson("Polygon", 5), ["shape_unread"]),
        (_geojson("Polygon", None), ["shape_unread"]),
        (_geojson("Point", {"lon": 6.5}), ["shape_unread"]),
        (_geojson(["Point"], [6.5, 53.2]), ["shape_unread"]),
        (json.dumps({"type": "GeometryCollection", "geometries": 5}), ["shape_unread"]),
        (
            json.dumps({"type": "Polygon", "coordinates": [[RING[0], RING[1]]]}),
            ["shape_invalid", "ring_open"],
        ),
        ('{"type": ' + '{"type": ' * 100_000, ["shape_unread"]),
        ('{"type": "Point", "coordinates": ' + "[" * 100_000, ["shape_unread"]),
        ("{half", ["shape_unread"]),
        (_geojson("Point", [X, Y]), ["coordinates_rd_as_degrees"]),
        (_geojson("Point", [str(X), str(Y)]), ["coordinates_rd_as_degrees", "coordinates_as_text"]),
    ],
)
def test_geojson_that_could_not_be_read_says_why(text, codes):
    found = place_of_row({RAW: text, RAW_CRS: WGS84})
    assert found.shape is None
    assert [problem.code for problem in found.problems] == codes


def test_text_coordinates_can_be_taken():
    [problem] = place_of_row({RAW: _geojson("Point", [str(LON), str(LAT)]), RAW_CRS: WGS84}).problems
    assert shapely.from_wkt(problem.suggestion).distance(POINT) < 0.001


def _frame(*shapes, crs=RD, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs=crs)


def test_a_file_with_mixed_kinds_is_judged_row_by_row():
    shapes = [
        shapely.Point(LON, LAT),
        shapely.Point(LAT, LON),
        POINT,
        shapely.Point(Y, X),
        shapely.Point(-74, 40.7),
        None,
    ]
    found = row_shapes(_frame(*shapes, crs=WGS84))
    assert [[problem.code for problem in told.problems] for told in found] == [
        [],
        ["coordinates_swapped"],
        ["coordinates_rd_as_degrees"],
        ["coordinates_rd_as_degrees"],
        ["outside_netherlands"],
        [],
    ]
    assert found[0].shape.distance(POINT) < 0.001
    meant = [shapely.from_wkt(told.problems[0].suggestion) for told in found[1:4]]
    assert all(shape.distance(POINT) < 0.02 for shape in meant)


def test_a_file_without_crs_is_asked_about_row_by_row():
    found = row_shapes(_frame(POINT, shapely.Point(LON, LAT), crs=None))
    assert [told.problems[0].code for told in found] == ["crs_unknown_rd", "crs_unknown_wgs84"]


def test_a_shape_that_the_reader_lost_is_told_again_each_time():
    for frame in (_frame(None, POINT), pd.DataFrame({"naam": ["a", "b"]})):
        lost, other = row_shapes(frame, broken=(0, 9))
        assert [problem.code for problem in lost.problems] == ["shape_unread"]
        assert other.problems == ()
        again = place_of_row(with_own_shape({"naam": "a"}, lost))
        assert [problem.code for problem in again.problems] == ["shape_unread"]


def test_the_text_of_a_shape_that_the_reader_lost_says_why():
    frame = _frame(None, POINT, crs=WGS84, **{RAW: [_geojson("Polygon", [RING]), None]})
    lost = row_shapes(frame, broken=(0,))[0]
    words = with_own_shape({"naam": "a"}, lost)
    for found in (place_of_row({}, lost, row=3), place_of_row(words, row=3)):
        assert [(problem.row, problem.code) for problem in found.problems] == [(3, "ring_open")]


@pytest.mark.parametrize(
    ("shape", "crs"),
    [
        (shapely.Point(Y, X), RD),
        (POINT, WGS84),
        (POINT, None),
        (shapely.from_wkt(BOW_TIE), RD),
        (shapely.Point(X, Y, 7), RD),
        (POINT, RD),
        (shapely.Point(LON, LAT), WGS84),
    ],
)
def test_a_row_that_waited_tells_the_same_again(shape, crs):
    [own] = row_shapes(_frame(shape, crs=crs))
    first = place_of_row({}, own, row=2)
    again = place_of_row(with_own_shape({}, own), row=2)
    assert (again.shape, again.problems, again.remarks) == (first.shape, first.problems, first.remarks)


def test_words_go_before_the_shape_of_the_file():
    [own] = row_shapes(_frame(shapely.Point(Y, X)))
    told = {"x": str(X), "y": str(Y)}
    assert place_of_row(told, own).shape == POINT
    assert with_own_shape(told, own) == told
