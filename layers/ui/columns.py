"""Where the headings of a list stand and which column is which field, to be corrected by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from gis.register.headings import Column, tidy
from gis.sources.reader import Read
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words import lists

_EVERY_ROW = ("thema", "status")  # every row needs a word of their lists
_LONG = 36  # letters of an example
_LAST_ROW = 50_000  # of a list


def choose_columns(desk: Desk, reads: Sequence[Read], per_sheet: Mapping[str, Sequence[Column]]) -> None:
    """Show where the headings were found and which column was taken for which field, and let both be corrected.

    What a person says is remembered when the list is saved.
    """
    columns = list({tidy(one.heading): one for told in per_sheet.values() for one in told}.values())
    lacking = [name for name in _EVERY_ROW if name not in {one.field for one in columns}]
    left = [one for one in columns if not one.field and one.why == "nothing"]
    taken = len(columns) - len(left)
    label = f"Welke kolom is wat? {taken} van {len(columns)} kolommen begrepen"
    said = bool(state.choice("lijst.koppen"))
    with st.expander(label, expanded=said or bool(lacking), icon=":material/view_column:"):
        choose_heading_rows(reads)
        across = st.columns(3)
        for place, column in enumerate(columns):
            with across[place % 3]:
                _choose_column(column)
        for name in lacking:
            _choose_for_all(desk, name)


def choose_heading_rows(reads: Sequence[Read]) -> None:
    """Ask on which row the headings of each table stand; a form of file without such a row asks nothing."""
    headed = [read for read in reads if read.header_line and not read.hidden]
    if not headed:
        return
    across = st.columns(3)
    for place, read in enumerate(headed):
        with across[place % 3]:
            _choose_heading_row(read, named=len(headed) > 1)


def _choose_heading_row(read: Read, *, named: bool) -> None:
    key = f"lijst.koprij.{read.sha256[:12]}.{read.layer}"

    def keep() -> None:
        state.remember("lijst.koppen", {**state.choice("lijst.koppen"), read.layer: state.choice(key)})

    st.number_input(
        f"Koppen staan op rij{f' ({inert(read.layer)})' if named else ''}",
        min_value=1,
        max_value=_LAST_ROW,
        value=read.header_line,
        key=key,
        on_change=keep,
        help="De rij in uw bestand met de namen van de kolommen. Wat erboven staat lezen wij niet.",
    )


def _choose_column(column: Column) -> None:
    heading = tidy(column.heading)
    options = ["", *lists.OFFERED, *([column.field] if column.field not in ("", *lists.OFFERED) else [])]
    key = f"lijst.kolom.{state.choice('lijst.beurt') or 0}.{heading}"
    said = ", ".join(one[:_LONG] for one in column.examples[:2]) or "leeg"
    why = lists.WHY[column.why]

    def keep() -> None:
        state.remember("lijst.kolommen", {**state.choice("lijst.kolommen"), heading: state.choice(key)})

    st.selectbox(
        inert(column.heading.strip() or "zonder kop"),
        options,
        index=options.index(column.field),
        key=key,
        format_func=lambda field: lists.field_words(field) if field else lists.NO_FIELD,
        on_change=keep,
        disabled=column.why == "personal",
    )
    st.caption(inert(f"{said}{f' · {why}' if why else ''}"))


def _choose_for_all(desk: Desk, name: str) -> None:
    """Offer a word for every row of a field that the list has no column for."""
    vocabulary = desk.register.vocabulary
    options = ["", *(vocabulary.themes if name == "thema" else vocabulary.statuses)]
    key = f"lijst.vast.{state.choice('lijst.beurt') or 0}.{name}"

    def keep() -> None:
        chosen = {**state.choice("lijst.vast"), name: state.choice(key)}
        state.remember("lijst.vast", {field: words for field, words in chosen.items() if words})

    st.selectbox(
        f"{lists.field_words(name)}: staat niet in de lijst. Geldt voor alle rijen:",
        options,
        index=options.index(state.choice("lijst.vast").get(name, "")),
        key=key,
        format_func=lambda word: word or "per rij kiezen",
        on_change=keep,
    )
