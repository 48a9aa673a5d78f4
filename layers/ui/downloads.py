"""The files of the page Delen: built when asked, named after what is in them."""

from __future__ import annotations

import tempfile
from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st

from gis.exports.handover import Handover
from gis.vocabulary import Vocabulary
from gis.workspace.places import Place
from layers import handover, words
from layers.handover import Sheet
from layers.paper import offer_areas

AUDIENCES = {
    "public": "Iedereen",
    "partners": "Partners in dit overleg",
    "own": "Alleen onze organisatie",
}
LAYER_NAMES = {
    "buurten": "Buurten en cijfers",
    "scores": "Leefbaarometer",
    "activities": "Activiteiten",
    "perceived": "Buurt zoals beleefd",
}
ACTIVITY_AREA = "waar de activiteiten zijn"
_CARDS = {
    ".geojson": ("GeoJSON", "Voor elke kaart en elk GIS. WGS 84, volgens RFC 7946."),
    ".gpkg": ("GeoPackage", "Voor QGIS en FME. RD (EPSG:28992), met opmaak."),
    ".html": ("Kaart om te mailen", "Eén bestand (HTML) dat in een browser opent, zonder internet."),
}


def contents_sentence(told: Handover) -> str:
    """Return what goes into the file, in numbers."""
    parts = []
    if {"buurten", "scores"} & set(told.layers):
        without = int(told.buurten.geometry.isna().sum())
        parts.append(f"{words.plural(len(told.buurten), 'buurt', 'buurten')} ({without} zonder grens)")
    if "activities" in told.layers:
        without = int(told.activities.geometry.isna().sum())
        count = words.plural(len(told.activities), "activiteit", "activiteiten")
        parts.append(f"{count} ({without} zonder plek)")
    if "perceived" in told.layers:
        parts.append(words.plural(len(told.perceived), "beleefd gebied", "beleefde gebieden"))
    return f"In het bestand: {', '.join(parts)}. Wat dit publiek niet mag zien, zit er niet in."


def offer_plan(told: Handover, *, place: Place, vocabulary: Vocabulary, today: date) -> None:
    """Offer the wijkplattegrond first: one button that needs no choice, and the others beside it."""
    with st.container(border=True):
        st.markdown(
            "**Wijkplattegrond**  \nDe kaart met genummerde activiteiten en de lijst ernaast, om op te hangen of mee te nemen."
        )
        areas = {area.name: area for area in offer_areas(place)}
        name = st.selectbox("Welk gebied?", [ACTIVITY_AREA, *areas])
        area = areas.get(name)
        buttons = (
            ("Maak de wijkplattegrond (PDF, A3)", ".pdf", "A3", "primary"),
            ("PDF, A4", ".pdf", "A4", "secondary"),
            ("HTML, A3", ".html", "A3", "secondary"),
            ("HTML, A4", ".html", "A4", "secondary"),
        )
        with st.container(horizontal=True):
            for label, suffix, paper, kind in buttons:
                sheet = Sheet(paper, area, today)
                st.download_button(
                    label,
                    data=partial(_bytes, told, suffix, vocabulary, sheet),
                    file_name=handover.file_name(told, suffix=suffix, sheet=sheet),
                    mime=handover.FORMS[suffix],
                    key=f"plan_{paper}{suffix}",
                    on_click="ignore",
                    type=kind,  # type: ignore[arg-type]  # the words of the row above
                )


def offer(told: Handover, *, vocabulary: Vocabulary) -> None:
    """Offer one button per form; the file is built on the click."""
    columns = st.columns(len(_CARDS))
    for column, (suffix, (title, what)) in zip(columns, _CARDS.items(), strict=True):
        with column, st.container(border=True, height="stretch"):
            st.markdown(f"**{title}**  \n{what}")
            st.download_button(
                f"Download {suffix}",
                data=partial(_bytes, told, suffix, vocabulary),
                file_name=handover.file_name(told, suffix=suffix),
                mime=handover.FORMS[suffix],
                key=f"download{suffix}",
                on_click="ignore",
                type="primary",
            )


def _bytes(told: Handover, suffix: str, vocabulary: Vocabulary, sheet: Sheet | None = None) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"kaart{suffix}"
        handover.write_file(told, path, vocabulary=vocabulary, sheet=sheet)
        return path.read_bytes()
