"""Asking services for both faces: a gemeente, told line by line and ended by Ctrl-C, and places in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from gis.errors import SourceError
from gis.register.locating import Locate
from gis.sources.services.client import Client, Progress
from gis.workspace import fetch, geocoding, locating
from gis.workspace.fetch import Fetched, Kept
from gis.workspace.home import Home
from gis.workspace.places import Place
from layers.words import reports


def fetch_gemeente(
    home: Home,
    gemeentecode: str,
    *,
    files: Sequence[Path],
    service_url: str | None,
    year: int | None,
    today: date,
    say: Callable[[str], None],
) -> Fetched | Kept:
    """Fetch from files, or without any from the national services.

    Parameters
    ----------
    service_url
        Stands in for the hosts of the services.
    say
        Told a line at each question to a service.

    Raises
    ------
    SourceError
        As `gis.workspace.fetch`; ``fetch_cancelled`` at Ctrl-C.
    """
    if files:
        return fetch.fetch_place(home, gemeentecode, files=files, year=year, today=today)
    said = ""

    def tell(progress: Progress) -> None:
        nonlocal said
        if progress.step != said:
            said = progress.step
            say(reports.progress_words(progress))

    client = Client(service_url, tell=tell)
    try:
        return fetch.fetch_from_services(home, gemeentecode, client=client, year=year, today=today)
    except KeyboardInterrupt:
        raise SourceError("fetch_cancelled") from None


def make_locate(
    home: Home,
    place: Place,
    *,
    service: bool,
    service_url: str | None,
    today: date,
    made_up: bool = False,
) -> Locate:
    """Return the function that finds places in words: in what is at home, and at PDOK when `service` is on.

    Parameters
    ----------
    service_url
        Stands in for the host of PDOK.
    made_up
        As `gis.workspace.locating.make_locate`: in a made-up workspace.
    """
    asked = geocoding.open_service(home, today=today, service_url=service_url) if service else None
    return locating.make_locate(home, place, service=asked, made_up=made_up)
