import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.crs import RD, WGS84, shape_to_wgs84
from gis.register.told_shapes import NO_SHAPE, RAW, RAW_CRS, drawn_shape, odd_shape, read_shape, read_shapes
from layers.problems import PROBLEMS
from tests.homes import VOCABULARY

X, Y = 232_500, 583_500
BOW_TIE = shapely.from_wkt(f"POLYGON (({X} {Y}, {X + 100} {Y + 100}, {X + 100} {Y}, {X} {Y + 100}, {X} {Y}))")
SQUARE = shapely.box(X, Y, X + 100, Y + 100)


def _codes(told):
    return [problem.code for problem in told.problems]


def _swapped(shape):
    return shapely.transform(shape, lambda places: places[:, ::-1])


@pytest.mark.parametrize(
    "shape",
    [
        shapely.Point(X, Y),
        shapely.Point(X + 0.123456789012, Y),
        shapely.LineString([(X, Y), (X + 10, Y)]),
        SQUARE,
        shapely.MultiPoint([(X, Y), (X + 1, Y)]),
        SQUARE - shapely.box(X + 10, Y + 10, X + 20, Y + 20),
    ],
)
def test_a_good_shape_comes_back_unchanged(shape):
    told = read_shape(shape, crs=RD)
    assert shapely.equals_identical(told.shape, shape)
    assert (told.problems, told.remarks) == ((), ())


@pytest.mark.parametrize(
    ("shape", "crs", "code"),
    [
        (SQUARE, WGS84, "coordinates_rd_as_degrees"),
        (_swapped(SQUARE), WGS84, "coordinates_rd_as_degrees"),
        (shape_to_wgs84(SQUARE), RD, "coordinates_degrees_as_rd"),
        (_swapped(shape_to_wgs84(SQUARE)), RD, "coordinates_degrees_as_rd"),
        (_swapped(SQUARE), RD, "coordinates_swapped"),
        (_swapped(shape_to_wgs84(SQUARE)), WGS84, "coordinates_swapped"),
        (SQUARE, "", "crs_unknown_rd"),
        (shape_to_wgs84(SQUARE), "", "crs_unknown_wgs84"),
        (_swapped(SQUARE), "", "coordinates_swapped"),
        (_swapped(shape_to_wgs84(SQUARE)), "", "coordinates_swapped"),
        (SQUARE, "EPSG:25831", "outside_netherlands"),
        (shape_to_wgs84(SQUARE), "EPSG:3857", "outside_netherlands"),
    ],
)
def test_numbers_of_another_kind_are_asked_about(shape, crs, code):
    told = read_shape(shape, crs=crs)
    assert told.shape is None
    [problem] = told.problems
    assert (problem.field, problem.code) == ("plek", code)
    assert problem.told == ", ".join(f"{value:.10g}" for value in shapely.get_coordinates(shape)[0])
    assert shapely.from_wkt(problem.suggestion).hausdorff_distance(SQUARE) < 0.02


@pytest.mark.parametrize(
    ("wkt", "crs", "code"),
    [
        ("POINT (-74 40.7)", WGS84, "outside_netherlands"),
        ("POINT (3.3 53.65)", WGS84, "outside_netherlands"),
        ("POINT (1 2)", RD, "outside_netherlands"),
        ("POINT (1 2)", "", "outside_netherlands"),
        ("POINT (0 0)", "EPSG:25831", "outside_netherlands"),
        ("MULTIPOINT (232500 583500, 583500 232500)", RD, "outside_netherlands"),
        ("POINT EMPTY", RD, "shape_empty"),
        ("POLYGON EMPTY", WGS84, "shape_empty"),
        (
            "GEOMETRYCOLLECTION (POINT (232500 583500), LINESTRING (232500 583500, 232600 583500))",
            RD,
            "shape_mixed",
        ),
        ("LINESTRING (232500 583500, 232500 583500)", RD, "shape_invalid"),
        ("POLYGON ((232500 583500, 232600 583500, 232500 583500))", RD, "shape_invalid"),
    ],
)
def test_what_cannot_be_is_told_without_a_suggestion(wkt, crs, code):
    [problem] = read_shape(shapely.from_wkt(wkt), crs=crs).problems
    assert (problem.code, problem.suggestion) == (code, "")


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_coordinates_that_are_no_numbers(value):
    with np.errstate(invalid="ignore"):
        shapes = (shapely.Point(value, Y), shapely.LineString([(X, Y), (X, value)]))
    for shape in shapes:
        assert _codes(read_shape(shape, crs=RD)) == ["coordinates_not_finite"]
        assert _codes(read_shape(shape, crs="")) == ["coordinates_not_finite"]


