"""Money told by the partners, in totals that are never added together when they may not be."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from gis.analysis.money import By
from layers import listings, words
from layers.ui import cached
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words.money import money_head

_WAYS: dict[str, By] = {
    "Per gebied": "area",
    "Per thema": "theme",
    "Per organisatie": "partner",
    "Per jaar": "year",
}


def show_money(desk: Desk) -> None:
    """Show the totals of what is listed, per area, theme, partner or year, and hand them over as a file."""
    if not desk.shown["money_text"].fillna("").any():
        st.info("Bij deze activiteiten is nog geen geld genoemd. Vul het in bij 'Toevoegen of wijzigen'.")
        return
    st.caption(
        "Bedragen in euro. Toegezegd en nog gezocht, eenmalig en per jaar, en additioneel geld staan apart en worden "
        "niet bij elkaar opgeteld. Leeg is: niet genoemd. Een bedrag voor meer gebieden of jaren staat bij elk ervan en telt onderaan "
        "één keer."
    )
    way = st.segmented_control(
        "Hoe?", list(_WAYS), default="Per thema", key="geld.hoe", label_visibility="collapsed"
    )
    by = _WAYS[way or "Per thema"]
    table = cached.money(desk.seen_by, tuple(desk.shown["id"]), by)
    names = {code: desk.place.area_name(code) for code in table[by].dropna()} if by == "area" else {}
    told = listings.money_list(table, names=names)
    with st.container(key="geldtabel"):
        st.table(_as_read(told))
    st.download_button(
        "Download deze tabel (CSV)",
        listings.excel_csv(told),
        file_name=f"geld_{by}.csv",
        mime="text/csv",
        icon=":material/download:",
    )


def _as_read(told: pd.DataFrame) -> pd.DataFrame:
    """Return totals as a person reads them: no empty columns, amounts with dots, nothing where nothing is told."""
    shared = money_head("shared")
    filled = [name for name in told.columns if told[name].notna().any()]
    if not told[shared].eq("ja").any():
        filled.remove(shared)
    group, *others = filled
    table = pd.DataFrame({_capital(name): told[name].map(_cell) for name in others})
    return table.set_index(pd.Index(told[group].map(inert), name=_capital(group)))


def _cell(value: str | float | None) -> str:
    return value if isinstance(value, str) else "" if pd.isna(value) else words.number(value)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:].removesuffix(" (euro)")
