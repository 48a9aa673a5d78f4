"""Whose task it is: a party says that it has none here, or the table notes on which day it asked whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from gis.errors import StoreError
from gis.register.tasks import ASKED, NO_TASK, TAKEN_BACK, TaskAnswer
from gis.workspace.tasks import keep_answer
from layers import messages
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.text import inert

_REFUSED, _TURN = "vlek.geweigerd", "vlek.beurt"
_SAID = {ASKED: "gevraagd, nog geen antwoord", NO_TASK: "geen taak hier"}
_DAYS = "DD-MM-YYYY"


def offer_answers(
    desk: Desk,
    *,
    row: str,
    area: str,
    answers: Sequence[TaskAnswer],
    parties: Sequence[str],
    party: str = "",
) -> None:
    """Offer "Geen taak hier" for one party (the own organisation when none is told) and "Gevraagd op …".

    Parameters
    ----------
    row, area
        The theme group, and the code of the buurt or gemeente, that is answered about.
    parties
        Who can be asked.
    """
    who = party or desk.view.organisation
    standing = {one.organisation: one for one in answers if one.row == row and one.area == area}
    mine = standing.get(who)
    refused = state.take(_REFUSED)
    of = f"{row}.{area}.{who}.{mine.number if mine else 0}"
    if mine is not None and mine.answer == NO_TASK:
        st.button(
            "Toch een taak",
            key=f"vlek.terug.{of}",
            on_click=_save,
            args=(desk, replace(mine, answer=TAKEN_BACK)),
            help=f"Neem 'geen taak hier' van {who} terug. De geschiedenis blijft.",
        )
    else:
        st.button(
            "Geen taak hier",
            key=f"vlek.geen.{of}",
            on_click=_save,
            args=(desk, _next(mine, TaskAnswer(who, row, area, NO_TASK, desk.reference_day))),
            help=f"Zeg dat dit hier geen taak is van {who}.",
        )
    turn = state.choice(_TURN) or 0
    with st.popover("Gevraagd op …", key=f"vlek.vraag.{of}.{turn}"):
        _ask(desk, row=row, area=area, parties=[party] if party else parties, standing=standing)
    if refused:
        st.error(inert(refused))


def _ask(desk: Desk, *, row: str, area: str, parties: Sequence[str], standing: dict[str, TaskAnswer]) -> None:
    if not parties:
        st.caption("Er zijn nog geen partijen. Voeg links een organisatie toe.")
        return
    with st.form(f"vlek.vraagblad.{row}.{area}.{parties[0]}", border=False):
        name = st.selectbox("Wie is gevraagd?", list(parties))
        answer = st.radio("Wat was het antwoord?", list(_SAID), format_func=_SAID.__getitem__)
        on = st.date_input("Gevraagd op", desk.reference_day, format=_DAYS)
        note = st.text_input("Notitie (geen namen van personen)", max_chars=300)
        if st.form_submit_button("Bewaar", type="primary"):
            day = on if isinstance(on, date) else desk.reference_day
            said = TaskAnswer(str(name), row, area, str(answer), day, note)
            _save(desk, _next(standing.get(str(name)), said))
            state.change()


def _next(standing: TaskAnswer | None, said: TaskAnswer) -> TaskAnswer:
    return replace(said, number=standing.number if standing else 0)


def _save(desk: Desk, said: TaskAnswer) -> None:
    try:
        keep_answer(desk.register, said, organisation=desk.view.organisation, at=desk.now)
        state.remember(_TURN, (state.choice(_TURN) or 0) + 1)
    except StoreError as error:
        state.remember(_REFUSED, messages.sentence(error))
