"""The organisations of a workspace, within a transaction of the store."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from gis.errors import StoreError
from gis.register import schema


def names(rows: sa.Connection) -> set[str]:
    """Return the names of every organisation."""
    return set(rows.execute(sa.select(schema.organisations.c.name)).scalars())


def add(rows: sa.Connection, name: str, *, kind: str | None) -> None:
    """Add an organisation; one that is known already stays as it is."""
    if name not in names(rows):
        rows.execute(sa.insert(schema.organisations).values(name=name, kind=kind))


def require_known(rows: sa.Connection, told: Iterable[str]) -> None:
    """Raise `StoreError` ``organisation_unknown`` for the first name that is not known."""
    known = names(rows)
    for name in told:
        if name not in known:
            raise StoreError("organisation_unknown", name=name)
