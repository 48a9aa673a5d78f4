"""Activities on the map: what there is, what is planned, what is an idea, what is over."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from gis.analysis.upkeep import STALE_MONTHS, is_stale
from gis.crs import RD
from gis.errors import TableError
from gis.periods import season_of
from gis.tables import ACTIVITIES, require
from gis.vocabulary import Vocabulary
from layers.layer import Layer, to_features
from layers.style import SHOWN_AS, Mark, activity_mark

FADED = 0.45  # of the opacity that a fresh plan has
WHOLE_AREA_OPACITY = 0.05  # what holds for a whole buurt or wijk must not cover what lies in it

_STALE, _WHOLE = "oud", "heel gebied"
_NOTED = ["organisation", "period_text", "status"]
_COLUMNS = ("id", "mark", "name", "note", "coarse", "made", "from", "to")


def draw_activities(
    activities: gpd.GeoDataFrame,
    *,
    vocabulary: Vocabulary,
    reference_day: date | None = None,
    areas: gpd.GeoSeries | None = None,
    public: bool = False,
) -> Layer:
    """Return the activities that have a place, each in the look of its theme group and its step.

    Nothing is drawn at a guessed spot: what has no place is left to `without_place`.

    Parameters
    ----------
    activities
        Table `activities` in RD, already cut down to what may be seen.
    vocabulary
        Names of the theme groups, and which accuracies are coarse.
    reference_day
        The peildatum. Plans that nobody confirmed for long then (`gis.analysis.upkeep.is_stale`) are faint;
        None leaves all as they are.
    areas
        Outlines in RD by BU, WK or GM code, for what reaches a whole buurt, wijk or gemeente and has no
        shape of its own; None draws no such outlines.
    public
        Whether the layer is for everybody; then the names for residents are shown.

    Raises
    ------
    TableError
        ``not_public`` when `public` and one activity is not; ``column_missing``, ``crs_not_rd``.
    """
    require(activities, ACTIVITIES, *ACTIVITIES.columns)
    hidden = activities.loc[activities["visibility"] != "openbaar", "id"]
    if public and len(hidden):
        raise TableError("not_public", activity=hidden.iloc[0])
    shapes = _shapes(activities, areas)
    whole = activities.geometry.isna() & shapes.notna()
    keys = activities["theme_group"] + "|" + activities["shown_as"]
    if reference_day is not None:
        keys = keys.mask(is_stale(activities, reference_day=reference_day), keys + "|" + _STALE)
    fine = {name for name, coarse in vocabulary.accuracies.items() if not coarse}
    told = gpd.GeoDataFrame(
        {
            "id": activities["id"],
            "mark": keys.mask(whole, keys + "|" + _WHOLE),
            "name": activities["public_title"].fillna(activities["title"]) if public else activities["title"],
            "note": [_note(row) for row in activities[_NOTED].to_dict("records")],
            "coarse": ~activities["accuracy"].isin(fine) & ~whole,
            "made": activities["fictional"],
            "from": _seasons(activities["start_earliest"]),
            "to": _seasons(activities["end_latest"]),
        },
        geometry=shapes,
    )
    return Layer(
        id="activities",
        title="Activiteiten",
        kind="activity",
        features=to_features(told, columns=_COLUMNS),
        marks=_marks(told.loc[shapes.notna(), "mark"], vocabulary),
        explanation="Wat er is, wat er komt en welke ideeën er zijn.",
        public=public,
        cluster=True,
    )


def without_place(activities: gpd.GeoDataFrame, *, areas: gpd.GeoSeries | None = None) -> gpd.GeoDataFrame:
    """Return the activities that `draw_activities` does not draw with the same `areas`, to list and count."""
    return activities[_shapes(activities, areas).isna()]


def _shapes(activities: gpd.GeoDataFrame, areas: gpd.GeoSeries | None) -> gpd.GeoSeries:
    """Return the own shape of each activity, else the whole area it reaches, else none."""
    shapes = activities.geometry.to_numpy().astype(object)
    shapes[shapely.is_empty(shapes)] = None
    if areas is not None:
        known = dict(areas.dropna().items())
        whole = activities["reach"].isin(["buurt", "wijk", "gemeente"]) & pd.isna(shapes)
        for row in np.flatnonzero(whole):
            shapes[row] = _outline(activities["area_codes"].iloc[row], known)
    return gpd.GeoSeries(shapes, index=activities.index, crs=RD)


def _outline(codes: Sequence[str], areas: Mapping[Hashable, BaseGeometry]) -> BaseGeometry | None:
    if not codes or not set(codes) <= areas.keys():
        return None  # a part of the whole would say something else
    return shapely.union_all([areas[code] for code in codes])


def _seasons(days: pd.Series) -> pd.Series:
    return pd.Series([None if pd.isna(day) else season_of(day) for day in days], days.index, dtype="Int64")


def _note(row: Mapping[Hashable, Any]) -> str:
    told = [row["organisation"], row["period_text"] or "periode nog niet bekend", row["status"]]
    return " · ".join(str(part) for part in told if not pd.isna(part))


def _marks(keys: pd.Series, vocabulary: Vocabulary) -> tuple[Mark, ...]:
    """Return the marks that are used, in the order of the theme groups and then of the steps."""
    groups, steps = list(vocabulary.groups), list(SHOWN_AS)
    parts = [key.split("|") for key in keys.unique()]
    parts.sort(key=lambda part: (groups.index(part[0]), steps.index(part[1]), part[2:]))
    return tuple(_mark(*part, vocabulary=vocabulary) for part in parts)


def _mark(group: str, shown_as: str, *also: str, vocabulary: Vocabulary) -> Mark:
    label = f"{group} {vocabulary.groups[group]}, {shown_as}"
    mark = activity_mark(group, shown_as, label=label)
    if _STALE in also:
        mark = replace(
            mark,
            label=f"{mark.label}, {STALE_MONTHS} maanden niet bevestigd",
            fill_opacity=FADED * mark.fill_opacity,
            stroke_opacity=FADED * mark.stroke_opacity,
        )
    if _WHOLE in also:
        mark = replace(
            mark, label=f"{mark.label}, geldt voor het hele gebied", fill_opacity=WHOLE_AREA_OPACITY
        )
    return replace(mark, key="|".join((group, shown_as, *also)))
