"""A fetch beside the screen: without a screen."""

import threading

import pytest

from gis.errors import SourceError
from gis.sources.services.client import Progress
from layers.ui import errand

SESSION = "geheim"


@pytest.fixture(autouse=True)
def _alone():
    yield
    errand.forget(SESSION)


def _until_done(sent):
    sent._thread.join(20)
    assert not sent.running


def test_it_tells_how_far_it_is_and_what_came_of_it():
    go, seen = threading.Event(), threading.Event()

    def work(tell, _):
        tell(Progress("buurten", 3, 8))
        seen.set()
        go.wait(20)
        return "opgehaald"

    errand.start(SESSION, work)
    sent = errand.of(SESSION)
    assert seen.wait(20)
    assert (sent.running, sent.progress.step, sent.found) == (True, "buurten", None)
    go.set()
    _until_done(sent)
    assert (sent.found, sent.error) == ("opgehaald", None)


def test_a_fault_is_kept_for_the_screen():
    def work(*_):
        raise SourceError("service_unreachable", service="PDOK", reason="")

    errand.start(SESSION, work)
    sent = errand.of(SESSION)
    _until_done(sent)
    assert (sent.found, sent.error.code) == (None, "service_unreachable")


def test_forgetting_stops_it_and_a_new_one_takes_its_place():
    def work(_, stopped):
        while not stopped():
            threading.Event().wait(0.01)

    errand.start(SESSION, work)
    first = errand.of(SESSION)
    errand.start(SESSION, work)
    _until_done(first)
    second = errand.of(SESSION)
    assert second is not first
    errand.forget(SESSION)
    _until_done(second)
    assert errand.of(SESSION) is None


def test_the_oldest_session_is_forgotten_when_there_are_many(monkeypatch):
    monkeypatch.setattr(errand, "_MOST", 2)
    for name in ("a", "b", "c"):
        errand.start(name, lambda *_: None)
    assert errand.of("a") is None
    assert errand.of("c") is not None
    errand.forget("b")
    errand.forget("c")
