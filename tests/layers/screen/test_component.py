from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from layers.screen.component import MapEvent, read_event
from layers.screen.editing import Edit, Edited

POINT = {"type": "Point", "coordinates": [6.55, 53.24]}


def test_page_with_a_map_runs_without_a_browser() -> None:
    app = AppTest.from_file(
        str(Path(__file__).parents[2] / "browser" / "apps" / "map_app.py"), default_timeout=20
    )
    app.run()
    assert not app.exception
    assert [code.value for code in app.code] == ["GELIJK true", "KLIK null", "VORM null"]


def test_nothing_told_is_nothing_done() -> None:
    assert read_event({}) == MapEvent()
    assert read_event({"clicked": None, "edited": None}) == MapEvent()


def test_click_beside_everything_still_has_a_place() -> None:
    event = read_event({"clicked": {"layer": None, "id": None, "at": [6.5, 53]}})
    assert event == MapEvent(at=(6.5, 53.0))


def test_edited_is_read() -> None:
    told = {"key": "k", "edits": [{"id": "vorm", "state": "new", "geometry": POINT}], "cut": None}
    assert read_event({"edited": told}) == MapEvent(edited=Edited("k", (Edit("vorm", "new", POINT),)))


@pytest.mark.parametrize(
    "told",
    [
        {"clicked": "everything"},
        {"clicked": {"layer": 1, "id": "a", "at": [6.5, 53.2]}},
        {"clicked": {"layer": "a", "id": ["a"], "at": [6.5, 53.2]}},
        {"clicked": {"layer": "a", "id": "a", "at": [6.5]}},
        {"clicked": {"layer": "a", "id": "a", "at": [float("nan"), 53.2]}},
        {"edited": {"type": "FeatureCollection", "features": []}},
        {"edited": "POINT (1 2)"},
    ],
)
def test_what_is_not_understood_did_not_happen(told: dict[str, object]) -> None:
    assert read_event(told) == MapEvent()
