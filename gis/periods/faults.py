"""Words of time that are not understood: why, and what was probably meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from gis.periods.period import complete, parse_period, split_range, understand
from gis.periods.plain import plain_words
from gis.periods.units import ABOUT, DAY, ISO_DAY, MONTHS, PARTS_OF_YEAR, make_day, parse_unit

WhyNot = Literal["day_impossible", "period_reversed", "period_unread"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_WEEK = re.compile(r"week \d{1,2}(?: van |[ -])(?:19|20)\d\d(?!\d)")
_TIME_WORDS = re.compile(
    rf"\b(?:{'|'.join([*MONTHS, 'voorjaar', 'zomer', 'najaar', 'herfst', 'winter', 'q[1-4]'])}"
    r"|jaar|jaren|maand|maanden|week|weken|kwartaal|helft|vanaf|sinds|doorlopend|uiterlijk|t/m)\b|\d{4}"
)
_KNOWN = sorted(
    {word for name in PARTS_OF_YEAR for word in name.split() if word.isalpha()}
    | {"kwartaal", "helft", "doorlopend", "onbekend", "vanaf", "sinds", "uiterlijk", "tot", "voor", "week"}
)
_ALIKE = 0.8  # of difflib's ratio; below it a word is rather another word
_SHORTEST = 4  # letters; shorter words are alike too soon

# Days as a spreadsheet counts them, from 30 December 1899: those of 2000 to 2099.
_SERIAL = re.compile(r"(?<![\d.,-])(\d{5})(?:\.0+)?(?![\d.,])")
_SERIAL_ZERO, _SERIALS = date(1899, 12, 30), range(36_526, 73_051)


def why_not(text: str) -> WhyNot:
    """Return why `parse_period` does not understand the words.

    ``day_impossible``: they hold a day or week that does not exist; ``period_reversed``: the end comes before
    the beginning; ``period_unread``: anything else.

    Examples
    --------
    >>> why_not("vanaf 31-02-2027"), why_not("2028-2026"), why_not("binnenkort")
    ('day_impossible', 'period_reversed', 'period_unread')
    """
    words = plain_words(text)
    if any(make_day(match) is None for form in (DAY, ISO_DAY) for match in form.finditer(words)):
        return "day_impossible"
    if any(parse_unit(match[0]) is None for match in _WEEK.finditer(words)):
        return "day_impossible"
    return "period_reversed" if any(_reversed(words)) else "period_unread"


def suggest_period(text: str) -> str:
    """Return words that the teller may have meant, understood by `parse_period`; empty when none are likely.

    It is for a person to take or leave: a day that does not exist becomes its month, a reversed period is
    turned round, a spreadsheet's number becomes the day it stands for, a misspelt word is mended when one
    word alone is most like it, and words that are no time are left out.

    Examples
    --------
    >>> suggest_period("31-02-2027"), suggest_period("2028-2026"), suggest_period("septmber 2027")
    ('februari 2027', '2026-2028', 'september 2027')
    >>> suggest_period("46631"), suggest_period("binnenkort")
    ('1 september 2027', '')
    """
    words = plain_words(text)
    for likely in _repairs(words):
        found = understand(plain_words(likely))
        if found is not None and found.known:
            return re.sub(r"\bq(?=[1-4])", "Q", likely)
    return ""


def split_place(text: str, *, reference: date) -> tuple[str, str]:
    """Return the words of time and the words of place behind them, when the first comma parts the two.

    Only when the whole is not understood and the part before the comma is; words behind it that tell time
    too ("sinds 2017, drie jaar") are no place. Else the text as it is, and no place.

    Examples
    --------
    >>> split_place("najaar 2027, omgeving Eikenlaan", reference=date(2027, 3, 11))
    ('najaar 2027', 'omgeving Eikenlaan')
    >>> split_place("sinds begin 2017, drie jaar", reference=date(2027, 3, 11))
    ('sinds begin 2017, drie jaar', '')
    """
    head, _, rest = (part.strip() for part in text.partition(","))
    if not head or not rest or parse_period(text, reference=reference) is not None:
        return text, ""
    if parse_period(head, reference=reference) is None or _TIME_WORDS.search(plain_words(rest)):
        return text, ""
    return head, rest


def _reversed(words: str) -> Iterator[str]:
    """Yield the words turned round where both ends are understood and the second comes first."""
    for one, word, two in split_range(words):
        begins = re.sub(r"^(?:vanaf|sinds) ", "", one)
        first, last = parse_unit(begins), parse_unit(two)
        if first is not None and last is not None and first.first > last.last:
            yield f"{two}-{begins}" if _YEAR.fullmatch(begins) and word == "-" else f"{two} {word} {begins}"


def _repairs(words: str) -> Iterator[str]:
    """Yield what the words may have been, likeliest first; not all of it is understood."""
    yield from _reversed(words)
    yield _SERIAL.sub(_day_of_serial, words)
    yield ISO_DAY.sub(_possible, DAY.sub(_possible, words))
    yield from _around_new_year(words)
    if words.startswith(ABOUT) and (match := DAY.search(words)) and (day := make_day(match)):
        yield f"{ABOUT} {MONTHS[day.month - 1]} {day.year}"
    if match := re.fullmatch(r"((?:19|20)\d\d)-(\d\d)", words):  # "2026-27"
        yield f"{match[1]}-{match[1][:2]}{match[2]}"
    if match := re.fullmatch(r"(.*(?:[a-z]|q[1-4]|helft))[ -]+(\d\d)", words):  # "najaar 27"
        yield f"{match[1]} 20{match[2]}"
    if match := re.fullmatch(r"tussen (.+) en (.+)", words):
        yield f"{match[1]} - {match[2]}"
    yield re.sub(r"[^\W\d_]+", _spelt, words)
    head, mark, rest = re.match(r"([^(;,]*)([(;,]?)(.*)", words, re.DOTALL).groups()  # type: ignore[union-attr]
    if mark and not _TIME_WORDS.search(rest):
        yield head.strip()


def _day_of_serial(match: re.Match[str]) -> str:
    serial = int(match[1])
    return _told(_SERIAL_ZERO + timedelta(days=serial)) if serial in _SERIALS else match[0]


def _told(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _possible(match: re.Match[str]) -> str:
    """Return the month of a day that does not exist, or the day when day and month stand exchanged."""
    if make_day(match) is not None:
        return match[0]
    told = match.groupdict()
    year, day = int(told["year"]), int(told["day"])
    month = MONTHS.index(told["name"]) + 1 if told.get("name") else int(told["month"])
    if 1 <= month <= len(MONTHS):
        return f"{MONTHS[month - 1]} {year}"
    try:
        return _told(date(year, day, month))
    except ValueError:
        return match[0]


def _around_new_year(words: str) -> Iterator[str]:
    """Yield "november 2027 - februari 2028" for "november - februari 2028", where the year stands once."""
    for one, word, two in split_range(words):
        begins, ends = complete(one, two)
        first, last = parse_unit(begins), parse_unit(ends)
        if first is None or last is None or first.first <= last.last:
            continue
        year = first.first.year
        if begins != one:
            yield f"{one} {year - 1} {word} {two}"
        elif ends != two:
            yield f"{one} {word} {two} {year + 1}"


def _spelt(match: re.Match[str]) -> str:
    """Return the known word that is most like this one, when there is just one."""
    word = match[0]
    if word in _KNOWN or len(word) < _SHORTEST:
        return word
    near = difflib.get_close_matches(word, _KNOWN, n=2, cutoff=_ALIKE)
    ratios = [difflib.SequenceMatcher(None, word, one).ratio() for one in near]
    return near[0] if near and ratios[0] not in ratios[1:] else word
