"""Dutch sentences about a buurt: its figures beside others, and what nobody does there yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from gis.analysis.needs import ABOUT
from layers.style import DEVIATION_BORDERS, SCORE_CLASSES
from layers.words.formats import NO_FIGURE, listed, number, plural

SIGNAL = "Dit cijfer is een signaal. Het zegt niet waardoor het komt."
DIMENSION_NAMES = {
    "won": "Woningvoorraad",
    "fys": "Fysieke omgeving",
    "vrz": "Voorzieningen",
    "soc": "Sociale samenhang",
    "onv": "Overlast en onveiligheid",
}
BORDER_WIDTH = 0.005  # points of the score: closer to a class border is "op de grens"
NEED_WORDS = {
    "below": "lager",
    "about": "ongeveer gelijk",
    "above": "hoger",
    "no direction": "anders",
    "no figure": NO_FIGURE,
}
SUPPLY_WORDS = {
    "none": "niemand",
    "citywide": "alleen voor de hele gemeente",
    "thin": "weinig",
    "ok": "genoeg",
    "crowded": "druk",
}
WIDE_WORDS = {"regio": "de hele regio", "provincie": "de hele provincie", "rijk": "heel Nederland"}
UNSHARED_WORDS = {
    "no_party": "nog niet verdeeld: er is geen partij genoemd",
    "declined": "nog niet verdeeld: wie gevraagd is, heeft hier geen taak",
    "agreement_nobody": "afspraak waar niemand op let",
    "agreement_late": "afspraak is over de datum",
    "money_ends": "geld houdt op en er volgt niets",
}
SPREAD_WORDS = {"cells": "inwoners per vierkant van 100 m", "area": "inwoners verspreid over de buurt"}


def need_words(need: str) -> str:
    """Return the word for a need: below is "lager" (than the own gemeente), and so on."""
    return NEED_WORDS[need]


def wide_words(reach: str) -> str | None:
    """Return for whom something is that reaches further than a gemeente; None for any other reach.

    Examples
    --------
    >>> wide_words("regio"), wide_words("wijk")
    ('de hele regio', None)
    """
    return WIDE_WORDS.get(reach)


def supply_words(supply: str) -> str:
    """Return the word for what there is: none is "niemand", and so on."""
    return SUPPLY_WORDS[supply]


def spread_words(spread: str) -> str:
    """Return how inhabitants were counted for a share of them within reach."""
    return SPREAD_WORDS[spread]


def unshared_words(reason: str) -> str:
    """Return why something is a gap though no figure tells it."""
    return UNSHARED_WORDS[reason]


def inhabitants(count: float | None) -> str:
    """Return "ongeveer 6.580 inwoners": published counts are rounded."""
    if count is None or pd.isna(count):
        return "aantal inwoners niet bekend"
    return f"ongeveer {plural(int(count), 'inwoner', 'inwoners')}"


def on_border(value: float) -> bool:
    """Return whether a difference with the Netherlands lies within 0.005 of a class border.

    Examples
    --------
    >>> on_border(-0.0745), on_border(-0.073)
    (True, False)
    """
    return any(abs(value - border) <= BORDER_WIDTH + 1e-9 for border in DEVIATION_BORDERS)


def score_class(kscore: float | None) -> str:
    """Return the class of the Leefbaarometer in words, "geen score" when there is none.

    Examples
    --------
    >>> score_class(5), score_class(None)
    ('voldoende', 'geen score')
    """
    return "geen score" if kscore is None or pd.isna(kscore) else SCORE_CLASSES[int(kscore) - 1]


def score_sentence(
    score: Mapping[str, Any] | None, *, gemeente: str = "", reference: Mapping[str, Any] | None = None
) -> str:
    """Return the sentence about the Leefbaarometer score of a buurt, in Markdown.

    Parameters
    ----------
    score
        `score_jaar`, `kscore` and `afw` of the buurt; None when there is no score.
    gemeente
        Name of the own gemeente.
    reference
        `afw` of the own gemeente; None when not known.
    """
    if score is None or pd.isna(score["kscore"]):
        return "Leefbaarometer: **geen score**. Voor deze buurt is geen score gepubliceerd."
    told = int(score["kscore"])
    head = f"Leefbaarometer {int(score['score_jaar'])}: **{score_class(told)}** (klasse {told} van 9)."
    if pd.isna(score["afw"]):
        return head
    rows = [("van Nederland", float(score["afw"]))]
    if reference is not None and not pd.isna(reference["afw"]):
        rows.append((f"van de gemeente {gemeente}", float(score["afw"]) - float(reference["afw"])))
    return f"{head} {_compare(rows)}"


def _compare(rows: list[tuple[str, float]]) -> str:
    """Tell differences with averages; those with the same word share it."""
    words = [_word(difference) for _, difference in rows]
    told = [f"{place} (verschil {number(difference, 3)})" for place, difference in rows]
    if len(set(words)) == 1:
        return f"{words[0].capitalize()} het gemiddelde {listed(told)}."
    parts = (f"{word.capitalize()} het gemiddelde {one}." for word, one in zip(words, told, strict=True))
    return " ".join(parts)


def _word(difference: float) -> str:
    if abs(difference) <= ABOUT:
        return "ongeveer gelijk aan"
    return "hoger dan" if difference > 0 else "lager dan"


def strong_and_weak(score: Mapping[str, Any], *, dimensions: Mapping[str, str]) -> str:
    """Return the strong points first, then the weak ones, against the Netherlands; empty when there are none.

    Parameters
    ----------
    score
        The dimensions of the buurt, differences with the Netherlands.
    dimensions
        Name of each dimension in words, `Vocabulary.dimensions`.

    Examples
    --------
    >>> names = {"won": "woningvoorraad", "vrz": "voorzieningen"}
    >>> strong_and_weak({"won": -0.12, "vrz": 0.09}, dimensions=names)
    'Sterk: voorzieningen. Zwak: woningvoorraad.'
    """
    known = {name: float(score[name]) for name in dimensions if not pd.isna(score[name])}
    strong = sorted((name for name in known if known[name] > ABOUT), key=lambda name: -known[name])
    weak = sorted((name for name in known if known[name] < -ABOUT), key=lambda name: known[name])
    told = (("Sterk", strong), ("Zwak", weak))
    return " ".join(
        f"{word}: {', '.join(dimensions[name] for name in names)}." for word, names in told if names
    )


def dimension_sentence(name: str, value: float | None) -> str:
    """Return one dimension against the Netherlands, and whether it lies on a class border.

    Examples
    --------
    >>> dimension_sentence("voorzieningen", 0.0831)
    'voorzieningen: hoger dan het gemiddelde van Nederland (verschil 0,083), op de grens'
    """
    if value is None or pd.isna(value):
        return f"{name}: {NO_FIGURE}"
    edge = ", op de grens" if on_border(value) else ""
    return f"{name}: {_word(value)} het gemiddelde van Nederland (verschil {number(value, 3)}){edge}"


def short_difference(value: float | None) -> str:
    """Return a difference with the Netherlands in few words, and whether it lies on a class border.

    Examples
    --------
    >>> short_difference(0.12), short_difference(None)
    ('hoger (0,120)', 'geen cijfer')
    """
    if value is None or pd.isna(value):
        return NO_FIGURE
    edge = ", op de grens" if on_border(value) else ""
    return f"{_word(value).rpartition(' ')[0]} ({number(value, 3)}){edge}"


def gap_sentence(
    cell: Mapping[str, Any], *, buurt: str, theme_group: str, dimensions: Mapping[str, str], made: bool
) -> str:
    """Return what a cell of the table says: who does something, and what the figure says.

    Parameters
    ----------
    cell
        One row of `gis.analysis.gaps.find_gaps`.
    buurt, theme_group
        Their names.
    made
        Whether the plans are an example: the sentence then says "in dit voorbeeld".
    """
    where = f"{buurt}{', in dit voorbeeld' if made else ''}"
    count = int(cell["activities"])
    does = plural(count, "activiteit", "activiteiten") if count else "nog niemand doet iets"
    city = int(cell["citywide"])
    wide = (
        f"; {plural(city, 'activiteit geldt', 'activiteiten gelden')} voor de hele gemeente" if city else ""
    )
    head = f"{theme_group} in {where}: {does}{wide}."
    if cell["need"] in {"no figure", "no direction"}:
        return f"{head} Er is geen cijfer."
    about = {"below": "lager dan", "about": "ongeveer gelijk aan", "above": "hoger dan"}[cell["need"]]
    figure = dimensions[cell["need_dimension"]]
    difference = number(cell["need_difference"], 3)
    return f"{head} Het cijfer voor {figure} is {about} dat van de gemeente (verschil {difference})."
