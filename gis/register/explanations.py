"""Duiding: what people say is behind a figure of an area; only ever added, and taken back in sight."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

import sqlalchemy as sa

from gis.errors import StoreError
from gis.register import schema
from gis.register.persons import find_person

WHOLE = ""  # the figure of an explanation that is about the area as a whole

_AREA = re.compile(r"BU\d{4}[0-9A-Z]{4}|WK\d{4}[0-9A-Z]{2}|GM\d{4}")


@dataclass(frozen=True)
class Explanation:
    """What an organisation says, in a role (never a name), is behind a figure; it proves nothing.

    `figure` is the key of a figure (a dimension, a key figure, one of the own kompas) or `WHOLE`. `public`
    says whether everybody may read it. `takes_back` is the number of an earlier one that holds no more, 0
    for an explanation itself. `number` is 0 for one that is new; `by` is who wrote it down, `at` when.
    """

    area: str
    words: str
    organisation: str
    role: str
    on: date
    figure: str = WHOLE
    public: bool = False
    takes_back: int = 0
    by: str = ""
    at: datetime | None = None
    number: int = 0


def explanations(rows: sa.Connection) -> list[Explanation]:
    """Return what was said and not taken back, the oldest first."""
    told = versions(rows)
    gone = {one.takes_back for one in told}
    return [one for one in told if not one.takes_back and one.number not in gone]


def versions(rows: sa.Connection) -> list[Explanation]:
    """Return everything that was ever written, the oldest first."""
    table = schema.explanations
    found = rows.execute(sa.select(table).order_by(table.c.number)).mappings()
    return [Explanation(**{field.name: row[field.name] for field in fields(Explanation)}) for row in found]


def add(
    rows: sa.Connection, said: Explanation, *, known: Collection[str], organisation: str, at: datetime
) -> Explanation:
    """Add one, and return it as it stands; one that says the same as another that holds is not added.

    Parameters
    ----------
    known
        The keys of the figures that may be named.

    Raises
    ------
    StoreError
        ``explanation_incomplete``, ``explanation_area_unknown``, ``explanation_figure_unknown``,
        ``personal_data``; nothing is written then.
    """
    words = {name: getattr(said, name).strip() for name in ("words", "organisation", "role")}
    told = replace(said, **words, takes_back=0, number=0, by=organisation, at=at)
    _check(told, known)
    for one in explanations(rows):
        if replace(one, by=told.by, at=told.at, number=0) == told:
            return one
    return _insert(rows, told)


def take_back(rows: sa.Connection, number: int, *, organisation: str, at: datetime) -> None:
    """Write that one holds no more; it stays in the register. What is not there any more is left alone.

    Raises
    ------
    StoreError
        ``explanation_not_yours`` when another organisation wrote it down.
    """
    standing = next((one for one in explanations(rows) if one.number == number), None)
    if standing is None:
        return
    if standing.by != organisation:
        raise StoreError("explanation_not_yours", owner=standing.by)
    _insert(rows, replace(standing, takes_back=number, by=organisation, at=at))


def _insert(rows: sa.Connection, told: Explanation) -> Explanation:
    values = {name: value for name, value in vars(told).items() if name != "number"}
    rows.execute(sa.insert(schema.explanations).values(values))
    return versions(rows)[-1]


def _check(said: Explanation, known: Collection[str]) -> None:
    if not (said.words and said.organisation and said.role):
        raise StoreError("explanation_incomplete")
    if not _AREA.fullmatch(said.area):
        raise StoreError("explanation_area_unknown", told=said.area)
    if said.figure != WHOLE and said.figure not in known:
        raise StoreError("explanation_figure_unknown", told=said.figure)
    for words in (said.words, said.organisation, said.role):
        if person := find_person(words):
            raise StoreError("personal_data", told=person)
