"""Phases of one activity: which go one after another, and which moves would turn that around."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations, product

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.analysis.moments import move_days
from gis.tables import ACTIVITIES, require

COLUMNS = ("a_id", "a_months", "b_id", "b_months")


def find_turned(activities: gpd.GeoDataFrame, moves: Mapping[str, tuple[int, ...]]) -> pd.DataFrame:
    """Return the choices of months after which two phases of one activity no longer follow each other.

    One phase follows another when, at their widest, it begins after the other has ended. Phases that
    run at the same time, or of which a day is not known, have no order to keep.

    Parameters
    ----------
    activities
        Table `activities`.
    moves
        Months that each phase may move, by id; who is not named stays.

    Returns
    -------
    DataFrame
        `a_id` is told before `b_id`, and is not when they move by `a_months` and `b_months`.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``, ``outside_rd``.
    """
    require(activities, ACTIVITIES, "id", "phase_of", "start_earliest", "end_latest")
    told = activities[activities["phase_of"].notna()].set_index("id")
    begins, ends = told["start_earliest"], told["end_latest"]
    rows = [
        (a, a_months, b, b_months)
        for _, phases in told.groupby("phase_of")
        for a, b in permutations(phases.index, 2)
        if ends[a] < begins[b]
        for a_months, b_months in product(moves.get(a, (0,)), moves.get(b, (0,)))
    ]
    chosen = pd.DataFrame(rows, columns=list(COLUMNS))
    if chosen.empty:
        return chosen
    ended = move_days(ends[chosen["a_id"]], chosen["a_months"].to_numpy(dtype=np.int64))
    begun = move_days(begins[chosen["b_id"]], chosen["b_months"].to_numpy(dtype=np.int64))
    return chosen[ended.to_numpy() >= begun.to_numpy()].reset_index(drop=True)
