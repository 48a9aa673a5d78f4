"""Where an activity is: clicked, drawn, a whole area, or nowhere; on the map beside the form."""

from __future__ import annotations

import uuid
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
import streamlit as st
from shapely.geometry.base import BaseGeometry

from gis.crs import RD, shape_to_rd
from gis.shapes import edited_to_rd, to_degrees
from layers.layer import Layer, to_features
from layers.screen.component import MapEvent
from layers.screen.editing import Editing, Tool, one_shape, the_one
from layers.screen.routes import drawing_ready
from layers.style import Mark
from layers.ui import state
from layers.ui.front import Desk

NO_DRAWING = "Tekenen kan nog niet. Voer eerst één keer `make install` uit."

CLICK, LINE, AREA = "Klik op de kaart", "Teken een lijn", "Teken een vlak"
WHOLE, NOWHERE = "Hele buurt, wijk of gemeente", "Geen plek"
_WAYS: dict[str, Tool | None] = {CLICK: None, LINE: "line", AREA: "area", WHOLE: None, NOWHERE: None}
_PLACE = Mark("plek", "deze plek", fill="#0b6e75", fill_opacity=0.9, stroke="#0b6e75", radius=10)
REACH = {"BU": "buurt", "WK": "wijk", "GM": "gemeente"}


def choose_place(desk: Desk) -> Editing | None:
    """Ask how the place is given; return what may be drawn and reshaped on the map.

    The place of somebody else's activity is only shown.
    """
    row = chosen_row(desk)
    _begin(row)
    if not may_edit(desk, row):
        return None
    way = st.radio("Waar is het?", list(_WAYS), horizontal=True, key="plek.manier")
    state.remember("plek.manier.was", way)
    draws = _WAYS[way]
    if draws and not drawing_ready():
        st.warning(NO_DRAWING)
    if way == WHOLE:
        codes = [desk.place.gemeentecode, *desk.place.wijken["wijkcode"], *desk.place.buurten["buurtcode"]]
        state.keep_some_within("plek.gebied", codes)
        st.multiselect(
            "Welk gebied?",
            codes,
            format_func=lambda code: f"{desk.place.area_name(code)} ({code})",
            key="plek.gebied",
        )
    shape = state.choice("plek.vorm")
    if shape is not None and way == CLICK:
        st.caption("De plek staat op de kaart. Klik ergens anders om haar te verplaatsen.")
    if draws is None:
        return None
    return one_shape(shape, key=_key(), draws=draws, drawing="part")


def clicked_layers() -> list[Layer]:
    """Return the point that was clicked as a layer, so that the next click can move it; else nothing."""
    shape = state.choice("plek.vorm")
    if shape is None or state.choice("plek.manier") != CLICK:
        return []
    frame = gpd.GeoDataFrame(
        {"id": ["plek"], "mark": [_PLACE.key], "name": [_PLACE.label]},
        geometry=[shape_to_rd(shapely.geometry.shape(shape))],
        crs=RD,
    )
    features = to_features(frame, columns=["id", "mark", "name"])
    return [Layer("plek", "De plek van deze activiteit", "drawing", features, (_PLACE,), clickable=False)]


def keep_place(event: MapEvent) -> None:
    """Keep the point that was clicked, or the shape that was drawn, for the form."""
    if event.edited is not None and event.edited.key == _key():
        state.remember("plek.vorm", the_one(event.edited))
    elif event.at is not None and state.choice("plek.manier") == CLICK:
        state.remember("plek.vorm", {"type": "Point", "coordinates": list(event.at)})
        st.rerun()


def placed_shape(desk: Desk, row: pd.Series | None) -> BaseGeometry | None:
    """Return the shape that was given for the chosen row, or for a new activity, in RD [m]; None for no shape."""
    place = state.choice("plek.vorm")
    if place is None or state.choice("plek.manier") in {WHOLE, NOWHERE}:
        return None
    before = [] if row is None or row["geometry"] is None else [row["geometry"]]
    return edited_to_rd(place, before=before, shown=desk.shapes)


def may_edit(desk: Desk, row: pd.Series | None) -> bool:
    """Return whether the one who looks may change this activity; a new one is always one's own."""
    return row is None or row["owner"] == desk.view.organisation


def chosen_row(desk: Desk) -> pd.Series | None:
    """Return the activity that is chosen and may be seen, None when there is none."""
    found = desk.activities[desk.activities["id"] == state.selected()]
    return None if found.empty else found.iloc[0]


def _begin(row: pd.Series | None) -> None:
    """Start with the place of the activity that was chosen just now, in the way that it was given."""
    chosen = None if row is None else row["id"]
    if state.choice("plek.begonnen") and state.choice("plek.van") == chosen:
        if state.choice("plek.manier") is None:  # back from another page: as it was left
            state.remember("plek.manier", state.choice("plek.manier.was"))
            state.remember("plek.gebied", state.choice("plek.gebied") or [])
        return
    state.remember("plek.begonnen", uuid.uuid4().hex)
    state.remember("plek.van", chosen)
    state.remember("plek.versie", 0 if row is None else int(row["version"]))
    state.remember("plek.vorm", as_drawn(row))
    state.remember("plek.manier", _way_of(row))
    state.remember("plek.gebied", [] if row is None else list(row["area_codes"]))


def _way_of(row: pd.Series | None) -> str:
    if row is None:
        return CLICK
    if row["geometry"] is None:
        return WHOLE if row["reach"] != "plek" and row["area_codes"] else NOWHERE
    kind = row["geometry"].geom_type
    return CLICK if "Point" in kind else LINE if "Line" in kind else AREA


def as_drawn(row: pd.Series | None) -> dict[str, Any] | None:
    """Return the shape of a row as the map draws it (GeoJSON, WGS 84)."""
    if row is None or row["geometry"] is None:
        return None
    return to_degrees(row["geometry"])


def _key() -> str:
    return f"plek {state.choice('plek.begonnen')}"
