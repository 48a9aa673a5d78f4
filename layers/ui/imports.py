"""Bring in a list: what is ready, what needs help and why, and then save."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

import streamlit as st

from gis.workspace import imports
from layers import listings, messages
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.text import inert


def show_import(desk: Desk) -> None:
    """Ask for a file, show every problem at once, and save on request."""
    st.caption(
        "CSV, Excel, GeoJSON, GeoPackage of gezipte shapefile met ten minste de kolommen naam, thema en status. "
        "Nieuwe rijen ziet eerst alleen uw organisatie."
    )
    file = st.file_uploader("Uw lijst", key="lijst.bestand")
    as_stated = st.checkbox("Neem over wie het mag zien, zoals het in de lijst staat")
    if file is not None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / Path(file.name).name
            path.write_bytes(file.getbuffer())
            _check_and_save(desk, path, as_stated=as_stated)
    waiting = desk.register.store.parked(organisation=desk.view.organisation)
    if waiting:
        with st.expander(f"Rijen die nog wachten ({len(waiting)})"):
            st.dataframe(imports.problems_table(waiting), hide_index=True)


def _check_and_save(desk: Desk, path: Path, *, as_stated: bool) -> None:
    def bring(*, dry_run: bool) -> imports.Imported:
        return imports.import_activities(
            desk.home,
            desk.register,
            path,
            organisation=desk.view.organisation,
            at=datetime.now().astimezone(),
            as_stated=as_stated,
            dry_run=dry_run,
        )

    brought = bring(dry_run=True)
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
    if st.button("Bewaar wat klaar is", type="primary", disabled=not brought.rows):
        bring(dry_run=False)
        state.change(melding="De lijst is bewaard. Er is niets verloren gegaan.")
