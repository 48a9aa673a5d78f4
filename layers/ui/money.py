"""Money told by the partners, in totals that are never added together when they may not be."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from gis.analysis.money import By
from layers import listings
from layers.report import as_read
from layers.ui import cached
from layers.ui.front import Desk
from layers.ui.text import inert

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
        group, *amounts = as_read(told).items()
        st.table(pd.DataFrame(dict(amounts)).set_index(group[1].map(inert)))
    st.download_button(
        "Download deze tabel (CSV)",
        listings.excel_csv(told),
        file_name=f"geld_{by}.csv",
        mime="text/csv",
        icon=":material/download:",
    )
