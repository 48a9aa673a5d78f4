"""Dutch sentences about koppelkansen: why a pair is there, and what comes together where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from gis.analysis.groups import Group
from gis.analysis.scoring import STEADY
from layers.words.formats import euro, listed, number, plural, span_of_months

# What a theme group is called inside a sentence.
GROUP_WORDS = {
    "W": "wonen",
    "E": "energie",
    "S": "straat",
    "G": "groen",
    "Z": "zorg",
    "M": "meedoen",
    "K": "werk",
    "V": "veiligheid",
    "R": "regie",
}
RELATION_WORDS = {
    "kans": "koppelkans",
    "dubbel": "Doen we dit dubbel?",
    "conflict": "botst",
    "net gemist": "net gemist",
}
_PART_WORDS = {"space": "plek", "time": "tijd", "theme": "thema", "room": "schuiven"}
_STRENGTH = {1: " een beetje", 2: "", 3: " sterk"}
_SEASONS = {"voorjaar": "het voorjaar", "zomer": "de zomer", "najaar": "het najaar", "winter": "de winter"}


def group_sentence(group: Group) -> str:
    """Return the headline of a group: "In het najaar van 2027 komen hier 5 plannen samen."."""
    word, year = group.season
    when = f"{_SEASONS[word]} van {year}" + (f"-{year + 1}" if word == "winter" else "")
    perhaps = "" if group.certainty == "zeker" else "misschien "
    return f"In {when} komen hier {perhaps}{plural(group.plans, 'plan', 'plannen')} samen."


def street_open(group: Group) -> str:
    """Return "straat open: nu 2 keer, samen 1 keer"; empty when no two members work in one street."""
    return f"straat open: nu {group.streets_open} keer, samen 1 keer" if group.streets_open else ""


def group_money(group: Group) -> str:
    """Return the money of a group as told; what nobody told is not counted as nothing.

    The three purposes stand apart: "€ 1.400.000 toegezegd, € 915.000 wordt nog gezocht".
    """
    told = (
        (group.money_committed, "toegezegd"),
        (group.money_sought, "wordt nog gezocht"),
        (group.money_unstated, "genoemd (niet bekend of het is toegezegd)"),
    )
    return ", ".join(f"{euro(amount)} {purpose}" for amount, purpose in told if amount is not None) or euro(
        None
    )


def join_sentence(group: Group, titles: Mapping[str, str]) -> str:
    """Return "Kan aanhaken: …" with the running offers; empty when there are none."""
    names = [titles[one] for one in group.can_join]
    return f"Kan aanhaken: {listed(names)}." if names else ""


def pair_reason(pair: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """Return the one sentence that tells why a pair is there, with its numbers.

    Parameters
    ----------
    pair
        One row of `gis.analysis.overlap.find_pairs`.
    titles
        Name by id, as this reader may see it.
    """
    both = f"{titles[pair['a_id']]} en {titles[pair['b_id']]}"
    relation, place, time = pair["relation"], _place_words(pair), _time_words(pair)
    if relation == "net gemist" or pair["time"] == "rustperiode":
        return _after_each_other(pair, titles)
    sure = "" if pair["certainty"] == "zeker" else "Mogelijk: "
    if relation == "dubbel":
        return f"Doen we dit dubbel? {sure}{both} {place} en {time}; thema en doelgroep zijn gelijk."
    return f"{sure}{both} {place} en {time}; {_theme_words(pair)}."


def points_line(pair: Mapping[str, Any], steady: float | None = None) -> str:
    """Return what a kans is worth with its parts, and whether it keeps its place under other weights.

    Only a kans is worth points; `steady` is how often it is in the top ten (`scoring.stability`).

    Examples
    --------
    >>> pair = {"relation": "kans", "score": 81.5, "part_space": 30.0, "part_time": 25.0, "part_theme": 20.0}
    >>> points_line({**pair, "part_room": 6.5}, 0.9)
    '81,5 punten (plek 30 + tijd 25 + thema 20 + schuiven 6,5) · blijft in de top 10'
    """
    if pair["relation"] != "kans":
        return ""
    parts = " + ".join(f"{name} {_points(pair[f'part_{key}'])}" for key, name in _PART_WORDS.items())
    told = f"{_points(pair['score'])} punten ({parts})"
    if steady is None:
        return told
    return f"{told} · {'blijft in de top 10' if steady >= STEADY else 'hangt af van de weging'}"


def _points(value: float) -> str:
    return number(value, 0 if value == round(value) else 1)


def _after_each_other(pair: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """Tell net gemist and graafrust: one began some time after the other ended."""
    first = pair["a_id"] if pd.isna(pair["first_id"]) else pair["first_id"]
    second = pair["b_id"] if first == pair["a_id"] else pair["a_id"]
    known = not pd.isna(pair["first_id"])
    wait = _wait_words(pair) if known else "misschien kort"
    sure = "" if pair["certainty"] == "zeker" else "mogelijk "
    if pair["time"] == "rustperiode":
        return (
            f"{titles[second]} begint {wait} na {titles[first]} in dezelfde straat; "
            f"dan is {sure}de straat pas open geweest (graafrust)."
        )
    head = "Mogelijk net gemist" if sure else "Net gemist"
    if not known:
        both = f"{titles[first]} en {titles[second]}"
        return f"{head}: {both} {_place_words(pair)} en {_time_words(pair)}; één van de twee is voorbij."
    return (
        f"{head}: {titles[second]} begint {wait} nadat {titles[first]} voorbij was; ze {_place_words(pair)} "
        f"en hadden samen gekund."
    )


def _place_words(pair: Mapping[str, Any]) -> str:
    if pair["space"] == "unknown":
        return "liggen misschien bij elkaar (plek onbekend)"
    perhaps = "" if pair["place_certain"] else " misschien"
    if pair["space"] == "overlap":
        return f"liggen{perhaps} over elkaar"
    if pair["space"] == "same_street":
        return f"liggen{perhaps} in dezelfde straat"
    metres = round(pair["distance_m"])
    if metres == 0:
        return f"liggen{perhaps} tegen elkaar aan"
    return f"liggen{' ongeveer' if perhaps else ''} {number(metres)} m van elkaar"


def _time_words(pair: Mapping[str, Any]) -> str:
    if pair["time"] == "onbekend":
        return "lopen misschien tegelijk (periode onbekend)"
    perhaps = "" if pair["time_certain"] else " misschien"
    if pair["time"] == "tegelijk":
        start, end = (
            None if pd.isna(pair[name]) else pair[name] for name in ("together_from", "together_to")
        )
        return f"lopen{perhaps} tegelijk {span_of_months(start, end)}".rstrip()
    months = _wait_words(pair)
    return f"volgen elkaar{perhaps} op" + (
        f" met {months} ertussen" if months != "meteen" else ", meteen na elkaar"
    )


def _wait_words(pair: Mapping[str, Any]) -> str:
    """Tell the months between the two: "4 maanden", "4 tot 8 maanden", "hooguit 4 maanden" or "meteen"."""
    least, most = round(pair["gap_months"]), round(pair["widest_gap_months"])
    if most > least:
        up_to = plural(most, "maand", "maanden")
        return f"{number(least)} tot {up_to}" if least else f"hooguit {up_to}"
    return plural(least, "maand", "maanden") if least else "meteen"


def _theme_words(pair: Mapping[str, Any]) -> str:
    a, b = GROUP_WORDS[pair["a_group"]], GROUP_WORDS[pair["b_group"]]
    who = "de plannen" if a == b else f"{a} en {b}"
    theme = int(pair["theme"])
    if theme == 0:
        return "twee keer werk in één straat, kort na elkaar"
    return f"{who} {'versterken' if theme > 0 else 'belemmeren'} elkaar{_STRENGTH[abs(theme)]}"
