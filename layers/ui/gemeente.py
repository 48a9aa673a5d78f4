"""Beginning with a gemeente of one's own: its name, its files, and then one's own register there."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import streamlit as st

from gis.errors import BuurtError
from gis.workspace import fetch, sample
from gis.workspace.home import Home
from layers import messages
from layers.ui import state
from layers.ui.text import inert
from layers.words import reports

BEGIN = "Begin met mijn gemeente"


@st.dialog(BEGIN, width="large")
def begin_own(home: Home, today: date) -> None:
    """Ask for a gemeente and its files, fetch it, and open one's own register there."""
    names = sample.gemeente_names()
    code = st.selectbox(
        "Welke gemeente?",
        list(names),
        format_func=lambda found: f"{names[found]} ({found})",
        index=None,
        placeholder="Typ de naam",
    )
    files = st.file_uploader(
        "Bestanden met grenzen, cijfers en scores",
        accept_multiple_files=True,
        help="GeoPackage, GeoJSON, gezipte shapefile, CSV of Excel van CBS, PDOK of de Leefbaarometer.",
    )
    st.caption("De bestanden blijven op deze computer. Volgende keer is de gemeente er meteen.")
    if not st.button("Haal op", type="primary", disabled=code is None or not files):
        return
    with tempfile.TemporaryDirectory() as folder, st.spinner("De bestanden worden gelezen …"):
        paths = []
        for number, file in enumerate(files):
            path = Path(folder) / str(number) / Path(file.name).name
            path.parent.mkdir()
            path.write_bytes(file.getbuffer())
            paths.append(path)
        try:
            report = fetch.fetch_place(home, str(code), files=paths, year=None, today=today)
        except BuurtError as error:  # said inside the dialog, so that the files need not be chosen again
            st.error(inert(messages.sentence(error)))
            return
    state.remember("melding", "  \n".join(inert(line) for line in reports.fetch_lines(report)))
    state.change(werkruimte="eigen", gemeente=code, jaar=report.place.jaar, gekozen=None)
