"""Which plans to move, and by how many months, so that the most comes together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from gis.analysis.asked import Asked
from gis.analysis.groups import Group
from gis.analysis.phases import find_turned
from gis.analysis.programme import solve
from gis.analysis.rewards import Moves, find_moves, tabulate
from gis.analysis.shifts import WhatIf, what_if
from gis.errors import TableError

MOST_FLEXIBLE = 40  # plans that may move in one package; more is no choice that people can follow
MONTH_COSTS = 0.01  # points per month moved, so that of two packages worth the same the calmer one wins
SECONDS = 30.0  # of the solver; then the best so far is given and `exact` is False
MOST_SHIFTS = 3  # single shifts that are told


@dataclass(frozen=True)
class Package:
    """Months by id of the plans that move, the gain [points], and whether nothing can gain more."""

    months: dict[str, int]
    gain: float
    exact: bool


@dataclass(frozen=True)
class BestShift:
    """One plan that moves by some months while all others stay, the gain [points], and what it does."""

    id: str
    months: int
    gain: float
    what_if: WhatIf


def best_package(
    activities: gpd.GeoDataFrame,
    *,
    asked: Asked,
    slack: Mapping[str, int] | int,
) -> Package:
    """Return the months by which plans should move together to gain the most.

    What is gained is the sum of the scores of all pairs that are a kans and certain in time (see
    `rewards.tabulate`) once the plans have moved, less that sum as told, less 0.01 per month moved. So a pair
    that is certain before and after counts for what its score rises or falls, and one that is lost is lost.
    Not moving gains 0; nothing that gains less is ever given. Phases of one activity that follow each other
    still do so afterwards (`phases.find_turned`).

    Parameters
    ----------
    activities
        Table `activities` in RD.
    asked
        What pairs are searched with.
    slack
        Who may move and how far; as in `rewards.find_moves`.

    Raises
    ------
    TableError
        ``too_many_to_shift`` when more than `MOST_FLEXIBLE` plans may move; ``column_missing``,
        ``geometry_missing``, ``crs_not_rd``, ``outside_rd``.

    Notes
    -----
    An integer programme, solved by HiGHS: one binary per plan and month, and per pair and two months a
    number that is 1 when both are chosen. What a pair is worth whatever the other does is counted with the
    plan itself, so that a pair only needs numbers where the two depend on each other. The rows are
    in the order of the ids: the same question gets the same answer, however the table is ordered.
    """
    moves = find_moves(activities, slack=slack, reference_day=asked.reference_day)
    if len(moves) > MOST_FLEXIBLE:
        raise TableError("too_many_to_shift", count=len(moves), most=MOST_FLEXIBLE)
    rewards = tabulate(activities, moves, asked=asked, together=True)
    turned = find_turned(activities, moves)
    chosen, exact = solve(rewards, moves, turned=turned, month_costs=MONTH_COSTS, seconds=SECONDS)
    months = {name: count for name, count in chosen.items() if count}
    costs = MONTH_COSTS * sum(map(abs, months.values()))
    gain = round(_worth(rewards, months) - _worth(rewards, {}) - costs, 2)
    return Package(months, gain, exact) if gain > 0 else Package({}, 0.0, exact)


def best_shifts(
    activities: gpd.GeoDataFrame,
    *,
    asked: Asked,
    slack: Mapping[str, int] | int,
    spot_m: float,
    before: Sequence[Group] | None = None,
    most: int = MOST_SHIFTS,
) -> list[BestShift]:
    """Return the single shifts that gain the most, one per plan, each while everything else stays.

    The gain is that of `best_package`; only what gains something is told. Of equals the fewest months, then
    later rather than earlier, then the smallest id. There is no limit to how many plans may move. No
    phase is moved past another one of its activity.

    Parameters
    ----------
    activities, asked, spot_m, before
        As in `shifts.what_if`.
    slack
        Who may move and how far; as in `rewards.find_moves`.
    most
        How many shifts at most.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``, ``outside_rd``.
    """
    moves = _in_order(activities, find_moves(activities, slack=slack, reference_day=asked.reference_day))
    rewards = tabulate(activities, moves, asked=asked, together=False)
    best = _single_gains(rewards, moves).drop_duplicates("id").head(most)
    return [
        BestShift(
            name,
            months,
            gain,
            what_if(
                activities,
                {name: months},
                asked=asked,
                spot_m=spot_m,
                before=before,
            ),
        )
        for name, months, gain in best.itertuples(index=False)
    ]


def _in_order(activities: gpd.GeoDataFrame, moves: Moves) -> Moves:
    """Return the months of each plan at which it keeps its place among its phases while those stay."""
    turned = find_turned(activities, moves)
    never = {
        (name, months)
        for one, other in ("ab", "ba")
        for name, months in turned.loc[
            turned[f"{other}_months"] == 0, [f"{one}_id", f"{one}_months"]
        ].itertuples(index=False)
    }
    return {name: tuple(one for one in told if (name, one) not in never) for name, told in moves.items()}


def _worth(rewards: pd.DataFrame, months: Mapping[str, int]) -> float:
    """Return what the pairs are worth together when some plans move and the rest stays."""
    a, b = (rewards[name].map(months).fillna(0) for name in ("a_id", "b_id"))
    return float(rewards.loc[(rewards["a_months"] == a) & (rewards["b_months"] == b), "score"].sum())


def _single_gains(rewards: pd.DataFrame, moves: Moves) -> pd.DataFrame:
    """Return `id`, `months` and `gain` of every shift of one plan that gains something, best first."""
    sides = [
        rewards.loc[rewards[f"{other}_months"] == 0, [f"{one}_id", f"{one}_months", "score"]].set_axis(
            ["id", "months", "score"], axis=1
        )
        for one, other in ("ab", "ba")
    ]
    worth = pd.concat(sides).groupby(["id", "months"])["score"].sum()
    asked = pd.MultiIndex.from_tuples(
        [(name, months) for name, told in moves.items() for months in told], names=["id", "months"]
    )
    told = worth.reindex(asked, fill_value=0.0).rename("worth").reset_index()
    now = told.loc[told["months"] == 0].set_index("id")["worth"]
    away = told["months"].abs()
    told["gain"] = (told["worth"] - told["id"].map(now) - MONTH_COSTS * away).round(2)
    told = told.assign(away=away)[told["gain"] > 0]
    order = told.sort_values(["gain", "away", "months", "id"], ascending=[False, True, False, True])
    return order[["id", "months", "gain"]]
