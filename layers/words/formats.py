"""Dutch formats: numbers, amounts, lists and months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from gis.periods import MONTHS

MINUS = "−"  # the real minus sign, as wide as a digit
NO_FIGURE = "geen cijfer"
_WHOLE_YEARS = (1, 1, 12, 31)  # month and day of the first day and of the last


def number(value: float | None, decimals: int = 0) -> str:
    """Return a number in Dutch format with a real minus sign; a missing one is "geen cijfer".

    Examples
    --------
    >>> number(1234.5, 1), number(-0.157, 3) == MINUS + "0,157", number(None)
    ('1.234,5', True, 'geen cijfer')
    """
    if value is None or pd.isna(value):
        return NO_FIGURE
    text = f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    return text.replace("-", MINUS) if float(f"{value:.{decimals}f}") else text.removeprefix("-")


def season(number_of_season: int) -> str:
    """Return a season (`gis.periods.season_of`) in words.

    Examples
    --------
    >>> season(4 * 2027 + 2), season(4 * 2027 + 3)
    ('najaar 2027', 'winter 2027-2028')
    """
    year, part = divmod(number_of_season, 4)
    name = ("voorjaar", "zomer", "najaar", "winter")[part]
    return f"{name} {year}-{year + 1}" if name == "winter" else f"{name} {year}"


def euro(value: float | None) -> str:
    """Return an amount in whole euros; a missing one is "nog niet bekend".

    Examples
    --------
    >>> euro(1400000), euro(None)
    ('€ 1.400.000', 'nog niet bekend')
    """
    return "nog niet bekend" if value is None or pd.isna(value) else f"€ {number(value)}"


def plural(count: int, one: str, more: str) -> str:
    """Return a count with its word.

    Examples
    --------
    >>> plural(1, "maand", "maanden"), plural(1200, "maand", "maanden")
    ('1 maand', '1.200 maanden')
    """
    return f"{number(count)} {one if count == 1 else more}"


def listed(words: Sequence[str]) -> str:
    """Return words as a Dutch list.

    Examples
    --------
    >>> listed(["wonen", "zorg", "groen"])
    'wonen, zorg en groen'
    """
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def points(value: float) -> str:
    """Return points of a score, in tenths where they are not whole.

    Examples
    --------
    >>> points(81.5), points(80.0)
    ('81,5', '80')
    """
    return number(value, 0 if round(value, 1) == round(value) else 1)


def named(title: str) -> str:
    """Return what somebody called a plan in single quotes: a name may hold commas and "en"."""
    return f"‘{title}’"


def span_of_months(start: date | None, end: date | None) -> str:
    """Return the months from one day to another; an open side is told as such.

    Examples
    --------
    >>> span_of_months(date(2027, 9, 1), date(2027, 11, 30))
    'in september-november 2027'
    >>> span_of_months(date(2027, 12, 1), date(2028, 2, 29)), span_of_months(date(2027, 4, 1), None)
    ('van december 2027 tot en met februari 2028', 'vanaf april 2027')
    >>> [span_of_months(date(2028, 1, 1), date(year, 12, 31)) for year in (2028, 2030)]
    ['in heel 2028', 'van 2028 tot en met 2030']
    """
    if start is None or end is None:
        told = start or end
        return "" if told is None else f"{'vanaf' if end is None else 'tot en met'} {_month(told)}"
    if (start.month, start.day, end.month, end.day) == _WHOLE_YEARS:
        return f"in heel {end.year}" if start.year == end.year else f"van {start.year} tot en met {end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"in {_month(start)}"
    if start.year == end.year:
        return f"in {MONTHS[start.month - 1]}-{_month(end)}"
    return f"van {_month(start)} tot en met {_month(end)}"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"
