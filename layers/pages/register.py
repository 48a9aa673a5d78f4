"""Activiteiten: the list, the timeline, a form to add or change one, its place on the map, its history."""

import streamlit as st

from layers.ui import (
    doubles,
    drawn,
    editing,
    form,
    hand,
    imports,
    map_view,
    money,
    placing,
    planning,
    state,
    tables,
)
from layers.ui.front import desk

here = desk()

st.title("Activiteiten", anchor=False)
LISTED, EDITED, MAPPED = "Lijst", state.EDITING, "Wijzig op de kaart"
BROUGHT, TIMED, SUMMED, OLDER = "Lijst inlezen", "Tijdlijn", "Geld", "Geschiedenis"
parts = [LISTED, TIMED, EDITED, MAPPED, BROUGHT, SUMMED, OLDER]
if not here.view.may_change:
    parts = [LISTED, TIMED, SUMMED]
PART = "activiteiten.deel"
asked = st.segmented_control(
    "Wat wilt u doen?", parts, default=LISTED, key=PART, label_visibility="collapsed"
)
part = asked or LISTED

if part == LISTED and here.activities.empty and here.view.may_change:
    st.info("Hier staan nog geen activiteiten. Lees een lijst in, of voeg een eerste plan toe.")
    with st.container(horizontal=True):
        st.button(BROUGHT, type="primary", on_click=state.plan, kwargs={PART: BROUGHT}, width="content")
        st.button("Voeg een plan toe", on_click=state.plan, kwargs={PART: EDITED}, width="content")
elif part == LISTED:
    st.caption(f"{len(here.shown)} van {len(here.activities)} activiteiten die u mag zien. Klik op een rij.")
    with st.container(key="lijst", height=500, border=False):
        tables.choose_activity(here.shown, key="lijst.activiteiten", height="stretch")
    if here.view.may_change:
        form.offer_withdrawal(here)
        doubles.show_pairs(here)
elif part == EDITED:
    fields, place = st.container(key="naast").columns([5, 6])
    with place:
        edit = placing.choose_place(here)
        layers = [
            *map_view.base_layers(here),
            drawn.activity_layer(here.seen_by, here.area, here.reference_day),
            *placing.clicked_layers(),
        ]
        event = map_view.show(here, layers, key="plek", edit=edit, height="calc(100vh - 18rem)")
        placing.keep_place(event)
    with fields:
        form.show_form(here)
elif part == MAPPED:
    told, place = st.container(key="rondom").columns([4, 8])
    with told:
        choice, outcome = st.container(key="rondom.keuze"), st.container(key="rondom.werk")
    with choice:
        work = editing.choose_work(here)
    with place:
        layers = [
            *map_view.base_layers(here),
            drawn.activity_layer(here.seen_by, here.area, here.reference_day),
        ]
        event = map_view.show(
            here,
            layers,
            key="wijzig",
            shown={"activities": editing.others(here, work)},
            edit=hand.editing(work),
            close_up=editing.close_up(work),
            height="calc(100vh - 14rem)",
            focus=" ".join(work.ids) if work else "",
        )
        hand.keep_edits(work, event)
    with outcome:
        editing.show_work(here, work)
elif part == BROUGHT:
    imports.show_import(here)
elif part == TIMED:
    planning.show_planning(here)
elif part == SUMMED:
    money.show_money(here)
elif part == OLDER:
    form.show_history(here, state.selected())
