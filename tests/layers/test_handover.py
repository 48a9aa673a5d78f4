import json

import pyogrio
import pytest

from gis.errors import ExportError
from gis.exports.geojson import write_geojson
from layers import handover as module
from tests.handovers import HOSTILE, empty_handover
from tests.handovers import handover as make_handover
from tests.homes import VOCABULARY
from tests.layers.paper.reading import html_words, pdf_pages

SOURCE = {
    "publisher": "CBS",
    "title": "Kerncijfers",
    "year": 2024,
    "licence": "CC BY 4.0",
    "retrieved": "2026-07-19",
}


def handover(**changes):
    return make_handover(sources=(SOURCE,), **changes)


def _write(told, path):
    module.write_file(told, path, vocabulary=VOCABULARY)
    return path


def test_the_ending_says_the_form(tmp_path):
    assert _write(handover(), tmp_path / "uit.GeoJSON").read_bytes() == write_geojson(handover())
    package = _write(handover(), tmp_path / "uit.gpkg")
    styles = pyogrio.read_dataframe(package, layer="layer_styles")
    assert set(styles["f_table_name"]) >= {"buurten", "scores", "activiteiten_punt", "beleefd"}
    assert styles["useAsDefault"].all()
    assert _write(handover(), tmp_path / "uit.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert _write(handover(), tmp_path / "uit.PDF").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", ["uit.doc", "uit", "uit.gpkg.zip", ".geojson"])
def test_another_ending_is_said_and_nothing_is_written(tmp_path, name):
    with pytest.raises(ExportError) as error:
        _write(handover(), tmp_path / name)
    assert error.value.code == "form_unknown"
    assert list(tmp_path.iterdir()) == []


def test_what_stood_there_is_replaced_whole_or_stays(tmp_path, monkeypatch):
    path = _write(handover(), tmp_path / "uit.geojson")
    before = path.read_bytes()
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "disk full")))
    with pytest.raises(ExportError) as error:
        _write(empty_handover(), path)
    assert error.value.code == "not_written"
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["uit.geojson"]


@pytest.mark.parametrize("suffix", module.FORMS)
def test_made_up_is_in_the_name_of_the_file_and_in_the_file(tmp_path, suffix):
    made = handover(fictional=True)
    assert module.file_name(made, suffix=suffix).startswith(module.FICTIONAL_PREFIX)
    path = _write(made, tmp_path / f"uit{suffix}")
    if suffix == ".geojson":
        assert json.loads(path.read_bytes())["metadata"]["fictief"] is True
    elif suffix == ".gpkg":
        about = pyogrio.read_dataframe(path, layer="over_dit_bestand").set_index("onderwerp")["tekst"]
        assert about["fictief"] == "ja"
    elif suffix == ".pdf":
        assert "FICTIEF" in pdf_pages(path.read_bytes())[0]
    else:
        assert "verzonnen" in path.read_text(encoding="utf-8").casefold()


def test_a_name_says_audience_and_peildatum():
    plain = empty_handover()
    assert (
        module.file_name(plain, suffix=".gpkg") == f"koppelkaart_{plain.audience}_{plain.reference_day}.gpkg"
    )


@pytest.mark.parametrize("given", [handover(), empty_handover()], ids=["whole", "empty"])
def test_the_page_opens_without_network_and_is_inert(given):
    page = module.draw_html(given, vocabulary=VOCABULARY)
    assert 'src="http' not in page
    assert not any(payload in page for payload in HOSTILE)


def test_a_sheet_makes_a_plan_of_html_and_says_so_in_the_name(tmp_path):
    sheet = module.Sheet("A4")
    module.write_file(handover(), tmp_path / "uit.html", vocabulary=VOCABULARY, sheet=sheet)
    page = (tmp_path / "uit.html").read_text(encoding="utf-8")
    assert "Wijkplattegrond" in html_words(page)
    assert "Buurt zoals beleefd" in html_words(page)
    assert "<script" not in page
    name = module.file_name(handover(), suffix=".html", sheet=sheet)
    assert name == "voorbeeld_fictief_koppelkaart_wijkplattegrond_a4_partners_2027-03-11.html"
