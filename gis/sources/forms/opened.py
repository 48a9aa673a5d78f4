"""What every form of file is opened into."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, eq=False)
class Opened:
    """One layer of a file; `broken` are the positions of rows whose geometry is there but not readable."""

    layer: str
    frame: pd.DataFrame
    broken: tuple[int, ...] = ()
