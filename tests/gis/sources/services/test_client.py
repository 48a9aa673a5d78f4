import asyncio
import gzip
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from gis.errors import SourceError
from gis.sources.services import leefbaarometer, pdok
from gis.sources.services.addresses import CBS, PDOK
from gis.sources.services.client import Client
from gis.sources.services.gemeente import STEPS, ask_gemeente
from gis.sources.services.limits import Limits
from tests import replay as bad
from tests.replay import replaying

QUICK = Limits(deadline_s=20, silence_s=20, pause_s=0.01, most_bytes=2_000_000, most_pages=6)
SHORT = Limits(deadline_s=0.4, silence_s=20, pause_s=0.01)
BOX = (231_000, 582_000, 236_000, 585_000)


@pytest.fixture
def services():
    with replaying() as told:
        yield told


def _client(services, limits=QUICK, **options):
    return Client(services.address, limits, **options)


def _ask(services, limits=QUICK, **options):
    return ask_gemeente(_client(services, limits, **options), "GM0014", year=2024)


def _refused(call, *arguments, **options):
    with pytest.raises(SourceError) as error:
        call(*arguments, **options)
    return error.value


def test_everything_asked_is_of_one_gemeente_and_says_who_asks(services):
    told = []
    asked = _ask(services, tell=told.append)
    assert [(read.name, read.layer, len(read.frame)) for read in asked.reads] == [
        ("PDOK", "gemeenten", 1),
        ("PDOK", "wijken", 1),
        ("PDOK", "buurten", 4),  # the lake too: it is left out where files' lakes are
        ("Leefbaarometer", "gemeentescore24", 1),
        ("Leefbaarometer", "wijkscore24", 1),
        ("Leefbaarometer", "buurtscore24", 3),
        ("CBS", "85984NED", 3),
    ]
    assert asked.neighbours.frame["gemeentecode"].tolist() == ["GM1952"]
    assert (asked.measured, asked.lacking) == (2024, ())
    assert all(agent.startswith("Koppelkaart/") for agent in services.agents)
    assert all(read.address.startswith(services.address) and len(read.sha256) == 64 for read in asked.reads)
    assert {progress.step for progress in told} == set(STEPS)
    assert [one.bytes for one in told] == sorted(one.bytes for one in told)
    assert max(one.features for one in told if one.step == "buurten") == 4


def test_it_can_be_asked_where_a_loop_runs_already(services):
    async def inside():
        return _ask(services)

    with ThreadPoolExecutor(1) as other:  # a browser test may have left a loop running in this thread
        assert other.submit(asyncio.run, inside()).result().lacking == ()


def test_a_filter_that_is_left_aside_changes_nothing(services):
    def forget(handler):
        handler.path = handler.path.replace("gemeentecode=GM0014", "f=json")
        return False

    services.manners.append(forget)
    assert _ask(services).reads[0].frame["gemeentecode"].tolist() == ["GM0014"]


@pytest.mark.parametrize("manner", [bad.hang, bad.drip_head, bad.drip_body])
@pytest.mark.parametrize("path", ["collections/gemeenten", "lbm3"])
def test_the_deadline_ends_what_does_not_end_itself(services, manner, path):
    services.manners.append(bad.only(path, manner))
    limits = SHORT if path == "collections/gemeenten" else Limits(deadline_s=1.5, pause_s=0.01)
    assert _refused(_ask, services, limits).code == "service_too_slow"


def test_silence_is_tried_again_and_then_told(services):
    services.manners.append(bad.only("lbm3", bad.hang))
    error = _refused(_ask, services, Limits(deadline_s=20, silence_s=0.1, pause_s=0.01))
    assert (error.code, error.facts["service"]) == ("service_too_slow", "Leefbaarometer")
    assert sum("lbm3" in path for path in services.asked) == 3


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_service_is_asked_twice_more(services, status):
    services.manners.append(bad.only("buurten/items", bad.status(status, Retry_After="0"), times=2))
    assert len(_ask(services).reads) == 7


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418])
def test_a_refusal_is_a_refusal(services, status):
    services.manners.append(bad.only("buurten/items", bad.status(status)))
    error = _refused(_ask, services)
    assert (error.code, error.facts["status"]) == ("service_refused", status)
    assert sum("buurten/items" in path for path in services.asked) == 1


def test_three_times_busy_is_a_refusal(services):
    services.manners.append(bad.status(503))
    assert _refused(_ask, services).facts["status"] == 503
    assert len(services.asked) == 3


