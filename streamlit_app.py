"""The front door: page settings, navigation, one error net; and the server's routes for the map."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from gis.errors import BuurtError
from layers import messages
from layers.screen.routes import routes
from layers.ui import begin, front
from layers.ui.text import inert

# File, title, address. No icons: Streamlit fetches those of the navigation from elsewhere.
PAGES = {
    "map": ("Kaart", "kaart"),
    "register": ("Activiteiten", "activiteiten"),
    "analysis": ("Kansen en witte vlekken", "kansen"),
    "perceived": ("Buurt zoals beleefd", "beleefd"),
    "meeting": ("Overleg", "overleg"),
    "export": ("Delen", "delen"),
    "about": ("Over", "over"),
}
PAINTED = (
    "Kaart",
    "Activiteiten",
    "Kansen en witte vlekken",
)  # their map has the colour and layers of the left


def open_door() -> None:
    """Draw the page that was asked for, inside what stands around every page."""
    pages = [
        st.Page(f"layers/pages/{name}.py", title=title, url_path=path, default=name == "map")
        for name, (title, path) in PAGES.items()
    ]
    page = st.navigation(pages, position="top")
    st.set_page_config(page_title=f"{page.title} · Koppelkaart", page_icon="🧭", layout="wide")
    try:
        front.set_up(painted=page.title in PAINTED)
        begin.guide(front.desk())
        page.run()
    except BuurtError as error:
        st.error(inert(messages.sentence(error)), icon=":material/error:")


if get_script_run_ctx(suppress_warning=True) is None:
    app = st.App(__file__, routes=routes())
else:
    open_door()
