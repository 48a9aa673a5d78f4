"""Kaart: filters, layers, the panel, the background with its consent, own layers, organisations."""

import json

import geopandas as gpd
import shapely

from gis.crs import RD
from gis.workspace import own_layers
from gis.workspace.registers import open_register
from layers.layer import NAMES_FROM
from layers.screen.component import MapEvent
from tests.layers.pages.screens import button, choose, control, labels, press, words

SELWERD = "BU00141000"


def _on(on_map):
    return {layer.id for layer in on_map.layers}


def test_filter_shows_less_and_fetches_nothing_new(visit, on_map):
    screen = visit()
    before = [layer.digest for layer in on_map.layers]
    assert len(on_map.told["shown"]["activities"]) == 22  # without what is over
    choose(screen, "Thema", ["E"])
    assert on_map.told["shown"]["activities"] == ["F01a", "F01b", "F21", "F07"]
    assert [layer.digest for layer in on_map.layers] == before
    choose(screen, "Stand", ["idee"])
    assert on_map.told["shown"]["activities"] == ["F07"]
    assert "Tabel: 1 van 24 activiteiten (0 zonder plek op de kaart), 151 buurten" in labels(
        screen, "expander"
    )


def test_period_keeps_what_has_no_date(example, visit, on_map):
    screen = visit(werkruimte="publicatie")
    everything = len(on_map.told["shown"]["activities"])
    first = control(screen, "Periode").value[0]
    choose(screen, "Periode", (first, first))
    shown = set(on_map.told["shown"]["activities"])
    undated = {
        one.id
        for one in open_register(example, "publicatie").store.activities()
        if one.period.start_earliest is None and one.period.end_latest is None
    }
    assert 0 < len(shown) < everything
    assert shown & undated


def test_colour_and_extra_layers(visit, on_map):
    screen = visit(lagen="activiteiten,kansen,beleefd,wijken")
    assert {"scores_kscore", "wijken", "buurten", "activities", "pairs", "groups"} < _on(on_map)
    choose(screen, "Kleur van de buurten", "won")
    assert "scores_won" in _on(on_map)
    assert screen.query_params["kleur"] == "won"
    choose(screen, "Op de kaart", [])
    assert _on(on_map) == {"scores_won", "surroundings", "wijken", "buurten"}
    assert next(layer.zooms for layer in on_map.layers if layer.id == "wijken") == (0, NAMES_FROM)
    assert screen.query_params["lagen"] == ""


def test_click_opens_the_panel_and_a_click_beside_closes_it(visit, on_map):
    screen = visit()
    on_map.events.append(MapEvent("buurten", SELWERD, (6.556, 53.237)))
    screen.run()
    told = words(screen)
    assert "Selwerd" in told
    assert "ongeveer 6.580 inwoners" in told
    assert "**voldoende** (klasse 5 van 9)" in told
    assert "verschil −0,157" in told
    assert "Sterk: voorzieningen." in told
    assert screen.query_params["gekozen"] == SELWERD
    assert on_map.told["selected"] == SELWERD
    on_map.events.append(MapEvent(None, None, (6.5, 53.2)))
    screen.run()
    assert "inwoners" not in words(screen)
    assert "gekozen" not in screen.query_params


def test_panel_of_a_buurt_leads_to_its_activities(visit):
    screen = visit(gekozen=SELWERD)
    press(screen, "E · Warmtenet, deel 1 (gepland)")
    assert screen.query_params["gekozen"] == "F01a"
    assert "verzonnen voorbeeld" in words(screen)
    assert "Q2-Q4 2027" in words(screen).replace("\\", "")


def test_buurt_without_score_has_none_and_not_zero(visit):
    told = words(visit(gekozen="BU00141003"))
    assert "geen score" in told
    assert "klasse 0" not in told


def test_colour_of_a_resident_is_public_and_has_no_plans_of_partners(visit, on_map):
    screen = visit()
    choose(screen, "U kijkt als …", "bewoner")
    told = next(layer for layer in on_map.layers if layer.id == "activities").features
    assert "Voortuinen groener" in told
    assert "Riool vervangen" not in told
    assert "Groot onderhoud" not in told


def test_own_concept_is_seen_by_its_owner_alone(visit, on_map):
    screen = visit()
    for viewer, seen in (("Corporatie A", True), ("Corporatie B", False), ("deze werkplek", False)):
        choose(screen, "U kijkt als …", viewer)
        told = "".join(layer.features for layer in on_map.layers)
        assert ("Groot onderhoud" in told) is seen


def test_background_asks_first_and_is_remembered(home, visit, on_map):
    screen = visit()
    assert on_map.told["background"] is None
    question = (
        "Achtergrondkaart tonen? De kaartbeelden komen van PDOK (Kadaster). "
        "Er gaan geen gegevens van het register mee."
    )
    choose(screen, question, True)
    assert on_map.told["background"].tiles.startswith("https://service.pdok.nl/brt/achtergrondkaart/")
    visit()
    assert on_map.told["background"] is not None
    choose(screen, question, False)
    visit()
    assert on_map.told["background"] is None


def test_own_layer_comes_goes_and_stays(home, visit, on_map, tmp_path):
    path = tmp_path / "riolen.gpkg"
    shape = shapely.LineString([(232000, 583000), (233000, 584000)])
    gpd.GeoDataFrame({"soort": ["riool"]}, geometry=[shape], crs=RD).to_file(path)
    screen = visit()
    choose(
        screen,
        "GeoJSON, GeoPackage of GeoTIFF",
        ("riolen.gpkg", path.read_bytes(), "application/geopackage+sqlite3"),
    )
    press(screen, "Zet op de kaart")
    assert "own riolen" in _on(on_map)
    assert control(screen, "GeoJSON, GeoPackage of GeoTIFF").value is None
    visit("analysis")
    assert "own riolen" in _on(on_map)
    screen = visit()
    press(screen, "Haal weg")
    assert "own riolen" not in _on(on_map)
    assert own_layers.layer_paths(home) == []