@pytest.mark.parametrize("when", ["3600", "Wed, 21 Oct 2099 07:28:00 GMT"])
def test_a_pause_longer_than_the_deadline_is_not_waited_for(services, when):
    services.manners.append(bad.status(429, Retry_After=when))
    assert _refused(_ask, services).facts["status"] == 429
    assert len(services.asked) == 1


@pytest.mark.parametrize("when", ["0", "Wed, 21 Oct 2015 07:28:00 GMT", "straks"])
def test_a_pause_in_any_writing(services, when):
    services.manners.append(bad.only("wijken/items", bad.status(429, Retry_After=when), times=1))
    assert len(_ask(services).reads) == 7


def test_a_connection_that_breaks_is_tried_again(services):
    services.manners.append(bad.only("wijken/items", bad.hang_up, times=2))
    assert len(_ask(services).reads) == 7
    services.manners.append(bad.hang_up)
    assert _refused(_ask, services).code == "service_unreachable"


def test_nobody_there():
    with replaying() as gone:
        address = gone.address
    client = Client(address, QUICK)
    assert _refused(ask_gemeente, client, "GM0014", year=2024).code == "service_unreachable"


@pytest.mark.parametrize("manner", [bad.huge, bad.announced_huge])
def test_more_than_the_cap_is_not_read(services, manner):
    services.manners.append(bad.only("lbm3", manner))
    client = _client(services)
    assert _refused(ask_gemeente, client, "GM0014", year=2024).code == "service_too_large"
    assert client.progress.bytes <= QUICK.most_bytes


def test_what_unpacks_to_more_than_the_cap_is_not_read(services):
    packed = gzip.compress(bytes(20_000_000))
    services.manners.append(bad.only("lbm3", bad.said(packed, Content_Encoding="gzip")))
    assert _refused(_ask, services).code == "service_too_large"


@pytest.mark.parametrize(
    "body",
    [
        bad.XML,
        b"",
        b"\xff\xfe\x00",
        b"<html>",
        b"[" * 100_000,
        b"[]",
        b'{"features": null}',
        b'{"features": [1]}',
        b'{"features": [{"type": "Feature"}]}',
        b'{"features": [{"properties": {"id": "BU00141000", "kscore": NaN}}]}',
    ],
)
@pytest.mark.parametrize("path", ["lbm3", "buurten/items"])
def test_an_answer_of_another_form_is_told_as_such(services, body, path):
    services.manners.append(bad.only(path, bad.said(body)))
    assert _refused(_ask, services).code == "service_changed"


def test_rubbish_that_says_it_is_packed(services):
    services.manners.append(bad.said(b"no gzip", Content_Encoding="gzip"))
    assert _refused(_ask, services).code == "service_changed"


@pytest.mark.parametrize("where", ["http://192.0.2.1/", "/elders", "//192.0.2.1/x"])
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(services, where, status):
    services.manners.append(bad.status(status, Location=where))
    assert _refused(_ask, services).code == "service_changed"
    assert len(services.asked) == 1


@pytest.mark.parametrize(
    "link",
    [
        "http://192.0.2.1/x",
        "https://api.pdok.nl.elders.example/x",
        "ftp://api.pdok.nl/x",
        "http://[",
        "//x/y",
    ],
)
def test_a_next_link_to_another_host_is_refused(services, link):
    told = {"features": bad.buurten(), "links": [{"rel": "next", "href": link}]}
    services.manners.append(bad.only("buurten/items", bad.said(told, Content_Crs=bad.RD_URI)))
    assert _refused(_ask, services).code == "service_changed"


def test_next_links_that_go_in_circles_end(services):
    def circle(handler):
        handler.say({"features": bad.buurten(), "links": [{"rel": "next", "href": handler.path}]})
        return True

    services.manners.append(bad.only("buurten/items", circle))
    assert _refused(_ask, services).code == "service_changed"
    assert sum("buurten/items" in path for path in services.asked) <= 2


def test_next_links_without_end_end(services):
    def onward(handler):
        link = f"{bad.REAL}{handler.path}1"
        handler.say({"features": bad.buurten(), "links": [{"rel": "next", "href": link}]})
        return True

    services.manners.append(bad.only("buurten/items", onward))
    assert _refused(_ask, services).code == "service_changed"
    assert sum("buurten/items" in path for path in services.asked) == QUICK.most_pages


