"""Kompas of any area: estimates with their interval beside a reference; a class only when that is sure."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from gis.analysis import doubt
from gis.analysis.compass import (
    BETTER,
    COMPASS_COLUMNS,
    DECIMALS,
    EQUAL,
    LOWER,
    NO_FIGURE,
    NO_REFERENCE,
    NO_WIDTH,
    NOT_ESTIMATED,
    OTHER,
    TOO_FEW,
    UNSURE,
)
from gis.analysis.keys import require_rows
from gis.analysis.needs import NEITHER

ESTIMATE_COLUMNS = ("area_id", "measure", "value", "low", "high", "cause")
BESIDE_COLUMNS = (*COMPASS_COLUMNS, "low", "high")
_NUMBERS = ("value", "reference", "difference", "width", "floor", "low", "high")


def compare_estimates(
    estimates: pd.DataFrame,
    references: Mapping[str, float],
    *,
    ways: Mapping[str, int],
    widths: Mapping[str, float],
    floors: Mapping[str, float],
) -> pd.DataFrame:
    """Return estimates beside references; lower, about or better only when the whole interval says so.

    Parameters
    ----------
    estimates
        `ESTIMATE_COLUMNS` of `gis.analysis.figures.find_figures`: without a value the cause says why.
    references, ways, widths, floors
        By indicator, as in `gis.analysis.compass.compare`; the keys of `ways` are the indicators asked.

    Returns
    -------
    DataFrame
        On a new index `BESIDE_COLUMNS`: per area a row for each indicator. What is not estimated is
        "not estimated"; where the interval crosses a border of the band the class is "unsure".

    Raises
    ------
    TableError
        ``column_missing``, ``key_twice``.

    Examples
    --------
    >>> rows = [("A", "won", -0.2, -0.3, -0.1, ""), ("A", "onv", -0.1, -0.3, 0.1, "")]
    >>> told = pd.DataFrame(rows, columns=list(ESTIMATE_COLUMNS))
    >>> ways, widths, around = (dict.fromkeys(("won", "onv"), one) for one in (1, 0.04, 0.0))
    >>> compare_estimates(told, around, ways=ways, widths=widths, floors={})["class"].tolist()
    ['lower', 'unsure']
    """
    require_rows(estimates, ESTIMATE_COLUMNS, key=("area_id", "measure"), table="schattingen")
    areas = estimates["area_id"].drop_duplicates()
    asked = pd.MultiIndex.from_product([areas, list(ways)], names=["code", "indicator"]).to_frame(index=False)
    known = estimates[list(ESTIMATE_COLUMNS)].rename(columns={"area_id": "code", "measure": "indicator"})
    told = asked.merge(known, on=["code", "indicator"], how="left", indicator="found")
    for name in ("value", "low", "high"):
        told[name] = told[name].astype("Float64").astype("float64")
    for name, given in (("reference", references), ("width", widths), ("floor", floors)):
        told[name] = [float(given.get(key, np.nan)) for key in told["indicator"]]
    told["difference"] = (told["value"] - told["reference"]).round(DECIMALS)
    way = told["indicator"].map(ways).to_numpy(dtype=int)
    # How the worst and the best of the interval lie, with a better side up; either way without one.
    ends = told[["low", "high"]].to_numpy() * np.where(way == NEITHER, 1, way)[:, None]
    worst, best = ends.min(axis=1), ends.max(axis=1)
    sign = np.where(way == NEITHER, 1, way)
    told["below_floor"] = (way != NEITHER) & (best < told["floor"] * sign)
    told["class"] = _classify(told, way, worst - told["reference"] * sign, best - told["reference"] * sign)
    return told[list(BESIDE_COLUMNS)].astype(dict.fromkeys(_NUMBERS, "Float64"))


def _classify(told: pd.DataFrame, way: np.ndarray, worst: pd.Series, best: pd.Series) -> pd.Series:
    """Return the class of each row; the first reason that holds decides."""
    width = told["width"]
    classes = np.select(
        [
            told["found"] != "both",
            told["cause"] == doubt.TOO_FEW,
            told["value"].isna(),
            told["below_floor"],
            told["reference"].isna(),
            width.isna(),
            (worst >= -width) & (best <= width),
            (way == NEITHER) & ((best < -width) | (worst > width)),
            best < -width,
            worst > width,
        ],
        [NOT_ESTIMATED, TOO_FEW, NO_FIGURE, LOWER, NO_REFERENCE, NO_WIDTH, EQUAL, OTHER, LOWER, BETTER],
        UNSURE,
    )
    return pd.Series(classes, index=told.index, dtype="str")
