import json
from datetime import date

import pytest
import shapely

from gis.crs import shape_to_wgs84
from gis.errors import BuurtError
from gis.register.records import drawings_frame
from gis.workspace.drawings import new_drawing, read_drawings
from tests.homes import DAY

SQUARE = shapely.box(232_000, 583_000, 232_500, 583_500)
BOW_TIE = shapely.Polygon([(232_000, 583_000), (232_500, 583_500), (232_500, 583_000), (232_000, 583_500)])


def _write(path, *features):
    told = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": shape and shapely.geometry.mapping(shape_to_wgs84(shape)),
        }
        for properties, shape in features
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": told}), encoding="utf-8")
    return path


def test_drawings_of_a_file_by_our_names_and_others(tmp_path):
    ours = {
        "id": "T1",
        "naam": "Selwerd",
        "rol": "bewoner",
        "vraag": "thuis",
        "bijeenkomst": "avond",
        "datum": "2027-02-04",
        "gewicht": "2,5",
        "fictief": "ja",
    }
    theirs = {"NAME": "Selwerd", "role": "gemeente", "question": "thuis"}
    found = read_drawings(_write(tmp_path / "x.geojson", (ours, SQUARE), (theirs, BOW_TIE))).drawings
    assert found[0].geometry.symmetric_difference(SQUARE).area < 1
    assert (found[0].id, found[0].role, found[0].weight, found[0].drawn_on) == (
        "T1",
        "bewoner",
        2.5,
        date(2027, 2, 4),
    )
    assert found[0].fictional
    assert (found[1].name, found[1].role, found[1].weight, found[1].fictional) == (
        "Selwerd",
        "gemeente",
        1.0,
        False,
    )
    assert len(drawings_frame(found)) == 2  # a day that nobody told is no fault


def test_what_crosses_itself_is_mended_and_counted(tmp_path):
    path = _write(tmp_path / "x.geojson", ({}, BOW_TIE), ({}, SQUARE))
    drawn = read_drawings(path)
    assert drawn.mended == 1
    assert drawn.drawings[0].geometry.area == pytest.approx(BOW_TIE.convex_hull.area / 2, rel=1e-3)
    assert {one.role for one in drawn.drawings} == {"anders"}
    assert [one.id for one in drawn.drawings] == [one.id for one in read_drawings(path).drawings]


@pytest.mark.parametrize(
    ("features", "code"),
    [
        ([({}, SQUARE), ({}, shapely.Point(232_000, 583_000))], "drawing_not_area"),
        ([({}, SQUARE), ({}, None)], "drawing_not_area"),
        ([({"gewicht": "zwaar"}, SQUARE)], "not_a_number"),
        ([({"datum": "31-02-2027"}, SQUARE)], "not_a_number"),
        ([({}, shapely.box(500_000, 583_000, 500_500, 583_500))], "outside_rd"),
        ([], "file_empty"),
    ],
)
def test_what_cannot_be_a_drawing_is_said(tmp_path, features, code):
    with pytest.raises(BuurtError) as error:
        read_drawings(_write(tmp_path / "x.geojson", *features))
    assert error.value.code == code


def test_a_list_without_shapes_holds_no_drawings(tmp_path):
    (tmp_path / "x.csv").write_text("naam;rol\na;b\n", encoding="utf-8")
    with pytest.raises(BuurtError) as error:
        read_drawings(tmp_path / "x.csv")
    assert error.value.code == "no_drawings"


def _new(shape):
    return new_drawing(
        shape, name="Selwerd", role="bewoner", question="q", meeting="m", drawn_on=DAY, fictional=False
    )


def test_a_drawing_by_hand():
    made, mended = _new(SQUARE)
    assert (made.geometry, mended, made.role) == (SQUARE, False, "bewoner")
    assert _new(SQUARE)[0].id == made.id != _new(BOW_TIE)[0].id
    assert _new(BOW_TIE)[1]


def test_a_line_by_hand_is_no_area():
    with pytest.raises(BuurtError) as error:
        _new(shapely.Polygon([(232_000, 583_000), (232_500, 583_500), (232_000, 583_000)]))
    assert error.value.code == "drawing_without_area"
