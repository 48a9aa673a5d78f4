"""Buurt zoals beleefd: the question, the kern, two namesakes, drawing, files."""

import json
import re
from dataclasses import replace

import pytest
import shapely

from gis.crs import shape_to_rd, shape_to_wgs84
from gis.workspace import answers, drawings, sample
from gis.workspace.registers import open_register
from layers.screen.component import MapEvent
from layers.screen.editing import THE_ONE, Edit, Edited, View
from layers.screen.routes import FILES
from layers.ui import accepting, area_figures, placing
from layers.ui import drawing as drawing_screen
from tests.gis.register.test_accepted import AT
from tests.gis.register.test_accepted import SELWERD as SETTLED_AREA
from tests.layers.pages.screens import choose, control, press, words

RING = [(232600, 583300), (233000, 583300), (233000, 583600), (232600, 583600)]
SHAPE = dict(shapely.geometry.mapping(shape_to_wgs84(shapely.Polygon(RING))))


@pytest.fixture
def ready(monkeypatch):
    """Drawing can be done, whether or not its files are there."""
    monkeypatch.setattr(drawing_screen, "drawing_ready", lambda: True)


def test_outcome_is_that_of_gis(example, visit):
    screen = visit("perceived")
    told = words(screen).replace("\\", "")
    asked = answers.see_drawings(open_register(example, "voorbeeld"))
    first = asked[asked["question"] == "het gebied dat u bedoelt"]
    core = answers.see_cores(first, k=0.5).set_index("part")
    hectares = f"{core['area_m2']['kern'] / 10_000:.1f}".replace(".", ",")
    assert f"**5 tekeningen** · kern {hectares} ha" in told
    assert "Uw Selwerd ligt voor **66 %** in CBS-buurt Selwerd" in told
    assert "**34 %** in CBS-buurt Tuinwijk" in told


def test_all_questions_together_show_two_namesakes(visit):
    screen = visit("perceived")
    choose(screen, "Welke vraag is gesteld?", "alle vragen samen")
    told = words(screen).replace("\\", "")
    assert "Er lijken 2 buurten te zijn met dezelfde naam: Selwerd." in told
    assert "Twee vragen samen bekeken" in told
    assert "7 tekeningen" in told
    assert "5 tekeningen" in told


def test_one_kern_only_after_people_want_that(visit, on_map):
    screen = visit("perceived")
    choose(screen, "Welke vraag is gesteld?", "alle vragen samen")
    assert _parts(on_map).count("kern") == 2
    assert "kern 20,8 ha" in words(screen)
    choose(screen, "Toch samennemen", True)
    assert _parts(on_map).count("kern") == 1
    assert "kern 15,8 ha" in words(screen)
    assert "Er lijken 2 buurten" in words(screen)


def test_how_sure_the_line_is_stands_in_words_and_on_the_map(visit, on_map):
    screen = visit("perceived")
    told = words(screen).replace("\\", "")
    assert "**Hoe zeker is de grens?** De grens is onzeker over een strook" in told
    assert "**Genoeg tekeningen?** Bijna." in told
    assert _parts(on_map).count("onzekere grens") == 1
    assert "minstens drie van elk" in told


def test_roles_and_a_crisp_line_are_laid_on_the_map_when_asked(visit, on_map):
    screen = visit("perceived")
    choose(screen, "Welke vraag is gesteld?", "alle vragen samen")
    assert "Bewoners (7) tekenden het anders dan professionals (5). Dat is geen toeval." in words(screen)
    choose(screen, "Kern per rol", True)
    choose(screen, "Strakke lijn", True)
    shown = [one.id for one in on_map.layers]
    assert "perceived_roles" in shown
    assert {"perceived_outline_1", "perceived_outline_2"} <= set(shown)
    assert "van de oppervlakte van de kern" in words(screen)


def _parts(on_map):
    layer = next(one for one in on_map.layers if one.id == "perceived")
    return [one["properties"]["mark"] for one in json.loads(layer.features)["features"]]


