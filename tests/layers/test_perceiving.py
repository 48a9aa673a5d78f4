"""The commands for paper: a sheet out, photos of it in."""

import json

import geopandas as gpd
import numpy as np
import pytest
import shapely
from PIL import Image

from gis.crs import RD
from gis.sources.sheets import Sheet
from gis.workspace.home import Home
from gis.workspace.own_layers import add_layer
from layers import command
from tests.drawn_sheets import MIDDLE, PENS, draw_line, print_sheet
from tests.layers.paper.reading import html_words, pdf_pages


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run the command in a home of its own; give its exit code and what it said on both streams."""
    for name in ("ORG", "WORKSPACE"):
        monkeypatch.delenv(f"KOPPELKAART_{name}", raising=False)
    monkeypatch.setenv("KOPPELKAART_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def give(*arguments):
        with pytest.raises(SystemExit) as stopped:
            command.run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return stopped.value.code, said.out, said.err

    return give


def test_a_sheet_of_a_place_on_the_map(run, tmp_path):
    bbox = "232900,582700,233900,583500"
    code, said, told = run("sheet", "--bbox", bbox, "--scale", 5000, "--paper", "A3", "--out", "blad.pdf")
    assert code == 0
    assert "Tekenblad op A3, schaal 1 : 5.000: een gebied van 2.000 bij 1.130 meter." in said
    assert "geen achtergrond" in told
    words = pdf_pages((tmp_path / "blad.pdf").read_bytes())[0]
    assert "Teken de buurt waar u zich thuis voelt. Hoe noemt u die?" in words
    assert "KK1 A3 5000 233400 583100 0" in words


def test_a_sheet_of_a_buurt_that_asks_what_a_name_means(run, tmp_path):
    path = tmp_path / "straten.gpkg"
    street = shapely.LineString([(231_000, 583_500), (236_000, 583_400)])
    gpd.GeoDataFrame(geometry=[street], crs=RD).to_file(path, driver="GPKG")
    add_layer(Home(tmp_path / "home"), path, name="straten")
    order = ("--question", "meant", "--name", "Selwerd", "--paper", "A4", "--out", "blad.html")
    code, _, told = run("sheet", "--bbox", "232900,583200,233700,583700", *order)
    assert (code, "geen achtergrond" in told) == (0, False)
    page = (tmp_path / "blad.html").read_text(encoding="utf-8")
    assert "Teken het gebied dat u bedoelt als u 'Selwerd' zegt." in html_words(page)


def test_a_sheet_of_a_code(run):
    code, said, _ = run("sheet", "--area", "BU00141000", "--out", "blad.pdf")
    assert code == 0
    assert "Tekenblad op A3" in said


@pytest.mark.parametrize(
    "order",
    [
        ["sheet", "--out", "x.pdf"],
        ["sheet", "--out", "x.pdf", "--bbox", "1,2,3"],
        ["sheet", "--out", "x.pdf", "--bbox", "1,2,3,4", "--area", "GM0014"],
        ["sheet", "--out", "x.pdf", "--area", "GM0014", "--question", "meant"],
        ["sheet", "--out", "x.pdf", "--area", "GM0014", "--name", "Selwerd"],
        ["scan", "--out", "x.geojson"],
    ],
    ids=" ".join,
)
def test_wrong_use_exits_with_64(run, order):
    assert run(*order)[0] == command.WRONG_USE


def test_a_sheet_that_does_not_hold_the_area_is_refused(run, tmp_path):
    code, _, told = run("sheet", "--area", "GM0014", "--scale", 5000, "--out", "x.pdf")
    assert code == command.BROKEN
    assert "[sheet_too_small]" in told
    assert not (tmp_path / "x.pdf").exists()


@pytest.fixture
def photos(tmp_path):
    """One photo with a line on it, one of an empty sheet."""
    sheet = Sheet("A4", 5000, MIDDLE, 1)
    page = print_sheet(sheet)
    Image.fromarray(page).save(tmp_path / "leeg.jpg")
    circle = shapely.Point(148, 95).buffer(40, quad_segs=60)
    spots = np.asarray(circle.exterior.coords)[:-1]
    draw_line(page, spots, pen=PENS[0], wide=3, rng=np.random.default_rng(1))
    Image.fromarray(page).save(tmp_path / "goed.jpg")
    return tmp_path / "goed.jpg", tmp_path / "leeg.jpg"


def test_photos_become_drawings_and_what_failed_says_why(run, photos, tmp_path):
    good, empty = photos
    code, said, told = run("scan", good, empty, "er_niet.jpg", "--meeting", "maart", "--out", "uit.geojson")
    assert code == command.BROKEN
    assert "goed.jpg: 1 lijn gevonden" in said
    assert "Van 3 foto's is er 1 gelukt." in said
    assert "leeg.jpg: Op deze foto zien wij geen gekleurde lijn." in told
    assert "[scan_no_line]" in told
    assert "er_niet.jpg" in told
    (feature,) = json.loads((tmp_path / "uit.geojson").read_text(encoding="utf-8"))["features"]
    assert feature["properties"]["vraag"] == "het gebied dat u bedoelt"
    assert feature["properties"]["bijeenkomst"] == "maart"
    assert feature["properties"]["foto"] == "goed.jpg"
    code, _, _ = run("scan", good, "--out", "alleen.geojson")
    assert code == 0
    code, said, _ = run("perceived", "alleen.geojson", "--out", "kern.geojson")
    assert (code, "1 tekeningen" in said) == (0, True)


def test_when_no_photo_is_good_nothing_is_written(run, photos, tmp_path):
    code, said, _ = run("scan", photos[1], "--out", "uit.geojson")
    assert (code, "Er is niets geschreven." in said) == (1, True)
    assert not (tmp_path / "uit.geojson").exists()
