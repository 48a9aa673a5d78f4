"""Kompas: figures of areas beside a reference, in three classes; what is no figure gets no class."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from gis.analysis.keys import require_rows
from gis.analysis.needs import ABOUT, ABOUT_SD, NEITHER
from gis.tables import DIMENSIONS

# The three classes, from weak to strong, and what a figure is that has no good side and is not about equal.
LOWER, EQUAL, BETTER = "lower", "about", "better"
OTHER = "other"
# Why there is no class.
NO_FIGURE, TO_BE_SET, TOO_FEW = "no figure", "to be set", "too few"
NO_REFERENCE, NO_WIDTH = "no reference", "no width"
UNSURE, NOT_ESTIMATED = "unsure", "not estimated"  # of estimates alone, see `gis.analysis.beside`
CLASSES = (LOWER, EQUAL, BETTER)
STATES = (
    *(*CLASSES, OTHER, NO_FIGURE, TO_BE_SET, TOO_FEW, NO_REFERENCE, NO_WIDTH),
    *(UNSURE, NOT_ESTIMATED),
)

# Fewer people than this get no class: with so few one household moves a figure from one class to another, and
# the figure begins to be about people who can be known. The same minimum as for figures of any area.
MINIMUM_INHABITANTS = 50
SCORE_WIDTHS = MappingProxyType(dict.fromkeys(("afw", *DIMENSIONS), ABOUT))  # points of the score
DECIMALS = 6  # of what is computed from values, so that a difference as wide as the band is still within it

VALUE_COLUMNS = ("code", "indicator", "value")
COMPASS_COLUMNS = (*VALUE_COLUMNS, "reference", "difference", "width", "floor", "below_floor", "class")
_NUMBERS = ("value", "reference", "difference", "width", "floor")
_NOTHING: Mapping[str, float] = MappingProxyType({})


def compare(
    values: pd.DataFrame,
    references: Mapping[str, float],
    *,
    ways: Mapping[str, int],
    widths: Mapping[str, float],
    floors: Mapping[str, float] = _NOTHING,
    inhabitants: pd.Series | None = None,
    minimum: int = MINIMUM_INHABITANTS,
) -> pd.DataFrame:
    """Return every figure beside its reference: the difference and its class.

    A figure that differs no more than the width is about equal. Else it is better or lower, on the side that
    its way says; without a good side it is only "other". A figure worse than its floor is always lower,
    whatever the reference: not every buurt has to reach the average, but none should be below the floor.

    Parameters
    ----------
    values
        `VALUE_COLUMNS` in the unit of the indicator; ``to_be_set`` flags a value that is still to be set.
    references
        By indicator, in its unit; one without has no reference.
    ways
        By indicator: +1 when higher is better, -1 when lower is, 0 without a good side (ages, incomes).
    widths
        By indicator: the largest difference that is still about equal.
    floors
        By indicator: the least acceptable value. It counts only where a way is good.
    inhabitants
        Persons by area. An area that is not among them, or has none published, has too few; None when nobody
        knows, and then the minimum holds for nobody.
    minimum
        Fewer inhabitants than this give no class.

    Returns
    -------
    DataFrame
        `COMPASS_COLUMNS` on the index of `values`; ``difference`` is value minus reference, ``class`` one of
        `STATES`, ``below_floor`` whether the floor says so.

    Raises
    ------
    TableError
        ``column_missing``; ``key_twice`` when an area has two values of one indicator.

    Examples
    --------
    >>> told = pd.DataFrame([("BU1", "onv", -0.093), ("BU2", "onv", -0.05)], columns=VALUE_COLUMNS)
    >>> found = compare(told, {"onv": -0.034}, ways={"onv": 1}, widths=SCORE_WIDTHS)
    >>> found[["difference", "class"]].to_numpy().tolist()
    [[-0.059, 'lower'], [-0.016, 'about']]
    """
    require_rows(values, VALUE_COLUMNS, key=("code", "indicator"), table="kompas")
    names = values["indicator"]
    told = values[["code", "indicator"]].assign(
        value=values["value"].astype("Float64").astype("float64"),
        reference=_by(names, references),
        width=_by(names, widths),
        floor=_by(names, floors),
    )
    told["difference"] = (told["value"] - told["reference"]).round(DECIMALS)
    way = names.map(lambda name: ways.get(name, NEITHER)).to_numpy(dtype=int)
    few = _has_few(values["code"], inhabitants, minimum)
    below = (way != NEITHER) & (((told["value"] - told["floor"]) * way).round(DECIMALS) < 0)
    told["below_floor"] = below & ~few
    waiting = values.get("to_be_set", pd.Series(data=False, index=values.index))
    told["class"] = _classify(told, way, waiting=waiting, few=few)
    return told[list(COMPASS_COLUMNS)].astype(dict.fromkeys(_NUMBERS, "Float64"))


def find_widths(values: pd.DataFrame, *, share: float = ABOUT_SD) -> dict[str, float]:
    """Return how far a figure may be from its reference and still be about equal, by indicator.

    Of the Leefbaarometer half a class (`SCORE_WIDTHS`); of any other figure a share of the standard deviation
    of the areas, each counted once. An indicator of which fewer than two areas have a figure has no width.

    Parameters
    ----------
    values
        `VALUE_COLUMNS` of the buurten of one gemeente.

    Examples
    --------
    >>> told = pd.DataFrame([("BU1", "koop", 20.0), ("BU2", "koop", 60.0)], columns=VALUE_COLUMNS)
    >>> find_widths(told)
    {'koop': 5.0}
    """
    require_rows(values, VALUE_COLUMNS, key=("code", "indicator"), table="kompas")
    told = values.assign(value=values["value"].astype("Float64")).dropna(subset="value")
    spread = told.astype({"value": "float64"}).groupby("indicator", sort=True)["value"].std(ddof=0)
    count = told.groupby("indicator", sort=True)["value"].size()
    found = {str(name): round(share * float(sd), DECIMALS) for name, sd in spread[count > 1].items()}
    fixed = {name: SCORE_WIDTHS[name] for name in spread.index if name in SCORE_WIDTHS}
    return found | fixed


def mean_reference(values: pd.DataFrame, weights: pd.DataFrame) -> pd.DataFrame:
    """Return the mean of some areas per indicator, each area by its people or dwellings.

    Parameters
    ----------
    values
        `VALUE_COLUMNS` of the areas that are the reference.
    weights
        By area (the index) and indicator (the columns): how many it is about. An indicator without a column
        has no mean.

    Returns
    -------
    DataFrame
        By indicator: ``reference``, and of how many of the areas (``areas`` of ``among``); an area without a
        figure or without a weight does not count. No row where none counts.

    Examples
    --------
    >>> told = pd.DataFrame([("BU1", "won", -0.1), ("BU2", "won", 0.2)], columns=VALUE_COLUMNS)
    >>> mean_reference(told, pd.DataFrame({"won": {"BU1": 200, "BU2": 100}})).to_dict("index")
    {'won': {'reference': 0.0, 'areas': 2, 'among': 2}}
    """
    require_rows(values, VALUE_COLUMNS, key=("code", "indicator"), table="kompas")
    long = weights.rename_axis("code").reset_index().melt("code", var_name="indicator", value_name="weight")
    told = values[["code", "indicator", "value"]].merge(long, on=["code", "indicator"])
    numbers = told[["value", "weight"]].astype("Float64").astype("float64")
    told = told.assign(value=numbers["value"], weight=numbers["weight"].where(numbers["weight"] > 0))
    known = told.dropna(subset=["value", "weight"])
    # Sorted first, so that the last digit does not depend on the order of the rows.
    known = known.sort_values(["indicator", "code"]).assign(product=known["value"] * known["weight"])
    sums = known.groupby("indicator")[["product", "weight"]].sum()
    return pd.DataFrame(
        {
            "reference": (sums["product"] / sums["weight"]).round(DECIMALS),
            "areas": known.groupby("indicator")["code"].nunique(),
            "among": values["code"].nunique(),
        }
    )


def strengths_first(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of one area of `compare`: what is strong first, then equal, then lower, then the rest.

    Within a class the largest difference, in widths, comes first; equals stay in their order.
    """
    rank = {state: place for place, state in enumerate((BETTER, EQUAL, LOWER, OTHER))}
    width = rows["width"].where(rows["width"] > 0)
    far = (rows["difference"].abs() / width).fillna(0.0).where(rows["class"].isin([BETTER, LOWER]), 0.0)
    order = pd.DataFrame({"rank": rows["class"].map(rank).fillna(len(rank)), "far": -far.astype(float)})
    return rows.loc[order.sort_values(["rank", "far"], kind="stable").index]


