"""Settling a neighbourhood at the table: under which name, in which meeting, who keeps it; in versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import streamlit as st

from gis.analysis.drawings import questions_of
from gis.analysis.outline import Outline
from gis.errors import StoreError
from gis.register.accepted import AcceptedArea
from gis.workspace.perceived import Meant
from layers import messages
from layers.ui import perceiving, state
from layers.ui.folded import folded
from layers.ui.front import Desk
from layers.ui.text import inert
from layers.words import accepted as words
from layers.words.reports import day

Lined = tuple[Meant, Outline]

OPENED = "vaststellen.open"
_REFUSED = "vaststellen.geweigerd"
_CRISP, _COUNTED = "Strakke lijn", "Precies zoals geteld"
_LONGEST = 80  # signs of a name, a meeting or a role


def offer_settling(desk: Desk, asked: gpd.GeoDataFrame) -> None:
    """Offer to settle one of the kernen of these drawings, and show what was settled; residents look along."""
    standing = desk.register.store.accepted_areas() if desk.view.may_change else []
    if not desk.view.may_change or (asked.empty and not standing):
        return
    sheet = folded(f"Stel de buurt vast in dit overleg ({len(standing)} vastgesteld)", key=OPENED)
    if sheet is None:  # the crisp lines of all kernen are made for it
        return
    with sheet:
        found = perceiving.find_outlines(desk, asked)
        if refused := state.take(_REFUSED):
            st.error(inert(refused))
        if found:
            _ask(desk, found, standing)
        for area in standing:
            _show(desk, area)


def _ask(desk: Desk, found: Sequence[Lined], standing: Sequence[AcceptedArea]) -> None:
    st.caption(
        "De kern wordt dan een gebied dat u overal kunt kiezen waar u een buurt kunt kiezen. "
        "Een nieuwe keer vaststellen onder dezelfde naam is een nieuwe versie; de oude blijft bewaard."
    )
    with st.form("vaststellen", border=False):
        number = st.selectbox("Welke kern?", range(len(found)), format_func=lambda n: _called(found[n][0]))
        line = st.radio("Welke lijn?", [_CRISP, _COUNTED], key="vaststellen.lijn", horizontal=True)
        name = st.text_input("Hoe noemen bewoners deze buurt?", value=_name(found[0][0]), max_chars=_LONGEST)
        meeting = st.text_input("Vastgesteld in welk overleg?", value="overleg van ", max_chars=_LONGEST)
        role = st.text_input("Wie beheert dit? (rol, geen naam)", max_chars=_LONGEST)
        public = st.checkbox("Iedereen mag deze buurt zien, ook bewoners die meekijken")
        if st.form_submit_button("Stel vast", type="primary"):
            one, outline = found[number or 0]
            told = AcceptedArea(
                name=name,
                shape=outline.shape if line == _CRISP else one.kern,
                meeting=meeting,
                on=desk.reference_day,
                organisation=desk.view.organisation,
                role=role,
                question=", ".join(questions_of(one.drawings)),
                k=float(one.areas["k"].iloc[0]),
                drawings=len(one.drawings),
                public=public,
                fictional=bool(one.areas["fictional"].iloc[0]),
            )
            _keep(desk, _next(told, standing))


def _next(told: AcceptedArea, standing: Sequence[AcceptedArea]) -> AcceptedArea:
    """Return it as the next version of the area of that name, when there is one."""
    same = (one for one in standing if one.name.casefold() == told.name.strip().casefold())
    before = next(same, None)
    return told if before is None else replace(told, id=before.id, version=before.version)


def _keep(desk: Desk, area: AcceptedArea) -> None:
    try:
        kept = desk.register.store.save_accepted(area, organisation=desk.view.organisation, at=desk.now)
    except StoreError as error:
        state.remember(_REFUSED, messages.sentence(error))
        st.rerun()
    told = "is niet meer vastgesteld" if kept.withdrawn else f"is vastgesteld, versie {kept.version}"
    shown = list(dict.fromkeys([*desk.view.layers, "vastgesteld"]))
    state.change(lagen=shown, melding=f"{inert(kept.name)} {told}.")


def _show(desk: Desk, area: AcceptedArea) -> None:
    st.markdown(f"**{inert(area.name)}** · {inert(words.settled_words(vars(area)))}")
    earlier = desk.register.store.accepted_history(area.id)[:-1]
    if earlier:
        told = [f"versie {one.version}: {one.meeting}, {day(one.on)}" for one in reversed(earlier)]
        st.caption("Eerder: " + inert("; ".join(told)))
    if st.button("Neem terug", key=f"vaststellen.terug.{area.id}", help="De versies blijven bewaard."):
        _keep(desk, replace(area, withdrawn=True))


def _called(one: Meant) -> str:
    number = one.areas["group"].iloc[0]
    return _name(one) if pd.isna(number) else f"{_name(one)} {number}"


def _name(one: Meant) -> str:
    return " / ".join(sorted(one.drawings["name"].unique()))
