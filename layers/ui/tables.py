"""The tables under the map: the same things, with the same selection."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import partial
from typing import Any, Literal

import geopandas as gpd
import pandas as pd
import streamlit as st

from gis.workspace.places import join_figures
from layers import words
from layers.ui import drawn, state
from layers.ui.folded import folded
from layers.ui.front import Desk
from layers.words.figures import DIMENSION_NAMES

CHOSEN = "●"
_WIDTHS = {  # px; the other columns are as wide as their words
    name: st.column_config.Column(width=width)
    for name, width in {"": 30, " ": 30, "Naam": 245, "Wanneer": 215}.items()
}

_FIGURES = {
    "buurtnaam": "Buurt",
    "buurtcode": "Code",
    "inwoners": "Inwoners",
    "kscore": "Klasse (1-9)",
    "afw": "Verschil met Nederland",
    **DIMENSION_NAMES,
    "woz_waarde_keur": "WOZ (x € 1.000)",
    "koopwoningen_pct": "Koop (%)",
}


def show_tables(desk: Desk) -> None:
    """Offer the activities and the buurten as sortable tables; a chosen row is chosen on the map."""
    nowhere = int(desk.shown["id"].isin(drawn.without_place(desk.seen_by, desk.area)).sum())
    label = (
        f"Tabel: {len(desk.shown)} van {len(desk.activities)} activiteiten ({nowhere} zonder plek op de kaart), "
        f"{len(desk.place.buurten)} buurten"
    )
    with st.container(key="tabel"):
        sheet = folded(label, key="tabel.open", icon=":material/table_rows:")
    if sheet is None:
        return
    with sheet:
        activities, buurten = st.tabs(["Activiteiten", "Buurten"])
        with activities:
            choose_activity(desk.shown, key="tabel.activiteiten")
        with buurten:
            _choose_buurt(desk)


def choose_activity(frame: gpd.GeoDataFrame, *, key: str, height: int | Literal["stretch"] = 260) -> None:
    """Show activities as a table of some height [px] and choose the row that is clicked."""
    if frame.empty:
        st.info("Geen activiteiten met dit filter. Zet links een filter uit of voeg een activiteit toe.")
        return
    told = pd.DataFrame(
        {
            "": [CHOSEN if name == state.selected() else "" for name in frame["id"]],
            "Groep": frame["theme_group"],
            "Naam": frame["title"],
            "Stand": frame["shown_as"],
            "Wanneer": frame["period_text"].replace("", "onbekend"),
            "Wie": [", ".join(names) for names in frame["partners"]],
            "Plek": ["ja" if place is not None else "nee" for place in frame.geometry],
            "Verzonnen": ["ja" if made else "" for made in frame["fictional"]],
        }
    )
    idle = [name for name in ("", "Verzonnen") if not told[name].any()]
    choose_row(told.drop(columns=idle), list(frame["id"]), key=key, height=height, column_config=_WIDTHS)


def _choose_buurt(desk: Desk) -> None:
    joined = join_figures(desk.place)
    told = pd.DataFrame(joined[list(_FIGURES)].rename(columns=_FIGURES))
    outlined = joined.geometry.notna()
    told.insert(0, " ", [CHOSEN if code == state.selected() else "" for code in joined["buurtcode"]])
    choose_row(told, list(joined["buurtcode"]), key="tabel.buurten", height=260, column_config=_WIDTHS)
    without = int((~outlined).sum())
    st.caption(
        f"Leeg: geen cijfer gepubliceerd, dat is iets anders dan 0. "
        f"{words.number(without)} buurten hebben hier geen grens en staan niet op de kaart."
    )


def choose_row(
    told: pd.DataFrame,
    ids: Sequence[str],
    *,
    key: str,
    **looks: Any,  # noqa: ANN401 - names and types are Streamlit's own
) -> None:
    """Show rows as a table and choose what is clicked, at the click alone; nothing when it is taken back.

    Parameters
    ----------
    told
        What is shown, a row for each of `ids`.
    key
        Of the table; another list of ids is another table, so that no pick stays on a row that went.
    looks
        Passed on to `st.dataframe`.
    """
    name = f"{key}.{zlib.crc32(chr(31).join(ids).encode())}"
    st.dataframe(
        told,
        key=name,
        hide_index=True,
        on_select=partial(_keep_pick, name, ids),
        selection_mode="single-row",
        **looks,
    )


def _keep_pick(name: str, ids: Sequence[str]) -> None:
    rows = state.choice(name)["selection"]["rows"]
    state.remember("gekozen", ids[rows[0]] if rows else None)
