"""Activiteiten: add, change, withdraw, history, and bring in a list."""

import dataclasses
from datetime import datetime

import pytest
import shapely

from gis.crs import shape_to_rd
from gis.workspace.registers import open_register
from layers.screen.component import MapEvent
from layers.screen.editing import THE_ONE, Edit, Edited
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
    assert control(screen, "Wat wilt u doen?").options == ["Lijst"]
    assert not [one for one in labels(screen, "button") if one.startswith("Haal '")]


def test_withdrawn_leaves_every_list_and_keeps_its_history(home, visit):
    screen = visit("register", gekozen="F02")
    choose(screen, "U kijkt als …", "gemeente")
    press(screen, "Haal 'Nieuwe 30 km\\-zone' uit de lijst")
    assert "Nieuwe 30 km-zone" not in titles(home)
    assert [one.action for one in open_register(home, "voorbeeld").store.history("F02")][-1] == "withdrawn"
    assert "Uit de lijst gehaald" in words(screen)


def test_list_with_three_good_and_two_bad_rows(home, visit, offered):
    screen = visit("register", werkruimte="eigen")
    choose(screen, "Wat wilt u doen?", "Lijst inlezen")
    choose(screen, "Uw lijst", ("plannen.csv", LIST.encode("cp1252"), "text/csv"))
    told = words(screen).replace("\\", "")
    assert "3 rijen zijn klaar, bij 2 rijen is uw hulp nodig." in told
    assert "Rij 4: Het thema 'ruimtevaart' staat niet in de lijst." in told
    assert "Rij 5: De periode" in told
    assert titles(home, "eigen") == set()
    problems = offered["Download wat er mis is (CSV)"]().decode("utf-8-sig")
    assert "theme_unknown" in problems
    assert "period_unread" in problems
    press(screen, "Bewaar wat klaar is")
    assert titles(home, "eigen") == {"Boomspiegels", "Buurtmoestuin", "Fietsnietjes"}
    assert {one.visibility for one in open_register(home, "eigen").store.activities()} == {"concept"}
    assert "Rijen die nog wachten (2)" in labels(screen, "expander")
    assert control(screen, "Uw lijst").value is None  # an empty box for the next list


@pytest.mark.parametrize(
    ("name", "body", "part"),
    [
        ("leeg.csv", b"", "leeg"),
        ("zonder.csv", b"a;b\n1;2\n", "naam en thema"),
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
        assert HOSTILE in told.replace("\\", "")
