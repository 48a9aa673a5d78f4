from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from gis.crs import RD
from gis.sources.addresses import to_address_table
from gis.sources.services.limits import Limits
from gis.sources.services.locatieserver import MOST_FAILURES, Locatieserver
from gis.workspace import sample
from gis.workspace.home import Home
from gis.workspace.locating import make_locate
from tests import replay as bad
from tests.locatieserver import address, postcode, serving, street
from tests.replay import replaying

DAY = date(2027, 3, 11)
QUICK = Limits(deadline_s=20, silence_s=20, pause_s=0.01, most_bytes=1_000_000)
SHORT = Limits(deadline_s=0.4, silence_s=20, pause_s=0.01)
PLACE = sample.read_place()
SELWERD = "BU00141000"


def _layer(home, name, frame):
    folder = home.path / "layers"
    folder.mkdir(parents=True, exist_ok=True)
    frame.to_file(folder / f"{name}.gpkg", driver="GPKG", layer="laag")


def _table(home, name, rows):
    folder = home.path / "addresses"
    folder.mkdir(parents=True, exist_ok=True)
    columns = ("straat", "huisnummer", "postcode", "plaats", "x", "y")
    told = to_address_table(pd.DataFrame(rows, columns=columns).astype(str), file=name).frame
    told.to_csv(folder / f"{name}.csv", index=False)


ROWS = [
    ("Eikenlaan", "12", "9741AB", "Groningen", 232_500, 583_500),
    ("Eikenlaan", "12a", "9741AB", "Groningen", 232_505, 583_500),
    ("Eikenlaan", "14", "9741AB", "Groningen", 232_520, 583_500),
    ("Eikenlaan", "16", "9741AC", "Groningen", 232_540, 583_500),
    ("Eikenlaan", "17", "9741AC", "Groningen", 232_540, 583_530),
    ("Beukenlaan", "1", "9741BA", "Groningen", 232_560, 583_520),
    ("Kerkstraat", "1", "9741CA", "Groningen", 232_700, 583_700),
    ("Kerkstraat", "1", "9751AA", "Haren", 236_000, 578_000),
    ("Plein 1992", "3", "9741DA", "Groningen", 232_800, 583_800),
    ("", "", "9741", "", 232_600, 583_600),
]


@pytest.fixture
def home(tmp_path):
    """Have the files of the example and a table of made streets."""
    home = Home(tmp_path / "home")
    _layer(home, "voorbeeld_complexen", sample.example_complexes())
    _table(home, "straten", ROWS)
    streets = pd.read_csv(sample.EXAMPLE_STREETS, dtype=str)
    to_address_table(streets, file="v").frame.to_csv(
        home.path / "addresses" / "voorbeeld_straten.csv", index=False
    )
    return home


@pytest.fixture
def locate(home):
    return make_locate(home, PLACE)


def _xy(located):
    return tuple(round(value) for value in located.geometry.coords[0])


def test_the_example_of_corporatie_a_is_placed_without_network(locate):
    for code in ("A-01", "a-02", " A-03 "):
        found = locate({"complex": code, "plek_tekst": "bij de flat"})
        assert (found.problem, found.accuracy, found.geometry.geom_type) == ("", "hofje/blok", "Polygon")
    assert locate({"complex": "A-01"}).source == "Complexen: A-01 (laag voorbeeld_complexen)"
    whole = locate({"gebied": "hele buurt BU00141001"})
    assert (whole.area_codes, whole.reach, whole.geometry) == (("BU00141001",), "buurt", None)
    assert locate({"x": "232790", "y": "583950", "plek_tekst": "omgeving Voorbeeldlaan"}) is None
    found = locate({"plek_tekst": "najaar 2027, omgeving Voorbeeldlaan"})
    assert (_xy(found), found.accuracy, found.remark) == ((232_600, 583_900), "schatting", "place_estimated")
    assert found.street == "Voorbeeldlaan"
    lost = locate({"straat": "Bestaatnietstraat"})
    assert (lost.problem, lost.told, lost.geometry) == ("place_not_found", "Bestaatnietstraat", None)
    outline = PLACE.buurten.set_index("buurtcode").geometry[SELWERD]
    assert all(outline.contains(shape) for shape in [*sample.example_complexes().geometry, found.geometry])


