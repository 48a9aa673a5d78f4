"""Eigen reeksen: figures over the years by postcode area that a gemeente brings itself."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from gis.errors import BuurtError
from gis.sources.series import read_postcodes
from gis.workspace import series
from gis.workspace.series import Edition
from layers import messages
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words.formats import plural
from layers.words.reports import taken

_FORMS = ["csv", "gz", "xlsx", "gpkg"]
_REFUSED = "reeksen.geweigerd"


def edition_name(edition: Edition) -> str:
    """Return a series in words."""
    origin = edition.origins[0]
    count = plural(edition.series["postcode"].nunique(), "postcodegebied", "postcodegebieden")
    if not edition.whole:
        return f"Voorbeeld: {count}, {origin.edition}"
    return f"{origin.edition}, {count}, ingelezen op {taken(origin.retrieved)}"


def offer(desk: Desk, editions: list[Edition]) -> None:
    """Let a person bring the national series for the own postcodes, and take one away."""
    refused = state.take(_REFUSED)
    with st.expander("Eigen reeksen", icon=":material/timeline:", expanded=bool(refused)):
        if refused:
            st.error(inert(refused))
        st.caption(
            "Kies het landelijke bestand 'Leefbaarometer-scores PC4' en noem uw postcodes. Wilt u vergelijken met uw "
            "gemeente? Kies er de kerncijfers van het CBS bij, per postcode of per buurt. Alles blijft op deze computer."
        )
        turn = state.choice("reeksen.beurt") or 0
        files = st.file_uploader(
            "Bestanden", type=_FORMS, accept_multiple_files=True, key=f"reeksen.bestand.{turn}"
        )
        told = st.text_input(
            "Postcodes van de gemeente",
            placeholder="9711-9747",
            max_chars=300,
            help="Laat dit leeg als u kerncijfers per buurt meegeeft: daar staan de postcodes in.",
            key="reeksen.postcodes",
        )
        if files and st.button("Bewaar deze reeks", icon=":material/add_chart:"):
            _add(desk, [(Path(file.name).name, file.getvalue()) for file in files], told)
        for edition in editions:
            if edition.whole and st.button(
                f"Haal weg: {inert(edition_name(edition))}",
                key=f"reeksen.weg.{edition.name}",
                type="tertiary",
            ):
                series.remove_edition(desk.home, desk.view.gemeente, edition.name)
                st.rerun()


def _add(desk: Desk, files: list[tuple[str, bytes]], told: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, body in files:
            path = Path(folder) / name
            path.write_bytes(body)
            paths.append(path)
        try:
            kept = series.add_edition(
                desk.home,
                desk.view.gemeente,
                paths,
                postcodes=read_postcodes(told) if told.strip() else [],
                today=desk.today,
            )
        except BuurtError as error:
            state.remember(_REFUSED, messages.sentence(error))
            st.rerun()
    state.remember("reeksen.beurt", (state.choice("reeksen.beurt") or 0) + 1)
    state.change(melding=f"Bewaard: {edition_name(kept)}.")
