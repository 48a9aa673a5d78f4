import csv
import io
import json
import os
import socket
import subprocess
import sys
import warnings
from datetime import date
from decimal import Decimal

import docx
import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import rasterio

from gis.analysis.begun import Moment
from gis.analysis.gaps import GAP_COLUMNS
from gis.analysis.nearby import NEARBY_COLUMNS
from gis.exports.handover import LAYERS
from gis.register.visible import Audience
from gis.workspace import answers, cache, handing
from gis.workspace.compass import Ask, open_compass
from gis.workspace.gaps import place_here, see_gaps
from gis.workspace.home import Home
from gis.workspace.leaflet import see_leaflet
from gis.workspace.registers import open_register
from layers import command, handover, listings
from layers.compass import LIST_COLUMNS, list_compass
from layers.messages import SENTENCES
from tests.homes import AT, ROOT, VOCABULARY, squares, write_areas, write_scores
from tests.layers.paper.reading import html_words, pdf_pages

TODAY = date(2027, 1, 1)
GOOD = "naam;thema;status;periode\nRiool;water en riool;plan;2028\nBoom;groen;idee;\nBank;groen;loopt;\n"
BAD = "Vlucht;vliegen;plan;2028\nZonder;groen;;31-02-2027\n"


@pytest.fixture(autouse=True)
def _alone(monkeypatch, tmp_path):
    """A home of its own, and no way out of this machine."""
    for name in ("ORG", "WORKSPACE"):
        monkeypatch.delenv(f"KOPPELKAART_{name}", raising=False)
    monkeypatch.setenv("KOPPELKAART_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def refuse(*_):
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


@pytest.fixture
def run(capsys):
    """Run the command; give its exit code and what it said on both streams."""

    def give(*arguments):
        with pytest.raises(SystemExit) as stopped:
            command.run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return stopped.value.code, said.out, said.err

    return give


@pytest.fixture
def plans(tmp_path):
    path = tmp_path / "plannen.csv"
    path.write_text(GOOD + BAD, encoding="utf-8")
    return path


def _rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def _features(path):
    return json.loads(path.read_text(encoding="utf-8"))["features"]


# fetch


def test_fetch_says_counts_and_what_does_not_join(run, home, tmp_path):
    files = [write_areas(tmp_path / "grenzen.gpkg"), write_scores(tmp_path / "scores.csv")]
    code, said, _ = run("fetch", "GM0014", "--year", "2024", "--from", files[0], "--from", files[1])
    assert code == 0
    assert "Groningen (GM0014), grenzen van 2024: 3 buurten" in said
    assert "1 buurt zonder Leefbaarometer" in said
    assert "1 code zonder grens in Leefbaarometer" in said
    assert "Weggelaten als water: 1." in said
    for file in files:
        file.unlink()
    code, _, told = run("gaps", "--out", "gaps.csv")
    assert (code, "Gemeente: Groningen 2024" in told) == (0, True)
    assert {row["buurtcode"] for row in _rows(tmp_path / "gaps.csv")} == {
        "BU00141000",
        "BU00141002",
        "BU0014AB10",
    }


# import


def test_import_of_good_and_bad_rows(run, home, plans, tmp_path):
    code, said, told = run("import", plans, "--problems", "mis.csv")
    assert code == command.PARKED == 2
    assert "3 rijen zijn klaar, bij 2 rijen is uw hulp nodig." in said
    assert "Er is niets verloren gegaan." in said
    assert "Rij 5, thema:" in said
    assert "[theme_unknown]" in said
    assert "Werkruimte: Mijn register" in told
    problems = pd.read_csv(tmp_path / "mis.csv", sep=";", dtype=str, encoding="utf-8-sig")
    assert problems[["rij", "code"]].to_numpy().tolist() == [
        ["5", "theme_unknown"],
        ["6", "day_impossible"],
        ["6", "status_unknown"],
    ]
    store = open_register(home, "eigen").store
    assert [one.title for one in store.activities()] == ["Riool", "Boom", "Bank"]
    assert len(store.parked(organisation="deze werkplek")) == 2


def test_import_of_good_rows_alone(run, home, plans):
    plans.write_text(GOOD, encoding="utf-8")
    assert run("import", plans)[0] == 0
    code, said, _ = run("import", plans, "--visibility", "as-stated")
    assert (code, "3 ongewijzigd" in said) == (0, True)


def test_import_with_the_row_of_the_headings(run, home, plans):
    plans.write_text("Corporatie A;Noordwest;maart;2028\n" + GOOD, encoding="utf-8")
    code, _, told = run("import", plans)
    assert (code, "[no_activities]" in told) == (command.BROKEN, True)
    assert run("import", plans, "--heading-row", "2")[0] == 0
    assert run("import", plans)[0] == 0  # as it was said before
    code, _, told = run("import", plans, "--heading-row", "9")
    assert (code, "Op rij 9 van " in told) == (command.BROKEN, True)
    assert run("import", plans, "--heading-row", "twee")[0] == command.WRONG_USE


def test_import_tells_how_many_rows_were_left_out_before(run, home, plans):
    run("import", plans)
    store = open_register(home, "eigen").store
    for row in store.parked(organisation="deze werkplek"):
        store.drop_parked(row.number, organisation="deze werkplek", at=AT)
    code, said, _ = run("import", plans)
    assert (code, "2 rijen hebt u eerder weggelaten en slaan wij over." in said) == (0, True)


@pytest.mark.parametrize(
    ("option", "saved"), [("--dry-run", False), ("--strict", False), ("--visibility=as-stated", True)]
)
def test_import_that_saves_or_does_not(run, home, plans, option, saved):
    code, said, _ = run("import", plans, option)
    assert code == 2
    assert ("Er is niets bewaard." in said) is not saved
    assert open_register(home, "eigen").store.begun is saved


@pytest.mark.parametrize(("option", "seen"), [("as-stated", "openbaar"), ("concept", "concept")])
def test_import_visibility(run, home, tmp_path, option, seen):
    (tmp_path / "x.csv").write_text(
        "naam,thema,status,zichtbaarheid\nBoom,groen,plan,Iedereen\n", encoding="utf-8"
    )
    assert run("import", "x.csv", "--visibility", option)[0] == 0
    assert [one.visibility for one in open_register(home, "eigen").store.activities()] == [seen]


def test_import_for_an_organisation(run, home, plans):
    assert run("add-organisation", "GGD Noord")[0] == 0
    assert run("import", plans, "--org", "GGD Noord")[0] == 2
    assert {one.owner for one in open_register(home, "eigen").store.activities()} == {"GGD Noord"}


# export


@pytest.mark.parametrize("audience", [*Audience])
@pytest.mark.parametrize("organisation", ["deze werkplek", "Corporatie A"])
def test_export_tells_each_audience_what_the_pages_tell(run, home, tmp_path, audience, organisation):
    code, said, _ = run("--org", organisation, "export", "uit.geojson", "--audience", audience)
    assert (code, "Geschreven: uit.geojson" in said) == (0, True)
    told = handing.prepare(
        cache.open_place(home, "GM0014"),
        open_register(home, "voorbeeld"),
        organisation=organisation,
        audience=audience,
        today=TODAY,
    )
    handover.write_file(told, tmp_path / "pagina.geojson", vocabulary=VOCABULARY)
    assert (tmp_path / "uit.geojson").read_bytes() == (tmp_path / "pagina.geojson").read_bytes()
    hidden = (organisation, audience) != ("Corporatie A", "own")
    assert ("96 flatwoningen" in (tmp_path / "uit.geojson").read_text(encoding="utf-8")) is not hidden


def test_export_of_a_wijkplattegrond(run, tmp_path):
    assert run("export", "uit.pdf", "--audience", "partners")[0] == 0
    content = (tmp_path / "uit.pdf").read_bytes()
    (only,) = pdf_pages(content)
    assert "Riool vervangen" in only
    assert "Groot onderhoud" not in only  # a concept of Corporatie A
    assert "schaal 1 : 6.000 op A3" in only
    assert len(content) < 1_000_000
    assert run("export", "a4.pdf", "--paper", "A4", "--area", "WK001410")[0] == 0
    assert "Noordwest" in pdf_pages((tmp_path / "a4.pdf").read_bytes())[0]
    assert run("export", "plan.html", "--plan")[0] == 0
    page = (tmp_path / "plan.html").read_text(encoding="utf-8")
    assert "Wijkplattegrond" in html_words(page)
    assert len(page) < 1_000_000


def test_export_to_every_form_and_of_chosen_layers(run, tmp_path):
    assert run("export", "uit.gpkg", "--gemeente", "GM0014", "--audience", "partners")[0] == 0
    layers = set(pyogrio.list_layers(tmp_path / "uit.gpkg")[:, 0])
    assert {
        "buurten",
        "scores",
        "activiteiten_punt",
        "activiteiten_lijn",
        "activiteiten_vlak",
        "beleefd",
    } <= layers
    assert run("export", "uit.html", "--layers", "activities")[0] == 0
    assert "Warmtenet, deel 1" in (tmp_path / "uit.html").read_text(encoding="utf-8")
    assert run("export", "uit.geojson", "--layers", "buurten,scores")[0] == 0
    assert {one["properties"]["laag"] for one in _features(tmp_path / "uit.geojson")} == {"buurt"}
    assert len(_features(tmp_path / "uit.geojson")) == 151


# overlap, gaps, perceived


def test_overlap_has_the_promised_columns_and_the_answer_of_the_pages(run, home, tmp_path):
    code, said, _ = run(
        "overlap", "--gemeente", "GM0014", "--reach", 100, "--slack", 6, "--spot", 25, "--out", "pairs.csv"
    )
    register, place = open_register(home, "voorbeeld"), cache.open_place(home, "GM0014")
    seen = answers.see_activities(register, organisation="deze werkplek", audience=Audience.OWN)
    chances = answers.find_chances(
        answers.in_gemeente(seen, place), place, register, reach=answers.Reach(), today=TODAY
    )
    rows = _rows(tmp_path / "pairs.csv")
    assert code == 0
    assert tuple(rows[0]) == listings.PAIR_COLUMNS
    assert f"{len(chances.pairs)} paren en {len(chances.groups)} groepen" in said
    assert [(row["a_id"], row["b_id"]) for row in rows] == list(
        zip(chances.pairs["a_id"], chances.pairs["b_id"], strict=True)
    )
    assert {row["relation"] for row in rows} == {"kans", "dubbel", "conflict", "net gemist"}
    assert {row["certainty"] for row in rows} <= {"zeker", "mogelijk"}
    for relation, pairs in (
        ("dubbel", {("F11", "F12")}),
        ("net gemist", {("F09", "F10")}),
        ("conflict", {("F01a", "F05"), ("F05", "F21")}),
    ):
        assert {(row["a_id"], row["b_id"]) for row in rows if row["relation"] == relation} == pairs
    assert all(row["reason"] for row in rows)
    parts = ("space", "time", "theme", "room")
    for row, pair in zip(rows, chances.pairs.to_dict("records"), strict=True):
        assert sum(Decimal(row[name]) for name in parts) == Decimal(row["score"])
        assert [float(row[name]) for name in parts] == [pair[f"part_{name}"] for name in parts]
        assert float(row["score"]) == pair["score"]
        both = {pair["a_id"], pair["b_id"]}
        numbers = [number for number, group in enumerate(chances.groups, 1) if both <= set(group.members)]
        assert row["group"] == " | ".join(map(str, numbers))
    assert {row["group"] for row in rows} >= {"", "1"}


def test_overlap_of_plans_that_move(run, tmp_path):
    assert run("overlap", "--shift", "F05=-18", "--shift", "F13=1", "--out", "pairs.csv")[0] == 0
    pairs = {(row["a_id"], row["b_id"]): row for row in _rows(tmp_path / "pairs.csv")}
    assert "conflict" not in {row["relation"] for row in pairs.values()}  # no street that was just open
    assert pairs["F01a", "F05"]["relation"] == pairs["F05", "F21"]["relation"] == "kans"
    assert float(pairs["F01b", "F13"]["gap_months"]) == 3  # 30 September to 1 January; 4 as told
    for told, code in (("F21=1", "date_fixed"), ("F06=1", "activity_unknown")):  # F06: of Corporatie A only
        ended, _, said = run("overlap", "--shift", told, "--out", "geen.csv")
        assert ended == 1
        assert f"[{code}]" in said
    assert run("overlap", "--shift", "F05", "--out", "geen.csv")[0] == 64
    assert not (tmp_path / "geen.csv").exists()


def test_overlap_as_geojson_and_for_the_owner_of_a_hidden_plan(run, tmp_path):
    assert run("--org", "Corporatie A", "overlap", "--out", "pairs.geojson")[0] == 0
    pairs = [one["properties"] for one in _features(tmp_path / "pairs.geojson")]
    assert any({one["a_id"], one["b_id"]} == {"F06", "F07"} for one in pairs)
    assert run("overlap", "--org", "Corporatie B", "--out", "pairs.geojson")[0] == 0
    assert "F06" not in (tmp_path / "pairs.geojson").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "moment", "by"),
    [
        ([], Moment(), "group"),
        (["--moment", "now", "--by", "theme"], Moment("now"), "theme"),
        (["--moment", "delayed", "--months", 9, "--ahead", 12], Moment("delayed", 12, 9), "group"),
    ],
    ids=["planned", "now", "delayed"],
)
def test_gaps_are_those_of_the_pages(run, home, tmp_path, options, moment, by):  # noqa: PLR0917 - by name
    assert run("gaps", "--gemeente", "GM0014", "--out", "gaps.csv", *options)[0] == 0
    register, place = open_register(home, "voorbeeld"), cache.open_place(home, "GM0014")
    seen = answers.see_activities(register, organisation="deze werkplek", audience=Audience.OWN)
    placed = place_here(answers.in_gemeente(seen, place), place, register)
    found = listings.gap_list(see_gaps(placed, place, register, today=TODAY, moment=moment, by=by))
    rows = _rows(tmp_path / "gaps.csv")
    assert list(rows[0]) == [*GAP_COLUMNS, *NEARBY_COLUMNS]
    listings.write_table(found, tmp_path / "own.csv")
    assert rows == _rows(tmp_path / "own.csv")
    assert {row["gap"] for row in rows} == {"ja", "nee"}