def meets(state: str, target: str) -> bool | None:
    """Return whether a class is as good as a target class; None where there is no class.

    Examples
    --------
    >>> meets("about", "about"), meets("lower", "about"), meets("no figure", "about")
    (True, False, None)
    """
    return CLASSES.index(state) >= CLASSES.index(target) if state in CLASSES else None


def find_serving(
    placed: pd.DataFrame, activities: pd.DataFrame, *, themes: Mapping[str, tuple[str, ...]]
) -> pd.DataFrame:
    """Return which activities serve which indicator in which area: their theme belongs to it.

    That an activity serves a figure does not mean that it moves it.

    Parameters
    ----------
    placed
        `id` and `buurtcode` of every activity that is in an area.
    activities
        `id`, `theme`, `other_themes`, `shown_as`; what is over does not count.
    themes
        By indicator: the themes that belong to it.

    Returns
    -------
    DataFrame
        `area`, `indicator`, `id`, once each, sorted, on a new index.
    """
    alive = activities[activities["shown_as"] != "voorbij"]
    told = pd.DataFrame(
        [
            (name, theme)
            for name, main, others in zip(alive["id"], alive["theme"], alive["other_themes"], strict=True)
            for theme in (main, *others)
        ],
        columns=["id", "theme"],
    )
    calls = pd.DataFrame(
        [(indicator, theme) for indicator, names in themes.items() for theme in names],
        columns=["indicator", "theme"],
    )
    found = told.merge(calls, on="theme").merge(placed[["id", "buurtcode"]], on="id")
    columns = ["code", "indicator", "id"]
    found = found.rename(columns={"buurtcode": "code"})[columns].drop_duplicates()
    return found.sort_values(columns, ignore_index=True)


