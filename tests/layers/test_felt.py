"""Barriers and facilities on the map and in words."""

import json

import geopandas as gpd
import pytest
import shapely

from gis.crs import RD
from layers.felt import BARRIER_MARK, NOT_OURS, OURS, draw_felt
from layers.words.belonging import barrier_sentence, facility_sentence

FELT = gpd.GeoDataFrame(
    {
        "id": ["a", "b", "c"],
        "kind": ["barrière", "voorziening", "voorziening"],
        "name": ["Eikenlaan", "School", "Wijkcentrum"],
        "ours": [None, True, False],
        "role": "bewoner",
        "fictional": True,
    },
    geometry=[
        shapely.LineString([(232_000, 583_000), (232_400, 583_100)]),
        shapely.Point(232_100, 583_100),
        shapely.Point(232_300, 583_100),
    ],
    crs=RD,
)


def test_each_answer_is_a_mark_of_its_own_and_legends_name_what_is_there():
    layer = draw_felt(FELT)
    told = [one["properties"]["mark"] for one in json.loads(layer.features)["features"]]
    assert told == [BARRIER_MARK.key, OURS.key, NOT_OURS.key]
    assert [mark.key for mark in draw_felt(gpd.GeoDataFrame(FELT.iloc[1:2])).marks] == [OURS.key]


@pytest.mark.parametrize(
    ("ours", "not_ours", "distance_m", "sentence"),
    [
        (2, 1, 304.0, "School: 300 meter van de kern, voelt van ons: 2 keer ja en 1 keer nee."),
        (1, 0, 0.0, "School: in de kern, voelt van ons: 1 keer ja."),
        (0, 3, 1234.0, "School: 1.230 meter van de kern, voelt van ons: 3 keer nee."),
    ],
)
def test_a_facility_in_words(ours, not_ours, distance_m, sentence):
    row = {"name": "School", "ours": ours, "not_ours": not_ours, "distance_m": distance_m}
    assert facility_sentence(row) == sentence


@pytest.mark.parametrize(
    ("along_m", "inside_m", "parts", "sentence"),
    [
        (312.0, 0.0, 1, "Spoor (2 keer genoemd) loopt 310 meter langs de rand van de kern."),
        (
            80.0,
            320.0,
            2,
            "Spoor (2 keer genoemd) loopt 80 meter langs de rand van de kern en deelt de kern in 2 stukken.",
        ),
        (10.0, 120.0, 1, "Spoor (2 keer genoemd) loopt 120 meter door de kern."),
        (0.0, 0.0, 1, "Spoor (2 keer genoemd) ligt niet bij de kern."),
    ],
)
def test_a_barrier_in_words(along_m, inside_m, parts, sentence):
    row = {"name": "Spoor", "told": 2, "along_m": along_m, "inside_m": inside_m, "parts": parts}
    assert barrier_sentence(row) == sentence
