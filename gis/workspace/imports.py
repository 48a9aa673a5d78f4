"""Bring a partner's list into the register: accepted rows saved, refused rows parked, none lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pandas as pd

from gis.errors import TableError
from gis.register.intake import Intake, Terms, holds_activities, read_rows
from gis.register.records import Activity
from gis.register.store import Parked
from gis.sources.reader import read_file
from gis.workspace import cache
from gis.workspace.home import Home
from gis.workspace.registers import Register

_OURS = ("rij", "veld", "code", "stond_er")  # columns of a table of problems


@dataclass(frozen=True)
class Imported:
    """What became of a list: accepted + parked = rows; `outcomes` counts added, changed and unchanged."""

    accepted: tuple[Activity, ...]
    parked: tuple[Parked, ...]
    outcomes: dict[str, int]
    saved: bool

    @property
    def rows(self) -> int:
        """How many rows the list had."""
        return len(self.accepted) + len(self.parked)


def import_activities(
    home: Home,
    register: Register,
    path: Path,
    *,
    organisation: str,
    at: datetime,
    as_stated: bool = False,
    dry_run: bool = False,
    strict: bool = False,
) -> Imported:
    """Read a list and save it in one transaction.

    Parameters
    ----------
    path
        CSV, XLSX, GeoJSON, GeoPackage or zipped shapefile, our own exports among them.
    organisation
        Whose rows they are.
    at
        The moment, for the history; its day is the peildatum where the workspace has none.
    as_stated
        Rows keep the visibility they tell; else new rows start as concept and known ones keep theirs.
    dry_run
        Nothing is saved.
    strict
        Nothing is saved when a row is refused.

    Raises
    ------
    TableError
        ``no_activities`` when nothing in the file has a name and a theme.
    SourceError, StoreError
        As in `gis.sources.reader.read_file` and `gis.register.store.Store.save`.
    """
    standing = {activity.id: activity for activity in register.store.activities()}
    withdrawn = {activity.id: activity.owner for activity in register.store.activities(withdrawn=True)}

    def refuse(activity: Activity) -> str | None:
        there = standing.get(activity.id)
        if there is None:  # what others withdrew is theirs to bring back
            return None if withdrawn.get(activity.id, organisation) == organisation else "not_yours"
        if there.owner == organisation:
            return None
        told = activity if as_stated else replace(activity, visibility=there.visibility)
        return None if there.same_as(told) else "not_yours"

    terms = Terms(
        vocabulary=register.vocabulary,
        reference=register.reference_day(today=at.date()),
        owner=organisation,
        known_codes=known_codes(home),
        as_stated=as_stated,
        refuse=refuse,
    )
    accepted, parked = _read(path, terms)
    if not as_stated:
        accepted = [
            replace(activity, visibility=standing[activity.id].visibility)
            if activity.id in standing
            else activity
            for activity in accepted
        ]
    if dry_run or (strict and parked):
        return Imported(tuple(accepted), tuple(parked), {}, saved=False)
    outcomes = register.store.save(accepted, organisation=organisation, at=at, parked=parked)
    return Imported(tuple(accepted), tuple(parked), dict(Counter(outcomes)), saved=True)


def known_codes(home: Home) -> frozenset[str]:
    """Return every BU, WK and GM code of the gemeenten that can be opened here."""
    places = [cache.open_place(home, code, jaar=year) for code, _, year in cache.known_places(home)]
    return frozenset(code for place in places for code in place.codes)


def problems_table(parked: Sequence[Parked]) -> pd.DataFrame:
    """Return one row per problem: row, field, code, told, and the words of the whole row.

    A column of the list with the name of one of ours gets "(uw lijst)" behind it.
    """
    told = [
        {"rij": row.row, "veld": problem.field, "code": problem.code, "stond_er": problem.told}
        | {f"{name} (uw lijst)" if name in _OURS else name: words for name, words in row.told.items()}
        for row in parked
        for problem in row.problems
    ]
    return pd.DataFrame(told) if told else pd.DataFrame(columns=list(_OURS))


def _read(path: Path, terms: Terms) -> tuple[list[Activity], list[Parked]]:
    reads = [read for read in read_file(path) if holds_activities(read.frame)]
    if not reads:
        raise TableError("no_activities", file=path.name)
    accepted: list[Activity] = []
    parked: list[Parked] = []
    for read in reads:
        found: Intake = read_rows(
            read.frame,
            file=path.name,
            terms=terms,
            broken=read.broken,
            first=len(accepted) + len(parked) + 1,
            taken=[activity.id for activity in accepted],
        )
        accepted += found.accepted
        parked += found.parked
    return accepted, parked
