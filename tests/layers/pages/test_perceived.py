"""Buurt zoals beleefd: the question, the kern, two namesakes, drawing, files."""

import json

import pytest
import shapely

from gis.crs import shape_to_rd, shape_to_wgs84
from gis.workspace import answers, drawings
from gis.workspace.registers import open_register
from layers.screen.component import MapEvent
from layers.screen.editing import THE_ONE, Edit, Edited
from layers.screen.routes import FILES
from layers.ui import drawing as drawing_screen
from layers.ui import placing
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


def _draw(on_map, shape):
    edited = Edited(on_map.told["edit"].key, (Edit(THE_ONE, "new", shape),))
    on_map.events.append(MapEvent(edited=edited))


def test_drawn_outline_is_kept_with_a_role_and_no_name_of_a_person(home, visit, on_map, ready):
    screen = visit("perceived")
    choose(screen, "Teken een buurt", True)
    assert on_map.told["edit"].tools[0] == "area"
    assert len(on_map.layers) == 1  # nothing of others leads the hand
    _draw(on_map, SHAPE)
    screen.run()
    control(screen, "Hoe noemt u deze buurt?").set_value("Selwerd-Zuid")
    control(screen, "Wie tekende? (een rol, geen naam)").set_value("bewoner")
    press(screen, "Bewaar de tekening")
    kept = open_register(home, "voorbeeld").store.drawings()
    assert len(kept) == 13
    assert kept[-1].name == "Selwerd-Zuid"
    assert kept[-1].role == "bewoner"
    assert kept[-1].fictional
    assert kept[-1].geometry.hausdorff_distance(shapely.Polygon(RING)) < 0.01
    assert "De tekening is bewaard." in words(screen)
    assert not control(screen, "Teken een buurt").value


def test_drawing_without_a_name_is_not_kept(home, visit, on_map, ready):
    screen = visit("perceived", werkruimte="eigen")
    choose(screen, "Teken een buurt", True)
    _draw(on_map, SHAPE)
    screen.run()
    press(screen, "Bewaar de tekening")
    assert "De naam van de buurt ontbreekt." in screen.error[0].value
    assert open_register(home, "eigen").store.drawings() == []


def test_line_that_crosses_itself_is_mended_and_said(home, visit, on_map, ready):
    screen = visit("perceived", werkruimte="eigen")
    choose(screen, "Teken een buurt", True)
    bow = [(232600, 583300), (233000, 583600), (233000, 583300), (232600, 583600)]
    shape = dict(shapely.geometry.mapping(shape_to_wgs84(shapely.Polygon(bow))))
    _draw(on_map, shape)
    screen.run()
    control(screen, "Hoe noemt u deze buurt?").set_value("Strik")
    press(screen, "Bewaar de tekening")
    assert "De lijn kruiste zichzelf." in words(screen)
    assert open_register(home, "eigen").store.drawings()[0].geometry.is_valid


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
