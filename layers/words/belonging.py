"""What people feel about places in words: how far a facility is, and where a barrier runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from layers.words.formats import number, plural

_NEAR_M = 10.0  # metres: nearer is "in" for whoever drew a kern by hand
_ALONG_M = 50.0  # metres along an edge; less is a crossing
_STEP_M = 10  # to which metres are told


def metres(length_m: float) -> str:
    """Return a length to ten metres.

    Examples
    --------
    >>> metres(304.0)
    '300 meter'
    """
    return f"{number(round(length_m / _STEP_M) * _STEP_M)} meter"


def facility_sentence(row: Mapping[Any, Any]) -> str:
    """Return how far one facility is from the kern and how many say that it feels as theirs."""
    where = "in de kern" if row["distance_m"] < _NEAR_M else f"{metres(row['distance_m'])} van de kern"
    yes, no = int(row["ours"]), int(row["not_ours"])
    told = [f"voelt van ons: {number(yes)} keer ja"] if yes else []
    told += [f"{'' if yes else 'voelt van ons: '}{number(no)} keer nee"] if no else []
    return f"{row['name']}: {where}, {' en '.join(told)}."


def barrier_sentence(row: Mapping[Any, Any]) -> str:
    """Return where one barrier runs: along the edge of the kern, through it, or elsewhere."""
    told = []
    if row["along_m"] >= _ALONG_M:
        told.append(f"loopt {metres(row['along_m'])} langs de rand van de kern")
    if row["parts"] > 1:
        told.append(f"deelt de kern in {number(int(row['parts']))} stukken")
    elif row["inside_m"] >= _ALONG_M:
        told.append(f"loopt {metres(row['inside_m'])} door de kern")
    count = plural(int(row["told"]), "keer genoemd", "keer genoemd")
    return f"{row['name']} ({count}) {' en '.join(told) or 'ligt niet bij de kern'}."
