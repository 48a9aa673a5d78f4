"""Answers about what drawings mean together, kept as long as the drawings stay the same."""

from __future__ import annotations

import tempfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import streamlit as st

from gis.analysis.drawings import questions_of
from gis.analysis.namesakes import Namesakes
from gis.analysis.outline import Outline
from gis.errors import BuurtError
from gis.sources.picture import Photo, read_photo
from gis.sources.scan import Scan
from gis.workspace import figures, perceived
from gis.workspace.perceived import Meant
from gis.workspace.sheets import Refused, read_photos
from layers.ui import cached

KERN = "kern"
Asked = tuple[str, str, int, tuple[str, ...]]  # home, workspace, revision, ids of the drawings


@st.cache_resource(max_entries=32, show_spinner="De tekeningen worden vergeleken …")
def meant(asked: Asked, k: float, *, together: bool) -> list[Meant]:
    """Return the neighbourhoods that the drawings mean."""
    chosen = _chosen(asked)
    return perceived.see_meant(chosen, k=k, pooled=_pooled(chosen), together=together)


@st.cache_resource(max_entries=32, show_spinner=False)
def namesakes(asked: Asked, k: float) -> dict[str, Namesakes]:
    """Return, by name, where one name stands for several neighbourhoods."""
    chosen = _chosen(asked)
    return perceived.find_all_namesakes(chosen, k=k, pooled=_pooled(chosen))


@st.cache_resource(max_entries=32, show_spinner=False)
def roles(asked: Asked, k: float) -> tuple[gpd.GeoDataFrame, pd.DataFrame, list[str]]:
    """Return kern and rand per role, how each draws beside the others, and which roles there are."""
    chosen = _chosen(asked)
    pooled = _pooled(chosen)
    areas = perceived.see_roles(chosen, k=k, pooled=pooled)
    return areas, perceived.compare(chosen, pooled=pooled), sorted(chosen["role"].dropna().unique())


@st.cache_resource(max_entries=32, show_spinner=False)
def outlines(asked: Asked, area: cached.Area, k: float, *, together: bool) -> list[tuple[Meant, Outline]]:
    """Return each neighbourhood that has a kern with its crisp line, in the order of `meant`."""
    buurten = cached.place(asked[0], area).buurten
    return [
        (one, perceived.see_outline(one.kern, buurten))
        for one in meant(asked, k, together=together)
        if one.kern.area
    ]


@st.cache_resource(max_entries=80, show_spinner="De foto wordt gelezen …")
def photo(sha256: str, name: str, *, _content: bytes) -> Scan | Refused:  # noqa: ARG001 - sha256 is the key
    """Return what a photo of a drawing sheet holds, or why nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name or "foto")
        path.write_bytes(_content)
        return next(read_photos([path]))


@st.cache_resource(max_entries=8, show_spinner="De foto wordt gelezen …")
def picture(sha256: str, name: str, *, _content: bytes) -> Photo | BuurtError:  # noqa: ARG001 - sha256 is the key
    """Return a photo to lay under the map, or why it cannot be read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name or "foto")
        path.write_bytes(_content)
        try:
            return read_photo(path)
        except BuurtError as error:
            return error


class Drawn:
    """The drawings that a kern is of: told by their ids, so that what was computed once is kept."""

    def __init__(self, meant: Meant) -> None:
        self.drawings = meant.drawings
        self.k = float(meant.areas["k"].iloc[0])
        self.key = (tuple(self.drawings["id"]), self.k)


@st.cache_resource(
    max_entries=16, show_spinner="De cijfers worden berekend …", hash_funcs={Drawn: lambda one: one.key}
)
def kern_figures(home: str, area: cached.Area, kern: bytes, drawn: Drawn) -> pd.DataFrame:
    """Return the figures of a kern (WKB in RD), its margin as wide as drawing anew would make it."""
    drawings = gpd.GeoDataFrame(drawn.drawings)
    again = figures.kernen_drawn_again(drawings, k=drawn.k, pooled=len(questions_of(drawings)) > 1)
    shapes = gpd.GeoSeries.from_wkb([kern], crs=drawings.crs)
    asked = gpd.GeoDataFrame({"area_id": [KERN]}, geometry=shapes)
    return figures.see_figures(asked, cached.place(home, area), replicates={KERN: again})


@st.cache_resource(max_entries=32, show_spinner=False)
def area_figures(home: str, area: cached.Area, shape: bytes) -> pd.DataFrame:
    """Return the figures of an area (WKB in RD) of which the border is sure."""
    place = cached.place(home, area)
    shapes = gpd.GeoSeries.from_wkb([shape], crs=place.buurten.crs)
    return figures.see_figures(gpd.GeoDataFrame({"area_id": ["0"]}, geometry=shapes), place)


def _chosen(asked: Asked) -> gpd.GeoDataFrame:
    home, workspace, revision, ids = asked
    found = cached.drawings(home, workspace, revision)
    return gpd.GeoDataFrame(found[found["id"].isin(ids)])


def _pooled(drawings: gpd.GeoDataFrame) -> bool:
    return len(questions_of(drawings)) > 1
