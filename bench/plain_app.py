"""The peer: a map in Streamlit as it is usually made, with streamlit-folium.

The data are read once; at each run the map is built anew with one marker per activity. Favoured where
there was a choice: its scripts come from this machine, Bootstrap and icons stay out, only a click on
an object causes another run, and it shows nothing but one filter and the map.
"""

from __future__ import annotations

import os
from pathlib import Path

import folium
import geopandas as gpd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from layers.screen.routes import file_address, routes

FOLDER = "BENCH_FOLDER"  # in the environment: where the two files are
COLOURS = {
    "Wonen": "#b5541c",
    "Energie": "#c99700",
    "Straat en verkeer": "#5f6b73",
    "Groen en klimaat": "#3c7d3f",
    "Zorg en hulp": "#a8326b",
    "Meedoen": "#2c6fb0",
    "Werk en economie": "#6a4c93",
    "Veiligheid": "#1f3a5f",
    "Regie en samenwerking": "#0b6e75",
}


class LocalMap(folium.Map):
    """folium's map with Leaflet from this machine."""

    default_js = [("leaflet", file_address("leaflet.js"))]  # noqa: RUF012 - folium's own form
    default_css = [("leaflet_css", file_address("leaflet.css"))]  # noqa: RUF012 - folium's own form


@st.cache_data
def read(name: str) -> gpd.GeoDataFrame:
    return gpd.read_file(Path(os.environ[FOLDER]) / name)


def main() -> None:
    from streamlit_folium import st_folium  # noqa: PLC0415 - registers itself with the server that runs

    st.set_page_config(page_title="Activiteiten", layout="wide")
    buurten, activities = read("buurten.geojson"), read("activiteiten.geojson")
    chosen = st.pills("Thema", list(COLOURS), selection_mode="multi", key="themas")
    shown = activities[activities["theme"].isin(chosen)] if chosen else activities
    west, south, east, north = buurten.total_bounds
    drawn = LocalMap(location=[(south + north) / 2, (west + east) / 2], zoom_start=13, tiles=None)
    folium.GeoJson(
        buurten, style_function=lambda _: {"color": "#444444", "weight": 1, "fillColor": "#7fb8a4"}
    ).add_to(drawn)
    for row in shown.itertuples():
        folium.CircleMarker(
            [row.geometry.y, row.geometry.x],
            radius=5,
            weight=1,
            color="#222222",
            fill=True,
            fill_color=COLOURS[row.theme],
            fill_opacity=0.9,
            tooltip=row.name,
        ).add_to(drawn)
    st_folium(
        drawn, key="kaart", height=600, use_container_width=True, returned_objects=["last_object_clicked"]
    )


if get_script_run_ctx(suppress_warning=True) is None:
    app = st.App(__file__, routes=routes())
else:
    main()
