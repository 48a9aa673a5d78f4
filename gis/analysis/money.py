"""Money told per area, theme, partner or year, with what may not be added together kept apart."""

from __future__ import annotations

from itertools import product
from typing import Literal

import numpy as np
import pandas as pd

from gis.tables import MONEY, require

By = Literal["area", "theme", "partner", "year"]

_STATES = {"toegezegd": "committed", "gezocht": "sought", "onbekend": "unstated"}
_RECURRING = {"eenmalig": "once", "structureel": "yearly", "onbekend": "unknown"}
_NOBODY = ""  # the group of a sum that tells none, while groups are made

AMOUNTS = tuple(  # euro; of what is yearly: euro per year
    f"{first}{state}_{recurring}"
    for first, state, recurring in product(("", "additional_"), _STATES.values(), _RECURRING.values())
)
COUNTS = ("activities", "sums", "without_amount")


def totals(money: pd.DataFrame, *, by: By) -> pd.DataFrame:
    """Return the money of each group in columns that are never added together, and of all together.

    A sum of an activity in several areas, or for several years, is not divided: nobody told how. It is told
    whole at each of them, these groups say `shared`, and the last row counts it once. So the groups may add
    up to more than the last row. An area is the code as told: money of a wijk does not count in its buurten.

    Parameters
    ----------
    money
        Table `money`.
    by
        ``area`` (the codes of the activity), ``theme`` (the main theme), ``partner`` (the party named first)
        or ``year`` (the years told with the sum; the period of the activity says nothing about them).

    Returns
    -------
    DataFrame
        On a new index one row per group in the order of their names, then one for the sums without such a
        name (missing), then one for all (`whole`), with

        - a column called as `by`, the name of the group;
        - ``whole``, whether the row is of all sums, and ``shared``;
        - ``activities`` and ``sums`` counted, and ``without_amount``, the sums among them without an amount;
        - `AMOUNTS` in euro: committed, sought or unstated, each once, yearly (euro per year) or unknown, and
          the same again for what is additional. Missing, never 0, where nobody told such an amount.

    Raises
    ------
    TableError
        ``column_missing``.
    """
    require(money, MONEY, *MONEY.columns)
    groups = _groups(money, by)
    told_at = np.array([len(names) for names in groups], dtype=np.intp)
    sums = _spread(money).assign(shared=told_at > 1)
    names = pd.Series([name for names in groups for name in names], dtype="str")
    told = sums.take(np.repeat(np.arange(len(sums)), told_at)).reset_index(drop=True)
    by_name = _add_up(told.assign(group=names))
    rows = [
        by_name[by_name["group"] != _NOBODY].assign(whole=False),
        by_name[by_name["group"] == _NOBODY].assign(whole=False),
        _together(sums).assign(whole=True),
    ]
    table = pd.concat([part for part in rows if len(part)], ignore_index=True)
    table["group"] = table["group"].where(table["group"] != _NOBODY)
    table = table.astype(dict.fromkeys(AMOUNTS, "Float64") | dict.fromkeys(COUNTS, "Int64"))
    return table.rename(columns={"group": by})[[by, "whole", "shared", *COUNTS, *AMOUNTS]]


def _spread(money: pd.DataFrame) -> pd.DataFrame:
    """Return one row per sum with its amount in the one column of `AMOUNTS` where it belongs."""
    amounts = money["amount_eur"].to_numpy(dtype=np.float64, na_value=np.nan)
    at = [
        AMOUNTS.index(("additional_" if extra else "") + f"{_STATES[state]}_{_RECURRING[recurring]}")
        for extra, state, recurring in zip(
            money["additional"], money["state"], money["recurring"], strict=True
        )
    ]
    cells = np.full((len(money), len(AMOUNTS)), np.nan)
    cells[np.arange(len(money)), np.array(at, dtype=np.intp)] = amounts
    spread = pd.DataFrame(cells, columns=list(AMOUNTS))
    return spread.assign(id=money["id"].to_numpy(), sums=1, without_amount=np.isnan(amounts).astype(np.int64))


def _groups(money: pd.DataFrame, by: By) -> list[list[str]]:
    """Return the names of the groups that each sum is told at."""
    if by == "area":
        return [list(dict.fromkeys(codes)) or [_NOBODY] for codes in money["area_codes"]]
    if by == "year":
        return [_years(told) for told in money["years"].fillna("")]
    names = money["theme" if by == "theme" else "organisation"].fillna(_NOBODY)
    return [[name] for name in names]


def _years(told: str) -> list[str]:
    """Return every year of "2027-2029".

    Examples
    --------
    >>> _years("2027-2029"), _years("2027"), _years("")
    (['2027', '2028', '2029'], ['2027'], [''])
    """
    first, _, last = told.partition("-")
    return [str(year) for year in range(int(first), int(last or first) + 1)] if told else [_NOBODY]


def _add_up(told: pd.DataFrame) -> pd.DataFrame:
    """Return one row per group in the order of their names: the counts and the amounts."""
    groups = told.groupby("group", sort=True)
    amounts = groups[list(AMOUNTS)].sum(min_count=1)
    counts = groups[["sums", "without_amount"]].sum()
    counts = counts.assign(activities=groups["id"].nunique(), shared=groups["shared"].any())
    return amounts.join(counts).reset_index()


def _together(sums: pd.DataFrame) -> pd.DataFrame:
    """Return the one row of all sums, each counted once."""
    row = sums[list(AMOUNTS)].sum(min_count=1).to_dict() | sums[["sums", "without_amount"]].sum().to_dict()
    more = {"group": _NOBODY, "activities": sums["id"].nunique(), "shared": bool(sums["shared"].any())}
    return pd.DataFrame([row | more])
