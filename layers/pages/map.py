"""Kaart: how the buurten are doing, and who does or plans what there."""

from functools import partial

import streamlit as st

from gis.workspace.answers import Reach
from layers.ui import accepted, begin, drawn, hand, map_view, own_editing, panel, signals, state, tables
from layers.ui.front import desk

here = desk()
chosen = state.selected()

work = own_editing.show_work(here)
height = "calc(100vh - 13.6rem)" if work or begin.offer(here) else "calc(100vh - 10rem)"
layers = map_view.base_layers(here)
shown = {}
if "beleefd" in here.view.layers:
    layers.append(drawn.core_layer(*here.seen_by[:3], 0.5))
if "activiteiten" in here.view.layers:
    layers.append(drawn.activity_layer(here.seen_by, here.area, here.reference_day))
    shown = {"activities": list(here.whenever["id"])}
if "kansen" in here.view.layers:
    layers += drawn.chance_layers(here.seen_by, here.area, Reach(), here.reference_day)
layers += accepted.layers(here)
layers += signals.layers(here)

seasons = map_view.seasons(here) if "activiteiten" in here.view.layers and not work else None
show_map = partial(
    map_view.show,
    here,
    layers,
    key="kaart",
    shown=shown,
    timeline=seasons,
    edit=hand.editing(work) or signals.editing(here),
    height=height,
)
if chosen is None and not signals.are_shown(here):
    event = show_map()
else:
    left, right = st.columns([7, 4])
    with left:
        event = show_map()
    with right, st.container(height=560, border=True, key="paneel"):
        if chosen is None:
            signals.show_signals(here)
        else:
            panel.show_panel(here)
hand.keep_edits(work, event)
if not signals.follow(here, event):
    map_view.follow(event)

tables.show_tables(here)
