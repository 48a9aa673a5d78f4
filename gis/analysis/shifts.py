"""What if plans move: the same plans some months earlier or later, and what that does to the groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from gis.analysis.asked import Asked, search
from gis.analysis.groups import Group, find_groups
from gis.analysis.moments import move_days
from gis.errors import TableError
from gis.tables import ACTIVITIES, require

PERIOD = ("start_earliest", "start_latest", "end_earliest", "end_latest")
SAME_GROUP = 0.5  # two groups are one that changed when they share more than this part of all their members


@dataclass(frozen=True)
class ChangedGroup:
    """A group that stays, with other members or another certainty: as it was and as it would be."""

    before: Group
    after: Group


@dataclass(frozen=True)
class WhatIf:
    """Pairs and groups as they would be, and what that changes against the plans as told.

    Every group of before is in `vanished`, in `changed`, or still there with the same members and the same
    certainty; every group of `groups` is in `appeared`, in `changed`, or was there.
    """

    pairs: pd.DataFrame
    groups: tuple[Group, ...]
    appeared: tuple[Group, ...]
    vanished: tuple[Group, ...]
    changed: tuple[ChangedGroup, ...]


def shift(activities: gpd.GeoDataFrame, months: Mapping[str, int]) -> gpd.GeoDataFrame:
    """Return the activities with some of their periods moved; the words of the period stay as told.

    A phase moves alone, unless the others are named too. A period without dates stays as it is, and
    so does an open side of one. See `moments.move_days` for what a month later is.

    Parameters
    ----------
    activities
        Table `activities`.
    months
        Whole months by id; negative is earlier.

    Raises
    ------
    TableError
        ``activity_unknown``; ``date_fixed`` for what has a fixed date, unless by 0 months;
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``, ``outside_rd``.
    """
    require(activities, ACTIVITIES, "id", "fixed_date", *PERIOD)
    unknown = sorted(months.keys() - set(activities["id"]))
    if unknown:
        raise TableError("activity_unknown", id=unknown[0])
    by = np.array([months.get(name, 0) for name in activities["id"]], dtype=np.int64)
    fixed = activities.loc[(by != 0) & activities["fixed_date"].to_numpy(dtype=bool), "id"]
    if len(fixed):
        raise TableError("date_fixed", id=fixed.min())
    return move_periods(activities, by)


def move_periods(activities: gpd.GeoDataFrame, months: npt.NDArray[np.int64]) -> gpd.GeoDataFrame:
    """Return the activities with the four days of each period moved by the months of its row."""
    return activities.assign(**{name: move_days(activities[name], months) for name in PERIOD})


def what_if(
    activities: gpd.GeoDataFrame,
    months: Mapping[str, int],
    *,
    asked: Asked,
    spot_m: float,
    before: Sequence[Group] | None = None,
) -> WhatIf:
    """Return pairs and groups as they would be when plans move, beside the groups as told.

    Parameters
    ----------
    activities, months
        As in `shift`.
    asked
        What pairs and groups are searched with.
    spot_m
        As in `groups.find_groups`.
    before
        The groups as told, when they are known already.

    Raises
    ------
    TableError
        What `shift` raises; ``column_missing``.
    """

    def find(plans: gpd.GeoDataFrame) -> tuple[pd.DataFrame, list[Group]]:
        pairs = search(plans, asked)
        groups = find_groups(
            plans,
            pairs,
            vocabulary=asked.vocabulary,
            reference_day=asked.reference_day,
            spot_m=spot_m,
            slack_months=asked.slack_months,
        )
        return pairs, groups

    moved = shift(activities, months)
    pairs, groups = find(moved)
    told = find(activities)[1] if before is None else before
    return WhatIf(pairs, tuple(groups), *compare_groups(told, groups))


def compare_groups(
    before: Sequence[Group], after: Sequence[Group]
) -> tuple[tuple[Group, ...], tuple[Group, ...], tuple[ChangedGroup, ...]]:
    """Return which groups appeared, vanished and changed, in the order in which they stand.

    A group with the same members and certainty is the same group. Of the others an old and a new one are
    one that changed when they share more than half of all their members; the two most alike first, each
    group once, and of equals the first by their ids.
    """
    there = {(group.members, group.certainty) for group in before}
    stays = there & {(group.members, group.certainty) for group in after}
    old = [group for group in before if (group.members, group.certainty) not in stays]
    new = [group for group in after if (group.members, group.certainty) not in stays]
    alike = sorted(
        (-_shared(one, other), one.members, other.members, place_old, place_new)
        for place_old, one in enumerate(old)
        for place_new, other in enumerate(new)
        if _shared(one, other) > SAME_GROUP
    )
    became: dict[int, int] = {}
    for *_, place_old, place_new in alike:
        if place_old not in became and place_new not in became.values():
            became[place_old] = place_new
    return (
        tuple(group for place, group in enumerate(new) if place not in became.values()),
        tuple(group for place, group in enumerate(old) if place not in became),
        tuple(ChangedGroup(old[one], new[became[one]]) for one in sorted(became)),
    )


def _shared(one: Group, other: Group) -> float:
    """Return which part of the members of both is in both."""
    a, b = set(one.members), set(other.members)
    return len(a & b) / len(a | b)
