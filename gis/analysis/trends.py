"""Trends of figures: what a place did itself, and apart from that its distance to the average."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pandas as pd

from gis.analysis.keys import require_rows
from gis.analysis.needs import ABOUT, BETTER_HIGH, BETTER_LOW, NEITHER

# The five classes of the distance to the average (design: vocabularies).
SMALLER, LARGER, SAME = "kleiner", "groter", "vrijwel gelijk"
AT_OR_BETTER, TOO_FEW = "op of beter dan gemiddelde", "te weinig waarnemingen"
GAP_TRENDS = (SMALLER, LARGER, SAME, AT_OR_BETTER, TOO_FEW)
FORWARD, BACKWARD, UP, DOWN = "vooruit", "achteruit", "hoger", "lager"  # of the level itself

ALL_HIGHER: Mapping[str, int] = MappingProxyType({})  # every figure of the Leefbaarometer: higher is better

# No publisher says how small a change is none. Of the 4,048 postcodes with a score in 2020 and in 2022 half
# changed less than 0.0175 points, and of their dimensions less than 0.004 to 0.012.
SCORE_WIDTH, DIMENSION_WIDTH = 0.02, 0.01
DECIMALS = 6  # of a value and of all that is computed from it

SERIES_COLUMNS = ("area", "indicator", "jaar", "value", "reference")
TREND_COLUMNS = (
    *("area", "indicator", "first", "last", "value_first", "value_last"),
    *("gap_first", "gap_last", "level_change", "gap_change", "level_trend", "gap_trend"),
)


def add_gaps(series: pd.DataFrame, *, ways: Mapping[str, int] = ALL_HIGHER) -> pd.DataFrame:
    """Return a copy with ``gap``: the distance of each value to its reference, where more is worse.

    Parameters
    ----------
    series
        `SERIES_COLUMNS`: one row per area, indicator and year; values in the unit of the indicator.
    ways
        Per indicator which way is good, `BETTER_HIGH` when nothing is told. Of one that is `NEITHER` (ages,
        origin, incomes) the gap is how far a value lies from its reference, on whichever side.

    Returns
    -------
    DataFrame
        On the index of `series`; missing where the value or the reference is.

    Raises
    ------
    TableError
        ``column_missing``; ``key_twice`` when an area has two values of one year.

    Examples
    --------
    >>> told = pd.DataFrame([("wijken", "werk", 2012, 60.0, 68.0)], columns=SERIES_COLUMNS)
    >>> add_gaps(told)["gap"].tolist()
    [8.0]
    """
    require_rows(series, SERIES_COLUMNS, key=("area", "indicator", "jaar"), table="series")
    behind = (series["reference"].astype("Float64") - series["value"].astype("Float64")).round(DECIMALS)
    way = _ways(series["indicator"], ways)
    return series.assign(gap=behind.abs().where(way == NEITHER, behind * way))


def find_trends(
    series: pd.DataFrame,
    *,
    first: int,
    last: int,
    widths: Mapping[str, float],
    level_widths: Mapping[str, float] | None = None,
    ways: Mapping[str, int] = ALL_HIGHER,
) -> pd.DataFrame:
    """Return what every area did between two years: its level, and apart from it its distance to the average.

    The trend of the distance is the sign of the gap's size in the last year minus its size in the first, and
    none when both differ no more than the width. An area that is at its reference or better in the last year
    has no distance left; one that was better and is worse now had none then, so its distance became larger.

    Parameters
    ----------
    series
        `SERIES_COLUMNS`.
    first, last
        The two years that are compared.
    widths
        Per indicator, in its own unit, how much the distance may differ and still be about equal. An
        indicator without one is not told.
    level_widths
        The same for the level; None for `widths`.
    ways
        As in `add_gaps`.

    Returns
    -------
    DataFrame
        `TREND_COLUMNS`, one row per area and indicator, in that order, on a new index. ``level_change`` is
        in the unit of the indicator; ``gap_change`` below 0 is a smaller distance. ``level_trend`` is
        vooruit or achteruit (hoger or lager where no way is good), vrijwel gelijk, te weinig waarnemingen;
        ``gap_trend`` one of `GAP_TRENDS`.

    Raises
    ------
    TableError
        As in `add_gaps`.

    Examples
    --------
    >>> rows = [("wijken", "werk", 2007, 58.0, 67.0), ("wijken", "werk", 2012, 60.0, 68.0)]
    >>> told = pd.DataFrame(rows, columns=SERIES_COLUMNS)
    >>> find_trends(told, first=2007, last=2012, widths={"werk": 0.5})[["level_trend", "gap_trend"]].values
    array([['vooruit', 'kleiner']], dtype=object)
    """
    rows = _ends(add_gaps(series, ways=ways), first, last, indicators=list(widths))
    way = _ways(rows["indicator"], ways)
    level = (rows["value_last"].astype("Float64") - rows["value_first"].astype("Float64")).round(DECIMALS)
    to_bridge = [
        rows[name].mask((rows[name] < 0).fillna(value=False), 0.0) for name in ("gap_first", "gap_last")
    ]
    change = (to_bridge[1] - to_bridge[0]).round(DECIMALS)
    gap_trend = _signs(change, _by_name(rows["indicator"], widths), words=(SMALLER, SAME, LARGER))
    at_or_better = (rows["gap_last"] <= 0).fillna(value=False) & change.notna() & (way != NEITHER)
    level_width = _by_name(rows["indicator"], widths if level_widths is None else level_widths)
    moved = _signs(level, level_width, words=(DOWN, SAME, UP))
    return rows.assign(
        first=first,
        last=last,
        level_change=level,
        gap_change=change,
        level_trend=_judged(moved, way),
        gap_trend=gap_trend.mask(at_or_better, AT_OR_BETTER),
    )[list(TREND_COLUMNS)]


def is_slipping(trends: pd.DataFrame, *, about: float = ABOUT) -> pd.Series:
    """Return which rows are about as good as their reference and went back: a watch list, for partners only.

    Parameters
    ----------
    trends
        As `find_trends` gives them.
    about
        Largest distance in the last year that still counts as about equal, in the unit of the indicator.

    Returns
    -------
    Series
        Of bool, on the index of `trends`.
    """
    near = (trends["gap_last"].abs() <= about).fillna(value=False)
    return (near & (trends["level_trend"] == BACKWARD)).astype(bool)


def mean_of_areas(series: pd.DataFrame, inhabitants: pd.Series) -> pd.DataFrame:
    """Return the mean of areas per indicator and year, each by its inhabitants: an estimate for the whole.

    An area without a value or without inhabitants does not count, and the two columns beside the mean say so.

    Parameters
    ----------
    series
        `area`, `indicator`, `jaar`, `value`.
    inhabitants
        Persons by area; those of one year serve for all.

    Returns
    -------
    DataFrame
        `indicator`, `jaar`, `reference`, `areas` (how many count) and `share` (0 to 1, of all `inhabitants`),
        on a new index; no row for a year in which none counts.
    """
    told = series.assign(people=series["area"].map(inhabitants).astype("Float64"))
    told = told[told["value"].notna() & (told["people"] > 0).fillna(value=False)]
    told = told.assign(product=told["value"].astype("Float64") * told["people"])
    sums = told.groupby(["indicator", "jaar"], as_index=False).agg(
        product=("product", "sum"), people=("people", "sum"), areas=("area", "nunique")
    )
    whole = float(inhabitants.clip(lower=0).sum())
    return pd.DataFrame(
        {
            "indicator": sums["indicator"],
            "jaar": sums["jaar"],
            "reference": (sums["product"] / sums["people"]).round(DECIMALS),
            "areas": sums["areas"],
            "share": sums["people"] / whole if whole else np.nan,
        }
    )


def _ways(indicators: pd.Series, ways: Mapping[str, int]) -> pd.Series:
    told = [ways.get(name, BETTER_HIGH) for name in indicators]
    return pd.Series(told, index=indicators.index, dtype="int64")


def _by_name(indicators: pd.Series, numbers: Mapping[str, float]) -> pd.Series:
    return pd.Series([numbers[name] for name in indicators], index=indicators.index, dtype="float64")


def _ends(series: pd.DataFrame, first: int, last: int, *, indicators: Sequence[str]) -> pd.DataFrame:
    """Return one row per area and indicator with its value and gap in both years."""
    told = series[series["indicator"].isin(indicators)]
    rows = told[["area", "indicator"]].drop_duplicates().sort_values(["area", "indicator"])
    for year, name in ((first, "first"), (last, "last")):
        there = told.loc[told["jaar"] == year, ["area", "indicator", "value", "gap"]]
        there = there.rename(columns={"value": f"value_{name}", "gap": f"gap_{name}"})
        rows = rows.merge(there, on=["area", "indicator"], how="left")
    return rows


def _signs(change: pd.Series, width: pd.Series, *, words: tuple[str, str, str]) -> pd.Series:
    """Return the word for less, about equal or more; too few where a year is missing."""
    less, same, more = words
    told = pd.Series(same, index=change.index, dtype="object")
    told = told.mask((change < -width).fillna(value=False), less)
    return told.mask((change > width).fillna(value=False), more).mask(change.isna(), TOO_FEW)


def _judged(moved: pd.Series, way: pd.Series) -> pd.Series:
    """Return vooruit and achteruit where a way is good."""
    up, down = moved == UP, moved == DOWN
    forward = (up & (way == BETTER_HIGH)) | (down & (way == BETTER_LOW))
    backward = (down & (way == BETTER_HIGH)) | (up & (way == BETTER_LOW))
    return moved.mask(forward, FORWARD).mask(backward, BACKWARD)
