"""What stands beside a figure over the years: what happened, other possible causes, lists; and adding to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from gis.errors import StoreError
from gis.register.events import CAUSE, DESIGNATION, EVENT, Event
from gis.workspace.trends import Beside, take_back
from layers import messages
from layers.trends import Lettered
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words.reports import day
from layers.words.trends import when

_REFUSED, _TURN = "verloop.geweigerd", "verloop.beurt"
_KINDS = {
    EVENT: "Er is iets gebeurd",
    CAUSE: "Een andere mogelijke oorzaak",
    DESIGNATION: "Het gebied staat op een lijst",
}
_WORDS = {
    EVENT: "Wat is er gebeurd?",
    CAUSE: "Wat kan meespelen? (geen namen van personen)",
    DESIGNATION: "Hoe heet de lijst?",
}
_OLDEST = date(1990, 1, 1)


def show_beside(
    desk: Desk, beside: Beside, *, marks: Sequence[Lettered], unmarked: Sequence[Event], last: int
) -> None:
    """Show the events by letter, those that the drawing has no place for, other causes and lists."""
    for mark in marks:
        st.markdown(f"**{mark.letter}** · {_event(mark.event)}")
    if unmarked:
        with st.expander(f"Buiten deze jaren: {len(unmarked)}"):
            st.caption(f"Wat na {last} begon, kan in dit cijfer nog niet te zien zijn.")
            for one in unmarked:
                st.markdown(f"- {_event(one)}")
            if desk.register.workspace.fictional:
                st.caption("In dit voorbeeld zijn de activiteiten verzonnen. De cijfers zijn echt.")
    if beside.causes:
        st.markdown("**Andere mogelijke oorzaken**")
        for one in beside.causes:
            st.markdown(f"- {inert(one.words)} ({inert(_who(one))}, {_day(one.first_on)})")
    if beside.designations:
        st.markdown("**Op een lijst**")
        for one in beside.designations:
            st.markdown(f"- {_listed(one, desk.reference_day)}")


def offer_event(desk: Desk, *, areas: Sequence[str]) -> None:
    """Let a party write something beside the figure of an area, or take back what was written."""
    refused = state.take(_REFUSED)
    with st.expander("Zet er iets bij", icon=":material/add:", expanded=bool(refused)):
        if refused:
            st.error(inert(refused))
        turn = state.choice(_TURN) or 0
        kind = st.radio(
            "Wat wilt u erbij zetten?", list(_KINDS), format_func=_KINDS.__getitem__, key="verloop.soort"
        )
        with st.form(f"verloop.erbij.{kind}.{turn}", border=False):
            told = _ask(desk, kind, areas=areas)
            if st.form_submit_button("Bewaar", type="primary"):
                _keep(desk, told)
        _offer_back(desk, areas)


def _ask(desk: Desk, kind: str, *, areas: Sequence[str]) -> Event:
    words = st.text_input(_WORDS[kind], max_chars=300)
    around = [*areas, desk.place.gemeentecode]
    where = st.multiselect(
        "Waar?",
        around,
        default=around[:1],
        format_func=lambda code: _area(desk, code),
        placeholder="Kies een gebied",
    )
    left, right = st.columns(2)
    latest = max(desk.today, desk.reference_day)
    first = left.date_input(
        "Dag" if kind == CAUSE else "Vanaf", None, min_value=_OLDEST, max_value=latest, format="DD-MM-YYYY"
    )
    until = None
    if kind != CAUSE:
        until = right.date_input(
            "Tot en met (leeg: geen einde bekend)", None, min_value=_OLDEST, format="DD-MM-YYYY"
        )
    event = Event(kind, words.strip(), tuple(where), _one_day(first), _one_day(until))
    if kind == EVENT:
        themes = ["", *desk.register.vocabulary.themes]
        theme = st.selectbox("Thema", themes, format_func=lambda word: word or "geen thema")
        event = replace(event, theme=theme)
    if kind == CAUSE:
        one, other = st.columns(2)
        organisation = one.text_input("Welke organisatie zegt dit?", desk.view.organisation, max_chars=80)
        role = other.text_input("In welke rol? (geen naam)", max_chars=80)
        return replace(event, organisation=organisation.strip(), role=role.strip())
    source = st.text_input("Bron", max_chars=200)
    public = st.checkbox("Iedereen mag dit zien", help="Anders zien alleen de partners in dit overleg het.")
    return replace(event, source=source.strip(), public=public)


def _offer_back(desk: Desk, areas: Sequence[str]) -> None:
    there = [one for one in desk.register.store.events() if not set(one.areas).isdisjoint(areas)]
    for one in there:
        if st.button(
            f"Haal weg: {inert(one.words)}", key=f"verloop.weg.{one.id}.{one.version}", type="tertiary"
        ):
            _keep(desk, take_back(one))


def _keep(desk: Desk, event: Event) -> None:
    try:
        desk.register.store.save_event(
            event, vocabulary=desk.register.vocabulary, organisation=desk.view.organisation, at=desk.now
        )
    except StoreError as error:
        state.remember(_REFUSED, messages.sentence(error))
        st.rerun()
    state.remember(_TURN, (state.choice(_TURN) or 0) + 1)
    st.rerun()


def _event(event: Event) -> str:
    theme = f" ({inert(event.theme)})" if event.theme else ""
    source = f" · bron: {inert(event.source)}" if event.source else ""
    return f"{inert(event.words)}{theme}, {when(event)}{source}"


def _listed(event: Event, today: date) -> str:
    source = f" · bron: {inert(event.source)}" if event.source else ""
    told = "" if event.holds_on(today) else " · staat er niet meer op, wij blijven volgen"
    return f"{inert(event.words)}, {when(event)}{told}{source}"


def _who(event: Event) -> str:
    return ", ".join(filter(None, (event.organisation, event.role)))


def _area(desk: Desk, code: str) -> str:
    name = desk.place.area_name(code)
    return f"postcodegebied {code}" if name == code else name


def _day(told: date | None) -> str:
    return "" if told is None else day(told)


def _one_day(told: object) -> date | None:
    return told if isinstance(told, date) else None
