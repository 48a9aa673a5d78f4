"""Duiding: what people say is behind the figures of a buurt, and adding to it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from gis.errors import StoreError
from gis.register.explanations import WHOLE, Explanation
from gis.workspace.compass import Ask
from gis.workspace.leaflet import keep_explanation, see_explanations
from layers import messages
from layers.ui import cached, compass_settings, state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words.compass import indicator_name
from layers.words.leaflet import NOTHING_SAID, who_said

TITLE = "Duiding: wat zit er achter dit cijfer?"
_REFUSED, _TURN = "duiding.geweigerd", "duiding.beurt"
_WHOLE = "de hele buurt"
_OLDEST = date(1990, 1, 1)


def show_explanations(desk: Desk, code: str) -> None:
    """Show what was said about a buurt, and let a party add to it or take back its own."""
    told = see_explanations(desk.register, desk.place, code=code, audience=desk.view.audience)
    refused = state.take(_REFUSED)
    count = f" ({len(told)})" if told else ""
    with st.expander(f"{TITLE}{count}", expanded=bool(refused)):
        names = _names(desk)
        for one in told:
            st.markdown(f"“{inert(one.words)}”  \n:gray[{inert(who_said(one, names=names))}]")
        if not told:
            st.caption(NOTHING_SAID)
        if refused:
            st.error(inert(refused))
        if desk.view.may_change:
            _ask(desk, code, names)
            _offer_back(desk, told)


def _names(desk: Desk) -> dict[str, str]:
    compass = cached.compass(desk.seen_by[:3], desk.area, Ask(), compass_settings.edition(desk))
    told = desk.register.vocabulary.dimensions
    return {one.key: indicator_name(one, dimensions=told) for one in compass.indicators}


def _ask(desk: Desk, code: str, names: dict[str, str]) -> None:
    turn = state.choice(_TURN) or 0
    with st.form(f"duiding.blad.{code}.{turn}", border=False):
        figure = st.selectbox(
            "Over welk cijfer?",
            [WHOLE, *names],
            format_func=lambda key: inert(names.get(key, _WHOLE)),
        )
        words = st.text_area("Wat zit erachter? (geen namen van personen)", max_chars=300, height=80)
        left, right = st.columns(2)
        organisation = left.text_input("Welke organisatie zegt dit?", desk.view.organisation, max_chars=80)
        role = right.text_input("In welke rol? (geen naam)", max_chars=80)
        latest = max(desk.today, desk.reference_day)
        on = left.date_input(
            "Dag", desk.reference_day, min_value=_OLDEST, max_value=latest, format="DD-MM-YYYY"
        )
        public = st.checkbox(
            "Iedereen mag dit lezen", help="Anders lezen alleen de partners in dit overleg het."
        )
        if st.form_submit_button("Bewaar de duiding", type="primary"):
            day = on if isinstance(on, date) else desk.reference_day
            _keep(desk, Explanation(code, words, organisation, role, day, figure, public), tuple(names))


def _keep(desk: Desk, said: Explanation, figures: tuple[str, ...]) -> None:
    try:
        keep_explanation(
            desk.register, said, figures=figures, organisation=desk.view.organisation, at=desk.now
        )
    except StoreError as error:
        state.remember(_REFUSED, messages.sentence(error))
        st.rerun()
    state.remember(_TURN, (state.choice(_TURN) or 0) + 1)
    st.rerun()


def _offer_back(desk: Desk, told: list[Explanation]) -> None:
    for one in (one for one in told if one.by == desk.view.organisation):
        if st.button(f"Neem terug: {inert(one.words)}", key=f"duiding.terug.{one.number}", type="tertiary"):
            desk.register.store.take_back_explanation(
                one.number, organisation=desk.view.organisation, at=desk.now
            )
            st.rerun()