def test_a_bow_tie_is_asked_about_with_its_areas():
    [problem] = read_shape(BOW_TIE, crs=RD).problems
    assert (problem.code, problem.told) == ("shape_invalid", f"{X + 50}, {Y + 50}; 0 m² → 5000 m²")
    assert read_shape(shapely.from_wkt(problem.suggestion), crs=RD).shape.area == 5000


def test_a_hole_outside_is_asked_about():
    for side, areas in ((50, "7500 m² → 12500 m²"), (5, "9975 m² → 10025 m²")):
        hole = shapely.box(X + 200, Y, X + 200 + side, Y + side)
        shape = shapely.Polygon(SQUARE.exterior.coords, [hole.exterior.coords])
        [problem] = read_shape(shape, crs=RD).problems
        assert (problem.code, problem.told) == ("shape_invalid", f"{X + 200 + side}, {Y}; {areas}")


def test_a_small_fault_is_mended_and_told():
    loop = [
        (X, Y),
        (X + 100, Y),
        (X + 100, Y + 100),
        (X + 99, Y + 101),
        (X + 100, Y + 101),
        (X + 99, Y + 100),
    ]
    told = read_shape(shapely.Polygon([*loop, (X, Y + 100)]), crs=RD)
    [remark] = told.remarks
    assert told.shape.is_valid
    assert (told.problems, remark.code) == ((), "shape_mended")
    assert remark.told.endswith(f"→ {told.shape.area:.0f} m²")
    again = drawn_shape(shapely.Polygon([*loop, (X, Y + 100)]))
    assert (again.shape, _codes(again)) == (None, ["shape_invalid"])  # what a hand drew is never mended


@given(corners=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=3, max_size=9))
def test_whatever_ring_is_drawn_it_is_good_or_told(corners):
    ring = shapely.Polygon([(X + x, Y + y) for x, y in corners])
    told = read_shape(ring, crs=RD)
    assert (told.shape is None) == bool(told.problems)
    if ring.is_valid:
        assert shapely.equals_identical(told.shape, ring)
    elif told.shape is not None:
        assert told.shape.is_valid
        assert abs(told.shape.area - ring.area) < 0.01 * told.shape.area
        assert [remark.code for remark in told.remarks] == ["shape_mended"]
    for problem in told.problems:
        assert problem.code in PROBLEMS
        if problem.suggestion:
            assert read_shape(shapely.from_wkt(problem.suggestion), crs=RD).problems == ()


@pytest.mark.parametrize("crs", [RD, ""])
@pytest.mark.parametrize("wkt", [f"POINT Z ({X} {Y} 7)", f"POINT M ({X} {Y} 7)", f"POINT Z ({X} {Y} nan)"])
def test_heights_are_left_out_and_that_is_told(wkt, crs):
    with np.errstate(invalid="ignore"):
        told = read_shape(shapely.from_wkt(wkt), crs=crs)
    if crs:
        assert told.shape.wkt == f"POINT ({X} {Y})"
        assert [remark.code for remark in told.remarks] == ["height_dropped"]
    else:
        assert told.problems[0].suggestion == f"POINT ({X} {Y})"


def test_parts_of_one_dimension_are_one_shape_of_several_parts():
    inner = shapely.GeometryCollection([shapely.MultiPolygon([shapely.box(X, Y, X + 1, Y + 1)])])
    several = shapely.GeometryCollection([inner, shapely.box(X + 5, Y, X + 6, Y + 1), shapely.Point()])
    told = read_shape(several, crs=RD)
    assert (told.shape.geom_type, len(told.shape.geoms), told.shape.area) == ("MultiPolygon", 2, 2)
    alone = read_shape(shapely.GeometryCollection([shapely.MultiPoint([(X, Y)])]), crs=RD)
    assert alone.shape == shapely.Point(X, Y)


