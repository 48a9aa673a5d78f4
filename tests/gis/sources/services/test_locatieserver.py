import json
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from gis.errors import SourceError
from gis.sources.services.limits import Limits
from gis.sources.services.locatieserver import MOST_FAILURES, Locatieserver
from tests import replay as bad
from tests.locatieserver import PATH, address, reply, serving, street
from tests.replay import replaying

DAY = date(2027, 3, 11)
QUICK = Limits(deadline_s=20, silence_s=20, pause_s=0.01, most_bytes=1_000_000)
SHORT = Limits(deadline_s=0.4, silence_s=20, pause_s=0.01)
EIKENLAAN = [address("Eikenlaan", 12), address("Eikenlaan", 12, huisletter="A"), street("Eikenlaan")]


@pytest.fixture
def services():
    with replaying() as told:
        yield told


@pytest.fixture
def ask(services, tmp_path):
    def make(**changes):
        told = {"service_url": services.address, "limits": QUICK, "pause_s": 0.0, **changes}
        return Locatieserver(tmp_path / "answers", told.pop("today", DAY), **told)

    return make


def test_an_answer_is_read_whole_and_only_documented_parameters_are_sent(services, ask):
    services.manners.append(serving(EIKENLAAN))
    first, second = ask().search(" Eikenlaan  12, GRONINGEN", kind="adres")
    assert (first.street, first.number, first.addition, second.addition) == ("Eikenlaan", 12, "", "a")
    assert (first.postcode, first.town, first.gemeentecode) == ("9741AB", "Groningen", "0014")
    assert (first.x, first.y, first.score, first.buurtcode) == (232_500.0, 583_500.0, 8.2, "BU00141000")
    (asked,) = map(urlsplit, services.asked)
    assert asked.path == PATH
    assert parse_qs(asked.query) == {"q": ["eikenlaan 12 groningen"], "fq": ["type:adres"], "rows": ["20"]}


def test_a_kept_answer_makes_no_question_until_it_is_old(services, ask, tmp_path):
    services.manners.append(serving(EIKENLAAN))
    fresh = ask().search("Eikenlaan 12", kind="adres")
    assert ask().search("eikenlaan, 12", kind="adres") == fresh
    assert ask(today=DAY + timedelta(days=90)).search("Eikenlaan 12", kind="adres") == fresh
    assert len(services.asked) == 1
    ask().search("Eikenlaan 12", kind="weg")
    ask(today=DAY + timedelta(days=91)).search("Eikenlaan 12", kind="adres")
    assert len(services.asked) == 3
    told = [json.loads(path.read_text("utf-8")) for path in (tmp_path / "answers").iterdir()]
    assert all(set(one) == {"question", "day", "answer"} for one in told)


def test_a_kept_answer_that_was_tampered_with_is_asked_again(services, ask, tmp_path):
    services.manners.append(serving(EIKENLAAN))
    fresh = ask().search("Eikenlaan 12", kind="adres")
    (path,) = (tmp_path / "answers").iterdir()
    told = json.loads(path.read_text("utf-8"))
    for wrong in (
        {**told, "answer": [{**told["answer"][0], "centroide_rd": "POINT(6.5 53.2)"}]},
        {**told, "question": "iets anders"},
        {**told, "day": "2028-01-01"},
        [],
    ):
        path.write_text(json.dumps(wrong), encoding="utf-8")
        services.asked.clear()
        assert ask().search("Eikenlaan 12", kind="adres") == fresh
        assert len(services.asked) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"centroide_rd": "POINT(6.57 53.21)"},
        {"centroide_rd": "POINT(1.2.3 583500)"},
        {"centroide_rd": None},
        {"score": -1},
        {"score": True},
        {"score": "8.2"},
    ],
)
def test_an_answer_out_of_range_is_left_out(services, ask, changes):
    services.manners.append(serving([*EIKENLAAN, address("Eikenlaan", 14, **changes)]))
    assert len(ask().search("Eikenlaan", kind="adres")) == 2
    services.manners[:] = [serving([address("Eikenlaan", 14, **changes)])]
    with pytest.raises(SourceError) as error:
        ask().search("Eikenlaan 14", kind="adres")
    assert error.value.code == "service_changed"


