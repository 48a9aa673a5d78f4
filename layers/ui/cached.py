"""The place that caches, with `asking`, `drawn` and `meant`: small hashable arguments in, an answer of gis out.

Every run needs the gemeente and its activities, so sessions share those frames as they are: a copy per
run would cost more than all else. Nothing in the house changes a frame it was given.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import pandas as pd
import streamlit as st

from gis.analysis.begun import Moment
from gis.analysis.money import By as MoneyBy
from gis.analysis.rows import By
from gis.analysis.supply import Placed
from gis.exports.handover import Handover
from gis.register.locating import Locate
from gis.register.visible import Audience
from gis.sources.lists import read_list
from gis.sources.reader import Read
from gis.workspace import (
    address_tables,
    answers,
    cache,
    geocoding,
    imports,
    outlines,
    own_layers,
    registers,
    series,
)
from gis.workspace import gaps as gap_answers
from gis.workspace.accepted import as_place, see_accepted
from gis.workspace.answers import Chances, Reach
from gis.workspace.belonging import see_felt
from gis.workspace.compass import Ask, Compass, open_compass, see_serving
from gis.workspace.gaps import PLANNED
from gis.workspace.handing import prepare
from gis.workspace.home import Home
from gis.workspace.imports import Import
from gis.workspace.locating import make_locate
from gis.workspace.meetings import Meeting, hold_meeting
from gis.workspace.places import Place
from gis.workspace.registers import Register
from gis.workspace.series import Edition
from gis.workspace.weighing import Imported
from layers.ui.settings import read_settings

Seen = tuple[str, str, int, str, str]  # home, workspace, revision, organisation, audience


class Area(NamedTuple):
    """A gemeente of one year as it was fetched, and for whom settled areas stand in the place of its buurten."""

    gemeente: str
    jaar: int
    stamp: str
    accepted: Seen | None = None


class Finding(NamedTuple):
    """What a place in words is searched in: the gemeente, own layers and tables as they are, and PDOK or not."""

    area: Area
    tables: str
    service: bool
    made_up: bool


@st.cache_resource(max_entries=16, show_spinner=False)
def register(home: str, workspace: str) -> Register:
    """Return the open register of a workspace, shared by all sessions."""
    return registers.open_register(Home(Path(home)), workspace)


@st.cache_resource(max_entries=8, show_spinner="De gemeente wordt geladen …")
def place(home: str, area: Area) -> Place:
    """Return a gemeente of one year."""
    gemeente, jaar, stamp, seen = area
    if seen is None:
        return cache.open_place(Home(Path(home)), gemeente, jaar=jaar)
    return as_place(place(home, Area(gemeente, jaar, stamp)), accepted(seen))


@st.cache_resource(max_entries=32, show_spinner=False)
def accepted(seen: Seen) -> gpd.GeoDataFrame:
    """Return the settled areas that may be seen, as they stand."""
    home, workspace, _, _, audience = seen
    return see_accepted(register(home, workspace), audience=Audience(audience))


@st.cache_resource(max_entries=32, show_spinner=False)
def felt(seen: Seen) -> gpd.GeoDataFrame:
    """Return the barriers and facilities of which this audience may read what people feel."""
    home, workspace, _, _, audience = seen
    return see_felt(register(home, workspace), audience=Audience(audience))


@st.cache_resource(max_entries=8, show_spinner=False)
def areas(home: str, area: Area) -> gpd.GeoDataFrame:
    """Return the outlines of a gemeente at every level, in WGS 84."""
    here = place(home, area)
    return outlines.make_outlines(here) if here.whole else outlines.open_outlines(here, Home(Path(home)))


@st.cache_resource(max_entries=64, show_spinner=False)
def activities(seen: Seen) -> gpd.GeoDataFrame:
    """Return what this organisation may see of a register at one revision."""
    home, workspace, _, organisation, audience = seen
    return answers.see_activities(
        register(home, workspace), organisation=organisation, audience=Audience(audience)
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def drawings(home: str, workspace: str, revision: int) -> gpd.GeoDataFrame:  # noqa: ARG001 - part of the key
    """Return the drawings of a register at one revision."""
    return answers.see_drawings(register(home, workspace))


@st.cache_resource(max_entries=64, show_spinner=False)
def activities_here(seen: Seen, area: Area) -> gpd.GeoDataFrame:
    """Return what this organisation may see in one gemeente."""
    return answers.in_gemeente(activities(seen), place(seen[0], area))


@st.cache_resource(max_entries=32, show_spinner=False)
def money(seen: Seen, ids: tuple[str, ...], by: MoneyBy) -> pd.DataFrame:
    """Return the totals of the money of some activities that this organisation may see."""
    home, workspace, _, organisation, audience = seen
    return answers.sum_money(
        register(home, workspace),
        organisation=organisation,
        audience=Audience(audience),
        ids=frozenset(ids),
        by=by,
    )


def series_stamp(home: str, gemeente: str) -> str:
    """Return a text that changes when the series or the editions of a gemeente change."""
    at_home = Home(Path(home))
    paths = [*(at_home.path / "series" / gemeente).glob("*/*"), *at_home.place_folders()]
    return " ".join(sorted(f"{path.parent.name}/{path.name}:{path.stat().st_mtime_ns}" for path in paths))


@st.cache_resource(max_entries=8, show_spinner=False)
def editions(home: str, gemeente: str, stamp: str) -> list[Edition]:  # noqa: ARG001 - part of the key
    """Return the series by postcode area of a gemeente."""
    return series.see_editions(Home(Path(home)), gemeente)


@st.cache_resource(max_entries=8, show_spinner=False)
def scores_over_years(home: str, gemeente: str, stamp: str) -> pd.DataFrame:  # noqa: ARG001 - part of the key
    """Return the Leefbaarometer of a gemeente in every edition there is."""
    return series.see_scores(Home(Path(home)), gemeente)


def tables_stamp(home: str) -> str:
    """Return a text that changes when the layers and tables change in which places are found."""
    at_home = Home(Path(home))
    paths = [*own_layers.layer_paths(at_home), *address_tables.table_paths(at_home)]
    return " ".join(f"{path.name}:{path.stat().st_mtime_ns}" for path in paths)


def locating(home: str, seen_from: Finding, *, today: date, asks: bool = True) -> Locate:
    """Return the function that finds places in words; with the service on it is a new one, which may fail.

    Without `asks` the service gives only what it answered before.
    """
    if not seen_from.service:
        return _locating_here(home, seen_from)
    at_home = Home(Path(home))
    url = read_settings().service_url
    service = geocoding.open_service(at_home, today=today, service_url=url, stopped=lambda: not asks)
    return make_locate(at_home, place(home, seen_from.area), service=service, made_up=seen_from.made_up)


@st.cache_resource(max_entries=8, show_spinner=False)
def _locating_here(home: str, seen_from: Finding) -> Locate:
    at_home = Home(Path(home))
    here = place(home, seen_from.area)
    return make_locate(at_home, here, made_up=seen_from.made_up)


@st.cache_resource(max_entries=8, show_spinner="De lijst wordt geopend …")
def opened_list(name: str, body: bytes, heading_rows: tuple[tuple[str, int], ...]) -> list[Read]:
    """Return the tables of a list, by name and content, with their headings where a person says."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(body)
        return read_list(path, heading_rows=dict(heading_rows))


