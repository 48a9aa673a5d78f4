"""Classes of numbers and how they look: deviations around zero, and five equal groups."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.style import DEVIATION_BORDERS, NINE, OUTLINE, Mark
from layers.words import number

# One hue from pale to deep: more or less of something, never better or worse.
FIVE = ("#eef0f4", "#cfd6e1", "#a8b4c7", "#7888a2", "#4a5b78")

FILL_OPACITY = 0.8
EDGE_PX = 0.8

_STEPS = (
    "zeer veel lager",
    "veel lager",
    "lager",
    "iets lager",
    "ongeveer gelijk",
    "iets hoger",
    "hoger",
    "veel hoger",
    "zeer veel hoger",
)


def deviation_marks(*, than: str) -> tuple[Mark, ...]:
    """Return the nine marks of a deviation, keys "1" to "9", with the borders in their labels.

    Parameters
    ----------
    than
        What is compared with, such as "Nederland".
    """
    borders = [number(border, 3) for border in DEVIATION_BORDERS]
    ranges = [
        f"onder {borders[0]}",
        *(f"{low} tot {high}" for low, high in pairwise(borders)),
        f"{borders[-1]} of meer",
    ]
    labels = [f"{deviation_words(n, than=than)} ({told})" for n, told in enumerate(ranges, start=1)]
    return tuple(fill_mark(str(n), label, NINE[n - 1]) for n, label in enumerate(labels, start=1))


def deviation_words(step: int, *, than: str) -> str:
    """Return class 1 to 9 of a deviation in words.

    Examples
    --------
    >>> deviation_words(3, than="Nederland"), deviation_words(5, than="Nederland")
    ('lager dan Nederland', 'ongeveer gelijk aan Nederland')
    """
    words = _STEPS[step - 1]
    return f"{words} aan {than}" if words == "ongeveer gelijk" else f"{words} dan {than}"


def deviation_classes(values: npt.NDArray[np.floating]) -> npt.NDArray[np.uint8]:
    """Return 1 to 9 per deviation in points of the score; 0 where it is missing (NaN)."""
    classes = np.searchsorted(DEVIATION_BORDERS, values, side="right") + 1
    return np.where(np.isnan(values), 0, classes).astype("uint8")


def equal_groups(values: npt.NDArray[np.floating]) -> npt.NDArray[np.uint8]:
    """Return 1 to at most 5 per number, each group holding about as many; 0 where it is missing (NaN).

    Equal numbers are never put apart, so there may be fewer groups.

    Examples
    --------
    >>> equal_groups(np.array([1.0, 2, 3, 4, 5, np.nan])).tolist()
    [1, 2, 3, 4, 5, 0]
    >>> equal_groups(np.array([7.0, 7, 7])).tolist()
    [1, 1, 1]
    """
    known = ~np.isnan(values)
    classes = np.zeros(values.shape, dtype="uint8")
    if known.any():
        borders = np.quantile(values[known], [0.2, 0.4, 0.6, 0.8])
        above = np.searchsorted(borders, values[known], side="left")
        classes[known] = np.unique(above, return_inverse=True)[1] + 1
    return classes


def group_marks(
    values: npt.NDArray[np.floating], groups: npt.NDArray[np.uint8], *, unit: str = "{}"
) -> tuple[Mark, ...]:
    """Return a mark per group of `equal_groups`, labelled with its lowest and highest number.

    Parameters
    ----------
    values, groups
        The numbers and the group of each.
    unit
        Where the numbers stand in their unit, such as "{} %".
    """
    told = (
        pd.Series(values.ravel()).groupby(groups.ravel()).agg(["min", "max"]).drop(index=0, errors="ignore")
    )
    colours = FIVE[len(FIVE) - len(told) :]
    marks = []
    for group, low, high, colour in zip(told.index, told["min"], told["max"], colours, strict=True):
        span = plain(low) if low == high else f"{plain(low)} tot en met {plain(high)}"
        marks.append(fill_mark(str(group), unit.format(span), colour))
    return tuple(marks)


def plain(value: float) -> str:
    """Return a number with a decimal only where it has one."""
    return number(value, 0 if float(value).is_integer() else 1)


def fill_mark(key: str, label: str, colour: str) -> Mark:
    """Return a muted fill with a thin edge, as all areas that show a figure have."""
    return Mark(key, label, fill=colour, fill_opacity=FILL_OPACITY, stroke=OUTLINE, width=EDGE_PX)
