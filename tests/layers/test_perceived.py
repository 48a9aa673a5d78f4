import json

import geopandas as gpd
import pandas as pd
import pytest
import shapely
import shapely.affinity

from gis.analysis.agreement import count_drawings
from gis.analysis.certainty import find_band
from gis.analysis.perceived import find_core
from gis.crs import RD
from gis.workspace.perceived import see_roles
from layers.perceived import draw_core, draw_drawings, draw_outline, draw_roles, draw_surface


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


def test_the_band_lies_on_top_hatched_and_in_words(drawings):
    five = pd.concat([drawings, drawings.iloc[:2].assign(id=["d", "e"])], ignore_index=True)
    layer = draw_core(pd.concat([find_band(five), find_core(five)], ignore_index=True))
    assert [one["mark"] for one in told(layer)] == ["rand", "kern", "onzekere grens"]
    assert layer.marks[1].label == "Onzekere grens: hier ergens loopt de lijn"
    assert layer.marks[1].hatch


def test_roles_are_told_with_how_many_drew(drawings):
    many = pd.concat([drawings, drawings.iloc[[0, 1, 2]].assign(id=["d", "e", "f"])], ignore_index=True)
    layer = draw_roles(see_roles(many, k=0.5))
    assert [(one["mark"], one["note"]) for one in told(layer)] == [
        ("bewoner", "4 tekeningen."),
        ("overige rollen", "2 tekeningen."),
    ]


def test_a_crisp_line_says_what_it_is(drawings):
    layer = draw_outline(drawings.geometry.iloc[0], name="Selwerd", made=True, number=2)
    assert (layer.id, told(layer)[0]["name"], told(layer)[0]["made"]) == (
        "perceived_outline_2",
        "Selwerd: strakke lijn",
        True,
    )
