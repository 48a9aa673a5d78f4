"""Delen: files for the chosen audience, and what goes into them."""

import streamlit as st

from gis.exports.about import is_made
from gis.exports.handover import LAYERS
from layers import handover
from layers.ui import cached, downloads, leaflet
from layers.ui.front import desk
from layers.ui.text import inert
from layers.words import reports

here = desk()

st.title("Delen en downloaden", anchor=False)
audience = st.radio(
    "Voor wie is het?",
    list(downloads.AUDIENCES) if here.view.may_change else ["public"],
    format_func=downloads.AUDIENCES.__getitem__,
    horizontal=True,
)
layers = st.pills(
    "Wat gaat er mee?",
    LAYERS,
    default=LAYERS,
    format_func=downloads.LAYER_NAMES.__getitem__,
    selection_mode="multi",
)

going = tuple(name for name in LAYERS if name in layers)
told = cached.handover((*here.seen_by[:4], audience), here.area, going, here.today)

if not layers:
    st.info("Kies eerst wat er meegaat.")
    st.stop()
st.markdown(downloads.contents_sentence(told))
if is_made(told):
    st.warning(
        f"Plannen en tekeningen zijn verzonnen. De bestandsnaam begint met {handover.FICTIONAL_PREFIX}.",
        icon="✏️",
    )
downloads.offer_plan(told, place=here.place, vocabulary=here.register.vocabulary, today=here.today)
leaflet.offer_any(here, audience=audience)
downloads.offer(told, vocabulary=here.register.vocabulary)
st.caption("  \n".join(inert(line) for line in reports.source_lines(told.sources)))