def test_own_layers_keep_their_look_and_order_per_workspace(home, visit, on_map, tmp_path):
    for name in ("riolen", "straten"):
        path = tmp_path / f"{name}.gpkg"
        shape = shapely.LineString([(232000, 583000), (233000, 584000)])
        gpd.GeoDataFrame({"soort": ["riool"]}, geometry=[shape], crs=RD).to_file(path)
        own_layers.add_layer(home, path, name=name)
    screen = visit()
    assert [layer.title for layer in on_map.layers if layer.id.startswith("own ")] == ["riolen", "straten"]
    screen.button(key="eigen.op.riolen").click().run()
    choose(screen, "Naam op de kaart", "soort")  # of the highest
    again = visit()
    drawn = [layer for layer in on_map.layers if layer.id.startswith("own ")]
    assert [(layer.title, layer.labels) for layer in drawn] == [("straten", False), ("riolen", True)]
    choose(again, "straten", False)
    assert "own straten" not in _on(on_map)
    visit(werkruimte="eigen")
    assert [layer.title for layer in on_map.layers if layer.id.startswith("own ")] == ["riolen", "straten"]


def test_own_layer_that_is_none_is_a_sentence(home, visit):
    screen = visit()
    choose(screen, "GeoJSON, GeoPackage of GeoTIFF", ("x.geojson", b"{broken", "application/geo+json"))
    press(screen, "Zet op de kaart")
    assert "x" in screen.error[0].value
    assert not screen.exception
    screen.run()
    assert not screen.error


def test_organisation_is_added_and_chosen(home, visit):
    screen = visit(werkruimte="eigen")
    control(screen, "Naam van de organisatie").set_value("  Wijkraad <b>Noord</b> ")
    press(screen, "Voeg toe")
    assert screen.selectbox(key="kijkt_als").value == "Wijkraad <b>Noord</b>"
    assert "Wijkraad <b>Noord</b>" in open_register(home, "eigen").store.organisations()


def test_first_words_can_be_closed(visit):
    screen = visit()
    assert "Dit is een voorbeeld." in words(screen)
    press(screen, "✕")
    assert "Dit is een voorbeeld." not in words(screen)
    screen.switch_page("layers/pages/about.py").run().switch_page("layers/pages/map.py").run()
    assert "Dit is een voorbeeld." not in words(screen)


def test_begin_with_an_own_gemeente_from_a_file(home, visit, tmp_path):
    path = tmp_path / "buurten_2024.gpkg"
    rows = [("BU19040101", "Kern", "WK190401", "GM1904", "Stichtse Vecht", 0)]
    names = ["buurtcode", "buurtnaam", "wijkcode", "gemeentecode", "gemeentenaam", "water"]
    frame = gpd.GeoDataFrame(
        [dict(zip(names, row, strict=True)) | {"jaar": 2024, "aantal_inwoners": 100} for row in rows],
        geometry=[shapely.box(128000, 460000, 129000, 461000)],
        crs=RD,
    )
    frame.to_file(path, layer="buurten")
    screen = visit()
    press(screen, "Begin met mijn gemeente")
    control(screen, "Waar komen de gegevens vandaan?").set_value("Uit bestanden")
    press(screen, "Begin met mijn gemeente")
    control(screen, "Welke gemeente?").set_value("GM1904")
    uploader = control(screen, "Bestanden met grenzen, cijfers en scores")
    uploader.set_value([(path.name, path.read_bytes(), "application/octet-stream")])
    press(screen, "Begin met mijn gemeente")  # a dialog stays open in a browser; here it opens per run
    button(screen, "Begin met mijn gemeente").click()
    press(screen, "Haal op")
    assert not screen.error
    assert screen.selectbox(key="werkruimte").value == "eigen"
    assert screen.selectbox(key="gemeente").value == "GM1904"
    assert "1 buurt" in words(screen)


def test_table_is_sent_when_it_is_opened(visit, on_map):
    screen = visit("map")
    assert len(screen.dataframe) == 0


def test_season_of_the_map_is_the_season_of_the_table(visit, on_map):
    screen = visit("map")
    timeline = on_map.told["timeline"]
    place = timeline.labels.index("najaar 2027")
    on_map.events.append(MapEvent(season=timeline.first + place))
    screen.run()
    assert on_map.told["timeline"].at == timeline.first + place
    label = next(one.label for one in screen.expander if one.label.startswith("Tabel:"))
    drawn = json.loads(next(layer for layer in on_map.layers if layer.id == "activities").features)[
        "features"
    ]
    then = [
        one["properties"]["id"]
        for one in drawn
        if one["properties"].get("from", 0) <= timeline.first + place <= one["properties"].get("to", 10**6)
    ]
    kept = set(on_map.told["shown"]["activities"])
    without_place = int(label.split("(")[1].split()[0])
    assert int(label.split()[1]) == len(kept.intersection(then)) + without_place
    press(screen, "✕ Alleen najaar 2027")
    assert on_map.told["timeline"].at is None


def test_tour_walks_through_the_example(visit):
    screen = visit("map")
    press(screen, "Bekijk het voorbeeld in 5 stappen")
    for number in range(1, 6):
        assert f"Stap {number} van 5" in words(screen)
        assert not screen.exception
        if number < 5:
            press(screen, "Volgende")
    press(screen, "Vorige")
    press(screen, "Stop")
    assert "Stap" not in words(screen)
