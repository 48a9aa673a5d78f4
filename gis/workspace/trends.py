"""Verloop: what a figure did over the years, and what stands beside it; one function per question."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

import geopandas as gpd
import pandas as pd

from gis.analysis.trends import (
    DECIMALS,
    DIMENSION_WIDTH,
    SCORE_WIDTH,
    add_gaps,
    find_trends,
    is_slipping,
    mean_of_areas,
)
from gis.analysis.within import place_activities
from gis.register.events import CAUSE, DESIGNATION, EVENT, Event
from gis.register.visible import Audience, visible_events
from gis.tables import DIMENSIONS
from gis.workspace.places import Place
from gis.workspace.registers import Register
from gis.workspace.series import Edition, people_by_postcode

SCORE = "lbm"  # the score itself, only in the series by postcode
DIFFERENCE = "afw"  # the score as its difference with the Netherlands
WIDTHS: Mapping[str, float] = {
    SCORE: SCORE_WIDTH,
    DIFFERENCE: SCORE_WIDTH,
    **dict.fromkeys(DIMENSIONS, DIMENSION_WIDTH),
}
NETHERLANDS, OWN_GEMEENTE = "nl", "gemeente"
LEAST_POSTCODES = 3  # a mean of one or two areas is about themselves
_DONE, _RUNS = "klaar", "bestaand"


@dataclass(frozen=True)
class Beside:
    """What stands beside a figure over time, each by begin: what happened, possible causes, lists."""

    happened: tuple[Event, ...]
    causes: tuple[Event, ...]
    designations: tuple[Event, ...]


def series_by_postcode(edition: Edition, *, reference: str) -> pd.DataFrame:
    """Return every figure of every postcode area and year beside its reference.

    The Netherlands is what the publisher takes for it: the score minus ``afw``, and 0 for a dimension, which
    is published as a difference only. The own gemeente is the mean of its postcode areas by inhabitants, an
    estimate: two columns more say how many areas and which share of the people count in it.

    Parameters
    ----------
    reference
        `NETHERLANDS` or `OWN_GEMEENTE` (see `has_own_gemeente`).

    Returns
    -------
    DataFrame
        `gis.analysis.trends.SERIES_COLUMNS`, `areas` and `share`, in the order of area, indicator and year.
    """
    told = edition.series.rename(columns={"postcode": "area"})
    base = (told["lbm"] - told["afw"]).round(DECIMALS)
    long = told.assign(_base=base).melt(
        ["area", "jaar", "_base"], [SCORE, *DIMENSIONS], var_name="indicator", value_name="value"
    )
    if reference == NETHERLANDS:
        whole = long["_base"].groupby(long["jaar"]).transform("median")  # also where an area has no score
        nothing = pd.Series(0.0, index=long.index, dtype="Float64")
        long = long.assign(reference=whole.where(long["indicator"] == SCORE, nothing))
    else:
        mean = mean_of_areas(long, people_by_postcode(edition))
        long = long.merge(mean, on=["indicator", "jaar"], how="left")
    return _ordered(long, [SCORE, *DIMENSIONS])


def series_by_buurt(scores: pd.DataFrame, gemeentecode: str, *, reference: str) -> pd.DataFrame:
    """Return every figure of every buurt in the editions there are, beside its reference.

    Parameters
    ----------
    scores
        Table `SCORES` of one gemeente in several editions (`gis.workspace.series.see_scores`).
    reference
        `NETHERLANDS` (0: all are differences with it) or `OWN_GEMEENTE` (as published).

    Returns
    -------
    DataFrame
        As `series_by_postcode`; a figure that an edition does not hold for a buurt is missing.
    """
    names = [DIFFERENCE, *DIMENSIONS]
    told = scores.rename(columns={"code": "area", "score_jaar": "jaar"})
    long = told.melt(["area", "jaar"], names, var_name="indicator", value_name="value")
    whole = long[long["area"] == gemeentecode].rename(columns={"value": "reference"}).drop(columns="area")
    buurten = long[long["area"].str.startswith("BU")]
    every = pd.MultiIndex.from_product(
        [sorted(buurten["area"].unique()), names, sorted(buurten["jaar"].unique())],
        names=["area", "indicator", "jaar"],
    )
    buurten = buurten.set_index(["area", "indicator", "jaar"]).reindex(every).reset_index()
    if reference == NETHERLANDS:
        buurten = buurten.assign(reference=pd.Series(0.0, index=buurten.index, dtype="Float64"))
    else:
        buurten = buurten.merge(whole, on=["indicator", "jaar"], how="left")
    return _ordered(buurten, names)


def has_own_gemeente(edition: Edition) -> bool:
    """Return whether the mean of the own gemeente can be estimated from a series."""
    return edition.whole and int((people_by_postcode(edition) > 0).sum()) >= LEAST_POSTCODES


def see_line(series: pd.DataFrame, area: str, indicator: str) -> pd.DataFrame:
    """Return one figure of one area by year, with its ``gap``; a year without the figure has a row too."""
    here = series[(series["area"] == area) & (series["indicator"] == indicator)]
    columns = ["jaar", "value", "reference", "gap", "areas", "share"]
    return add_gaps(here).sort_values("jaar", ignore_index=True)[columns]


def see_trends(
    series: pd.DataFrame, *, first: int, last: int, widths: Mapping[str, float] = WIDTHS
) -> pd.DataFrame:
    """Return the trend of every figure of every area between two years (`find_trends`)."""
    return find_trends(series, first=first, last=last, widths=widths)


def see_slipping(trends: pd.DataFrame, *, audience: Audience) -> pd.DataFrame:
    """Return what is about as good as its reference and went back, for the partners at the table only."""
    if audience is Audience.PUBLIC:
        return trends.iloc[:0]
    return trends[is_slipping(trends)]


def see_beside(
    register: Register,
    activities: gpd.GeoDataFrame,
    place: Place,
    *,
    areas: Collection[str],
    audience: Audience,
) -> Beside:
    """Return what happened in an area, what may be a cause and on which lists it stands or stood.

    Parameters
    ----------
    activities
        What the one who asks may see (`answers.see_activities`): what is done or runs there counts as
        something that happened.
    areas
        The postcode or buurt, and the buurten in it as far as known; wijk and gemeente follow from those.
    """
    buurten = place.buurten[place.buurten["buurtcode"].isin(list(areas))]
    around = {*areas, *buurten["wijkcode"], place.gemeentecode}
    told = visible_events(register.store.events(), audience=audience, vocabulary=register.vocabulary)
    here = [one for one in told if not around.isdisjoint(one.areas)]
    own = _own_events(activities, gpd.GeoDataFrame(buurten[buurten.geometry.notna()]))
    happened = [*own, *(one for one in here if one.kind == EVENT)]
    return Beside(
        tuple(sorted(happened, key=lambda one: (one.first_on or date.max, one.words))),
        tuple(one for one in here if one.kind == CAUSE),
        tuple(one for one in here if one.kind == DESIGNATION),
    )


def buurten_of(edition: Edition, postcode: str) -> list[str]:
    """Return the buurten where a postcode is the commonest; none when the home does not know."""
    return sorted(edition.links.loc[edition.links["postcode"] == postcode, "buurtcode"])


def _own_events(activities: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> list[Event]:
    """Return what is done or runs in the buurten and whose begin is known."""
    real = (activities["status"] == _DONE) | (activities["shown_as"] == _RUNS)
    begun = activities[real & activities["start_earliest"].notna()]
    if begun.empty or buurten.empty:
        return []
    there = place_activities(gpd.GeoDataFrame(begun), buurten)["activity"].unique()
    rows = begun.iloc[sorted(there)].to_dict("records")
    return [
        Event(
            kind=EVENT,
            words=str(row["title"]),
            areas=(),
            first_on=row["start_earliest"].date(),
            last_on=None if pd.isna(row["end_latest"]) else row["end_latest"].date(),
            theme=str(row["theme"]),
            organisation="" if pd.isna(row["organisation"]) else str(row["organisation"]),
            id=str(row["id"]),
        )
        for row in rows
    ]


def within(beside: Beside, *, first: int, last: int) -> tuple[list[Event], list[Event]]:
    """Return what happened between two years, both in it, and what did not.

    What began after the last measurement cannot be in the figure yet.
    """
    inside = [
        one
        for one in beside.happened
        if one.first_on and one.first_on.year <= last and (one.last_on is None or one.last_on.year >= first)
    ]
    return inside, [one for one in beside.happened if one not in inside]


def take_back(event: Event) -> Event:
    """Return the next version of an event that takes it back."""
    return replace(event, withdrawn=True)


def _ordered(long: pd.DataFrame, indicators: list[str]) -> pd.DataFrame:
    place_of = {name: number for number, name in enumerate(indicators)}
    columns = ["area", "indicator", "jaar", "value", "reference", "areas", "share"]
    told = long.assign(_place=long["indicator"].map(place_of)).sort_values(["area", "_place", "jaar"])
    return told.reindex(columns=columns).reset_index(drop=True)
