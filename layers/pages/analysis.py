"""Kansen en witte vlekken: which plans can go together, and where nobody does anything yet."""

import streamlit as st

from gis.workspace.answers import Reach
from layers.ui import chances, drawn, gap_table, map_view, state
from layers.ui.cached import chances as find_chances
from layers.ui.front import desk

here = desk()

part = st.segmented_control(
    "Wat wilt u zien?",
    ["Koppelkansen", "Witte vlekken"],
    key="kansen.deel",
    label_visibility="collapsed",
)

if part == "Witte vlekken":
    st.markdown("**Witte vlekken** · Waar doet nog niemand iets?")
    table, place = st.container(key="naast").columns([4, 3])
    with table:
        group = gap_table.show_table(here)
    with place:
        layers = [drawn.gap_layer(here.seen_by, here.area, group), *map_view.quiet_layers(here)]
        event = map_view.show(here, layers, key="vlekken", height="calc(100vh - 11.2rem)")
    map_view.follow(event)
else:
    st.markdown("**Koppelkansen** · Welke plannen kunnen samen?")
    listed, place = st.container(key="naast").columns([5, 6])
    with listed:
        reach: Reach = chances.choose_reach()
        found = find_chances(here.seen_by, here.area, reach, here.reference_day)
        chosen = chances.show_list(here, found)
    with place:
        layers = [
            *map_view.base_layers(here),
            drawn.activity_layer(here.seen_by, here.area, here.reference_day),
            *drawn.chance_layers(here.seen_by, here.area, reach, here.reference_day),
        ]
        shown = {"activities": chances.taking_part(found), "pairs": chosen}
        event = map_view.show(
            here, layers, key=chances.CHART, lit=chosen, shown=shown, height="calc(100vh - 11.2rem)"
        )
    if event.layer in {"groups", "pairs"}:
        state.choose_chance(event.id)
