"""Witte vlekken on screen: the tables are what gis gives, and a cell can be filled in."""

from dataclasses import replace

import pytest

from gis.register.tasks import NO_TASK, TaskAnswer
from gis.register.visible import Audience
from gis.workspace import answers, cache
from gis.workspace.registers import open_register
from gis.workspace.tasks import see_figures, see_parties
from layers.screen.component import MapEvent
from tests.gis.register.test_accepted import SELWERD as SETTLED
from tests.homes import AT, DAY
from tests.layers.pages.screens import choose, control, labels, press
from tests.layers.pages.screens import words as said

SELWERD, OOST, WHOLE = "BU00141000", "BU00140002", "GM0014"


@pytest.fixture
def gaps(visit):
    def open_part(view=None, **address):
        screen = visit("analysis", **address)
        choose(screen, "Wat wilt u zien?", "Witte vlekken")
        return choose(screen, "Welke tabel?", view) if view else screen

    return open_part


def table(screen, part):
    return next(one.value for one in screen.dataframe if part in one.value.columns).set_index(part)


def test_an_idea_from_a_cell_stays_with_its_organisation(gaps, home):
    screen = gaps(gekozen=SELWERD)
    choose(screen, "Thema", "klimaatadaptatie")
    assert "Niemand doet hier iets op dit thema." in said(screen)
    control(screen, "Wat is het idee?").set_value("Regentonnen")
    control(screen, "Wanneer?").set_value("voorjaar 2028")
    press(screen, "Bewaar dit idee")
    assert not screen.exception
    kept = next(
        one for one in open_register(home, "voorbeeld").store.activities() if one.title == "Regentonnen"
    )
    assert (kept.status, kept.visibility, kept.theme) == ("idee", "concept", "klimaatadaptatie")
    assert (kept.area_codes, kept.owner) == ((SELWERD,), "deze werkplek")
    assert "Nog een idee" in said(screen)
    assert "Regentonnen" in said(screen)
    assert table(screen, "Buurt").loc["Selwerd", "Klimaat"].startswith("–")  # an idea is nobody yet


def test_no_task_here_is_told_in_the_cell_and_can_be_taken_back(gaps, home):
    screen = gaps(gekozen=SELWERD)
    choose(screen, "Thema", "klimaatadaptatie")
    press(screen, "Geen taak hier")
    assert table(screen, "Buurt").loc["Selwerd", "Klimaat"].startswith("○")
    told = open_register(home, "voorbeeld").store.task_answers()
    assert [(one.row, one.area, one.answer) for one in told] == [("klimaatadaptatie", SELWERD, NO_TASK)]
    press(screen, "Toch een taak")
    assert table(screen, "Buurt").loc["Selwerd", "Klimaat"].startswith("–")


def test_what_all_declined_stands_under_what_is_not_shared_out(gaps, home):
    said_no = TaskAnswer("GGD", "klimaatadaptatie", SELWERD, NO_TASK, DAY)
    store = open_register(home, "voorbeeld").store
    store.save_task_answer(said_no, known=["klimaatadaptatie"], organisation="deze werkplek", at=AT)
    told = said(gaps("Nog niet verdeeld"))
    assert "Nog niet verdeeld: wie gevraagd is, heeft hier geen taak" in told
    assert r"Klimaatadaptatie · Selwerd · gevraagd\: GGD" in told


def test_parties_are_those_that_gis_counts(gaps, home):
    register, place = open_register(home, "voorbeeld"), cache.open_place(home, WHOLE, jaar=2024)
    asked = TaskAnswer("politie", "W", WHOLE, NO_TASK, DAY)
    register.store.save_task_answer(asked, known=["W"], organisation="deze werkplek", at=AT)
    seen = answers.see_activities(register, organisation="deze werkplek", audience=Audience.OWN)
    here, told = answers.in_gemeente(seen, place), register.store.task_answers()
    screen = gaps("Per partner")
    found = see_parties(register, here, told, gemeente=WHOLE, today=DAY)
    shown = table(screen, "Partner")
    for row in found[found["themagroep"] != "klimaatadaptatie"].to_dict("records"):
        mark = str(row["activities"]) if row["activities"] else {"no task": "○"}.get(row["cell"], "?")
        assert shown.loc[row["party"], row["themagroep"]] == mark
    choose(screen, "Partner", "politie")
    assert "geen taak hier (11 maart 2027), voor de hele gemeente" in said(screen).replace("\\", "")
    choose(screen, "Welke tabel?", "Per cijfer")
    figures = see_figures(register, here, told, today=DAY).set_index(["party", "indicator"])["activities"]
    count = int(figures["politie", "onv"])
    assert table(screen, "Partner").loc["politie", "Overlast"] == (str(count) if count else "–")


