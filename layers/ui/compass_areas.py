"""An area of one's own in the kompas: a kern of drawings, one that was settled on, a shape of an own layer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st
from shapely.geometry.base import BaseGeometry

from gis.errors import BuurtError
from gis.workspace import figures, own_layers
from gis.workspace.accepted import see_accepted
from gis.workspace.compass import Compass
from gis.workspace.own_compass import add_areas
from gis.workspace.perceived import Meant
from layers import messages, perceived
from layers.layer import Layer
from layers.ui import cached, meant, state
from layers.ui.front import Desk
from layers.words import areas as area_words
from layers.words.figures import inhabitants

CODE = "eigen gebied"  # of its rows and its column
KERN = 0.5  # the share of the drawings from which a place belongs to the kern
SURE = (
    "Een eigen gebied wordt geschat. Een pijl staat er alleen als de hele schatting aan één kant ligt; "
    "anders is het ● te onzeker."
)
_KINDS = {"": "nee", "kern": "kern", "vast": "vastgesteld"}
_LAYER = "Eigen laag: "
_KIND, _WHICH = "kompas.eigen", "kompas.eigen.gebied"


@dataclass(frozen=True, eq=False)
class OwnArea:
    """An area that was chosen: its name, its outline in RD, and the estimates of its figures."""

    name: str
    shape: BaseGeometry
    estimates: pd.DataFrame
    made: bool
    code: str = CODE

    @property
    def layer(self) -> Layer:
        """Its outline on the map."""
        drawn = perceived.draw_outline(self.shape, name=self.name, made=self.made)
        marks = (replace(drawn.marks[0], label=self.name),)
        return replace(drawn, id="own_area", title="Eigen gebied", marks=marks, explanation="")


def choose_area(desk: Desk) -> OwnArea | None:
    """Ask for an area of one's own; None when there is none, or none is asked."""
    kinds = _kinds(desk)
    if len(kinds) == 1:
        return None
    state.keep_within(_KIND, list(kinds))
    kind = st.selectbox("Eigen gebied erbij?", list(kinds), format_func=kinds.__getitem__, key=_KIND)
    if not kind:
        return None
    found = _areas_of(desk, kind)
    if not found:
        st.caption("Hier is geen gebied dat te vergelijken is.")
        return None
    names = [name for name, _ in found]
    number = st.selectbox(
        "Welk gebied?", range(len(names)), format_func=names.__getitem__, key=f"{_WHICH}.{kind}"
    )
    return _estimate(desk, *found[number or 0])


def add_area(answer: Compass, own: OwnArea | None) -> Compass:
    """Return the kompas with the chosen area in it."""
    return answer if own is None else add_areas(answer, own.estimates.assign(area_id=own.code))


def people_words(own: OwnArea) -> str:
    """Return how many people probably live there, or why no figure is told."""
    refused = area_words.refusal(own.estimates)
    if refused:
        return refused
    people = own.estimates.loc[own.estimates["measure"] == "inwoners", "value"].astype("float64")
    return inhabitants(round(float(people.iloc[0]), -1) if people.notna().all() else None)


def _kinds(desk: Desk) -> dict[str, str]:
    kinds = {"": _KINDS[""]}
    if not _drawings(desk).empty:
        kinds["kern"] = _KINDS["kern"]
    if not see_accepted(desk.register, audience=desk.view.audience).empty:
        kinds["vast"] = _KINDS["vast"]
    layers = [path.stem for path in own_layers.layer_paths(desk.home) if path.suffix == ".gpkg"]
    return kinds | {f"{_LAYER}{name}": f"{_LAYER}{name}" for name in layers}


def _areas_of(desk: Desk, kind: str) -> list[tuple[str, BaseGeometry | Meant]]:
    """Return the areas of a kind by name."""
    if kind == "kern":
        return _kernen(desk)
    if kind == "vast":
        found = see_accepted(desk.register, audience=desk.view.audience)
        return list(zip(found["name"], found.geometry, strict=True))
    try:
        frame = own_layers.read_layer(own_layers.layer_path(desk.home, kind.removeprefix(_LAYER)))
    except BuurtError as error:
        st.error(messages.sentence(error))
        return []
    areas = frame[frame.geometry.geom_type.isin(["Polygon", "MultiPolygon"]) & frame.geometry.is_valid]
    named = figures.with_ids(gpd.GeoDataFrame(areas))
    return list(zip(named["area_id"], named.geometry, strict=True))


def _drawings(desk: Desk) -> gpd.GeoDataFrame:
    return cached.drawings(*desk.seen_by[:3])


def _kernen(desk: Desk) -> list[tuple[str, BaseGeometry | Meant]]:
    told: list[tuple[str, Any]] = []
    for question, drawings in _drawings(desk).groupby("question", sort=True):
        for one in meant.meant((*desk.seen_by[:3], tuple(drawings["id"])), KERN, together=False):
            if one.kern.area:
                names = " / ".join(sorted(one.drawings["name"].unique()))
                told.append((f"Kern van {names} ({question})", one))
    return told


def _estimate(desk: Desk, name: str, found: BaseGeometry | Meant) -> OwnArea:
    home, made = str(desk.home.path), desk.register.workspace.fictional
    if isinstance(found, Meant):
        told = meant.kern_figures(home, desk.area, found.kern.wkb, meant.Drawn(found))
        return OwnArea(name, found.kern, told, made)
    return OwnArea(name, found, meant.area_figures(home, desk.area, found.wkb), made=False)
