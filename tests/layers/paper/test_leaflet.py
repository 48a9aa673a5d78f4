"""The buurtblad: every figure on it is that of the source file, and every block says what is known."""

import csv
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from gis.register.explanations import Explanation
from gis.register.visible import Audience
from gis.workspace import sample
from gis.workspace.compass import Ask, see_compass
from gis.workspace.home import Home
from gis.workspace.leaflet import keep_explanation, see_leaflet
from gis.workspace.registers import open_register
from layers.paper import draw_leaflet, write_page, write_pdf
from layers.words.formats import MINUS
from tests.gis.register.test_accepted import SELWERD as SETTLED
from tests.homes import AT, DAY, ROOT, VOCABULARY
from tests.layers.paper.reading import html_words, pdf_pages, told, words_of

SELWERD, NO_SCORE = "BU00141000", "BU00140805"
NAMES = {
    "won": "Woningvoorraad",
    "fys": "Fysieke omgeving",
    "vrz": "Voorzieningen",
    "soc": "Sociale samenhang",
    "onv": "Overlast en onveiligheid",
    "afw": "Leefbaarometer, alle vijf samen",
}


@pytest.fixture(scope="module")
def place():
    return sample.read_place()


@pytest.fixture(scope="module")
def compass(place):
    return see_compass(place, {}, ask=Ask())


@pytest.fixture
def register(tmp_path):
    return open_register(Home(tmp_path), "voorbeeld")


@pytest.fixture
def see(place, compass, register):
    def leaflet(code=SELWERD, audience=Audience.PARTNERS):
        return see_leaflet(
            compass,
            place,
            register,
            code=code,
            organisation="deze werkplek",
            audience=audience,
            today=date(2027, 1, 1),
        )

    return leaflet


def source(name: str, code: str) -> dict[str, str]:
    """The row of a file of the sample, as text, read without our own readers."""
    key = "gemeentecode" if name.startswith("gemeente") else "buurtcode"
    with (ROOT / "data" / "sample" / name).open(encoding="utf-8") as file:
        return next(row for row in csv.DictReader(file) if row[key] == code)


def points(text: str) -> str:
    """Points of a score in three decimals, as Dutch writes them; made from the text of the file."""
    if not text:
        return "geen cijfer"
    rounded = f"{float(text):.3f}".replace(".", ",")
    return rounded.replace("-", MINUS)


def euros(text: str) -> str:
    return f"€ {text}.000" if text else "geen cijfer"


def percent(text: str) -> str:
    return f"{text} %" if text else "geen cijfer"


def cells(paper, name: str) -> list[str]:
    """What stands on the line of the table that begins with a name, from left to right."""
    marks = words_of(paper)
    first = next(mark for mark in marks if mark.text == name and mark.x == paper.size.margin)
    line = [mark for mark in marks if mark.y == first.y and mark.x <= paper.size.margin + paper.size.column]
    return [mark.text for mark in sorted(line, key=lambda mark: mark.x)][1:]


@pytest.mark.parametrize("code", [SELWERD, NO_SCORE, "BU00141004", "BU00140000"])
def test_every_figure_is_that_of_the_file(see, code):
    paper = draw_leaflet(see(code), vocabulary=VOCABULARY)
    own, whole = source("buurten_groningen_2024.csv", code), source("gemeente_groningen_2024.csv", "GM0014")
    for key, name in NAMES.items():
        assert cells(paper, name)[:2] == [points(own[key]), points(whole[key])], name
    for key, name, write in (
        ("koopwoningen_pct", "Koopwoningen", percent),
        ("woz_waarde_keur", "Gemiddelde WOZ-waarde", euros),
    ):
        assert cells(paper, name)[:2] == [write(own[key]), write(whole[key])], name
    text = told(paper)
    people = f"{int(own['inwoners']):,}".replace(",", ".")
    homes = f"{int(own['huishoudens']):,}".replace(",", ".")
    assert f"Ongeveer {people} inwoners, {homes} huishoudens (CBS, {own['jaar']})." in text
    if own["kscore"]:
        assert f"Leefbaarometer {own['score_jaar']}:" in text
        assert f"(klasse {own['kscore']} van 9)" in text
    else:
        assert "geen score" in text


