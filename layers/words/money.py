"""Dutch words for money: what the columns of totals are called, and a sum with its years."""

from __future__ import annotations

from collections.abc import Mapping

from pandas import isna

from layers.words.formats import euro

_HEADS = {
    "area": "gebied",
    "theme": "thema",
    "partner": "organisatie",
    "year": "jaar",
    "shared": "staat ook elders",
    "activities": "activiteiten",
    "sums": "genoemd",
    "without_amount": "waarvan zonder bedrag",
}
_NO_GROUP = {
    "area": "geen gebied genoemd",
    "theme": "geen thema genoemd",
    "partner": "geen organisatie genoemd",
    "year": "jaar niet genoemd",
}
_STATES = {"committed": "toegezegd", "sought": "nog gezocht", "unstated": "toegezegd of gezocht niet bekend"}
_RECURRING = {"once": "eenmalig", "yearly": "per jaar", "unknown": "eenmalig of per jaar niet bekend"}
_SHORT_RECURRING = {"once": "eenmalig", "yearly": "per jaar", "unknown": "(eenmalig of per jaar?)"}
_ADDITIONAL = "additional_"
ALL_TOGETHER = "alles samen, elk bedrag één keer geteld"


def money_head(column: str) -> str:
    """Return what a column of `gis.analysis.money.totals` is called.

    Examples
    --------
    >>> money_head("committed_once"), money_head("additional_sought_yearly"), money_head("year")
    ('toegezegd, eenmalig (euro)', 'additioneel: nog gezocht, per jaar (euro)', 'jaar')
    """
    if column in _HEADS:
        return _HEADS[column]
    state, _, recurring = column.removeprefix(_ADDITIONAL).partition("_")
    first = "additioneel: " if column.startswith(_ADDITIONAL) else ""
    return f"{first}{_STATES[state]}, {_RECURRING[recurring]} (euro)"


def money_group(name: str | None, *, by: str, whole: bool, names: Mapping[str, str]) -> str:
    """Return what a row of totals is called; `names` may hold the names of codes.

    Examples
    --------
    >>> money_group(None, by="year", whole=False, names={})
    'jaar niet genoemd'
    >>> money_group("BU00141000", by="area", whole=False, names={"BU00141000": "Selwerd-West"})
    'Selwerd-West'
    """
    if whole:
        return ALL_TOGETHER
    return _NO_GROUP[by] if name is None else names.get(name, name)


def state_words(totals: Mapping[str, float | None], *, state: str) -> str:
    """Return every amount of one state in a row of `gis.analysis.money.totals`, none added to another.

    Parameters
    ----------
    totals
        The row, by column.
    state
        ``committed``, ``sought`` or ``unstated``.

    Examples
    --------
    >>> state_words({"committed_once": 15000, "additional_committed_yearly": 70000}, state="committed")
    '€ 15.000 eenmalig, additioneel: € 70.000 per jaar'
    >>> state_words({"committed_once": None}, state="committed")
    ''
    """
    told = [
        f"{prefix}{euro(amount)} {_SHORT_RECURRING[recurring]}"
        for first, prefix in (("", ""), (_ADDITIONAL, "additioneel: "))
        for recurring in _RECURRING
        if (amount := totals.get(f"{first}{state}_{recurring}")) is not None and not isna(amount)
    ]
    return ", ".join(told)


def sum_words(amount_eur: float | None, *, recurring: str) -> str:
    """Return an amount, and that it is per year when it is.

    Examples
    --------
    >>> sum_words(70000, recurring="structureel"), sum_words(None, recurring="structureel")
    ('€ 70.000 per jaar', 'nog niet bekend')
    """
    yearly = " per jaar" if recurring == "structureel" and amount_eur is not None else ""
    return f"{euro(amount_eur)}{yearly}"
