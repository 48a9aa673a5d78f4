"""Activiteiten: the list, a form to add or change one, its place on the map, its history."""

import streamlit as st

from layers.ui import drawn, form, imports, map_view, placing, state, tables
from layers.ui.front import desk

here = desk()

st.title("Activiteiten", anchor=False)
LISTED, EDITED, BROUGHT, OLDER = "Lijst", "Toevoegen of wijzigen", "Lijst inlezen", "Geschiedenis"
parts = [LISTED, EDITED, BROUGHT, OLDER] if here.view.may_change else [LISTED]
asked = st.segmented_control("Wat wilt u doen?", parts, default=LISTED, label_visibility="collapsed")
part = asked or LISTED

if part == LISTED:
    st.caption(f"{len(here.shown)} van {len(here.activities)} activiteiten die u mag zien. Klik op een rij.")
    tables.choose_activity(here.shown, key="lijst.activiteiten", height=500)
    if here.view.may_change:
        form.offer_withdrawal(here)
elif part == EDITED:
    fields, place = st.container(key="naast").columns([5, 6])
    with place:
        draw, shape = placing.choose_place(here)
        layers = [
            *map_view.base_layers(here),
            drawn.activity_layer(here.seen_by, here.area, here.reference_day),
            *placing.clicked_layers(),
        ]
        event = map_view.show(here, layers, key="plek", draw=draw, shape=shape, height="520px")
        placing.keep_place(event)
    with fields:
        form.show_form(here)
elif part == BROUGHT:
    imports.show_import(here)
elif part == OLDER:
    form.show_history(here, state.selected())
