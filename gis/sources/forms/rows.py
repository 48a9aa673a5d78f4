"""Rows of text, as a sheet or a CSV file has them, to a layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice, zip_longest

import pandas as pd

from gis.errors import SourceError
from gis.sources.forms.heading import (
    DEEPEST,
    LOOKED_AT,
    Heading,
    Merge,
    Row,
    distinct,
    find_heading,
    is_blank,
)
from gis.sources.forms.opened import Opened

_AT_ONCE = 10_000  # rows that stand in memory as Python values
_Numbered = tuple[int, Row]


def gather(
    layer: str,
    rows: Iterable[_Numbered],
    *,
    merges: Collection[Merge] = (),
    hidden: bool = False,
    heading_row: int | None = None,
) -> Opened | None:
    """Return the table below the heading, every value as the text that stands there; None without rows.

    Empty rows are left out. A value in a column without heading stands under "kolom 9", the number of the
    column; an empty column without heading is left out. A second heading of the same words gets " (2)".
    A cell merged downwards counts for all its rows; one merged sideways stands in its first column.

    Parameters
    ----------
    rows
        With the number that a person sees, in order. Rows may be of different lengths.
    merges
        The merged cells of the sheet.
    hidden
        Whether the file hides the sheet.
    heading_row
        Where the heading begins, when a person says so.

    Raises
    ------
    SourceError
        ``heading_row_empty`` when nothing stands in that row.
    """
    filled = ((line, row) for line, row in rows if not all(map(is_blank, row)))
    first = _first(filled, heading_row)
    if heading_row is not None and all(line != heading_row for line, _ in first):
        raise SourceError("heading_row_empty", layer=layer, row=heading_row)
    heading = find_heading(first, merges=merges, at=heading_row)
    if heading is None:
        return None
    below = ((line, row) for line, row in chain(first, filled) if line > heading.last)
    body = _filled_down(below, merges) if merges else below
    lines: list[int] = []
    width = max(heading.words) + 1
    frames = [pd.DataFrame(columns=range(width), dtype="str")]
    while told := list(islice(body, _AT_ONCE)):
        lines += [line for line, _ in told]
        frames.append(_frame([row for _, row in told], width=width))
    frame = _named(pd.concat(frames, ignore_index=True), heading)
    return Opened(layer, frame, lines=tuple(lines), header_line=heading.line, hidden=hidden)


def _first(filled: Iterator[_Numbered], heading_row: int | None) -> list[_Numbered]:
    """Take the rows among which the heading is: all until the one that a person said, and a few below it."""
    if heading_row is None:
        return list(islice(filled, LOOKED_AT))
    taken: list[_Numbered] = []
    for line, row in filled:
        taken.append((line, row))
        if line >= heading_row + DEEPEST:
            break
    return taken


def _filled_down(rows: Iterator[_Numbered], merges: Collection[Merge]) -> Iterator[_Numbered]:
    starts: defaultdict[int, list[Merge]] = defaultdict(list)
    for merge in merges:
        if merge.last_row > merge.first_row:
            starts[merge.first_row].append(merge)
    held: dict[int, tuple[str | None, int]] = {}  # by column: what stands in it, until which row
    for line, told in rows:
        row = list(told)
        held = {column: (value, last) for column, (value, last) in held.items() if line <= last}
        for column, (value, _) in held.items():
            row += [None] * (column + 1 - len(row))
            if is_blank(row[column]):
                row[column] = value
        for merge in starts.get(line, ()):
            if merge.first_column < len(row):
                held[merge.first_column] = (row[merge.first_column], merge.last_row)
        yield line, row


def _frame(rows: list[Row], *, width: int) -> pd.DataFrame:
    columns = list(zip_longest(*rows))  # rows may be of different lengths
    columns += [(None,) * len(rows)] * (width - len(columns))
    return pd.DataFrame(dict(enumerate(columns)), dtype="str")


def _named(frame: pd.DataFrame, heading: Heading) -> pd.DataFrame:
    kept = [
        column
        for column in range(frame.shape[1])
        if column in heading.words or frame[column].str.strip().fillna("").ne("").any()
    ]
    names = distinct(heading.words.get(column, f"kolom {column + 1}") for column in kept)
    return frame.iloc[:, kept].set_axis(names, axis="columns")
