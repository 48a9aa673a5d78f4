"""Dutch words of the kompas: marks, classes, what is compared with, and where each number comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from gis.analysis.compass import (
    BETTER,
    EQUAL,
    LOWER,
    MINIMUM_INHABITANTS,
    NO_FIGURE,
    NO_REFERENCE,
    NO_WIDTH,
    NOT_ESTIMATED,
    OTHER,
    TO_BE_SET,
    TOO_FEW,
    UNSURE,
    strengths_first,
)
from gis.workspace.compass import Compass, Reference
from gis.workspace.compass_figures import Indicator
from gis.workspace.compass_settings import Target
from layers.words.formats import NO_FIGURE as NO_FIGURE_WORDS
from layers.words.formats import listed, number, plural

MARKS = {LOWER: "▼", EQUAL: "●", BETTER: "▲", UNSURE: "●"}
STATES = {
    LOWER: "lager",
    EQUAL: "ongeveer gelijk",
    BETTER: "beter",
    OTHER: "anders",
    NO_FIGURE: NO_FIGURE_WORDS,
    TO_BE_SET: "nog te bepalen",
    TOO_FEW: f"te weinig inwoners (minder dan {MINIMUM_INHABITANTS}, of niet bekend)",
    NO_REFERENCE: "niet te vergelijken",
    NO_WIDTH: "te weinig buurten met een cijfer",
    UNSURE: "te onzeker",
    NOT_ESTIMATED: "niet te schatten voor een eigen gebied",
}
LESS_GOOD = "minder goed"  # the word for lower where "lower" could be read as good news
_TURNED = frozenset({"onv"})  # the only dimension whose name is of what is bad
REFERENCES = {
    "gemeente": "de gemeente {gemeente}",
    "g4": "de vier grote steden (G4)",
    "nl": "Nederland",
    "buurten": "de gekozen buurten samen",
}
SHORT = {"gemeente": "gemeente", "g4": "G4", "nl": "Nederland", "buurten": "gekozen buurten"}
NAMES = {
    "afw": "Leefbaarometer, alle vijf samen",
    "koopwoningen_pct": "koopwoningen",
    "woz_waarde_keur": "gemiddelde WOZ-waarde",
    "inkomen_keur": "gemiddeld inkomen per inwoner",
    "aandeel_0_15": "kinderen tot 15 jaar",
    "aandeel_65plus": "65 jaar en ouder",
}
_BASES = {
    "published": "zoals gepubliceerd",
    "zero": "de score zegt zelf hoeveel een buurt van Nederland verschilt",
    "people": "gemiddelde van {areas}, naar inwoners",
    "households": "gemiddelde van {areas}, naar huishoudens (het aantal woningen staat niet in de cijfers)",
    "estimate": "schatting: gemiddelde van {areas}, naar inwoners; een cijfer van de gemeente ontbreekt",
    "not_published": "hiervan is geen cijfer gepubliceerd om mee te vergelijken",
    "not_of_nl": "van heel Nederland staat dit cijfer niet in de bron",
    "other_year": "van de G4 is dit cijfer er alleen van 2024",
    "not_of_g4": "van de G4 is dit cijfer niet bekend",
    "none_chosen": "kies eerst met welke buurten u vergelijkt",
}
_UNITS = {
    "koopwoningen_pct": ("{} %", 0),
    "woz_waarde_keur": ("€ {}.000", 0),
    "inkomen_keur": ("€ {}.000", 1),
    "aandeel_0_15": ("{} %", 1),
    "aandeel_65plus": ("{} %", 1),
}
_SCORE_DECIMALS, _OWN_DECIMALS = 3, 2
_THOUSAND = 1_000


def indicator_name(indicator: Indicator, *, dimensions: Mapping[str, str]) -> str:
    """Return what an indicator is called on the screen."""
    name = indicator.name or NAMES.get(indicator.key) or dimensions.get(indicator.key, indicator.key)
    return name[:1].upper() + name[1:]


def figure(value: float | None, indicator: Indicator) -> str:
    """Return a value in the unit of its indicator; a missing one is "geen cijfer".

    Examples
    --------
    >>> figure(225.0, Indicator("woz_waarde_keur", "figures", 2024, 0))
    '€ 225.000'
    >>> figure(12.5, Indicator("eigen:x", "indicators", 2025, -1, unit="%"))
    '12,5 %'
    """
    if value is None or pd.isna(value):
        return NO_FIGURE_WORDS
    if indicator.role == "scores":
        return number(value, _SCORE_DECIMALS)
    if indicator.key in {"woz_waarde_keur", "inkomen_keur"}:
        told = number(_THOUSAND * round(float(value), 1))
        return f"€ {told}" if value >= 0 else f"{told[0]}€ {told[1:]}"
    if indicator.key in _UNITS:
        text, decimals = _UNITS[indicator.key]
        return text.format(number(value, decimals))
    told = number(value, _OWN_DECIMALS).rstrip("0").removesuffix(",") if value % 1 else number(value)
    return f"{told} {indicator.unit}".strip()


def difference(value: float | None, indicator: Indicator) -> str:
    """Return a difference between two values of an indicator; between two shares it is in procentpunt.

    Examples
    --------
    >>> difference(2.5, Indicator("eigen:x", "indicators", 2025, -1, unit="%"))
    '2,5 procentpunt'
    """
    return figure(value, indicator).replace("%", "procentpunt")


def state_words(state: str, indicator: Indicator) -> str:
    """Return a class or the reason that there is none, with its mark: "▼ lager".

    Examples
    --------
    >>> state_words("lower", Indicator("won", "scores", 2024, 1))
    '▼ lager'
    >>> state_words("lower", Indicator("eigen:x", "indicators", 2025, -1))
    '▼ minder goed'
    """
    word = LESS_GOOD if state == LOWER and _is_turned(indicator) else STATES[state]
    return f"{MARKS[state]} {word}" if state in MARKS else word


def reference_name(kind: str, *, gemeente: str) -> str:
    """Return what is compared with, in a sentence: "de gemeente Groningen"."""
    return REFERENCES[kind].format(gemeente=gemeente)


def basis_words(reference: Reference) -> str:
    """Return where the number compared with comes from, or why there is none."""
    one, more = ("buurt", "buurten") if reference.basis == "estimate" else ("gebied", "gebieden")
    areas = f"{reference.areas} van de {reference.among} {more}"
    if reference.areas == reference.among:
        areas = plural(reference.areas, one, more)
    return _BASES[reference.basis].format(areas=areas)


def side_words(indicator: Indicator) -> list[str]:
    """Return what a reader has to know of which side is good, in a line or none."""
    if indicator.key in _TURNED:
        return ["hoger betekent hier: minder overlast"]
    return [f"{indicator.jaar}, {way_words(indicator.way)}"] if indicator.role == "indicators" else []


def way_words(way: int) -> str:
    """Return which side is good.

    Examples
    --------
    >>> way_words(-1)
    'lager is beter'
    """
    return {1: "hoger is beter", -1: "lager is beter"}.get(way, "niet goed of slecht")


def target_words(target: Target, indicator: Indicator, *, reached: bool | None) -> str:
    """Return a target: "doel: gelijk in 2030 (nog niet bereikt)"."""
    goal = {EQUAL: "gelijk", BETTER: "beter", LOWER: "lager"}[target.state]
    if target.state == LOWER and _is_turned(indicator):
        goal = LESS_GOOD
    now = "" if reached is None else " (nu bereikt)" if reached else " (nog niet bereikt)"
    return f"doel: {goal} in {target.year}{now}"


def area_lines(compass: Compass, rows: pd.DataFrame, *, dimensions: Mapping[str, str]) -> list[str]:
    """Return what stands out in one area, what is strong first; one line per class.

    The score of all five together is not told here: its parts are. What is never good or bad is not either.

    Parameters
    ----------
    rows
        The rows of one area.
    """
    known = {one.key: one for one in compass.indicators}
    parts = strengths_first(rows[rows["indicator"].map(lambda key: known[key].way != 0 and key != "afw")])
    lines = []
    low = parts.loc[parts["class"] == LOWER, "indicator"]
    turned = any(_is_turned(known[key]) for key in low)
    heads = {
        BETTER: "beter",
        EQUAL: STATES[EQUAL],
        LOWER: "lager of minder goed" if turned else "lager",
        UNSURE: STATES[UNSURE],
    }
    for state, head in heads.items():
        names = [
            indicator_name(known[key], dimensions=dimensions).lower()
            for key in parts.loc[parts["class"] == state, "indicator"]
        ]
        if names:
            lines.append(f"{MARKS[state]} {head}: {listed(names)}")
    lacking = [state for state in (TOO_FEW, NO_FIGURE, TO_BE_SET) if state in set(parts["class"])]
    return lines or [STATES[state] for state in lacking] or [NO_FIGURE_WORDS]


def interval_words(row: Mapping[str, Any], indicator: Indicator) -> str:
    """Return between which two numbers an estimate lies; nothing for a published figure.

    Examples
    --------
    >>> interval_words({"low": 0.1, "high": 0.32}, Indicator("won", "scores", 2024, 1))
    'schatting: tussen 0,100 en 0,320'
    """
    low, high = row.get("low"), row.get("high")
    if low is None or pd.isna(low):
        return ""
    return f"schatting: tussen {figure(low, indicator)} en {figure(high, indicator)}"


def below_floor_words(*, way: int) -> str:
    """Return how a figure beyond the least acceptable value is told."""
    return "boven de bovengrens" if way < 0 else "onder de ondergrens"


def _is_turned(indicator: Indicator) -> bool:
    return indicator.way < 0 or indicator.key in _TURNED
