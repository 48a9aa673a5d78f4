import json
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from gis.exports.geopackage import write_geopackage
from gis.vocabulary import load_vocabulary
from layers.qgis import default_styles
from layers.style import NINE, SCORE_CLASSES, SHOWN_AS
from tests.gating import need
from tests.handovers import empty_handover, handover

ROOT = Path(__file__).parents[3]
SYSTEM_PYTHON = "/usr/bin/python3"
LAYERS = ["buurten", "scores", "activiteiten_punt", "activiteiten_lijn", "activiteiten_vlak", "beleefd"]


@pytest.fixture(scope="module")
def vocabulary():
    return load_vocabulary(ROOT / "data" / "vocabulary.toml")


@pytest.fixture(scope="module")
def styles(vocabulary):
    return default_styles(vocabulary)


def _categories(style):
    return {one.get("value"): one for one in ET.fromstring(style).iter("category")}  # noqa: S314 - our own


def _symbol(style, value):
    number = _categories(style)[value].get("symbol")
    root = ET.fromstring(style)  # noqa: S314 - our own
    return next(one for one in root.find("renderer-v2/symbols") if one.get("name") == number)


def _settings(layer):
    return {one.get("name"): one.get("value") for one in layer.find("Option")}


def test_every_spatial_layer_has_a_style_that_is_xml(styles):
    assert list(styles) == LAYERS
    for style in styles.values():
        assert ET.fromstring(style).tag == "qgis"  # noqa: S314 - our own


def test_scores_have_the_nine_colours_and_a_hatch_for_no_score(styles):
    told = _categories(styles["scores"])
    assert list(told) == [*map(str, range(1, 10)), ""]
    assert told["5"].get("label") == f"5 · {SCORE_CLASSES[4]}"
    for number, colour in enumerate(NINE, start=1):
        settings = _settings(_symbol(styles["scores"], str(number))[0])
        assert settings["color"].startswith(",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)))
    assert told[""].get("type") == "NULL"
    fills = [
        _settings(layer)["style"]
        for layer in _symbol(styles["scores"], "")
        if layer.get("class") == "SimpleFill"
    ]
    assert fills == ["solid", "b_diagonal"]


@pytest.mark.parametrize("layer", LAYERS[2:5])
def test_activities_differ_by_group_and_by_what_they_are(styles, vocabulary, layer):
    told = _categories(styles[layer])
    assert set(told) == {f"{group}|{shown}" for group in vocabulary.groups for shown in SHOWN_AS} | {""}
    letters = {
        value: {
            one.get("value")
            for one in _symbol(styles[layer], value).iter("Option")
            if one.get("name") == "chr"
        }
        for value in told
    }
    assert letters["E|gepland"] == {"E"}


def test_planned_is_dashed_an_idea_is_dotted_and_what_is_there_is_solid(styles):
    def dash(value):
        strokes = [
            one for one in _symbol(styles["activiteiten_vlak"], value) if one.get("class") == "SimpleLine"
        ]
        told = _settings(strokes[-1])
        return told["customdash"] if told["use_custom_dash"] == "1" else ""

    assert dash("W|bestaand") == ""
    assert dash("W|gepland") == "2.12;1.32"
    assert dash("W|idee") == "0.53;1.32"


def test_expressions_survive_missing_values(styles):
    for layer in LAYERS[2:5]:
        renderer = ET.fromstring(styles[layer]).find("renderer-v2")  # noqa: S314 - our own
        assert renderer.get("attr").count("coalesce") == 2
        assert ET.fromstring(styles[layer]).find(".//text-style").get("fieldName").startswith("coalesce")  # noqa: S314


def test_the_kern_is_solid_and_the_rand_dashed(styles):
    strokes = {part: _settings(_symbol(styles["beleefd"], part)[-1]) for part in ("kern", "rand")}
    assert (strokes["kern"]["use_custom_dash"], strokes["rand"]["use_custom_dash"]) == ("0", "1")


@pytest.fixture(scope="module")
def qgis():
    """The program that opens a GeoPackage in QGIS; skipped where the system Python has no QGIS."""
    found = subprocess.run([SYSTEM_PYTHON, "-c", "import qgis.core"], capture_output=True, check=False)
    need("qgis", found.returncode == 0, "no QGIS in the system Python (python3-qgis)")
    return [SYSTEM_PYTHON, str(ROOT / "tests" / "qgis" / "open_geopackage.py")]


def _open_in_qgis(qgis, path, *more):
    done = subprocess.run([*qgis, str(path), *map(str, more)], capture_output=True, check=False, timeout=120)
    return json.loads(done.stdout), done.returncode


@pytest.mark.qgis
def test_qgis_opens_every_layer_with_its_style_and_has_nothing_to_say(qgis, styles, tmp_path):
    write_geopackage(handover(), tmp_path / "uit.gpkg", styles=styles)
    told, code = _open_in_qgis(qgis, tmp_path / "uit.gpkg", tmp_path / "kaart.png")
    assert told["said"] == []
    assert code == 0
    layers = told["layers"]
    assert {name: layers[name]["count"] for name in LAYERS} == dict(
        zip(LAYERS, (3, 3, 2, 1, 1, 2), strict=True)
    )
    assert all(layers[name]["crs"] == "EPSG:28992" for name in LAYERS)
    assert layers["scores"]["attribute"] == "kscore"
    assert [value for value, _ in layers["scores"]["categories"]] == [*map(str, range(1, 10)), None]
    assert layers["activiteiten_punt"]["symbol_layers"][0][-1] == "FontMarker"
    assert layers["buurten"]["labels"] == '"buurtnaam"'
    assert layers["activiteiten_zonder_plek"]["count"] == 1
    assert told["picture"]["errors"] == []
    assert told["picture"]["colours"] > 10
    assert (tmp_path / "kaart.png").stat().st_size > 5_000


@pytest.mark.qgis
def test_qgis_opens_a_handover_without_rows(qgis, styles, tmp_path):
    write_geopackage(empty_handover(), tmp_path / "leeg.gpkg", styles=styles)
    told, code = _open_in_qgis(qgis, tmp_path / "leeg.gpkg")
    assert (told["said"], code) == ([], 0)
