"""When activities run: told periods on one scale of months, and the time between them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

SEASONS = ("voorjaar", "zomer", "najaar", "winter")  # of three months, from March on
DECIMALS = 6  # of a month: under three seconds, so that sums of parts of months compare as they should
_FIRST_MONTH = 2  # March, counted from 0
_MONTHS_TO_1970 = 12 * 1970  # numpy counts from there


@dataclass(frozen=True)
class Spans:
    """Earliest and latest start and end day of activities [months since year 0]; an open side is infinite.

    `known` is False where nothing at all is told; `running` is True where no end is foreseen.
    """

    start_earliest: Numbers
    start_latest: Numbers
    end_earliest: Numbers
    end_latest: Numbers
    known: Flags
    running: Flags


def to_months(days: pd.Series) -> Numbers:
    """Return days as months since year 0: the whole months plus the part of the month; a missing day is nan.

    Examples
    --------
    >>> to_months(pd.Series(pd.to_datetime(["2027-09-16", None]))) - 12 * 2027
    array([8.5, nan])
    """
    told = pd.to_datetime(days).to_numpy(dtype="datetime64[D]")
    month = told.astype("datetime64[M]")
    first, next_first = month.astype("datetime64[D]"), (month + 1).astype("datetime64[D]")
    part = (told - first) / (next_first - first)
    whole = month.astype(np.int64) + _MONTHS_TO_1970
    return np.where(np.isnat(told), np.nan, whole + part)


def month_of(day: date) -> float:
    """Return one day as months since year 0; see `to_months`."""
    return 12 * day.year + day.month - 1 + (day.day - 1) / calendar.monthrange(day.year, day.month)[1]


def to_day(months: float) -> date | None:
    """Return the day that holds a moment on the scale of months; None for an open side.

    Examples
    --------
    >>> to_day(12 * 2027 + 8.5), to_day(float("inf"))
    (datetime.date(2027, 9, 16), None)
    """
    if not np.isfinite(months):
        return None
    tiny = 1e-6  # months: less than a minute, for the rounding of sums
    whole = int(np.floor(months + tiny))
    length = calendar.monthrange(whole // 12, whole % 12 + 1)[1]
    return date(whole // 12, whole % 12 + 1, 1 + int((months + tiny - whole) * length))


def move_days(days: pd.Series, months: npt.NDArray[np.int64]) -> pd.Series:
    """Return days moved by whole months, row by row (negative: earlier); a missing day stays missing.

    The last day of a month stays the last day, so that a period of whole months stays one. A day that
    the other month does not have becomes its last day: moving there and back may end one to three days off.

    Examples
    --------
    >>> days = pd.Series(pd.to_datetime(["2027-06-30", "2027-01-30", "2029-12-31"]))
    >>> move_days(days, np.array([1, 1, -18])).dt.strftime("%Y-%m-%d").tolist()
    ['2027-07-31', '2027-02-28', '2028-06-30']
    """
    told = days.to_numpy(dtype="datetime64[D]")
    before = told.astype("datetime64[M]")
    after = before + months.astype("timedelta64[M]")
    day = told - before.astype("datetime64[D]")  # counted from 0
    last, new_last = (
        (month + 1).astype("datetime64[D]") - month.astype("datetime64[D]") - 1 for month in (before, after)
    )
    moved = after.astype("datetime64[D]") + np.where(day == last, new_last, np.minimum(day, new_last))
    return pd.Series(moved.astype("datetime64[s]"), index=days.index, name=days.name)


def season_of(months: float) -> int:
    """Return the number of the season that holds a moment; one more is one season later.

    Examples
    --------
    >>> season_name(season_of(month_of(date(2028, 1, 5))))
    ('winter', 2027)
    """
    return int((months - _FIRST_MONTH) // 3)


def season_name(season: int) -> tuple[str, int]:
    """Return the word and the year of a season; winter carries the year of its December."""
    return SEASONS[season % 4], season // 4


def read_spans(activities: pd.DataFrame, *, reference_day: date) -> Spans:
    """Return the four ends of every activity's period, in the order of the rows.

    A start that is not told is open (it may be long ago); at the latest it is the peildatum for what
    runs, and the told end for what does not. An end that is not told is open; at the earliest it is
    the start, or never when the offer is running.

    Parameters
    ----------
    activities
        Table `activities`.
    reference_day
        The peildatum: what runs then has begun.
    """
    start_earliest, start_latest, end_earliest, end_latest = (
        to_months(activities[name])
        for name in ("start_earliest", "start_latest", "end_earliest", "end_latest")
    )
    running = activities["running"].to_numpy(dtype=bool)
    runs_now = running | (activities["shown_as"] == "bestaand").to_numpy(dtype=bool)
    last_day = np.where(np.isnan(end_latest), np.inf, end_latest)
    begun = np.where(runs_now, np.minimum(month_of(reference_day), last_day), last_day)
    known = running | ~np.isnan(start_earliest) | ~np.isnan(end_latest)
    first_day = np.where(np.isnan(start_earliest), -np.inf, start_earliest)
    ended = np.where(running, np.inf, first_day)
    return Spans(
        start_earliest=first_day,
        start_latest=np.where(np.isnan(start_latest), begun, start_latest),
        end_earliest=np.where(np.isnan(end_earliest), ended, end_earliest),
        end_latest=last_day,
        known=known,
        running=running,
    )


def is_vague(pairs: pd.DataFrame, activities: pd.DataFrame) -> Flags:
    """Return which pairs begin or stop to run at once in a month that is not sure.

    Parameters
    ----------
    pairs
        Needs ``a_id`` and ``b_id``.
    activities
        Table `activities`. What runs without a told begin has begun; what has no end is sure of that.

    Examples
    --------
    >>> days = pd.to_datetime(["2028-01-01", "2027-09-01"])
    >>> ends = pd.to_datetime(["2028-12-31", "2028-05-01"]), pd.to_datetime(["2028-12-31", "2028-08-31"])
    >>> told = pd.DataFrame({"id": ["A", "B"], "start_earliest": days, "start_latest": days,
    ...     "end_earliest": ends[0], "end_latest": ends[1], "running": False, "shown_as": "gepland"})
    >>> is_vague(pd.DataFrame({"a_id": ["A"], "b_id": ["B"]}), told)
    array([ True])
    """
    runs = (activities["running"] | (activities["shown_as"] == "bestaand")).to_numpy(dtype=bool)
    first, first_at_last = _months_or(activities["start_earliest"], -np.inf), np.where(runs, -np.inf, np.inf)
    first_at_last = _months_or(activities["start_latest"], first_at_last)
    last, last_at_first = (_months_or(activities[name], np.inf) for name in ("end_latest", "end_earliest"))
    rows = pd.Index(activities["id"])
    a, b = rows.get_indexer(pairs["a_id"]), rows.get_indexer(pairs["b_id"])
    begins = np.maximum(first[a], first[b]) == np.maximum(first_at_last[a], first_at_last[b])
    stops = np.minimum(last[a], last[b]) == np.minimum(last_at_first[a], last_at_first[b])
    return np.asarray(~(begins & stops), dtype=bool)


def _months_or(days: pd.Series, otherwise: float | Numbers) -> Numbers:
    """Return the whole months since year 0 of days, and something else where there is no day."""
    months = np.floor(to_months(days))
    return np.where(np.isnan(months), otherwise, months)


def least_gaps(spans: Spans, one: Places, other: Places) -> Numbers:
    """Return the least months between two activities, end day to begin day; 0 when they may meet.

    Every fuzzy end counts at its widest. Where one of the two is unknown it is nan.

    Parameters
    ----------
    one, other
        Positions in `spans`, pair by pair.
    """
    return _gaps(spans.start_earliest, spans.end_latest, spans.known, one, other)


def most_gaps(spans: Spans, one: Places, other: Places) -> Numbers:
    """Return the most months between two activities: as `least_gaps`, every fuzzy end at its narrowest."""
    return _gaps(spans.start_latest, spans.end_earliest, spans.known, one, other)


def _gaps(begins: Numbers, ends: Numbers, known: Flags, one: Places, other: Places) -> Numbers:
    begins = np.where(known, begins, np.nan)
    gaps = np.maximum(begins[other] - ends[one], begins[one] - ends[other])
    return np.round(np.maximum(gaps, 0, out=gaps), DECIMALS, out=gaps)
