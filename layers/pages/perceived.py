"""Buurt zoals beleefd: the neighbourhood people mean, drawn by hand, with its kern and rand."""

import streamlit as st

from layers.ui import drawing, map_view, perceiving
from layers.ui.front import desk

here = desk()

st.markdown("**Buurt zoals beleefd** · Onze buurt: waar ligt de grens?")
told, place = st.container(key="naast").columns([5, 6])
with told:
    asked = perceiving.choose_question(here)
    saving = st.container()
    perceiving.tell_outcome(here, asked)
    perceiving.offer_files(here, asked)
with place:
    with st.container(horizontal=True):
        edit = drawing.draw_mode()
        layers = [*drawing.base(here), *perceiving.drawn_layers(here, asked)]
    event = map_view.show(here, layers, key="beleefd", edit=edit, height="calc(100vh - 11.5rem)")
    drawing.keep_shape(event)
with saving:
    drawing.offer_saving(here)
