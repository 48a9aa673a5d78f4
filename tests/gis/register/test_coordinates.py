import itertools
import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.crs import shape_to_wgs84
from gis.register.coordinates import (
    BOXES,
    as_suggestion,
    expected_kind,
    kind_of,
    known_crs,
    meant,
    read_number,
)

AMERSFOORT, AMERSFOORT_DEGREES = (155_000, 463_000), (5.38720, 52.15517)


def _bounds(*place):
    return (*place, *place)


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        (AMERSFOORT, "rd"),
        (AMERSFOORT[::-1], "rd_swapped"),
        (AMERSFOORT_DEGREES, "wgs84"),
        (AMERSFOORT_DEGREES[::-1], "wgs84_swapped"),
        ((232_790, 583_600), "rd"),
        ((0, 0), None),
        ((-74.0, 40.7), None),
        ((643_000, 5_900_000), None),  # UTM
        ((600_000, 6_800_000), None),  # web mercator
        ((math.nan, 463_000), None),
        ((math.inf, 463_000), None),
        ((300_000, 300_000), None),  # the one corner that two boxes share
    ],
)
def test_the_kind_of_numbers_by_where_they_lie(place, kind):
    assert kind_of(_bounds(*place)) == kind


def test_the_boxes_do_not_overlap():
    boxes = {kind: shapely.box(*box) for kind, box in BOXES.items()}
    shared = {
        (one, two): boxes[one].intersection(boxes[two])
        for one, two in itertools.combinations(boxes, 2)
        if boxes[one].intersects(boxes[two])
    }
    assert shared == {("rd", "rd_swapped"): shapely.Point(300_000, 300_000)}


@pytest.mark.parametrize("kind", BOXES)
@given(across=st.floats(0, 1), along=st.floats(0, 1))
def test_every_place_in_a_box_is_of_its_kind_alone(kind, across, along):
    low_x, low_y, high_x, high_y = BOXES[kind]
    place = (low_x + across * (high_x - low_x), low_y + along * (high_y - low_y))
    assert kind_of(_bounds(*place)) == (None if place == (300_000, 300_000) else kind)


@pytest.mark.parametrize("kind", ["rd", "rd_swapped", "wgs84", "wgs84_swapped"])
@pytest.mark.parametrize("place", [AMERSFOORT, (232_790, 583_600), (18_000, 370_000), (190_000, 310_000)])
def test_what_is_meant_is_the_same_place_whatever_the_kind(kind, place):
    shape = shapely.Point(*place) if kind.startswith("rd") else shape_to_wgs84(shapely.Point(*place))
    told = shapely.Point(*shape.coords[0][::-1]) if kind.endswith("_swapped") else shape
    assert kind_of(told.bounds) == kind
    found = shapely.from_wkt(meant(told, kind))
    assert found.distance(shapely.Point(*place)) < 0.02


def test_amersfoort_is_where_it_is():
    assert (
        shapely.from_wkt(meant(shapely.Point(*AMERSFOORT_DEGREES), "wgs84")).distance(
            shapely.Point(*AMERSFOORT)
        )
        < 1
    )
    degrees = shape_to_wgs84(shapely.Point(*AMERSFOORT)).coords[0]
    assert degrees == pytest.approx(AMERSFOORT_DEGREES, abs=1e-5)


def test_a_suggestion_is_rounded_unless_that_breaks_it():
    assert as_suggestion(shapely.Point(155_000.12345, 463_000.6789)) == "POINT (155000.12 463000.68)"
    sliver = shapely.Polygon([(155_000, 463_000), (155_000.001, 463_000), (155_000.001, 463_001)])
    assert shapely.from_wkt(as_suggestion(sliver)) == sliver


@pytest.mark.parametrize("place", [(3.3, 53.65), (7.25, 53.69)])
def test_what_is_meant_may_lie_elsewhere_after_all(place):
    assert kind_of(_bounds(*place)) == "wgs84"
    assert meant(shapely.Point(*place), "wgs84") == ""  # at sea, north of where RD ends


@pytest.mark.parametrize(
    ("text", "plain", "grouped"),
    [
        ("232790", 232_790, None),
        ("232790.5", 232_790.5, None),
        ("232790,5", 232_790.5, None),
        ("232790,123", 232_790.123, None),
        ("232 790", 232_790, None),
        ("232\u00a0790,5", 232_790.5, None),
        ("232\u202f790", 232_790, None),
        ("232.790,5", 232_790.5, None),
        ("232,790.5", 232_790.5, None),
        ("1.232.790", 1_232_790, None),
        ("53.233.612", 53_233_612, None),
        ("232.790", 232.79, 232_790),
        ("232,790", 232.79, 232_790),
        ("6.551", 6.551, 6_551),
        ("0.123", 0.123, None),
        ("232.79", 232.79, None),
        ("232.7905", 232.7905, None),
        (" 5.387204 ", 5.387204, None),
        ("5,38720412345678", 5.38720412345678, None),
        ("-5", -5, None),
        ("inf", math.inf, None),
    ],
)
def test_a_typed_number(text, plain, grouped):
    found = read_number(text)
    assert (found.plain, found.grouped) == (plain, grouped)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hier",
        "2.3E+05",
        "1e999",
        "23 2790",
        "232.7905.1",
        "1,2,3",
        "52°09'",
        "232790 m",
        "６",
        "--5",
        ".",
    ],
)
def test_what_is_no_number(text):
    assert read_number(text) is None


@given(value=st.floats(-1e6, 1e6))
def test_a_number_keeps_its_digits(value):
    text = format(value, "f") if "e" in repr(value) else repr(value)
    assert read_number(text).plain == float(text)
    assert read_number(text.replace(".", ",")).plain == float(text)


@pytest.mark.parametrize(
    ("told", "crs", "kind"),
    [
        ("EPSG:28992", "EPSG:28992", "rd"),
        ("EPSG:7415", "EPSG:28992", "rd"),  # with heights
        ("EPSG:4326", "EPSG:4326", "wgs84"),
        ("EPSG:4979", "EPSG:4326", "wgs84"),  # with heights
        ("EPSG:4258", "EPSG:4258", "wgs84"),
        ("EPSG:25831", "EPSG:25831", None),
        ("onzin", "", None),
        ("", "", None),
        (None, "", None),
    ],
)
def test_what_a_crs_promises(told, crs, kind):
    assert known_crs(told) == crs
    assert expected_kind(crs) == kind


def test_a_crs_without_a_number_promises_too():
    assert expected_kind(known_crs("OGC:CRS84")) == "wgs84"