def test_gaps_that_no_figure_tells_are_a_list_of_their_own(run, tmp_path):
    assert run("gaps", "--out", "gaps.csv", "--unshared", "samen.csv")[0] == 0
    rows = {(row["id"], row["reason"]) for row in _rows(tmp_path / "samen.csv")}
    assert ("F23", "geld houdt op en er volgt niets") in rows
    assert ("F24", "afspraak is over de datum") in rows
    assert run("gaps", "--out", "niets.csv", "--months", 3)[0] == 64  # of what is not delayed
    assert not (tmp_path / "niets.csv").exists()


@pytest.mark.parametrize("reference", ["gemeente", "g4", "nl"])
def test_compass_is_that_of_the_screen(run, home, tmp_path, reference):
    code, said, _ = run("compass", "--gemeente", "GM0014", "--reference", reference, "--out", "kompas.csv")
    assert code == 0
    register, place = open_register(home, "voorbeeld"), cache.open_place(home, "GM0014")
    shown = open_compass(home, place, register, ask=Ask(reference))  # as `layers.ui.cached` asks it
    told = list_compass(shown, place, dimensions=register.vocabulary.dimensions)
    rows = pd.read_csv(tmp_path / "kompas.csv")
    assert f"{len(rows)} rijen" in said
    assert tuple(rows.columns) == LIST_COLUMNS
    assert rows["klasse"].tolist() == told["klasse"].tolist()
    for name in ("waarde", "vergelijkingswaarde", "verschil", "breedte"):
        pd.testing.assert_series_equal(rows[name], told[name].astype(float))


