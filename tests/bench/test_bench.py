"""The figures keep working: made data, sums, and both apps with few activities."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from bench import clicks, load, outlines, perceived
from bench.apps import App, serve_apps
from bench.clicks import Visit
from bench.made import fill_home, make_activities
from gis.workspace import sample
from gis.workspace.home import Home
from gis.workspace.registers import OWN, open_register
from tests.browser.harness import browse, need_browser
from tests.homes import VOCABULARY

FEW = 40


def test_made_activities_are_the_same_each_time_and_an_eighth_is_of_one_theme():
    place = sample.read_place()
    made = make_activities(800, place=place, vocabulary=VOCABULARY)
    assert made == make_activities(800, place=place, vocabulary=VOCABULARY)
    groups = [VOCABULARY.themes[one.theme].group for one in made]
    assert groups.count("W") == 100
    outlines = place.buurten.geometry.union_all()
    assert all(outlines.contains(one.geometry) for one in made[:FEW])


def test_made_register_opens_as_any_other(tmp_path):
    home = Home(tmp_path)
    made = make_activities(FEW, place=sample.read_place(), vocabulary=VOCABULARY)
    fill_home(home, made)
    register = open_register(home, OWN)
    assert register.store.activities() == made
    assert register.store.begun


def test_percentiles_are_measured_values():
    assert load.percentiles([0.1 * number for number in range(1, 21)])[1] == pytest.approx(2.0)
    assert load.percentiles([3.0, 1.0, 2.0]) == (2.0, 3.0)


def test_ratio_is_plain_by_ours():
    lines = list(clicks.tell(1_000, ours=Visit(100, 50, 20, 1_000), plain=Visit(200, 50, 400, 50_000)))
    assert lines[2].endswith("20 ms / plain 400 ms = 20.0 times")
    assert lines[3].endswith("= 50.0 times")


def test_bytes_of_the_outlines_are_told_per_level(monkeypatch):
    monkeypatch.delenv("KOPPELKAART_REAL_DATA", raising=False)
    head, *levels, lacking = outlines.measure()
    assert head.endswith("39 buurten, of which 0 do not share their edge with a neighbour")
    assert [line.split(" m ")[0].strip() for line in levels] == ["25", "5", "0"]
    assert "KOPPELKAART_REAL_DATA" in lacking


def test_band_is_that_of_plain_unions():
    *_, last = perceived.measure(drawings=12, replicates=8, timed=3)
    assert "differs in 0.000 % of the cells" in last


@pytest.fixture(scope="module")
def apps() -> Iterator[list[App]]:
    """Our app, and the plain one where streamlit-folium is installed."""
    with serve_apps(FEW) as served:
        yield served


def test_sessions_filter_without_errors(apps):
    for app in apps:
        run = _apart(partial(asyncio.run, load.crowd(app, sessions=2, reruns=2, think_s=0.1)))
        assert run.errors == []
        assert len(run.rerun_s) == 4
        assert "2 sessions" in load.tell(app, run, 2)


@pytest.mark.browser
def test_visit_sees_every_activity_come_back(apps):
    need_browser()

    def visit_each():
        with browse() as browser:
            return [clicks.visit(browser, app) for app in apps]

    for taken in _apart(visit_each):
        assert min(taken.first_ms, taken.filter_ms, taken.back_ms, taken.back_bytes) > 0


def _apart(work):
    """Work in a thread of its own: the browser of other tests keeps a loop in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(work).result()
