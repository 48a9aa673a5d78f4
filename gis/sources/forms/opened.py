"""What every form of file is opened into."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pyarrow as pa


@dataclass(frozen=True, eq=False)
class Opened:
    """One layer of a file; `broken` are the positions of rows whose geometry is there but not readable."""

    layer: str
    frame: pd.DataFrame
    broken: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Cut:
    """The rows of one gemeente in a layer that holds others too; ready to hand over, perhaps none.

    `table` has its shapes as WKB in the column ``geometry`` and says so as GeoParquet does.
    """

    layer: str
    table: pa.Table
