"""Lijst inlezen: the example list, and files that are no list, each with its own sentence."""

import random
import re
import zipfile

import geopandas as gpd
import pytest
from shapely import Point

from gis.crs import RD
from gis.sources import lists
from gis.workspace.registers import open_register
from layers import command, workbooks
from tests.layers.pages.screens import choose, labels, press, titles, words
from tests.workbooks import Sheet, save

EXAMPLE = "Probeer het met een voorbeeldlijst"
READY = "6 rijen zijn klaar, bij 2 rijen is uw hulp nodig."
FINDING = re.compile(r"Rij \d+, \w+: (.+?)(?: Voorstel: .+?\.)? \[\w+\]")


def _open(visit, workspace):
    screen = visit("register", werkruimte=workspace)
    choose(screen, "Wat wilt u doen?", "Lijst inlezen")
    return screen


@pytest.fixture
def said(capsys):
    """Run the command; give its exit code and the lines it said."""

    def run(*arguments):
        with pytest.raises(SystemExit) as stopped:
            command.run([str(argument) for argument in arguments])
        return stopped.value.code, capsys.readouterr().out.splitlines()

    return run


def test_the_example_list_goes_through_the_page(home, visit):
    screen = _open(visit, "voorbeeld")
    choose(screen, "U kijkt als …", "Corporatie A")
    press(screen, EXAMPLE)
    told = words(screen).replace("\\", "")
    assert READY in told
    assert "De plek 'Bestaatnietstraat' staat niet in uw eigen lagen en straatlijsten" in told
    assert "In '31-02-2027' staat een dag of week die niet bestaat." in told
    assert "Uw lijst" not in labels(screen, "file_uploader")
    press(screen, "Andere lijst")
    assert "Uw lijst" in labels(screen, "file_uploader")
    press(screen, EXAMPLE)
    before = titles(home)
    press(screen, "Bewaar 6 van 8 rijen")
    told = words(screen).replace("\\", "")
    assert "Er is niets verloren gegaan." in told
    assert "Rijen die nog wachten (2)" in told
    assert "Uw lijst" in labels(screen, "file_uploader")
    kept = [one for one in open_register(home, "voorbeeld").store.activities() if one.title not in before]
    assert len(kept) == 6
    assert {(one.owner, one.fictional, one.visibility) for one in kept} == {("Corporatie A", True, "concept")}
    assert sum(one.geometry is not None for one in kept) == 5
    assert [one.area_codes for one in kept if one.geometry is None] == [("BU00141001",)]


def test_the_command_says_the_same_of_the_example_list(home, visit, said, tmp_path):
    path = tmp_path / workbooks.EXAMPLE_FILE
    path.write_bytes(workbooks.example_workbook())
    code, lines = said("import", path, "--org", "Corporatie A", "--dry-run")
    assert (code, lines[:2]) == (command.PARKED, [READY, "Er is niets bewaard."])
    screen = _open(visit, "voorbeeld")
    choose(screen, "U kijkt als …", "Corporatie A")
    press(screen, EXAMPLE)
    told = words(screen).replace("\\", "")
    sentences = [found[1] for line in lines if (found := FINDING.match(line))]
    assert len(sentences) == 2
    assert all(sentence in told for sentence in sentences)
    code, lines = said("import", path, "--org", "Corporatie A")
    assert (code, lines[:2]) == (command.PARKED, [READY, "Er is niets verloren gegaan."])
    code, lines = said("import", path, "--org", "Corporatie A")
    assert lines[:3] == [READY, "Er is niets verloren gegaan.", "0 nieuw, 0 gewijzigd, 6 ongewijzigd."]


def test_the_example_list_is_offered_only_where_plans_are_made_up(visit, offered):
    assert EXAMPLE in labels(_open(visit, "voorbeeld"), "button")
    assert offered["Download de voorbeeldlijst (Excel)"]().startswith(b"PK")
    assert EXAMPLE not in labels(_open(visit, "eigen"), "button")


def _workbook(folder):
    return save(folder / "made.xlsx", Sheet("x", ["naam", "thema"], [["Boom", "groen"]])).read_bytes()


