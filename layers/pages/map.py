"""Kaart: how the buurten are doing, and who does or plans what there."""

import streamlit as st

from gis.workspace.answers import Reach
from layers.ui import begin, drawn, map_view, panel, state, tables
from layers.ui.front import desk

here = desk()
chosen = state.selected()

height = "calc(100vh - 13.6rem)" if begin.offer(here) else "calc(100vh - 10rem)"

layers = map_view.base_layers(here)
shown = {}
if "beleefd" in here.view.layers:
    layers.append(drawn.core_layer(*here.seen_by[:3], 0.5))
if "activiteiten" in here.view.layers:
    layers.append(drawn.activity_layer(here.seen_by, here.area, here.reference_day))
    shown = {"activities": list(here.shown["id"])}
if "kansen" in here.view.layers:
    layers += drawn.chance_layers(here.seen_by, here.area, Reach(), here.reference_day)

if chosen is None:
    event = map_view.show(here, layers, key="kaart", shown=shown, height=height)
else:
    left, right = st.columns([7, 4])
    with left:
        event = map_view.show(here, layers, key="kaart", shown=shown, height=height)
    with right, st.container(height=560, border=True, key="paneel"):
        panel.show_panel(here)
map_view.follow(event)

tables.show_tables(here)
