"""Drawing the neighbourhood people mean: the hand, the outline, who drew."""

from __future__ import annotations

import uuid

import streamlit as st

from gis.shapes import edited_to_rd
from gis.workspace import drawings
from layers import boundaries
from layers.layer import Layer
from layers.screen.component import MapEvent
from layers.screen.editing import Editing, one_shape, the_one
from layers.screen.routes import drawing_ready
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.placing import NO_DRAWING
from layers.ui.text import inert

ALL = "alle vragen samen"


def base(desk: Desk) -> list[Layer]:
    """Return the quiet map below the drawings: land and borders alone, so that nothing leads the hand."""
    return [boundaries.draw_buurten(desk.place.buurten, land=True)]


def draw_mode() -> Editing | None:
    """Offer to draw, and return what may be drawn and reshaped on the map."""
    if not drawing_ready():
        st.warning(NO_DRAWING)
        return None
    shape = state.choice("beleefd.vorm")
    if state.choice("beleefd.teken") is None:  # back from another page: go on with what was drawn
        state.remember("beleefd.teken", shape is not None)
    if not st.toggle("Teken een buurt", key="beleefd.teken"):
        return None
    return one_shape(shape, key=_key(), draws="area")


def keep_shape(event: MapEvent) -> None:
    """Keep the outline that was finished until it is saved."""
    if event.edited is not None and event.edited.key == _key():
        state.remember("beleefd.vorm", the_one(event.edited))


def offer_saving(desk: Desk) -> None:
    """Ask who drew (a role, no name) and save the outline."""
    shape = state.choice("beleefd.vorm")
    if not state.choice("beleefd.teken"):
        return
    if shape is None:
        st.caption("Klik hoekpunten op de kaart en klik het eerste punt opnieuw of kies Klaar.")
        return
    lists = desk.register.vocabulary.lists
    with st.form("tekening", border=True):
        name = st.text_input("Hoe noemt u deze buurt?", max_chars=60)
        role = st.selectbox("Wie tekende? (een rol, geen naam)", lists["drawing_roles"])
        question = st.selectbox(
            "Welke vraag is gesteld?", lists["drawing_questions"], format_func=as_question
        )
        meeting = st.text_input("Bij welke bijeenkomst?", max_chars=80)
        if not st.form_submit_button("Bewaar de tekening", type="primary"):
            return
    if not name.strip():
        st.error("De naam van de buurt ontbreekt. Vul in hoe u de buurt noemt.")
        return
    drawing, mended = drawings.new_drawing(
        edited_to_rd(shape, before=(), shown=desk.shapes),
        name=name.strip(),
        role=role,
        question=question,
        meeting=meeting.strip(),
        drawn_on=desk.today,
        fictional=desk.register.workspace.fictional,
    )
    desk.register.store.add_drawings([drawing])
    state.remember("beleefd.vorm", None)
    state.remember("beleefd.beurt", None)
    state.change(
        **{"beleefd.teken": False, "beleefd.vraag": question, "melding": _MENDED if mended else _SAVED}
    )


_SAVED = "De tekening is bewaard."
_MENDED = f"{_SAVED} De lijn kruiste zichzelf. Die knoop is eruit gehaald."


def _key() -> str:
    if state.choice("beleefd.beurt") is None:
        state.remember("beleefd.beurt", uuid.uuid4().hex)
    return f"beleefd {state.choice('beleefd.beurt')}"


def as_question(question: str) -> str:
    """Return the question as one would say it."""
    if question == ALL:
        return ALL.capitalize()
    told = inert(question)
    return f"Teken {told}" if question.startswith("het") else f"Teken de buurt {told}"
