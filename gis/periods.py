"""Vague Dutch periods: the words as told and the interval they mean."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905
)

# Months that a word within a year stands for: first, last; winter runs into the next year.
PARTS_OF_YEAR = {
    "voorjaar": (3, 5),
    "lente": (3, 5),
    "zomer": (6, 8),
    "najaar": (9, 11),
    "herfst": (9, 11),
    "winter": (12, 14),
    "begin": (1, 4),
    "medio": (5, 8),
    "eind": (9, 12),
    "1e helft": (1, 6),
    "2e helft": (7, 12),
    "in de loop van": (1, 12),
    **{f"q{n}": (3 * n - 2, 3 * n) for n in range(1, 5)},
    **{name: (n, n) for n, name in enumerate(MONTHS, start=1)},
}

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PART = "|".join(sorted(PARTS_OF_YEAR, key=len, reverse=True))
_UNIT = re.compile(rf"^(?:(?P<part>{_PART})\s+(?:van\s+)?)?{_YEAR}$")
_DAY = re.compile(
    rf"^(?P<day>\d{{1,2}})(?:\s+(?P<name>{'|'.join(MONTHS)})\s+|-(?P<month>\d{{1,2}})-){_YEAR}$"
)
_ISO = re.compile(rf"^{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)$")
_RANGE = re.compile(r"^(?P<one>.+?)\s+(?:-|–|tot en met|t/m|tot)\s+(?P<two>.+)$")
_TIGHT_RANGE = re.compile(r"^(?P<one>.+?)\s*[-–]\s*(?P<two>.+)$")
_FROM = re.compile(r"^(?:vanaf|sinds|start)\s+(?P<unit>.+?)(?:,\s*doorlopend)?$")
_OPEN_END = re.compile(r"^(?P<unit>.+?)\s*[-–]\s*\(?geen eind\)?$")
_FUZZY_WORDS = ("begin", "medio", "eind", "in de loop van")


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
    """Return the period that the words tell, or None when they are not understood.

    Seasons, quarters, months and years that stand alone run from their first to their last day. A word
    inside (begin, medio, eind) and an open beginning (vanaf, sinds) give a fuzzy end. Empty words and
    "onbekend" are a period of which nothing is known. An impossible date is not understood.

    Parameters
    ----------
    text
        Dutch words such as "najaar 2027", "Q2-Q4 2027", "september 2027 tot medio 2028", "doorlopend".
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
    words = " ".join(text.casefold().split()).rstrip(".")
    if words in {"", "onbekend", "nog niet bekend", "n.t.b", "n.t.b.", "?"}:
        return Period(text)
    if words == "doorlopend":
        return Period(text, running=True)
    if words == "de komende jaren":
        return Period(text, start_earliest=reference, start_latest=reference)
    found = _parse_open(words) or _parse_closed(words)
    return None if found is None else replace(found, text=text)


def _parse_open(words: str) -> Period | None:
    """Periods with one end: vanaf, sinds, na, tot, voor."""
    if match := (_FROM.match(words) or _OPEN_END.match(words)):
        unit = _parse_unit(match["unit"])
        return unit and Period("", unit[0], unit[1], running=True)
    if words.startswith("na "):
        unit = _parse_unit(words[3:])
        return unit and Period("", unit[1] + timedelta(days=1), unit[1] + timedelta(days=1))
    for word in ("t/m ", "tot en met ", "uiterlijk ", "tot ", "voor "):
        if words.startswith(word):
            unit = _parse_unit(words.removeprefix(word))
            return unit and _until(words.removeprefix(word), unit, inclusive=word[0] in "tu")
    return None


def _until(words: str, unit: tuple[date, date], *, inclusive: bool) -> Period:
    if not inclusive:  # "voor 1 juli": the day before
        last = unit[0] - timedelta(days=1)
        return Period("", end_earliest=last, end_latest=last)
    return Period("", end_earliest=unit[0] if words.startswith(_FUZZY_WORDS) else unit[1], end_latest=unit[1])


def _parse_closed(words: str) -> Period | None:
    """Periods with two ends, or one unit that stands alone."""
    if unit := _parse_unit(words):
        return Period("", unit[0], unit[0], unit[1], unit[1])
    match = _RANGE.match(words) or _TIGHT_RANGE.match(words)
    if match is None:
        return None
    one, two = match["one"], match["two"]
    year = re.search(r"\d{4}", two)
    if year and not re.search(r"\d{4}", one):  # "Q2-Q4 2027": the year stands once
        one = f"{one} {year[0]}"
    first, last = _parse_unit(one), _parse_unit(two)
    if first is None or last is None or first[0] > last[1]:
        return None
    return Period(
        "",
        first[0],
        first[1] if one.startswith(_FUZZY_WORDS) else first[0],
        last[0] if two.startswith(_FUZZY_WORDS) else last[1],
        last[1],
    )


def _parse_unit(words: str) -> tuple[date, date] | None:
    """First and last day of one day, month, quarter, season or year."""
    if match := (_DAY.match(words) or _ISO.match(words)):
        names = match.groupdict()
        month = MONTHS.index(names["name"]) + 1 if names.get("name") else int(names["month"])
        try:
            day = date(int(names["year"]), month, int(names["day"]))
        except ValueError:
            return None
        return day, day
    match = _UNIT.match(words)
    if match is None:
        return None
    first, last = PARTS_OF_YEAR[match["part"]] if match["part"] else (1, 12)
    year = int(match["year"])
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, first, 1), date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
