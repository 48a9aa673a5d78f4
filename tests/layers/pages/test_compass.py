"""Kompas on the screen: the rows that gis gives, up to four buurten, settings and the own wijkkompas."""

import html
import re

import pytest

from gis.workspace import cache, indicators
from gis.workspace.compass import Ask, open_compass
from gis.workspace.compass_settings import Setting, Target
from gis.workspace.registers import open_register
from layers.screen.component import MapEvent
from layers.words import compass as told
from tests.layers.pages.screens import choose, control, labels, press
from tests.layers.pages.screens import words as said

SELWERD, ZUID, NOORD, OOST, TUIN = "BU00141000", "BU00141001", "BU00141002", "BU00140002", "BU00141005"
OWN = """buurtcode;jaar;indicator;waarde;eenheid;richting;bron
BU00141000;2025;Eenzame ouderen;18,5;%;lager is beter;GGD (verzonnen)
BU00141001;2025;Eenzame ouderen;12;%;lager is beter;GGD (verzonnen)
BU00141000;2025;<b>Sport</b>;nog te bepalen;%;hoger is beter;gemeente (verzonnen)
BU0014;2025;Eenzame ouderen;12;%;lager is beter;GGD (verzonnen)
"""


@pytest.fixture
def compass(visit):
    def open_part(**address):
        screen = visit("analysis", **address)
        return choose(screen, "Wat wilt u zien?", "Kompas")

    return open_part


def table(screen) -> str:
    return next(one.proto.body for one in screen.get("html") if "kk-compass" in one.proto.body)


def cells(screen) -> list[list[str]]:
    """Rows of the table as lines of text."""
    rows = re.findall(r"<tr>(.*?)</tr>", table(screen))
    plain = [
        [re.sub(r"<[^>]+>", " ", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows
    ]
    return [[" ".join(html.unescape(cell).split()) for cell in row] for row in plain]


def test_the_table_is_what_gis_gives(compass, example):
    screen = compass(gekozen=SELWERD)
    choose(screen, "Vergelijk met", "g4")
    place, register = cache.open_place(example, "GM0014"), open_register(example, "voorbeeld")
    answer = open_compass(example, place, register, ask=Ask("g4"))
    rows = answer.rows[answer.rows["code"] == SELWERD].set_index("indicator")
    known = {one.key: one for one in answer.indicators}
    shown = {row[0]: row[1] for row in cells(screen) if len(row) == 2}
    names = register.vocabulary.dimensions
    for key, row in rows.iterrows():
        name = told.indicator_name(known[key], dimensions=names)
        cell = next(text for head, text in shown.items() if head.startswith(name))
        assert cell.startswith(told.state_words(row["class"], known[key]))
        assert told.figure(row["value"], known[key]) in cell
        assert told.difference(row["difference"], known[key]) in cell
    assert "Leefbaarometer 3.0 2024" in table(screen)
    assert "Dit cijfer is een signaal. Het zegt niet waardoor het komt." in said(screen)
    assert "In dit voorbeeld zijn de activiteiten verzonnen." in said(screen)


def test_four_buurten_side_by_side_and_no_fifth(compass, on_map):
    screen = compass(gekozen=SELWERD)
    assert "● ongeveer gelijk" in said(screen)
    for code in (ZUID, NOORD, TUIN):
        on_map.events.append(MapEvent("compass", code, (6.5, 53.2)))
        screen.run()
    assert on_map.told["lit"] == [SELWERD, ZUID, NOORD, TUIN]
    assert len(cells(screen)[0]) == 5
    on_map.events.append(MapEvent("compass", OOST, (6.5, 53.2)))
    screen.run()
    assert on_map.told["lit"] == [SELWERD, ZUID, NOORD, TUIN]
    assert "Er staan al 4 buurten" in "\n".join(one.value for one in screen.info)
    assert on_map.layers[0].title == "Kompas: Woningvoorraad"


def test_settings_count_for_everybody(compass, home):
    screen = compass(gekozen=SELWERD)
    choose(screen, "Welk cijfer staat op de kaart?", "soc")
    control_width = next(one for one in screen.number_input if one.label.startswith("Breedte"))
    control_width.set_value(0.01)
    control(screen, "Doel").set_value("gelijk")
    next(one for one in screen.number_input if one.label == "In welk jaar?").set_value(2030)
    press(screen, "Bewaar deze instellingen")
    assert not screen.exception
    register = open_register(home, "voorbeeld")
    answer = open_compass(home, cache.open_place(home, "GM0014"), register, ask=Ask())
    assert answer.settings["soc"] == Setting(0.01, None, Target("about", 2030))
    row = next(row for row in cells(screen) if row[0].startswith("Sociale samenhang"))
    assert row[1].startswith("▼ lager")
    assert "doel: gelijk in 2030 (nog niet bereikt)" in row[1]


def test_own_wijkkompas_comes_beside_it(compass, home):
    screen = compass(gekozen=SELWERD)
    control(screen, "Wijkkompas toevoegen").upload("wijkkompas.csv", OWN.encode(), "text/csv").run()
    assert "3 rijen zijn goed, 1 niet." in said(screen)
    assert "- Rij 5, buurtcode: 'BU0014' is geen code van een buurt." in said(screen).replace("\\", "")
    press(screen, "Bewaar 3 goede rijen")
    assert not screen.exception
    assert [one.name for one in indicators.editions(home, "GM0014")] == ["wijkkompas"]
    shown = {row[0]: row[1] for row in cells(screen) if len(row) == 2}
    alone = next(text for head, text in shown.items() if head.startswith("Eenzame ouderen"))
    assert alone.startswith("▼ minder goed 18,5 %")
    assert "<b>Sport</b>" not in table(screen)
    assert next(text for head, text in shown.items() if head.startswith("<b>Sport</b>")) == "nog te bepalen"


def test_a_resident_sets_nothing(compass):
    screen = compass(gekozen=SELWERD)
    choose(screen, "U kijkt als …", "bewoner")
    assert not screen.exception
    assert "Instellingen en eigen wijkkompas" not in labels(screen, "expander")
    assert cells(screen)


def test_panel_tells_it_in_short_and_leads_on(visit):
    screen = visit(gekozen=SELWERD)
    assert "- ● ongeveer gelijk: fysieke omgeving, voorzieningen en sociale samenhang" in said(
        screen
    ).replace("\\", "")
    choose(screen, "Vergelijk met", "nl")
    assert "- ▲ beter: voorzieningen" in said(screen).replace("\\", "")


def test_without_figures_it_says_so(compass):
    screen = compass(werkruimte="eigen")
    assert not screen.exception


def test_a_kern_stands_beside_a_buurt_with_its_interval(compass, on_map):
    screen = compass(gekozen=SELWERD)
    choose(screen, "Eigen gebied erbij?", "kern")
    page = table(screen)
    assert "Kern van" in page
    assert "schatting: tussen" in page
    assert "te onzeker" in page
    assert "own_area" in {layer.id for layer in on_map.layers}
