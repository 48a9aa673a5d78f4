"""Bring in a list: what is ready, what needs help and why, and then save."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

import streamlit as st

from gis.workspace import imports
from layers import listings, messages
from layers.ui import cached, state
from layers.ui.front import Desk
from layers.ui.text import inert


def show_import(desk: Desk) -> None:
    """Ask for a file, show every problem at once, and save on request."""
    st.caption(
        "CSV, Excel, GeoJSON, GeoPackage of gezipte shapefile met ten minste de kolommen naam, thema en status. "
        "Nieuwe rijen ziet eerst alleen uw organisatie."
    )
    turn = state.choice("lijst.beurt") or 0
    file = st.file_uploader("Uw lijst", key=f"lijst.bestand.{turn}")
    as_stated = st.checkbox("Neem over wie het mag zien, zoals het in de lijst staat")
    if file is not None:
        ready = _check(desk, (Path(file.name).name, file.getvalue()), as_stated=as_stated)
        if st.button("Bewaar wat klaar is", type="primary", disabled=not ready):
            _save(desk, (Path(file.name).name, file.getvalue()), as_stated=as_stated)
            state.remember("lijst.beurt", turn + 1)  # an empty box for the next list
            state.change(melding="De lijst is bewaard. Er is niets verloren gegaan.")
    waiting = desk.register.store.parked(organisation=desk.view.organisation)
    if waiting:
        with st.expander(f"Rijen die nog wachten ({len(waiting)})"):
            st.dataframe(imports.problems_table(waiting), hide_index=True)


def _check(desk: Desk, file: tuple[str, bytes], *, as_stated: bool) -> bool:
    """Say what would become of the list, every problem at once; return whether there is anything to save."""
    brought = cached.checked_list(
        *desk.seen_by[:3],
        file,
        organisation=desk.view.organisation,
        as_stated=as_stated,
        today=desk.today,
    )
    st.markdown(f"**{inert(listings.import_lines(brought)[0])}**")
    for row in brought.parked:
        for problem in row.problems:
            st.markdown(f"- Rij {row.row}: {inert(messages.problem_sentence(problem))}")
    if brought.parked:
        st.download_button(
            "Download wat er mis is (CSV)",
            listings.excel_csv(imports.problems_table(brought.parked)),
            file_name="problemen.csv",
            mime="text/csv",
        )
    return brought.rows > 0


def _save(desk: Desk, file: tuple[str, bytes], *, as_stated: bool) -> None:
    name, body = file
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(body)
        imports.import_activities(
            desk.home,
            desk.register,
            path,
            organisation=desk.view.organisation,
            at=datetime.now().astimezone(),
            as_stated=as_stated,
        )
