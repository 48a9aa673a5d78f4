"""Bars over time: activities on one scale of months, sure and fuzzy ends apart."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.analysis.moments import month_of, to_months
from gis.periods import Period
from gis.tables import ACTIVITIES, require
from layers.words.periods import UNKNOWN_PERIOD, unsure_words

YEARS_BACK, YEARS_AHEAD = 2, 8  # of the peildatum; what lies further away is told by an arrow
_ENDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")
_NEEDED = ("id", "title", "theme_group", "shown_as", "period_text", "running", *_ENDS)
_ONE_DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class Bar:
    """When one activity runs, ready to draw.

    Parameters
    ----------
    id, label
        Of the activity.
    start_earliest, start_latest, end_earliest, end_latest
        Moments [months since year 0], an end at the close of its day; None is not known, or without an
        end when `running`. What exists at the peildatum has begun and has not ended by then.
    running
        Whether no end is foreseen.
    style
        bestaand, gepland, idee or voorbij.
    group
        Letter of the theme group.
    period, unsure
        The period as told, and what is not sure of it, in words; "periode onbekend" has no bar.
    """

    id: str
    label: str
    start_earliest: float | None
    start_latest: float | None
    end_earliest: float | None
    end_latest: float | None
    running: bool
    style: str
    group: str
    period: str
    unsure: str

    @property
    def known(self) -> bool:
        """Whether there is anything to draw."""
        return self.running or self.start_earliest is not None or self.end_latest is not None


@dataclass(frozen=True)
class Scale:
    """Where the years lie: from one January to another, and the peildatum; months since year 0."""

    first: int
    last: int
    today: float


@dataclass(frozen=True)
class Chart:
    """A few bars on one scale and the moment they have in common, from one month to another; None is open."""

    bars: tuple[Bar, ...]
    scale: Scale
    moment: tuple[float | None, float | None] | None = None


def make_bars(activities: gpd.GeoDataFrame, *, reference_day: date) -> list[Bar]:
    """Return one bar per activity: what begins first comes first, what is not known last.

    Parameters
    ----------
    activities
        Table `activities`, already cut down to what may be seen.
    reference_day
        The peildatum.

    Raises
    ------
    TableError
        ``column_missing``.
    """
    require(activities, ACTIVITIES, *_NEEDED)
    months = {
        name: to_months(activities[name] + _ONE_DAY if name.startswith("end") else activities[name])
        for name in _ENDS
    }
    today = month_of(reference_day)
    runs = activities["running"].to_numpy(dtype=bool) | (activities["shown_as"] == "bestaand").to_numpy(
        dtype=bool
    )
    begun = runs & np.isnan(months["start_latest"]) & ~(months["end_latest"] < today)
    months["start_latest"] = np.where(begun, today, months["start_latest"])
    goes_on = runs & np.isnan(months["end_earliest"]) & (months["start_latest"] <= today)
    months["end_earliest"] = np.where(goes_on, today, months["end_earliest"])
    rows = activities[list(_NEEDED)].to_dict("records")
    periods = [_period(row) for row in rows]
    ends = zip(*([_told(month) for month in months[name]] for name in _ENDS), strict=True)
    bars = [
        Bar(
            id=str(row["id"]),
            label=str(row["title"]),
            start_earliest=moments[0],
            start_latest=moments[1],
            end_earliest=moments[2],
            end_latest=moments[3],
            running=bool(row["running"]),
            style=str(row["shown_as"]),
            group=str(row["theme_group"]),
            period=told.text if told.known else UNKNOWN_PERIOD,
            unsure=unsure_words(told),
        )
        for row, told, moments in zip(rows, periods, ends, strict=True)
    ]
    return sorted(bars, key=_order)


def make_scale(bars: Sequence[Bar], *, reference_day: date) -> Scale:
    """Return whole years that hold bars and peildatum, within `YEARS_BACK` and `YEARS_AHEAD` of it."""
    today, year = month_of(reference_day), reference_day.year
    starts = [month for bar in bars for month in (bar.start_earliest, bar.start_latest) if month is not None]
    ends = [month for bar in bars for month in (bar.end_earliest, bar.end_latest) if month is not None]
    first = min([today, *starts, *ends]) // 12
    last = max(
        *(month // 12 + 1 for month in (today, *starts)), *(-(-month // 12) for month in (today, *ends))
    )
    return Scale(
        12 * int(max(first, year - YEARS_BACK)), 12 * int(min(last, year + YEARS_AHEAD + 1)), round(today, 3)
    )


def make_moment(start: date | None, end: date | None) -> tuple[float | None, float | None]:
    """Return the moment between two days, both in it [months since year 0]; None is open.

    Examples
    --------
    >>> [month - 12 * 2027 for month in make_moment(date(2027, 12, 1), date(2027, 12, 31))]
    [11.0, 12.0]
    """
    return (
        None if start is None else round(month_of(start), 3),
        None if end is None else round(month_of(end + timedelta(days=1)), 3),
    )


def _period(row: Mapping[Hashable, Any]) -> Period:
    first, second, third, fourth = (None if pd.isna(row[name]) else row[name].date() for name in _ENDS)
    text = "" if pd.isna(row["period_text"]) else str(row["period_text"])
    return Period(text, first, second, third, fourth, bool(row["running"]))


def _told(month: float) -> float | None:
    return None if np.isnan(month) else round(float(month), 3)


def _order(bar: Bar) -> tuple[bool, float, float, str, str]:
    """Sort by begin, then by end; an open begin is the oldest, an unknown period comes last."""
    start = bar.start_earliest if bar.start_earliest is not None else -np.inf
    end = bar.end_latest if bar.end_latest is not None else np.inf
    return not bar.known, start, end, bar.label.casefold(), bar.id
