"""The map on every page: which layers, what is lit, and what a click chooses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import shapely
import streamlit as st

from gis.crs import shape_to_wgs84
from layers.layer import Layer
from layers.screen.component import Background, Draw, MapEvent, show_map
from layers.ui import drawn, state
from layers.ui.front import Desk
from layers.ui.legend import show_legend

# The national background map of PDOK (Kadaster), in grey; only asked for with consent.
PDOK_GREY = Background(
    tiles="https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png",
    attribution="Achtergrond: PDOK, Kadaster",
)
MARGIN = 0.08  # share of the shown area that stays free around it


def base_layers(desk: Desk) -> list[Layer]:
    """Return what lies below on every map: coloured buurten, borders and one's own layers."""
    return [drawn.paint(str(desk.home.path), desk.area, desk.view.paint), *quiet_layers(desk)]


def quiet_layers(desk: Desk) -> list[Layer]:
    """Return borders and one's own layers, for a map that colours the buurten in its own way."""
    home = str(desk.home.path)
    layers = [drawn.own_layer(home, name, stamp) for name, stamp in drawn.own_names(desk.home)]
    if "wijken" in desk.view.layers:
        layers.append(drawn.wijken(home, desk.area))
    return [*layers, drawn.buurten(home, desk.area)]


def show(
    desk: Desk,
    layers: Sequence[Layer],
    *,
    key: str,
    lit: Sequence[str] = (),
    shown: Mapping[str, Sequence[str]] | None = None,
    draw: Draw | None = None,
    shape: Mapping[str, Any] | None = None,  # GeoJSON has no narrower type
    height: str = "calc(100vh - 12.5rem)",
    focus: str = "",
) -> MapEvent:
    """Show the layers with the consented background, put the legend in the left column, return the event."""
    event = show_map(
        layers,
        key=key,
        secret=state.secret(),
        shown=shown,
        selected=state.selected(),
        lit=lit,
        fit=_bounds(desk),
        fit_key=f"{desk.view.workspace} {desk.view.gemeente} {desk.view.jaar} {focus}",
        draw=draw,
        shape=shape,
        background=PDOK_GREY if state.choice("achtergrond") else None,
        height=height,
    )
    with st.sidebar:
        show_legend(_by_weight(layers), groups=desk.register.vocabulary.groups)
    return event


def follow(event: MapEvent) -> None:
    """Choose what was clicked; a click beside everything chooses nothing."""
    if event.at is not None and event.drawn is None:
        state.select(event.id)


def _by_weight(layers: Sequence[Layer]) -> list[Layer]:
    """Return what the legend explains: what is coloured in classes, then what lies on it, then mere borders."""
    seen = [layer for layer in reversed(layers) if layer.count or layer.image]
    below = [layer for layer in seen if layer.kind in {"area", "image"}]
    classes = [layer for layer in below if len(layer.marks) > 1]
    borders = [layer for layer in below if len(layer.marks) <= 1]
    return [*classes, *(layer for layer in seen if layer not in below), *borders]


def _bounds(desk: Desk) -> tuple[float, float, float, float] | None:
    """Return where to look first: the activities with a place, else the whole gemeente."""
    placed = desk.activities[desk.activities.geometry.notna()]
    shapes = placed if len(placed) else desk.place.buurten[desk.place.buurten.geometry.notna()]
    if shapes.empty:
        return None
    low_x, low_y, high_x, high_y = (float(value) for value in shapes.total_bounds)
    more_x, more_y = (high_x - low_x) * MARGIN, (high_y - low_y) * MARGIN
    box = shapely.box(low_x - more_x, low_y - more_y, high_x + more_x, high_y + more_y)
    return shape_to_wgs84(box).bounds
