"""Activiteiten: add, change, withdraw, history, and bring in a list."""

import dataclasses
import io
from datetime import datetime
from types import SimpleNamespace

import openpyxl
import pytest
import shapely

from gis.crs import shape_to_rd
from gis.workspace.registers import open_register
from layers.screen.component import MapEvent
from layers.screen.editing import THE_ONE, Edit, Edited
from layers.ui import planning
from tests.layers.pages.screens import button, choose, control, labels, press, titles, words

MOMENT = datetime(2027, 3, 11)  # noqa: DTZ001 - the peildatum of the example
EDIT = "Toevoegen of wijzigen"
HOSTILE = "![x](https://elders.example/x.png) <img src=x onerror=alert(1)> :red[nu]"

LIST = """naam;thema;status;periode_tekst;x;y
Boomspiegels;groen;idee;voorjaar 2028;232700;583600
Buurtmoestuin;groen;plan;2028;232750;583650
Fietsnietjes;openbare ruimte;plan;;232800;583700
Zwevende stad;ruimtevaart;plan;2028;232800;583700
Omgekeerd;groen;plan;ooit eens;232800;583700
"""


def _found(home, title, workspace="eigen"):
    return next(one for one in open_register(home, workspace).store.activities() if one.title == title)


def _fill(screen, **told):
    for label, value in {
        "Naam": "Geveltuinen",
        "Thema": "groen",
        "Hoe ver is het?": "idee",
        "Wanneer? Zeg het zoals u het weet": "najaar 2027",
        **told,
    }.items():
        control(screen, label).set_value(value)
    return press(screen, "Bewaar")


def test_added_with_a_click_on_the_map_is_in_the_store(home, visit, on_map):
    screen = visit("register", werkruimte="eigen")
    choose(screen, "Wat wilt u doen?", EDIT)
    on_map.events.append(MapEvent(None, None, (6.5561, 53.2370)))
    screen.run()
    assert on_map.layers[-1].id == "plek"
    assert "[6.5561,53.237]" in on_map.layers[-1].features
    assert on_map.told["edit"] is None  # so that the next click moves it
    _fill(screen)
    kept = _found(home, "Geveltuinen")
    assert kept.geometry.distance(shape_to_rd(shapely.Point(6.5561, 53.2370))) < 0.01
    assert (kept.theme, kept.status, kept.visibility) == ("groen", "idee", "concept")
    assert kept.period.text == "najaar 2027"
    assert not kept.fictional
    assert "Bewaard: Geveltuinen" in words(screen).replace("\\", "")
    assert "Geveltuinen" in "".join(layer.features for layer in on_map.layers)


def test_drawn_line_and_whole_buurt_are_kept(home, visit, on_map):
    screen = visit("register", werkruimte="eigen")
    choose(screen, "Wat wilt u doen?", EDIT)
    choose(screen, "Waar is het?", "Teken een lijn")
    edit = on_map.told["edit"]
    assert edit.tools[0] == "line"
    line = {"type": "LineString", "coordinates": [[6.555, 53.237], [6.557, 53.238]]}
    on_map.events.append(MapEvent(edited=Edited(edit.key, (Edit(THE_ONE, "new", line),))))
    screen.run()
    _fill(screen, Naam="Nieuw fietspad")
    assert _found(home, "Nieuw fietspad").geometry.geom_type == "LineString"
    press(screen, "Voeg een andere toe")
    choose(screen, "Waar is het?", "Hele buurt, wijk of gemeente")
    control(screen, "Welk gebied?").set_value(["BU00141000"])
    _fill(screen, Naam="Taalmaatjes")
    kept = _found(home, "Taalmaatjes")
    assert (kept.geometry, kept.reach, kept.area_codes) == (None, "buurt", ("BU00141000",))


