"""A round of drawing at the table: the question, who is next, and when everybody sees what was drawn."""

from __future__ import annotations

import uuid

import streamlit as st

from gis.errors import BuurtError
from gis.register.rounds import FELT, MEANT, Round
from gis.workspace import rounds
from gis.workspace.rounds import LONGEST_MEETING, LONGEST_NAME, Going, Told
from layers import messages
from layers.ui import drawing, phones, state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words import drawing as said

_NO_GROUND = (
    "Op de kaart staat nu alleen land. Zet links bij *Achtergrond en eigen lagen* een ondergrond aan, "
    "zoals straten en water: dan vindt iedereen de weg."
)
_SHOW, _STOP = "Laat zien", "Stop de ronde"
_KEPT = "beleefd.bewaard"  # whether somebody was done just now
_TURN = (
    "beleefd.tekenaar"  # what the fields of one who draws are named after, so that the next finds them empty
)


def tell_round(desk: Desk) -> Going | None:
    """Say what is asked and how many drawings nobody sees yet; return the round that is open."""
    going = rounds.see_going(desk.register)
    if going is None:
        return None
    with st.container(key="strook.ronde", horizontal=True, vertical_alignment="center"):
        question = inert(said.asked(going.round.question, going.round.name))
        st.markdown(f"**{question}** · {said.hidden(going.count)}", width="stretch")
        if st.button(_SHOW if going.count else _STOP, key="ronde.laatzien", width="content"):
            _show(desk, going)
    return going


def _show(desk: Desk, going: Going) -> None:
    desk.register.store.show_round(going.round.id, at=desk.now)
    drawing.clear()
    asked = (going.round.question, going.round.name)
    shown = {"beleefd.vraag": asked} if going.count else {}
    told = (
        "De ronde is klaar. Iedereen ziet nu wat er getekend is." if going.count else "De ronde is gestopt."
    )
    state.change(**shown, **{"beleefd.teken": False, "melding": told})


def offer_beginning(desk: Desk) -> None:
    """Ask which question is put to the table, and begin the round."""
    with st.container(border=True):
        st.markdown("**Begin een tekenronde** · Wat getekend wordt blijft verborgen tot u kiest: Laat zien.")
        questions = desk.register.vocabulary.lists["drawing_questions"]
        question = st.radio(
            "Aan wie vraagt u het?", questions, format_func=lambda one: said.who_is_asked(one).capitalize()
        )
        name = ""
        if question == MEANT:
            name = st.text_input("Over welke naam vraagt u het?", max_chars=LONGEST_NAME)
        meeting = st.text_input("Bij welke bijeenkomst?", max_chars=LONGEST_MEETING)
        st.caption(inert(said.asked(question, name.strip() or "…")))
        layers, tiles = phones.choose_ground(desk)
        if not drawing.has_ground(desk):
            st.caption(_NO_GROUND)
        if not st.button("Begin de ronde", type="primary"):
            return
    try:
        asked = Round(question, name, meeting, desk.view.gemeente, desk.view.jaar, layers=layers, tiles=tiles)
        rounds.begin(desk.register, asked, organisation=desk.view.organisation, at=desk.now)
    except BuurtError as error:
        st.error(inert(messages.sentence(error)))
        return
    drawing.clear()
    st.rerun()


def offer_next(desk: Desk, going: Going) -> None:
    """Ask who drew (a role, no name), and make room for the next one."""
    if note := drawing.note():
        st.info(note)
    outline = drawing.outline(desk)
    if outline is None:
        kept = "**De tekening is bewaard.** Wie tekent er nu? " if state.take(_KEPT) else ""
        st.markdown(f"{kept}Teken op de kaart. Daarna vult u hier in wie er tekende.")
    else:
        _ask(desk, going, turn=_turn())
    phones.tell_phones(desk, going)


def _ask(desk: Desk, going: Going, *, turn: str) -> None:
    roles = desk.register.vocabulary.lists["drawing_roles"]
    with st.form(f"tekening.{turn}", border=True):
        name = going.round.name
        if not name:
            name = st.text_input("Hoe noemt u deze buurt?", max_chars=LONGEST_NAME, key=f"naam.{turn}")
        first = state.choice("beleefd.rol")
        usual = roles.index("bewoner") if going.round.question == FELT else 0
        if going.round.question == MEANT:
            usual = next(number for number, role in enumerate(roles) if role != "bewoner")
        role = st.selectbox(
            said.ROLE, roles, index=roles.index(first) if first in roles else usual, key=f"rol.{turn}"
        )
        if not st.form_submit_button("Volgende tekenaar", type="primary"):
            return
    _hand_in(desk, going, Told(name, role, drawing.seen(), token=turn))


def _hand_in(desk: Desk, going: Going, told: Told) -> None:
    outline = drawing.outline(desk)
    if outline is None:
        return
    try:
        rounds.hand_in(
            desk.register,
            going.round,
            outline,
            told,
            drawn_on=desk.now.date(),
            place=desk.place,
        )
    except BuurtError as error:
        st.error(inert(messages.sentence(error)))
        return
    drawing.clear()
    state.remember("beleefd.rol", told.role)
    state.remember(_TURN, None)
    state.remember(_KEPT, value=True)
    st.rerun()


def _turn() -> str:
    if state.choice(_TURN) is None:
        state.remember(_TURN, uuid.uuid4().hex)
    return str(state.choice(_TURN))