def test_the_example_knows_its_complexes_and_streets_only_where_plans_are_made_up(tmp_path):
    told = [{"complex": "A-02"}, {"straat": "Voorbeeldlaan"}]
    made_up = make_locate(Home(tmp_path), PLACE, made_up=True)
    assert [made_up(words).problem for words in told] == ["", ""]
    real = make_locate(Home(tmp_path), PLACE)
    assert [real(words).problem for words in told] == ["complexes_missing", "place_not_found"]


def test_an_unknown_complex_is_never_skipped_for_something_coarser(locate):
    lost = locate({"complex": "A-04", "straat": "Eikenlaan", "gebied": "Selwerd"})
    assert (lost.problem, lost.geometry, lost.area_codes) == ("complex_unknown", None, ())
    assert lost.told.startswith("A-04 (lijkt op: A-0")
    assert len(lost.candidates) == 3


def test_several_complexes_and_several_layers(home, locate):
    both = locate({"complex": "A-01 en A-02"})
    assert both.geometry.area == pytest.approx(sum(sample.example_complexes().geometry.area[:2]))
    assert locate({"complex": "A-01, B-9"}).problem == "complex_unknown"
    numbers = gpd.GeoDataFrame(
        {"Code": [101.0, 101.0, None], "naam": list("abc")},
        geometry=[shapely.Point(232_500, 583_500), shapely.Point(232_510, 583_500), None],
        crs=RD,
    )
    _layer(home, "getallen", numbers)
    _layer(home, "dubbel", sample.example_complexes().rename(columns={"complexnummer": "Complex_nr"}))
    locate = make_locate(home, PLACE)
    twice = locate({"complex": "A-01"})
    assert (twice.problem, len(twice.candidates)) == ("place_ambiguous", 2)
    points = locate({"complex": "101"})
    assert (points.geometry.geom_type, points.accuracy) == ("MultiPoint", "gebouw")


def test_a_broken_outline_is_not_mended(home):
    bow = shapely.Polygon([(0, 4e5), (10, 4e5 + 10), (10, 4e5), (0, 4e5 + 10)])
    for shapes in ([bow], [bow, bow]):
        frame = gpd.GeoDataFrame({"complexnummer": ["K-1"] * len(shapes)}, geometry=shapes, crs=RD)
        _layer(home, "kruis", frame)
        assert make_locate(home, PLACE)({"complex": "K-1"}).problem == "complex_shape_broken"


def test_without_a_layer_of_complexes_other_words_are_used_and_it_is_said(tmp_path):
    home = Home(tmp_path / "home")
    _table(home, "straten", ROWS)
    locate = make_locate(home, PLACE)
    found = locate({"complex": "A-01", "straat": "Eikenlaan", "huisnummer": "12"})
    assert (_xy(found), found.remark) == ((232_500, 583_500), "complex_not_looked_up")
    assert locate({"complex": "A-01"}).problem == "complexes_missing"
    assert locate({"complex": "A-01", "straat": "Nergenslaan"}).problem == "complexes_missing"
    assert locate({"complex": "n.v.t."}) is None


@pytest.mark.parametrize(
    ("told", "xy", "accuracy"),
    [
        ({"straat": "Eikenlaan", "huisnummer": "12"}, (232_500, 583_500), "adres"),
        ({"straat": "Eikenln", "huisnummer": "12 A"}, (232_505, 583_500), "adres"),
        ({"plek_tekst": "Eikenlaan 14, 9741 AB Groningen"}, (232_520, 583_500), "adres"),
        ({"postcode": "9741 AB", "huisnummer": "14"}, (232_520, 583_500), "adres"),
        ({"postcode": "9741BA"}, (232_560, 583_520), "straat"),
        ({"plek_tekst": "Eikenlaan 12-16"}, (232_520, 583_500), "straat"),
        ({"straat": "Eikenlaan"}, (232_520, 583_500), "straat"),
        ({"plek_tekst": "de hele Eikenlaan"}, (232_520, 583_500), "straat"),
        ({"plek_tekst": "Plein 1992"}, (232_800, 583_800), "straat"),
        ({"straat": "Plein 1992", "huisnummer": "3"}, (232_800, 583_800), "adres"),
        ({"straat": "Kerkstraat", "huisnummer": "1", "plaats": "Haren"}, (236_000, 578_000), "adres"),
        ({"straat": "Kerkstraat", "postcode": "9741"}, (232_700, 583_700), "straat"),
        ({"straat": "Kerkstraat", "gebied": "Selwerd"}, (232_700, 583_700), "straat"),
        ({"postcode": "9741"}, (232_600, 583_600), "wijk"),
        ({"plek_tekst": "t.h.v. Eikenlaan 17"}, (232_540, 583_530), "schatting"),
        ({"plek_tekst": "hoek Eikenlaan/Beukenlaan"}, (232_550, 583_525), "schatting"),
    ],
)
def test_streets_and_addresses_of_the_home(locate, told, xy, accuracy):
    found = locate(told)
    assert (found.problem, found.accuracy) == ("", accuracy)
    assert _xy(found) == pytest.approx(xy, abs=1)
    assert found.reach == "plek"


