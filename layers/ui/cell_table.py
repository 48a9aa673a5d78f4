"""A table of which one cell is chosen: in it by mouse, finger or keys, or by controls elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from layers.ui import state

_CLICKED = "cel.geklikt"


@dataclass(frozen=True)
class Head:
    """A column: its name, the head above it, how wide it is [pixels], and what the head explains."""

    name: str
    head: str
    width: int
    help: str


def show_cells(
    table: pd.DataFrame,
    *,
    name: str,
    first: tuple[str, Sequence[str], int],
    heads: Sequence[Head],
    chosen: tuple[str, str],
    choose: Callable[[str, str], None],
    alt: str,
) -> None:
    """Show words in cells and call `choose` with the row and the column that are chosen in it.

    Parameters
    ----------
    table
        Words, by row and by the names of `heads`.
    name
        Tells tables apart.
    first
        Head, words by row, and width [pixels] of the column that names the rows.
    chosen
        The row and the column that are chosen now.
    alt
        What the table is, for who cannot see it.
    """
    rows = list(table.index)
    shown = pd.DataFrame({first[0]: list(first[1])})
    for head in heads:
        shown[head.head] = table[head.name].to_numpy()
    key = _key(name, chosen)
    of = {head.head: head.name for head in heads}

    def follow() -> None:
        told = state.choice(key)
        cells = told["selection"]["cells"] if told else []
        if cells:
            row, column = rows[int(cells[0][0])], of.get(str(cells[0][1]), chosen[1])
            state.remember(f"{_CLICKED}.{name}", ((row, column), key))
            choose(row, column)

    there = [head.head for head in heads if head.name == chosen[1]] if chosen[0] in rows else []
    st.dataframe(
        shown,
        hide_index=True,
        height="stretch",
        column_config={first[0]: st.column_config.TextColumn(width=first[2], pinned=True)}
        | {head.head: st.column_config.TextColumn(width=head.width, help=head.help) for head in heads},
        key=key,
        on_select=follow,
        selection_mode="single-cell",
        selection_default={"selection": {"cells": [(rows.index(chosen[0]), head) for head in there]}},
        alt=alt,
    )


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame, each by the names of its columns."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _key(name: str, chosen: tuple[str, str]) -> str:
    """Return the key of a table in which this cell is chosen.

    A table keeps its own selection, so that a cell chosen elsewhere needs a table that begins with it.
    """
    clicked, key = state.choice(f"{_CLICKED}.{name}") or (None, "")
    if clicked == chosen:
        return str(key)
    key = "|".join((name, *chosen))
    state.remember(f"{_CLICKED}.{name}", (chosen, key))
    return key