def test_everything_wrong_is_said_at_once_and_nothing_is_saved(home, visit):
    screen = visit("register", werkruimte="eigen")
    choose(screen, "Wat wilt u doen?", EDIT)
    _fill(screen, **{"Naam": "", "Wanneer? Zeg het zoals u het weet": "ooit eens"})
    told = " ".join(one.value for one in screen.error).replace("\\", "")
    assert "De naam ontbreekt." in told
    assert "De periode 'ooit eens' begrijpen wij niet." in told
    assert titles(home, "eigen") == set()


def test_change_keeps_what_the_form_does_not_ask_and_makes_history(home, visit):
    screen = visit("register", gekozen="F04")
    choose(screen, "U kijkt als …", "sociaal wijkteam")
    before = next(one for one in open_register(home, "voorbeeld").store.activities() if one.id == "F04")
    choose(screen, "Wat wilt u doen?", EDIT)
    control(screen, "Hoe ver is het?").set_value("verkenning")
    press(screen, "Bewaar")
    after = next(one for one in open_register(home, "voorbeeld").store.activities() if one.id == "F04")
    assert after.status == "verkenning"
    same = ("geometry", "count", "privacy_class", "source", "origin", "fictional", "reach", "owner", "note")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    choose(screen, "Wat wilt u doen?", "Geschiedenis")
    assert "gewijzigd" in words(screen)
    assert "toegevoegd" in words(screen)


def test_changed_by_somebody_else_meanwhile_is_told_and_not_overwritten(home, visit):
    screen = visit("register", gekozen="F02")
    choose(screen, "U kijkt als …", "gemeente")
    choose(screen, "Wat wilt u doen?", EDIT)
    store = open_register(home, "voorbeeld").store
    standing = next(one for one in store.activities() if one.id == "F02")
    store.save([dataclasses.replace(standing, title="Van de ander")], organisation="gemeente", at=MOMENT)
    control(screen, "Wanneer? Zeg het zoals u het weet").set_value("2029")
    press(screen, "Bewaar")
    assert "Iemand anders heeft 'Van de ander' intussen gewijzigd" in screen.error[0].value.replace("\\", "")
    kept = next(one for one in store.activities() if one.id == "F02")
    assert (kept.title, kept.period.text) == ("Van de ander", "najaar 2027")
    control(screen, "Wanneer? Zeg het zoals u het weet").set_value("2029")
    press(screen, "Bewaar")
    kept = next(one for one in store.activities() if one.id == "F02")
    assert (kept.title, kept.period.text) == ("Van de ander", "2029")


def test_of_somebody_else_cannot_be_changed(visit):
    screen = visit("register", gekozen="F06")
    choose(screen, "U kijkt als …", "Corporatie B")
    choose(screen, "Wat wilt u doen?", EDIT)
    assert "Nieuwe activiteit" in words(screen)  # a concept of Corporatie A is not even named
    screen = visit("register", gekozen="F02")
    choose(screen, "U kijkt als …", "Corporatie B")
    choose(screen, "Wat wilt u doen?", EDIT)
    assert "Alleen die organisatie kan haar wijzigen." in words(screen)
    assert button(screen, "Bewaar").disabled


def test_resident_looks_along_and_changes_nothing(visit):
    screen = visit("register", gekozen="F02")
    choose(screen, "U kijkt als …", "bewoner")
    assert control(screen, "Wat wilt u doen?").options == ["Lijst", "Tijdlijn", "Geld"]
    assert not [one for one in labels(screen, "button") if one.startswith("Haal '")]


def test_withdrawn_leaves_every_list_and_keeps_its_history(home, visit):
    screen = visit("register", gekozen="F02")
    choose(screen, "U kijkt als …", "gemeente")
    press(screen, "Haal 'Nieuwe 30 km\\-zone' uit de lijst")
    assert "Nieuwe 30 km-zone" not in titles(home)
    assert [one.action for one in open_register(home, "voorbeeld").store.history("F02")][-1] == "withdrawn"
    assert "Uit de lijst gehaald" in words(screen)


