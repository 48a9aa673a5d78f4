"""Between a record and its row in the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import shapely
import sqlalchemy as sa
from shapely.geometry.base import BaseGeometry

from gis.periods import Period
from gis.register.money import Money
from gis.register.records import Activity

_PERIOD_DAYS = ("start_earliest", "start_latest", "end_earliest", "end_latest")
_AS_THEY_ARE = frozenset({str, bool, int, float, list})
_LISTS = ("other_themes", "partners", "target_groups", "area_codes")


def plain(value: object) -> object:
    """Return a value of a row as JSON can hold it: a day in ISO form, a shape as WKT."""
    if value is None or type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, date):
        return value.isoformat()
    return value.wkt if isinstance(value, BaseGeometry) else value


def to_row(activity: Activity) -> dict[str, Any]:  # columns differ in type
    """Return the row of `schema.activities` for a record, with the box around its shape [m]."""
    row = dict(vars(activity))
    period: Period = row.pop("period")
    row["period_text"], row["running"] = period.text, period.running
    row |= {name: getattr(period, name) for name in _PERIOD_DAYS}
    row["money"] = [dict(vars(money)) for money in activity.money]
    row |= {name: list(row[name]) for name in _LISTS}
    shape = activity.geometry
    box = (None,) * 4 if shape is None else shape.bounds
    return row | dict(zip(("min_x", "min_y", "max_x", "max_y"), box, strict=True))


def from_told(told: Mapping[str, Any]) -> Activity:
    """Return the record that a row of the history tells (see `plain`)."""
    row = dict(told)
    for name in (*_PERIOD_DAYS, "confirmed_on", "changed_on"):
        row[name] = date.fromisoformat(row[name]) if row[name] else None
    row["geometry"] = shapely.from_wkt(row["geometry"])
    return to_activity(row)


def to_activity(row: sa.RowMapping | Mapping[str, Any]) -> Activity:
    """Return the record of a row of `schema.activities`."""
    told = {name: row[name] for name in (field.name for field in fields(Activity)) if name in row}
    told |= {name: tuple(told[name]) for name in _LISTS}
    days = {name: row[name] for name in _PERIOD_DAYS}
    told["period"] = Period(row["period_text"], **days, running=row["running"])
    told["money"] = tuple(Money(**money) for money in row["money"])
    return Activity(**told)
