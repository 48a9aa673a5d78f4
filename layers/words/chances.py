"""Dutch sentences about koppelkansen: why a pair is there, and what comes together where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from gis.analysis.groups import Group
from gis.analysis.scoring import STEADY
from layers.words.formats import euro, listed, named, number, plural, points, span_of_months

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
_AT_ONCE = "meteen"
_WEEKS_OF_A_MONTH = 4
_WEEK_MONTHS = 12 / 52.18  # months in a week: a wait below a month is told in weeks
_SEASONS = {"voorjaar": "het voorjaar", "zomer": "de zomer", "najaar": "het najaar", "winter": "de winter"}


def group_sentence(group: Group) -> str:
    """Return the headline of a group: "In het najaar van 2027 komen hier 5 plannen samen.".

    Of one whose moment is over it asks whether the periods still hold.
    """
    word, year = group.season
    when = f"{_SEASONS[word]} van {year}" + (f"-{year + 1}" if word == "winter" else "")
    perhaps = "" if group.certainty == "zeker" else "misschien "
    count = plural(group.plans, "plan", "plannen")
    if group.over:
        return f"In {when} zouden hier {perhaps}{count} samenkomen; dat is voorbij. Klopt de tijd nog?"
    return f"In {when} komen hier {perhaps}{count} samen."


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
    names = [named(titles[one]) for one in group.can_join]
    return f"Kan aanhaken: {listed(names)}." if names else ""


def pair_reason(pair: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """Return the one sentence that tells why a pair is there, with its numbers.

    Parameters
    ----------
    pair
        One row of `gis.analysis.overlap.find_pairs`, with `vague` (`gis.analysis.moments.is_vague`): the days
        together are the outer ones of ends that are not told to the day.
    titles
        Name by id, as this reader may see it.
    """
    relation = pair["relation"]
    if relation == "net gemist" or pair["time"] == "rustperiode":
        return _after_each_other(pair, titles)
    told = f"{_both(pair, titles)} {_place_words(pair)} en {_time_words(pair)}"
    over = " Dat is voorbij: klopt de tijd nog?" if pair["over"] else ""
    if relation == "dubbel":
        return f"Doen we dit dubbel? {told}; het thema is hetzelfde en een doelgroep ook.{over}"
    return f"{told}; {_theme_words(pair)}.{over}"


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
    parts = " + ".join(f"{name} {points(pair[f'part_{key}'])}" for key, name in _PART_WORDS.items())
    told = f"{points(pair['score'])} punten ({parts})"
    if steady is None:
        return told
    return f"{told} · {'blijft in de top 10' if steady >= STEADY else 'hangt af van de weging'}"


def _after_each_other(pair: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """Tell net gemist and graafrust: one began some time after the other ended."""
    first, second = (named(titles[one]) for one in _in_order(pair))
    sure = pair["certainty"] == "zeker"
    if pair["time"] == "rustperiode":
        perhaps = "" if sure else "misschien "
        return (
            f"{second} begint {_wait_words(pair)} na {first} in dezelfde straat; "
            f"dan is de straat {perhaps}pas open geweest (graafrust)."
        )
    head = "Net gemist" if sure else "Mogelijk net gemist"
    if pd.isna(pair["first_id"]):
        told = f"{_both(pair, titles)} {_place_words(pair)} en {_time_words(pair)}"
        return f"{head}: {told}; één van de twee is voorbij."
    return (
        f"{head}: {second} begint {_wait_words(pair)} nadat {first} voorbij was; ze {_place_words(pair)} "
        f"en hadden samen gekund."
    )


def _both(pair: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    return listed([named(titles[one]) for one in _in_order(pair)])


def _in_order(pair: Mapping[str, Any]) -> tuple[str, str]:
    """Return the two ids, the one that ends before the other begins first."""
    a, b = str(pair["a_id"]), str(pair["b_id"])
    return (b, a) if pair["first_id"] == b else (a, b)


def _place_words(pair: Mapping[str, Any]) -> str:
    if pair["space"] == "unknown":
        return "zijn misschien dicht bij elkaar (plek onbekend)"
    perhaps = "" if pair["place_certain"] else " misschien"
    if pair["space"] == "overlap":
        return f"zijn{perhaps} op dezelfde plek"
    if pair["space"] == "same_street":
        return f"zijn{perhaps} in dezelfde straat"
    metres = round(pair["distance_m"])
    if metres == 0:
        return f"liggen{perhaps} tegen elkaar aan"
    if perhaps:
        return f"liggen ongeveer {number(metres)} m van elkaar (plek bij benadering)"
    return f"liggen {number(metres)} m van elkaar"


def _time_words(pair: Mapping[str, Any]) -> str:
    if pair["time"] == "onbekend":
        return "lopen misschien tegelijk (periode onbekend)"
    perhaps = "" if pair["time_certain"] else " misschien"
    if pair["time"] == "tegelijk":
        return f"lopen{perhaps} tegelijk {_together_words(pair)}".rstrip()
    wait = _wait_words(pair)
    return f"volgen elkaar{perhaps} {'meteen op' if wait == _AT_ONCE else f'op met {wait} ertussen'}"


def _together_words(pair: Mapping[str, Any]) -> str:
    """Tell when both run; where ends lie between two days the span is the longest that it can be."""
    start, end = (None if pd.isna(pair[name]) else pair[name] for name in ("together_from", "together_to"))
    told = span_of_months(start, end)
    if not told or not pair["vague"] or not pair["time_certain"]:
        return told
    return f"{told}, misschien {'later' if end is None else 'korter'}"


def _wait_words(pair: Mapping[str, Any]) -> str:
    """Tell the time between: "4 maanden", "4 tot 8 maanden", "hooguit 4 maanden", "3 weken" or "meteen"."""
    least, most = pair["gap_months"], pair["widest_gap_months"]
    if round(most) > round(least):
        up_to = plural(round(most), "maand", "maanden")
        return f"{number(round(least))} tot {up_to}" if round(least) else f"hooguit {up_to}"
    weeks = round(least / _WEEK_MONTHS)
    if weeks < _WEEKS_OF_A_MONTH:
        return plural(weeks, "week", "weken") if weeks else _AT_ONCE
    return plural(round(least), "maand", "maanden")


def _theme_words(pair: Mapping[str, Any]) -> str:
    group_of = {pair["a_id"]: pair["a_group"], pair["b_id"]: pair["b_group"]}
    a, b = (GROUP_WORDS[group_of[one]] for one in _in_order(pair))
    who = "de plannen" if a == b else f"de thema's {a} en {b}"
    theme = int(pair["theme"])
    if theme == 0:
        return "misschien gaat de straat kort na elkaar twee keer open"
    return f"{who} {'versterken' if theme > 0 else 'belemmeren'} elkaar{_STRENGTH[abs(theme)]}"
