import geopandas as gpd
import numpy as np
import pytest
import shapely

from gis.analysis.drawings import mean_jaccard, mend_drawing, require_drawings
from gis.crs import RD
from gis.errors import TableError

SQUARE = shapely.box(233_000, 583_000, 233_100, 583_100)
CROSSED = shapely.Polygon([(233_000, 583_000), (233_100, 583_100), (233_100, 583_000), (233_000, 583_100)])


def make(*shapes, question="thuis", weight=1.0):
    rows = {"id": [f"T{n}" for n, _ in enumerate(shapes)], "question": question, "weight": weight}
    return gpd.GeoDataFrame(rows, geometry=list(shapes), crs=RD)


def code_of(call, *args, **facts):
    with pytest.raises(TableError) as caught:
        call(*args, **facts)
    return caught.value.code


def test_a_sound_outline_is_returned_as_it_is():
    assert mend_drawing(SQUARE) == (SQUARE, False)


def test_a_crossing_line_keeps_all_it_goes_around():
    mended, changed = mend_drawing(CROSSED)
    assert changed
    assert mended.is_valid
    assert mended.area == pytest.approx(5_000)


def test_the_middle_of_a_star_belongs_to_it():
    turn = np.arange(5) * 4 * np.pi / 5
    star = shapely.Polygon(np.column_stack([np.cos(turn), np.sin(turn)]))
    mended, _ = mend_drawing(star)
    assert shapely.contains(mended, shapely.Point(0, 0))


@pytest.mark.parametrize(
    "shape", ["LINESTRING (0 0, 1 1)", "POLYGON EMPTY", "POLYGON ((0 0, 5 0, 0 0, 0 0))"]
)
def test_an_outline_around_nothing_is_refused(shape):
    assert code_of(mend_drawing, shapely.from_wkt(shape)) == "drawing_without_area"


def test_questions_are_never_pooled_silently():
    both = make(SQUARE, SQUARE, question=["thuis", "bedoeld"])
    assert code_of(require_drawings, both, pooled=False) == "questions_mixed"
    require_drawings(both, pooled=True)


def test_an_unknown_question_is_another_question():
    assert (
        code_of(require_drawings, make(SQUARE, SQUARE, question=["thuis", None]), pooled=False)
        == "questions_mixed"
    )


@pytest.mark.parametrize(
    ("shape", "weight", "code"),
    [
        (CROSSED, 1.0, "drawing_crosses_itself"),
        (None, 1.0, "drawing_without_area"),
        (SQUARE, 0.0, "weight_not_positive"),
        (SQUARE, None, "weight_not_positive"),
    ],
)
def test_a_broken_drawing_is_named(shape, weight, code):
    wrong = make(SQUARE, shape, weight=[1.0, weight])
    with pytest.raises(TableError) as caught:
        require_drawings(wrong, pooled=False)
    assert (caught.value.code, caught.value.facts["drawing"]) == (code, "T1")


def test_degrees_are_refused():
    assert code_of(require_drawings, make(SQUARE).to_crs("EPSG:4326"), pooled=False) == "crs_not_rd"


def test_likeness_is_shared_over_joint_area():
    half = shapely.box(233_000, 583_000, 233_050, 583_100)
    far = shapely.box(234_000, 583_000, 234_100, 583_100)
    assert mean_jaccard(make(SQUARE, half)) == pytest.approx(0.5)
    assert mean_jaccard(make(SQUARE, half, far)) == pytest.approx(0.5 / 3)
    assert np.isnan(mean_jaccard(make(SQUARE)))
