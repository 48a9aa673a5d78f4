"""Wijzig op de kaart: one's own activities reshaped together, saved all of them or none."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

import shapely
import streamlit as st

from gis.crs import shape_to_wgs84
from gis.errors import StoreError
from gis.register.records import Activity, Problem
from gis.register.reshaping import Reshaped, reshape
from gis.register.visible import visible
from gis.shapes import edited_to_rd, to_degrees
from layers import messages, words
from layers.screen.component import MapEvent
from layers.screen.editing import Edit, Editing, Shape, Tool, cut_missed, take_gesture
from layers.screen.routes import drawing_ready
from layers.ui import state
from layers.ui.front import Desk
from layers.ui.placing import NO_DRAWING
from layers.ui.text import inert

ROOM_M = 60.0  # around what is in hand
MOST = 100  # activities in hand at once; with more nobody sees what is being changed
EACH, TOGETHER = "eigen activiteiten", "één activiteit met losse delen"
NOTHING = "U heeft hier nog geen activiteiten met een plek op de kaart. Voeg er eerst een toe."
NOT_CUT = "De lijn gaat nergens helemaal doorheen. Teken haar dwars over de vorm, van buiten naar buiten."
AWAY = "Wat u op de kaart weghaalt, blijft in de lijst staan, zonder plek."


@dataclass(frozen=True)
class Work:
    """What is in hand: the activities as they stood when it began, and what was changed since."""

    key: str
    standing: tuple[Activity, ...]
    edits: tuple[Edit, ...] = ()

    @cached_property
    def saved(self) -> tuple[Shape, ...]:
        """The shapes as they stand in the register."""
        return tuple(
            Shape(one.id, one.title, to_degrees(one.geometry))
            for one in self.standing
            if one.geometry is not None
        )

    @property
    def ids(self) -> list[str]:
        """The activities that are in hand."""
        return [one.id for one in self.standing]


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
    if not busy and 1 < len(own) <= MOST:
        st.button("Kies ze allemaal", on_click=state.plan, kwargs={key: list(own)})
    if work is not None and busy:
        return work
    chosen = tuple(own[name] for name in state.choice(key))
    if work is None or [(one.id, one.version) for one in work.standing] != [
        (one.id, one.version) for one in chosen
    ]:
        work = _begin(desk, chosen)
    return work if chosen else None


def editing(work: Work | None) -> Editing | None:
    """Return what the map may let change."""
    if work is None:
        return None
    several: tuple[Tool, ...] = ("together",) if len(work.standing) > 1 else ()
    return Editing(work.key, work.saved, work.edits, ("reshape", "move", *several, "split", "delete"))


def others(desk: Desk, work: Work | None) -> list[str]:
    """Return the activities that the map shows as they stand: those that are not in hand."""
    in_hand = work.ids if work else []
    return [name for name in desk.shown["id"] if name not in in_hand]


def close_up(work: Work | None) -> tuple[float, float, float, float] | None:
    """Return the view (west, south, east, north in degrees) of what is in hand, with room to work around it."""
    if work is None:
        return None
    shapes = shapely.GeometryCollection([one.geometry for one in work.standing])
    return shape_to_wgs84(shapes.envelope.buffer(ROOM_M)).bounds


def keep_edits(desk: Desk, work: Work | None, event: MapEvent) -> None:
    """Keep what was changed on the map until it is saved; a cut is made here."""
    edited = event.edited
    if work is None or edited is None or edited.key != work.key:
        return
    edits = take_gesture(work.saved, edited)
    if cut_missed(edits, edited):
        state.remember("wijzig.gemist", NOT_CUT)
    state.remember(_name(desk), replace(work, edits=edits))
    st.rerun()


def show_work(desk: Desk, work: Work | None) -> None:
    """Say what was changed and what is wrong with it, and offer to save it or to go back."""
    if work is None:
        st.caption("Kies een activiteit. Dan kunt u haar op de kaart aanpassen.")
        return
    missed = state.take("wijzig.gemist")
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
        st.error(inert(messages.problem_sentence(problem)))
    with st.container(horizontal=True):
        if st.button("Bewaar", type="primary", disabled=bool(problems)):
            _save(desk, records)
        if st.button("Terug naar bewaard"):
            state.remember(_name(desk), None)
            st.rerun()


def _reshaped(desk: Desk, work: Work, *, together: bool) -> tuple[list[Activity], list[Problem]]:
    before = [one.geometry for one in work.standing if one.geometry is not None]
    changes = [
        Reshaped(
            edit.id,
            None if edit.geometry is None else edited_to_rd(edit.geometry, before=before),
            edit.origin,
        )
        for edit in work.edits
    ]
    return reshape(work.standing, changes, vocabulary=desk.register.vocabulary, together=together)


def _save(desk: Desk, records: list[Activity]) -> None:
    try:
        desk.register.store.save(records, organisation=desk.view.organisation, at=datetime.now().astimezone())
    except StoreError as error:  # what is in hand stays in hand
        st.error(inert(messages.sentence(error)))
        return
    state.remember(_name(desk), None)
    state.remember("melding", f"Bewaard: {words.plural(len(records), 'activiteit', 'activiteiten')}.")
    st.rerun()


def _begin(desk: Desk, chosen: tuple[Activity, ...]) -> Work:
    work = Work(f"wijzig {uuid.uuid4().hex}", chosen)  # never that of other work, also not of another session
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
