"""Overleg: the agenda and what it lets do, what changed, a quick idea, big screen, the report."""

import io
from dataclasses import replace
from datetime import date, datetime

import docx

from gis.periods import Period
from gis.workspace.registers import open_register
from tests.layers.pages.screens import button, choose, control, labels, press, titles, words

MOMENT = datetime(2027, 3, 11)  # noqa: DTZ001 - the peildatum of the example
PART = "Wat wilt u zien?"


def _said(screen) -> str:
    return words(screen).replace("\\", "")


def _look_as(screen, name):
    return choose(screen, "U kijkt als …", name)


def _decision(home, name):
    return next(one for one in open_register(home, "voorbeeld").store.decisions() if one.id == name)


def _by_key(screen, key):
    return next(one for one in screen.button if one.key == key)


def test_agenda_comes_first_with_its_counts_and_what_to_do(visit):
    screen = visit("meeting")
    told = _said(screen)
    assert "3 open besluiten en afspraken, waarvan 2 te laat; 4 groepen om over te besluiten" in told
    assert "10 dagen te laat" in told
    assert "Vraag gemeente (wijkregisseur) wat ervan kwam" in told
    assert "1 · In het najaar van 2027 komen hier 5 plannen samen." in told
    assert "€ 48.000 toegezegd, tot en met 31 december 2027" in told
    assert told.index("Afspraak: dubbel glas") < told.index("Speelplek vernieuwen")  # what is late first


def test_residents_look_along_and_change_nothing(visit):
    screen = _look_as(visit("meeting"), "bewoner")
    assert "2 open besluiten en afspraken, waarvan 1 te laat; 3 groepen" in _said(screen)
    assert "Stroomnet" not in _said(screen)
    assert not {"Gedaan", "Ja, nog actueel"} & set(labels(screen, "button"))
    assert "Snel toevoegen" not in control(screen, PART).options
    choose(screen, PART, "Afspraken")
    assert "dubbel glas" not in _said(screen)
    assert "Gedaan" not in labels(screen, "button")
    choose(screen, PART, "Verslag")
    assert control(screen, "Voor wie is het?").options == ["Iedereen"]


def test_done_and_effect_are_one_click_each(home, visit):
    screen = choose(visit("meeting"), PART, "Afspraken")
    _by_key(screen, "gedaan.B01").click().run()
    assert _decision(home, "B01").done is True
    _by_key(screen, "effect.ja.B01").click().run()
    assert (_decision(home, "B01").effect, _decision(home, "B01").version) == (True, 3)
    counts = screen.table[0].value
    assert counts.loc["Gedaan"].tolist() == ["1", "0", "0"]
    assert "1 te laat, 1 open, 1 klaar." in _said(screen)
    _by_key(screen, "effect.ja.B01").click().run()
    assert _decision(home, "B01").effect is None


def test_a_plan_is_confirmed_by_its_owner_with_one_button(home, visit):
    store = open_register(home, "voorbeeld").store
    there = next(one for one in store.activities() if one.id == "F05")
    old = replace(there, confirmed_on=date(2025, 3, 10))
    store.save([old], organisation=there.owner, at=MOMENT)
    screen = visit("meeting")
    assert "1 plan om na te lopen" in _said(screen)
    if there.owner != "deze werkplek":
        assert "Ja, nog actueel" not in labels(screen, "button")
        _look_as(screen, there.owner)
    press(screen, "Ja, nog actueel")
    assert next(one for one in store.activities() if one.id == "F05").confirmed_on == MOMENT.date()
    assert "om na te lopen" not in _said(screen)


def test_changes_since_the_last_decision_or_a_day_of_choice(visit):
    screen = choose(visit("meeting"), PART, "Wat is er veranderd?")
    assert "Na 14 januari 2027, de dag van het laatste besluit. **1 nieuw en 1 verschoven.**" in _said(screen)
    assert "was voorjaar 2028, nu najaar 2027" in _said(screen)
    screen.date_input[0].set_value(date(2027, 3, 11)).run()
    assert "Na 11 maart 2027, de dag die u koos. **Er is niets veranderd.**" in _said(screen)
    choose(screen, PART, "Verslag")
    assert "Veranderd na 11 maart 2027" in _said(screen)


def test_an_idea_goes_in_quickly_and_is_new_on_this_meeting(home, visit):
    screen = choose(visit("meeting"), PART, "Snel toevoegen")
    control(screen, "Wat is het idee?").set_value("Geveltuinen")
    control(screen, "Thema").set_value("groen")
    control(screen, "In welke buurt?").set_value("BU00141000")
    control(screen, "Wanneer?").set_value("najaar 2027").run()
    assert "Gelezen als: najaar 2027 (vanaf 1 september 2027 tot en met 30 november 2027)" in _said(screen)
    press(screen, "Bewaar dit idee")
    assert not screen.error
    [kept] = [
        one for one in open_register(home, "voorbeeld").store.activities() if one.title == "Geveltuinen"
    ]
    assert (kept.status, kept.visibility, kept.area_codes) == ("idee", "concept", ("BU00141000",))
    assert (kept.reach, kept.geometry, kept.fictional) == ("plek", None, True)
    assert control(screen, "Wat is het idee?").value == ""
    assert "Wijs de plek aan van: Geveltuinen" in labels(screen, "button")
    choose(screen, PART, "Wat is er veranderd?")
    assert "Geveltuinen" in _said(screen)


