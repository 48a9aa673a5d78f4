"""Tables that the partners change together: every version stays, the newest holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from gis.errors import StoreError
from gis.register.persons import find_person

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Version(Generic[K, V]):
    """One version of what the partners say.

    Parameters
    ----------
    number
        Counts from 1; of what is still to be saved, the number of the version it was made from, 0 for none.
    values
        Only what differs from the vocabulary.
    """

    number: int
    at: datetime
    organisation: str
    note: str
    values: Mapping[K, V]


@dataclass(frozen=True)
class Versioned(Generic[K, V]):
    """A database table with a row per version.

    Parameters
    ----------
    column
        Name of the column in which the values stand as JSON.
    read, write
        The values from that JSON, and back.
    """

    table: sa.Table
    column: str
    read: Callable[[Any], Mapping[K, V]]
    write: Callable[[Mapping[K, V]], list[Any]]

    def versions(self, rows: sa.Connection) -> list[Version[K, V]]:
        """Return every version, the newest first."""
        query = sa.select(self.table).order_by(self.table.c.number.desc())
        return [
            Version(r["number"], r["at"], r["organisation"], r["note"], self.read(r[self.column]))
            for r in rows.execute(query).mappings()
        ]

    def is_behind(self, rows: sa.Connection, said: Version[K, V]) -> bool:
        """Return whether somebody saved another version since the one that this was made from."""
        return said.number != (rows.scalar(sa.select(sa.func.max(self.table.c.number))) or 0)

    def add(self, rows: sa.Connection, said: Version[K, V]) -> Version[K, V]:
        """Add a version, and return the newest one; one that says the same as the newest is not added.

        Raises
        ------
        StoreError
            ``personal_data`` in the note; nothing is written then.
        """
        if person := find_person(said.note):
            raise StoreError("personal_data", told=person)
        standing = next(iter(self.versions(rows)), None)
        if standing is not None and said.values == standing.values:
            return standing
        values = {"at": said.at, "organisation": said.organisation, "note": said.note}
        rows.execute(sa.insert(self.table).values({**values, self.column: self.write(said.values)}))
        return self.versions(rows)[0]