def _classify(told: pd.DataFrame, way: np.ndarray, *, waiting: pd.Series, few: np.ndarray) -> pd.Series:
    """Return the class of each row; the first reason that holds decides."""
    difference = told["difference"].to_numpy()
    classes = np.select(
        [
            waiting.to_numpy(dtype=bool),
            told["value"].isna(),
            few,
            told["below_floor"],
            told["reference"].isna(),
            told["width"].isna(),
            np.abs(difference) <= told["width"],
            way == NEITHER,
            difference * way > 0,
        ],
        [TO_BE_SET, NO_FIGURE, TOO_FEW, LOWER, NO_REFERENCE, NO_WIDTH, EQUAL, OTHER, BETTER],
        LOWER,
    )
    return pd.Series(classes, index=told.index, dtype="str")


def _has_few(codes: pd.Series, inhabitants: pd.Series | None, minimum: int) -> np.ndarray:
    if inhabitants is None:
        return np.zeros(len(codes), dtype=bool)
    people = codes.map(inhabitants).astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    return np.asarray(~(people >= minimum))


def _by(names: pd.Series, told: Mapping[str, float]) -> np.ndarray:
    """Return the number of each row's indicator; missing where there is none."""
    return np.array([float(told.get(name, np.nan)) for name in names], dtype=float)
