"""The filter of the activities: theme, stage, party, period, a settled area, the season that the map stands at."""

from __future__ import annotations

from typing import NamedTuple

import geopandas as gpd
import pandas as pd
import streamlit as st

from gis.periods import season_of
from gis.workspace.registers import Register
from layers import words
from layers.ui import state
from layers.ui.state import RESIDENT, SHOWN_AS, View


class Filters(NamedTuple):
    """What is chosen, under the names of `state.View`."""

    groups: tuple[str, ...]
    shown_as: tuple[str, ...]
    parties: tuple[str, ...]
    years: tuple[int, int] | None
    within: str | None


def choose(here: gpd.GeoDataFrame, register: Register, settled: gpd.GeoDataFrame) -> Filters:
    """Ask which activities are shown.

    Parameters
    ----------
    settled
        The settled areas that may be seen (`gis.workspace.accepted.see_accepted`).
    """
    if state.choice("seizoen") is not None:
        told = words.season(state.choice("seizoen"))
        st.button(f"✕ Alleen {told}", on_click=state.plan, kwargs={"seizoen": None}, width="stretch")
    with st.expander("Filter de activiteiten"):
        groups = register.vocabulary.groups
        chosen = st.pills(
            "Thema",
            list(groups),
            format_func=lambda letter: f"{letter} · {groups[letter]}",
            selection_mode="multi",
            key="themas",
        )
        # Ideas are off for residents until they ask for them.
        key = "stand.bewoner" if state.choice("kijkt_als") == RESIDENT else "stand"
        stands = st.pills("Stand", list(SHOWN_AS), selection_mode="multi", key=key)
        names = sorted({name for partners in here["partners"] for name in partners}, key=str.casefold)
        state.keep_some_within("partijen", names)
        parties = st.multiselect("Partij", names, key="partijen", placeholder="Alle partijen")
        span = _year_span(here)
        years: tuple[int, int] | None = None
        if span and span[0] < span[1]:
            state.keep_years("jaren", span)
            st.slider("Periode", *span, key="jaren")
            years = None if tuple(state.choice("jaren")) == span else tuple(state.choice("jaren"))
        within = _choose_within(settled)
    return Filters(tuple(chosen), tuple(stands), tuple(parties), years, within)


def _choose_within(settled: gpd.GeoDataFrame) -> str | None:
    """Ask in which settled area the plans must lie; nothing is asked while there are none."""
    if settled.empty:
        return None
    names = dict(zip(settled["code"], settled["name"], strict=True))
    state.keep_within("gebied", [None, *names])
    chosen: str | None = st.selectbox(
        "Vastgestelde buurt",
        list(names),
        index=None,
        format_func=names.__getitem__,
        key="gebied",
        placeholder="Hele gemeente",
    )
    return chosen


def _year_span(here: gpd.GeoDataFrame) -> tuple[int, int] | None:
    days = pd.concat([here["start_earliest"], here["end_latest"]]).dropna()
    return (int(days.dt.year.min()), int(days.dt.year.max())) if len(days) else None


def filtered(here: gpd.GeoDataFrame, view: View, settled: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the activities that pass what is chosen, whatever the season."""
    keep = here["shown_as"].isin(view.shown_as)
    if view.groups:
        keep &= here["theme_group"].isin(view.groups)
    if view.parties:
        keep &= here["partners"].map(lambda names: not set(names).isdisjoint(view.parties))
    if view.years:
        # What is not known in time is never filtered away by time.
        first = here["start_earliest"].dt.year.fillna(view.years[0])
        last = here["end_latest"].dt.year.fillna(view.years[1])
        keep &= (first <= view.years[1]) & (last >= view.years[0])
    for shape in settled.geometry[settled["code"] == view.within]:
        keep &= here.geometry.intersects(shape)
    return here[keep]


def in_season(here: gpd.GeoDataFrame, season: int | None) -> gpd.GeoDataFrame:
    """Return the activities that may be there in a season; all when none is told."""
    if season is None:
        return here
    first, last = (here[name].map(season_of, na_action="ignore") for name in ("start_earliest", "end_latest"))
    return here[(first.isna() | (first <= season)) & (last.isna() | (last >= season))]
