"""How sure a figure is: its interval from independent causes, a grade, and the cause that counts most."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.special import betaincinv, ndtri  # without scipy.stats the app starts sooner

SURE = 0.90  # of the interval: in so many of a hundred cases the truth lies in it
_TAIL = (1 - SURE) / 2
_WIDE = float(ndtri(1 - _TAIL))

# Why a figure is not sure.
WITHIN = "vervangende spreiding"  # how a part of a buurt differs from it, from how buurten differ
PEOPLE = "verdeling van inwoners"  # where in a buurt people live
EDGE = "vakken op de rand"  # squares that the border of the area cuts
ROUNDING = "afronding"
WITHHELD = "niet gepubliceerd"  # a figure that a buurt or a square does not have
BOUNDARY = "getekende grens"
OUTSIDE = "buiten de buurten"
NO_DOUBT = "geen"
# Why there is no figure.
TOO_FEW = "te weinig inwoners"
NO_FIGURE = "geen cijfer"
REFUSALS = (TOO_FEW, NO_FIGURE, OUTSIDE)

GRADES = "ABCD"
# Half the width of the interval up to which each grade goes: of an amount as part of it, of a mean as part of
# how much buurten in the country differ (their standard deviation).
AMOUNT_WIDTHS = (0.05, 0.10, 0.25)
MEAN_WIDTHS = (0.25, 0.50, 1.00)

_NOTHING = 1e-9  # of a width squared


def interval_of(value: float, variance: float, *, most: float | None = None) -> tuple[float, float]:
    """Return low and high, between which the truth lies in 90 of 100 cases.

    Parameters
    ----------
    value, variance
        The estimate and its variance.
    most
        For an amount: what it can be at most, such as all inhabitants of the buurten that the area touches.
        Its interval stays between none and that, and need not be even: a beta distribution, as long as that
        has one top; with more doubt an even interval, cut off at none and at most. None for a mean.

    Examples
    --------
    >>> [round(end, 2) for end in interval_of(10.0, 1.0)]
    [8.36, 11.64]
    >>> [round(end, 2) for end in interval_of(10.0, 25.0, most=1000.0)]
    [3.4, 19.38]
    >>> [round(end, 2) for end in interval_of(10.0, 100.0, most=1000.0)]
    [0.0, 26.45]
    """
    if variance <= _NOTHING:
        return value, value
    half = _WIDE * float(np.sqrt(variance))
    if most is None:
        return value - half, value + half
    mean, part = (value / most, variance / most**2) if most else (0.0, 1.0)
    strength = mean * (1 - mean) / part - 1
    if min(mean, 1 - mean) * strength < 1:  # piled up at none or at most: its ends may leave out the value
        return max(0.0, value - half), max(value, min(most, value + half))
    low, high = (
        most * float(betaincinv(mean * strength, (1 - mean) * strength, at)) for at in (_TAIL, 1 - _TAIL)
    )
    return low, high


def grade_of(low: float, high: float, *, size: float, amount: bool, stand_in: bool) -> str:
    """Return A (sure) to D: how wide the interval is beside the size of the figure.

    Parameters
    ----------
    size
        The amount itself, or for a mean the standard deviation between buurten of the country.
    amount
        Whether it is an amount.
    stand_in
        Whether a spread of buurten stands for one that is not known: then C at most.

    Examples
    --------
    >>> grade_of(95, 105, size=100, amount=True, stand_in=False)
    'A'
    >>> grade_of(95, 105, size=100, amount=True, stand_in=True)
    'C'
    """
    half = (high - low) / 2
    steps = AMOUNT_WIDTHS if amount else MEAN_WIDTHS
    place = sum(half > step * size * (1 + 1e-9) for step in steps)
    return GRADES[max(place, GRADES.index("C"))] if stand_in else GRADES[place]


def largest(causes: Mapping[str, float]) -> str:
    """Return the cause with the largest variance, the first of equals; `NO_DOUBT` when there is none."""
    name = max(causes, key=lambda cause: causes[cause], default=NO_DOUBT)
    return name if name in causes and causes[name] > _NOTHING else NO_DOUBT