@pytest.mark.parametrize(("suffix", "audience"), [(".pdf", "public"), (".html", "partners")])
def test_buurtblad_is_that_of_the_screen(run, home, tmp_path, suffix, audience):
    name = f"blad{suffix}"
    code, said, _ = run("buurtblad", "--buurt", "BU00141000", "--out", name, "--audience", audience)
    assert (code, said.strip().startswith(f"Geschreven: {name}, voor ")) == (0, True)
    register, place = open_register(home, "voorbeeld"), cache.open_place(home, "GM0014")
    told = see_leaflet(  # as `layers.ui.leaflet` asks it
        open_compass(home, place, register, ask=Ask()),
        place,
        register,
        code="BU00141000",
        organisation="deze werkplek",
        audience=Audience(audience),
        today=TODAY,
    )
    content = handover.leaflet_bytes(told, suffix=suffix, vocabulary=VOCABULARY)
    read = {".pdf": lambda data: " ".join(pdf_pages(data)), ".html": lambda data: html_words(data.decode())}
    written, shown = (read[suffix](data) for data in ((tmp_path / name).read_bytes(), content))
    assert shown.partition("Wat is er aan de hand?")[2] == written.partition("Wat is er aan de hand?")[2]


@pytest.mark.parametrize(
    ("buurt", "name", "error"),
    [
        ("BU00149999", "blad.pdf", "area_not_here"),
        ("x", "blad.pdf", "area_not_here"),
        ("BU00141000", "blad.doc", "form_unknown"),
    ],
)
def test_buurtblad_says_what_is_wrong(run, tmp_path, buurt, name, error):
    code, _, said = run("buurtblad", "--buurt", buurt, "--out", name)
    assert code == 1
    assert error in said
    assert not (tmp_path / name).exists()


