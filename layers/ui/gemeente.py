"""Beginning with a gemeente of one's own: from the national services or from files, and then one's own register there."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from gis.errors import BuurtError
from gis.sources.services.addresses import SERVICES
from gis.sources.services.client import Client, Progress
from gis.workspace import fetch, sample
from gis.workspace.fetch import Fetched, Kept
from gis.workspace.home import Home
from layers import listings, messages
from layers.ui import errand, state
from layers.ui.settings import read_settings
from layers.ui.text import inert
from layers.words import reports

BEGIN = "Begin met mijn gemeente"

_SERVICES, _FILES = "Haal op bij CBS, PDOK en de Leefbaarometer", "Uit bestanden"
_WHOM = ", ".join(address.removeprefix("https://") for address in SERVICES)
_LOOK_S = 0.5  # how often the screen looks how far the fetch is


@st.dialog(BEGIN, width="large")
def begin_own(home: Home, today: date) -> None:
    """Ask for a gemeente and where its data come from, fetch it, and open one's own register there."""
    session = state.secret()
    if errand.of(session) is None:
        room = st.empty()
        with room.container():
            _choose(home, today)
        if errand.of(session) is None:
            return
        room.empty()
    _follow()
    st.button("Stop en kies opnieuw", on_click=errand.forget, args=(session,))


def _choose(home: Home, today: date) -> None:
    names = sample.gemeente_names()
    code = st.selectbox(
        "Welke gemeente?",
        list(names),
        format_func=lambda found: f"{names[found]} ({found})",
        index=None,
        placeholder="Typ de naam",
    )
    way = st.radio("Waar komen de gegevens vandaan?", [_SERVICES, _FILES])
    if way == _SERVICES:
        st.caption(
            f"Wij vragen de grenzen, cijfers en scores op bij {_WHOM}. "
            "Die diensten zien welke gemeente u kiest. Van uw register gaat niets mee."
        )
        if st.button("Haal op", type="primary", disabled=code is None):
            _send(home, str(code), today)
        return
    files = st.file_uploader(
        "Bestanden met grenzen, cijfers en scores",
        accept_multiple_files=True,
        help="GeoPackage, GeoJSON, gezipte shapefile, CSV of Excel van CBS, PDOK of de Leefbaarometer.",
    )
    st.caption("De bestanden blijven op deze computer. Volgende keer is de gemeente er meteen.")
    if st.button("Haal op", type="primary", disabled=code is None or not files):
        _read_files(home, str(code), files, today)


def _send(home: Home, code: str, today: date) -> None:
    address = read_settings().service_url

    def work(tell: Callable[[Progress], None], stopped: errand.Stopped) -> Fetched | Kept:
        client = Client(address, tell=tell, stopped=stopped)
        return fetch.fetch_from_services(home, code, client=client, year=None, today=today)

    errand.start(state.secret(), work)


@st.fragment(run_every=_LOOK_S)
def _follow() -> None:
    """Show how far the fetch is until it ends; a fault is said here, inside the dialog."""
    sent: errand.Errand[Progress, Fetched | Kept] | None = errand.of(state.secret())
    if sent is None:
        return
    if sent.running:
        told = sent.progress
        share = 0.0 if told is None else (told.number - 1) / told.steps
        st.progress(
            share, text="De diensten worden gevraagd …" if told is None else reports.progress_words(told)
        )
    elif sent.found is not None:
        errand.forget(state.secret())
        _open(sent.found)
    else:
        # Without an answer or a fault of ours the program itself failed; its log says how.
        st.error(inert(messages.sentence(sent.error)) if sent.error else "Het ophalen is mislukt.")


def _read_files(home: Home, code: str, files: list[UploadedFile], today: date) -> None:
    with tempfile.TemporaryDirectory() as folder, st.spinner("De bestanden worden gelezen …"):
        paths = []
        for number, file in enumerate(files):
            path = Path(folder) / str(number) / Path(file.name).name
            path.parent.mkdir()
            path.write_bytes(file.getbuffer())
            paths.append(path)
        try:
            found = fetch.fetch_place(home, code, files=paths, year=None, today=today)
        except BuurtError as error:  # said inside the dialog, so that the files need not be chosen again
            st.error(inert(messages.sentence(error)))
            return
    _open(found)


def _open(found: Fetched | Kept) -> None:
    place = found.place
    state.remember("melding", "  \n".join(inert(line) for line in listings.fetch_lines(found)))
    state.change(werkruimte="eigen", gemeente=place.gemeentecode, jaar=place.jaar, gekozen=None)
