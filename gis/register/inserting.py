"""Many rows into a table of the register at once, column by column, within a transaction of the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
import sqlalchemy as sa

from gis.register.once import each_once
from gis.register.shape_column import Shape


def insert_columns(rows: sa.Connection, table: sa.Table, columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert rows whose columns are as the database keeps them (see `kept`).

    They go to the driver as they are: row by row through SQLAlchemy they take three times as long.
    """
    statement = sa.insert(table).compile(dialect=rows.dialect, column_keys=list(columns))
    told = zip(*(columns[name] for name in statement.positiontup or ()), strict=True)
    rows.exec_driver_sql(str(statement), list(told))


def kept(rows: sa.Connection, column: sa.Column[Any], values: Sequence[Any]) -> list[Any]:
    """Return values as the type of their column keeps them in the database of `rows`."""
    if isinstance(column.type, Shape):
        made: list[Any] = shapely.to_wkb(np.array(values, dtype=object)).tolist()
        return made
    make = column.type.dialect_impl(rows.dialect).bind_processor(rows.dialect)
    return list(values) if make is None else each_once(values, make)