def test_what_the_register_refuses_is_said_and_nothing_is_kept(home, visit):
    screen = choose(visit("meeting"), PART, "Snel toevoegen")
    before = titles(home)
    control(screen, "Wanneer?").set_value("31 februari 2027").run()
    assert "31 februari 2027" in _said(screen)
    press(screen, "Bewaar dit idee")
    assert len(screen.error) == 3  # no name, no theme, no such day
    assert titles(home) == before


def test_big_screen_shows_one_thing_at_a_time(visit):
    screen = press(visit("meeting"), "Groot scherm")
    assert "3 open besluiten en afspraken" in screen.title[0].value
    press(screen, "Volgende")
    assert [one.value for one in screen.title] == ["Afspraak\\: dubbel glas in 60 woningen"]
    assert "verzonnen voorbeeld (fictief) · peildatum 11 maart 2027 · 2 van 10" in _said(screen)
    assert button(press(screen, "Vorige"), "Vorige").disabled
    press(screen, "Terug")
    assert "Agenda" in control(screen, PART).options


def test_report_has_the_numbers_of_the_screen(visit, offered):
    screen = visit("meeting")
    summary = (
        next(one.value for one in screen.markdown if one.value.startswith("**3 open"))
        .strip("*")
        .replace("\\", "")
    )
    choose(screen, PART, "Verslag")
    choose(screen, "Voor wie is het?", "own")
    paper = docx.Document(io.BytesIO(offered["Verslag voor Word (DOCX)"]()))
    assert summary in [one.text for one in paper.paragraphs]
    assert summary in offered["Verslag als tekst (Markdown)"]().decode()
    [first, *_] = paper.tables
    assert [row.cells[0].text for row in first.rows][1:] == [
        "Afspraak: dubbel glas in 60 woningen",
        "Warmtenet, deel 1 × Nieuwe 30 km-zone",
        "Speelplek vernieuwen",
    ]
    assert "fictief" in _said(screen)


def test_a_line_leads_to_its_record_or_its_group(visit):
    screen = visit("meeting")
    _by_key(screen, "agenda.F24").click().run()
    assert "Afspraak: dubbel glas in 60 woningen" in [one.value for one in screen.text_input]
    resident = _look_as(visit("meeting"), "bewoner")
    _by_key(resident, "geld.F23/0").click().run()
    assert not resident.exception
    assert resident.session_state["gekozen"] == "F23"
    screen = visit("meeting")
    group = next(one.key for one in screen.button if (one.key or "").startswith("groep.F01a"))
    _by_key(screen, group).click().run()
    assert screen.session_state["kans"] == group.removeprefix("groep.")
    assert "Welke plannen kunnen samen?" in _said(screen)


def test_two_sums_of_one_activity_that_end_are_two_lines(home, visit):
    store = open_register(home, "voorbeeld").store
    there = next(one for one in store.activities() if one.id == "F23")
    twice = replace(there, money=(*there.money, replace(there.money[0], text="€ 12.000 toegezegd")))
    store.save([twice], organisation=there.owner, at=MOMENT)
    screen = visit("meeting")
    assert not screen.error
    assert "2 keer geld dat afloopt" in _said(screen)


def test_a_long_agenda_shows_the_first_and_says_how_many(home, visit):
    store = open_register(home, "voorbeeld").store
    there = next(one for one in store.activities() if one.id == "F05")
    many = [
        replace(there, id=f"P{number}", title=f"Plan {number}", confirmed_on=date(2024, 1, 1), version=0)
        for number in range(15)
    ]
    store.save(many, organisation=there.owner, at=MOMENT)
    told = _said(visit("meeting"))
    assert "15 plannen zijn al 24 maanden door niemand bevestigd. De eerste 12 staan hier" in told
    assert "Plan 0" in told


def test_a_plan_that_should_be_over_is_asked_about_though_confirmed(home, visit):
    store = open_register(home, "voorbeeld").store
    there = next(one for one in store.activities() if one.id == "F05")
    late = replace(there, id="P1", title="Plan te laat", confirmed_on=date(2027, 3, 1), version=0)
    store.save(
        [
            replace(
                late, period=Period("2026", *(date(2026, *at) for at in ((1, 1), (1, 1), (12, 31), (12, 31))))
            )
        ],
        organisation=there.owner,
        at=MOMENT,
    )
    screen = choose(visit("meeting"), "U kijkt als …", there.owner)
    told = _said(screen)
    assert "1 plan om na te lopen" in told
    assert "of het klaar is, of wanneer dan: de periode is voorbij." in told
    assert "actueel.P1" not in [button.key for button in screen.button]
    assert "plan.P1" in [button.key for button in screen.button]
