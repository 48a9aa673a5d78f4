import pytest
import shapely

from gis.analysis.known import ALIKE_COLUMNS, find_alike
from tests.gis.analysis.registers import CORNER


def at(x):
    return shapely.Point(CORNER[0] + x, CORNER[1])


@pytest.fixture(scope="module")
def known(make):
    rows = [
        {"title": "Eettafel 65-plus", "theme": "ontmoeten", "target_groups": ["ouderen"], "shape": at(0)},
        {"title": "Samen eten op dinsdag", "theme": "ontmoeten", "shape": at(400)},
        {"title": "Speelplek vernieuwen", "theme": "groen", "area_codes": ["BU00141000"]},
        {"title": "Taalmaatjes", "theme": "ontmoeten", "area_codes": ["BU00149999"]},
    ]
    return make([{"area_codes": [], "target_groups": [], "partners": [], **row} for row in rows])


def found(*asked, **more):
    return find_alike(*asked, **more)["id"].tolist()


def test_words_are_found_by_their_beginning_and_without_order(known):
    assert found("speel", known) == ["A02"]
    assert found("dinsdag eten", known) == ["A01"]
    assert found("eettafels", known) == ["A00"]
    assert found("warmtenet", known) == []


def test_a_name_goes_before_a_target_group(known):
    told = find_alike("samen eten met ouderen", known)
    assert told["id"].tolist() == ["A01"]  # ouderen alone is 0.6 of one of three words
    assert told["alike"].tolist() == [pytest.approx(2 / 3)]
    assert found("ouderen", known) == ["A00"]


def test_theme_kind_and_place_choose(known):
    assert found("", known) == []
    assert found("", known, theme="groen") == ["A02"]
    assert found("", known, kind="warmtenet") == []
    assert found("taalmaatjes", known, theme="groen") == []
    here = {"place": at(0), "area_codes": ["BU00141000"]}
    assert found("", known, theme="ontmoeten", **here) == ["A00", "A01"]  # the last one lies in another buurt
    assert found("", known, theme="ontmoeten", **here, around_m=100) == ["A00"]
    assert found("speelplek", known, **here) == ["A02"]  # somewhere in this buurt: perhaps here


def test_distance_is_told_only_with_a_place(known):
    assert find_alike("eten", known)["distance_m"].isna().all()
    told = find_alike("samen eten", known, place=at(0))
    assert told["distance_m"].tolist() == [400]
    assert list(told.columns) == list(ALIKE_COLUMNS)
