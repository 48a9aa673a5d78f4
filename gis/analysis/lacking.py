"""What plans in possible pairs lack before anybody can be sure: a place, or a period."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from gis.analysis.places import has_shape, is_coarse
from gis.tables import ACTIVITIES, require
from gis.vocabulary import Vocabulary

UNKNOWN, ROUGH = "onbekend", "ruim"
LACKING_COLUMNS = ("id", "title", "organisation", "owner", "place", "period", "pairs")


def find_lacking(
    activities: gpd.GeoDataFrame, pairs: pd.DataFrame, *, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Return the activities that make pairs no more than possible, in the order of their pairs.

    Parameters
    ----------
    activities
        Table `activities` in RD; holds both of each pair.
    pairs
        As `gis.analysis.overlap.find_pairs` gives them; certain ones do not matter.

    Returns
    -------
    DataFrame
        On a new index `LACKING_COLUMNS`, the most ``pairs`` first, then by id: in how many possible pairs the
        activity is. ``place`` is onbekend or ruim (coarser than a street), ``period`` onbekend or ruim (the
        begin or the end is not told to the day), where a pair is not certain for that reason; else missing.
        What lacks nothing is left out: the other one of its pairs does.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``.
    """
    require(activities, ACTIVITIES, *ACTIVITIES.columns)
    told = activities.assign(place=_place(activities, vocabulary), period=_period(activities))
    possible = pairs[pairs["certainty"] != "zeker"]
    for name, certain in (("place", "place_certain"), ("period", "time_certain")):
        told[name] = told[name].where(told["id"].isin(_ids(possible[~possible[certain].astype(bool)])))
    lacking = told[told[["place", "period"]].notna().any(axis=1)]
    lacking = lacking.assign(pairs=lacking["id"].map(_ids(possible).value_counts()).astype("int64"))
    order = pd.DataFrame(lacking[list(LACKING_COLUMNS)])
    return order.sort_values(["pairs", "id"], ascending=[False, True]).reset_index(drop=True)


def _ids(pairs: pd.DataFrame) -> pd.Series:
    return pd.concat([pairs["a_id"], pairs["b_id"]], ignore_index=True)


def _place(activities: gpd.GeoDataFrame, vocabulary: Vocabulary) -> pd.Series:
    told = pd.Series(UNKNOWN, activities.index, dtype=object).mask(has_shape(activities))
    return told.mask(has_shape(activities) & is_coarse(activities, vocabulary=vocabulary), ROUGH)


def _period(activities: gpd.GeoDataFrame) -> pd.Series:
    days = activities[["start_earliest", "start_latest", "end_earliest", "end_latest"]]
    sure = (days["start_earliest"] == days["start_latest"]) & (
        (days["end_earliest"] == days["end_latest"]) | activities["running"].astype(bool)
    )
    known = days.notna().any(axis=1)
    told = pd.Series(UNKNOWN, activities.index, dtype=object).mask(known)
    return told.mask(known & ~sure, ROUGH)
