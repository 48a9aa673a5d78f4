"""What is only possible, behind one line: per partner which activities miss a place or a period."""

from __future__ import annotations

from typing import Any

import streamlit as st

from gis.workspace.answers import Reach
from layers.ui import asking, leading
from layers.ui.folded import folded
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words.formats import plural

_OPEN = "mogelijk.open"
_MOST = 60  # activities at once; the ones in the most pairs
_MISSES = {
    ("place", "onbekend"): "plek onbekend",
    ("place", "ruim"): "plek niet precies",
    ("period", "onbekend"): "periode onbekend",
    ("period", "ruim"): "begin of einde niet precies",
}


def show_possible(desk: Desk, reach: Reach, *, count: int) -> bool:
    """Show the line, and below it when it is open who can fill in what; return whether it is open."""
    sheet = folded(f"Nog {count} mogelijk: plek of periode onbekend.", key=_OPEN)
    if sheet is None:
        return False
    told = asking.lacking(desk.seen_by, desk.area, reach, desk.reference_day)
    with sheet:
        st.caption("Wie iets aanvult, maakt van mogelijk zeker. Eerst wat het meeste oplevert.")
        first = told.head(_MOST)
        names = first["organisation"].fillna("organisatie onbekend")
        for name, rows in first.groupby(names, sort=False):
            st.markdown(f"**{inert(name)}**")
            for row in rows.to_dict("records"):
                _show_row(desk, row)
        if len(told) > _MOST:
            st.caption(f"En nog {plural(len(told) - _MOST, 'activiteit', 'activiteiten')}.")
    return True


def _show_row(desk: Desk, row: dict[Any, Any]) -> None:
    misses = ", ".join(_MISSES[name, row[name]] for name in ("place", "period") if isinstance(row[name], str))
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        told = f"{inert(row['title'])} · {misses} · {plural(row['pairs'], 'kans', 'kansen')}"
        st.markdown(told, width="stretch")
        if row["owner"] != desk.view.organisation or not desk.view.may_change:
            st.markdown(f"vraag het {inert(row['owner'])}", width="content")
        elif st.button("Vul aan", key=f"vulaan.{row['id']}", width="content"):
            leading.to_record(row["id"])
