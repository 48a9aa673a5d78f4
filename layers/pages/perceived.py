"""Buurt zoals beleefd: the neighbourhood people mean, drawn by hand, with its kern and rand."""

import streamlit as st

from layers.ui import drawing, map_view
from layers.ui.front import desk

here = desk()

st.markdown("**Buurt zoals beleefd** · Onze buurt: waar ligt de grens?")
told, place = st.columns([5, 6])
with told:
    asked = drawing.choose_question(here)
    drawing.tell_outcome(here, asked)
with place:
    layers = [*drawing.base(here), *drawing.drawn_layers(asked)]
    event = map_view.show(here, layers, key="beleefd", draw=drawing.draw_mode(), height="calc(100vh - 13rem)")
    drawing.keep_shape(event)
    drawing.offer_saving(here)
    drawing.offer_files(here, asked)
