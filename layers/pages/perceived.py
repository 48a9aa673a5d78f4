"""Buurt zoals beleefd: the neighbourhood people mean, drawn by hand, with its kern and rand."""

import streamlit as st

from layers.ui import (
    accepted,
    accepting,
    belonging,
    drawing,
    map_view,
    paper_drawing,
    perceiving,
    photo_under,
    rounds,
)
from layers.ui.front import desk

here = desk()

st.markdown("**Buurt zoals beleefd** · Onze buurt: waar ligt de grens?")
going = rounds.tell_round(here)
told, place = st.container(key="naast").columns([5, 6])
with told:
    saving = st.container()
    asked = None if drawing.busy() else perceiving.choose_question(here)
    if asked is not None:  # while somebody draws nothing of others leads the hand
        perceiving.tell_outcome(here, asked)
        belonging.show_belonging(here, perceiving.find_meant(here, asked))
        accepting.offer_settling(here, asked)
        perceiving.offer_files(here, asked)
        paper_drawing.offer_paper(here, going)
with place:
    with st.container(horizontal=True):
        edit = drawing.draw_mode(here, going=going is not None)
        layers = drawing.base(here)
        if asked is not None:
            layers += [*accepted.offer_layers(here), *perceiving.drawn_layers(here, asked)]
            layers += [*paper_drawing.found_layers(), *photo_under.layers(), *belonging.layers(here)]
            edit = edit or belonging.editing()
    # One switch more takes a line of its own.
    above = "14rem" if asked is not None and accepted.there(here) else "11.5rem"
    event = map_view.show(here, layers, key="beleefd", edit=edit, height=f"calc(100vh - {above})")
    drawing.keep_shape(event)
    belonging.keep_place(event)
    photo_under.keep_place(event)
if drawing.busy():
    with saving:
        if going is None:
            rounds.offer_beginning(here)
        else:
            rounds.offer_next(here, going)
