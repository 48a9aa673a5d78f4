"""One function per thing a person asks of the register and the map; both faces call these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import geopandas as gpd
import pandas as pd

from gis.analysis.agreement import Surface, count_drawings
from gis.analysis.asked import Asked, search
from gis.analysis.doubles import find_doubles
from gis.analysis.groups import Group, find_groups, rescore
from gis.analysis.money import By, totals
from gis.analysis.packages import BestShift, Package, best_package, best_shifts
from gis.analysis.perceived import find_core
from gis.analysis.scoring import PLAIN, Refit, Weights, refit, weigh
from gis.analysis.shifts import WhatIf, what_if
from gis.register.decisions import Vote
from gis.register.records import drawings_frame, to_frame
from gis.register.sums import money_frame
from gis.register.visible import Audience, visible, visible_drawings
from gis.vocabulary import Vocabulary
from gis.workspace.places import Place
from gis.workspace.registers import Register
from gis.workspace.spreading import spread_pairs


@dataclass(frozen=True)
class Reach:
    """How near counts as near: metres between pairs, months of slack, metres around a common spot."""

    reach_m: float = 100.0
    slack_months: float = 6.0
    spot_m: float = 25.0


@dataclass(frozen=True)
class Chances:
    """Pairs and groups of plans that touch, and the programmes that hold for a whole area."""

    activities: gpd.GeoDataFrame
    pairs: pd.DataFrame
    groups: tuple[Group, ...]
    frameworks: gpd.GeoDataFrame


def see_activities(register: Register, *, organisation: str, audience: Audience) -> gpd.GeoDataFrame:
    """Return the activities that the audience may see; the only way out of the register."""
    seen = visible(
        register.store.activities(),
        organisation=organisation,
        audience=audience,
        vocabulary=register.vocabulary,
    )
    return to_frame(seen, vocabulary=register.vocabulary)


def sum_money(
    register: Register, *, organisation: str, audience: Audience, ids: Collection[str], by: By
) -> pd.DataFrame:
    """Return the totals of the money of some activities that the audience may see (`gis.analysis.money`)."""
    return totals(see_money(register, organisation=organisation, audience=audience, ids=ids), by=by)


def see_money(
    register: Register, *, organisation: str, audience: Audience, ids: Collection[str]
) -> pd.DataFrame:
    """Return the table `money` of some activities that the audience may see.

    A framework programme (kader) is left out: its money is that of the activities in it.
    """
    seen = visible(
        register.store.activities(),
        organisation=organisation,
        audience=audience,
        vocabulary=register.vocabulary,
    )
    counted = [activity for activity in seen if activity.id in ids and not activity.framework]
    return money_frame(counted)


def see_drawings(register: Register) -> gpd.GeoDataFrame:
    """Return the drawings of the workspace; they hold roles, no names, and are for everybody at the table.

    Those of a round that is not shown yet are not among them (`gis.register.visible.visible_drawings`).
    """
    store = register.store
    return drawings_frame(visible_drawings(store.drawings(), store.rounds()))


def in_gemeente(activities: gpd.GeoDataFrame, place: Place) -> gpd.GeoDataFrame:
    """Return the activities of one gemeente: by shape or by area code; those without either stay.

    An activity that has neither a shape nor a code cannot be said to lie elsewhere: it is kept, and
    shown as "without place".
    """
    outline = place.gemeenten.geometry.union_all() if place.gemeenten.geometry.notna().any() else None
    outline = outline or place.buurten.geometry.union_all()
    touches = activities.geometry.intersects(outline)
    known = place.codes
    coded = activities["area_codes"].map(lambda codes: not known.isdisjoint(codes))
    nowhere = activities.geometry.isna() & (activities["area_codes"].map(len) == 0)
    return activities[touches | coded | nowhere]


def interaction_words(register: Register) -> Vocabulary:
    """Return the vocabulary with how much themes strengthen each other as the partners said it last."""
    said = register.store.interactions()
    return register.vocabulary.with_strengths(said[0].values) if said else register.vocabulary


def find_chances(
    activities: gpd.GeoDataFrame,
    place: Place,
    register: Register,
    *,
    reach: Reach,
    today: date,
    weights: Weights = PLAIN,
    scheduler: str | None = None,
) -> Chances:
    """Return which of these activities touch in place and time, as `gis.analysis` tells it.

    Parameters
    ----------
    activities
        What the one who asks may see (`see_activities`), of one gemeente.
    today
        Used as peildatum where the workspace has none of its own.
    weights
        How many points each part of the score brings at most; `reweigh` gives the answer for others.
    scheduler
        Address of a Dask scheduler that searches the pairs (`spreading`); None searches them here.
    """
    asked = _ask(place, register, reach=reach, today=today, weights=weights)
    if scheduler is None:
        pairs = search(activities, asked)
    else:
        pairs = spread_pairs(activities, asked, scheduler=scheduler)
    groups = find_groups(
        activities,
        pairs,
        vocabulary=asked.vocabulary,
        reference_day=asked.reference_day,
        spot_m=reach.spot_m,
        slack_months=reach.slack_months,
    )
    whole = activities[activities["framework"] | (activities["reach"] != "plek")]
    return Chances(activities, pairs, tuple(groups), whole)


def _ask(place: Place, register: Register, *, reach: Reach, today: date, weights: Weights) -> Asked:
    """Return what pairs are searched with: the lists and the peildatum of the register, the buurten there."""
    words, day = interaction_words(register), register.reference_day(today=today)
    return Asked(words, day, reach.reach_m, reach.slack_months, place.buurten, weights)


def reweigh(chances: Chances, *, weights: Weights) -> Chances:
    """Return the same chances with other weights, as `find_chances` would; fast enough for a slider."""
    pairs = weigh(chances.pairs, weights=weights)
    return replace(chances, pairs=pairs, groups=tuple(rescore(chances.groups, pairs)))


def follow_votes(chances: Chances, votes: Iterable[Vote], *, weights: Weights) -> Refit:
    """Return weights that follow what people found nuttig, with the old place in the list beside the new.

    Raises
    ------
    TableError
        ``too_few_votes``; see `gis.analysis.scoring.refit`.
    """
    told = pd.DataFrame(
        [(one.a_id, one.b_id, one.useful) for one in votes], columns=["a_id", "b_id", "useful"]
    )
    return refit(chances.pairs, told, weights=weights)


def shift_plans(
    chances: Chances,
    place: Place,
    register: Register,
    *,
    months: Mapping[str, int],
    reach: Reach,
    today: date,
    weights: Weights = PLAIN,
) -> WhatIf:
    """Return what would be there when some plans of `find_chances` move, and what that changes.

    Parameters
    ----------
    chances
        The answer of `find_chances` to the same question.
    months
        Whole months by id; negative is earlier.
    """
    return what_if(
        chances.activities,
        months,
        asked=_ask(place, register, reach=reach, today=today, weights=weights),
        spot_m=reach.spot_m,
        before=chances.groups,
    )


def find_best_shifts(
    chances: Chances,
    place: Place,
    register: Register,
    *,
    slack: Mapping[str, int] | int,
    reach: Reach,
    today: date,
    weights: Weights = PLAIN,
) -> list[BestShift]:
    """Return the three plans of `find_chances` that gain most by moving alone, `slack` months at most."""
    return best_shifts(
        chances.activities,
        slack=slack,
        asked=_ask(place, register, reach=reach, today=today, weights=weights),
        spot_m=reach.spot_m,
        before=chances.groups,
    )


def find_best_package(
    chances: Chances,
    place: Place,
    register: Register,
    *,
    slack: Mapping[str, int] | int,
    reach: Reach,
    today: date,
    weights: Weights = PLAIN,
) -> Package:
    """Return the months that plans of `find_chances` should move together, each `slack` months at most."""
    return best_package(
        chances.activities,
        slack=slack,
        asked=_ask(place, register, reach=reach, today=today, weights=weights),
    )


def see_doubles(activities: gpd.GeoDataFrame, *, organisation: str) -> pd.DataFrame:
    """Return what an organisation owns that looks like something else of what it may see."""
    return find_doubles(gpd.GeoDataFrame(activities[activities["owner"] == organisation]), activities)


def find_new_doubles(new: gpd.GeoDataFrame, there: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return what is new and looks like something that is there, or like something else that is new."""
    return find_doubles(new, gpd.GeoDataFrame(pd.concat([there, new], ignore_index=True), crs=there.crs))


def see_cores(drawings: gpd.GeoDataFrame, *, k: float) -> gpd.GeoDataFrame:
    """Return kern and rand per question; drawings of different questions are never pooled."""
    found = [find_core(gpd.GeoDataFrame(asked), k=k) for _, asked in drawings.groupby("question", sort=True)]
    if not found:
        return find_core(drawings, k=k)
    return gpd.GeoDataFrame(pd.concat(found, ignore_index=True), crs=found[0].crs)


def count_all(drawings: gpd.GeoDataFrame) -> Surface:
    """Return how many drawings hold each cell of 5 m, all questions together."""
    return count_drawings(drawings, pooled=True)
