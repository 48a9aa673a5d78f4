"""Rows that wait: mended and saved, left out by a person, told as a table; and records gone from a list."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import pandas as pd

from gis.register.reading import Verdict, read_row
from gis.register.records import Activity
from gis.register.waiting import Parked
from gis.workspace.home import Home
from gis.workspace.imports import Import, terms_of
from gis.workspace.registers import Register
from gis.workspace.weighing import updated

_OURS = ("rij", "veld", "code", "stond_er")  # columns of a table of problems


def mend_waiting(
    home: Home, register: Register, rows: Sequence[tuple[Parked, Mapping[str, str]]], *, how: Import
) -> list[tuple[Parked, Verdict]]:
    """Judge waiting rows again with other words, and return each with its verdict; nothing is saved.

    Parameters
    ----------
    rows
        Each as it waits, with words by our names that take the place of what it told.
    """
    standing = {activity.id: activity for activity in register.store.activities()}
    terms = terms_of(home, register, standing, how)
    return [(row, read_row({**row.told, **words}, None, row.row, terms)) for row, words in rows]


def save_waiting(
    register: Register, judged: Sequence[tuple[Parked, Verdict]], *, how: Import
) -> tuple[int, int]:
    """Save waiting rows that are ready now, in one transaction, and keep what the others tell now.

    Returns
    -------
    tuple
        How many are saved, and how many still wait.
    """
    standing = {activity.id: activity for activity in register.store.activities()}
    ready = [(row, verdict) for row, verdict in judged if verdict.ready]
    still = [
        replace(row, told=dict(verdict.told), problems=verdict.problems)
        for row, verdict in judged
        if not verdict.ready
    ]
    saved = [updated(verdict, standing, as_stated=how.as_stated) for _, verdict in ready]
    register.store.save(
        saved,
        organisation=how.organisation,
        at=how.at,
        parked=still,
        mended={row.number: verdict.activity.id for row, verdict in ready},
    )
    return len(ready), len(still)


def withdraw_gone(register: Register, gone: Collection[Activity], *, organisation: str, at: datetime) -> None:
    """Take records out of the register that are gone from a list, because a person says so."""
    for activity in gone:
        register.store.withdraw(activity.id, organisation=organisation, at=at, version=activity.version)


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