def test_changes_since_the_meeting_before(run):
    code, said, _ = run("changes", "--since", "2027-01-14")
    assert (code, said.splitlines()) == (
        0,
        [
            "Veranderd na 14 januari 2027:",
            "Nieuw (1)",
            "- Bomen en banken op het plein (wijkbedrijf (voorbeeld)): idee, voorjaar 2027.",
            "Verschoven (1)",
            "- Nieuwe 30 km-zone (gemeente): was voorjaar 2028, nu najaar 2027; ook anders: toelichting.",
        ],
    )
    assert run("changes", "--since", "2027-03-11")[1] == "Na 11 maart 2027 is er niets veranderd.\n"


def test_report_is_for_everybody_unless_asked_otherwise(run, tmp_path):
    code, said, _ = run("report", "--out", "verslag.md")
    assert code == 0
    assert said.startswith("2 open besluiten en afspraken, waarvan 1 te laat; 3 groepen")
    assert said.endswith("Geschreven: verslag.md, voor iedereen.\n")
    told = (tmp_path / "verslag.md").read_text()
    assert "Voor: iedereen." in told
    assert "Stroomnet" not in told
    asked = ["--audience", "own", "--org", "Corporatie A", "--since", "2027-03-11"]
    assert run("report", *asked, "--out", "verslag.docx")[0] == 0
    words = [one.text for one in docx.Document(tmp_path / "verslag.docx").paragraphs]
    assert "Voor: alleen onze organisatie (gekeken als Corporatie A)." in words
    assert "Veranderd na 11 maart 2027" in words
    code, _, complaint = run("report", "--out", "verslag.odt")
    assert (code, "[form_unknown]" in complaint) == (1, True)


