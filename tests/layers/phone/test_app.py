"""What phones in the room can do: hand in one outline, and nothing else."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import geopandas as gpd
import httpx
import pytest
import shapely

from gis.crs import shape_to_wgs84
from gis.register.rounds import FELT, MEANT, Round
from gis.workspace import answers, looks, own_layers, rounds
from gis.workspace.home import Home
from gis.workspace.looks import Look
from gis.workspace.phones import count_busy
from gis.workspace.registers import open_register
from layers.phone import app as phone_app
from layers.phone.app import make_app
from layers.phone.limits import MOST_BYTES, Rate
from layers.phone.words import MOST_CORNERS

HOST = "192.168.1.20:8510"
NOW = datetime(2027, 3, 11, 20)  # noqa: DTZ001 - the peildatum of the example
RING = [(232600, 583300), (233000, 583300), (233000, 583600), (232600, 583600)]
BOW = [RING[0], RING[2], RING[1], RING[3]]


class Phone:
    """Asks the server itself, without a network."""

    def __init__(self, app):
        self.transport = httpx.ASGITransport(app, client=("192.168.1.31", 40_000))

    def ask(self, method, path, **told):
        async def once():
            async with httpx.AsyncClient(transport=self.transport, base_url=f"http://{HOST}") as client:
                return await client.request(method, path, **told)

        with ThreadPoolExecutor(1) as other:  # a browser test may have left a loop running in this thread
            return other.submit(lambda: asyncio.run(once())).result()

    def get(self, path, **told):
        return self.ask("GET", path, **told)

    def post(self, path, **told):
        return self.ask("POST", path, **told)


def ring(corners=RING):
    return [list(place) for place in shape_to_wgs84(shapely.Polygon(corners)).exterior.coords]


def drawing(**other):
    told = {"token": "0" * 32, "ring": ring(), "name": "Selwerd", "role": "bewoner"}
    return {**told, "box": [6.54, 53.22, 6.57, 53.24], "zoom": 15.5, **other}


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


@pytest.fixture
def register(home):
    return open_register(home, "eigen")


def begin(register, **other):
    asked = Round(
        **{"question": FELT, "meeting": "bewonersavond", "gemeente": "GM0014", "year": 2024, **other}
    )
    return rounds.begin(register, asked, organisation="deze werkplek", at=NOW)


@pytest.fixture
def going(register):
    return begin(register)


@pytest.fixture
def phone(home):
    return Phone(make_app(home, host=HOST, now=lambda: NOW))


def test_outline_of_a_phone_comes_in_hidden(phone, register, going):
    answer = phone.post(f"/{going.key}/tekening", json=drawing())
    assert answer.status_code == 201
    assert "blijft verborgen tot iedereen klaar is" in answer.json()["told"]
    one = register.store.drawings()[-1]
    assert (one.name, one.role, one.question, one.meeting) == ("Selwerd", "bewoner", FELT, "bewonersavond")
    assert (one.zoom, one.drawn_on, one.round_id) == (15.5, NOW.date(), going.id)
    assert one.geometry.hausdorff_distance(shapely.Polygon(RING)) < 0.2
    assert answers.see_drawings(register).empty
    assert rounds.see_going(register).count == 1
    register.store.show_round(going.id, at=NOW)
    assert len(answers.see_drawings(register)) == 1


def test_same_message_twice_is_one_drawing_and_two_phones_are_two(phone, register, going):
    for token in ("0" * 32, "0" * 32, "1" * 32):
        assert phone.post(f"/{going.key}/tekening", json=drawing(token=token)).status_code == 201
    assert rounds.see_going(register).count == 2


def test_line_that_crosses_itself_is_mended_and_said(phone, register, going):
    told = phone.post(f"/{going.key}/tekening", json=drawing(ring=ring(BOW))).json()["told"]
    assert told.startswith("De lijn kruiste zichzelf.")
    assert "nu 6,0 ha" in told
    assert register.store.drawings()[-1].geometry.is_valid


def test_name_that_is_asked_about_is_not_the_phones_to_say(phone, register):
    going = begin(register, question=MEANT, name="Selwerd")
    asked = phone.get(f"/{going.key}/vraag").json()
    assert asked["question"] == "Teken het gebied dat u bedoelt als u 'Selwerd' zegt."
    assert not asked["names"]
    assert asked["role"] == "gemeente"
    phone.post(f"/{going.key}/tekening", json=drawing(name="Anders", role="politie"))
    assert register.store.drawings()[-1].name == "Selwerd"


@pytest.mark.parametrize(
    "wrong",
    [
        {"ring": ring()[:3]},
        {"ring": ring()[:-1]},
        {"ring": [[6.5, 53.2]] * (MOST_CORNERS + 1)},
        {"ring": [["6", 53.2]] * 5},
        {"ring": {"type": "Polygon"}},
        {"token": "x"},
        {"token": "../../etc"},
        {"name": "x" * 61},
        {"name": ["Selwerd"]},
        {"role": "x" * 41},
        {"zoom": "diep"},
        {"zoom": True},
        {"box": [1, 2, 3]},
        {"weight": 100},
        {"id": "T01"},
    ],
)
def test_what_is_not_understood_is_not_taken(phone, register, going, wrong):
    assert phone.post(f"/{going.key}/tekening", json=drawing(**wrong)).status_code == 400
    assert rounds.see_going(register).count == 0


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"name": " "}, "De naam van de buurt ontbreekt."),
        ({"name": "jan@voorbeeld.nl"}, "lijkt een gegeven van een persoon"),
        ({"name": "9741 AB 12"}, "lijkt een gegeven van een persoon"),
        ({"role": "burgemeester"}, "De rol 'burgemeester' kennen wij niet."),
        ({"ring": [[6.5, 53.2], [6.51, 53.2], [6.5, 53.2], [6.5, 53.2]]}, "sluit geen gebied in"),
        ({"ring": [[6.5, 53.2], [6.5, 53.20005], [6.50005, 53.2], [6.5, 53.2]]}, "kleiner dan"),
        ({"ring": [[4.8, 52.3], [4.8, 52.4], [4.9, 52.4], [4.8, 52.3]]}, "ver buiten de gemeente"),
        ({"ring": [[100, 10], [100, 11], [101, 11], [100, 10]]}, ""),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_not_kept(phone, register, going, other, words):
    answer = phone.post(f"/{going.key}/tekening", json=drawing(**other))
    assert answer.status_code == 422
    assert words in answer.json()["told"]
    assert rounds.see_going(register).count == 0


def test_only_small_json_is_read(phone, going):
    there = f"/{going.key}/tekening"
    assert phone.post(there, content="{}", headers={"content-type": "text/plain"}).status_code == 415
    assert phone.post(there, data={"token": "x"}).status_code == 415
    kind = {"content-type": "application/json"}
    assert phone.post(there, content="{", headers=kind).status_code == 400
    assert phone.post(there, content="[" * 30_000, headers=kind).status_code == 400
    assert phone.post(there, content=b"\xff\xfe", headers=kind).status_code == 400
    assert phone.post(there, content=b" " * (MOST_BYTES + 1), headers=kind).status_code == 413
    assert phone.ask("PUT", there, json=drawing()).status_code == 405


def test_without_the_key_there_is_nothing(phone, register, going):
    for path in ("/", "/x", f"/{going.key[:-1]}", "/%00", "/kaart/laag/x"):
        assert phone.get(path).status_code == 404
    assert phone.post("/x/tekening", json=drawing()).status_code == 404
    assert phone.get(f"/{going.key}").status_code == 200
    register.store.show_round(going.id, at=NOW)
    for path in (f"/{going.key}", f"/{going.key}/vraag"):
        assert phone.get(path).status_code == 404
    late = phone.post(f"/{going.key}/tekening", json=drawing())
    assert late.status_code == 404
    assert "voorbij" in late.json()["told"]


def test_nothing_that_was_drawn_can_be_read_back(phone, register, going):
    phone.post(f"/{going.key}/tekening", json=drawing(name="Geheimwijk"))
    for path in (f"/{going.key}", f"/{going.key}/vraag"):
        assert "Geheimwijk" not in phone.get(path).text
    for path in ("tekening", "tekeningen", "bezig"):
        assert phone.get(f"/{going.key}/{path}").status_code in {404, 405}


def test_question_holds_no_line_of_cbs_and_no_concept(home, phone):
    going = begin(open_register(home, "voorbeeld"))
    asked = phone.get(f"/{going.key}/vraag")
    assert asked.headers["content-encoding"] == "gzip"
    told = asked.json()
    assert told["question"] == "Teken de buurt waar u zich thuis voelt. Hoe noemt u die?"
    (land,) = told["ground"]
    assert len(land["features"]["features"]) == 1
    assert all(name not in asked.text for name in ("BU0014", "Tuinwijk", "Groot onderhoud"))
    west, south, east, north = told["box"]
    assert 6.5 < west < east < 6.6
    assert 53.2 < south < north < 53.3


def test_own_layer_is_sent_only_when_it_was_chosen(home, phone, register, tmp_path):
    for name in ("water", "complexen"):
        path = tmp_path / f"{name}.geojson"
        frame = gpd.GeoDataFrame({"eigenaar": ["J. Jansen"]}, geometry=[shapely.Polygon(RING)], crs=28992)
        frame.to_file(path)
        own_layers.add_layer(home, path, name=name)
    looks.keep_looks(home, "eigen", [Look("water"), Look("complexen")])
    going = begin(register, layers=("water", "weg"))
    asked = phone.get(f"/{going.key}/vraag")
    assert [one["features"]["features"][0]["properties"]["name"] for one in asked.json()["ground"]] == [
        "",
        "water",
    ]
    assert "Jansen" not in asked.text


def test_page_may_ask_nothing_of_other_machines_unless_the_background_was_chosen(phone, register, going):
    policy = phone.get(f"/{going.key}").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert phone.get(f"/{going.key}").headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in phone.get(f"/{going.key}").headers
    register.store.show_round(going.id, at=NOW)
    other = begin(register, tiles=True)
    policy = phone.get(f"/{other.key}").headers["content-security-policy"]
    assert "img-src 'self' data: https://service.pdok.nl;" in policy


def test_only_known_files_are_sent(phone):
    for name in ("phone.js", "phone.css", "stroke.js", "leaflet.js", "leaflet.css"):
        assert phone.get(f"/bestand/{name}").status_code == 200
    for name in ("app.py", "page.html", "..%2Fapp.py", "map.js"):
        assert phone.get(f"/bestand/{name}").status_code == 404


def test_other_names_and_other_pages_are_refused(phone, going):
    page = f"/{going.key}"
    assert phone.get(page, headers={"host": "boos.example:8510"}).status_code == 404
    answer = phone.post(f"{page}/tekening", json=drawing(), headers={"origin": "http://boos.example"})
    assert answer.status_code == 404
    assert (
        phone.post(f"{page}/tekening", json=drawing(), headers={"origin": f"http://{HOST}"}).status_code
        == 201
    )


def test_one_phone_cannot_flood_the_round(home, register, going, monkeypatch):
    monkeypatch.setattr(phone_app, "DRAWINGS", 3)
    phone = Phone(make_app(home, host=HOST, now=lambda: NOW))
    codes = [
        phone.post(f"/{going.key}/tekening", json=drawing(token=f"{number:032x}")).status_code
        for number in range(5)
    ]
    assert codes == [201, 201, 201, 429, 429]
    assert rounds.see_going(register).count == 3


def test_rate_comes_back_with_time_and_forgets_whom_it_has_not_heard():
    now = [0.0]
    rate = Rate(2, clock=lambda: now[0])
    assert [rate.allows("a") for _ in range(3)] == [True, True, False]
    assert rate.allows("b")
    now[0] += 30
    assert [rate.allows("a") for _ in range(2)] == [True, False]
    for number in range(2_000):
        rate.allows(str(number))
    assert len(rate._left) == 1_000


def test_busy_phones_are_counted_for_the_screen(home, phone, going):
    def say(name, *, busy):
        return phone.post(f"/{going.key}/bezig", json={"phone": name * 32, "busy": busy}).status_code

    assert [say("a", busy=True), say("b", busy=True), say("a", busy=True)] == [204, 204, 204]
    assert count_busy(home, going.id) == 2
    say("a", busy=False)
    assert count_busy(home, going.id) == 1
    assert count_busy(home, "another") == 0
    assert phone.post(f"/{going.key}/bezig", json={"phone": "x", "busy": True}).status_code == 400


def test_what_the_screen_was_told_long_ago_counts_no_more(home, going, monkeypatch):
    path = home.path / "phones" / "busy.json"
    path.parent.mkdir()
    old = datetime.now().timestamp() - timedelta(minutes=2).total_seconds()  # noqa: DTZ005
    path.write_text(json.dumps({"round": going.id, "busy": 3, "at": old}), encoding="utf-8")
    assert count_busy(home, going.id) == 0
    path.write_text("{", encoding="utf-8")
    assert count_busy(home, going.id) == 0
