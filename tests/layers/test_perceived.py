import json

import geopandas as gpd
import pytest
import shapely
import shapely.affinity

from gis.analysis.agreement import count_drawings
from gis.analysis.perceived import find_core
from gis.crs import RD
from layers.perceived import draw_core, draw_drawings, draw_surface


@pytest.fixture
def drawings():
    shapes = [shapely.box(233_000, 583_000, 233_100 + 20 * n, 583_100) for n in range(3)]
    rows = {
        "id": ["a", "b", "c"],
        "name": "Selwerd",
        "role": ["bewoner", "gemeente", "bewoner"],
        "question": "waar u zich thuis voelt",
        "weight": 1.0,
        "fictional": True,
    }
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=RD)


def told(layer):
    return [one["properties"] for one in json.loads(layer.features)["features"]]


def test_drawings_are_told_by_role_and_never_by_person(drawings):
    layer = draw_drawings(drawings)
    assert told(layer)[1] == {
        "id": "b",
        "mark": "gemeente",
        "name": "Selwerd, getekend door: gemeente",
        "note": "Vraag: waar u zich thuis voelt",
        "made": True,
    }
    assert [mark.label for mark in layer.marks] == ["bewoner", "gemeente"]
    assert (layer.kind, layer.public, layer.explanation) == ("drawing", False, "3 tekeningen.")


def test_the_core_lies_on_top_and_says_it_rests_on_few(drawings):
    layer = draw_core(find_core(drawings))
    rand, kern = told(layer)
    assert (rand["mark"], kern["mark"]) == ("rand", "kern")
    assert "te weinig om te zeggen" in kern["note"]
    assert [mark.label for mark in layer.marks] == [
        "Kern: de meesten tekenden dit",
        "Rand: een deel tekende dit",
    ]


def test_questions_taken_together_are_said(drawings):
    mixed = drawings.assign(question=["thuis", "bedoeld", "thuis"])
    note = told(draw_core(find_core(mixed, pooled=True)))[0]["note"]
    assert note.startswith("Vragen samen bekeken: bedoeld + thuis.")


def test_an_empty_core_is_not_drawn(drawings):
    far = drawings.set_geometry(
        list(map(shapely.affinity.translate, drawings.geometry, (0, 1_000, 2_000))), crs=RD
    )
    assert [one["mark"] for one in told(draw_core(find_core(far)))] == ["rand"]
    assert draw_core(find_core(drawings.iloc[:0])).count == 0


def test_the_surface_is_a_picture_with_its_question(drawings):
    layer = draw_surface(count_drawings(drawings))
    assert (layer.kind, layer.features) == ("image", "")
    assert layer.image.startswith(b"\x89PNG")
    assert layer.explanation == "Vraag: waar u zich thuis voelt. 3 tekeningen."
    assert len(layer.marks) == 5
