import json
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import geopandas as gpd
import pytest
import shapely

from gis.crs import RD
from gis.errors import SourceError
from gis.sources.place_words import read_address
from gis.sources.services.limits import Limits
from gis.sources.services.locatieserver import Locatieserver
from gis.tables import GEMEENTEN, conform
from gis.workspace import sample
from gis.workspace.geocoding import ask_address, ask_pc4, open_service
from gis.workspace.home import Home
from tests import replay as bad
from tests.locatieserver import address, postcode, reply, street
from tests.replay import replaying

DAY = date(2027, 3, 11)
QUICK = Limits(deadline_s=20, silence_s=20, pause_s=0.01)
HAREN = {"woonplaatsnaam": "Haren Gn", "postcode": "9751AA"}
PLACE = sample.read_place()


@pytest.fixture
def services():
    with replaying() as told:
        yield told


@pytest.fixture
def ask(services, tmp_path):
    def answer(told, docs, *, place=PLACE, how=ask_address):
        services.manners[:] = [bad.said(reply(docs))]
        service = Locatieserver(
            tmp_path / str(len(services.asked)), DAY, services.address, QUICK, pause_s=0.0
        )
        return how(read_address(told), service, place=place)

    return answer


RIGHT = {
    "street, number": ({"straat": "Eikenlaan", "huisnummer": "12"}, address("Eikenlaan", 12), "adres"),
    "with a town": (
        {"straat": "Eikenln.", "huisnummer": "12", "plaats": "groningen"},
        address("Eikenlaan", 12),
        "adres",
    ),
    "postcode, number": ({"postcode": "9741 ab", "huisnummer": "12"}, address("Eikenlaan", 12), "adres"),
    "a letter": ({"plek_tekst": "Eikenlaan 12a"}, address("Eikenlaan", 12, huisletter="A"), "adres"),
    "an addition": (
        {"plek_tekst": "Eikenlaan 12 A-2"},
        address("Eikenlaan", 12, huisletter="A", huisnummertoevoeging=2),
        "adres",
    ),
    "a street": ({"straat": "Eikenlaan"}, street("Eikenlaan"), "straat"),
    "a postcode": ({"postcode": "9741AB"}, postcode("9741AB"), "straat"),
    "a street and postcode": ({"straat": "Eikenlaan", "postcode": "9741AB"}, postcode("9741AB"), "straat"),
    "several numbers": ({"plek_tekst": "Eikenlaan 12-18"}, address("Eikenlaan", 12), "straat"),
    "near": ({"plek_tekst": "omgeving Eikenlaan"}, street("Eikenlaan"), "schatting"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_the_same_is_taken(ask, name):
    told, doc, accuracy = RIGHT[name]
    found = ask(told, [doc, address("Eikendreef", 12, score=8.1)])
    assert (found.problem, found.accuracy, found.street) == ("", accuracy, "Eikenlaan")
    assert (found.geometry.x, found.geometry.y) == (232_500, 583_500)
    assert found.source == "PDOK Locatieserver (score 8,2)"


ELSEWHERE = {"gemeentecode": "1969", "buurtcode": "BU19690101"}
TOLD = {"straat": "Eikenlaan", "huisnummer": "12"}
# Twenty addresses that the service answers with something else, or with more than one: none may be taken.
AMBIGUOUS = {
    "another street": (TOLD, [address("Beukenlaan", 12)], "place_weak"),
    "nearly the street": (TOLD, [address("Eikelaan", 12)], "place_weak"),
    "another number": (TOLD, [address("Eikenlaan", 21)], "place_weak"),
    "only with a letter": (TOLD, [address("Eikenlaan", 12, huisletter="A")], "place_weak"),
    "without the letter": ({"plek_tekst": "Eikenlaan 12a"}, [address("Eikenlaan", 12)], "place_weak"),
    "another letter": (
        {"plek_tekst": "Eikenlaan 12a"},
        [address("Eikenlaan", 12, huisletter="B")],
        "place_weak",
    ),
    "another addition": (
        {"plek_tekst": "Eikenlaan 12-2"},
        [address("Eikenlaan", 12, huisnummertoevoeging="3")],
        "place_weak",
    ),
    "only the street": (TOLD, [street("Eikenlaan")], "place_weak"),
    "a postcode for a street": ({"straat": "Eikenlaan"}, [postcode("9741AB")], "place_weak"),
    "a number as text": (TOLD, [address("Eikenlaan", 12, huisnummer="12")], "place_weak"),
    "another postcode": (
        {**TOLD, "postcode": "9741AB"},
        [address("Eikenlaan", 12, postcode="9742AB")],
        "place_weak",
    ),
    "postcode right, street wrong": (
        {**TOLD, "postcode": "9741AB"},
        [address("Beukenlaan", 12)],
        "place_weak",
    ),
    "postcode right, number wrong": (
        {"postcode": "9741AB", "huisnummer": "12"},
        [address("Eikenlaan", 14)],
        "place_weak",
    ),
    "another town": ({**TOLD, "plaats": "Groningen"}, [address("Eikenlaan", 12, **HAREN)], "place_weak"),
    "two towns of one gemeente": (
        TOLD,
        [address("Eikenlaan", 12), address("Eikenlaan", 12, xy=(236_000, 578_000), **HAREN)],
        "place_ambiguous",
    ),
    "two places in one town": (
        TOLD,
        [address("Eikenlaan", 12), address("Eikenlaan", 12, xy=(233_000, 583_500))],
        "place_ambiguous",
    ),
    "a street in two towns": (
        {"straat": "Eikenlaan"},
        [street("Eikenlaan"), street("Eikenlaan", woonplaatsnaam="Haren Gn")],
        "place_ambiguous",
    ),
    "another gemeente": (TOLD, [address("Eikenlaan", 12, **ELSEWHERE)], "place_elsewhere"),
    "a street elsewhere": (
        {"straat": "Eikenlaan"},
        [street("Eikenlaan", gemeentecode="1969")],
        "place_elsewhere",
    ),
    "a corner": ({"plek_tekst": "hoek Eikenlaan/Beukenlaan"}, [street("Eikenlaan")], "place_weak"),
}


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_of_twenty_ambiguous_addresses_none_is_taken(ask, name):
    told, docs, problem = AMBIGUOUS[name]
    lost = ask(told, docs)
    assert (lost.problem, lost.geometry) == (problem, None)
    assert lost.candidates
    assert all(one.score == 8.2 for one in lost.candidates)
    assert lost.told


def test_there_are_twenty():
    assert len(AMBIGUOUS) == 20


def test_nothing_at_all(ask):
    assert ask(TOLD, []).problem == "place_unknown"


def test_one_address_told_twice_is_one_place(ask):
    found = ask(TOLD, [address("Eikenlaan", 12), address("Eikenlaan", 12, xy=(232_505, 583_500), score=8.1)])
    assert (found.problem, found.geometry.x) == ("", 232_500)


def test_a_point_outside_the_outline_is_elsewhere_whatever_its_code(ask):
    rows = {"gemeentecode": ["GM0014"], "gemeentenaam": ["Groningen"], "jaar": [2024], "omtrek_bron": ["CBS"]}
    outline = shapely.box(232_000, 583_000, 233_000, 584_000)
    gemeenten = gpd.GeoDataFrame(conform(gpd.GeoDataFrame(rows, geometry=[outline], crs=RD), GEMEENTEN))
    place = replace(PLACE, gemeenten=gemeenten)
    assert ask(TOLD, [address("Eikenlaan", 12)], place=place).problem == ""
    far = [address("Eikenlaan", 12, xy=(240_000, 570_000))]
    assert ask(TOLD, far, place=place).problem == "place_elsewhere"


def test_another_buurt_than_ours_is_said(ask):
    found = ask(TOLD, [address("Eikenlaan", 12, buurtcode="BU00141001")])
    assert (found.problem, found.remark) == ("", "buurt_differs")
    assert found.told.endswith(" / Selwerd")
    assert ask(TOLD, [address("Eikenlaan", 12)]).remark == ""


def test_a_postcode_of_four_digits_is_the_one_nearest_to_its_middle(ask):
    told = {"postcode": "9741"}
    docs = [
        postcode("9741AA", xy=(232_000, 583_000)),
        postcode("9741AB", xy=(232_500, 583_500)),
        postcode("9741AC", xy=(233_000, 584_000)),
        postcode("9742AA", xy=(230_000, 583_000)),
        postcode("9741ZZ", xy=(120_000, 480_000), gemeentecode="0363"),
    ]
    found = ask(told, docs, how=ask_pc4)
    assert (found.geometry.x, found.accuracy) == (232_500, "wijk")
    assert ask(told, docs[4:], how=ask_pc4).problem == "place_elsewhere"
    assert ask(told, docs[3:4], how=ask_pc4).problem == "place_unknown"


def test_only_words_of_the_place_are_sent(ask, services):
    ask({**TOLD, "naam": "Geheim plan", "toelichting": "mevrouw De Vries"}, [address("Eikenlaan", 12)])
    (query,) = [parse_qs(urlsplit(path).query) for path in services.asked]
    assert query == {"q": ["eikenlaan 12 groningen"], "fq": ["type:adres"], "rows": ["20"]}


def test_stopping_asks_nothing_more_and_a_full_disk_is_not_the_service_being_silent(services, tmp_path):
    services.manners.append(bad.said(reply([address("Eikenlaan", 12)])))
    stopped = Locatieserver(tmp_path / "a", DAY, services.address, QUICK, stopped=lambda: True)
    assert ask_address(read_address(TOLD), stopped, place=PLACE).problem == "place_not_asked"
    assert (stopped.asked, services.asked) == (0, [])
    (tmp_path / "b").write_text("no folder", encoding="utf-8")
    full = Locatieserver(tmp_path / "b", DAY, services.address, QUICK)
    with pytest.raises(SourceError) as error:
        ask_address(read_address(TOLD), full, place=PLACE)
    assert error.value.code == "not_written"


def test_answers_are_kept_in_the_home(services, tmp_path):
    services.manners.append(bad.said(reply([address("Eikenlaan", 12)])))
    home = Home(tmp_path)
    for _ in range(2):
        service = open_service(home, today=DAY, service_url=services.address)
        assert ask_address(read_address(TOLD), service, place=PLACE).problem == ""
    assert len(services.asked) == 1
    (path,) = (tmp_path / "cache" / "locatieserver").iterdir()
    assert json.loads(path.read_text("utf-8"))["day"] == "2027-03-11"
    assert home.place_folders() == []
