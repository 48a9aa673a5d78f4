"""Kansen en witte vlekken: which plans can go together, and where nobody does anything yet."""

import streamlit as st

from layers.ui import (
    accepted,
    chances,
    compass,
    deciding,
    drawn,
    gap_table,
    interactions,
    map_view,
    state,
    trends,
    weighing,
    what_if,
)
from layers.ui.asking import Question, weighed
from layers.ui.front import desk

here = desk()
HEIGHT, LOWER = "calc(100vh - 11.2rem)", "calc(100vh - 27.6rem)"  # of the map; with a decision below it

CHANCES, TRENDS = "Koppelkansen", "Verloop"
SHIFTED, STRENGTHENED = "Wat als plannen schuiven?", "Wat versterkt elkaar?"
parts = [
    CHANCES,
    gap_table.PART,
    compass.PART,
    TRENDS,
    SHIFTED,
    *([STRENGTHENED] if here.view.may_change else []),
]
if state.choice("kansen.deel") not in parts:
    state.remember("kansen.deel", CHANCES)
part = st.segmented_control("Wat wilt u zien?", parts, key="kansen.deel", label_visibility="collapsed")

if part == gap_table.PART:
    gap_table.show_gaps(here)
elif part == compass.PART:
    st.markdown("**Kompas** · Hoe staat een buurt ervoor, naast een ander gebied?")
    compass.show_compass(here, height=HEIGHT)
elif part == TRENDS:
    st.markdown("**Verloop** · Wordt het verschil met het gemiddelde kleiner?")
    trends.show_trends(here)
elif part == STRENGTHENED:
    st.markdown("**Wat versterkt elkaar?** · De koppelkansen volgen wat de partners hier zeggen.")
    interactions.show_interactions(here)
else:
    tried = part == SHIFTED
    st.markdown(
        "**Wat als plannen schuiven?** · Probeer het hier; er wordt niets bewaard."
        if tried
        else "**Koppelkansen** · Welke plannen kunnen samen?"
    )
    listed, place = st.container(key="naast").columns([5, 6])
    with listed:
        reach = chances.choose_reach()
        weights, sheet = weighing.choose_weights()
        asked = Question(here.seen_by, here.area, reach, here.reference_day, weights)
        told = accepted.within(here, weighed(asked))
        with sheet:
            weighing.offer_refit(here, told, weights)
        found = told
        if tried:
            found = what_if.show_what_if(here, told, asked)
        else:
            chances.show_list(here, told, reach)
    chosen = chances.find_chosen(found)
    decides = not tried and deciding.is_shown(here, chosen)
    with place:
        if tried:
            what_if.show_banner(told)
        months = what_if.moved_months(told) if tried else ()
        layers = [
            *map_view.base_layers(here),
            drawn.activity_layer(here.seen_by, here.area, here.reference_day),
            *(drawn.what_if_layers(asked, months) if months else drawn.chance_layers(*asked)),
        ]
        event = map_view.show(
            here,
            layers,
            key=chances.CHART,
            lit=chances.lit(chosen),
            shown={"activities": chances.taking_part(found)},
            height=LOWER if decides else HEIGHT,
        )
        if decides and chosen is not None:
            deciding.show_deciding(here, chosen, plans=chances.plans_of(told.activities))
    if event.layer in {"groups", "pairs"}:
        state.choose_chance(event.id)
