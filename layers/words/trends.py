"""Sentences about figures over the years: the level, the distance to the average, what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from gis.analysis import trends
from gis.register.events import Event
from layers.words.formats import NO_FIGURE, listed, number
from layers.words.reports import day

DECIMALS = 3  # of a score on the screen

_GAP = {
    trends.SMALLER: "Het verschil met het gemiddelde wordt kleiner",
    trends.LARGER: "Het verschil met het gemiddelde wordt groter",
    trends.SAME: "Het verschil met het gemiddelde blijft gelijk",
    trends.AT_OR_BETTER: "Op of beter dan gemiddelde",
    trends.TOO_FEW: "Te weinig waarnemingen",
}
_LEVEL = {
    trends.FORWARD: "gaat vooruit",
    trends.BACKWARD: "gaat achteruit",
    trends.UP: "wordt hoger",
    trends.DOWN: "wordt lager",
    trends.SAME: "blijft ongeveer gelijk",
}


def gap_class(trend: str) -> str:
    """Return one of the five classes of the distance to the average in words.

    Examples
    --------
    >>> gap_class("kleiner")
    'Het verschil met het gemiddelde wordt kleiner'
    """
    return _GAP[trend]


def gap_words(trend: Mapping[str, Any], *, area: str, average: str) -> str:
    """Return what the distance was in both years.

    Parameters
    ----------
    trend
        One row of `gis.analysis.trends.find_trends`, of a figure that is better when higher.

    Examples
    --------
    >>> told = {"first": 2002, "last": 2022, "gap_first": 0.146, "gap_last": -0.01}
    >>> gap_words(told, area="9741", average="Nederland")
    'In 2002 was 9741 0,146 lager dan Nederland, in 2022 0,010 hoger.'
    """
    missing = [str(trend[name]) for name in ("first", "last") if pd.isna(trend[f"gap_{name}"])]
    if missing:
        return f"Voor {listed(missing)} is hier {NO_FIGURE}."
    first, last = (_side(trend[name], average) for name in ("gap_first", "gap_last"))
    last = last.removesuffix(f" dan {average}") if first.endswith(f" dan {average}") else last
    return f"In {trend['first']} was {area} {first}, in {trend['last']} {last}."


def level_words(trend: Mapping[str, Any], *, figure: str) -> str:
    """Return what the figure itself did; empty where a year is missing.

    Examples
    --------
    >>> years, values = {"first": 2002, "last": 2022}, {"value_first": 3.957, "value_last": 4.035}
    >>> level_words(years | values | {"level_trend": "vooruit"}, figure="De score zelf")
    'De score zelf gaat vooruit: van 3,957 in 2002 naar 4,035 in 2022.'
    """
    if trend["level_trend"] not in _LEVEL:
        return ""
    first, last = (number(trend[name], DECIMALS) for name in ("value_first", "value_last"))
    moved = _LEVEL[trend["level_trend"]]
    return f"{figure} {moved}: van {first} in {trend['first']} naar {last} in {trend['last']}."


def missing_years(years: Sequence[int], *, what: str) -> str:
    """Return which years have no figure; empty when every year has one.

    Examples
    --------
    >>> missing_years([2002, 2008], what="woningvoorraad")
    'Van woningvoorraad is voor 2002 en 2008 geen cijfer gepubliceerd; daar is geen lijn.'
    """
    if not years:
        return ""
    told = listed([str(year) for year in years])
    return f"Van {what} is voor {told} {NO_FIGURE} gepubliceerd; daar is geen lijn."


def when(event: Event) -> str:
    """Return a day or a period in words.

    Examples
    --------
    >>> from datetime import date
    >>> when(Event("gebeurtenis", "School", ("9741",), date(2016, 9, 1)))
    'sinds 1 september 2016'
    """
    if event.first_on is None:
        return ""
    if event.last_on is None:
        return f"sinds {day(event.first_on)}"
    if event.first_on == event.last_on:
        return day(event.first_on)
    return f"{day(event.first_on)} tot en met {day(event.last_on)}"


def _side(gap: float, average: str) -> str:
    size = number(abs(gap), DECIMALS)
    if float(f"{abs(gap):.{DECIMALS}f}") == 0:
        return f"gelijk aan {average}"
    return f"{size} {'lager' if gap > 0 else 'hoger'} dan {average}"
