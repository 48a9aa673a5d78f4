"""Wijzig op de kaart: what is in hand stays in hand until it is saved, all of it or nothing."""

import dataclasses

import geopandas as gpd
import pytest
import shapely

from gis.crs import RD
from gis.shapes import MAP_DECIMALS, to_degrees
from gis.workspace import own_layers
from gis.workspace.registers import open_register
from layers.screen.component import MapEvent
from layers.screen.editing import Edit, Edited
from tests.homes import AT, activity
from tests.layers.pages.screens import button, choose, control, press, words

HERE = "deze werkplek"
PART = "Wijzig op de kaart"
WHICH = "Welke activiteiten wilt u wijzigen?"
X, Y = 232_700.123456789, 583_500.987654321
LAWN = shapely.Polygon([(X, Y), (X + 60, Y), (X + 60, Y + 40), (X, Y + 40)])
PATH = shapely.LineString([(X + 90, Y), (X + 90, Y + 40.5)])


@pytest.fixture
def store(home):
    opened = open_register(home, "eigen").store
    opened.add_organisation("Corporatie A")
    rows = [activity("G", title="Gras", geometry=LAWN), activity("P", title="Pad", geometry=PATH)]
    opened.save(rows, organisation=HERE, at=AT)
    other = activity("C", title="Flat", geometry=LAWN, owner="Corporatie A", visibility="partners")
    opened.save([other, activity("N", title="Nergens")], organisation="Corporatie A", at=AT)
    return opened


@pytest.fixture
def in_hand(store, visit, on_map):
    """The screen with the lawn and the path in hand."""
    screen = visit("register", werkruimte="eigen")
    choose(screen, "Wat wilt u doen?", PART)
    return choose(screen, WHICH, ["G", "P"])


def _found(store, name):
    return next(one for one in store.activities() if one.id == name)


def _tell(screen, on_map, *edits, cut=()):
    on_map.events.append(MapEvent(edited=Edited(on_map.told["edit"].key, edits, cut)))
    return screen.run()


def _moved(shape, **by):
    return to_degrees(shapely.affinity.translate(shape, **by))


def test_only_ones_own_with_a_place_can_be_taken_in_hand(in_hand, on_map):
    assert control(in_hand, WHICH).options == ["Gras", "Pad"]
    assert [one.id for one in on_map.told["edit"].saved] == ["G", "P"]
    assert "G" not in on_map.told["shown"]["activities"]  # not twice on the map
    assert "Er is nog niets gewijzigd." in words(in_hand)


def test_saved_as_told_in_one_go_and_in_the_history(in_hand, on_map, store):
    _tell(in_hand, on_map, Edit("P", "changed", _moved(PATH, xoff=10)), Edit("G", "removed"))
    assert "2 vormen gewijzigd, nog niet bewaard" in words(in_hand)
    assert control(in_hand, WHICH).disabled
    revision = store.revision
    press(in_hand, "Bewaar")
    assert "Bewaard: 2 activiteiten." in words(in_hand)
    assert store.revision == revision + 1
    assert _found(store, "P").geometry.equals_exact(shapely.affinity.translate(PATH, xoff=10), 0.02)
    assert (_found(store, "G").geometry, _found(store, "G").version) == (None, 2)
    assert [one.action for one in store.history("P")] == ["added", "changed"]
    assert not control(in_hand, WHICH).disabled


def test_what_is_told_of_an_activity_that_is_not_in_hand_did_not_happen(in_hand, on_map):
    _tell(in_hand, on_map, Edit("C", "removed"), Edit("C/2", "new", _moved(LAWN, xoff=90), "C"))
    assert "Er is nog niets gewijzigd." in words(in_hand)


def test_vertex_snapped_to_what_is_only_shown_gets_its_coordinates_to_the_last_digit(in_hand, on_map, store):
    choose(in_hand, WHICH, ["P"])
    told = to_degrees(PATH)
    corner = to_degrees(shapely.Point(X + 60, Y))["coordinates"]
    told["coordinates"][0] = [round(place, MAP_DECIMALS) for place in corner]
    _tell(in_hand, on_map, Edit("P", "changed", told))
    press(in_hand, "Bewaar")
    assert _found(store, "P").geometry.coords[0] == (X + 60, Y)


def test_back_to_what_is_saved(in_hand, on_map, store):
    key = on_map.told["edit"].key
    _tell(in_hand, on_map, Edit("P", "changed", _moved(PATH, xoff=10)))
    press(in_hand, "Terug naar bewaard")
    assert "Er is nog niets gewijzigd." in words(in_hand)
    assert on_map.told["edit"].edits == ()
    assert on_map.told["edit"].key != key  # so that the browser forgets as well
    on_map.events.append(MapEvent(edited=Edited(key, (Edit("P", "removed"),))))  # told too late
    in_hand.run()
    assert "Er is nog niets gewijzigd." in words(in_hand)


