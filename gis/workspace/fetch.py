"""Fetch a gemeente: from files or from the national services into the cache; later starts need neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from gis.errors import BuurtError, SourceError
from gis.sources.reader import read_file
from gis.sources.services.client import Client
from gis.sources.services.gemeente import EDITION, ask_gemeente, require_served
from gis.workspace import cache, indicators
from gis.workspace.home import Home
from gis.workspace.making import Given, Made, Used, keep_place, make_place, with_roles
from gis.workspace.places import Place


@dataclass(frozen=True)
class Fetched:
    """What a fetch brought: the gemeente, the layers used, what was left out, mended, and did not come."""

    place: Place
    used: tuple[Used, ...]
    water: int
    mended: pd.DataFrame
    lacking: tuple[BuurtError, ...] = ()


@dataclass(frozen=True)
class Kept:
    """The copy of before, because the services gave no answer that can be used."""

    place: Place
    error: BuurtError


def fetch_place(
    home: Home, gemeentecode: str, *, files: Sequence[Path], year: int | None, today: date
) -> Fetched:
    """Read files of any known form, keep the gemeente in the cache, and say what came of it.

    A file's role is told by its columns; see `gis.workspace.making.make_place`.

    Parameters
    ----------
    year
        Edition asked; without one the files' own.
    today
        Day of the fetch, for the manifest.

    Raises
    ------
    SourceError
        ``nothing_recognised``, as in `gis.workspace.making.make_place` and
        `gis.sources.reader.read_file`.
    """
    given = with_roles([read for path in files for read in read_file(path, gemeentecode=gemeentecode)])
    for path in files:
        mine = [(read, roles) for read, roles in given if read.name == path.name]
        if not any(roles for _, roles in mine):
            columns = sorted({str(name) for read, _ in mine for name in read.frame.columns})
            raise SourceError("nothing_recognised", path=path.name, columns=", ".join(columns[:12]))
    made = make_place(given, gemeentecode, year=year, score_year=year, today=today)
    place = keep_place(made, home)
    return _fetched(made, place, lacking=_keep_own(given, place, home))


def fetch_from_services(
    home: Home, gemeentecode: str, *, client: Client, year: int | None, today: date
) -> Fetched | Kept:
    """Ask the national services, keep the gemeente in the cache, and say what came of it.

    When a service is down or no longer answers as it did, the copy of before stays as it was and is given
    instead. Nothing is kept of half an answer.

    Parameters
    ----------
    client
        The door to the services; for one fetch.
    year
        Edition asked; without one `gis.sources.services.gemeente.EDITION`.
    today
        Day of the fetch, for the manifest.

    Raises
    ------
    SourceError
        ``year_not_served``, ``fetch_cancelled``, ``not_written``; without a copy of before also as in
        `gis.sources.services.gemeente.ask_gemeente` and `gis.workspace.making.make_place`.
    """
    edition = year or EDITION
    require_served(gemeentecode, year=edition)
    try:
        asked = ask_gemeente(client, gemeentecode, year=edition)
        made = make_place(
            with_roles(asked.reads),
            gemeentecode,
            year=edition,
            score_year=asked.measured,
            today=today,
            neighbours=asked.neighbours,
        )
    except BuurtError as error:
        if error.code == "fetch_cancelled" or not cache.was_fetched(home, gemeentecode, edition):
            raise
        return Kept(cache.open_place(home, gemeentecode, jaar=edition), error)
    return _fetched(made, keep_place(made, home), lacking=asked.lacking)


def _keep_own(given: Given, place: Place, home: Home) -> tuple[BuurtError, ...]:
    """Keep the gemeente's own figures among the files; return what of them did not come along, and why."""
    lacking: list[BuurtError] = []
    for read, roles in given:
        if "indicators" not in roles:
            continue
        try:
            told = indicators.of_place(read, place)
            indicators.keep_indicators(home, place, told, name=Path(read.name).stem)
            if told.faults:
                left = told.rows - len(told.frame)
                lacking.append(SourceError("indicator_rows_left_out", path=read.name, rows=left))
        except SourceError as error:
            lacking.append(error)
    return tuple(lacking)


def _fetched(made: Made, place: Place, *, lacking: tuple[BuurtError, ...] = ()) -> Fetched:
    return Fetched(place, made.used, made.water, made.mended, lacking)