def test_changes_as_a_file_tell_a_concept_to_its_owner_alone(run, tmp_path):
    told = {}
    for name, options in {
        "A": ["--org", "Corporatie A"],
        "B": ["--org", "Corporatie B"],
        "shared": ["--org", "Corporatie A", "--audience", "partners"],
    }.items():
        assert run("changes", "--since", "2027-01-01", *options, "--out", f"{name}.csv")[0] == 0
        told[name] = _rows(tmp_path / f"{name}.csv")
    assert [name for name, rows in told.items() if "F06" in {row["id"] for row in rows}] == ["A"]
    assert tuple(told["B"][0]) == listings.CHANGE_COLUMNS
    assert {row["fictief"] for row in told["B"]} == {"ja"}
    [decided] = [row for row in told["B"] if row["id"] == "F01a | F02"]
    assert (decided["wat"], decided["organisatie"], decided["nu"]) == (
        "besloten",
        "gemeente",
        "uitzoeken, gemeente (wijkregisseur), voor 1 maart 2027",
    )


def test_perceived_of_our_own_example(run, home, tmp_path):
    drawings = answers.see_drawings(open_register(home, "voorbeeld"))
    told = drawings.rename(columns={"name": "naam", "role": "rol", "question": "vraag", "drawn_on": "datum"})
    told.to_crs(4326).to_file(tmp_path / "tekeningen.geojson", driver="GeoJSON")
    code, said, _ = run(
        "perceived", "tekeningen.geojson", "--k", "0.5", "--out", "areas.geojson", "--raster", "count.tif"
    )
    assert (code, "12 tekeningen, 8 gebieden" in said) == (0, True)
    assert "Er lijken 2 buurten te zijn met dezelfde naam: Selwerd (vraag: waar u zich thuis voelt)." in said
    found = [
        (told["vraag"], told["groep"], told["deel"], told["tekeningen"])
        for told in (one["properties"] for one in _features(tmp_path / "areas.geojson"))
    ]
    home_question, meant = "waar u zich thuis voelt", "het gebied dat u bedoelt"
    parts = ["kern", "rand", "onzekere grens"]
    assert found == [
        *((meant, None, part, 5) for part in parts),
        *((home_question, 1, part, 5) for part in parts),
        *((home_question, 2, part, 2) for part in parts[:2]),
    ]
    with rasterio.open(tmp_path / "count.tif") as raster:
        assert raster.res == (5, 5)
        assert raster.read(1).max() >= 7
    code, said, _ = run(
        "perceived", "tekeningen.geojson", "--together", "--by-role", "--out", "areas.geojson"
    )
    told = [one["properties"] for one in _features(tmp_path / "areas.geojson")]
    assert (code, "dezelfde naam" in said) == (0, False)
    assert {one["groep"] for one in told} == {None}
    assert [one["rol"] for one in told] == [None] * 3 + ["overige rollen"] * 2 + [None] * 3 + ["bewoner"] * 2
    assert len({one["id"] for one in _features(tmp_path / "areas.geojson")}) == len(told) == 10


