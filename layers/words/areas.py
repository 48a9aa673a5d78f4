"""Dutch words about figures of any area: the value, its margin, how sure it is and why not surer."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from gis.analysis import doubt
from layers.words.figures import DIMENSION_NAMES
from layers.words.formats import NO_FIGURE, listed, number

MEASURE_WORDS = MappingProxyType(
    {
        "inwoners": "Inwoners",
        "huishoudens": "Huishoudens",
        "inwoners_0_15": "Kinderen tot 15 jaar",
        "inwoners_65plus": "Inwoners van 65 jaar en ouder",
        "afw": "Leefbaarometer",
        **DIMENSION_NAMES,
        "koopwoningen_pct": "Koopwoningen (%)",
        "woz_waarde_keur": "WOZ-waarde (× € 1.000)",
        "inkomen_keur": "Inkomen per inwoner (× € 1.000)",
    }
)
GRADE_WORDS = MappingProxyType({"A": "heel zeker", "B": "zeker", "C": "redelijk zeker", "D": "onzeker"})
CAUSE_WORDS = MappingProxyType(
    {
        doubt.WITHIN: "binnen een buurt verschilt het (vervangende spreiding)",
        doubt.PEOPLE: "waar in de buurt mensen wonen, is niet bekend",
        doubt.EDGE: "de grens loopt door vierkanten van 100 meter",
        doubt.ROUNDING: "het cijfer is afgerond",
        doubt.WITHHELD: "van een deel is geen cijfer bekend",
        doubt.BOUNDARY: "de getekende grens is niet zeker",
        doubt.OUTSIDE: "een deel ligt buiten de bekende buurten",
        doubt.NO_DOUBT: "",
    }
)
REFUSAL_WORDS = MappingProxyType(
    {
        doubt.TOO_FEW: (
            "In dit gebied wonen te weinig mensen: cijfers zouden over personen gaan. Kies een groter gebied."
        ),
        doubt.OUTSIDE: (
            "Een deel van dit gebied ligt buiten de buurten met een bekende grens: er zijn geen cijfers."
        ),
        doubt.NO_FIGURE: "Van te veel mensen in dit gebied zijn deze cijfers niet bekend.",
    }
)

_SCORES = frozenset({"afw", "won", "fys", "vrz", "soc", "onv"})
_ONE_DECIMAL = frozenset({"inkomen_keur"})
_COUNT_STEP = 10  # an estimate of people is not told to the person


def value_words(measure: str, value: float | None) -> str:
    """Return a value as it is told.

    Examples
    --------
    >>> value_words("inwoners", 4127.3), value_words("afw", -0.1571)
    ('4.130', '...0,157')
    """
    if value is None or pd.isna(value):
        return NO_FIGURE
    if measure in _SCORES:
        return number(value, 3)
    if measure in _ONE_DECIMAL:
        return number(value, 1)
    if measure.startswith(("inwoners", "huishoudens")):
        return number(round(value / _COUNT_STEP) * _COUNT_STEP)
    return number(value)


def margin_words(row: Mapping[Hashable, Any]) -> str:
    """Return "tussen … en …", or nothing without a value."""
    if pd.isna(row["value"]):
        return ""
    low, high = (value_words(row["measure"], row[end]) for end in ("low", "high"))
    return f"tussen {low} en {high}" if low != high else ""


def sure_words(row: Mapping[Hashable, Any]) -> str:
    """Return how sure a figure is, in words; nothing without a value."""
    return "" if pd.isna(row["value"]) else GRADE_WORDS[row["grade"]]


def why_sentences(figures: pd.DataFrame) -> list[str]:
    """Return what makes margins wide and why figures are missing, each with the figures that it is about."""
    found = []
    for cause, told in figures[figures["value"].notna()].groupby("cause", sort=False):
        if CAUSE_WORDS[str(cause)]:
            names = listed([MEASURE_WORDS[key] for key in told["measure"]])
            found.append(f"Waarom niet zekerder? {names}: {CAUSE_WORDS[str(cause)]}.")
    for cause, told in figures[figures["value"].isna()].groupby("cause", sort=False):
        names = listed([MEASURE_WORDS[key] for key in told["measure"]])
        found.append(f"{names}: geen cijfer. {REFUSAL_WORDS[str(cause)]}")
    return found


def refusal(figures: pd.DataFrame) -> str | None:
    """Return the sentence when an area has no figure at all, None when it has one."""
    if figures["value"].notna().any() or figures.empty:
        return None
    return REFUSAL_WORDS[str(figures["cause"].iloc[0])]
