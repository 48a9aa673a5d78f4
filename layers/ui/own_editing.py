"""Wijzig een eigen laag: the shapes of a layer that the user brought, edited on the map and saved back."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st
from shapely.geometry.base import BaseGeometry

from gis.errors import SourceError
from gis.workspace import own_layers
from layers import messages, words
from layers.screen.editing import MOST_SHAPES
from layers.screen.routes import drawing_ready
from layers.ui import hand, state
from layers.ui.front import Desk
from layers.ui.placing import NO_DRAWING
from layers.ui.text import inert

_ASKED, _WORK = "eigen.wijzig", "eigen.werk"


class OwnLayer(NamedTuple):
    """Which own layer, as it was read; the ids of its shapes count rows from 0."""

    name: str
    stamp: int


Work = hand.Work[OwnLayer]


def show_work(desk: Desk) -> Work | None:
    """Say which own layer is in hand and what was changed, and offer to save it; None when none is."""
    name = state.choice(_ASKED)
    if name is None:
        return None
    work: Work | None = state.choice(_WORK)
    if work is None or work.source.name != name:
        work = _begin(desk, name)
    if work is None:
        return None
    changed = words.plural(len(work.edits), "vorm", "vormen")
    told = state.take(hand.MISSED) or (
        f"{changed} gewijzigd, nog niet bewaard"
        if work.edits
        else "Versleep een hoekpunt of kies een knop op de kaart."
    )
    with st.container(key="strook.laag", horizontal=True, vertical_alignment="center"):
        st.markdown(f"**U wijzigt de laag {inert(name)}** · {told}", width="stretch")
        if st.button("Bewaar", type="primary", disabled=not work.edits, key="eigen.bewaar", width="content"):
            _save(desk, work)
        label = "Terug naar bewaard" if work.edits else "Klaar"
        if st.button(label, key="eigen.terug", width="content"):
            _put_down()
    return work


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
    rows = [
        (str(row), f"{name} {row + 1}", shape)
        for row, shape in enumerate(frame.geometry)
        if shape is not None
    ]
    work = Work(_WORK, OwnLayer(name, stamp), tuple(rows), ("reshape", "move", "together", "split", "delete"))
    state.remember(_WORK, work)
    return work


def _save(desk: Desk, work: Work) -> None:
    layer = work.source
    shapes: dict[int, BaseGeometry | None] = {}
    pieces: list[tuple[int, BaseGeometry]] = []
    for edit, shape in work.changes(shown=desk.shapes):
        if edit.state == "new" and shape is not None:
            pieces.append((int(edit.origin), shape))
        else:
            shapes[int(edit.id)] = shape
    try:
        own_layers.reshape_layer(desk.home, layer.name, shapes, pieces=pieces, stamp=layer.stamp)
    except SourceError as error:  # what is in hand stays in hand
        st.error(inert(messages.sentence(error)))
        return
    state.remember("melding", f"Bewaard: de laag {layer.name}.")
    _put_down()


def _put_down() -> None:
    state.remember(_ASKED, None)
    state.remember(_WORK, None)
    st.rerun()
