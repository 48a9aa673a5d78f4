"""What every pair of plans is worth for each of the months by which the two may move."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.analysis.asked import Asked
from gis.analysis.candidates import Compared, compare, find_candidates
from gis.analysis.moments import move_days
from gis.analysis.overlap import TAU_MONTHS, add_place, add_shared, add_shares, add_theme, add_time
from gis.analysis.places import is_compared
from gis.analysis.relations import decide
from gis.analysis.scoring import add_points
from gis.analysis.shifts import PERIOD, move_periods
from gis.tables import ACTIVITIES, require

Moves = Mapping[str, tuple[int, ...]]

_FLEXIBLE = ("gepland", "idee")  # how plans are shown that have not begun and are not over
COLUMNS = ("a_id", "b_id", "a_months", "b_months", "score")


def find_moves(
    activities: gpd.GeoDataFrame, *, slack: Mapping[str, int] | int, reference_day: date
) -> dict[str, tuple[int, ...]]:
    """Return by id the months each plan may move, in order and with 0; who may not move is left out.

    Plans that have not begun and whose begin is told can move. What has a fixed date, is over, runs, or
    is never in a pair cannot. A move never puts the begin before the peildatum; a plan that should have
    begun already may only move to a begin on or after it.

    Parameters
    ----------
    activities
        Table `activities` in RD.
    slack
        Most months that a plan may move either way, by id or one number for all; who is not named, or
        has 0 or less, stays.
    reference_day
        The peildatum.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``, ``outside_rd``.
    """
    require(activities, ACTIVITIES, *ACTIVITIES.columns)
    flexible = (
        is_compared(activities)
        & activities["shown_as"].isin(_FLEXIBLE).to_numpy(dtype=bool)
        & ~activities[["fixed_date", "running"]].any(axis=1).to_numpy(dtype=bool)
    )
    ids = activities["id"].to_numpy(dtype=object)
    most = np.array([slack if isinstance(slack, int) else slack.get(name, 0) for name in ids], dtype=np.int64)
    begins = activities[PERIOD[0]]
    moves: dict[str, list[int]] = {}
    furthest = int(np.where(flexible, most, 0).max(initial=0))
    for months in range(-furthest, furthest + 1):
        begin = move_days(begins, np.full(len(ids), months))
        in_time = (begin >= pd.Timestamp(reference_day)).to_numpy(dtype=bool) | (months == 0)
        for name in ids[flexible & (abs(months) <= most) & in_time]:
            moves.setdefault(name, []).append(months)
    return {name: tuple(told) for name, told in sorted(moves.items()) if len(told) > 1}


def tabulate(
    activities: gpd.GeoDataFrame,
    moves: Moves,
    *,
    asked: Asked,
    together: bool,
) -> pd.DataFrame:
    """Return what the pairs with a plan that may move are worth, for every month in which they are worth it.

    A pair is worth its score when it is a kans and certain in time: the fuzzy ends of both periods, read
    at their widest and at their narrowest, give the same word for the time. A place that is not certain
    does not matter here; it has cost the pair points already.

    Parameters
    ----------
    activities
        Table `activities` in RD.
    moves
        Months each plan may move, by id (`find_moves`).
    asked
        What pairs are searched with.
    together
        Whether both plans of a pair may move at once; otherwise one of them stays.

    Returns
    -------
    DataFrame
        `a_id` < `b_id`; `a_months`, `b_months` by which they moved; `score`.
        Equal to the scores of `find_pairs` on the moved plans.

    Notes
    -----
    Place and theme are measured once per pair. Each plan then stands in the table of times once for every
    month it may move, and the pairs of those are judged all together.
    """
    words, day = asked.vocabulary, asked.reference_day
    told = compare(activities.sort_values("id"), vocabulary=words, reference_day=day)
    pairs = _measure(told, moves, asked)
    ids = told.frame["id"].to_numpy(dtype=object)
    copies = pd.DataFrame(
        [(place, months) for place, name in enumerate(ids) for months in moves.get(name, (0,))],
        columns=["place", "months"],
        dtype=np.int64,
    )
    frame = move_periods(told.frame.iloc[copies["place"]], copies["months"].to_numpy())
    moved = compare(frame, vocabulary=words, reference_day=day)
    pairs = _cross(pairs, copies, together=together)
    pairs = decide(add_time(pairs, moved), slack_months=asked.slack_months)
    pairs = pairs[(pairs["relation"] == "kans") & pairs["time_certain"]]
    pairs = add_shares(pairs, moved, reach_m=asked.reach_m, tau_months=TAU_MONTHS)
    pairs = add_points(pairs, weights=asked.weights)
    a, b = (ids[copies["place"].to_numpy()[pairs[side]]] for side in ("one", "other"))
    return pairs.assign(a_id=a, b_id=b)[list(COLUMNS)].reset_index(drop=True)


def _measure(told: Compared, moves: Moves, asked: Asked) -> pd.DataFrame:
    """Return place and theme of the pairs that can be a kans, at least one of them a plan that may move."""
    may_move = told.frame["id"].isin(moves.keys()).to_numpy(dtype=bool)
    one, other = find_candidates(told, reach_m=asked.reach_m, areas=asked.areas)
    some = may_move[one] | may_move[other]
    pairs = pd.DataFrame({"one": one[some], "other": other[some]})
    pairs = add_theme(pairs, told, asked.vocabulary)
    pairs = add_place(pairs[pairs["theme"] > 0], told, reach_m=asked.reach_m)
    return add_shared(pairs, told)


def _cross(pairs: pd.DataFrame, copies: pd.DataFrame, *, together: bool) -> pd.DataFrame:
    """Return every pair once for every two months of both, `one` and `other` now rows of `copies`."""
    numbered = copies.assign(row=copies.index)
    for side, months in (("one", "a_months"), ("other", "b_months")):
        pairs = pairs.rename(columns={side: "place"}).merge(numbered, on="place").drop(columns="place")
        pairs = pairs.rename(columns={"row": side, "months": months})
    return pairs if together else pairs[(pairs["a_months"] == 0) | (pairs["b_months"] == 0)]
