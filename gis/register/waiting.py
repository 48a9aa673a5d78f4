"""Rows that wait to be mended and the lists they came in, within a transaction of the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

import sqlalchemy as sa

from gis.register import schema
from gis.register.records import Problem

_STOOD = ("file", "row", "sum")  # where a waiting row stood and what it told there


@dataclass(frozen=True)
class Parked:
    """A row that was not accepted: where it stood, what it told and what is wrong with it.

    `activity_id` is the id of the record that it will be, `sum` that of the words as they stood in the list.
    `number` is the one under which it waits, 0 when it does not wait yet.
    """

    file: str
    row: int
    told: dict[str, str]
    problems: tuple[Problem, ...]
    activity_id: str = field(default="", compare=False)
    sum: str = field(default="", compare=False)
    number: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Delivery:
    """A list as it was brought: its file, and which record each row is.

    `rows` holds the id of the record by a sum of the row's words, "" for a row without one: it waits, or it
    stands in `dropped` with the day (ISO) on which a person left it out.
    """

    file: str
    sha256: str
    rows: Mapping[str, str]
    dropped: Mapping[str, str] = field(default_factory=dict)


def parked(rows: sa.Connection, organisation: str) -> list[Parked]:
    """Return the waiting rows of an organisation, oldest first."""
    table = schema.parked
    query = sa.select(table).where(table.c.organisation == organisation).order_by(table.c.number)
    return [
        Parked(
            r["file"],
            r["row"],
            r["told"],
            tuple(Problem(**problem) for problem in r["problems"]),
            r["activity_id"] or "",
            r["sum"] or "",
            r["number"],
        )
        for r in rows.execute(query).mappings()
    ]


def park(rows: sa.Connection, refused: Sequence[Parked], *, organisation: str, at: datetime) -> None:
    """Keep rows; one that waits already stays as it is, one for the same record takes its place.

    A row that comes back under the number of one that waits brings other words, not another place in a list.
    """
    there = parked(rows, organisation)
    stood = {row.number: row.row for row in there}
    by_record = {row.activity_id: row.number for row in there if row.activity_id}
    table = schema.parked
    fresh = []
    for row in refused:
        if row in there:
            continue
        known = row.number in stood
        at_row = stood.get(row.number, row.row)
        values = {
            "file": row.file,
            "row": row.row,
            "told": row.told,
            "problems": [dict(vars(problem)) | {"row": at_row} for problem in row.problems],
            "activity_id": row.activity_id or None,
            "sum": row.sum or None,
            "organisation": organisation,
            "at": at,
        }
        before = row.number if known else by_record.get(row.activity_id)
        if known:
            values = {name: told for name, told in values.items() if name not in _STOOD}
        if before:
            rows.execute(sa.update(table).where(table.c.number == before).values(values))
        else:
            fresh.append(values)
    if fresh:
        rows.execute(sa.insert(table), fresh)


def release(rows: sa.Connection, saved: Mapping[int, str], *, ids: Iterable[str], organisation: str) -> None:
    """Let rows wait no more: those with these numbers, and those whose record is there now.

    Parameters
    ----------
    saved
        By number the id of the record that the row became.
    ids
        Of records that are there.
    """
    there = set(ids)
    became = {}
    for row in parked(rows, organisation):
        if row.number in saved or row.activity_id in there:
            rows.execute(sa.delete(schema.parked).where(schema.parked.c.number == row.number))
            became[row.sum] = saved.get(row.number, row.activity_id)
    _tell_lists(rows, {told: name for told, name in became.items() if told}, organisation)


def drop(rows: sa.Connection, number: int, *, organisation: str, at: datetime) -> None:
    """Let a waiting row go, and let the lists know, so that they do not ask about it again."""
    for row in parked(rows, organisation):
        if row.number == number:
            rows.execute(sa.delete(schema.parked).where(schema.parked.c.number == number))
            _tell_lists(rows, {}, organisation, dropped={row.sum: at.date().isoformat()})


def deliveries(rows: sa.Connection, organisation: str) -> list[Delivery]:
    """Return the lists of an organisation, the newest first."""
    return [delivery for _, delivery in _deliveries(rows, organisation)]


def remember(rows: sa.Connection, delivery: Delivery, *, organisation: str, at: datetime) -> None:
    """Keep that a list was brought, unless it is the same as the last one."""
    if delivery in deliveries(rows, organisation)[:1]:
        return
    values = dict(vars(delivery)) | {"rows": dict(delivery.rows), "dropped": dict(delivery.dropped)}
    values |= {"organisation": organisation, "at": at}
    rows.execute(sa.insert(schema.deliveries).values(values))


def _deliveries(rows: sa.Connection, organisation: str) -> list[tuple[int, Delivery]]:
    table = schema.deliveries
    query = sa.select(table).where(table.c.organisation == organisation).order_by(table.c.number.desc())
    return [
        (r["number"], Delivery(r["file"], r["sha256"], r["rows"], r["dropped"] or {}))
        for r in rows.execute(query).mappings()
    ]


def _tell_lists(
    rows: sa.Connection,
    became: Mapping[str, str],
    organisation: str,
    *,
    dropped: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Let the lists know what became of rows that waited, so that the list again is nothing new."""
    if not became and not dropped:
        return
    table = schema.deliveries
    for number, delivery in _deliveries(rows, organisation):
        known = {one: name for one, name in became.items() if one in delivery.rows}
        gone = {one: day for one, day in dropped.items() if one in delivery.rows}
        if known or gone:
            values = {"rows": {**delivery.rows, **known}, "dropped": {**delivery.dropped, **gone}}
            rows.execute(sa.update(table).where(table.c.number == number).values(values))