def _bring(visit, body=LIST, name="plannen.csv", workspace="eigen"):
    screen = visit("register", werkruimte=workspace)
    choose(screen, "Wat wilt u doen?", "Lijst inlezen")
    choose(screen, "Uw lijst", (name, body.encode("cp1252"), "text/csv"))
    return screen


def test_list_with_three_good_and_two_bad_rows(home, visit, offered):
    screen = _bring(visit)
    told = words(screen).replace("\\", "")
    assert "3 rijen zijn klaar, bij 2 rijen is uw hulp nodig." in told
    assert "Rij 5 · Zwevende stad" in told
    assert "Het thema 'ruimtevaart' staat niet in de lijst." in told
    assert "De periode 'ooit eens' begrijpen wij niet." in told
    assert titles(home, "eigen") == set()
    book = openpyxl.load_workbook(io.BytesIO(offered["Download de vragen (Excel)"]()))
    assert [row[0] for row in book.active.iter_rows(values_only=True)] == ["Rij in uw lijst", "5", "6"]
    press(screen, "Bewaar 3 van 5 rijen")
    assert titles(home, "eigen") == {"Boomspiegels", "Buurtmoestuin", "Fietsnietjes"}
    assert {one.visibility for one in open_register(home, "eigen").store.activities()} == {"concept"}
    assert "Rijen die nog wachten (2)" in words(screen).replace("\\", "")
    assert control(screen, "Uw lijst").value is None  # an empty box for the next list


def test_rows_are_mended_on_the_spot_and_looked_at_again(home, visit):
    screen = _bring(visit)
    control(screen, "Thema").set_value("openbare ruimte")
    control(screen, "Wanneer").set_value("voorjaar 2029")
    press(screen, "Kijk opnieuw na")
    assert "5 rijen zijn klaar, bij 0 rijen is uw hulp nodig." in words(screen).replace("\\", "")
    press(screen, "Bewaar alle rijen")
    kept = {one.title: one for one in open_register(home, "eigen").store.activities()}
    assert (kept["Zwevende stad"].theme, kept["Omgekeerd"].period.text) == (
        "openbare ruimte",
        "voorjaar 2029",
    )
    assert open_register(home, "eigen").store.parked(organisation="deze werkplek") == []
    again = _bring(visit)
    assert "0 nieuw, 0 gewijzigd, 5 ongewijzigd" in words(again).replace("\\", "")


def test_waiting_rows_are_mended_or_left_out_by_a_person(home, visit):
    press(_bring(visit), "Bewaar 3 van 5 rijen")
    screen = visit("register", werkruimte="eigen")
    choose(screen, "Wat wilt u doen?", "Lijst inlezen")
    control(screen, "Thema").set_value("groen")
    press(screen, "Kijk opnieuw na")
    assert "Zwevende stad" in titles(home, "eigen")
    assert "Rijen die nog wachten (1)" in words(screen).replace("\\", "")
    press(screen, "Laat deze rij weg")
    assert open_register(home, "eigen").store.parked(organisation="deze werkplek") == []
    assert "Omgekeerd" not in titles(home, "eigen")


def test_a_waiting_row_of_another_edition_is_not_taken_for_this_one(home, visit):
    rows = "naam;thema;status;gebiedscode\nBank;vliegen;plan;BU00141000@2023\nBoom;groen;plan;BU00141000\n"
    press(_bring(visit, rows), "Bewaar 1 van 2 rijen")
    screen = visit("register", werkruimte="eigen")
    choose(screen, "Wat wilt u doen?", "Lijst inlezen")
    control(screen, "Thema").set_value("groen")
    press(screen, "Kijk opnieuw na")
    assert titles(home, "eigen") == {"Boom"}
    [row] = open_register(home, "eigen").store.parked(organisation="deze werkplek")
    assert [problem.code for problem in row.problems] == ["area_of_other_year"]


