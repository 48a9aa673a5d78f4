"""Between records and their rows in the store."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import Any

import numpy as np
import shapely
import sqlalchemy as sa
from shapely.geometry.base import BaseGeometry

from gis.periods import Period
from gis.register.money import Money
from gis.register.once import each_once
from gis.register.records import Activity

Columns = dict[str, list[Any]]  # by name, one value per record; columns differ in type

_NAMES = tuple(field.name for field in fields(Activity))
_PERIOD_DAYS = ("start_earliest", "start_latest", "end_earliest", "end_latest")
_PERIOD = ("text", "running", *_PERIOD_DAYS)
_LISTS = ("other_themes", "partners", "target_groups", "area_codes")
_BOX = ("min_x", "min_y", "max_x", "max_y")  # follows from the shape


def plain(value: object) -> object:
    """Return a value of a row as JSON can hold it: a day in ISO form, a shape as WKT, a sum as its fields."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Money):
        return vars(value)
    return value.wkt if isinstance(value, BaseGeometry) else value


to_json = json.JSONEncoder(default=plain).encode  # one for all: `json.dumps` looks its choices up each time


def to_columns(activities: Sequence[Activity]) -> Columns:
    """Return the columns of `schema.activities` for records, with the box around each shape [m]."""
    told = zip(*map(attrgetter(*_NAMES), activities), strict=True)
    columns: Columns = dict(zip(_NAMES, map(list, told), strict=True))
    periods = zip(*map(attrgetter(*_PERIOD), columns.pop("period")), strict=True)
    columns |= zip(("period_text", *_PERIOD[1:]), map(list, periods), strict=True)
    boxes = shapely.bounds(np.array(columns["geometry"], dtype=object)).astype(object)
    boxes[[shape is None for shape in columns["geometry"]]] = None
    return columns | dict(zip(_BOX, boxes.T.tolist(), strict=True))


def to_row(activity: Activity) -> dict[str, Any]:  # columns differ in type
    """Return the row of `schema.activities` for a record, with the box around its shape [m]."""
    return {name: value for name, [value] in to_columns([activity]).items()}


def to_told(columns: Columns) -> list[str]:
    """Return what the history tells of each record, as JSON: all columns but the box, the shape as WKT."""
    texts = {name: each_once(columns[name], to_json) for name in columns if name not in (*_BOX, "geometry")}
    shapes = shapely.to_wkt(np.array(columns["geometry"], dtype=object), rounding_precision=-1)
    texts["geometry"] = list(map(to_json, shapes))
    ordered = {name: texts[name] for name in columns if name not in _BOX}
    told = ", ".join(f'"{name}": %s' for name in ordered)
    return [f"{{{told % row}}}" for row in zip(*ordered.values(), strict=True)]


def from_told(told: Mapping[str, Any]) -> Activity:
    """Return the record that a row of the history tells (see `plain`)."""
    row = dict(told)
    for name in (*_PERIOD_DAYS, "confirmed_on", "changed_on"):
        row[name] = date.fromisoformat(row[name]) if row[name] else None
    row["geometry"] = shapely.from_wkt(row["geometry"])
    return to_activity(row)


def to_activity(row: sa.RowMapping | Mapping[str, Any]) -> Activity:
    """Return the record of a row of `schema.activities`."""
    told = {name: row[name] for name in _NAMES if name in row}
    told |= {name: tuple(told[name]) for name in _LISTS}
    days = {name: row[name] for name in _PERIOD_DAYS}
    told["period"] = Period(row["period_text"], **days, running=row["running"])
    told["money"] = tuple(Money(**money) for money in row["money"])
    return Activity(**told)
