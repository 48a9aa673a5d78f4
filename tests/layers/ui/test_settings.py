"""The environment, and the consent that is remembered."""

from pathlib import Path

from gis.workspace.home import Home
from layers.ui.settings import background_allowed, keep_background, read_settings


def test_home_of_the_environment_and_of_the_caller(monkeypatch):
    monkeypatch.setenv("KOPPELKAART_HOME", "/ergens")
    monkeypatch.setenv("KOPPELKAART_ORG", "")
    monkeypatch.setenv("KOPPELKAART_WORKSPACE", "eigen")
    monkeypatch.setenv("KOPPELKAART_SERVICE_URL", "http://127.0.0.1:1")
    settings = read_settings()
    assert (settings.home.path, settings.organisation, settings.workspace) == (
        Path("/ergens"),
        None,
        "eigen",
    )
    assert settings.service_url == "http://127.0.0.1:1"
    assert read_settings(home=Path("/elders")).home.path == Path("/elders")


def test_consent_is_remembered_and_can_be_taken_back(tmp_path):
    home = Home(tmp_path / "nieuw")
    assert not background_allowed(home)
    keep_background(home, allowed=False)
    assert not background_allowed(home)
    keep_background(home, allowed=True)
    assert background_allowed(home)
    keep_background(home, allowed=False)
    assert not background_allowed(home)