def test_higher_share_makes_a_smaller_kern(visit, on_map):
    screen = visit("perceived")
    before = _kern(on_map)
    choose(screen, "Kern: welk deel tekende dit?", 0.8)
    assert _kern(on_map) < before


def _kern(on_map):
    features = json.loads(next(one for one in on_map.layers if one.id != "buurten").features)["features"]
    return max(shapely.geometry.shape(one["geometry"]).area for one in features if "kern" in str(one))


def _draw(on_map, shape, *, view=None):
    edited = Edited(on_map.told["edit"].key, (Edit(THE_ONE, "new", shape),), view=view)
    on_map.events.append(MapEvent(edited=edited))


def _begin(screen, *, name="", meeting="bewonersavond"):
    """Somebody takes the pen, and asks residents, or professionals about a name."""
    choose(screen, "Teken een buurt", True)
    if name:
        choose(screen, "Aan wie vraagt u het?", "het gebied dat u bedoelt")
        choose(screen, "Over welke naam vraagt u het?", name)
    choose(screen, "Bij welke bijeenkomst?", meeting)
    return press(screen, "Begin de ronde")


def told(screen):
    return words(screen).replace("\\", "")


def _store(home, workspace="eigen"):
    return open_register(home, workspace).store


def test_drawn_outline_is_kept_with_what_was_asked_and_seen_and_no_name_of_a_person(
    home, visit, on_map, ready
):
    screen = _begin(visit("perceived"))
    assert "**Teken de buurt waar u zich thuis voelt. Hoe noemt u die?**" in told(screen)
    assert on_map.told["edit"].tools[:2] == ("hand", "area")
    assert [one.id for one in on_map.layers] == ["land"]  # no line of CBS, nothing of others
    assert "kern" not in told(screen)
    _draw(on_map, SHAPE, view=View((6.54, 53.22, 6.57, 53.24), 14.5))
    screen.run()
    control(screen, "Hoe noemt u deze buurt?").set_value("Selwerd-Zuid")
    assert control(screen, "Wie tekende? (een rol, geen naam)").value == "bewoner"
    press(screen, "Volgende tekenaar")
    kept = _store(home, "voorbeeld").drawings()
    assert len(kept) == 13
    one = kept[-1]
    assert (one.name, one.role, one.question) == ("Selwerd-Zuid", "bewoner", "waar u zich thuis voelt")
    assert (one.meeting, one.weight, one.zoom, one.fictional) == ("bewonersavond", 1.0, 14.5, True)
    assert str(one.drawn_on) == "2027-03-11"
    assert shapely.box(*one.extent).contains(one.geometry)
    assert one.geometry.hausdorff_distance(shapely.Polygon(RING)) < 0.01


def test_next_one_finds_nothing_of_the_one_before(home, visit, on_map, ready):
    screen = _begin(visit("perceived"))
    for turn, name in enumerate(("Selwerd", "Selwerd"), start=1):  # two people may draw the very same
        assert on_map.told["edit"].edits == ()
        _draw(on_map, SHAPE)
        screen.run()
        assert control(screen, "Hoe noemt u deze buurt?").value == ""
        control(screen, "Hoe noemt u deze buurt?").set_value(name)
        press(screen, "Volgende tekenaar")
        assert f"{turn} tekening" in told(screen)
        assert "nog verborgen" in told(screen)
        assert [one.id for one in on_map.layers] == ["land"]
    assert len(_store(home, "voorbeeld").drawings()) == 14


def test_what_was_drawn_is_hidden_until_it_is_shown(home, visit, on_map, ready):
    screen = _begin(visit("perceived", werkruimte="eigen"))
    _draw(on_map, SHAPE)
    screen.run()
    control(screen, "Hoe noemt u deze buurt?").set_value("Selwerd")
    press(screen, "Volgende tekenaar")
    other = visit("perceived", werkruimte="eigen")  # another session
    assert "1 tekening, nog verborgen" in told(other)
    assert "Er zijn nog geen tekeningen." in told(other)
    assert answers.see_drawings(open_register(home, "eigen")).empty
    press(screen, "Laat zien")
    assert "Iedereen ziet nu wat er getekend is." in told(screen)
    assert "**1 tekening** · kern" in told(screen)
    assert len(answers.see_drawings(open_register(home, "eigen"))) == 1
    assert "**1 tekening** · kern" in told(other.run())


