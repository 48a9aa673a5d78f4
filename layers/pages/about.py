"""Over: where every figure comes from, what did not join, what the words mean."""

import streamlit as st

from layers.ui import about
from layers.ui.front import desk

here = desk()

st.title("Over Koppelkaart", anchor=False)
st.markdown(
    "Koppelkaart laat zien hoe een buurt ervoor staat, wie er wat doet of plant, waar plannen elkaar raken, "
    "waar nog niemand iets doet en welke buurt bewoners zelf bedoelen."
)
about.show_sources(here)
about.show_joins(here)
about.show_words(here)
