import pytest
import shapely

from gis.register.reshaping import Reshaped, reshape
from tests.homes import VOCABULARY, activity

X, Y = 232_500, 583_500
LAWN, LEFT, RIGHT = (
    shapely.box(*sides)
    for sides in ((X, Y, X + 60, Y + 40), (X, Y, X + 40, Y + 40), (X + 40, Y, X + 60, Y + 40))
)
APART = shapely.box(X + 50, Y, X + 60, Y + 40)
BOW = shapely.Polygon([(X, Y), (X + 60, Y + 40), (X + 60, Y), (X, Y + 40)])
GRASS = activity("G", title="Gras", geometry=LAWN, version=3, kind="onbekend")


def _told(*changes, standing=(GRASS,), **options):
    records, problems = reshape(standing, changes, vocabulary=VOCABULARY, **options)
    return records, [problem.code for problem in problems]


def test_only_what_changed_is_returned_with_its_version():
    records, codes = _told(Reshaped("G", LEFT), standing=[GRASS, activity("H", geometry=LAWN)])
    assert [(one.id, one.geometry, one.version) for one in records] == [("G", LEFT, 3)]
    assert codes == []


def test_piece_becomes_an_activity_of_its_own_the_same_in_all_but_name_and_place():
    records, codes = _told(Reshaped("G", LEFT), Reshaped("G/2", RIGHT, "G"))
    first, second = records
    assert codes == []
    assert (first.id, first.title, first.geometry) == ("G", "Gras", LEFT)
    assert (second.title, second.geometry, second.version, second.owner) == (
        "Gras (deel 2)",
        RIGHT,
        0,
        first.owner,
    )
    assert second.id not in {"G", "G/2"}
    assert _told(Reshaped("G", LEFT), Reshaped("G/2", RIGHT, "G"))[0][1].id == second.id


def test_pieces_stay_together_when_they_lie_apart():
    records, codes = _told(Reshaped("G", LEFT), Reshaped("G/2", APART, "G"), together=True)
    assert codes == []
    assert [(one.id, one.geometry.geom_type, one.geometry.area) for one in records] == [
        ("G", "MultiPolygon", 2000)
    ]


def test_pieces_that_touch_cannot_be_one_and_are_not_mended():
    records, codes = _told(Reshaped("G", LEFT), Reshaped("G/2", RIGHT, "G"), together=True)
    assert codes == ["parts_touch"]
    assert not records[0].geometry.is_valid


def test_piece_takes_the_place_of_what_was_taken_away():
    records, codes = _told(Reshaped("G", None), Reshaped("G/2", RIGHT, "G"))
    assert [(one.id, one.title, one.geometry) for one in records] == [("G", "Gras", RIGHT)]
    assert codes == []


def test_without_a_place_it_stays_an_activity():
    records, codes = _told(Reshaped("G", None))
    assert [(one.geometry, one.accuracy) for one in records] == [(None, "onbekend")]
    assert codes == []


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        (BOW, "shape_invalid"),
        (shapely.box(X, Y + 90_000, X + 10, Y + 90_010), "outside_netherlands"),
    ],
)
def test_wrong_shape_is_told_with_the_name_and_not_mended(shape, code):
    records, problems = reshape([GRASS], [Reshaped("G", shape)], vocabulary=VOCABULARY)
    assert [(one.code, one.told) for one in problems] == [(code, "Gras")]
    assert records[0].geometry == shape


def test_work_at_peoples_homes_never_gets_a_point():
    kind = next(kind.name for kind in VOCABULARY.kinds.values() if kind.household)
    home = activity("T", kind=kind, geometry=LAWN)
    assert _told(Reshaped("T", shapely.Point(X, Y)), standing=[home])[1] == ["household_point"]
