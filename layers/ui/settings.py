"""The environment, read once, as one frozen value."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from gis.workspace.home import Home

_CONSENT = "achtergrondkaart_toegestaan"  # this file in the home is the consent


@dataclass(frozen=True)
class Settings:
    """Where the user's data lie, for whom the program works when nobody says otherwise, whom it asks.

    `service_url` stands in for the hosts of the national services; None asks those themselves.
    """

    home: Home
    organisation: str | None
    workspace: str | None
    service_url: str | None = None


def read_settings(*, home: Path | None = None) -> Settings:
    """Return the settings of the environment; `home` wins from ``KOPPELKAART_HOME``."""
    told = os.environ.get("KOPPELKAART_HOME")
    folder = home or (Path(told) if told else platformdirs.user_data_path("koppelkaart", appauthor=False))
    return Settings(
        home=Home(folder),
        organisation=os.environ.get("KOPPELKAART_ORG") or None,
        workspace=os.environ.get("KOPPELKAART_WORKSPACE") or None,
        service_url=os.environ.get("KOPPELKAART_SERVICE_URL") or None,
    )


def background_allowed(home: Home) -> bool:
    """Return whether somebody here agreed to a background map from elsewhere."""
    return (home.path / _CONSENT).is_file()


def keep_background(home: Home, *, allowed: bool) -> None:
    """Remember whether the background map may be asked for."""
    if allowed:
        home.path.mkdir(parents=True, exist_ok=True)
        (home.path / _CONSENT).touch()
    else:
        (home.path / _CONSENT).unlink(missing_ok=True)


def new_secret() -> str:
    """Return an unguessable text, for one session."""
    return secrets.token_urlsafe(32)
