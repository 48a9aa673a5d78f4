"""Money told by the partners, in totals that are never added together when they may not be."""

from __future__ import annotations

import streamlit as st

from gis.analysis.money import By
from layers import listings
from layers.ui import cached
from layers.ui.front import Desk

_WAYS: dict[str, By] = {
    "Per gebied": "area",
    "Per thema": "theme",
    "Per organisatie": "partner",
    "Per jaar": "year",
}


def show_money(desk: Desk) -> None:
    """Show the totals of what is listed, per area, theme, partner or year, and hand them over as a file."""
    st.caption(
        "Toegezegd en nog gezocht, eenmalig en per jaar, en additioneel geld staan apart en worden niet bij elkaar "
        "opgeteld. Leeg is: niet genoemd. Een bedrag voor meer gebieden of jaren staat bij elk ervan en telt onderaan "
        "één keer."
    )
    way = st.segmented_control("Hoe?", list(_WAYS), default="Per thema", label_visibility="collapsed")
    by = _WAYS[way or "Per thema"]
    table = cached.money(desk.seen_by, tuple(desk.shown["id"]), by)
    if table["sums"].max() in (0, None):
        st.info("Bij deze activiteiten is nog geen geld genoemd. Vul het in bij 'Toevoegen of wijzigen'.")
        return
    names = {code: desk.place.area_name(code) for code in table[by].dropna()} if by == "area" else {}
    told = listings.money_list(table, names=names)
    filled = [name for name in told.columns if told[name].notna().any()]
    st.dataframe(told[filled], hide_index=True)
    st.download_button(
        "Download deze tabel (CSV)",
        listings.excel_csv(told),
        file_name=f"geld_{by}.csv",
        mime="text/csv",
        icon=":material/download:",
    )
