"""Money as partners tell it: each sum in its own words, and what those words plainly say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from gis.register import amounts

COMMITTED, SOUGHT, UNSTATED = "toegezegd", "gezocht", "onbekend"
ONCE, YEARLY = "eenmalig", "structureel"
ADDITIONAL = "additioneel"

_REMEMBERED = 4096  # texts: a list repeats its own few
_APART = re.compile(r"\s*[|;\n]\s*")
# How nearly every sum is told: read at once, since a list may hold thousands.
_USUAL = re.compile(
    r"(?!(?:19|20)[0-9]{2} )(?:€ ?)?(?P<digits>[0-9]{1,3}(?:\.[0-9]{3}){1,3}|[0-9]{1,9})"
    r"(?:,-|,(?P<cents>[0-9]{2}))?(?: euro)?(?: (?P<state>toegezegd|gezocht|wordt nog gezocht))?"
)
_USUAL_STATES = {None: UNSTATED, "toegezegd": COMMITTED, "gezocht": SOUGHT, "wordt nog gezocht": SOUGHT}
_BULLET = re.compile(r"^[-–•*]\s+")

_NOT_COMMITTED = re.compile(
    r"\b(?:nog )?(?:niet|geen) (?:toegezegd|toegekend|beschikbaar|gedekt)\b|\bongedekt\b"
)
_COMMITTED = re.compile(r"\b(?:toegezegde?|toegekende?|beschikbaar(?: gesteld)?|gedekt)\b")
_SOUGHT = re.compile(
    r"\b(?:wordt |worden )?(?:nog )?(?:gezochte?|te zoeken|beoogde?|aangevraagde?|aan te vragen|te werven)\b"
)
_NO_STATE = re.compile(
    r"\b(?:deels|gedeeltelijk|grotendeels|waarvan)\b|\?|\bniet (?:gezocht|aangevraagd|beoogd)\b"
)
_YEARLY = re.compile(
    r"/ ?(?:jr|jaar|j)\b\.?|\b(?:per|elk|ieder) (?:jr|jaar)\b\.?|\bp[./]? ?(?:jr|j)\b\.?|\bjaarlijkse?\b"
    r"|(?<!niet )\bstructure(?:el|le)\b"
)
_ONCE = re.compile(r"(?<!niet )\b(?:eenmalige?|incidenteel|incidentele|ineens)\b")
_KINDS = tuple(
    (kind, re.compile(rf"\b(?:{pattern})\b"))
    for kind, pattern in (
        (ADDITIONAL, r"additione(?:el|le)(?: middelen| geld)?"),
        ("subsidie", r"\w*subsidies?"),
        ("wijkbudget", r"wijkbudget(?:ten)?"),
        ("waarborg", r"waarborg\w*"),
        ("fonds", r"(?!waarborg)\w*fonds(?:en)?"),
        ("lening", r"lening(?:en)?"),
        ("cofinanciering", r"co-?financiering"),
        ("eigen bijdrage", r"eigen (?:bijdragen?|middelen|geld)"),
        ("zorgverzekeraar", r"zorgverzekeraars?"),
        ("in natura", r"in natura"),
        ("regulier", r"reguliere?(?: middelen| geld| budget)?"),
    )
)
_DENIED = re.compile(r"\b(?:geen|zonder)\b|\+")  # none of it, or more than one

# A name is only taken where the words before it leave no doubt that it pays.
_PARTY = r"gemeente|provincie|rijk|corporaties?|waterschap|woningstichting|bewoners|huurders|fonds"
_PAYER = re.compile(
    r"\b(?:(?:[Tt]oegezegd|[Tt]oegekend|[Bb]etaald|[Gg]efinancierd|[Gg]edekt|gesteld) door"
    r"|(?:[Ss]ubsidie|[Bb]ijdrage|[Ll]ening|[Cc]ofinanciering|[Mm]iddelen|[Gg]eld) van)"
    rf" (?:de |het )?(?P<name>(?:[A-Z][\w.&'-]*|(?:{_PARTY})\b)(?: (?:[A-Z][\w.&'-]*|\([a-z]+\)))*)"
)


@dataclass(frozen=True)
class Money:
    """One sum as told; `amount_eur` [euro] is None when the words hold no plain sum.

    `state` is toegezegd, gezocht, or onbekend when nobody said which. `recurring` is eenmalig,
    structureel or onbekend: of what is structureel the amount is per year. `kind` is a word of the list of
    kinds of money, `years` such as "2027" or "2027-2029", `payer` a name; empty when not plainly told.
    """

    text: str
    amount_eur: float | None = None
    state: str = UNSTATED
    recurring: str = UNSTATED
    kind: str = ""
    years: str = ""
    payer: str = ""

    @property
    def malformed(self) -> bool:
        """Whether the words hold a sum in a spelling that can be read in two ways, as "5.5000 euro"."""
        return self.amount_eur is None and amounts.find_amount(_reading(self.text)).malformed


def parse_money(text: str) -> tuple[Money, ...]:
    """Return the sums that the words tell; words that are not one plain sum stay words.

    Sums stand apart by " | ", a semicolon or a new line. Nothing is guessed: a limit, a rate, a part
    or two amounts in one are no plain sum, and an amount that can be read in two ways is `malformed`.

    Examples
    --------
    >>> [sum] = parse_money("€ 1.400.000 toegezegd")
    >>> sum.text, sum.amount_eur, sum.state
    ('€ 1.400.000 toegezegd', 1400000.0, 'toegezegd')
    >>> [(one.amount_eur, one.recurring) for one in parse_money("70.000 euro/jr; eenmalig € 2,5 mln")]
    [(70000.0, 'structureel'), (2500000.0, 'eenmalig')]
    >>> parse_money("nog niet bekend")[0].amount_eur is None
    True
    >>> [(one.amount_eur, one.malformed) for one in parse_money("5.5000 euro")]
    [(None, True)]
    """
    return tuple(_read(part) for part in _APART.split(text.strip()) if part)


@lru_cache(maxsize=_REMEMBERED)
def _read(part: str) -> Money:
    words = _reading(part)
    if match := _USUAL.fullmatch(words):
        amount = float(match["digits"].replace(".", "") + f".{match['cents'] or 0}")
        return Money(part, amount, _USUAL_STATES[match["state"]])
    state, recurring, kind, years = _state(words), _recurring(words), _kind(words), amounts.find_years(words)
    payer = _PAYER.search(part)
    found = amounts.find_amount(words)
    return Money(part, found.amount_eur, state, recurring, kind, years, payer["name"] if payer else "")


def _reading(part: str) -> str:
    """Return the words in small letters and single spaces, without the mark of a list."""
    return _BULLET.sub("", " ".join(part.casefold().split()))


def _state(words: str) -> str:
    if _NO_STATE.search(words):
        return UNSTATED
    lacking = _NOT_COMMITTED.search(words)
    committed = _COMMITTED.search(_NOT_COMMITTED.sub("", words))
    sought = lacking or _SOUGHT.search(words)
    if bool(committed) == bool(sought):
        return UNSTATED
    return COMMITTED if committed else SOUGHT


def _recurring(words: str) -> str:
    yearly, once = _YEARLY.search(words), _ONCE.search(words)
    if bool(yearly) == bool(once):
        return UNSTATED
    return YEARLY if yearly else ONCE


def _kind(words: str) -> str:
    """Return the one kind that is told; what is additional stays so, whatever else is told of it."""
    told = [] if _DENIED.search(words) else [kind for kind, pattern in _KINDS if pattern.search(words)]
    return told[0] if len(told) == 1 or ADDITIONAL in told else ""
