"""Wijzig een eigen laag: the shapes of a layer that the user brought, edited on the map and saved back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from functools import cached_property

import streamlit as st
from shapely.geometry.base import BaseGeometry

from gis.errors import SourceError
from gis.shapes import edited_to_rd, to_degrees
from gis.workspace import own_layers
from layers import messages, words
from layers.screen.component import MapEvent
from layers.screen.editing import MOST_SHAPES, Edit, Editing, Shape, Tool, cut_missed, take_gesture
from layers.screen.routes import drawing_ready
from layers.ui import state
from layers.ui.editing import NOT_CUT
from layers.ui.front import Desk
from layers.ui.placing import NO_DRAWING
from layers.ui.text import inert

_ASKED, _WORK = "eigen.wijzig", "eigen.werk"
_TOOLS: tuple[Tool, ...] = ("reshape", "move", "together", "split", "delete")


@dataclass(frozen=True)
class Work:
    """An own layer in hand: its shapes in RD [m] by row as they were read, and what was changed since."""

    key: str
    name: str
    stamp: int
    shapes: tuple[BaseGeometry | None, ...]
    edits: tuple[Edit, ...] = ()

    @cached_property
    def saved(self) -> tuple[Shape, ...]:
        """The shapes as they stand in the layer; the id counts rows from 0."""
        return tuple(
            Shape(str(row), f"{self.name} {row + 1}", to_degrees(shape))
            for row, shape in enumerate(self.shapes)
            if shape is not None
        )


def show_work(desk: Desk) -> Work | None:
    """Say which own layer is in hand and what was changed, and offer to save it; None when none is."""
    name = state.choice(_ASKED)
    if name is None:
        return None
    work: Work | None = state.choice(_WORK)
    if work is None or work.name != name:
        work = _begin(desk, name)
    if work is None:
        return None
    changed = words.plural(len(work.edits), "vorm", "vormen")
    told = (
        f"{changed} gewijzigd, nog niet bewaard"
        if work.edits
        else "Versleep een hoekpunt of kies links een knop."
    )
    with st.container(key="strook.laag", horizontal=True, vertical_alignment="center"):
        st.markdown(f"**U wijzigt de laag {inert(name)}** · {told}", width="stretch")
        if st.button("Bewaar", type="primary", disabled=not work.edits, key="eigen.bewaar", width="content"):
            _save(desk, work)
        label = "Terug naar bewaard" if work.edits else "Klaar"
        if st.button(label, key="eigen.terug", width="content"):
            _put_down()
    return work


def editing(work: Work | None) -> Editing | None:
    """Return what the map may let change."""
    return None if work is None else Editing(work.key, work.saved, work.edits, _TOOLS)


def keep_edits(work: Work | None, event: MapEvent) -> None:
    """Keep what was changed on the map until it is saved; a cut is made here."""
    edited = event.edited
    if work is None or edited is None or edited.key != work.key:
        return
    edits = take_gesture(work.saved, edited)
    if cut_missed(edits, edited):
        state.remember("melding", NOT_CUT)
    state.remember(_WORK, replace(work, edits=edits))
    st.rerun()


def _begin(desk: Desk, name: str) -> Work | None:
    if not drawing_ready():
        state.remember(_ASKED, None)
        st.warning(NO_DRAWING)
        return None
    try:
        stamp = own_layers.layer_stamp(desk.home, name)
        frame = own_layers.read_layer(own_layers.layer_path(desk.home, name))
    except SourceError as error:
        state.remember(_ASKED, None)
        st.error(inert(messages.sentence(error)))
        return None
    if len(frame) > MOST_SHAPES:
        state.remember(_ASKED, None)
        st.info(
            f"Deze laag heeft {len(frame)} vormen. Op de kaart kunt u er hoogstens {MOST_SHAPES} wijzigen."
        )
        return None
    work = Work(f"laag {uuid.uuid4().hex}", name, stamp, tuple(frame.geometry))
    state.remember(_WORK, work)
    return work


def _save(desk: Desk, work: Work) -> None:
    before = [shape for shape in work.shapes if shape is not None]
    shapes: dict[int, BaseGeometry | None] = {}
    pieces: list[tuple[int, BaseGeometry]] = []
    for edit in work.edits:
        shape = None if edit.geometry is None else edited_to_rd(edit.geometry, before=before)
        if edit.state == "new" and shape is not None:
            pieces.append((int(edit.origin), shape))
        else:
            shapes[int(edit.id)] = shape
    try:
        own_layers.reshape_layer(desk.home, work.name, shapes, pieces=pieces, stamp=work.stamp)
    except SourceError as error:  # what is in hand stays in hand
        st.error(inert(messages.sentence(error)))
        return
    state.remember("melding", f"Bewaard: de laag {work.name}.")
    _put_down()


def _put_down() -> None:
    state.remember(_ASKED, None)
    state.remember(_WORK, None)
    st.rerun()
