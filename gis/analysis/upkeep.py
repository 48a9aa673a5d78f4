"""What asks for attention in a register: money that ends, and plans that nobody confirmed for long."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import pandas as pd

from gis.tables import ACTIVITIES, MONEY, require

AHEAD_MONTHS = 12  # how far ahead the end of money is told (our choice: a year's budget is made before it)
STALE_MONTHS = 24  # a plan that nobody confirmed for longer may be out of date (design: vocabularies)
ENDING_COLUMNS = ("id", "number", "ends_on", "amount_eur", "text")
STALE_COLUMNS = ("id", "confirmed_on", "months", "overdue")

_RUNS, _OVER, _PLANS = "bestaand", "voorbij", ("gepland", "idee")
_NO_END = date(9999, 12, 31)
_COMMITTED, _SOUGHT = "toegezegd", "gezocht"


def find_ending_money(
    activities: gpd.GeoDataFrame,
    money: pd.DataFrame,
    *,
    reference_day: date,
    ahead_months: int = AHEAD_MONTHS,
) -> pd.DataFrame:
    """Return the money of what runs that ends soon while nothing follows, the first to end first.

    Only what runs now (shown as bestaand) loses something when its money ends: a plan uses its money up
    while it is made. Money is what was committed, and an amount of which nobody said that it is merely
    sought; words without either are none. A sum ends with the last of its years, else with the period of
    its activity; soon is from the peildatum until `ahead_months` later, both days included. Something
    follows when another sum of the same activity, or of another phase of it that is not over, lasts longer;
    one of which nobody knows how long it lasts does not.

    Parameters
    ----------
    activities
        Table `activities` in RD, already cut down to what may be seen.
    money
        Table `money` of the same activities.

    Returns
    -------
    DataFrame
        On a new index `ENDING_COLUMNS`: the activity, the number of the sum in it, its last day, its amount
        [euro, missing when not plainly told] and its words.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``, ``outside_rd``.
    """
    require(activities, ACTIVITIES, "id", "shown_as", "phase_of", "running", "end_latest")
    require(money, MONEY, "id", "number", "years", "state", "recurring", "amount_eur", "text")
    columns = ["id", "shown_as", "phase_of", "running", "end_latest"]
    there = (money["state"] == _COMMITTED) | ((money["state"] != _SOUGHT) & money["amount_eur"].notna())
    sums = money[there].merge(activities[columns], on="id", how="inner")
    sums["ends_on"] = _last_days(sums)
    sums["whole"] = sums["phase_of"].where(sums["phase_of"].notna(), sums["id"])
    sums["lasts"] = sums["ends_on"].mask(sums["ends_on"].isna() & sums["running"], pd.Timestamp(_NO_END))
    last = sums["lasts"].where(sums["shown_as"] != _OVER).groupby(sums["whole"]).transform("max")
    first_day = pd.Timestamp(reference_day)
    soon = sums["ends_on"].between(first_day, first_day + pd.DateOffset(months=ahead_months))
    found = sums[soon & (sums["shown_as"] == _RUNS) & ~(sums["lasts"] < last)]
    return found.sort_values(["ends_on", "id", "number"])[list(ENDING_COLUMNS)].reset_index(drop=True)


def find_stale(
    activities: gpd.GeoDataFrame, *, reference_day: date, stale_months: int = STALE_MONTHS
) -> pd.DataFrame:
    """Return the plans that should be over by now, then those that nobody confirmed for long.

    `is_stale` says which are the latter. Both are told the longest first; one of which nobody knows since
    when it stands comes before the others. A plan whose period ended before the peildatum is told however
    lately it was confirmed.

    Parameters
    ----------
    activities
        Table `activities` in RD, already cut down to what may be seen.

    Returns
    -------
    DataFrame
        On a new index `STALE_COLUMNS`: the last day of confirmation or change and the whole months since
        (missing when not known), and whether its period ended before the peildatum.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``, ``outside_rd``.
    """
    require(activities, ACTIVITIES, "id", "shown_as", "confirmed_on", "changed_on", "end_latest")
    day = pd.Timestamp(reference_day)
    stale = is_stale(activities, reference_day=reference_day, stale_months=stale_months)
    plans = activities[stale | (activities["shown_as"].isin(_PLANS) & (activities["end_latest"] < day))]
    since = _last_said(plans)
    found = pd.DataFrame(
        {
            "id": plans["id"],
            "confirmed_on": since,
            "months": _whole_months(since, day),
            "overdue": plans["end_latest"] < day,
        }
    )
    order = found.sort_values(
        ["overdue", "confirmed_on", "id"], ascending=[False, True, True], na_position="first"
    )
    return order[list(STALE_COLUMNS)].reset_index(drop=True)


def is_stale(activities: pd.DataFrame, *, reference_day: date, stale_months: int = STALE_MONTHS) -> pd.Series:
    """Return per row whether it is a plan that nobody confirmed in so many months before the peildatum.

    Counted from the day of confirmation, else from the day of the last change; one with neither counts too.
    What runs or is over asks for no confirmation.
    """
    since = _last_said(activities)
    limit = pd.Timestamp(reference_day) - pd.DateOffset(months=stale_months)
    stale: pd.Series = activities["shown_as"].isin(_PLANS) & (since.isna() | (since < limit))
    return stale


def _last_said(activities: pd.DataFrame) -> pd.Series:
    said: pd.Series = activities["confirmed_on"].fillna(activities["changed_on"])
    return said


def _last_days(sums: pd.DataFrame) -> pd.Series:
    """Return the last day of every sum; missing when it has no end or none is known."""
    years = pd.to_datetime(sums["years"].str[-4:] + "-12-31")
    ends = sums["end_latest"].mask(sums["running"])
    return years.fillna(ends)


def _whole_months(since: pd.Series, day: pd.Timestamp) -> pd.Series:
    begun: pd.Series = (day.year - since.dt.year) * 12 + day.month - since.dt.month
    months: pd.Series = begun - (since.dt.day > day.day)
    return months.astype("Int64")