@pytest.mark.parametrize(
    ("told", "problem", "candidates"),
    [
        ({"straat": "Eikelaan"}, "place_not_found", 1),  # what looks like it is never taken
        ({"straat": "Eikenlaan", "huisnummer": "13"}, "number_unknown", 1),
        ({"straat": "Eikenlaan", "huisnummer": "12b"}, "number_unknown", 1),
        ({"straat": "Eikenlaan", "huisnummer": "hoekhuis"}, "address_unread", 0),
        ({"straat": "Kerkstraat"}, "place_ambiguous", 2),
        ({"straat": "Kerkstraat", "huisnummer": "1"}, "place_ambiguous", 2),
        ({"straat": "Eikenlaan", "plaats": "Haren"}, "place_contradicts", 1),
        ({"straat": "Eikenlaan", "huisnummer": "12", "postcode": "9742XX"}, "place_contradicts", 1),
        ({"straat": "Eikenlaan", "gebied": "De Hoogte"}, "place_contradicts", 2),
        ({"plek_tekst": "Voorbeeldlaan, Schetsstraat"}, "place_contradicts", 1),
        ({"plek_tekst": "hoek Eikenlaan/Nergenslaan"}, "place_not_found", 0),
        ({"plek_tekst": "hoek Eikenlaan/Plein 1992"}, "place_ambiguous", 2),
        ({"plek_tekst": "omgeving Selwerd"}, "place_not_found", 1),
        ({"postcode": "9799"}, "place_not_found", 0),
        ({"gebied": "Selwert"}, "area_name_unknown", 1),
        ({"gebied": "wijk Selwerd"}, "area_name_unknown", 1),
        ({"gebied": "BU99999999"}, "area_unknown", 0),
        ({"straat": "Nergenslaan", "gebied": "Selwerd"}, "place_not_found", 1),
    ],
)
def test_what_is_told_and_not_found_is_a_problem_with_what_it_might_be(locate, told, problem, candidates):
    lost = locate(told)
    assert (lost.problem, lost.geometry, lost.area_codes) == (problem, None, ())
    assert len(lost.candidates) == candidates
    assert lost.told


def test_a_table_that_knows_no_numbers_gives_the_street_and_says_so(locate):
    found = locate({"straat": "Schetsstraat", "huisnummer": "4"})
    assert (found.accuracy, found.remark, _xy(found)) == ("straat", "number_not_in_list", (232_850, 583_700))
    assert locate({"plek_tekst": "Schetsstraat 4, Haren"}).problem == "place_contradicts"


@pytest.mark.parametrize(
    ("told", "codes", "reach"),
    [
        ({"gebied": "Selwerd"}, (SELWERD,), "buurt"),
        ({"gebied": "hele buurt selwerd"}, (SELWERD,), "buurt"),
        ({"plek_tekst": "Selwerd (hele buurt)"}, (SELWERD,), "buurt"),
        ({"gebied": "Paddepoel Noord en Tuinwijk"}, ("BU00141002", "BU00141005"), "buurt"),
        ({"plek_tekst": "wijk Noordwest"}, ("WK001410",), "wijk"),
        ({"gebied": "gemeente Groningen"}, ("GM0014",), "gemeente"),
        ({"plek_tekst": "gemeentebreed"}, ("GM0014",), "gemeente"),
        ({"gebied": "hele buurt", "gebiedscodes": SELWERD}, (), "buurt"),
        ({"gebied": "heel Selwerd", "straat": "Eikenlaan"}, (SELWERD,), "buurt"),
        ({"gebied": "Selwerd", "postcode": "9741"}, (SELWERD,), "buurt"),
    ],
)
def test_names_of_areas_give_codes_of_one_edition(locate, told, codes, reach):
    found = locate(told)
    assert (found.problem, found.area_codes, found.reach, found.accuracy) == ("", codes, reach, reach)
    assert (found.geometry, found.source) == (None, "CBS 2024")


