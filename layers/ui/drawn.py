"""Drawings kept as long as what they show does not change, shared by all sessions as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
import streamlit as st

from gis.analysis.begun import Moment
from gis.analysis.scoring import PLAIN, Weights
from gis.crs import shape_to_wgs84
from gis.register.visible import Audience
from gis.sources.grid import read_grid
from gis.tables import SCORES
from gis.workspace import answers, blocks, cache, own_layers
from gis.workspace.answers import Chances, Reach
from gis.workspace.compass import Ask
from gis.workspace.gaps import PLANNED
from gis.workspace.home import Home
from gis.workspace.looks import Look, read_looks
from gis.workspace.places import Place
from gis.workspace.signals import see_signals
from layers import (
    activities,
    boundaries,
    compass,
    figures,
    gaps,
    grid,
    overlap,
    own,
    perceived,
    scores,
    signals,
)
from layers.layer import Layer, to_features
from layers.ui import asking, cached
from layers.ui.asking import Months, Question
from layers.ui.cached import Area, Seen
from layers.words.compass import reference_name

MARGIN = 0.08  # share of the first view that stays free around what is in it


@st.cache_resource(max_entries=16, show_spinner=False)
def buurten_on_land(home: str, area: Area) -> Layer:
    """Return the outlines of the buurten on plain land, where nothing else is painted."""
    return boundaries.draw_buurten(cached.place(home, area).buurten, land=True)


@st.cache_resource(max_entries=32, show_spinner=False)
def buurten(home: str, area: Area) -> Layer:
    """Return the outlines and names of the buurten."""
    return boundaries.draw_buurten(cached.place(home, area).buurten, outlines=cached.areas(home, area))


@st.cache_resource(max_entries=16, show_spinner=False)
def wijken(home: str, area: Area, *, only_far: bool) -> Layer:
    """Return the outlines of the wijken, with their names where those of buurten are not written."""
    place = cached.place(home, area)
    return boundaries.draw_wijken(place.wijken, only_far=only_far, outlines=cached.areas(home, area))


@st.cache_resource(max_entries=16, show_spinner=False)
def surroundings(home: str, area: Area) -> Layer:
    """Return the gemeente among those around it."""
    place = cached.place(home, area)
    return boundaries.draw_surroundings(place.gemeenten, place.neighbours, outlines=cached.areas(home, area))


@st.cache_resource(max_entries=64, show_spinner=False)
def paint(home: str, area: Area, what: str) -> Layer:
    """Return the buurten coloured by a score, a deviation or a key figure; plain for "geen"."""
    place, outlines = cached.place(home, area), cached.areas(home, area)
    path = cache.grid_path(place, "scores")
    if what == "grid" and path is not None:
        return grid.draw_grid(read_grid(path), band="afw")
    if what in SCORES.columns:
        return scores.draw_scores(place.buurten, place.scores, what=what, outlines=outlines)
    if what in place.figures.columns:
        told = [f"{o.publisher}, {o.title} {o.edition}" for o in place.origins if o.role == "figures"]
        return figures.draw_figures(
            place.buurten,
            place.figures,
            column=what,
            source="; ".join(dict.fromkeys(told)),
            outlines=outlines,
        )
    return boundaries.draw_gemeente(place.gemeenten, outlines=outlines)


@st.cache_resource(max_entries=32, show_spinner=False)
def activity_layer(seen: Seen, area: Area, reference_day: date) -> Layer:
    """Return all activities that may be seen here; a filter only says which of them to show."""
    home, workspace, *_ = seen
    return activities.draw_activities(
        cached.activities_here(seen, area),
        vocabulary=cached.register(home, workspace).vocabulary,
        reference_day=reference_day,
        areas=_outlines(cached.place(home, area)),
    )


@st.cache_data(max_entries=32, show_spinner=False)
def without_place(seen: Seen, area: Area) -> frozenset[str]:
    """Return the ids of the activities that `activity_layer` cannot show."""
    here = cached.activities_here(seen, area)
    return frozenset(activities.without_place(here, areas=_outlines(cached.place(seen[0], area)))["id"])


@st.cache_resource(max_entries=32, show_spinner=False)
def chance_layers(
    seen: Seen, area: Area, reach: Reach, reference_day: date, weights: Weights = PLAIN
) -> list[Layer]:
    """Return the certain pairs and the spots where certain groups meet, numbered as in the list."""
    return _draw_chances(asking.weighed(Question(seen, area, reach, reference_day, weights)))


@st.cache_resource(max_entries=32, show_spinner=False)
def what_if_layers(asked: Question, months: Months) -> list[Layer]:
    """Return the same for plans that moved, with titles that say so."""
    found, _ = asking.shifted(asked, months)
    return [replace(layer, title=f"Wat als: {layer.title.lower()}") for layer in _draw_chances(found)]


@st.cache_resource(max_entries=32, show_spinner=False)
def gap_layer(
    seen: Seen, area: Area, group: str, today: date, *, moment: Moment = PLANNED, theme: str = ""
) -> Layer:
    """Return where need meets hardly any supply, for one theme group or one theme of it."""
    home, workspace, *_ = seen
    return gaps.draw_gaps(
        cached.gaps(seen, area, today, moment, "theme" if theme else "group"),
        cached.place(home, area).buurten,
        theme_group=group,
        theme=theme,
        vocabulary=cached.register(home, workspace).vocabulary,
        made=cached.register(home, workspace).workspace.fictional,
    )


@st.cache_resource(max_entries=32, show_spinner=False)
def compass_layer(
    at: tuple[str, str, int],
    area: Area,
    ask: Ask,
    edition: tuple[int, str] | None,
    figure: tuple[str, str],
) -> Layer:
    """Return the buurten in the classes of one figure of the kompas, told by its key and its name."""
    here, answer = cached.place(at[0], area), cached.compass(at, area, ask, edition)
    indicator = next(one for one in answer.indicators if one.key == figure[0])
    return compass.draw_compass(
        answer,
        here.buurten,
        indicator=indicator,
        name=figure[1],
        than=reference_name(ask.reference, gemeente=here.gemeentenaam),
        source=compass.source_words(indicator, here),
        outlines=cached.areas(at[0], area),
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def signal_layer(seen: Seen, area: Area, statuses: tuple[str, ...], *, clickable: bool = True) -> Layer:
    """Return the signals with one of these statuses as squares, as far as they may be seen."""
    home, workspace, _, _, audience = seen
    place = cached.place(home, area)
    register = cached.register(home, workspace)
    found = see_signals(register, place, audience=Audience(audience), statuses=statuses)
    outlines = {str(code): shape for code, shape in _outlines(place).items()}
    return signals.draw_signals(found, outlines=outlines, clickable=clickable)


@st.cache_resource(max_entries=32, show_spinner=False)
def core_layer(home: str, workspace: str, revision: int, k: float) -> Layer:
    """Return kern and rand of every question."""
    return perceived.draw_core(answers.see_cores(cached.drawings(home, workspace, revision), k=k))


@st.cache_resource(max_entries=16, show_spinner="De eigen laag wordt geladen …")
def own_layer(home: str, look: Look, stamp: int) -> Layer:  # noqa: ARG001 - stamp is part of the key
    """Return a layer that the user brought, as it was last asked to look."""
    path = own_layers.layer_path(Home(Path(home)), look.name)
    if path.suffix == ".tif":
        return own.draw_raster(path, title=look.name, look=look)
    return own.draw_own(own_layers.read_layer(path), title=look.name, look=look)


@st.cache_data(max_entries=64, show_spinner=False)
def first_view(seen: Seen, area: Area) -> tuple[float, float, float, float] | None:
    """Return where to look first (west, south, east, north in degrees): where activities are, else the gemeente."""
    frames = cached.activities_here(seen, area), cached.place(seen[0], area).buurten
    placed = [frame[frame.geometry.notna()] for frame in frames]
    shapes = next((frame for frame in placed if len(frame)), None)
    if shapes is None:
        return None
    low_x, low_y, high_x, high_y = (float(value) for value in shapes.total_bounds)
    more_x, more_y = (high_x - low_x) * MARGIN, (high_y - low_y) * MARGIN
    box = shapely.box(low_x - more_x, low_y - more_y, high_x + more_x, high_y + more_y)
    return shape_to_wgs84(box).bounds


def _draw_chances(found: Chances) -> list[Layer]:
    sure = found.pairs[found.pairs["certainty"] == "zeker"]
    groups = [group for group in found.groups if group.certainty == "zeker"]
    return [overlap.draw_pairs(sure, found.activities), overlap.draw_groups(groups)]


def _outlines(place: Place) -> gpd.GeoSeries:
    """Return the outlines of buurten and wijken by code, for what holds for a whole area."""
    place = place.whole or place
    found = pd.concat(
        [place.buurten.set_index("buurtcode").geometry, place.wijken.set_index("wijkcode").geometry]
    )
    return gpd.GeoSeries(found[found.notna()])


@st.cache_resource(max_entries=8, show_spinner=False)
def land(home: str, area: Area) -> Layer:
    """Return the gemeente without any border in it, for who draws."""
    return boundaries.draw_land(cached.place(home, area).buurten)


@st.cache_resource(max_entries=8, show_spinner="De blokken worden geladen …")
def blocks_to_paint(
    home: str,
    area: Area,
    layer: str | None,
    stamp: int,  # noqa: ARG001 - part of the key
) -> tuple[gpd.GeoDataFrame, Layer]:
    """Return the blocks of an own layer, else the buurten, as they count and as the browser looks for them."""
    frame = blocks.read_blocks(Home(Path(home)), cached.place(home, area), layer=layer)
    features = to_features(frame, columns=("id",))
    return frame, Layer("blocks", "Blokken", "area", features, (), public=layer is None)


def own_shown(home: Home, workspace: str, *, without: str | None = None) -> list[Layer]:
    """Return the user's own layers that are to be seen here, the lowest first."""
    return [
        own_layer(str(home.path), look, own_layers.layer_stamp(home, look.name))
        for look in read_looks(home, workspace)
        if look.shown and look.name != without
    ]