# health, use


def test_health_of_a_fresh_home(run):
    code, said, _ = run("health")
    assert (code, "FOUT" in said) == (0, False)


def test_health_of_a_broken_home(run, home):
    home.register_path("eigen").parent.mkdir(parents=True)
    home.register_path("eigen").write_bytes(b"no register, but long enough to be looked at " * 40)
    code, said, _ = run("health")
    assert (code, "FOUT  Mijn register" in said) == (1, True)


def test_home_and_organisation_come_from_the_options_before_the_environment(
    run, tmp_path, monkeypatch, plans
):
    monkeypatch.setenv("KOPPELKAART_ORG", "Niemand")
    assert run("--home", tmp_path / "ander", "--org", "Corporatie A", "overlap", "--out", "pairs.csv")[0] == 0
    assert (tmp_path / "ander" / "registers" / "voorbeeld.sqlite").is_file()
    assert not (tmp_path / "home").exists()
    code, _, told = run("overlap", "--out", "pairs.csv")
    assert (code, "[organisation_unknown]" in told) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["vlieg"],
        ["fetch"],
        ["fetch", "GM0014", "--service-url"],
        ["fetch", "GM0014", "--from", "x", "--year", "ooit"],
        ["import"],
        ["import", "x.csv", "--visibility", "zoals vermeld"],
        ["export", "x.geojson", "--audience", "iedereen"],
        ["overlap"],
        ["overlap", "--out", "x.csv", "--reach", "-1"],
        ["overlap", "--out", "x.csv", "--reach", "ver"],
        ["perceived", "x.geojson", "--out", "y.geojson", "--k", "0"],
        ["gaps", "--out", "x.csv", "--hoezo"],
        ["changes"],
        ["changes", "--since", "vorige keer"],
        [],
    ],
    ids=" ".join,
)
def test_wrong_use_exits_with_64_and_says_what(run, arguments):
    code, said, told = run(*arguments)
    assert code == command.WRONG_USE == 64
    assert "Usage" in said + told or "Error" in told


def test_help_is_no_fault(run):
    code, said, _ = run("--help")
    assert code == 0
    assert all(
        name in said
        for name in (
            "fetch",
            "import",
            "export",
            "overlap",
            "gaps",
            "changes",
            "perceived",
            "health",
            "serve",
        )
    )


