"""Op papier tekenen on the page Buurt zoals beleefd: a sheet out, photos in, kept only when confirmed."""

import io

import numpy as np
import pytest
import shapely
from PIL import Image

from gis.register.rounds import FELT, MEANT
from gis.sources.sheets import Sheet
from gis.workspace import answers
from gis.workspace.registers import open_register
from gis.workspace.rounds import Round, begin
from layers.ui.paper_drawing import _PART, _PHOTOS
from tests.drawn_sheets import MIDDLE, PENS, draw_line, print_sheet
from tests.homes import AT
from tests.layers.pages.screens import choose, control, labels, press, words

UPLOAD = "Foto's of scans (JPEG of PNG)"


@pytest.fixture(scope="module")
def photos():
    """A sheet with a circle and a ticked box, and an empty one."""
    sheet = Sheet("A4", 5000, MIDDLE, 0)
    page = print_sheet(sheet)
    empty = _jpeg(page)
    rng = np.random.default_rng(1)
    circle = shapely.Point(148, 95).buffer(40, quad_segs=60)
    draw_line(page, np.asarray(circle.exterior.coords)[:-1], pen=PENS[0], wide=3, rng=rng)
    left, top, right, bottom = sheet.ticks[2]
    for line in ([(left, top), (right, bottom)], [(right, top), (left, bottom)]):
        draw_line(page, np.array(line), pen=PENS[2], wide=0.8, rng=rng, closed=False)
    return {"goed.jpg": _jpeg(page), "leeg.jpg": empty}


def _jpeg(page):
    told = io.BytesIO()
    Image.fromarray(page).save(told, format="JPEG")
    return told.getvalue()


@pytest.fixture
def hand_in(home, visit):
    """Visit the page and hand in photos."""

    def give(photos):
        screen = visit("perceived")
        screen.session_state[_PART] = _PHOTOS
        screen.run()
        given = [(name, content, "image/jpeg") for name, content in photos.items()]
        control(screen, UPLOAD).set_value(given).run()
        return screen

    return give


def said(screen):
    return words(screen).replace("\\", "")


def _drawn(home, question=FELT):
    found = answers.see_drawings(open_register(home, "voorbeeld"))
    return found[(found["question"] == question) & (found["name"] == "Papieren buurt")]


def test_a_sheet_of_a_buurt_says_how_large_it_is(visit):
    screen = visit("perceived")
    choose(screen, "Welk gebied moet erop?", "buurt Selwerd")
    choose(screen, "Papier", "A4")
    told = said(screen)
    assert "Tekenblad op A4, schaal 1 : " in told
    assert "Teken de buurt waar u zich thuis voelt. Hoe noemt u die?" in told
    assert "geen achtergrond" in told
    assert "Download het tekenblad (PDF)" in labels(screen, "download_button")


def test_a_sheet_about_a_name_waits_for_the_name(visit):
    screen = visit("perceived")
    choose(screen, "Aan wie vraagt u het?", MEANT)
    assert "Download het tekenblad (PDF)" not in labels(screen, "download_button")
    choose(screen, "Over welke naam vraagt u het?", "Selwerd")
    assert "Download het tekenblad (PDF)" in labels(screen, "download_button")


def test_a_line_is_kept_only_when_confirmed_and_named(hand_in, home, photos):
    screen = hand_in(photos)
    told = said(screen)
    assert "1 lijn gevonden." in told
    assert "leeg.jpg" in told
    assert "Op deze foto zien wij geen gekleurde lijn." in told
    assert control(screen, "Wie tekende? (een rol, geen naam)").value == "corporatie"  # as ticked
    press(screen, "Bewaar wat klopt")
    assert "Er is nog niets aangekruist." in said(screen)
    control(screen, "De groene lijn klopt").set_value(True)
    press(screen, "Bewaar wat klopt")
    assert "ontbreekt hoe de buurt heet" in said(screen)
    assert _drawn(home).empty
    control(screen, "Hoe heet dit gebied?").set_value("Papieren buurt")
    control(screen, "De groene lijn klopt").set_value(True)
    press(screen, "Bewaar wat klopt")
    (row,) = _drawn(home).to_dict("records")
    assert row["role"] == "corporatie"
    assert row["geometry"].area == pytest.approx(np.pi * 200**2, rel=0.02)
    assert "goed.jpg" in said(screen)
    assert "bewaard" in said(screen)
    assert "De groene lijn klopt" not in labels(screen, "checkbox")
    assert not screen.exception


def test_what_holds_a_person_is_not_kept(hand_in, home, photos):
    screen = hand_in({"goed.jpg": photos["goed.jpg"]})
    control(screen, "De groene lijn klopt").set_value(True)
    control(screen, "Hoe heet dit gebied?").set_value("bij jan@voorbeeld.nl")
    press(screen, "Bewaar wat klopt")
    assert len(screen.error) == 1
    assert not screen.exception


def test_what_answers_an_open_round_stays_hidden_with_it(hand_in, home, photos):
    register = open_register(home, "voorbeeld")
    begin(register, Round(FELT), organisation="deze werkplek", at=AT)
    screen = hand_in({"goed.jpg": photos["goed.jpg"]})
    control(screen, "De groene lijn klopt").set_value(True)
    control(screen, "Hoe heet dit gebied?").set_value("Papieren buurt")
    press(screen, "Bewaar wat klopt")
    assert "1 tekening, nog verborgen" in said(screen)
    assert _drawn(home).empty
    (going,) = [one for one in register.store.rounds() if one.shown_at is None]
    register.store.show_round(going.id, at=AT)
    assert len(_drawn(home)) == 1
