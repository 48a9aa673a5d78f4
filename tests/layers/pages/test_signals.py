"""Signals on Kaart: reported by a click, rounded, taken up; not for residents."""

import pytest
import shapely

from gis.crs import shape_to_wgs84
from gis.register.signals import TAKEN_UP
from gis.register.visible import FEWEST_SIGNALS
from gis.workspace.registers import open_register
from layers.screen.component import MapEvent
from tests.layers.pages.screens import choose, control, labels, press, words

SELWERD = "BU00141000"
SPOT = shapely.Point(232_712.5, 583_641.5)


def _signals(home):
    return {one.id: one for one in open_register(home, "voorbeeld").store.signals()}


def _layer(on_map, name="signals"):
    return next((layer for layer in on_map.layers if layer.id == name), None)


def test_a_click_becomes_a_square_that_is_kept(visit, on_map, home):
    before = _signals(home)
    screen = visit(lagen="signalen")
    choose(screen, "Signaal melden", True)
    at = shape_to_wgs84(SPOT).coords[0]
    on_map.events.append(MapEvent(at=at))
    screen = screen.run()
    assert "Gekozen: een vak van 100 m in Selwerd" in words(screen)
    assert _layer(on_map, "signal_place").count == 1
    assert screen.session_state["signaal.vakken"] == (100, ((232_750.0, 583_650.0),))
    control(screen, "Wat voor signaal?").set_value("overlast")
    control(screen, "Wie zag het? (een rol)").set_value("bewoner")
    control(screen, "Wat is er gezien? (geen namen, geen adressen)").set_value("Herrie voor Iepenlaan 3.")
    screen = press(screen, "Bewaar het signaal")
    assert "Iepenlaan 3" in screen.error[0].value
    control(screen, "Wat is er gezien? (geen namen, geen adressen)").set_value("Herrie in de avond.")
    screen = press(screen, "Bewaar het signaal")
    (new,) = _signals(home).keys() - before.keys()
    kept = _signals(home)[new]
    assert (kept.cells, kept.kind, kept.role) == (((232_750.0, 583_650.0),), "overlast", "bewoner")
    assert kept.fictional
    assert not kept.counted
    assert _layer(on_map, "signal_place") is None


def test_the_list_takes_steps_and_follows_the_map(visit, on_map, home):
    screen = visit(lagen="signalen")
    told = words(screen)
    assert "Grofvuil in het portiek" in told
    assert "teruggekoppeld op" not in told
    assert "gemeld op 2 februari 2027 · bewonersvereniging → opgepakt op 16 februari 2027 · gemeente" in told
    one = _signals(home)["S05"]
    screen.button(key=f"signaal.{TAKEN_UP}.S05.{one.version}").click().run()
    assert _signals(home)["S05"].status == TAKEN_UP
    key = next(name for name in _layer(on_map).ids if "232450" in name)
    on_map.events.append(MapEvent(layer="signals", id=key, at=(6.5, 53.2)))
    screen = screen.run()
    assert "✕ Alleen dit vak" in labels(screen, "button")
    assert "Auto's rijden hard" not in words(screen)
    assert "Grofvuil" in words(screen)


def test_the_panel_of_a_buurt_counts_and_leads_to_the_list(visit, on_map):
    screen = visit(gekozen=SELWERD)
    assert "4 signalen, waarvan 1 opgepakt en 1 teruggekoppeld" in words(screen)
    assert _layer(on_map) is None
    screen = press(screen, "Bekijk de signalen")
    assert "✕ Alleen Selwerd" in labels(screen, "button")
    assert "lampen" not in words(screen)
    assert "verlichting langs het pad" in words(screen)
    assert _layer(on_map) is not None


@pytest.mark.parametrize("enough", [False, True])
def test_residents_read_a_number_alone(visit, on_map, home, enough):
    store = open_register(home, "voorbeeld").store
    told = _signals(home)["S04"]
    for number in range(FEWEST_SIGNALS - 2 if enough else 1):
        store.add_signal(
            told.__class__(**vars(told) | {"id": f"X{number}"}),
            place=None,
            vocabulary=open_register(home, "voorbeeld").vocabulary,
            organisation="gemeente",
            at=told.at,
        )
    screen = visit(lagen="signalen", gekozen=SELWERD)
    choose(screen, "U kijkt als …", "bewoner")
    assert "signalen" not in control(screen, "Op de kaart").options
    assert _layer(on_map) is None
    assert ("Signalen:** 5 signalen, waarvan 1 opgepakt" in words(screen)) == enough
    assert "Grofvuil" not in words(screen)
    assert "Bekijk de signalen" not in labels(screen, "button")