def test_a_list_that_is_not_recognised_is_told_by_a_person(home, visit):
    screen = _bring(visit, "Klus;Hoe\nBoom;plan\n")
    assert "herkennen wij geen activiteiten" in screen.error[0].value.replace("\\", "")
    choose(screen, "Klus", "naam")
    choose(screen, "Hoe", "status")
    choose(screen, "Thema: staat niet in de lijst. Geldt voor alle rijen:", "groen")
    press(screen, "Bewaar alle rijen")
    assert titles(home, "eigen") == {"Boom"}


def test_a_list_without_themes_gets_one_for_every_row(home, visit):
    screen = _bring(visit, "project;wanneer\nBoom;2028\n")
    choose(screen, "Thema: staat niet in de lijst. Geldt voor alle rijen:", "groen")
    choose(screen, "Hoe ver is het?: staat niet in de lijst. Geldt voor alle rijen:", "plan")
    press(screen, "Bewaar alle rijen")
    assert titles(home, "eigen") == {"Boom"}


def test_what_is_brought_into_a_made_up_workspace_says_so(home, visit):
    screen = _bring(visit, "project;thema;status;wanneer\nBoom;groen;plan;2028\n", workspace="voorbeeld")
    press(screen, "Bewaar alle rijen")
    kept = next(one for one in open_register(home, "voorbeeld").store.activities() if one.title == "Boom")
    assert (kept.fictional, kept.origin) == (True, "fictief")


def test_gone_rows_are_offered_for_withdrawal(home, visit):
    press(_bring(visit), "Bewaar 3 van 5 rijen")
    shorter = "\n".join(LIST.splitlines()[:3])
    screen = _bring(visit, shorter, "plannen 2.csv")
    assert "1 activiteit" in words(screen)
    control(screen, "Haal uit het register").set_value([control(screen, "Haal uit het register").options[0]])
    assert titles(home, "eigen") == {"Boomspiegels", "Buurtmoestuin", "Fietsnietjes"}


def test_money_is_told_in_totals_that_are_kept_apart(visit, offered):
    screen = visit("register")
    choose(screen, "Wat wilt u doen?", "Geld")
    for way in ("Per gebied", "Per organisatie", "Per jaar", "Per thema"):
        choose(screen, "Hoe?", way)
        assert not screen.exception
        assert len(screen.table) == 1
    table = offered["Download deze tabel (CSV)"]().decode("utf-8-sig")
    assert "alles samen, elk bedrag één keer geteld" in table


@pytest.fixture
def drawn_bars(monkeypatch):
    """What the timeline was told last, and the id that is clicked in it next."""
    kept = SimpleNamespace(click=None, told=None)

    def show_bars(lanes, **told):
        kept.told = SimpleNamespace(lanes=lanes, **told)
        clicked, kept.click = kept.click, None
        return clicked

    monkeypatch.setattr(planning, "show_bars", show_bars)
    return kept


def _timeline(visit, **address):
    screen = visit("register", **address)
    return choose(screen, "Wat wilt u doen?", "Tijdlijn")


def test_timeline_has_every_activity_that_passes_the_filters_once(visit, drawn_bars):
    screen = _timeline(visit)
    ids = [bar.id for lane in drawn_bars.told.lanes for bar in lane.bars]
    assert len(ids) == len(set(ids)) > 20
    assert {"F02", "F17"} <= set(ids)
    assert not {"F06", "F09"} & set(ids)  # a concept of somebody else; voorbij is off by default
    assert "gemeente" in [lane.title for lane in drawn_bars.told.lanes]
    choose(screen, "Hoe geordend?", "Per thema")
    assert [lane.title for lane in drawn_bars.told.lanes][:2] == ["E · Energie", "G · Groen en klimaat"]
    choose(screen, "Partij", ["GGD"])
    assert [bar.id for lane in drawn_bars.told.lanes for bar in lane.bars] == ["F08"]


