import json

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from gis.crs import RD
from gis.errors import TableError
from gis.tables import BUURTEN, SCORES, conform
from layers.scores import draw_differences, draw_scores
from layers.style import NO_FIGURE, SCORE_CLASSES


@pytest.fixture
def buurten():
    shapes = [shapely.box(233_000 + 1_000 * n, 583_000, 234_000 + 1_000 * n, 584_000) for n in range(3)]
    rows = {"buurtcode": ["BU1", "BU2", "BU3"], "buurtnaam": ["Een", "Twee", "Drie"], "jaar": 2024}
    return conform(gpd.GeoDataFrame(rows, geometry=shapes, crs=RD, index=[7, 5, 3]), BUURTEN)


@pytest.fixture
def scores():
    rows = {
        "code": ["BU2", "BU1", "GM1"],
        "score_jaar": 2024,
        "kscore": [9, 5, 7],
        "kafw": [8, 3, 5],
        "afw": [0.1891, -0.1571, 0.0273],
        "onv": [-0.1136, -0.125, -0.0344],
        "konv": [3, None, 5],
    }
    return conform(pd.DataFrame(rows), SCORES)


def told(layer):
    return {one["properties"]["id"]: one["properties"] for one in json.loads(layer.features)["features"]}


def code_of(call, *args, **facts):
    with pytest.raises(TableError) as caught:
        call(*args, **facts)
    return caught.value.code


def test_the_score_is_told_by_its_published_class(buurten, scores):
    layer = draw_scores(buurten, scores, what="kscore")
    assert told(layer)["BU1"] == {
        "id": "BU1",
        "mark": "5",
        "name": "Een",
        "note": "Leefbaarometer 2024: voldoende (klasse 5 van 9)",
    }
    assert [mark.label for mark in layer.marks[:9]] == [
        f"{n} · {word}" for n, word in enumerate(SCORE_CLASSES, 1)
    ]
    assert "meting 2024, Ministerie van BZK" in layer.explanation
    assert layer.public


@pytest.mark.parametrize("what", ["kscore", "afw", "onv"])
def test_no_score_is_hatched_and_never_zero(buurten, scores, what):
    layer = draw_scores(buurten, scores, what=what)
    assert told(layer)["BU3"]["mark"] == NO_FIGURE.key
    assert told(layer)["BU3"]["note"].endswith("geen score")
    assert layer.marks[-1] == NO_FIGURE


def test_a_deviation_has_the_published_class_and_its_own_legend(buurten, scores):
    layer = draw_scores(buurten, scores, what="afw")
    assert told(layer)["BU2"]["mark"] == "8"
    assert told(layer)["BU1"]["note"] == "Leefbaarometer 2024: lager dan Nederland (verschil −0,157)"
    assert not any(word in mark.label for mark in layer.marks for word in SCORE_CLASSES)


def test_without_a_published_class_the_published_borders_decide(buurten, scores):
    layer = draw_scores(buurten, scores, what="onv")
    assert told(layer)["BU1"]["mark"] == "3"
    assert "minder overlast" in layer.explanation


def test_the_difference_with_the_gemeente_is_with_its_published_figure(buurten, scores):
    layer = draw_differences(buurten, scores, what="afw", reference="GM1", reference_name="de gemeente Een")
    assert told(layer)["BU1"]["note"].endswith("veel lager dan de gemeente Een (verschil −0,184)")
    assert told(layer)["BU1"]["mark"] == "2"
    assert told(layer)["BU3"]["mark"] == NO_FIGURE.key


def test_what_cannot_be_told_is_refused(buurten, scores):
    twice = pd.concat([scores, scores.assign(score_jaar=2022)], ignore_index=True)
    assert code_of(draw_scores, buurten, twice, what="kscore") == "years_mixed"
    assert code_of(draw_scores, buurten, pd.concat([scores, scores]), what="kscore") == "key_twice"
    assert code_of(draw_scores, buurten, scores, what="lbm") == "column_missing"
    away = {"what": "afw", "reference": "GM2", "reference_name": "elders"}
    assert code_of(draw_differences, buurten, scores, **away) == "reference_missing"


def test_arguments_stay_as_they_were(buurten, scores):
    before = buurten.copy(), scores.copy()
    draw_scores(buurten, scores, what="kscore")
    pd.testing.assert_frame_equal(buurten, before[0])
    pd.testing.assert_frame_equal(scores, before[1])
