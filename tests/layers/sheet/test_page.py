import base64
import hashlib
import json
import re

import pytest

from layers.layer import Layer
from layers.sheet import draw_sheet
from layers.style import NO_FIGURE, activity_mark
from tests.handovers import HOSTILE

POINT = (
    '{"type":"Feature","geometry":{"type":"Point","coordinates":[5.39,52.16]},"properties":{"id":"A1",'
    '"mark":"Z|bestaand","name":"Spreekuur","note":"welzijn · doorlopend","made":true}}'
)
WORDS = {
    "title": "Overleg Kruiskamp",
    "day": "11 maart 2027",
    "audience": "partners in dit overleg",
    "sources": ["CBS, Kerncijfers, 2024, CC BY 4.0"],
    "fictional": True,
}


def _layer(**changes):
    told = {
        "id": "activities",
        "title": "Activiteiten",
        "kind": "activity",
        "features": f'{{"type":"FeatureCollection","features":[{POINT}]}}',
        "marks": (activity_mark("Z", "bestaand", label="Z Zorg en hulp: bestaand"), NO_FIGURE),
        "explanation": "Wie doet wat.",
    }
    return Layer(**{**told, **changes})


@pytest.fixture
def page():
    return draw_sheet([_layer()], **WORDS)


def test_it_is_one_dutch_page_with_title_day_audience_and_sources(page):
    assert page.startswith('<!DOCTYPE html>\n<html lang="nl">')
    for words in (
        "<title>Overleg Kruiskamp</title>",
        "11 maart 2027",
        "partners in dit overleg",
        "CC BY 4.0",
    ):
        assert words in page


def test_it_asks_for_nothing(page):
    assert re.findall(r"<(?:link|iframe|object|script [^>]*src|img)[^>]*>", page) == []
    assert re.findall(r"url\((?!data:|#)[^)$]*\)", page) == []
    assert "sourceMappingURL" not in page
    assert "jquery" not in page.lower()
    assert "bootstrap" not in page.lower()


def test_the_policy_names_exactly_the_scripts_that_are_there(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1].replace("&#39;", "'")
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts]
    assert re.findall(r"sha256-([\w+/=]+)", policy) == hashes
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy.split("style-src")[0]


def test_the_legend_and_every_feature_stand_in_words(page):
    assert "Z Zorg en hulp: bestaand" in page
    assert "geen score" in page
    assert "Spreekuur · welzijn · doorlopend · verzonnen voorbeeld" in page


def test_made_up_is_said_on_top_and_across_the_map(page):
    assert "Verzonnen voorbeeld (fictief)" in page
    assert 'class="across"' in page
    real = draw_sheet([], **{**WORDS, "fictional": False})
    assert "Verzonnen voorbeeld (fictief)" not in real


def test_an_image_travels_inside():
    image = _layer(
        id="count", kind="image", features="", image=b"\x89PNG", image_bounds=(5.3, 52.1, 5.4, 52.2)
    )
    page = draw_sheet([image], **WORDS)
    assert f"data:image/png;base64,{base64.b64encode(image.image).decode()}" in page
    assert '"corners": [[52.1, 5.3], [52.2, 5.4]]' in page


def test_the_same_input_gives_the_same_page(page):
    assert page == draw_sheet([_layer()], **WORDS)


@pytest.mark.parametrize("payload", HOSTILE)
def test_no_text_becomes_markup(payload):
    told = POINT.replace('"Spreekuur"', json.dumps(payload))
    layer = _layer(
        title=payload,
        explanation=payload,
        features=f'{{"type":"FeatureCollection","features":[{told}]}}',
        marks=(activity_mark("Z", "bestaand", label=payload),),
    )
    page = draw_sheet([layer], **{**WORDS, "title": payload, "sources": [payload], "note": payload})
    assert page.count("<script>") == 2
    assert page.count("</script") == 2
    assert "<img" not in page