def test_degrees_are_never_taken_for_metres(services):
    degrees = {"features": [bad.in_degrees(one) for one in bad.buurten()]}
    for headers in (
        {},
        {"Content_Crs": f"<{bad.RD_URI}>"},
        {"Content_Crs": "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"},
    ):
        services.manners[:] = [bad.only("buurten/items", bad.said(degrees, **headers))]
        assert _refused(_ask, services).code == "service_changed"
    metres = {"features": bad.buurten()}
    services.manners[:] = [bad.only("buurten/items", bad.said(metres))]  # no header, but metres
    assert len(_ask(services).reads) == 7


def test_pages_of_scores_stop_whatever_the_service_does(services, monkeypatch):
    def scores_of(limits=QUICK):
        client = _client(services, limits)
        read = leefbaarometer.ask_scores(client, "buurt", gemeentecode="GM0014", measured=2024, box=BOX)
        return read.frame["id"].tolist()

    mine = ["BU00141000", "BU0014AB10", "BU00147777"]
    monkeypatch.setattr(leefbaarometer, "_COUNT", 2)
    assert scores_of() == mine
    assert ["startIndex" in path for path in services.asked] == [False, True, True]
    four = bad.scores("buurt")
    services.manners[:] = [bad.said({"features": four, "numberMatched": 4})]  # count is left aside
    assert scores_of() == mine
    services.manners[:] = [bad.said({"features": four[:2], "numberMatched": "unknown"})]  # startIndex is
    assert scores_of() == mine[:2]
    services.manners[:] = [bad.said({"features": four[:2], "numberMatched": 4})]
    assert _refused(scores_of).code == "service_changed"  # half of it is not an answer


def test_what_a_gemeente_can_do_without_may_fail(services):
    services.manners += [bad.only("TypedDataSet", bad.said(bad.XML)), bad.only("bbox-crs", bad.status(400))]
    asked = _ask(services)
    assert [error.code for error in asked.lacking] == ["service_changed", "service_refused"]
    assert asked.neighbours is None
    assert len(asked.reads) == 6


@pytest.mark.parametrize("path", ["collections/gemeenten", "lbm3", "TypedDataSet"])
def test_a_fetch_can_be_stopped_while_it_waits(services, path):
    stop = threading.Event()

    def wait(handler):
        stop.set()
        return bad.hang(handler)

    services.manners.append(bad.only(path, wait))
    assert _refused(_ask, services, stopped=stop.is_set).code == "fetch_cancelled"


@pytest.mark.parametrize("gemeente", ["Groningen", "GM14", "GM0014'", "gm0014", ""])
def test_what_is_no_code_is_not_asked(services, gemeente):
    assert _refused(ask_gemeente, _client(services), gemeente, year=2024).code == "gemeente_unknown"
    assert services.asked == []


def test_a_gemeente_that_is_not_there(services):
    assert _refused(ask_gemeente, _client(services), "GM9999", year=2024).code == "gemeente_unknown"


def test_a_year_without_boundaries_is_not_asked(services):
    assert _refused(ask_gemeente, _client(services), "GM0014", year=2019).code == "year_not_served"
    assert services.asked == []


@pytest.mark.parametrize("year", pdok.EDITIONS)
def test_scores_are_of_the_newest_measurement_not_newer_than_the_boundaries(services, year):
    services.manners.append(bad.only("lbm3", bad.status(404)))
    _refused(ask_gemeente, _client(services), "GM0014", year=year)
    assert f"score{year % 100 // 2 * 2}" in services.asked[-1]


@pytest.mark.parametrize(
    "told",
    [
        "",
        "127.0.0.1:80",
        "ftp://naam",
        "http://",
        "http://naam/pad",
        "http://naam?x",
        "http://een:twee",
        "http://wie@naam",
    ],
)
def test_an_address_in_place_of_the_services_is_scheme_and_host_only(told):
    assert _refused(Client, told).code == "service_url_unknown"


def test_only_scheme_and_host_are_replaced():
    client = Client("http://127.0.0.1:8080/")
    assert client.place(f"{PDOK}/a/b?c=d") == "http://127.0.0.1:8080/a/b?c=d"
    assert client.place(f"{CBS}/x") == "http://127.0.0.1:8080/x"
    assert Client().place(f"{CBS}/x") == f"{CBS}/x"


@pytest.mark.parametrize(
    "address", ["http://192.0.2.1/x", "http://api.pdok.nl/x", "https://api.pdok.nl@elders.example/"]
)
def test_no_other_host_is_ever_asked(address):
    assert _refused(Client().ask, address, service="PDOK").code == "service_changed"
