"""Need: what the figures of an area say beside those of its reference, and how they changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from gis.analysis.keys import require_rows
from gis.tables import DIMENSIONS, SCORES, require

# Half a class of the published dimensions, in points of the Leefbaarometer score: within it an area is
# about as good as its reference.
ABOUT = 0.0392
ABOUT_SD = 0.25  # of any other figure: this part of the standard deviation of the areas (design: methods)
DECIMALS = 4  # of a published score; differences have as many

BELOW, EQUAL, ABOVE, NO_FIGURE, NO_DIRECTION = "below", "about", "above", "no figure", "no direction"
BETTER_HIGH, BETTER_LOW, NEITHER = 1, -1, 0

VALUE_COLUMNS = ("code", "indicator", "year", "value", "coverage")
NEED_COLUMNS = (
    *("code", "indicator", "need", "value", "reference", "difference", "about", "year"),
    *("change", "change_year", "coverage"),
)


def find_needs(
    values: pd.DataFrame,
    reference: Mapping[str, float] | None,
    *,
    codes: Sequence[str],
    directions: Mapping[str, int] | None = None,
    about: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Return for every area and figure whether it is below, about or above its reference.

    The newest year of a figure counts; an area that has none of that year has no figure, also when it has an
    older one. ``difference`` is value minus reference and ``change`` is the value minus that of the year
    before it in the table, both turned so that more is better. What is missing stays missing.

    Parameters
    ----------
    values
        `VALUE_COLUMNS`: one number per area, figure and year, in the unit of the figure; ``coverage`` is the
        share of the inhabitants that it is about.
    reference
        Value by figure of what is compared with, such as the own gemeente; None when there is none.
    codes
        The areas asked, in the order of the answer.
    directions
        By figure `BETTER_HIGH` (when not told), `BETTER_LOW`, or `NEITHER` for what is never good or bad: who
        lives there, such as ages or incomes.
    about
        Largest difference by figure that still counts as about equal. Without one it is `ABOUT` points for a
        dimension of the Leefbaarometer, else a quarter of the standard deviation of `values` in that year.

    Returns
    -------
    DataFrame
        On a new index `NEED_COLUMNS`, per area its figures in the order in which they first stand in
        `values`. ``need`` is below, about, above, "no figure" or "no direction".

    Raises
    ------
    TableError
        ``column_missing``; ``key_twice`` when an area has two values of a figure in one year.

    Examples
    --------
    >>> told = [("BU1", "won", 2024, -0.05, 1.0), ("BU2", "won", 2024, None, None)]
    >>> values = pd.DataFrame(told, columns=VALUE_COLUMNS)
    >>> find_needs(values, {"won": 0.0}, codes=["BU1", "BU2"])[["code", "need", "difference"]].values.tolist()
    [['BU1', 'below', -0.05], ['BU2', 'no figure', nan]]
    """
    require_rows(values, VALUE_COLUMNS, key=("code", "indicator", "year"), table="values")
    parts = [
        _of_figure(
            str(name),
            told,
            codes=codes,
            reference=np.nan if reference is None else _number(reference.get(str(name))),
            direction=(directions or {}).get(str(name), BETTER_HIGH),
            about=(about or {}).get(str(name)),
        )
        for name, told in values.groupby("indicator", sort=False)
    ]
    if not parts:
        return pd.DataFrame(columns=list(NEED_COLUMNS))
    table = pd.concat(parts, ignore_index=True)
    order = table["code"].map({code: place for place, code in enumerate(codes)})
    return table.iloc[np.argsort(order.to_numpy(), kind="stable")].reset_index(drop=True)


def score_values(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the dimensions of table `scores` as values: differences with the Netherlands [points].

    A published score is about everybody in its area: coverage is 1.

    Raises
    ------
    TableError
        ``column_missing``.
    """
    require(scores, SCORES, "code", "score_jaar", *DIMENSIONS)
    long = scores.melt(["code", "score_jaar"], list(DIMENSIONS), "indicator", "value")
    told = long.rename(columns={"score_jaar": "year"})
    value = told["value"].astype("float64")
    return told.assign(value=value, coverage=value.where(value.isna(), 1.0))[list(VALUE_COLUMNS)]


def pool_values(values: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Return values of areas that are made of others: the mean by people, and of how many of them it tells.

    For what is a mean or a share (a score, a percentage), not for counts.

    Parameters
    ----------
    members
        `area`, `code` of a part and `people` in it [persons, or dwellings]; one without a number is left out.

    Returns
    -------
    DataFrame
        `VALUE_COLUMNS`; ``coverage`` is the people in parts with a value among those in all parts. An area
        in which nobody is known to live has no value.

    Raises
    ------
    TableError
        ``column_missing``, ``key_twice``.
    """
    require_rows(values, VALUE_COLUMNS, key=("code", "indicator", "year"), table="values")
    parts = members[members["people"].notna()]
    joined = parts.merge(values, on="code")
    known = joined[joined["value"].notna()]
    people = known["people"].astype("float64")
    keys = ["area", "indicator", "year"]
    sums = (
        known.assign(people=people * known["coverage"].fillna(1.0), told=people * known["value"], base=people)
        .groupby(keys, sort=False)[["people", "told", "base"]]
        .sum()
        .reset_index()
    )
    whole = parts.groupby("area")["people"].sum().astype("float64")
    some = sums["base"] > 0
    value = (sums["told"] / sums["base"].where(some)).astype("float64")
    coverage = (sums["people"] / sums["area"].map(whole).where(some)).astype("float64")
    return sums.assign(code=sums["area"], value=value, coverage=coverage)[list(VALUE_COLUMNS)]


def _of_figure(
    name: str,
    told: pd.DataFrame,
    *,
    codes: Sequence[str],
    reference: float,
    direction: int,
    about: float | None,
) -> pd.DataFrame:
    years = sorted(told["year"].dropna().unique(), reverse=True)
    newest = told[told["year"] == years[0]].set_index("code") if years else told.set_index("code")
    older = told[told["year"] == years[1]].set_index("code") if len(years) > 1 else newest.iloc[:0]
    value, before = (
        frame["value"].reindex(list(codes)).astype("float64").to_numpy() for frame in (newest, older)
    )
    if about is None:
        about = (
            ABOUT if name in DIMENSIONS else ABOUT_SD * float(newest["value"].astype("float64").std(ddof=0))
        )
    turn = direction or BETTER_HIGH
    difference = np.round(turn * (value - reference), DECIMALS)
    change = np.round(turn * (value - before), DECIMALS)
    words = np.select([difference < -about, difference > about], [BELOW, ABOVE], EQUAL)
    words = np.where(np.isnan(difference), NO_FIGURE, words)
    return pd.DataFrame(
        {
            "code": list(codes),
            "indicator": name,
            "need": np.where((direction == NEITHER) & (words != NO_FIGURE), NO_DIRECTION, words),
            "value": value,
            "reference": reference,
            "difference": difference,
            "about": about,
            "year": pd.array([years[0] if years else None] * len(codes), dtype="Int64"),
            "change": change,
            "change_year": pd.array([years[1] if len(years) > 1 else None] * len(codes), dtype="Int64"),
            "coverage": newest["coverage"].reindex(list(codes)).astype("float64").to_numpy(),
        },
        columns=list(NEED_COLUMNS),
    )


def _number(told: float | None) -> float:
    return np.nan if told is None or pd.isna(told) else float(told)
