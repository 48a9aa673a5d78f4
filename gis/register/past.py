"""What stood in the register before: the history of an activity, and every activity at the end of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from gis.register import schema
from gis.register.merging import MERGED
from gis.register.records import Activity
from gis.register.rows import from_told


@dataclass(frozen=True)
class Change:
    """One step in the history of an activity; `told` is the record after it, without its shape's WKB."""

    version: int
    at: datetime
    organisation: str
    action: str
    told: dict[str, Any]  # JSON as stored


def history(rows: sa.Connection, activity_id: str) -> list[Change]:
    """Return the changes of one activity, oldest first."""
    table = schema.history
    query = sa.select(table).where(table.c.activity_id == activity_id).order_by(table.c.number)
    found = rows.execute(query).mappings()
    return [Change(r["version"], r["at"], r["organisation"], r["action"], r["told"]) for r in found]


def end_of(day: date) -> datetime:
    """Return the first moment after a day, as the store keeps moments: by the clock, without a zone."""
    return datetime.combine(day + timedelta(days=1), time.min)


def activities_at(rows: sa.Connection, day: date) -> list[Activity]:
    """Return every activity as it stood at the end of a day, without those that were withdrawn by then.

    For the eyes of `gis.register.visible` only: it decides who sees which.
    """
    table, other = schema.history, schema.history.alias()
    last = (
        sa.select(sa.func.max(table.c.number)).where(table.c.at < end_of(day)).group_by(table.c.activity_id)
    )
    # A merge is told by both: the one that went got a version of its own for it, the one that stayed did not.
    stayed = (
        sa.select(other.c.number)
        .where(other.c.activity_id == table.c.activity_id)
        .where(other.c.version == table.c.version)
        .where(other.c.number < table.c.number)
        .exists()
    )
    gone = (table.c.action == "withdrawn") | ((table.c.action == MERGED) & ~stayed)
    query = sa.select(table.c.told).where(table.c.number.in_(last)).where(~gone).order_by(table.c.number)
    return [from_told(told) for told in rows.execute(query).scalars()]