def test_an_area_beside_a_street_stays_with_it(locate):
    for told in ({"straat": "Eikenlaan", "gebied": "Selwerd"}, {"plek_tekst": "Eikenlaan, Selwerd"}):
        found = locate(told)
        assert (found.accuracy, found.area_codes, found.reach) == ("straat", (SELWERD,), "plek")
    own_name = locate({"straat": "Eikenlaan", "gebied": "Wijk 3 Noord"})
    assert (own_name.problem, own_name.remark, own_name.told) == ("", "area_left_out", "Wijk 3 Noord")
    assert locate({"plek_tekst": "Eikenlaan 12, Groningen"}).accuracy == "adres"


def test_one_name_for_two_areas_is_asked_about(home):
    wijken = PLACE.wijken.copy()
    wijken.loc[wijken["wijkcode"] == "WK001410", "wijknaam"] = "Selwerd"
    place = PLACE.__class__(**{**vars(PLACE), "wijken": wijken})
    locate = make_locate(home, place)
    lost = locate({"gebied": "Selwerd"})
    assert lost.problem == "place_ambiguous"
    assert {one.area_codes for one in lost.candidates} == {(SELWERD,), ("WK001410",)}
    assert locate({"gebied": "wijk Selwerd"}).area_codes == ("WK001410",)


def test_postcode_areas_of_an_own_layer(home):
    area = shapely.box(232_000, 583_000, 233_000, 584_000)
    _layer(home, "pc4", gpd.GeoDataFrame({"PC4": [9742]}, geometry=[area], crs=RD))
    found = make_locate(home, PLACE)({"postcode": "9742"})
    assert (found.accuracy, found.source, found.geometry.area) == ("wijk", "Postcode: 9742 (laag pc4)", 1e6)


@pytest.mark.parametrize("told", [{}, {"naam": "Plan"}, {"plek_tekst": "geen plek"}, {"plaats": "Groningen"}])
def test_a_row_without_words_of_a_place(locate, told):
    assert locate(told) is None


@pytest.fixture
def services():
    with replaying() as told:
        yield told


@pytest.fixture
def asking(home, services):
    def make(limits=QUICK):
        folder = home.path / "cache" / "locatieserver"
        return make_locate(
            home, PLACE, service=Locatieserver(folder, DAY, services.address, limits, pause_s=0.0)
        )

    return make


def test_the_service_is_asked_only_for_what_the_home_does_not_have(services, asking):
    services.manners.append(
        serving([address("Schetsstraat", 4, xy=(232_851, 583_701)), street("Iepenlaan"), postcode("9743ZZ")])
    )
    locate = asking()
    for told in (
        {"straat": "Eikenlaan"},
        {"straat": "Kerkstraat"},
        {"gebied": "Selwerd"},
        {"complex": "A-01"},
        {"naam": "Iepenlaan"},
    ):
        locate(told)
    assert services.asked == []
    finer = locate({"straat": "Schetsstraat", "huisnummer": "4", "naam": "Geheim plan"})
    assert (finer.accuracy, finer.source) == ("adres", "PDOK Locatieserver (score 8,2)")
    assert locate({"straat": "Iepenlaan"}).accuracy == "straat"
    assert locate({"postcode": "9743"}).accuracy == "wijk"
    assert locate({"straat": "Schetsstraat", "huisnummer": "6"}).remark == "number_not_in_list"
    assert not any("geheim" in path.casefold() for path in services.asked)


@pytest.mark.parametrize(
    "manner",
    [
        bad.hang,
        bad.drip_body,
        bad.status(429),
        bad.status(500),
        bad.said(b"<html>"),
        bad.said(b""),
        bad.huge,
        bad.status(302, Location="http://127.0.0.1:1/"),
    ],
)
def test_a_service_with_bad_manners_loses_no_row(services, asking, manner):
    services.manners.append(manner)
    locate = asking(SHORT)
    found = [locate({"straat": f"Nergenslaan{number}"}) for number in range(MOST_FAILURES + 5)]
    assert {one.problem for one in found} == {"service_silent"}
    assert [one.told for one in found] == [f"Nergenslaan{number}" for number in range(len(found))]
    assert len({path for path in services.asked if "q=" in path}) <= MOST_FAILURES
    assert locate({"straat": "Eikenlaan"}).problem == ""
