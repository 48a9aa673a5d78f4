"""Records of which every version is a row of its own: none is ever changed, the newest holds."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from gis.errors import StoreError
from gis.register import past


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What every version of a record knows of itself.

    Parameters
    ----------
    id, version
        Empty and 0 for one that is new; else the version that was read, from 1.
    by, at
        The organisation that wrote this version, and when.
    """

    id: str = ""
    by: str = ""
    at: datetime | None = None
    version: int = 0


R = TypeVar("R", bound=Kept)


@dataclass(frozen=True)
class History(Generic[R]):
    """A database table with a row per version of a record.

    Parameters
    ----------
    table
        With a column per field of `kind`, and `number` that counts the rows.
    kind
        The class of the record; what it keeps as a tuple stands in the table as JSON.
    """

    table: sa.Table
    kind: type[R]

    def newest(self, rows: sa.Connection, *, until: date | None = None) -> list[R]:
        """Return the newest version of each (at the end of the day `until`), as they were first written."""
        query = sa.select(self.table).order_by(self.table.c.number)
        if until is not None:
            query = query.where(self.table.c.at < past.end_of(until))
        return list({one.id: one for one in self._read(rows, query)}.values())

    def versions(self, rows: sa.Connection, record_id: str) -> list[R]:
        """Return every version of one, the oldest first."""
        query = sa.select(self.table).where(self.table.c.id == record_id).order_by(self.table.c.number)
        return self._read(rows, query)

    def add(self, rows: sa.Connection, told: R, *, title: str, at: datetime) -> R:
        """Add a record or its next version, and return it as it stands; the same again is not added.

        Parameters
        ----------
        title
            What to call it when it cannot be kept.

        Raises
        ------
        StoreError
            ``changed_meanwhile`` when another version was saved since it was read; nothing is written then.
        """
        known = self.versions(rows, told.id) if told.id else []
        if told.version != len(known):
            raise StoreError("changed_meanwhile", title=title)
        if known and replace(told, by=known[-1].by, at=known[-1].at) == known[-1]:
            return known[-1]
        new = replace(told, id=told.id or uuid.uuid4().hex, at=at, version=told.version + 1)
        rows.execute(sa.insert(self.table).values(dict(vars(new))))
        return self.versions(rows, new.id)[-1]

    def _read(self, rows: sa.Connection, query: sa.Select[Any]) -> list[R]:
        names = [field.name for field in fields(self.kind)]
        found = rows.execute(query).mappings()
        return [self.kind(**{name: _as_tuple(row[name]) for name in names}) for row in found]


def _as_tuple(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    return tuple(map(_as_tuple, value)) if isinstance(value, list) else value
