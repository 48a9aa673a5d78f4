"""Changes of activities and their history, within a transaction of the store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from gis.errors import StoreError
from gis.register import schema
from gis.register.inserting import insert_columns, kept
from gis.register.records import Activity
from gis.register.rows import Columns, to_activity, to_columns, to_row, to_told

Outcome = Literal["added", "changed", "unchanged"]

_AT_ONCE = 500  # ids in one question


def find_standing(rows: sa.Connection, ids: Sequence[str]) -> dict[str, tuple[Activity, bool]]:
    """Return by id the record that stands there, and whether it was withdrawn."""
    table = schema.activities
    found: dict[str, tuple[Activity, bool]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        query = sa.select(table).where(table.c.id.in_(ids[start : start + _AT_ONCE]))
        for row in rows.execute(query).mappings():
            found[row["id"]] = to_activity(row), row["withdrawn_on"] is not None
    return found


def require_may_change(standing: Activity, organisation: str, version: int) -> None:
    """Raise ``not_yours`` or ``changed_meanwhile`` unless it may change this version (0: any)."""
    if standing.owner != organisation:
        raise StoreError("not_yours", title=standing.title, owner=standing.owner)
    if version not in {0, standing.version}:
        raise StoreError("changed_meanwhile", title=standing.title)


def save_all(
    rows: sa.Connection, activities: Sequence[Activity], organisation: str, at: datetime
) -> list[Outcome]:
    """Add or change activities with their history; one that stands there already is left alone."""
    standing = find_standing(rows, list({activity.id for activity in activities}))
    outcomes: list[Outcome] = []
    added: list[Activity] = []
    changed: list[Activity] = []
    for activity in activities:
        there, withdrawn = standing.get(activity.id, (None, False))
        if there is not None and not withdrawn and there.same_as(activity):
            outcomes.append("unchanged")
            continue
        if there is not None:
            require_may_change(there, organisation, activity.version)
        version = 1 if there is None else there.version + 1
        owner = activity.owner if there is None else there.owner
        new = activity.stamped(version=version, owner=owner, changed_on=at.date())
        standing[new.id] = new, False
        (added if there is None else changed).append(new)
        outcomes.append("added" if there is None else "changed")
    table = schema.activities
    if added:
        columns = to_columns(added)
        stored = {name: kept(rows, table.c[name], told) for name, told in columns.items()}
        insert_columns(rows, table, stored)
        _write_columns(rows, columns, "added", organisation, at)
    for new in changed:
        back = {"withdrawn_on": None, "merged_into": None}
        rows.execute(sa.update(table).where(table.c.id == new.id).values(to_row(new) | back))
    write_history(rows, changed, "changed", organisation, at)
    return outcomes


def write_history(
    rows: sa.Connection, activities: Sequence[Activity], action: str, organisation: str, at: datetime
) -> None:
    """Write records as they are after a change into the history."""
    if activities:
        _write_columns(rows, to_columns(activities), action, organisation, at)


def _write_columns(
    rows: sa.Connection, columns: Columns, action: str, organisation: str, at: datetime
) -> None:
    table, many = schema.history, len(columns["id"])
    told = {
        "activity_id": columns["id"],
        "version": columns["version"],
        "at": kept(rows, table.c.at, [at] * many),
        "organisation": [organisation] * many,
        "action": [action] * many,
        "told": to_told(columns),
    }
    insert_columns(rows, table, told)
