"""Which rows of a sheet or a CSV file are its heading, and how they name the columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

LOOKED_AT = 20  # rows with something in them among which the heading is looked for
DEEPEST = 3  # rows that one heading may have
Row = Sequence[str | None]


class Merge(NamedTuple):
    """Cells that the file says are one; rows count from 1, columns from 0, both ends belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class Heading:
    """The rows of a heading, from `line` to `last`, and its words by column; a column may have none."""

    line: int
    last: int
    words: Mapping[int, str]


def is_blank(cell: str | None) -> bool:
    """Whether nothing stands in a cell that a person can see."""
    return cell is None or not cell.strip()


def find_heading(
    rows: Sequence[tuple[int, Row]], *, merges: Collection[Merge] = (), at: int | None = None
) -> Heading | None:
    """Return the heading above a table; None when there are no rows.

    It is the first row of at least two filled cells that are all words and half as many as in the fullest
    row, or that is nearly as full as the fullest (three quarters) and has a word somewhere: years may be
    headings. Words hold a letter. When no row is like that, it is the first that is half as full as the
    fullest.

    A second row belongs to it when the file says so by merged cells: one heading merged over both rows, or
    one over several columns with words below and nothing below its neighbours. "Planning" over "Start" and
    "Eind" gives "Planning Start" and "Planning Eind". So does a row of group headings right above it, but
    not a title over the whole table.

    Parameters
    ----------
    rows
        The first rows that are not empty with their numbers, in order; `LOOKED_AT` of them are enough.
    merges
        The merged cells of the sheet; a CSV file has none.
    at
        The row where a person says that it begins: it is taken, with what merged cells put below it.

    Examples
    --------
    >>> told = [(1, ["Plannen 2027"]), (3, ["Naam", "Thema"]), (4, ["Fietsnietjes", "ruimte"])]
    >>> find_heading(told)
    Heading(line=3, last=3, words={0: 'Naam', 1: 'Thema'})
    """
    if not rows:
        return None
    if at is not None:
        return _heading(at, dict(rows), merges, at=at)
    fullest = max(len(_filled(row)) for _, row in rows)
    likely = (line for line, row in rows if _could_be(row, fullest=fullest))
    half = (line for line, row in rows if len(_filled(row)) * 2 >= fullest)
    return _heading(next(likely, None) or next(half), dict(rows), merges)


def _heading(
    base: int, by_line: Mapping[int, Row], merges: Collection[Merge], *, at: int | None = None
) -> Heading:
    first, last = at or _first(base, by_line, merges), _last(base, by_line, merges)
    return Heading(first, last, _words(range(first, last + 1), by_line, merges))


def distinct(names: Iterable[str]) -> list[str]:
    """Return the names with a number behind those that were there before, capitals or not.

    Examples
    --------
    >>> distinct(["Naam", "Thema", "naam"])
    ['Naam', 'Thema', 'naam (2)']
    """
    told: list[str] = []
    taken: set[str] = set()
    for name in names:
        fresh, number = name, 1
        while fresh.casefold() in taken:
            number += 1
            fresh = f"{name} ({number})"
        taken.add(fresh.casefold())
        told.append(fresh)
    return told


def _filled(row: Row) -> dict[int, str]:
    return {place: " ".join(cell.split()) for place, cell in enumerate(row) if cell and not is_blank(cell)}


def _are_words(cell: str) -> bool:
    return any(sign.isalpha() for sign in cell)


def _could_be(row: Row, *, fullest: int) -> bool:
    filled = _filled(row)
    words = sum(map(_are_words, filled.values()))
    if len(filled) < 2 or not words:  # noqa: PLR2004 - one cell is a title
        return False
    return len(filled) * 4 >= fullest * 3 or (words == len(filled) and len(filled) * 2 >= fullest)


def _first(base: int, by_line: Mapping[int, Row], merges: Collection[Merge]) -> int:
    """Return the row above when it groups the headings, else the heading's own."""
    above, own = _filled(by_line.get(base - 1, ())), _filled(by_line[base])
    wide = [merge for merge in merges if merge.last_row == base - 1 and _is_wide(merge, above)]
    if not wide or not all(map(_are_words, above.values())):
        return base
    if any(merge.first_column <= min(own) and merge.last_column >= max(own) for merge in wide):
        return base  # a title
    return base - 1 if len(above) > 1 or wide[0].first_column > min(own) else base


def _last(base: int, by_line: Mapping[int, Row], merges: Collection[Merge]) -> int:
    """Return the last row of a heading that begins at `base`."""
    own = _filled(by_line[base])
    here = [merge for merge in merges if merge.first_row == base and merge.first_column in own]
    wide = [merge for merge in here if merge.last_row == base and _is_wide(merge, own)]
    last = max((merge.last_row for merge in here), default=base)
    if last == base:
        last = base + 1 if wide else base
    below = [_filled(by_line.get(line, ())) for line in range(base + 1, last + 1)]
    grouped = {column for merge in wide for column in range(merge.first_column, merge.last_column + 1)}
    ours = all(
        _are_words(cell) and (column in grouped or column not in own)
        for row in below
        for column, cell in row.items()
    )
    deep = any(merge.last_row > base for merge in here)
    under = any(column in grouped for row in below for column in row)
    return last if ours and (deep or under) and last - base < DEEPEST else base


def _is_wide(merge: Merge, filled: Collection[int]) -> bool:
    return merge.first_column in filled and merge.last_column > merge.first_column


def _words(lines: range, by_line: Mapping[int, Row], merges: Collection[Merge]) -> dict[int, str]:
    parts: dict[int, list[str]] = {}
    for line in lines:
        told = _filled(by_line.get(line, ()))
        if len(lines) > 1:  # a group heading counts for all its columns
            for merge in merges:
                if merge.first_row == line and merge.first_column in told:
                    columns = range(merge.first_column, merge.last_column + 1)
                    told |= dict.fromkeys(columns, told[merge.first_column])
        for column, word in told.items():
            before = parts.setdefault(column, [])
            if before[-1:] != [word]:
                before.append(word)
    return {column: " ".join(words) for column, words in sorted(parts.items())}