def test_professionals_are_asked_about_a_name_and_stand_apart(home, visit, on_map, ready):
    screen = visit("perceived", werkruimte="eigen")
    for name in ("Selwerd", "Paddepoel"):
        _begin(screen, name=name, meeting="wijkoverleg")
        assert f"**Teken het gebied dat u bedoelt als u '{name}' zegt.**" in told(screen)
        _draw(on_map, SHAPE)
        screen.run()
        press(screen, "Volgende tekenaar")
        press(screen, "Laat zien")
    assert [one.name for one in _store(home).drawings()] == ["Selwerd", "Paddepoel"]
    options = control(screen, "Welke vraag is gesteld?").options
    assert [option.replace("\\", "") for option in options] == [
        "Teken het gebied dat u bedoelt als u 'Paddepoel' zegt.",
        "Teken het gebied dat u bedoelt als u 'Selwerd' zegt.",
        "Alle vragen samen",
    ]
    assert "**1 tekening** · kern" in told(screen)


def test_drawing_without_a_name_is_not_kept(home, visit, on_map, ready):
    screen = _begin(visit("perceived", werkruimte="eigen"))
    _draw(on_map, SHAPE)
    screen.run()
    press(screen, "Volgende tekenaar")
    assert "De naam van de buurt ontbreekt." in told(screen)
    control(screen, "Hoe noemt u deze buurt?").set_value("bij jan@voorbeeld.nl")
    press(screen, "Volgende tekenaar")
    assert "lijkt een gegeven van een persoon" in told(screen)
    assert _store(home).drawings() == []


def test_round_about_no_name_does_not_begin(home, visit, ready, on_map):
    screen = visit("perceived", werkruimte="eigen")
    choose(screen, "Teken een buurt", True)
    choose(screen, "Aan wie vraagt u het?", "het gebied dat u bedoelt")
    press(screen, "Begin de ronde")
    assert "De naam van het gebied ontbreekt." in told(screen)
    assert _store(home).rounds() == []
    assert on_map.told["edit"] is None


def test_line_that_crosses_itself_is_mended_at_once_and_said(home, visit, on_map, ready):
    screen = _begin(visit("perceived", werkruimte="eigen"))
    bow = [(232600, 583300), (233000, 583600), (233000, 583300), (232600, 583600)]
    _draw(on_map, dict(shapely.geometry.mapping(shape_to_wgs84(shapely.Polygon(bow)))))
    screen.run()
    assert "De lijn kruiste zichzelf." in told(screen)
    assert "met de knoop telde het gebied 0,0 ha, nu 6,0 ha." in told(screen)
    assert shapely.geometry.shape(on_map.told["edit"].edits[0].geometry).is_valid  # also on the map
    control(screen, "Hoe noemt u deze buurt?").set_value("Strik")
    press(screen, "Volgende tekenaar")
    assert _store(home).drawings()[0].geometry.area == pytest.approx(60_000, rel=1e-4)


def test_blocks_that_were_painted_become_one_outline(home, visit, on_map, ready):
    screen = _begin(visit("perceived", werkruimte="eigen"))
    choose(screen, "Hoe tekent u?", "Met blokken: CBS-buurten (zonder lijnen)")
    edit = on_map.told["edit"]
    assert edit.tools == ("brush", "eraser")
    assert edit.blocks.startswith("/kaart/laag/")
    assert [one.id for one in on_map.layers] == ["land"]  # not seen before it is touched
    ids = ("BU00141000", "BU00141001")
    edits = tuple(Edit(name, "new", SHAPE) for name in ids)  # what the browser says of shapes is not used
    on_map.events.append(MapEvent(edited=Edited(edit.key, edits)))
    screen.run()
    control(screen, "Hoe noemt u deze buurt?").set_value("Selwerd en meer")
    press(screen, "Volgende tekenaar")
    buurten = sample.read_place().buurten
    both = buurten[buurten["buurtcode"].isin(ids)]
    assert len(both) == 2
    drawn = _store(home).drawings()[0].geometry
    assert drawn.area == pytest.approx(both.area.sum(), rel=1e-6)
    assert drawn.symmetric_difference(both.union_all()).area < 10


