"""The files of the page Delen: built when asked, named after what is in them."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

import streamlit as st

from gis.exports.handover import Handover
from gis.vocabulary import Vocabulary
from layers import handover, words

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
_CARDS = {
    ".geojson": ("GeoJSON", "Voor elke kaart en elk GIS. WGS 84, volgens RFC 7946."),
    ".gpkg": ("GeoPackage", "Voor QGIS en FME. RD (EPSG:28992), met opmaak."),
    ".html": ("Kaart om te mailen", "Eén bestand dat opent zonder internet."),
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


def _bytes(told: Handover, suffix: str, vocabulary: Vocabulary) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"kaart{suffix}"
        handover.write_file(told, path, vocabulary=vocabulary)
        return path.read_bytes()
