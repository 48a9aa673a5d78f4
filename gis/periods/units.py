"""One unit of time in words: a day, week, month, season, quarter, half or year, or a part of one."""

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
ABOUT = "±"  # how `gis.periods.plain` spells "circa", "rond" and the like

_INSIDE = ("begin", "medio", "eind", "in de loop van")  # a moment somewhere inside a unit
_TENTHS = (1, 11, 21)  # first days of begin, medio and eind of a month

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PART = "|".join(sorted(PARTS_OF_YEAR.keys() - set(_INSIDE), key=len, reverse=True))
_ARTICLE = re.compile(r"^(?:(?:in|gedurende) )?(?:(?:de|het|heel|hele|geheel) )?(?!loop )")
_VAGUE = re.compile(rf"^(?P<inside>{'|'.join(_INSIDE)})[ -](?:van )?(?P<unit>.+)$")
_UNIT = re.compile(rf"^(?:(?P<part>{_PART})[ -]?(?:van )?)?{_YEAR}$")
_YEAR_FIRST = re.compile(rf"^{_YEAR}[ -]?(?P<part>q[1-4])$")
_WINTER = re.compile(rf"^winter (?:van )?{_YEAR} ?- ?(?P<next>(?:19|20)\d\d)$")
_MONTH = re.compile(rf"^(?P<month>\d{{1,2}})-{_YEAR}$")
_ISO_MONTH = re.compile(rf"^{_YEAR}-(?P<month>\d\d)$")
_WEEK = re.compile(rf"^week (?P<week>\d{{1,2}})(?: van |[ -]){_YEAR}$")
_WEEK_LAST = re.compile(rf"^{_YEAR}[ -]*week (?P<week>\d{{1,2}})$")

# Days, also somewhere in a sentence.
DAY = re.compile(
    rf"(?<![\d-])(?P<day>\d{{1,2}})(?:[ -](?P<name>{'|'.join(MONTHS)})[ -]|-(?P<month>\d{{1,2}})-)"
    rf"{_YEAR}(?!\d)"
)
ISO_DAY = re.compile(rf"(?<![\d-]){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")


@dataclass(frozen=True)
class Unit:
    """The first and the last day of a unit, both included.

    `inside` is True of begin, medio, eind and "in de loop van": as an end of a range it is a moment somewhere
    in the unit. `about` is True behind a "circa": a moment somewhere in the unit, also when it stands alone.
    """

    first: date
    last: date
    inside: bool = False
    about: bool = False

    @property
    def fuzzy(self) -> bool:
        """Whether an end that is told so lies somewhere in the unit."""
        return self.inside or self.about


def parse_unit(words: str) -> Unit | None:
    """Return the unit that plain words tell, None when they tell none or a day that does not exist.

    Begin, medio and eind are the thirds of a year, half, season or quarter, and the days 1-10, 11-20 and 21
    to the last of a month. "About" one day is not understood: nobody knows how far that reaches.

    Examples
    --------
    >>> unit = parse_unit("eind september 2027")
    >>> unit.first.isoformat(), unit.last.isoformat(), unit.fuzzy
    ('2027-09-21', '2027-09-30', True)
    """
    about = words.startswith(ABOUT)
    words = words.removeprefix(ABOUT).strip()
    vague = _VAGUE.match(words) or _VAGUE.match(_ARTICLE.sub("", words))
    unit = _parse_span(_ARTICLE.sub("", vague["unit"] if vague else words))
    if unit is None or (about and unit.first == unit.last):
        return None
    if vague:
        third = _INSIDE.index(vague["inside"])
        unit = replace(unit, inside=True) if third == len(_TENTHS) else _third(unit, third)
    return unit and replace(unit, about=about)


def make_day(match: re.Match[str]) -> date | None:
    """Return the day of a match of `DAY` or `ISO_DAY`, None when it does not exist."""
    told = match.groupdict()
    month = MONTHS.index(told["name"]) + 1 if told.get("name") else int(told["month"])
    try:
        return date(int(told["year"]), month, int(told["day"]))
    except ValueError:
        return None


def _parse_span(words: str) -> Unit | None:
    if match := (DAY.fullmatch(words) or ISO_DAY.fullmatch(words)):
        day = make_day(match)
        return None if day is None else Unit(day, day)
    if match := (_UNIT.match(words) or _YEAR_FIRST.match(words)):
        return _months(int(match["year"]), *(PARTS_OF_YEAR[match["part"]] if match["part"] else (1, 12)))
    if match := (_MONTH.match(words) or _ISO_MONTH.match(words)):
        month = int(match["month"])
        return _months(int(match["year"]), month, month) if 1 <= month <= len(MONTHS) else None
    if match := _WINTER.match(words):
        year = int(match["year"])
        return _months(year, *PARTS_OF_YEAR["winter"]) if int(match["next"]) == year + 1 else None
    if match := (_WEEK.match(words) or _WEEK_LAST.match(words)):
        return _week(int(match["year"]), int(match["week"]))
    return None


def _months(year: int, first: int, last: int) -> Unit:
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    end = date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
    return Unit(date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1), end)


def _week(year: int, week: int) -> Unit | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return Unit(monday, monday + timedelta(days=6))


def _third(unit: Unit, number: int) -> Unit | None:
    """Return the first, second or last third of whole months; a day or a week has no such parts."""
    first, last = unit.first, unit.last
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    if first.day != 1 or last.day != calendar.monthrange(last.year, last.month)[1]:
        return None
    if months == 1:
        end = last.day if number == len(_TENTHS) - 1 else _TENTHS[number + 1] - 1
        return Unit(first.replace(day=_TENTHS[number]), first.replace(day=end), inside=True)
    start = first.month + number * months // 3
    return replace(_months(first.year, start, start + months // 3 - 1), inside=True)
