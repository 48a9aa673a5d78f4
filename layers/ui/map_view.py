"""The map on every page: which layers, what is lit, and what a click chooses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from gis.periods import season_of
from layers import words
from layers.layer import Layer
from layers.screen.component import Background, MapEvent, Timeline, show_map
from layers.screen.editing import Editing
from layers.ui import drawn, state
from layers.ui.front import Desk
from layers.ui.legend import show_legend

# The national background map of PDOK (Kadaster), in grey; only asked for with consent.
PDOK_GREY = Background(
    tiles="https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png",
    attribution="Achtergrond: PDOK, Kadaster",
)
YEARS_BACK, YEARS_AHEAD = 1, 5  # from the year of the peildatum; what lies beyond is for nobody's agenda


def base_layers(desk: Desk) -> list[Layer]:
    """Return what lies below on every map: coloured buurten, borders and one's own layers."""
    return [drawn.paint(str(desk.home.path), desk.area, desk.view.paint), *quiet_layers(desk)]


def quiet_layers(desk: Desk) -> list[Layer]:
    """Return borders and one's own layers, for a map that colours the buurten in its own way."""
    home = str(desk.home.path)
    ground = []
    if desk.place.whole is not None:  # the buurten around settled areas, to find the way by
        around = drawn.buurten(home, desk.area._replace(accepted=None))
        ground = [replace(around, id="ground", title="CBS-buurten", clickable=False)]
    return [
        *ground,
        drawn.surroundings(home, desk.area),
        *drawn.own_shown(desk.home, desk.view.workspace, without=state.choice("eigen.wijzig")),
        drawn.wijken(home, desk.area, only_far="wijken" not in desk.view.layers),
        drawn.buurten(home, desk.area),
    ]


def show(
    desk: Desk,
    layers: Sequence[Layer],
    *,
    key: str,
    lit: Sequence[str] = (),
    shown: Mapping[str, Sequence[str]] | None = None,
    edit: Editing | None = None,
    close_up: tuple[float, float, float, float] | None = None,
    timeline: Timeline | None = None,
    height: str = "calc(100vh - 12.5rem)",
    focus: str = "",
) -> MapEvent:
    """Show the layers with the consented background, put the legend in the left column, return the event."""
    event = show_map(
        layers,
        key=key,
        secret=state.secret(),
        shown=shown,
        selected=state.selected(),
        lit=lit,
        fit=close_up or drawn.first_view(desk.seen_by, desk.area),
        fit_key=f"{desk.view.workspace} {desk.view.gemeente} {desk.view.jaar} {focus}",
        edit=edit,
        timeline=timeline,
        background=PDOK_GREY if state.choice("achtergrond") else None,
        height=height,
    )
    with st.sidebar:
        show_legend(_by_weight(layers), groups=desk.register.vocabulary.groups)
    return event


def seasons(desk: Desk) -> Timeline | None:
    """Return the seasons to walk through: from the year before the peildatum to five years after it."""
    days = pd.concat([desk.activities["start_earliest"], desk.activities["end_latest"]]).dropna()
    if days.empty:
        return None
    year = desk.reference_day.year
    first = max(season_of(days.min()), season_of(date(year - YEARS_BACK, 3, 1)))
    last = min(season_of(days.max()), season_of(date(year + YEARS_AHEAD, 12, 1)))
    if first >= last:
        return None
    at = state.choice("seizoen")
    if at is not None and not first <= at <= last:
        state.change(seizoen=None)
    return Timeline(first, tuple(words.season(number) for number in range(first, last + 1)), at)


def follow(event: MapEvent) -> None:
    """Choose what was clicked, nothing for a click beside everything; stay at the season that was stopped at."""
    if event.season is not None:
        state.change(seizoen=event.season or None)
    if event.at is not None and event.edited is None:
        state.select(event.id)


def _by_weight(layers: Sequence[Layer]) -> list[Layer]:
    """Return what the legend explains: what is coloured in classes, then what lies on it, then mere borders."""
    seen = [layer for layer in reversed(layers) if layer.count or layer.image]
    below = [layer for layer in seen if layer.kind in {"area", "image"}]
    classes = [layer for layer in below if len(layer.marks) > 1]
    borders = [layer for layer in below if len(layer.marks) <= 1]
    return [*classes, *(layer for layer in seen if layer not in below), *borders]
