"""Dutch sentences about likely doubles, and about what somebody does already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from layers.words.formats import number, plural

NOBODY_YET = "Nog niemand doet dit hier, voor zover wij weten."

_NEARLY = 0.8  # of a name that is alike
_ONE_SPOT_M = 10  # metres within which two middles are one place
_KILOMETRE = 1000
_AREAS = {
    "same": "hetzelfde gebied",
    "within": "het ene gebied ligt in het andere",
    "other": "wel in een ander gebied",
}


def double_reason(pair: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """Return the one sentence that tells why a record may be a double, with its numbers.

    Parameters
    ----------
    pair
        One row of `gis.analysis.doubles.find_doubles`.
    other
        The record it resembles: one row of the table `activities`, as this reader may see it.

    Examples
    --------
    >>> pair = {"title_alike": 0.9, "distance_m": 76.3, "area": None, "same_theme": True, "same_kind": False,
    ...         "same_people": False, "same_party": False, "overlap_months": 6.0, "gap_months": 0.0}
    >>> double_reason(pair, {"title": "Eettafel 65-plus", "organisation": "bewonersvereniging"})
    "Lijkt op 'Eettafel 65-plus' van bewonersvereniging: bijna dezelfde naam, 76 meter uit elkaar, tegelijk,
    hetzelfde thema."
    """
    party = "" if pd.isna(other["organisation"]) else f" van {other['organisation']}"
    told = [_name_words(pair), _place_words(pair), _time_words(pair), _subject_words(pair)]
    told += [
        "dezelfde doelgroep" if pair["same_people"] else "",
        "dezelfde partij" if pair["same_party"] else "",
    ]
    return f"Lijkt op '{other['title']}'{party}: {', '.join(words for words in told if words)}."


def distance_words(metres: float) -> str:
    """Return a distance in words: "op dezelfde plek", "76 meter uit elkaar" or "1,2 kilometer uit elkaar"."""
    if metres < _ONE_SPOT_M:
        return "op dezelfde plek"
    return f"{_length_words(metres)} uit elkaar"


def away_words(metres: float) -> str:
    """Return how far something is from a place: "hier", "op 76 meter" or "op 1,2 kilometer"."""
    if metres < _ONE_SPOT_M:
        return "hier"
    return f"op {_length_words(metres)}"


def _length_words(metres: float) -> str:
    if round(metres) < _KILOMETRE:
        return f"{number(metres)} meter"
    return f"{number(metres / _KILOMETRE, 1)} kilometer"


def _name_words(pair: Mapping[str, Any]) -> str:
    alike = pair["title_alike"]
    if alike >= 1:
        return "dezelfde naam"
    return "bijna dezelfde naam" if alike >= _NEARLY else "een naam die erop lijkt" if alike else ""


def _place_words(pair: Mapping[str, Any]) -> str:
    if pd.isna(pair["distance_m"]):
        return _AREAS.get(pair["area"], "")
    return distance_words(pair["distance_m"])


def _time_words(pair: Mapping[str, Any]) -> str:
    if pd.isna(pair["gap_months"]):
        return ""
    if pair["overlap_months"] > 0:
        return "tegelijk"
    months = round(pair["gap_months"])
    return f"met {plural(months, 'maand', 'maanden')} ertussen" if months else "meteen na elkaar"


def _subject_words(pair: Mapping[str, Any]) -> str:
    if pair["same_theme"] and pair["same_kind"]:
        return "hetzelfde thema en dezelfde soort"
    return "hetzelfde thema" if pair["same_theme"] else "dezelfde soort" if pair["same_kind"] else ""
