"""The first words: what this is, a tour of the example, and beginning with one's own gemeente."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from gis.workspace import fetch, sample
from layers.ui import state
from layers.ui.front import Desk
from layers.words import reports

_STEPS = (
    ("Kaart", "Klik op de buurt **Selwerd**. Rechts leest u hoe het er gaat en wat er gebeurt."),
    (
        "Kansen en witte vlekken",
        "In het najaar van 2027 komen 5 plannen samen. Klik op de groep en zie de plek.",
    ),
    ("Kansen en witte vlekken", "Open **Witte vlekken**: waar doet nog niemand iets?"),
    (
        "Buurt zoals beleefd",
        "Twaalf mensen tekenden hun Selwerd. Het blijken twee buurten met dezelfde naam.",
    ),
    ("Delen", "Kies voor wie het is en haal de kaart of het GIS-bestand op."),
)


def offer(desk: Desk) -> bool:
    """Show what the example is with its two buttons, until closed; return whether it was shown."""
    if not desk.register.workspace.fictional or state.choice("welkom.dicht"):
        return False
    with st.container(key="welkom", horizontal=True, vertical_alignment="center"):
        st.markdown(
            "**Dit is een voorbeeld.** De grenzen en cijfers zijn echt (CBS, Leefbaarometer 2024). "
            "De plannen en tekeningen zijn verzonnen.",
            width="stretch",
        )
        if st.button("Bekijk het voorbeeld in 5 stappen", type="primary", width="content"):
            _tour()
        if st.button("Begin met mijn gemeente", width="content"):
            begin_own(desk)
        if st.button("✕", key="welkom.sluit", help="Sluit deze uitleg", width="content"):
            state.remember("welkom.dicht", value=True)
            st.rerun()
    return True


@st.dialog("Het voorbeeld in 5 stappen")
def _tour() -> None:
    for number, (page, told) in enumerate(_STEPS, start=1):
        st.markdown(f"**{number}. {page}**  \n{told}")
    st.caption("De pagina's vindt u bovenaan het scherm.")


@st.dialog("Begin met mijn gemeente", width="large")
def begin_own(desk: Desk) -> None:
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
    if not st.button("Haal op", type="primary", disabled=code is None or not files):
        st.caption("De bestanden blijven op deze computer. Volgende keer is de gemeente er meteen.")
        return
    with tempfile.TemporaryDirectory() as folder, st.spinner("De bestanden worden gelezen …"):
        paths = []
        for number, file in enumerate(files):
            path = Path(folder) / f"{number}-{Path(file.name).name}"
            path.write_bytes(file.getbuffer())
            paths.append(path)
        report = fetch.fetch_place(desk.home, str(code), files=paths, year=None, today=desk.today)
    state.remember("melding", "  \n".join(reports.fetch_lines(report)))
    state.change(werkruimte="eigen", gemeente=code, jaar=report.place.jaar, gekozen=None)
