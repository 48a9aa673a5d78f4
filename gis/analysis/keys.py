"""What a frame of figures must have: its columns, and one row per key."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from gis.errors import TableError


def require_rows(frame: pd.DataFrame, columns: Sequence[str], *, key: Sequence[str], table: str) -> None:
    """Raise `TableError` ``column_missing``, or ``key_twice`` when two rows have one key."""
    for name in columns:
        if name not in frame.columns:
            raise TableError("column_missing", table=table, column=name)
    twice = frame.duplicated(list(key))
    if twice.any():
        told = frame.loc[twice, list(key)].iloc[0]
        raise TableError("key_twice", table=table, key=", ".join(map(str, told)))
