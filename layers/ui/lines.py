"""A line of the page Overleg: words on the left, what can be done with them on the right."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def line(name: str) -> DeltaGenerator:
    """Return the room of one line; `name` is its own on the page."""
    return st.container(key=f"regel.{name}", border=True, horizontal=True, vertical_alignment="center")
