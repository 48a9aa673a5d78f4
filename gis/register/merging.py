"""Two records that are one activity: one goes into the other and keeps its id, and can come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from gis.errors import StoreError
from gis.register import schema
from gis.register.changes import find_standing, require_may_change, write_history
from gis.register.records import Activity

MERGED, UNMERGED = "merged", "unmerged"


def merge(rows: sa.Connection, keep_id: str, gone_id: str, *, organisation: str, at: datetime) -> None:
    """Withdraw a record because it is the same activity as another; both tell it in their history.

    Raises
    ------
    StoreError
        ``activity_unknown`` when one of them is not in the list (any more), ``not_yours`` when one belongs
        to another organisation.
    """
    standing = find_standing(rows, [keep_id, gone_id])
    keep, gone = (_require(standing, name, withdrawn=False) for name in (keep_id, gone_id))
    if keep_id == gone_id:
        raise StoreError("activity_unknown", id=gone_id)  # it cannot go into itself
    for one in (keep, gone):
        require_may_change(one, organisation, 0)
    _put(rows, gone, organisation, at, MERGED, withdrawn_on=at.date(), merged_into=keep_id)
    write_history(rows, [keep], MERGED, organisation, at)


def unmerge(rows: sa.Connection, gone_id: str, *, organisation: str, at: datetime) -> None:
    """Put a record that went into another back as it was.

    Raises
    ------
    StoreError
        ``activity_unknown`` when it did not go into another, ``not_yours``.
    """
    keep_id = _goals(rows).get(gone_id)
    if keep_id is None:
        raise StoreError("activity_unknown", id=gone_id)
    standing = find_standing(rows, [keep_id, gone_id])
    gone = _require(standing, gone_id, withdrawn=True)
    require_may_change(gone, organisation, 0)
    _put(rows, gone, organisation, at, UNMERGED, withdrawn_on=None, merged_into=None)
    write_history(rows, [_require(standing, keep_id)], UNMERGED, organisation, at)


def merged(rows: sa.Connection) -> dict[str, str]:
    """Return by the id of every record that went into another the id of the one that stands for it now."""
    goals = _goals(rows)
    ends = {}
    for gone, keep in goals.items():
        while keep in goals:  # it went into another in turn
            keep = goals[keep]  # noqa: PLW2901 - followed to its end
        ends[gone] = keep
    return ends


def _goals(rows: sa.Connection) -> dict[str, str]:
    table = schema.activities
    query = sa.select(table.c.id, table.c.merged_into).where(table.c.merged_into.is_not(None))
    return {row.id: row.merged_into for row in rows.execute(query)}


def _require(
    standing: Mapping[str, tuple[Activity, bool]], name: str, *, withdrawn: bool | None = None
) -> Activity:
    there, gone = standing.get(name, (None, False))
    if there is None or (withdrawn is not None and gone is not withdrawn):
        raise StoreError("activity_unknown", id=name)
    return there


def _put(
    rows: sa.Connection, activity: Activity, organisation: str, at: datetime, action: str, **values: object
) -> None:
    new = replace(activity, version=activity.version + 1)
    table = schema.activities
    rows.execute(sa.update(table).where(table.c.id == new.id).values(version=new.version, **values))
    write_history(rows, [new], action, organisation, at)
