"""What holds for every page: it runs, it says what to do next, and a fault is a sentence."""

import shutil

import pytest

from gis.errors import SourceError
from layers import messages
from tests.layers.pages.screens import PAGES, break_place, labels, press, without_outlines, words

NEXT_STEP = {
    "map": "Uw register is nog leeg.",
    "register": "voeg een eerste plan toe",
    "analysis": "Voeg plannen toe",
    "perceived": "Teken de buurt op de kaart",
    "meeting": "Er staat niets op de agenda",
    "export": "0 activiteiten",
    "about": "0 activiteiten",
}


@pytest.mark.parametrize("page", PAGES)
def test_runs_on_the_example_and_says_what_is_made_up(visit, page):
    screen = visit(page)
    assert not screen.error
    assert "Overleg Selwerd, maart 2027 (fictief)" in words(screen)
    assert "Echt: grenzen en cijfers. Verzonnen: al het andere." in words(screen)
    assert "peildatum 11 maart 2027" in words(screen)


@pytest.mark.parametrize("page", PAGES)
def test_publication_is_another_world(visit, page):
    screen = visit(page, werkruimte="publicatie")
    assert not screen.error
    assert "Stand 2017 uit de publicatie" in words(screen)
    assert "Verzonnen" not in words(screen)


@pytest.mark.parametrize("page", PAGES)
def test_empty_register_says_what_to_do_next(visit, page):
    screen = visit(page, werkruimte="eigen")
    assert not screen.error
    assert NEXT_STEP[page] in words(screen)


def test_broken_gemeente_is_a_sentence_on_every_page_and_can_be_fetched_again(home, visit):
    break_place(home)
    for page in PAGES:
        screen = visit(page)
        assert [one.value for one in screen.error] == [_shown("cache_broken", folder="GM0014\\_2024")]
        assert "Andere gemeente ophalen" in labels(screen, "button")


def test_broken_manifest_is_a_sentence(home, visit):
    break_place(home)
    (home.place_folder("GM0014", 2024) / "manifest.json").write_text("{", encoding="utf-8")
    assert "beschadigd" in visit().error[0].value


def test_broken_own_layer_is_a_sentence_and_can_be_taken_away(home, visit):
    (home.path / "layers").mkdir(parents=True)
    (home.path / "layers" / "Riolen.gpkg").write_bytes(b"no package")
    screen = visit()
    assert "Riolen" in screen.error[0].value
    press(screen, "Haal weg")
    assert not screen.error


def test_broken_register_is_a_sentence(home, visit):
    shutil.rmtree(home.path)
    home.register_path("voorbeeld").parent.mkdir(parents=True)
    home.register_path("voorbeeld").write_bytes(b"no database at all, but long enough to be looked at" * 9)
    assert "niet leesbaar" in visit(werkruimte="voorbeeld").error[0].value


def test_gemeente_without_outlines_runs_on_every_page(home, visit):
    without_outlines(home)
    for page in PAGES:
        screen = visit(page)
        assert not screen.error
        if page == "map":
            assert "**Van deze gemeente zijn hier geen grenzen.** Kies 'Begin met" in words(screen)


@pytest.mark.parametrize(
    "address",
    [
        {"gekozen": "<script>alert(1)</script>"},
        {"jaar": "abc", "kleur": "xx", "lagen": "zz,,<img>", "gemeente": "GM9999"},
        {"jaar": "9" * 5000, "werkruimte": "../../etc"},
        {"kijkt_als": "Corporatie A", "beleefd.deel": "7", "geheim": "x"},
    ],
)
def test_rubbish_in_the_address_changes_nothing(visit, address):
    screen = visit(**address)
    assert not screen.error
    assert screen.query_params["gemeente"] == "GM0014"
    assert screen.query_params["jaar"] == "2024"
    assert screen.query_params["kleur"] == "kscore"
    assert screen.query_params["werkruimte"] == "voorbeeld"
    assert screen.selectbox(key="kijkt_als").value == "deze werkplek"
    if "gekozen" in address:
        assert "Dit is hier niet te zien." in words(screen)


def _shown(code: str, **facts: object) -> str:
    return messages.sentence(SourceError(code, **facts)).replace(".", "\\.")
