"""On which row the headings of a partner's list stand: as a person says, now or of an earlier version."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gis.errors import SourceError
from gis.register.headings import tidy
from gis.register.updates import bare_name
from gis.sources.forms.opened import HeadingRows
from gis.sources.reader import Read
from gis.workspace.registers import Register

_ALIKE = 0.5  # of the headings must be the same, else the rows of the list have moved


@dataclass(frozen=True)
class Head:
    """Where the headings of a table begin, by the number that a person sees, and what they are, tidied."""

    layer: str
    row: int
    words: tuple[str, ...]


def open_list(
    register: Register,
    file: str,
    *,
    organisation: str,
    heading_rows: HeadingRows,
    read: Callable[[HeadingRows], list[Read]],
) -> list[Read]:
    """Open a list with its headings where a person says, else where they were said to be in earlier versions.

    What was said before counts for a list of the same name apart from digits, as long as at least half of the
    headings are the same there; else the computer finds the heading.

    Parameters
    ----------
    file
        Its name.
    heading_rows
        Row by sheet, or for a CSV file by its layer; "" is for every sheet.
    read
        `gis.sources.lists.read_list` for this file.

    Raises
    ------
    SourceError
        As in `gis.sources.lists.read_list`.
    """
    before = _before(register, file, organisation)
    if not before or "" in heading_rows:
        return read(heading_rows)
    kept = {layer: row for layer, (row, _) in before.items()}
    try:
        reads = read({**kept, **heading_rows})
        moved = {one.layer for one in reads if not _alike(one, before)} - set(heading_rows)
    except SourceError:  # a sheet or a row that is not there any more
        moved = set(kept)
    if not moved & set(kept):
        return reads
    stayed = {layer: row for layer, row in kept.items() if layer not in moved}
    return read({**stayed, **heading_rows})


def heads_of(reads: Sequence[Read]) -> tuple[Head, ...]:
    """Return where the headings of a list stand; a form that has no rows for them has none."""
    return tuple(Head(read.layer, read.header_line, _headings(read)) for read in reads if read.header_line)


def keep_heading_rows(
    register: Register,
    heads: Sequence[Head],
    *,
    file: str,
    organisation: str,
    heading_rows: HeadingRows,
) -> None:
    """Remember for the next version of a list what a person said of its headings."""
    said = [head for head in heads if head.layer in heading_rows or "" in heading_rows]
    if not said:
        return
    told = register.store.setting(_setting(organisation))
    kept = json.loads(told) if told else {}
    kept |= {_key(file, head.layer): [head.row, head.words] for head in said}
    register.store.set_setting(_setting(organisation), json.dumps(kept, ensure_ascii=False))


def _before(register: Register, file: str, organisation: str) -> dict[str, tuple[int, list[str]]]:
    """Return by layer the row that was said of an earlier version, and the headings it had."""
    told = register.store.setting(_setting(organisation))
    kept: dict[str, tuple[int, list[str]]] = json.loads(told) if told else {}
    begin = f"{bare_name(file)}/"
    named = {key.removeprefix(begin): one for key, one in kept.items() if key.startswith(begin)}
    return {layer or _stem(file): one for layer, one in named.items()}


def _alike(read: Read, before: Mapping[str, tuple[int, list[str]]]) -> bool:
    there = set(before[read.layer][1]) if read.layer in before else set()
    return not there or len(there & set(_headings(read))) >= _ALIKE * len(there)


def _headings(read: Read) -> tuple[str, ...]:
    return tuple(tidy(str(name)) for name in read.frame.columns)


def _key(file: str, layer: str) -> str:
    """Return under which name it is kept: the layer of a CSV file is called as the file, which changes."""
    return f"{bare_name(file)}/{'' if layer == _stem(file) else layer}"


def _stem(file: str) -> str:
    return file.partition(".")[0]


def _setting(organisation: str) -> str:
    return f"koppen:{organisation}"