def test_what_somebody_else_saved_meanwhile_is_not_overwritten_and_nothing_is_lost(in_hand, on_map, store):
    _tell(in_hand, on_map, Edit("G", "removed"), Edit("P", "changed", _moved(PATH, xoff=10)))
    store.save([dataclasses.replace(_found(store, "P"), title="Van de ander")], organisation=HERE, at=AT)
    press(in_hand, "Bewaar")
    assert "Iemand anders heeft 'Van de ander' intussen gewijzigd" in in_hand.error[0].value.replace("\\", "")
    assert "2 vormen gewijzigd, nog niet bewaard" in words(in_hand)
    assert _found(store, "G").geometry is not None
    assert _found(store, "P").geometry.equals(PATH)


def test_unsaved_work_survives_another_page(in_hand, on_map):
    _tell(in_hand, on_map, Edit("P", "removed"))
    in_hand.switch_page("layers/pages/about.py").run()
    in_hand.switch_page("layers/pages/register.py").run()
    choose(in_hand, "Wat wilt u doen?", PART)
    assert "1 vorm gewijzigd, nog niet bewaard" in words(in_hand)
    assert on_map.told["edit"].edits == (Edit("P", "removed"),)


def test_cut_makes_an_activity_of_its_own_or_parts_that_may_not_touch(in_hand, on_map, store):
    above, below = ((X + 20, Y + 50), (X + 20, Y - 10))
    line = tuple(tuple(to_degrees(shapely.Point(place))["coordinates"]) for place in (above, below))
    _tell(in_hand, on_map, cut=line)
    assert "2 vormen gewijzigd, nog niet bewaard" in words(in_hand)
    choose(in_hand, "Wat worden de stukken?", "één activiteit met losse delen")
    assert "De delen van 'Gras' raken elkaar" in in_hand.error[0].value.replace("\\", "")
    assert button(in_hand, "Bewaar").disabled
    choose(in_hand, "Wat worden de stukken?", "eigen activiteiten")
    press(in_hand, "Bewaar")
    kept = {one.title: one.geometry for one in store.activities()}
    assert kept["Gras"].area + kept["Gras (deel 2)"].area == pytest.approx(LAWN.area, rel=1e-4)
    assert {(X, Y), (X, Y + 40)} <= set(map(tuple, shapely.get_coordinates(kept["Gras (deel 2)"]).tolist()))


def test_line_that_cuts_nothing_is_said(in_hand, on_map):
    _tell(in_hand, on_map, cut=((6.0, 53.0), (6.1, 53.0)))
    assert "De lijn gaat nergens helemaal doorheen." in words(in_hand)


def test_shape_that_crosses_itself_is_told_and_not_saved(in_hand, on_map, store):
    bow = shapely.Polygon([(X, Y), (X + 60, Y + 40), (X + 60, Y), (X, Y + 40)])
    _tell(in_hand, on_map, Edit("G", "changed", to_degrees(bow)))
    assert "De vorm kruist zichzelf" in in_hand.error[0].value.replace("\\", "")
    assert button(in_hand, "Bewaar").disabled
    assert _found(store, "G").geometry.equals(LAWN)


def test_own_layer_from_a_file_is_edited_and_saved_back(home, visit, on_map, tmp_path):
    frame = gpd.GeoDataFrame({"naam": ["Gras", "Pad"]}, geometry=[LAWN, PATH], crs=RD)
    frame.to_file(tmp_path / "perceel.gpkg")
    own_layers.add_layer(home, tmp_path / "perceel.gpkg", name="perceel")
    screen = visit()
    press(screen, "Wijzig de vormen op de kaart")
    assert [one.id for one in on_map.told["edit"].saved] == ["0", "1"]
    assert "own perceel" not in {layer.id for layer in on_map.layers}  # not twice on the map
    _tell(screen, on_map, Edit("0", "changed", _moved(LAWN, xoff=10)), Edit("1", "removed"))
    assert "2 vormen gewijzigd, nog niet bewaard" in words(screen)
    press(screen, "Bewaar")
    kept = own_layers.read_layer(own_layers.layer_path(home, "perceel"))
    assert list(kept["naam"]) == ["Gras"]
    assert shapely.equals_exact(kept.geometry[0], shapely.affinity.translate(LAWN, xoff=10), tolerance=0.01)
    assert on_map.told["edit"] is None


def test_own_layer_that_another_changed_stays_in_hand(home, visit, on_map, tmp_path):
    gpd.GeoDataFrame(geometry=[LAWN, PATH], crs=RD).to_file(tmp_path / "perceel.gpkg")
    own_layers.add_layer(home, tmp_path / "perceel.gpkg", name="perceel")
    screen = visit()
    press(screen, "Wijzig de vormen op de kaart")
    _tell(screen, on_map, Edit("1", "removed"))
    own_layers.reshape_layer(home, "perceel", {0: None}, stamp=own_layers.layer_stamp(home, "perceel"))
    press(screen, "Bewaar")
    assert "iemand anders" in screen.error[0].value
    assert len(on_map.told["edit"].edits) == 1
    press(screen, "Terug naar bewaard")
    assert on_map.told["edit"] is None
