"""Fetching a gemeente for the command: from files or services, told line by line, ended by Ctrl-C."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from gis.errors import SourceError
from gis.sources.services.client import Client, Progress
from gis.workspace import fetch
from gis.workspace.fetch import Fetched, Kept
from gis.workspace.home import Home
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
