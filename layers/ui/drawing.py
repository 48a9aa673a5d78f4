"""Drawing the neighbourhood people mean: the quiet map, the hand on it, and the outline it made."""

from __future__ import annotations

import uuid
from dataclasses import replace

import geopandas as gpd
import streamlit as st
from shapely.geometry.base import BaseGeometry

from gis.errors import TableError
from gis.register.rounds import MEANT
from gis.shapes import edited_to_rd, to_degrees
from gis.workspace import blocks, own_layers
from gis.workspace.drawings import Seen, take_outline
from layers import messages
from layers.layer import Layer
from layers.screen.component import MapEvent
from layers.screen.editing import THE_ONE, Edit, Editing, one_shape
from layers.screen.routes import drawing_ready, publish
from layers.ui import drawn, state
from layers.ui.front import Desk
from layers.ui.placing import NO_DRAWING
from layers.ui.text import inert
from layers.words import drawing as said

ALL = "alle vragen samen"
BY_HAND = "Met een lijn"
_BLOCKS = "Met blokken: "
_BUURTEN = f"{_BLOCKS}CBS-buurten (zonder lijnen)"
_EDITS, _VIEW, _NOTE = "beleefd.vorm", "beleefd.zicht", "beleefd.knoop"


def busy() -> bool:
    """Whether somebody draws here: then nothing is shown of CBS or of what others drew."""
    return bool(state.choice("beleefd.teken")) and drawing_ready()


def base(desk: Desk) -> list[Layer]:
    """Return the quiet map below; while somebody draws land and one's own layers alone, no border of CBS."""
    if busy():
        own = drawn.own_shown(desk.home, desk.view.workspace)
        return [drawn.land(str(desk.home.path), desk.area), *own]
    return [drawn.buurten_on_land(str(desk.home.path), desk.area)]


def has_ground(desk: Desk) -> bool:
    """Whether there is something on the map to find the way by."""
    return bool(state.choice("achtergrond") or drawn.own_shown(desk.home, desk.view.workspace))


def draw_mode(desk: Desk, *, going: bool) -> Editing | None:
    """Offer to draw, and return what may be drawn on the map; nothing while no question is asked."""
    if not drawing_ready():
        st.warning(NO_DRAWING)
        return None
    if state.choice("beleefd.teken") is None:  # back from another page: go on with what was drawn
        state.remember("beleefd.teken", bool(_edits()))
    if not st.toggle("Teken een buurt", key="beleefd.teken") or not going:
        return None
    how = _choose_how(desk)
    if how == BY_HAND:
        shape = _edits()[0].geometry if _edits() else None
        return one_shape(shape, key=_key(), draws="hand", beside=("area",))
    address = publish(_blocks(desk, how)[1], secret=state.secret())
    return Editing(_key(), (), _edits(), ("brush", "eraser"), "new", blocks=address)


def _choose_how(desk: Desk) -> str:
    own = [f"{_BLOCKS}{name}" for name in blocks.block_layers(desk.home)]
    options = [BY_HAND, *own, _BUURTEN]
    if state.choice("beleefd.wijze") not in options:
        state.remember("beleefd.wijze", BY_HAND)
    return st.selectbox(
        "Hoe tekent u?", options, key="beleefd.wijze", on_change=clear, label_visibility="collapsed"
    )


def _blocks(desk: Desk, how: str) -> tuple[gpd.GeoDataFrame, Layer]:
    layer = None if how == _BUURTEN else how.removeprefix(_BLOCKS)
    stamp = 0 if layer is None else own_layers.layer_stamp(desk.home, layer)
    return drawn.blocks_to_paint(str(desk.home.path), desk.area, layer, stamp)


def keep_shape(event: MapEvent) -> None:
    """Keep what was drawn until it is handed in; a line that crosses itself is mended at once, and said."""
    edited = event.edited
    if edited is None or edited.key != _key():
        return
    edits = tuple(edit for edit in edited.edits if edit.geometry is not None)
    if edited.view is not None:
        state.remember(_VIEW, Seen(edited.view.box, edited.view.zoom))
    state.remember(_NOTE, None)
    if edits and state.choice("beleefd.wijze") == BY_HAND:
        edits = _mend(edits[0])
    state.remember(_EDITS, edits)
    if state.choice(_NOTE):
        st.rerun()


def _mend(edit: Edit) -> tuple[Edit, ...]:
    try:
        outline = take_outline(edited_to_rd(edit.geometry or {}, before=(), shown=()))
    except TableError as error:
        state.remember(_NOTE, messages.sentence(error))
        return ()
    if not outline.mended:
        return (edit,)
    state.remember(_NOTE, said.mended(outline))
    return (replace(edit, id=THE_ONE, geometry=to_degrees(outline.shape)),)


def outline(desk: Desk) -> BaseGeometry | None:
    """Return what was drawn so far, in RD [m]; None when it is nothing yet."""
    edits = _edits()
    if not edits:
        return None
    how = state.choice("beleefd.wijze") or BY_HAND
    if how == BY_HAND:
        return edited_to_rd(edits[0].geometry or {}, before=(), shown=())
    return blocks.join_blocks(_blocks(desk, how)[0], [edit.id for edit in edits])


def seen() -> Seen | None:
    """Return what the map showed at the last stroke."""
    found: Seen | None = state.choice(_VIEW)
    return found


def note() -> str | None:
    """Return what became of a line that crossed itself."""
    told: str | None = state.choice(_NOTE)
    return told


def clear() -> None:
    """Make the map empty for who draws next."""
    for name in (_EDITS, _VIEW, _NOTE, "beleefd.beurt"):
        state.remember(name, None)


def _edits() -> tuple[Edit, ...]:
    return tuple(state.choice(_EDITS) or ())


def _key() -> str:
    if state.choice("beleefd.beurt") is None:
        state.remember("beleefd.beurt", uuid.uuid4().hex)
    return f"beleefd {state.choice('beleefd.beurt')}"


def questions_in(drawings: gpd.GeoDataFrame) -> list[tuple[str, str]]:
    """Return the questions that were asked, each with the name it was about ("" when who drew said it)."""
    rows = drawings[["question", "name"]].itertuples(index=False)
    return sorted({(str(question), str(name) if question == MEANT else "") for question, name in rows})


def as_question(asked: str | tuple[str, str]) -> str:
    """Return the question as one would say it."""
    return ALL.capitalize() if isinstance(asked, str) else inert(said.asked(*asked))