def test_without_the_drawing_files_the_screen_says_how(visit, monkeypatch, tmp_path):
    for name in ("leaflet-geoman.min.js", "leaflet-geoman.css"):
        monkeypatch.setitem(FILES, name, tmp_path / "niet hier")
    screen = visit("perceived")
    assert "Tekenen kan nog niet. Voer eerst één keer `make install` uit." in [
        one.value for one in screen.warning
    ]
    screen = visit("register")
    choose(screen, "Wat wilt u doen?", "Toevoegen of wijzigen")
    choose(screen, "Waar is het?", "Teken een vlak")
    assert placing.NO_DRAWING in [one.value for one in screen.warning]


def test_drawings_from_a_file_are_added(home, visit):
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"naam": "Paddepoel", "rol": "bewoner", "vraag": "het gebied dat u bedoelt"},
                "geometry": SHAPE,
            }
        ],
    }
    screen = visit("perceived", werkruimte="eigen")
    body = json.dumps(collection).encode()
    choose(
        screen,
        "Tekeningen uit een bestand (GeoJSON of GeoPackage)",
        ("t.geojson", body, "application/geo+json"),
    )
    press(screen, "Lees de tekeningen in")
    kept = open_register(home, "eigen").store.drawings()
    assert [one.name for one in kept] == ["Paddepoel"]
    assert kept[0].geometry.hausdorff_distance(shape_to_rd(shapely.geometry.shape(SHAPE))) < 0.01
    assert "1 tekening ingelezen" in words(screen)


def test_question_of_a_file_is_text(home, visit, tmp_path):
    path = tmp_path / "t.geojson"
    hostile = "![x](https://elders.example/x.png)"
    feature = {"type": "Feature", "properties": {"naam": hostile, "vraag": hostile}, "geometry": SHAPE}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    open_register(home, "eigen").store.add_drawings(drawings.read_drawings(path).drawings)
    screen = visit("perceived", werkruimte="eigen")
    radio = control(screen, "Welke vraag is gesteld?")
    assert "![x](https" not in " ".join(radio.options) + words(screen)


def test_kern_and_surface_can_be_taken_along(visit, offered):
    visit("perceived")
    raster = offered["Aantal tekeningen per plek (GeoTIFF)"]()
    assert raster[:4] in {b"II*\x00", b"MM\x00*"}
    areas = json.loads(offered["Kern, rand en onzekere grens (GeoJSON)"]())
    assert {one["properties"]["laag"] for one in areas["features"]} == {"beleefd"}
    assert [one["properties"]["deel"] for one in areas["features"]] == ["kern", "rand", "onzekere grens"]
    assert all(one["properties"]["fictief"] for one in areas["features"])


def test_a_kern_is_settled_and_can_then_be_chosen_where_a_buurt_can(home, visit, on_map):
    screen = visit("perceived")
    screen.session_state[accepting.OPENED] = True
    screen.run()
    control(screen, "Vastgesteld in welk overleg?").set_value("overleg van 11 maart 2027")
    control(screen, "Wie beheert dit? (rol, geen naam)").set_value("wijkregisseur")
    press(screen, "Stel vast")
    assert not screen.exception
    (area,) = open_register(home, "voorbeeld").store.accepted_areas()
    assert (area.name, area.version, area.drawings, area.fictional) == ("Selwerd", 1, 5, True)
    assert "accepted" in [layer.id for layer in on_map.layers]
    assert "Vastgesteld in overleg van 11 maart 2027" in words(screen)
    press(screen, "Stel vast")  # nothing filled in any more: refused, and said
    assert open_register(home, "voorbeeld").store.accepted_history(area.id) == [area]