BROKEN = {
    "file_missing": ["import", "er_niet.csv"],
    "file_empty": ["import", "leeg.csv"],
    "no_activities": ["import", "adressen.csv"],
    "file_unreadable": ["import", "stuk.gpkg"],
    "file_kind_unknown": ["import", "plaatje.xml"],
    "crs_missing": ["perceived", "zonder_stelsel.gpkg", "--out", "uit.geojson"],
    "gemeente_unknown": ["fetch", "GM9999", "--from", "grenzen.gpkg"],
    "nothing_recognised": ["fetch", "GM0014", "--from", "adressen.csv"],
    "no_boundaries": ["fetch", "GM0014", "--from", "scores.csv"],
    "not_a_number": ["fetch", "GM0014", "--from", "letters.gpkg"],
    "gemeente_not_fetched": ["export", "uit.geojson", "--gemeente", "GM0363"],
    "layer_not_offered": ["export", "uit.geojson", "--layers", "wegen"],
    "form_unknown": ["export", "uit.doc"],
    "area_not_here": ["export", "uit.pdf", "--area", "WK036300"],
    "not_written": ["export", "nergens/uit.geojson"],
    "workspace_unknown": ["--workspace", "ander", "gaps", "--out", "x.csv"],
    "organisation_unknown": ["--org", "Niemand", "gaps", "--out", "x.csv"],
    "no_drawings": ["perceived", "adressen.csv", "--out", "x.geojson"],
    "drawing_not_area": ["perceived", "punt.geojson", "--out", "x.geojson"],
    "cache_broken": ["gaps", "--gemeente", "GM0935", "--out", "x.csv"],
}


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    """A folder with one file of each kind of fault."""
    folder = tmp_path_factory.mktemp("bad")
    areas = write_areas(folder / "grenzen.gpkg")
    write_scores(folder / "scores.csv")
    write_areas(folder / "letters.gpkg", inhabitants=("veel", "1", "2"))
    (folder / "leeg.csv").touch()
    (folder / "adressen.csv").write_text("adres;stad\na;b\n", encoding="utf-8")
    (folder / "stuk.gpkg").write_bytes(areas.read_bytes()[:9000])
    (folder / "plaatje.xml").write_text("<kml/>", encoding="utf-8")
    plan = {"naam": ["Boom"], "thema": "groen", "status": "plan"}
    frame = gpd.GeoDataFrame(plan, geometry=squares()[:1])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that it has no CRS is what is tried
        frame.to_file(folder / "zonder_stelsel.gpkg", driver="GPKG")
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [6.5, 53.2]}}
    told = {"type": "FeatureCollection", "features": [point]}
    (folder / "punt.geojson").write_text(json.dumps(told), encoding="utf-8")
    return folder


@pytest.mark.parametrize("code", BROKEN)
def test_bad_input_is_one_sentence_with_its_code(run, home, bad, monkeypatch, code):
    monkeypatch.chdir(bad)
    if code == "cache_broken":
        home.place_folder("GM0935", 2024).mkdir(parents=True)
        (home.place_folder("GM0935", 2024) / "manifest.json").write_text("{", encoding="utf-8")
    before = sorted(bad.iterdir())
    exit_code, said, told = run(*BROKEN[code])
    assert exit_code == command.BROKEN == 1
    last = told.strip().splitlines()[-1]
    assert last.endswith(f"[{code}]")
    assert last[0].isupper()
    assert "Traceback" not in said + told
    assert sorted(bad.iterdir()) == before


def test_the_codes_tried_have_sentences():
    assert set(BROKEN) <= set(SENTENCES)


# One start for all orders: each runs in a copy of the process that imported the command.
_ORDERS = """
import os, sys
from layers.command import run
for order in sys.argv[1:]:
    copy = os.fork()
    if not copy:
        sys.argv = ["koppelkaart", *order.split()]
        run()
    print("exit", os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]), flush=True)
"""


def test_the_installed_command_is_this_one(tmp_path):
    orders = ("gaps --out gaps.csv", "import er_niet.csv", "hoezo")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "KOPPELKAART_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-c", _ORDERS, *orders],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    first, *others = done.stdout.splitlines()
    assert first.endswith("Geschreven: gaps.csv.")
    assert others == ["exit 0", "exit 1", "exit 64"]  # what went wrong is said beside it
    assert "[file_missing]\n" in done.stderr
    script = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'koppelkaart = "layers.command:run"' in script


def test_all_four_layers_are_the_default(run, tmp_path):
    assert run("export", "uit.geojson", "--audience", "own")[0] == 0
    assert {one["properties"]["laag"] for one in _features(tmp_path / "uit.geojson")} == {
        "buurt",
        "activiteit",
        "beleefd",
    }
    assert LAYERS == ("buurten", "scores", "activities", "perceived")
