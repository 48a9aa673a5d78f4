"""One change of one activity and its history, within a transaction of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from gis.errors import StoreError
from gis.register import schema
from gis.register.records import Activity
from gis.register.rows import plain, to_activity, to_row

Outcome = Literal["added", "changed", "unchanged"]


def find_standing(rows: sa.Connection, activity_id: str) -> tuple[Activity | None, bool]:
    """Return the record that stands under an id, and whether it was withdrawn."""
    table = schema.activities
    found = rows.execute(sa.select(table).where(table.c.id == activity_id)).mappings().first()
    return (None, False) if found is None else (to_activity(found), found["withdrawn_on"] is not None)


def require_may_change(standing: Activity, organisation: str, version: int) -> None:
    """Raise ``not_yours`` or ``changed_meanwhile`` unless it may change this version (0: any)."""
    if standing.owner != organisation:
        raise StoreError("not_yours", title=standing.title, owner=standing.owner)
    if version not in {0, standing.version}:
        raise StoreError("changed_meanwhile", title=standing.title)


def save_one(rows: sa.Connection, activity: Activity, organisation: str, at: datetime) -> Outcome:
    """Add or change one activity with its history; one that stands there already is left alone."""
    standing, withdrawn = find_standing(rows, activity.id)
    if standing is not None and not withdrawn and standing.same_as(activity):
        return "unchanged"
    if standing is not None:
        require_may_change(standing, organisation, activity.version)
    version = 1 if standing is None else standing.version + 1
    owner = activity.owner if standing is None else standing.owner
    new = replace(activity, version=version, owner=owner, changed_on=at.date())
    table = schema.activities
    values = to_row(new)
    if standing is None:
        rows.execute(sa.insert(table).values(values))
    else:
        rows.execute(sa.update(table).where(table.c.id == new.id).values(values | {"withdrawn_on": None}))
    action = "added" if standing is None else "changed"
    write_history(rows, new, action, organisation, at)
    return "added" if standing is None else "changed"


def write_history(
    rows: sa.Connection, activity: Activity, action: str, organisation: str, at: datetime
) -> None:
    """Write the record as it is after a change into the history."""
    told = {
        name: plain(value)
        for name, value in to_row(activity).items()
        if not name.startswith(("min_", "max_"))
    }
    rows.execute(
        sa.insert(schema.history).values(
            activity_id=activity.id,
            version=activity.version,
            at=at,
            organisation=organisation,
            action=action,
            told=told,
        )
    )
