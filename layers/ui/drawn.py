"""Drawings kept as long as what they show does not change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import streamlit as st

from gis.sources.grid import read_grid
from gis.tables import SCORES
from gis.workspace import answers, cache, own_layers
from gis.workspace.answers import Reach
from gis.workspace.home import Home
from gis.workspace.places import Place
from layers import activities, boundaries, figures, gaps, grid, overlap, own, perceived, scores
from layers.layer import Layer
from layers.ui import cached
from layers.ui.cached import Area, Seen


@st.cache_data(max_entries=32, show_spinner=False)
def buurten(home: str, area: Area) -> Layer:
    """Return the outlines and names of the buurten."""
    return boundaries.draw_buurten(cached.place(home, area).buurten)


@st.cache_data(max_entries=16, show_spinner=False)
def wijken(home: str, area: Area) -> Layer:
    """Return the outlines of the wijken."""
    return boundaries.draw_wijken(cached.place(home, area).wijken)


@st.cache_data(max_entries=64, show_spinner=False)
def paint(home: str, area: Area, what: str) -> Layer:
    """Return the buurten coloured by a score, a deviation or a key figure; plain for "geen"."""
    place = cached.place(home, area)
    path = cache.grid_path(place, "scores")
    if what == "grid" and path is not None:
        return grid.draw_grid(read_grid(path), band="afw")
    if what in SCORES.columns:
        return scores.draw_scores(place.buurten, place.scores, what=what)
    if what in place.figures.columns:
        told = [f"{o.publisher}, {o.title} {o.edition}" for o in place.origins if o.role == "figures"]
        return figures.draw_figures(place.buurten, place.figures, column=what, source="; ".join(told))
    return boundaries.draw_gemeente(place.gemeenten)


@st.cache_data(max_entries=32, show_spinner=False)
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


@st.cache_data(max_entries=32, show_spinner=False)
def chance_layers(seen: Seen, area: Area, reach: Reach, reference_day: date) -> list[Layer]:
    """Return the certain pairs and the spots where certain groups meet, numbered as in the list."""
    found = cached.chances(seen, area, reach, reference_day)
    sure = found.pairs[found.pairs["certainty"] == "zeker"]
    groups = [group for group in found.groups if group.certainty == "zeker"]
    return [overlap.draw_pairs(sure, found.activities), overlap.draw_groups(groups)]


@st.cache_data(max_entries=32, show_spinner=False)
def gap_layer(seen: Seen, area: Area, group: str) -> Layer:
    """Return where need meets hardly any supply, for one theme group."""
    home, workspace, *_ = seen
    return gaps.draw_gaps(
        cached.gaps(seen, area),
        cached.place(home, area).buurten,
        theme_group=group,
        vocabulary=cached.register(home, workspace).vocabulary,
        made=cached.register(home, workspace).workspace.fictional,
    )


@st.cache_data(max_entries=32, show_spinner=False)
def core_layer(home: str, workspace: str, revision: int, k: float) -> Layer:
    """Return kern and rand of every question."""
    return perceived.draw_core(answers.see_cores(cached.drawings(home, workspace, revision), k=k))


@st.cache_data(max_entries=16, show_spinner="De eigen laag wordt geladen …")
def own_layer(home: str, name: str, stamp: int) -> Layer:  # noqa: ARG001 - stamp is part of the key
    """Return a layer that the user brought."""
    path = own_layers.layer_path(Home(Path(home)), name)
    if path.suffix == ".tif":
        return own.draw_raster(path, title=name)
    return own.draw_own(own_layers.read_layer(path), title=name)


def _outlines(place: Place) -> gpd.GeoSeries:
    """Return the outlines of buurten and wijken by code, for what holds for a whole area."""
    found = pd.concat(
        [place.buurten.set_index("buurtcode").geometry, place.wijken.set_index("wijkcode").geometry]
    )
    return gpd.GeoSeries(found[found.notna()])


def own_names(home: Home) -> list[tuple[str, int]]:
    """Return the names of the user's own layers with the moment each was brought."""
    return [(path.stem, path.stat().st_mtime_ns) for path in own_layers.layer_paths(home)]