def test_a_settled_area_is_a_card_and_a_filter(home, visit, on_map):
    store = open_register(home, "voorbeeld").store
    outline = shapely.Polygon(RING)
    told = replace(
        SETTLED_AREA, name="Bij het plein", shape=outline, organisation="deze werkplek", fictional=True
    )
    area = store.save_accepted(told, organisation="deze werkplek", at=AT)
    screen = visit("map")
    choose(screen, "Op de kaart", ["activiteiten", "vastgesteld"])
    on_map.events.append(MapEvent("accepted", area.id, (6.5, 53.2)))
    screen.run()
    card = words(screen).replace("\\", "")
    assert "Vastgesteld in Overleg Selwerd" in card
    assert "CBS: " in card
    assert "BU00141000" in card
    assert "Bij het plein" in control(screen, "Vastgestelde buurt").options
    choose(screen, "Vastgestelde buurt", area.id)
    titles = {
        one.title
        for one in store.activities()
        if one.geometry is not None and one.geometry.intersects(outline)
    }
    assert f"**Activiteiten hier: {len(titles)}**" in words(screen)


def test_residents_look_along_and_settle_nothing(visit):
    screen = visit("perceived")
    choose(screen, "U kijkt als …", "bewoner")
    assert "Vastgesteld in welk overleg?" not in [one.label for one in screen.text_input]


def test_a_facility_is_clicked_and_told_by_its_distance_to_the_kern(home, visit, on_map):
    screen = visit("perceived")
    choose(screen, "Voeg een barrière of voorziening toe", True)
    choose(screen, "Wat is het?", "voorziening")
    press(screen, "Bewaar")
    assert "Er staat nog niets op de kaart" in "".join(one.value for one in screen.error)
    on_map.events.append(MapEvent(at=(6.5353, 53.2405)))
    screen.run()
    assert "felt_place" in [layer.id for layer in on_map.layers]
    control(screen, "Hoe heet het? (geen namen van personen)").set_value("Wijkcentrum")
    control(screen, "Voelt dit van ons?").set_value("nee")
    press(screen, "Bewaar")
    assert not screen.exception
    (told,) = open_register(home, "voorbeeld").store.felt()
    assert (told.kind, told.ours, told.role, told.fictional) == ("voorziening", False, "bewoner", True)
    said = words(screen).replace("\\", "")
    assert re.search(r"Wijkcentrum: \d[\d.]* meter van de kern, voelt van ons: 1 keer nee", said), said
    assert "felt" in [layer.id for layer in on_map.layers]
    press(screen, "Neem terug")
    assert open_register(home, "voorbeeld").store.felt() == []


def test_a_barrier_is_a_line_that_is_drawn(home, visit, on_map, ready):
    screen = visit("perceived")
    choose(screen, "Voeg een barrière of voorziening toe", True)
    key = on_map.told["edit"].key
    road = shape_to_wgs84(shapely.LineString([(232_500, 583_350), (233_200, 583_400)]))
    drawn = Edit(THE_ONE, "new", dict(shapely.geometry.mapping(road)))
    on_map.events.append(MapEvent(edited=Edited(key, (drawn,))))
    screen.run()
    control(screen, "Hoe heet het? (geen namen van personen)").set_value("Eikenlaan")
    press(screen, "Bewaar")
    assert not screen.exception
    (told,) = open_register(home, "voorbeeld").store.felt()
    assert (told.kind, told.ours) == ("barrière", None)
    assert shapely.hausdorff_distance(told.shape, shape_to_rd(road)) < 0.01
    assert "Eikenlaan (1 keer genoemd) deelt de kern in 2 stukken." in words(screen).replace("\\", "")


def test_figures_of_the_kern_are_made_when_they_are_looked_at(visit):
    screen = visit("perceived")
    assert "| Inwoners |" not in words(screen)
    screen.session_state[area_figures.OPENED] = True
    screen.run()
    assert "| Inwoners |" in words(screen)
    assert "In ongeveer 90 van de 100 gevallen" in words(screen)
