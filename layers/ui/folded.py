"""What lies folded below one line: nothing of it is made or sent until somebody opens it."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from layers.ui import state


def folded(label: str, *, key: str, icon: str | None = None) -> DeltaGenerator | None:
    """Return the room below a line, None while it is closed; `key` is where the session remembers that."""
    # Another label is another control for Streamlit: what was open stays open when the counts change.
    sheet = st.expander(label, expanded=bool(state.choice(key)), icon=icon, on_change="rerun")
    state.remember(key, bool(sheet.open))
    return sheet if sheet.open else None
