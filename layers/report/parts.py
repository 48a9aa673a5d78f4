"""One part of a report: what it is called, what it says in one sentence, and its table of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, eq=False)
class Part:
    """One part: what it is called, what it says in one sentence, and its table.

    The table has Dutch heads and words as its cells; its index holds the ids of what the rows are about.
    """

    title: str
    sentence: str
    table: pd.DataFrame


def make_part(
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    ids: Sequence[str],
    *,
    sentence: str,
    nothing: str,
) -> Part:
    """Return a part; without rows it says `nothing` instead of its sentence."""
    table = pd.DataFrame(
        [list(row) for row in rows], columns=list(heads), index=pd.Index(list(ids), dtype="str")
    )
    return Part(title, sentence if len(table) else nothing, table)