def test_moment_and_themes_change_table_and_map(gaps, on_map):
    screen = gaps(gekozen=SELWERD)
    later = "**Gepland, op dit moment nog niet begonnen**"
    assert table(screen, "Buurt").loc["Selwerd", "W"].startswith("2")
    assert later not in said(screen)
    choose(screen, "Moment", "now")
    assert table(screen, "Buurt").loc["Selwerd", "W"].startswith("–")
    assert later in said(screen)
    choose(screen, "Moment", "delayed")
    choose(screen, "Hoeveel maanden later?", 36)
    choose(screen, "Thema", "Z")
    choose(screen, "Thema's apart", True)
    choose(screen, "Thema binnen de groep", "schulden")
    assert list(table(screen, "Buurt").columns) == ["zorg en gezondheid", "kwetsbare groepen", "schulden"]
    assert on_map.layers[0].title == "Witte vlekken: schulden"
    assert "Er is geen cijfer voor dit thema" in said(screen)
    on_map.events.append(MapEvent("gaps_Z", OOST, (6.5, 53.2)))
    screen.run()
    assert on_map.told["lit"] == [OOST]
    assert control(screen, "Buurt").value == OOST


def test_partners_say_which_figure_belongs_to_which_theme(gaps, home):
    screen = gaps("Welk cijfer hoort bij welk thema?")
    choose(screen, "Welk cijfer?", "soc")
    control(screen, "Welke thema's?").set_value(["schulden"])
    press(screen, "Bewaar als nieuwe versie")
    assert not screen.exception
    told = open_register(home, "voorbeeld").store.calls()
    assert [one.values for one in told] == [{"soc": ("schulden",)}]
    assert table(screen, "Cijfer").loc["sociale samenhang", "Thema's"] == "schulden"
    choose(screen, "Welke versie?", 0)
    press(screen, "Ga terug naar deze versie")
    assert open_register(home, "voorbeeld").store.calls()[0].values == {}


def test_what_is_not_divided_leads_to_its_record(gaps):
    screen = gaps("Nog niet verdeeld")
    assert "Geld houdt op en er volgt niets" in said(screen)
    assert "Jongerenwerk op het veld" in said(screen)


def test_a_resident_sees_the_buurten_and_asks_nobody(gaps):
    screen = gaps(gekozen=SELWERD)
    choose(screen, "U kijkt als …", "bewoner")
    assert not screen.exception
    assert "Welke tabel?" not in labels(screen, "button_group")
    assert {"Geen taak hier"}.isdisjoint(one.label for one in screen.button)
    assert len(table(screen, "Buurt")) == 39


def test_settled_areas_stand_in_the_table_where_buurten_were(home, gaps, on_map):
    store = open_register(home, "voorbeeld").store
    area = replace(SETTLED, name="Rond het plein", organisation="deze werkplek")
    settled = store.save_accepted(area, organisation="deze werkplek", at=AT)
    screen = gaps()
    choose(screen, "Voor welke gebieden?", "Vastgestelde buurten")
    assert not screen.exception
    assert table(screen, "Buurt").index.tolist() == ["Rond het plein"]
    assert control(screen, "Buurt").value == settled.id
    assert "schattingen" in said(screen)
    choose(screen, "Thema", "klimaatadaptatie")
    control(screen, "Wat is het idee?").set_value("Regentonnen")
    press(screen, "Bewaar dit idee")
    (idea,) = (one for one in store.activities() if one.title == "Regentonnen")
    assert (idea.geometry, idea.accuracy, idea.area_codes) == (SETTLED.shape, "buurt", ())
    assert "Nog een idee" in said(screen)
    press(screen, "Geen taak hier")
    assert [(one.area, one.answer) for one in store.task_answers()] == [(settled.id, NO_TASK)]
    assert table(screen, "Buurt").loc["Rond het plein", "Klimaat"].startswith("○")
    drawn = [layer.id for layer in on_map.layers]
    assert [name for name in drawn if name.startswith("gaps")]
    assert "ground" in drawn  # the buurten around, to find the way by
    choose(screen, "Voor welke gebieden?", "CBS-buurten")
    assert len(table(screen, "Buurt")) > 1
