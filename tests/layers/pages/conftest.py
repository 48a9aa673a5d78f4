"""The whole app in AppTest, on a home of its own, with or without a map that tells what was clicked."""

import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest, app_test

from gis.workspace.home import Home
from gis.workspace.registers import WORKSPACES, open_register
from layers.screen.component import MapEvent
from layers.ui import chances, map_view
from tests.layers.pages.screens import ROOT

APP = str(ROOT / "streamlit_app.py")


@pytest.fixture(scope="session")
def example() -> Iterator[Home]:
    """A home that is looked at by many tests and changed by none: what it shows stays cached between them."""
    folder = Path(tempfile.mkdtemp(prefix="example-"))
    home = Home(folder)
    before = {name: open_register(home, name).store.revision for name in WORKSPACES}
    yield home
    after = {name: open_register(home, name).store.revision for name in WORKSPACES}
    shutil.rmtree(folder)
    assert after == before


@pytest.fixture(scope="session", autouse=True)
def _read_once():
    """Every AppTest scans all packages, and every run reads the scripts; a server does so once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests)
        )
        patch.setattr(app_test, "ScriptCache", cache(app_test.ScriptCache))
        yield


@pytest.fixture(autouse=True)
def _settings(example, monkeypatch):
    monkeypatch.setenv("KOPPELKAART_HOME", str(example.path))
    monkeypatch.delenv("KOPPELKAART_WORKSPACE", raising=False)
    monkeypatch.delenv("KOPPELKAART_ORG", raising=False)


@pytest.fixture
def home(example, tmp_path, monkeypatch):
    """A home of this test alone, to change or to break."""
    shutil.copytree(example.path, tmp_path / "home")
    monkeypatch.setenv("KOPPELKAART_HOME", str(tmp_path / "home"))
    return Home(tmp_path / "home")


@pytest.fixture(scope="session")
def known_pages(example):
    """The pages by their hash, which an AppTest knows after a run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KOPPELKAART_HOME", str(example.path))
        return AppTest.from_file(APP, default_timeout=60).run()._registered_pages


@pytest.fixture
def visit(known_pages):
    """Open a page, with what stands in the address bar."""

    def open_page(name="map", **address):
        screen = AppTest.from_file(APP, default_timeout=60)
        for key, value in address.items():
            screen.query_params[key] = value
        screen._registered_pages = known_pages  # so that the map is not drawn first
        screen.switch_page(f"layers/pages/{name}.py").run()
        assert not screen.exception
        return screen

    return open_page


@pytest.fixture
def on_map(monkeypatch):
    """A map that tells the `events` waiting for it, one per run, and keeps what it was `told` last."""
    kept = SimpleNamespace(events=[], told={}, layers=[])

    def show_map(layers, **told):
        kept.layers, kept.told = list(layers), told
        return kept.events.pop(0) if kept.events else MapEvent()

    monkeypatch.setattr(map_view, "show_map", show_map)
    return kept


@pytest.fixture
def on_cards(monkeypatch):
    """Lists of cards that tell the `clicks` waiting for them by key, and keep what they were `told` last."""
    kept = SimpleNamespace(clicks={}, told={})

    def show_cards(cards, *, key, **_):
        kept.told[key] = list(cards)
        return kept.clicks.pop(key, None)

    monkeypatch.setattr(chances, "show_cards", show_cards)
    return kept


@pytest.fixture
def offered(monkeypatch):
    """What the download buttons offer: a function that makes the bytes, by label."""
    files = {}

    def offer(label, data, **_):
        files[label] = data if callable(data) else lambda: data

    monkeypatch.setattr(st, "download_button", offer)
    return files
