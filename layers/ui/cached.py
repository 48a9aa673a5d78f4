"""The only place that caches: small hashable arguments in, an answer of gis out.

Every run needs the gemeente and its activities, so sessions share those frames as they are: a copy per
run would cost more than all else. Nothing in the house changes a frame it was given.
"""

from __future__ import annotations

import tempfile
from datetime import date, datetime, time
from pathlib import Path

import geopandas as gpd
import pandas as pd
import streamlit as st

from gis.register.visible import Audience
from gis.workspace import answers, cache, imports, outlines, registers
from gis.workspace.answers import Chances, Reach
from gis.workspace.home import Home
from gis.workspace.imports import Imported
from gis.workspace.places import Place
from gis.workspace.registers import Register

Seen = tuple[str, str, int, str, str]  # home, workspace, revision, organisation, audience
Area = tuple[str, int, str]  # gemeente, year, stamp of the fetch


@st.cache_resource(max_entries=16, show_spinner=False)
def register(home: str, workspace: str) -> Register:
    """Return the open register of a workspace, shared by all sessions."""
    return registers.open_register(Home(Path(home)), workspace)


@st.cache_resource(max_entries=8, show_spinner="De gemeente wordt geladen …")
def place(home: str, area: Area) -> Place:
    """Return a gemeente of one year."""
    gemeente, jaar, _ = area
    return cache.open_place(Home(Path(home)), gemeente, jaar=jaar)


@st.cache_resource(max_entries=8, show_spinner=False)
def areas(home: str, area: Area) -> gpd.GeoDataFrame:
    """Return the outlines of a gemeente at every level, in WGS 84."""
    return outlines.open_outlines(place(home, area), Home(Path(home)))


@st.cache_resource(max_entries=64, show_spinner=False)
def activities(seen: Seen) -> gpd.GeoDataFrame:
    """Return what this organisation may see of a register at one revision."""
    home, workspace, _, organisation, audience = seen
    return answers.see_activities(
        register(home, workspace), organisation=organisation, audience=Audience(audience)
    )


@st.cache_data(max_entries=16, show_spinner=False)
def drawings(home: str, workspace: str, revision: int) -> gpd.GeoDataFrame:  # noqa: ARG001 - part of the key
    """Return the drawings of a register at one revision."""
    return answers.see_drawings(register(home, workspace))


@st.cache_resource(max_entries=64, show_spinner=False)
def activities_here(seen: Seen, area: Area) -> gpd.GeoDataFrame:
    """Return what this organisation may see in one gemeente."""
    return answers.in_gemeente(activities(seen), place(seen[0], area))


@st.cache_data(max_entries=8, show_spinner="De lijst wordt gelezen …")
def checked_list(
    home: str,
    workspace: str,
    revision: int,  # noqa: ARG001 - part of the key
    file: tuple[str, bytes],
    *,
    organisation: str,
    as_stated: bool,
    today: date,
) -> Imported:
    """Return what would become of a list, by name and content, at one revision; nothing is saved."""
    name, body = file
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(body)
        return imports.import_activities(
            Home(Path(home)),
            register(home, workspace),
            path,
            organisation=organisation,
            at=datetime.combine(today, time.min),
            as_stated=as_stated,
            dry_run=True,
        )


@st.cache_data(max_entries=32, show_spinner="De koppelkansen worden gezocht …")
def chances(seen: Seen, area: Area, reach: Reach, today: date) -> Chances:
    """Return pairs and groups among what this organisation may see in one gemeente."""
    home, workspace, *_ = seen
    here = activities_here(seen, area)
    return answers.find_chances(here, place(home, area), register(home, workspace), reach=reach, today=today)


@st.cache_data(max_entries=32, show_spinner="De witte vlekken worden gezocht …")
def gaps(seen: Seen, area: Area) -> pd.DataFrame:
    """Return the gaps, given what this organisation may see in one gemeente."""
    home, workspace, *_ = seen
    return answers.see_gaps(activities_here(seen, area), place(home, area), register(home, workspace))
