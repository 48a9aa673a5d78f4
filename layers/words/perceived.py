"""How sure the line of a neighbourhood is, in words."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from gis.analysis.certainty import Certainty, Enough
from gis.analysis.outline import Outline
from layers.words.formats import listed, number, plural

RESIDENTS = "bewoner"
_NOT_PROFESSIONAL = {RESIDENTS, "ondernemer", "anders"}
_ROLE_GROUPS = {
    "bewoner": "Bewoners",
    "gemeente": "Mensen van de gemeente",
    "corporatie": "Mensen van een corporatie",
    "wijkteam": "Mensen van het wijkteam",
    "welzijn": "Mensen van welzijn",
    "politie": "Mensen van de politie",
    "zorg": "Mensen uit de zorg",
    "onderwijs": "Mensen uit het onderwijs",
    "ondernemer": "Ondernemers",
}
_SHARP_M = 10  # narrower than a street: one line
_METRES = 5  # to which a width is rounded

_ENOUGH = {
    "few": "Nog te weinig om dat te zeggen: er zijn minstens vijf tekeningen nodig.",
    "not_yet": "Nog niet. Met meer tekeningen kan de kern nog flink veranderen.",
    "nearly": "Bijna. Met meer tekeningen kan de kern nog een stukje verschuiven.",
    "enough": "Ja. Met meer tekeningen verandert de kern waarschijnlijk niet veel meer.",
}


def hectares(area_m2: float) -> str:
    """Return an area in hectares, with one decimal.

    Examples
    --------
    >>> hectares(204_000)
    '20,4 ha'
    """
    return f"{number(area_m2 / 10_000, 1)} ha"


def certainty_sentences(certainty: Certainty | None, *, drawings: int) -> list[str]:
    """Return how sure the line is: how wide the band, and how large the kern might have been."""
    if certainty is None:
        count = plural(drawings, "tekening", "tekeningen")
        return [f"Met {count} is dat niet te zeggen: er zijn er minstens vijf nodig."]
    if math.isnan(certainty.width_m):
        return ["Er is geen kern, dus ook geen grens."]
    if certainty.width_m < _SHARP_M:
        told = "De grens is vrij zeker: met andere tekenaars loopt hij bijna overal hetzelfde."
    else:
        wide = _METRES * round(certainty.width_m / _METRES)
        told = (
            f"De grens is onzeker over een strook van gemiddeld {wide} meter breed (gearceerd op de kaart)."
        )
    low, high = hectares(certainty.low_m2).removesuffix(" ha"), hectares(certainty.high_m2)
    return [told, f"Met andere tekenaars was de kern waarschijnlijk {low} tot {high} groot."]


def enough_sentence(enough: Enough) -> str:
    """Return whether more drawings would still change the kern."""
    return _ENOUGH[enough]


def curve_sentence(curve: pd.Series) -> str:
    """Return what the curve shows at its middle, for who does not see it."""
    half = max(2, int(curve.index[-1]) // 2)
    count, share = plural(half, "tekening", "tekeningen"), number(float(curve.loc[half]) * 100)
    return f"De kern uit {count} is gemiddeld voor {share} % gelijk aan de kern uit alle {curve.index[-1]}."


def role_sentences(compared: pd.DataFrame, roles: Sequence[str]) -> list[str]:
    """Return which roles drew otherwise than the others, or why that cannot be said.

    Parameters
    ----------
    compared
        As `gis.analysis.likeness.compare_roles` gives it.
    roles
        The roles that drew.
    """
    if compared.empty:
        return ["Er zijn te weinig tekeningen per rol om rollen te vergelijken (minstens drie van elk)."]
    clear = compared[compared["clear"]]
    if clear.empty:
        return ["De rollen tekenden niet duidelijk anders. Wat verschilt, kan toeval zijn."]
    each_other = len(compared) == 2 and set(compared["role"]) == set(roles)  # noqa: PLR2004 - one comparison
    return [
        f"{_group(row['role'])} ({row['drawings']}) tekenden het anders dan {_others(row['role'], roles)} "
        f"({row['others']}). Dat is geen toeval."
        for row in (clear.head(1) if each_other else clear).to_dict("records")
    ]


def _group(role: str) -> str:
    return _ROLE_GROUPS.get(role, f"Mensen met rol {role}")


def _others(role: str, roles: Sequence[str]) -> str:
    rest = set(roles) - {role}
    if role == RESIDENTS and not rest & _NOT_PROFESSIONAL:
        return "professionals"
    return "de anderen"


def outline_sentence(outline: Outline) -> str:
    """Return what a crisp line keeps of the kern and which lines it follows."""
    what = "van de mensen" if outline.by_people else "van de oppervlakte"
    kept = f"Binnen de strakke lijn ligt {number(outline.kept * 100)} % {what} van de kern."
    if not outline.follows:
        return f"{kept} Er loopt geen buurtgrens vlak langs de kern."
    names = listed([f"{name} ({number(metres)} m)" for name, metres in outline.follows])
    return f"{kept} De lijn volgt de grens van {names}."