@st.cache_resource(max_entries=16, show_spinner="De lijst wordt nagekeken …")
def checked_list(
    home: str,
    workspace: str,
    revision: int,  # noqa: ARG001 - part of the key
    file: tuple[str, bytes],
    *,
    how: Import,
    seen_from: Finding,
    _reads: Sequence[Read],
) -> Imported:
    """Return what would become of a list, by name and content, at one revision; nothing is saved."""
    at_home = Home(Path(home))
    located = replace(how, locate=locating(home, seen_from, today=how.at.date()))
    return imports.judge_list(at_home, register(home, workspace), _reads, file=file[0], how=located)


@st.cache_resource(max_entries=32, show_spinner=False)
def doubles(seen: Seen, area: Area) -> pd.DataFrame:
    """Return what this organisation owns that looks like something else it may see in one gemeente."""
    return answers.see_doubles(activities_here(seen, area), organisation=seen[3])


@st.cache_resource(max_entries=16, show_spinner="Lijkt iets op wat er al is? …")
def doubles_of(seen: Seen, area: Area, content: str, *, _new: gpd.GeoDataFrame) -> pd.DataFrame:  # noqa: ARG001 - part of the key
    """Return what of these new records looks like what may be seen, or like each other; `content` is their sum."""
    return answers.find_new_doubles(_new, activities_here(seen, area))


