"""Wijzig op de kaart: one's own activities reshaped together, saved all of them or none."""

from __future__ import annotations

import shapely
import streamlit as st

from gis.crs import shape_to_wgs84
from gis.errors import StoreError
from gis.register.records import Activity, Problem
from gis.register.reshaping import Reshaped, reshape
from gis.register.visible import visible
from layers import messages, words
from layers.problems import problem_sentence
from layers.screen.editing import Tool
from layers.screen.routes import drawing_ready
from layers.ui import hand, state
from layers.ui.front import Desk
from layers.ui.placing import NO_DRAWING
from layers.ui.text import inert

ROOM_M = 60.0  # around what is in hand
MOST = 100  # activities in hand at once; with more nobody sees what is being changed
EACH, TOGETHER = "eigen activiteiten", "één activiteit met losse delen"
NOTHING = "U heeft hier nog geen activiteiten met een plek op de kaart. Voeg er een toe, of kies links bij 'U kijkt als …' een andere organisatie."
AWAY = "Wat u op de kaart weghaalt, blijft in de lijst staan, zonder plek."

Work = hand.Work[tuple[Activity, ...]]


def choose_work(desk: Desk) -> Work | None:
    """Ask which of one's own activities to take in hand; what is not saved yet stays in hand."""
    own = _own(desk)
    work: Work | None = state.choice(_name(desk))
    if not own and work is None:
        st.info(NOTHING)
        return None
    if not drawing_ready():
        st.warning(NO_DRAWING)
    busy = bool(work and work.edits)
    key = f"{_name(desk)}.keuze"
    if state.choice(key) is None:
        state.remember(key, work.ids if work else [one for one in [state.selected()] if one in own])
    state.keep_some_within(key, list(own))
    st.multiselect(
        "Welke activiteiten wilt u wijzigen?",
        list(own),
        format_func=lambda name: own[name].title,
        key=key,
        max_selections=MOST,
        disabled=busy,
        placeholder="Kies er één of meer",
    )
    if not busy and len(state.choice(key)) < len(own) <= MOST and len(own) > 1:
        st.button("Kies ze allemaal", on_click=state.plan, kwargs={key: list(own)})
    if work is not None and busy:
        return work
    chosen = tuple(own[name] for name in state.choice(key))
    if work is None or [(one.id, one.version) for one in work.source] != [
        (one.id, one.version) for one in chosen
    ]:
        work = _begin(desk, chosen)
    return work if chosen else None


def others(desk: Desk, work: Work | None) -> list[str]:
    """Return the activities that the map shows as they stand: those that are not in hand."""
    in_hand = work.ids if work else []
    return [name for name in desk.shown["id"] if name not in in_hand]


def close_up(work: Work | None) -> tuple[float, float, float, float] | None:
    """Return the view (west, south, east, north in degrees) of what is in hand, with room to work around it."""
    if work is None:
        return None
    shapes = shapely.GeometryCollection(work.shapes)
    return shape_to_wgs84(shapes.envelope.buffer(ROOM_M)).bounds


def show_work(desk: Desk, work: Work | None) -> None:
    """Say what was changed and what is wrong with it, and offer to save it or to go back."""
    if work is None:
        if _own(desk):
            st.caption("Kies een activiteit. Dan kunt u haar op de kaart aanpassen.")
        return
    missed = state.take(hand.MISSED)
    if missed:
        st.info(missed)
    if not work.edits:
        st.caption("Er is nog niets gewijzigd. " + AWAY)
        return
    told = words.plural(len(work.edits), "vorm", "vormen")
    st.markdown(f"**{told} gewijzigd, nog niet bewaard**")
    together = False
    if any(edit.state == "new" for edit in work.edits):
        asked = st.radio("Wat worden de stukken?", [EACH, TOGETHER], key="wijzig.stukken")
        together = asked == TOGETHER
    if any(edit.state == "removed" for edit in work.edits):
        st.caption(AWAY)
    records, problems = _reshaped(desk, work, together=together)
    for problem in dict.fromkeys(problems):
        st.error(inert(problem_sentence(problem)))
    with st.container(horizontal=True):
        if st.button("Bewaar", type="primary", disabled=bool(problems)):
            _save(desk, records)
        if st.button("Terug naar bewaard"):
            state.remember(_name(desk), None)
            st.rerun()


def _reshaped(desk: Desk, work: Work, *, together: bool) -> tuple[list[Activity], list[Problem]]:
    changes = [Reshaped(edit.id, shape, edit.origin) for edit, shape in work.changes(shown=desk.shapes)]
    return reshape(work.source, changes, vocabulary=desk.register.vocabulary, together=together)


def _save(desk: Desk, records: list[Activity]) -> None:
    try:
        desk.register.store.save(records, organisation=desk.view.organisation, at=desk.now)
    except StoreError as error:  # what is in hand stays in hand
        st.error(inert(messages.sentence(error)))
        return
    state.remember(_name(desk), None)
    state.remember("melding", f"Bewaard: {words.plural(len(records), 'activiteit', 'activiteiten')}.")
    st.rerun()


def _begin(desk: Desk, chosen: tuple[Activity, ...]) -> Work:
    placed = [(one.id, one.title, one.geometry) for one in chosen if one.geometry is not None]
    several: tuple[Tool, ...] = ("together",) if len(placed) > 1 else ()
    work = Work(_name(desk), chosen, tuple(placed), ("reshape", "move", *several, "split", "delete"))
    state.remember(_name(desk), work if chosen else None)
    return work


def _own(desk: Desk) -> dict[str, Activity]:
    """Return what may be taken in hand here: one's own, with a place of one kind of shape."""
    here = set(desk.activities["id"])
    records = visible(
        desk.register.store.activities(),
        organisation=desk.view.organisation,
        audience=desk.view.audience,
        vocabulary=desk.register.vocabulary,
    )
    return {
        one.id: one
        for one in records
        if one.id in here and one.owner == desk.view.organisation and _has_place(one)
    }


def _has_place(activity: Activity) -> bool:
    shape = activity.geometry
    return shape is not None and shape.geom_type != "GeometryCollection" and not shapely.is_empty(shape)


def _name(desk: Desk) -> str:
    return f"wijzig.{desk.view.workspace}.{desk.view.organisation}.{desk.view.gemeente}"
