"""Everything the services know of one gemeente, question by question."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gis.errors import SourceError
from gis.sources.reader import Read
from gis.sources.services import cbs, leefbaarometer, pdok
from gis.sources.services.client import Client
from gis.sources.years import NEWEST

EDITION = NEWEST  # without a year asked: the newest that has boundaries, key figures and scores of one year

STEPS = ("gemeenten", "buren", "wijken", "buurten", "gemeentescore", "wijkscore", "buurtscore", "cijfers")

_GEMEENTE = re.compile(r"GM\d{4}")


@dataclass(frozen=True, eq=False)
class Asked:
    """What the services told.

    Parameters
    ----------
    reads
        Outlines with key figures first, then scores, then further key figures: the first named wins.
    neighbours
        Outlines of the gemeenten around it; None when they did not come.
    measured
        Year of the scores: the newest measurement that is not newer than the boundaries.
    lacking
        What went wrong with questions that a gemeente can do without.
    """

    reads: tuple[Read, ...]
    neighbours: Read | None
    measured: int
    lacking: tuple[SourceError, ...]


def ask_gemeente(client: Client, gemeentecode: str, *, year: int = EDITION) -> Asked:
    """Ask PDOK, the Leefbaarometer and CBS for one gemeente, and for nothing else.

    Parameters
    ----------
    gemeentecode
        Such as ``GM0014``.
    year
        Of the boundaries and the key figures.

    Raises
    ------
    SourceError
        ``gemeente_unknown``, ``year_not_served``, and as `Client.ask`. Neighbours and further key
        figures that do not come are told in `Asked.lacking` instead.
    """
    require_served(gemeentecode, year=year)
    measured = max(told for told in leefbaarometer.MEASUREMENTS if told <= year)
    numbers = {step: number for number, step in enumerate(STEPS, start=1)}

    def begin(step: str) -> None:
        client.begin(step, number=numbers[step], steps=len(STEPS))

    lacking: list[SourceError] = []

    def if_it_comes(ask: Callable[[], Read]) -> Read | None:
        try:
            return ask()
        except SourceError as error:
            if error.code == "fetch_cancelled":
                raise
            lacking.append(error)
            return None

    begin("gemeenten")
    whole = pdok.ask_level(client, "gemeenten", gemeentecode=gemeentecode, year=year)
    reads = [whole]
    for level in ("wijken", "buurten"):
        begin(level)
        reads.append(pdok.ask_level(client, level, gemeentecode=gemeentecode, year=year))
    box = pdok.bounds(whole)
    for level in ("gemeente", "wijk", "buurt"):
        begin(f"{level}score")
        reads.append(
            leefbaarometer.ask_scores(client, level, gemeentecode=gemeentecode, measured=measured, box=box)
        )
    begin("cijfers")
    if year in cbs.TABLES:
        figures = if_it_comes(lambda: cbs.ask_figures(client, gemeentecode=gemeentecode, year=year))
        reads += [] if figures is None else [figures]
    begin("buren")
    neighbours = if_it_comes(lambda: pdok.ask_neighbours(client, whole, gemeentecode=gemeentecode, year=year))
    return Asked(tuple(reads), neighbours, measured, tuple(lacking))


def require_served(gemeentecode: str, *, year: int) -> None:
    """Raise when the services cannot have this gemeente or year, before any is asked.

    Raises
    ------
    SourceError
        ``gemeente_unknown`` for what is no code; ``year_not_served``.
    """
    if not _GEMEENTE.fullmatch(gemeentecode):
        raise SourceError("gemeente_unknown", gemeente=gemeentecode, table="PDOK")
    if year not in pdok.EDITIONS:
        raise SourceError("year_not_served", year=year, years=", ".join(map(str, pdok.EDITIONS)))