BAD_MANNERS = {
    "hang": (bad.hang, "service_too_slow"),
    "drip of headers": (bad.drip_head, "service_too_slow"),
    "drip": (bad.drip_body, "service_too_slow"),
    "busy": (bad.status(429), "service_refused"),
    "come back in an hour": (bad.status(429, Retry_After="3600"), "service_refused"),
    "broken": (bad.status(500), "service_refused"),
    "unknown": (bad.status(404), "service_refused"),
    "rubbish": (bad.said(b"<html>"), "service_changed"),
    "xml": (bad.said(bad.XML), "service_changed"),
    "empty": (bad.said(b""), "service_changed"),
    "other json": (bad.said({"response": {"docs": "x"}}), "service_changed"),
    "docs of nothing": (bad.said({"response": {"docs": [1, {}]}}), "service_changed"),
    "not a number": (bad.said(b'{"response": NaN}'), "service_changed"),
    "huge": (bad.huge, "service_too_large"),
    "announced huge": (bad.announced_huge, "service_too_large"),
    "redirect": (bad.status(302, Location="http://127.0.0.1:1/"), "service_changed"),
    "hang up": (bad.hang_up, "service_unreachable"),
}


@pytest.mark.parametrize("manner", BAD_MANNERS)
def test_bad_manners_end_in_time_and_are_not_kept(services, ask, manner, tmp_path):
    behave, code = BAD_MANNERS[manner]
    services.manners.append(behave)
    with pytest.raises(SourceError) as error:
        ask(limits=SHORT if "slow" in code else QUICK).search("Eikenlaan 12", kind="adres")
    assert error.value.code == code
    assert not list((tmp_path / "answers").glob("*"))


def test_busy_once_is_asked_again(services, ask):
    services.manners += [bad.only(PATH, bad.status(503, Retry_After="0"), times=2), serving(EIKENLAAN)]
    assert len(ask().search("Eikenlaan 12", kind="adres")) == 2
    assert len(services.asked) == 3


def test_after_three_failures_in_a_row_it_is_not_asked_any_more(services, ask):
    service = ask()
    services.manners.append(serving(EIKENLAAN))
    service.search("Eikenlaan 12", kind="adres")
    services.manners.insert(0, bad.only(PATH, bad.status(404), times=2))
    for words in ("Beukenlaan", "Iepenlaan"):
        with pytest.raises(SourceError):
            service.search(words, kind="weg")
    service.search("Eikenlaan", kind="weg")  # an answer between: the count begins again
    services.manners.insert(0, bad.status(404))
    for number in range(MOST_FAILURES + 2):
        with pytest.raises(SourceError) as error:
            service.search(f"Dennenlaan {number}", kind="adres")
    assert error.value.code == "service_silent"
    assert len(services.asked) == 4 + MOST_FAILURES
    assert len(service.search("Eikenlaan 12", kind="adres")) == 2  # what was kept is still known


def test_nothing_found_is_an_answer(services, ask):
    services.manners.append(bad.said(reply([])))
    assert ask().search("Eikenlaan 12", kind="adres") == ()
    assert ask().search("Eikenlaan 12", kind="adres") == ()
    assert len(services.asked) == 1


def test_stopping_ends_the_question_and_does_not_count(services, ask):
    services.manners.append(bad.hang)
    service = ask(stopped=lambda: True)
    with pytest.raises(SourceError) as error:
        service.search("Eikenlaan", kind="weg")
    assert (error.value.code, service.failures) == ("fetch_cancelled", 0)


def test_no_more_than_five_questions_per_second(services, ask, monkeypatch):
    slept = []
    monkeypatch.setattr("gis.sources.services.locatieserver.time.sleep", slept.append)
    services.manners.append(serving(EIKENLAAN))
    one, other = ask(pause_s=0.2), ask(pause_s=0.2)  # two people at once share the turns
    for number in range(3):
        one.search(f"Eikenlaan {number}", kind="weg")
        other.search(f"Eikenlaan {number}", kind="postcode")
    assert sum(slept[1:]) > 0
    assert slept[-1] > 0.5


def test_another_scheme_and_host_only(ask):
    with pytest.raises(SourceError) as error:
        ask(service_url="http://127.0.0.1:1/pad").search("Eikenlaan", kind="weg")
    assert error.value.code == "service_url_unknown"