def test_no_figure_is_never_zero_nor_a_class(see):
    paper = draw_leaflet(see("BU00141004"), vocabulary=VOCABULARY)
    for name in NAMES.values():
        assert cells(paper, name)[0] == "geen cijfer"
        assert len(cells(paper, name)) == 2  # no class
    buurt, gemeente, why = cells(paper, "Koopwoningen")
    assert (buurt, gemeente) == ("geen cijfer", "40 %")
    assert "niet gepubliceerd".startswith(why)
    assert "0,000" not in told(paper)


def test_strengths_come_first_and_who_lives_there_is_never_good_or_bad(see):
    leaflet = see("BU00140000")  # strong in some, weak in others
    paper = draw_leaflet(leaflet, vocabulary=VOCABULARY)
    places = {mark.text: mark.y for mark in words_of(paper)}
    classes = leaflet.rows.set_index("indicator")["class"]
    names = sorted((NAMES[key] for key in NAMES if key != "afw"), key=places.__getitem__)
    keys = [next(key for key, name in NAMES.items() if name == told_name) for told_name in names]
    order = [("better", "about", "lower").index(classes[key]) for key in keys]
    assert order == sorted(order)
    assert order[0] == 0
    assert places[NAMES["afw"]] > places[names[-1]]  # the whole after its parts
    assert len(cells(paper, "Koopwoningen")) == len(cells(paper, "Gemiddelde WOZ-waarde")) == 2
    assert "Dit cijfer is een signaal." in told(paper)


@pytest.mark.parametrize("code", [SELWERD, NO_SCORE])
def test_pdf_and_page_say_the_same_on_one_page_of_a4(see, code):
    paper = draw_leaflet(see(code), vocabulary=VOCABULARY, made_on=date(2027, 3, 12))
    page, (sheet,) = html_words(write_page(paper)), pdf_pages(write_pdf(paper, day=date(2027, 3, 11)))
    for part in ("Wat is er aan de hand?", "Waarom?", "Wat gebeurt er al?", "Wat werkt?", "Bronnen:"):
        assert part in page
        assert part in sheet
    assert "gemaakt op 12 maart 2027" in page
    assert (paper.size.width, paper.size.height) == (210, 297)
    assert "Verzonnen voorbeeld (fictief)" in page
    assert write_page(paper) == write_page(
        draw_leaflet(see(code), vocabulary=VOCABULARY, made_on=date(2027, 3, 12))
    )


def test_nothing_runs_off_the_paper(see):
    paper = draw_leaflet(see(), vocabulary=VOCABULARY)
    assert all(0 < mark.x < 210 and 0 < mark.y < 297 for mark in words_of(paper))


def test_what_is_made_up_says_so(see):
    text = told(draw_leaflet(see(), vocabulary=VOCABULARY))
    leaflet = see()
    shown = len(leaflet.shown("bestaand")) + len(leaflet.shown("gepland"))
    assert text.count("verzonnen") >= shown + len(leaflet.citywide) + len(leaflet.finished)


