"""The value Period and how plain Dutch words of time make one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from gis.periods.plain import REMEMBERED, plain_words
from gis.periods.units import DAY, Unit, parse_unit

NOTHING_TOLD = frozenset(
    {
        *("", "-", "--", "?", "??", "???", "onbekend", "nog onbekend", "nog niet bekend", "niet bekend"),
        *("n.t.b", "ntb", "nnb", "n.n.b", "nader te bepalen", "nog te bepalen", "volgt", "tbd"),
    }
)
_COMING_YEARS = frozenset({"de komende jaren", "komende jaren"})
_ALWAYS = frozenset({"doorlopend", "continu", "permanent"})

_SINCE = re.compile(
    r"^(?:doorlopend )?(?:vanaf|sinds|start(?: in)?|per|met ingang van|ingaande) (?P<unit>.+?)"
    r"(?:,? (?:doorlopend|en verder|e\.v))?$"
)
_AND_ON = re.compile(
    r"^(?P<unit>.+?)(?:(?: ?- ?| t/m | tot )\(?(?:geen eind|doorlopend|heden|nu)\)?| en verder| e\.v)$"
)
_END_UNKNOWN = re.compile(
    r"^(?P<unit>.+?)(?: ?- ?| t/m |, )(?:eind )?(?:\?|onbekend|nog onbekend|nog niet bekend|n\.t\.b|ntb|nnb)$"
)
_FROM = re.compile(r"^(?:vanaf|sinds) ")
_SPACED = re.compile(r" (?P<word>t/m|tot|-|en|&|\+) ")
_TIGHT = re.compile(r" ?(?P<word>-) ?")
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY_MONTH = re.compile(r"^\d{1,2}-\d{1,2}$")
_END_OF_DAY = re.compile(r"^\d{1,2}(?P<rest> [a-z]+ \d{4})$")
_QUARTER, _WEEK = re.compile(r"^q[1-4]"), re.compile(r"^week \d+")
_NUMBER = re.compile(r"^(?P<number>\d{1,2})e?\b")


# Every time that is known has a year (in full, behind an apostrophe or in a full day) or one of these words.
_LIKE_TIME = re.compile(
    r"(?:19|20)\d\d|['’‘`´] ?\d\d|\d[/.‐‑‒–—−-]\d\d(?!\d)|doorlopend|continu|permanent|komende\s+jaren",
    re.IGNORECASE,
)
_SOME_DAY = date(2000, 1, 1)  # words of time are only recognised, not read


@dataclass(frozen=True)
class Period:
    """When something happens: the words as told and what they mean.

    `start_earliest` <= `start_latest` and `end_earliest` <= `end_latest` are whole days, both ends
    included; None is not known, or without an end when `running`. A `running` offer has no end foreseen
    (doorlopend, vanaf, sinds); its start, when None, lies somewhere in the past.
    """

    text: str
    start_earliest: date | None = None
    start_latest: date | None = None
    end_earliest: date | None = None
    end_latest: date | None = None
    running: bool = False

    @property
    def known(self) -> bool:
        """Whether anything at all is known of the interval."""
        return self.running or self.start_earliest is not None or self.end_latest is not None


def season_of(day: date) -> int:
    """Return the season a day lies in: 4 times the year, plus 0 for voorjaar to 3 for winter.

    Seasons are those of `PARTS_OF_YEAR`, so January is in the winter of the year before.

    Examples
    --------
    >>> season_of(date(2027, 9, 1)) == 4 * 2027 + 2, season_of(date(2028, 1, 1)) == 4 * 2027 + 3
    (True, True)
    """
    return (day.year * 12 + day.month - 3) // 3


def parse_period(text: str, *, reference: date) -> Period | None:
    """Return the period that the words tell, or None when they are not understood (`why_not` says why).

    Days, weeks, seasons, quarters, months, halves and years that stand alone run from their first to their
    last day and count as certain; so do begin, medio and eind. As an end of a range those three are fuzzy:
    a moment somewhere inside. So are an open beginning (vanaf, sinds, start) and an end behind "tot", which
    does not say whether its own year or month still counts; "t/m" does. "±2028", "circa" and "rond" are a
    beginning and an end somewhere in that unit: nobody said how far "about" reaches, so the unit itself is
    the widest reading and no reading is certain. Empty words and "nog niet bekend" are a period of which
    nothing is known. Two digits are a year only behind an apostrophe ('27) and in a full day (3-4-27). A
    year that stands once in a range counts for both ends. An impossible date is not understood.

    Parameters
    ----------
    text
        Dutch words such as "najaar 2027", "Q2-Q4 2027", "september 2027 tot medio 2028", "doorlopend".
        Capitals and spaces do not matter; days are told day first (3-4-2027 is in April) or as 2027-04-03.
    reference
        The peildatum, where "de komende jaren" begins.

    Examples
    --------
    >>> parse_period("najaar 2027", reference=date(2027, 3, 11)).end_latest
    datetime.date(2027, 11, 30)
    >>> period = parse_period("september 2027 tot medio 2028", reference=date(2027, 3, 11))
    >>> period.end_earliest.isoformat(), period.end_latest.isoformat()
    ('2028-05-01', '2028-08-31')
    >>> parse_period("31-02-2027", reference=date(2027, 3, 11)) is None
    True
    """
    return _parse(text, reference)


def tells_time(text: str) -> bool:
    """Return whether words tell a time of which anything is known; it is quick to say no.

    Examples
    --------
    >>> tells_time("najaar 2027"), tells_time("Eikenlaan 12"), tells_time("nog niet bekend")
    (True, False, False)
    """
    if not _LIKE_TIME.search(text):
        return False
    period = parse_period(text, reference=_SOME_DAY)
    return period is not None and period.known


@lru_cache(maxsize=REMEMBERED)
def _parse(text: str, reference: date) -> Period | None:
    words = plain_words(text)
    if words in _COMING_YEARS:
        return Period(text, start_earliest=reference, start_latest=reference)
    found = understand(words)
    return None if found is None else replace(found, text=text)


@lru_cache(maxsize=REMEMBERED)
def understand(words: str) -> Period | None:
    """Return the period that plain words tell without knowing the peildatum; its text is empty."""
    if words in NOTHING_TOLD:
        return Period("")
    if words in _ALWAYS:
        return Period("", running=True)
    if unit := parse_unit(words):
        return _alone(unit)
    return _parse_open(words) or _parse_range(words)


def split_range(words: str) -> Iterator[tuple[str, str, str]]:
    """Yield the two sides of every word or dash that can stand between two ends, and that word."""
    for match in (*_SPACED.finditer(words), *_TIGHT.finditer(words)):
        one = re.sub(r"^van ", "", words[: match.start()])
        yield one.strip(), match["word"], words[match.end() :].strip()


def complete(one: str, two: str) -> tuple[str, str]:
    """Return both ends with what stands only once: "1 - 3 april 2027", "q2 - q4 2027", "week 36 - 40 2027".

    Examples
    --------
    >>> complete("q2", "4 2027"), complete("maart 2027", "juni")
    (('q2 2027', 'q4 2027'), ('maart 2027', 'juni 2027'))
    """
    one_year, two_year = _HAS_YEAR.search(one), _HAS_YEAR.search(two)
    if one_year and not two_year:
        return one, f"{two} {one_year[0]}"
    if one_year or not two_year:
        return one, two
    if _DAY_MONTH.match(one) and DAY.fullmatch(two):
        return f"{one}-{two_year[0]}", two
    number = _NUMBER.match(one)
    if _WEEK.match(one) and _NUMBER.match(two):
        two = f"week {two}"
    elif _QUARTER.match(one) and _NUMBER.match(two):
        two = f"q{two}"
    elif number and _QUARTER.match(two) and number.end() == len(one):
        one = f"q{number['number']}"
    elif number and (day := _END_OF_DAY.match(two)) and number.end() == len(one):
        return one + day["rest"], two
    return f"{one} {two_year[0]}", two


def _alone(unit: Unit) -> Period:
    if unit.about:
        return Period("", unit.first, unit.last, unit.first, unit.last)
    return Period("", unit.first, unit.first, unit.last, unit.last)


def _parse_open(words: str) -> Period | None:
    """Periods with one end: vanaf, sinds, na, tot, voor."""
    for pattern, running in ((_END_UNKNOWN, False), (_SINCE, True), (_AND_ON, True)):
        if (match := pattern.match(words)) and (unit := parse_unit(_FROM.sub("", match["unit"]))):
            return Period("", unit.first, unit.last, running=running)
    word, _, rest = words.partition(" ")
    unit = parse_unit(rest)
    if unit is None:
        return None
    day = timedelta(days=1)
    if word == "na":
        return Period("", unit.first + day if unit.fuzzy else unit.last + day, unit.last + day)
    if word == "voor":
        last = unit.first - day
        return Period("", end_earliest=last, end_latest=unit.last - day if unit.fuzzy else last)
    if word in {"tot", "t/m", "uiterlijk"}:
        return Period("", None, None, *_end(unit, within=word == "tot"))
    return None


def _parse_range(words: str) -> Period | None:
    """Periods with two ends."""
    for one, word, two in split_range(words):
        since = bool(_FROM.match(one))
        begins, ends = complete(_FROM.sub("", one), two)
        first, last = parse_unit(begins), parse_unit(ends)
        if first is None or last is None or first.first > last.last:
            continue
        apart = (last.first - first.last).days > 1
        if word in {"en", "&", "+"} and apart:  # "maart en oktober 2027" are two moments, not a period
            continue
        fuzzy = first.fuzzy or since
        start = (first.first, first.last if fuzzy else first.first)
        return Period("", *start, *_end(last, within=word == "tot"))
    return None


def _end(unit: Unit, *, within: bool) -> tuple[date, date]:
    """Return the earliest and the latest day of an end; `within`: it may lie anywhere in the unit."""
    return (unit.first if within or unit.fuzzy else unit.last), unit.last
