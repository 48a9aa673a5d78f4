"""What every form of file is opened into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd
import pyarrow as pa

HeadingRows = Mapping[str, int]  # by layer where its heading begins, as a person says; "" is for every layer
NOT_SAID: HeadingRows = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Opened:
    """One layer of a file.

    Parameters
    ----------
    broken
        The positions of rows whose geometry is there but not readable.
    reasons
        Why, one code for each of `broken`; empty when nobody knows.
    lines
        The number of each row that a person sees in the file; none when they simply count from 1.
    header_line
        That of the heading; 0 when the form has none.
    hidden
        Whether the file hides the layer from who opens it.
    """

    layer: str
    frame: pd.DataFrame
    broken: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    header_line: int = 0
    hidden: bool = False


class Span(NamedTuple):
    """Where rows of a gemeente lie: by their code in `column`, with a `key` from `first` to `last`, both in.

    Rows of others may lie between them.
    """

    column: str
    key: str
    first: int
    last: int


@dataclass(frozen=True, eq=False)
class Cut:
    """The rows of one gemeente in a layer that holds others too; ready to hand over, perhaps none.

    `table` has its shapes as WKB in the column ``geometry`` and says so as GeoParquet does. `spans` are those
    of all gemeenten by their number, when they were looked for.
    """

    layer: str
    table: pa.Table
    spans: Mapping[str, Span] = field(default_factory=dict)


def row_of(layer: str, said: HeadingRows) -> int | None:
    """Return the row where the heading of a layer begins; None when nobody said."""
    return said.get(layer, said.get(""))