def test_duiding_stands_with_who_in_which_role_and_when(see, register):
    said = Explanation(
        SELWERD, "Veel korte contracten.", "Corporatie A", "regisseur", date(2027, 2, 1), "onv"
    )
    for one in (said, replace(said, words="Open voor allen.", public=True)):
        keep_explanation(register, one, figures=("onv",), organisation="deze werkplek", at=AT)
    text = told(draw_leaflet(see(), vocabulary=VOCABULARY))
    assert "“Veel korte contracten.” Corporatie A (regisseur) · 1 februari 2027 · over overlast" in text
    public = told(draw_leaflet(see(audience=Audience.PUBLIC), vocabulary=VOCABULARY))
    assert "Veel korte contracten" not in public
    assert "“Open voor allen.” Corporatie A · 1 februari 2027" in public
    assert "regisseur" not in public
    other = told(draw_leaflet(see(NO_SCORE), vocabulary=VOCABULARY))
    assert "Nog niemand heeft gezegd wat er achter deze cijfers zit. Weet u het?" in other
    resident = told(draw_leaflet(see(NO_SCORE, Audience.PUBLIC), vocabulary=VOCABULARY))
    assert "Weet u het?" not in resident


def test_signals_are_counted_beside_the_figures_and_are_none(see):
    (page,) = pdf_pages(write_pdf(draw_leaflet(see(), vocabulary=VOCABULARY), day=DAY))
    told = "4 signalen, waarvan 1 opgepakt en 1 teruggekoppeld (verzonnen). Het telt in geen score mee."
    assert told in page
    for silent in (see(audience=Audience.PUBLIC), see(NO_SCORE)):
        assert "ignalen" not in pdf_pages(write_pdf(draw_leaflet(silent, vocabulary=VOCABULARY), day=DAY))[0]


def test_nothing_known_is_said(see):
    text = told(draw_leaflet(see(NO_SCORE), vocabulary=VOCABULARY))
    assert "In de buurt zelf: nog niets bekend." in text
    assert "Nog niets bekend. Hier is nog niets klaar." in text


def test_what_is_done_stands_with_its_effect(see, register):
    leaflet = see()
    (finished,) = leaflet.finished["title"]
    text = told(draw_leaflet(leaflet, vocabulary=VOCABULARY))
    assert f"{finished} gedaan · effect: nog niet bekend" in text
    assert "heeft nog niemand gezegd of het hielp" in text
    (decision,) = [one for one in register.store.decisions() if one.members == ("F13",)]
    later = replace(decision, done=True, effect=True)
    register.store.decide(later, organisation=decision.by, at=AT + timedelta(days=1))
    text = told(draw_leaflet(see(), vocabulary=VOCABULARY))
    assert "gedaan · effect: ja" in text
    assert "heeft nog niemand gezegd" not in text


def test_what_everybody_may_not_see_is_not_on_it(see, register):
    text = told(draw_leaflet(see(audience=Audience.PUBLIC), vocabulary=VOCABULARY))
    hidden = [one.title for one in register.store.activities() if one.visibility != "openbaar"]
    assert hidden
    assert not [title for title in hidden if title in text]


def test_long_lists_are_cut_with_a_count_and_stay_on_one_page(see):
    leaflet = see()
    many = pd.concat([leaflet.activities] * 12, ignore_index=True)
    paper = draw_leaflet(replace(leaflet, activities=many), vocabulary=VOCABULARY)
    assert len(paper.pages) == 1
    assert "En nog " in told(paper)


def test_a_settled_area_says_who_settled_it_and_that_its_figures_are_estimates(register, place, compass):
    outline = place.buurten.set_index("buurtnaam").geometry["Selwerd"].buffer(-100)
    area = replace(SETTLED, shape=outline, organisation="deze werkplek")
    settled = register.store.save_accepted(area, organisation="deze werkplek", at=AT)
    ask = {"organisation": "deze werkplek", "audience": Audience.PARTNERS, "today": DAY}
    sheet = see_leaflet(compass, place, register, code=settled.id, **ask)
    (page,) = pdf_pages(write_pdf(draw_leaflet(sheet, vocabulary=VOCABULARY), day=DAY))
    assert "vastgesteld in Overleg Selwerd, versie 1" in page
    assert "een schatting, tussen" in page
    assert "CBS: 100 % in Selwerd (BU00141000)." in page
    assert "zijn schattingen; vergeleken is alleen wat zeker is" in page
    assert "vul 'Duiding' in" not in page
