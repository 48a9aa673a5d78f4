"""Where places told in words are looked for: PDOK when it is on, and the street lists of one's own."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from gis.workspace import address_tables
from layers import words
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.text import inert

_FORMS = ["csv", "xlsx", "gpkg", "geojson", "zip"]


def choose_sources(desk: Desk) -> None:
    """Switch PDOK on or off, add a street list, take one away."""
    there = address_tables.table_paths(desk.home)
    asked = bool(state.choice("lijst.dienst"))
    told = words.listed(
        ["uw eigen lagen", *(["uw straatlijsten"] if there else []), *(["PDOK"] if asked else [])]
    )
    with st.expander(f"Waar zoeken wij plekken? In {told}", icon=":material/travel_explore:"):
        st.toggle(
            "Zoek adressen bij PDOK. Alleen de woorden van de plek gaan mee, verder niets.",
            value=asked,
            key="lijst.dienst",
        )
        st.caption(
            "Codes van complexen zoeken wij in uw eigen lagen (links, bij 'Achtergrond en eigen lagen') met een kolom "
            "complexnummer. Straten en adressen zoeken wij in lijsten met de kolommen straat, huisnummer, postcode, x "
            "en y."
        )
        turn = state.choice("straten.beurt") or 0
        file = st.file_uploader("Straatlijst toevoegen", type=_FORMS, key=f"straten.bestand.{turn}")
        if file is not None and st.button("Bewaar deze straatlijst", icon=":material/add_road:"):
            _add(desk, Path(file.name).name, file.getvalue())
        for path in there:
            if st.button(f"Haal weg: {inert(path.stem)}", key=f"straten.weg.{path.stem}", type="tertiary"):
                address_tables.remove_addresses(desk.home, path.stem)
                st.rerun()


def _add(desk: Desk, name: str, body: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(body)
        kept = address_tables.add_addresses(desk.home, path)
    left = f" {kept.left_out} rijen zonder straat of zonder plek zijn niet gebruikt." if kept.left_out else ""
    state.remember("straten.beurt", (state.choice("straten.beurt") or 0) + 1)
    state.change(melding=f"Bewaard: {kept.name}, {words.plural(kept.rows, 'rij', 'rijen')}.{left}")