@st.cache_resource(max_entries=32, show_spinner="De koppelkansen worden gezocht …")
def chances(seen: Seen, area: Area, reach: Reach, today: date) -> Chances:
    """Return pairs and groups among what this organisation may see in one gemeente."""
    home, workspace, *_ = seen
    here = activities_here(seen, area)
    return answers.find_chances(here, place(home, area), register(home, workspace), reach=reach, today=today)


@st.cache_resource(max_entries=16, show_spinner="Het overleg wordt klaargezet …")
def meeting(seen: Seen, area: Area, since: date | None, today: date) -> Meeting:
    """Return what lies on the table for this organisation and audience, looking back to a day."""
    home, workspace, _, organisation, audience = seen
    return hold_meeting(
        register(home, workspace),
        chances(seen, area, Reach(), today),
        organisation=organisation,
        audience=Audience(audience),
        today=today,
        since=since,
    )


@st.cache_resource(max_entries=8, show_spinner="De witte vlekken worden gezocht …")
def placed(seen: Seen, area: Area) -> Placed:
    """Return what lies where, for `gaps` at every moment, given what this organisation may see."""
    home, workspace, *_ = seen
    here = activities_here(seen, area)
    return gap_answers.place_here(here, place(home, area), register(home, workspace))


@st.cache_resource(max_entries=32, show_spinner=False)
def gaps(seen: Seen, area: Area, today: date, moment: Moment = PLANNED, by: By = "group") -> pd.DataFrame:
    """Return the gaps at one moment, given what this organisation may see in one gemeente."""
    home, workspace, *_ = seen
    return gap_answers.see_gaps(
        placed(seen, area), place(home, area), register(home, workspace), today=today, moment=moment, by=by
    )


@st.cache_resource(max_entries=32, show_spinner=False)
def compass(at: tuple[str, str, int], area: Area, ask: Ask, edition: tuple[int, str] | None) -> Compass:
    """Return every buurt beside a reference; `at` is home, workspace and revision, `edition` the own wijkkompas."""
    home, workspace, _ = at
    number = edition[0] if edition else None
    at_home, here = Home(Path(home)), place(home, area)
    return open_compass(at_home, here, register(home, workspace), ask=ask, edition=number)


@st.cache_resource(max_entries=32, show_spinner=False)
def serving(seen: Seen, area: Area, ask: Ask, edition: tuple[int, str] | None) -> pd.DataFrame:
    """Return which of what this organisation may see serves which figure of the kompas in which buurt."""
    home, workspace, *_ = seen
    themes = gap_answers.call_words(register(home, workspace)).dimension_themes
    found = compass(seen[:3], area, ask, edition)
    return see_serving(found, activities_here(seen, area), place(home, area), themes=themes)


@st.cache_resource(max_entries=16, show_spinner=False)
def handover(seen: Seen, area: Area, layers: tuple[str, ...], today: date) -> Handover:
    """Return what goes out to an audience, layer by layer."""
    home, workspace, _, organisation, audience = seen
    here, told = place(home, area), register(home, workspace)
    who = Audience(audience)
    return prepare(here, told, organisation=organisation, audience=who, layers=layers, today=today)