def _locked(_):
    """The first sectors of a workbook with a password."""
    names = (name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", "EncryptedPackage"))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + b"".join(names)


def _trick(folder):
    with zipfile.ZipFile(folder / "made.zip", "w") as archive:
        archive.writestr("../../weg.shp", "x")
    return (folder / "made.zip").read_bytes()


def _without_prj(folder):
    told = {"naam": ["Boom"], "thema": ["groen"], "status": ["plan"]}
    gpd.GeoDataFrame(told, geometry=[Point(232_600, 583_600)], crs=RD).to_file(folder / "plannen.shp")
    with zipfile.ZipFile(folder / "made.zip", "w") as archive:
        for suffix in ("shp", "shx", "dbf"):
            archive.write(folder / f"plannen.{suffix}", f"plannen.{suffix}")
    return (folder / "made.zip").read_bytes()


MOVED = "Corporatie A;Noordwest;maart\nnaam;thema;status\nBoom;groen;plan\nBank;vliegen;plan\n"


def _said(screen):
    return words(screen).replace("\\", "")


def _bring(screen, told, name="plannen.csv"):
    return choose(screen, "Uw lijst", (name, told.encode(), "text/csv"))


def test_a_person_says_on_which_row_the_headings_are_and_it_is_remembered(home, visit):
    screen = _open(visit, "eigen")
    _bring(screen, MOVED)
    assert "herkennen wij geen activiteiten" in _said(screen)
    [row] = screen.number_input
    assert (row.label, row.value) == ("Koppen staan op rij", 1)
    row.set_value(40).run()
    assert "Op rij 40 van plannen staat niets" in _said(screen)
    screen.number_input[0].set_value(2).run()
    assert {"naam", "thema", "status"} <= set(labels(screen, "selectbox"))
    assert "1 rij is klaar, bij 1 rij is uw hulp nodig." in _said(screen)
    press(screen, "Bewaar 1 van 2 rijen")
    assert titles(home, "eigen") == {"Boom"}
    _bring(screen, MOVED, "plannen 2.csv")
    assert screen.number_input[0].value == 2
    assert "1 rij is klaar, bij 1 rij is uw hulp nodig." in _said(screen)


def test_a_row_left_out_is_skipped_when_its_list_comes_again_and_taken_in_after_all(home, visit):
    screen = _open(visit, "eigen")
    _bring(screen, MOVED.partition("\n")[2])
    press(screen, "Bewaar 1 van 2 rijen")
    press(screen, "Laat deze rij weg")
    assert "slaan wij deze rij over" in _said(screen)
    _bring(screen, MOVED.partition("\n")[2])
    told = _said(screen)
    assert "1 rij is klaar, bij 0 rijen is uw hulp nodig." in told
    assert "Rij 3 · Bank. Het thema 'vliegen' staat niet in de lijst." in told
    assert "1 rij hebt u eerder weggelaten en slaan wij over. Toon ze" in labels(screen, "expander")
    choose(screen, "Lees toch in", [("plannen.csv", 3)])
    assert "1 rij is klaar, bij 1 rij is uw hulp nodig." in _said(screen)
    press(screen, "Bewaar 1 van 2 rijen")
    assert "Rijen die nog wachten (1)" in _said(screen)


FILES = {
    "afgebroken.xlsx": (lambda folder: _workbook(folder)[:-400], "is niet compleet: het einde ontbreekt"),
    "wachtwoord.xlsx": (_locked, "is beveiligd met een wachtwoord"),
    "rommel.csv": (lambda _: random.Random(4).randbytes(9000), "staan geen letters en cijfers"),  # noqa: S311 - not a secret
    "lang.csv": (lambda _: b"naam;thema\n" + b"Boom;groen\n" * 9000, "te groot voor een lijst"),
    "unicode.csv": (lambda _: "naam;thema\nBoom;groen\n".encode("utf-16"), "het staat in UTF-16"),
    "kolom.csv": (lambda _: b"naam\nBoom\nBank\n", "staat maar één kolom (naam)"),
    "omhoog.zip": (_trick, "een onderdeel dat wij niet uitpakken (../../weg.shp)"),
    "zonder prj.zip": (_without_prj, "zegt niet wat de getallen van de plek (232600, 583600) zijn"),
}


@pytest.mark.parametrize("name", FILES)
def test_each_file_that_is_no_list_has_its_own_sentence(home, visit, tmp_path, monkeypatch, name):
    monkeypatch.setattr(lists, "MAX_LIST", 50_000)  # so that a file of 100 kB is too large
    make, part = FILES[name]
    screen = _open(visit, "eigen")
    choose(screen, "Uw lijst", (name, make(tmp_path), "application/octet-stream"))
    assert not screen.exception
    told = words(screen).replace("\\", "")
    assert part in told
    assert sum(other in told for _, other in FILES.values()) == 1
    assert titles(home, "eigen") == set()
