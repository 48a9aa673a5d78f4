"""Sentences about plans that move: by how much, what comes together then and what not any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from gis.analysis.groups import Group
from gis.analysis.shifts import ChangedGroup, WhatIf
from layers.words.chances import group_sentence, street_open
from layers.words.formats import listed, named, plural, points


def months_words(months: int) -> str:
    """Return by how much a plan moves.

    Examples
    --------
    >>> months_words(-18), months_words(1), months_words(0)
    ('18 maanden eerder', '1 maand later', 'blijft staan')
    """
    if not months:
        return "blijft staan"
    return f"{plural(abs(months), 'maand', 'maanden')} {'eerder' if months < 0 else 'later'}"


def gain_words(gain: float) -> str:
    """Return what a shift brings.

    Examples
    --------
    >>> gain_words(34.5), gain_words(445.0)
    ('brengt 34,5 punten', 'brengt 445 punten')
    """
    return f"brengt {points(gain)} punten"


def effect_lines(told: WhatIf, titles: Mapping[str, str]) -> list[str]:
    """Return per group that appears, changes or vanishes what happens, one sentence each.

    Groups that are only possible, before and after, are not told.
    """
    appeared, vanished = (
        [one for one in groups if one.certainty == "zeker"] for groups in (told.appeared, told.vanished)
    )
    changed = [one for one in told.changed if "zeker" in {one.before.certainty, one.after.certainty}]
    return [
        *(f"Nieuw: {_group(one, titles)}" for one in appeared),
        *(_changed(one, titles) for one in changed),
        *(f"Vervalt: {_names(one.members, titles)} komen niet meer samen." for one in vanished),
    ]


def turned_lines(turned: pd.DataFrame, titles: Mapping[str, str]) -> list[str]:
    """Return per two phases that no longer follow each other (`phases.find_turned`) what is wrong."""
    return [
        f"{named(titles[later])} begint dan voordat {named(titles[first])} klaar is: "
        "het zijn fasen van één plan."
        for first, later in zip(turned["a_id"], turned["b_id"], strict=True)
    ]


def _group(group: Group, titles: Mapping[str, str]) -> str:
    opened = street_open(group)
    return f"{group_sentence(group)} Het zijn {_names(group.members, titles)}." + (
        f" {opened.capitalize()}." if opened else ""
    )


def _changed(one: ChangedGroup, titles: Mapping[str, str]) -> str:
    before, after = set(one.before.members), set(one.after.members)
    came, went = sorted(after - before), sorted(before - after)
    told = [f"{_names(came, titles)} {_verb(came, 'komt', 'komen')} erbij"] if came else []
    told += [f"{_names(went, titles)} {_verb(went, 'valt', 'vallen')} af"] if went else []
    told += [] if told else ["dezelfde plannen, nu " + one.after.certainty]
    opened = street_open(one.after)
    return f"Anders: {listed(told)}. {group_sentence(one.after)}" + (
        f" {opened.capitalize()}." if opened else ""
    )


def _names(ids: Sequence[str], titles: Mapping[str, str]) -> str:
    return listed([named(titles[one]) for one in ids])


def _verb(ids: Sequence[str], one: str, more: str) -> str:
    return one if len(ids) == 1 else more