def test_timeline_tells_the_money_per_year_and_what_has_no_year(visit, drawn_bars):
    _timeline(visit)
    [row] = drawn_bars.told.money
    assert (row.year, row.label) == (None, "zonder jaar")
    assert row.committed.startswith("€ 1.513.000")
    assert row.sought.startswith("€ 915.000")
    choose(_timeline(visit), "Partij", ["GGD"])
    assert drawn_bars.told.money == []
    assert "nog geen geld genoemd" in drawn_bars.told.money_note


def test_name_in_the_timeline_chooses_the_activity(visit, drawn_bars):
    screen = _timeline(visit)
    drawn_bars.click = "F02"
    screen.run()
    assert drawn_bars.told.chosen == "F02"


def test_timeline_says_how_many_it_leaves_out(visit, drawn_bars, monkeypatch):
    monkeypatch.setattr(planning, "MOST_BARS", 3)
    screen = _timeline(visit)
    assert sum(len(lane.bars) for lane in drawn_bars.told.lanes) == 3
    assert "staan er niet bij, maar hun geld telt wel mee. Kies links" in screen.info[0].value


def test_timeline_of_nothing_says_what_to_do(visit, drawn_bars):
    screen = _timeline(visit, werkruimte="eigen")
    assert drawn_bars.told is None
    assert "Geen activiteiten met dit filter." in screen.info[0].value


def test_the_form_for_a_partner_holds_what_may_be_seen(visit, offered):
    screen = visit("register")
    choose(screen, "Wat wilt u doen?", "Lijst inlezen")
    choose(screen, "Voor welke organisatie?", "Corporatie A")
    book = openpyxl.load_workbook(io.BytesIO(offered["Download het formulier (Excel)"]()))
    assert "Groot onderhoud 96 flatwoningen" not in str(list(book["Plannen"].values))  # a concept of A
    choose(screen, "U kijkt als …", "Corporatie A")
    choose(screen, "Voor welke organisatie?", "Corporatie A")
    book = openpyxl.load_workbook(io.BytesIO(offered["Download het formulier (Excel)"]()))
    assert "Groot onderhoud 96 flatwoningen" in str(list(book["Plannen"].values))


@pytest.mark.parametrize(
    ("name", "body", "part"),
    [
        ("leeg.csv", b"", "leeg"),
        ("zonder.csv", b"a;b\n1;2\n", "geen activiteiten"),
        ("kapot.xlsx", b"PK\x03\x04 not a workbook", "kapot"),
        ("kapot.gpkg", b"SQLite format 3\x00" + b"\x00" * 200, "kapot"),
        ("leeg.geojson", b'{"type":"FeatureCollection","features":[]}', "leeg"),
    ],
)
def test_list_that_is_none_is_a_sentence(home, visit, name, body, part):
    screen = visit("register", werkruimte="eigen")
    choose(screen, "Wat wilt u doen?", "Lijst inlezen")
    choose(screen, "Uw lijst", (name, body, "application/octet-stream"))
    assert not screen.exception
    assert part in screen.error[0].value.replace("\\", "")
    assert titles(home, "eigen") == set()


def test_text_of_others_is_never_markup(home, visit, on_map):
    screen = visit("register", werkruimte="eigen")
    choose(screen, "Wat wilt u doen?", EDIT)
    _fill(screen, **{"Naam": HOSTILE, "Toelichting (geen namen van personen)": HOSTILE})
    kept = _found(home, HOSTILE)
    choose(screen, "Wat wilt u doen?", "Geschiedenis")
    screens = [words(screen)]
    screen = visit("map", werkruimte="eigen", gekozen=kept.id)
    screens.append(words(screen))
    for told in screens:
        assert HOSTILE not in told
        # What is not seen keeps an address from being a link.
        assert HOSTILE in told.replace("\\", "").replace("\u2060", "")
