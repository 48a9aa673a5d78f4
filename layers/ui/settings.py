"""The environment, read once, as one frozen value."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from gis.workspace.home import Home


@dataclass(frozen=True)
class Settings:
    """Where the user's data lie, and for whom the program works when nobody says otherwise."""

    home: Home
    organisation: str | None
    workspace: str | None


def read_settings(*, home: Path | None = None) -> Settings:
    """Return the settings of the environment; `home` wins from ``KOPPELKAART_HOME``."""
    told = os.environ.get("KOPPELKAART_HOME")
    folder = home or (Path(told) if told else platformdirs.user_data_path("koppelkaart", appauthor=False))
    return Settings(
        home=Home(folder),
        organisation=os.environ.get("KOPPELKAART_ORG") or None,
        workspace=os.environ.get("KOPPELKAART_WORKSPACE") or None,
    )


def new_secret() -> str:
    """Return an unguessable text, for one session."""
    return secrets.token_urlsafe(32)