@pytest.mark.parametrize("crs", [RD, WGS84, "EPSG:25831", "EPSG:4258", ""])
def test_many_at_once_is_the_same_as_one_by_one(crs):
    good = shapely.from_wkt(
        ["POINT (6.5 53.2)", "MULTIPOINT ((6.5 53.2))", "POLYGON ((6.5 53.2, 6.6 53.2, 6.6 53.3, 6.5 53.2))"]
    )
    odd = [
        BOW_TIE,
        SQUARE,
        _swapped(SQUARE),
        shapely.Point(),
        shapely.Point(6.5, 53.2, 3),
        shapely.Point(X, Y),
    ]
    shapes = np.array(
        [*good, None, *odd, shapely.GeometryCollection([SQUARE]), shapely.Point(1, 2)], dtype=object
    )
    found = read_shapes(shapes, crs=crs)
    assert len(found) == len(shapes)
    for raw, told in zip(shapes, found, strict=True):
        if raw is None:
            assert told == NO_SHAPE
            continue
        alone = read_shape(raw, crs=crs)
        assert (told.problems, told.remarks) == (alone.problems, alone.remarks)
        assert (told.shape is None) == (alone.shape is None)
        assert told.shape is None or told.shape.equals_exact(alone.shape, 1e-6)


@given(
    kinds=st.lists(st.sampled_from(["good", "swapped", "degrees", "abroad", "empty", "none", "bow", "nan"])),
    crs=st.sampled_from([RD, WGS84, ""]),
)
def test_as_many_come_out_as_go_in(kinds, crs):
    made = {
        "good": SQUARE,
        "swapped": _swapped(SQUARE),
        "degrees": shape_to_wgs84(SQUARE),
        "abroad": shapely.Point(-74, 40.7),
        "empty": shapely.Point(),
        "none": None,
        "bow": BOW_TIE,
        "nan": shapely.Point(np.nan, Y),
    }
    shapes = np.full(len(kinds), None, dtype=object)
    shapes[:] = [made[kind] for kind in kinds]
    found = read_shapes(shapes, crs=crs)
    assert len(found) == len(kinds)
    for kind, told in zip(kinds, found, strict=True):
        assert (told.shape is None) == (kind == "none" or bool(told.problems))
        if told.shape is not None:
            assert (kind, crs) in {("good", RD), ("degrees", WGS84)}


def test_a_row_that_waits_keeps_what_its_file_told():
    [good, wrong] = read_shapes(np.array([shapely.Point(X, Y), shapely.Point(Y, X)]), crs=RD)
    assert good.kept == {"geometrie_rd": f"POINT ({X} {Y})"}
    assert wrong.kept == {RAW: f"POINT ({Y} {X})", RAW_CRS: RD}
    assert NO_SHAPE.kept == {}


def test_findings_get_the_number_of_their_row():
    told = read_shape(BOW_TIE, crs=RD).numbered(7)
    assert [problem.row for problem in told.problems] == [7]


@pytest.mark.parametrize(
    ("work", "shape", "odd"),
    [
        ("rioolvervanging", SQUARE, True),
        ("rioolvervanging", shapely.LineString([(X, Y), (X + 1, Y)]), False),
        ("rioolvervanging", shapely.Point(X, Y), False),
        ("herinrichting straat", SQUARE, False),
        ("30 km-zone", SQUARE, False),
        ("30 km-zone", shapely.LineString([(X, Y), (X + 1, Y)]), False),
        ("renovatie", shapely.LineString([(X, Y), (X + 1, Y)]), True),
        ("renovatie", SQUARE, False),
        ("vergroening", shapely.LineString([(X, Y), (X + 1, Y)]), False),
        ("onbekend", shapely.LineString([(X, Y), (X + 1, Y)]), False),
    ],
)
def test_an_unusual_shape_for_a_kind_of_work_is_a_remark(work, shape, odd):
    assert [remark.code for remark in odd_shape(VOCABULARY.kinds[work], shape)] == ["kind_shape_odd"] * odd
