"""What people feel about places, beside the kern: barriers as lines, and facilities that are theirs or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import geopandas as gpd
import shapely
import streamlit as st
from shapely.geometry.base import BaseGeometry

from gis.crs import shape_to_rd
from gis.errors import StoreError
from gis.register.felt import BARRIER, FACILITY, Felt
from gis.workspace.belonging import see_belonging
from gis.workspace.perceived import Meant
from layers import felt, messages
from layers.layer import Layer
from layers.screen.component import MapEvent
from layers.screen.editing import Editing, one_shape, the_one
from layers.screen.routes import drawing_ready
from layers.ui import cached, state
from layers.ui.front import Desk
from layers.ui.lines import line
from layers.ui.text import inert
from layers.words import belonging as words

_OPEN, _KIND, _PLACE, _TURN, _REFUSED = (
    f"voelt.{name}" for name in ("open", "soort", "plek", "beurt", "geweigerd")
)
_LONGEST = 80  # signs of a name or a meeting
_MOST = 8  # told of each; the rest is on the map
_YES, _NO = "ja", "nee"


def show_belonging(desk: Desk, found: Sequence[Meant]) -> None:
    """Tell how barriers and facilities lie towards each kern, and let a party add one."""
    told = cached.felt(desk.seen_by)
    if told.empty and not desk.view.may_change:
        return
    with st.expander(f"Barrières en voorzieningen ({len(told)})"):
        st.caption("Waar houdt de buurt op, en welke voorziening voelt van de buurt?")
        for one in found:
            if not one.kern.is_empty and len(told):
                _tell(one, told)
        if desk.view.may_change:
            _ask(desk)
            for one_told in desk.register.store.felt():
                _show(desk, one_told)


def layers(desk: Desk) -> list[Layer]:
    """Return what people feel as a layer, and the place that is being added."""
    told = cached.felt(desk.seen_by)
    drawn = [felt.draw_felt(told)] if len(told) else []
    place = state.choice(_PLACE)
    return [*drawn, *([felt.draw_place(place)] if place is not None and state.choice(_OPEN) else [])]


def editing() -> Editing | None:
    """Return what may be drawn on the map: a line for a barrier; None while nothing is asked."""
    if not state.choice(_OPEN) or state.choice(_KIND) != BARRIER or not drawing_ready():
        return None
    return one_shape(None, key=_key(), draws="line")


def keep_place(event: MapEvent) -> None:
    """Keep the line that was drawn, or the point that was clicked for a facility."""
    if not state.choice(_OPEN):
        return
    told = None
    if event.edited is not None and event.edited.key == _key():
        told = the_one(event.edited)
    elif event.at is not None and state.choice(_KIND) == FACILITY:
        told = {"type": "Point", "coordinates": list(event.at)}
    if told is None:
        return
    state.remember(_PLACE, shape_to_rd(shapely.geometry.shape(dict(told))))
    _next_hand()
    st.rerun()


def _tell(one: Meant, told: gpd.GeoDataFrame) -> None:
    belonging = see_belonging(told, one.kern)
    name = inert(" / ".join(sorted(one.drawings["name"].unique())))
    lines = [words.barrier_sentence(row) for row in belonging.barriers.head(_MOST).to_dict("records")]
    lines += [words.facility_sentence(row) for row in belonging.facilities.head(_MOST).to_dict("records")]
    st.markdown(f"**Rond de kern van {name}**\n\n" + "\n".join(f"- {inert(line)}" for line in lines))


def _ask(desk: Desk) -> None:
    if not st.toggle("Voeg een barrière of voorziening toe", key=_OPEN):
        return
    if refused := state.take(_REFUSED):
        st.error(inert(refused))
    kinds = [*([BARRIER] if drawing_ready() else []), FACILITY]
    kind = st.radio("Wat is het?", kinds, horizontal=True, key=_KIND, on_change=_clear)
    place: BaseGeometry | None = state.choice(_PLACE)
    if place is None:
        st.caption("Teken de lijn op de kaart." if kind == BARRIER else "Klik op de kaart waar het is.")
    else:
        st.caption("De plek staat op de kaart. Teken of klik opnieuw om die te wijzigen.")
    with st.form(f"voelt.blad.{state.choice(_TURN) or 0}", border=False):
        name = st.text_input("Hoe heet het? (geen namen van personen)", max_chars=_LONGEST)
        ours = None
        if kind == FACILITY:
            ours = st.radio("Voelt dit van ons?", [_YES, _NO], index=None, horizontal=True)
        roles = desk.register.vocabulary.lists["drawing_roles"]
        role = st.selectbox("Wie zegt dit? (een rol)", roles, key="voelt.rol")
        meeting = st.text_input("Bij welke bijeenkomst?", max_chars=_LONGEST)
        if st.form_submit_button("Bewaar", type="primary"):
            told = Felt(
                name=name,
                shape=place if place is not None else shapely.Point(),
                ours=None if ours is None else ours == _YES,
                role=role,
                meeting=meeting,
                on=desk.reference_day,
                fictional=desk.register.workspace.fictional,
            )
            _keep(desk, told)


def _keep(desk: Desk, told: Felt) -> None:
    try:
        desk.register.store.save_felt(
            told, vocabulary=desk.register.vocabulary, organisation=desk.view.organisation, at=desk.now
        )
    except StoreError as error:
        state.remember(_REFUSED, messages.sentence(error))
        st.rerun()
    _clear()
    done = "teruggenomen" if told.withdrawn else "bewaard"
    state.change(melding=f"{inert(told.name)} is {done}.")


def _show(desk: Desk, one: Felt) -> None:
    told = "" if one.ours is None else f" · voelt van ons: {_YES if one.ours else _NO}"
    with line(f"voelt.{one.id}"):
        st.markdown(f"{inert(one.name)} · {one.kind}{told} · {inert(one.role)}", width="stretch")
        if st.button("Neem terug", key=f"voelt.terug.{one.id}"):
            _keep(desk, replace(one, withdrawn=True))


def _clear() -> None:
    state.remember(_PLACE, None)
    _next_hand()


def _next_hand() -> None:
    """Begin a new piece of work on the map: what was drawn is kept, or not wanted."""
    state.remember(_TURN, (state.choice(_TURN) or 0) + 1)


def _key() -> str:
    return f"voelt {state.choice(_TURN) or 0}"
