"""Groups: plans with one common spot and one common moment, at least one pair of them a chance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from gis.analysis.candidates import Compared, compare
from gis.analysis.cliques import find_common_sets
from gis.analysis.moments import DECIMALS, Flags, Numbers, Places, month_of, season_name, season_of, to_day
from gis.analysis.places import ARC_PIECES, Shapes, count_in_one_street
from gis.tables import ACTIVITIES, require
from gis.vocabulary import Vocabulary

_MONEY = ("money_committed", "money_sought", "money_unstated")

SPOT_M = 25.0  # metres from the one spot to each member; our default, the meeting may change it


@dataclass(frozen=True)
class Group:
    """Plans that come together at one spot in one moment.

    Parameters
    ----------
    members
        Ids, in order. Phases of one activity are members of their own but one plan.
    can_join
        Ids of running offers that share the spot and the moment ("kan aanhaken").
    spot
        The middle of the place that lies within reach of every member; RD [m].
    moment
        First and last day of the common moment, every period widened by half the slack; None is open.
    season
        Word and year of the season in which most members run as told, the earliest of equals.
    plans
        How many different activities.
    parties, theme_groups
        Of all members, in order.
    money_committed, money_sought, money_unstated
        Sums [euro] of what was told; None when no member told it.
    streets_open
        How often one street is opened by members when each works alone; together it is once. 0 when
        no two members work in one street.
    certainty
        mogelijk when a fuzzy end or a coarse place could break the group, else zeker.
    score
        Sum of the scores of the pairs among the members.
    over
        Whether the moment ended before the peildatum, fuzzy ends at their latest: plans that should have been
        done, or moved, by now.
    """

    members: tuple[str, ...]
    can_join: tuple[str, ...]
    spot: shapely.Point
    moment: tuple[date | None, date | None]
    season: tuple[str, int]
    plans: int
    parties: tuple[str, ...]
    theme_groups: tuple[str, ...]
    money_committed: float | None
    money_sought: float | None
    money_unstated: float | None
    streets_open: int
    certainty: str = "mogelijk"
    score: float = 0.0
    over: bool = False

    @property
    def order(self) -> tuple[bool, bool, int, float, str]:
        """What groups are sorted by: certain, not over, then breadth, then score, then the smallest id."""
        breadth = len(self.theme_groups) * len(self.parties)
        return self.certainty != "zeker", self.over, -breadth, -self.score, self.members[0]


@dataclass(frozen=True)
class _Member:
    """What a group tells of one activity; `plan` is the same for all phases of one."""

    id: str
    plan: str
    theme_group: str
    parties: tuple[str, ...]
    money: tuple[float, float, float]


@dataclass(frozen=True)
class _Taking:
    """Who takes part, column by column: where a spot may lie, and from when to when [months]."""

    members: npt.NDArray[np.object_]
    shapes: Shapes
    spots: Shapes
    start: Numbers
    end: Numbers
    running: Flags
    works: Flags

    def take(self, which: Flags | Places) -> _Taking:
        """Return some of them."""
        return _Taking(
            members=self.members[which],
            shapes=self.shapes[which],
            spots=self.spots[which],
            start=self.start[which],
            end=self.end[which],
            running=self.running[which],
            works=self.works[which],
        )


def find_groups(
    activities: gpd.GeoDataFrame,
    pairs: pd.DataFrame,
    *,
    vocabulary: Vocabulary,
    reference_day: date,
    spot_m: float,
    slack_months: float,
) -> list[Group]:
    """Return the largest sets of plans with a common spot and a common moment, best first.

    A group holds two different activities and at least one pair that is a kans. Running offers start
    and chain no group, they may join one; what is over, and what has no known place or period, is in
    none. A set that holds only when fuzzy ends or coarse places are read kindly is a group that is
    *mogelijk*; it may hold a certain one.

    Parameters
    ----------
    activities
        Table `activities` in RD, the same that `pairs` came from.
    pairs
        Result of `overlap.find_pairs`; its reach should be at least twice `spot_m`.
    reference_day
        The peildatum.
    spot_m
        Largest distance [m] from the spot to the working area of each member.
    slack_months
        Longest wait [months] between the end day of one member and the begin day of another.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``, ``outside_rd``.
    """
    require(activities, ACTIVITIES, *ACTIVITIES.columns)
    compared = compare(activities, vocabulary=vocabulary, reference_day=reference_day)
    everyone = _gather(compared, spot_m=spot_m)
    chances = pairs.loc[pairs["relation"] == "kans"]
    kansen = set(zip(chances["a_id"], chances["b_id"], strict=True))
    last = dict(zip(compared.frame["id"], compared.spans.end_latest.tolist(), strict=True))
    groups: dict[tuple[str, ...], Group] = {}
    for certainty in ("zeker", "mogelijk"):
        reading = _read(everyone, compared, certain=certainty == "zeker", slack_months=slack_months)
        plans, offers = reading.take(~reading.running), reading.take(reading.running)
        for found in find_common_sets(plans.spots, plans.start, plans.end):
            group = plans.take(np.array(found.positions))
            members = tuple(sorted(member.id for member in group.members))
            if members in groups or kansen.isdisjoint(combinations(members, 2)):
                continue
            told = _describe(group, offers, shapely.Point(found.point), slack_months=slack_months)
            over = min(last[member] for member in members) + slack_months / 2 < month_of(reference_day)
            groups[members] = replace(told, certainty=certainty, over=over)
    return rescore(groups.values(), pairs)


def rescore(groups: Iterable[Group], pairs: pd.DataFrame) -> list[Group]:
    """Return groups with the scores that their pairs have now, best first; nothing else in them changes.

    Parameters
    ----------
    pairs
        Result of `scoring.weigh` on the pairs that the groups came from.
    """
    a_ids, b_ids, told_scores = (pairs[name].tolist() for name in ("a_id", "b_id", "score"))
    scores = dict(zip(zip(a_ids, b_ids, strict=True), told_scores, strict=True))
    told = [
        replace(group, score=round(sum(scores.get(pair, 0.0) for pair in combinations(group.members, 2)), 1))
        for group in groups
    ]
    return sorted(told, key=lambda group: group.order)


def _gather(compared: Compared, *, spot_m: float) -> _Taking:
    """Return everybody that has a place of its own, over no time yet."""
    frame = compared.frame
    parties = [
        tuple(told or [first])
        for told, first in zip(frame["partners"], frame["organisation"].fillna(""), strict=True)
    ]
    plans = frame["phase_of"].fillna(frame["id"])
    money = zip(*(frame[name].to_numpy(dtype="float64", na_value=np.nan) for name in _MONEY), strict=True)
    columns = zip(frame["id"], plans, frame["theme_group"], parties, money, strict=True)
    nothing = np.full(len(frame), np.nan)
    return _Taking(
        members=np.array([_Member(*told) for told in columns], dtype=object),
        shapes=compared.shapes,
        spots=np.asarray(shapely.buffer(compared.shapes, compared.widths + spot_m, quad_segs=ARC_PIECES)),
        start=nothing,
        end=nothing,
        running=compared.spans.running,
        works=compared.works,
    )


def _read(everyone: _Taking, compared: Compared, *, certain: bool, slack_months: float) -> _Taking:
    """Return who can take part; when `certain`, only with a sure place, over the time that is sure."""
    spans = compared.spans
    start, end = (
        (spans.start_latest, spans.end_earliest) if certain else (spans.start_earliest, spans.end_latest)
    )
    start, end = np.round(start - slack_months / 2, DECIMALS), np.round(end + slack_months / 2, DECIMALS)
    takes_part = compared.placed & spans.known & ~compared.past & (start <= end)
    if certain:
        takes_part &= ~compared.coarse
    return replace(everyone, start=start, end=end).take(takes_part)


def _describe(group: _Taking, offers: _Taking, point: shapely.Point, *, slack_months: float) -> Group:
    """Return the group with everything but its certainty and score."""
    members: list[_Member] = group.members.tolist()
    common = shapely.intersection_all(group.spots)
    place = point if common.is_empty else common
    centre = shapely.centroid(place)
    start, end = group.start.max(), group.end.min()
    near = shapely.intersects(offers.spots, place) & (offers.start <= end) & (offers.end >= start)
    committed, sought, unstated = (
        _total(euros) for euros in zip(*(one.money for one in members), strict=True)
    )
    return Group(
        members=tuple(sorted(one.id for one in members)),
        can_join=tuple(sorted(one.id for one in offers.members[near])),
        spot=centre if place.covers(centre) else shapely.point_on_surface(place),
        moment=(to_day(start), to_day(end)),
        season=_busiest_season(group.start + slack_months / 2, group.end - slack_months / 2),
        plans=len({one.plan for one in members}),
        parties=tuple(sorted({party for one in members for party in one.parties if party})),
        theme_groups=tuple(sorted({one.theme_group for one in members})),
        money_committed=committed,
        money_sought=sought,
        money_unstated=unstated,
        streets_open=count_in_one_street(group.shapes[group.works]),
    )


def _busiest_season(start: Numbers, end: Numbers) -> tuple[str, int]:
    """Return the season in which most run; the count only rises at a start, so only those are looked at."""
    told = np.sort(start[np.isfinite(start)]) if np.isfinite(start).any() else np.array([end.min()])
    seasons = sorted({season_of(moment) for moment in told})
    first = [season_of(moment) if np.isfinite(moment) else seasons[0] for moment in start]
    last = [season_of(moment) if np.isfinite(moment) else seasons[-1] for moment in end]
    running = [sum(a <= season <= b for a, b in zip(first, last, strict=True)) for season in seasons]
    return season_name(seasons[int(np.argmax(running))])


def _total(euros: tuple[float, ...]) -> float | None:
    """Return the sum of what was told; None when nobody told anything."""
    told = [amount for amount in euros if not np.isnan(amount)]
    return float(sum(told)) if told else None
