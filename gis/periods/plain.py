"""Dutch words of time in one spelling, so that one grammar reads them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_MONTHS_SHORT = {
    "jan": "januari",
    "feb": "februari",
    "febr": "februari",
    "mrt": "maart",
    "apr": "april",
    "jun": "juni",
    "jul": "juli",
    "aug": "augustus",
    "sep": "september",
    "sept": "september",
    "okt": "oktober",
    "nov": "november",
    "dec": "december",
}
_ORDINALS = {"eerste": "1e", "tweede": "2e", "derde": "3e", "vierde": "4e"}
REMEMBERED = 4096  # texts: a list repeats its own few

_LAST_OF_THIS_CENTURY = 69  # two digits up to here are of 20.., as programs commonly take them


@lru_cache(maxsize=REMEMBERED)
def plain_words(text: str) -> str:
    """Return words of time in the one spelling that `gis.periods.units` and `.period` read.

    Small letters, single spaces, one kind of dash, whole months, ``t/m`` for "tot en met", ``±`` for "circa"
    and the like, ``q3`` for "3e kwartaal", ``1e helft`` for "eerste halfjaar", days and years in full. Two
    digits are a year behind an apostrophe ('27) and in a full day (3-4-27), nowhere else.

    Examples
    --------
    >>> plain_words("Eerste  helft van '27"), plain_words("Ca. sept. 2027"), plain_words("3/4/27")
    ('1e helft van 2027', '± september 2027', '3-4-2027')
    """
    words = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    for pattern, mend in _STEPS:
        words = pattern.sub(mend, words)
    return " ".join(words.split()).strip(" .,;")


def _whole_year(digits: str) -> str:
    if len(digits) != 2:  # noqa: PLR2004  # already whole
        return digits
    return f"{'20' if int(digits) <= _LAST_OF_THIS_CENTURY else '19'}{digits}"


def _with_whole_year(match: re.Match[str]) -> str:
    *days, year = match.groups()
    return "-".join([*days, _whole_year(year)])


_Mend = str | Callable[[re.Match[str]], str]

# In this order: what comes later reads what came before.
_STEPS: tuple[tuple[re.Pattern[str], _Mend], ...] = tuple(
    (re.compile(pattern), mend)
    for pattern, mend in (
        (r"[‐‑‒–—−]", "-"),
        (r"vóór", "voor"),
        (r"^(\d{4})\.0+$", r"\1"),  # a year that a spreadsheet wrote as a number
        (r"(?<=\d)[t ]00:00(?::00(?:\.0+)?)?(?![\d:])", ""),  # a day that a spreadsheet wrote as a moment
        (r"['’‘`´] ?(\d\d)(?!\d)", lambda match: _whole_year(match[1])),
        (r"(?:\+/-|\+-|±|~)\s*|\b(?:ca\.?|circa|rond(?:om)?|omstreeks|ongeveer|plm\.?)\s+", "± "),
        (r"(?<![\d/.])(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d\d)(?![\d/])", _with_whole_year),
        (r"(?<![\d-])(\d{1,2})-(\d{1,2})-(\d\d)(?![\d-])", _with_whole_year),
        (r"(?<![a-z])(?:tot (?:en|&) met|t/m|t\.m\.|tm)(?![a-z])", " t/m "),
        (r"(?<!\bt)/|/(?!m\b)", "-"),
        (rf"\b({'|'.join(_MONTHS_SHORT)})\b\.?", lambda match: _MONTHS_SHORT[match[1]]),
        (rf"\b({'|'.join(_ORDINALS)})\b", lambda match: _ORDINALS[match[1]]),
        (r"\b([1-4])(?:ste|de)\b", r"\1e"),
        (r"\b([1-4])e? ?(?:kwartaal|kw\b\.?)", r"q\1"),
        (r"\b(?:kwartaal|kw\.?|q) ?([1-4])(?!\d)", r"q\1"),
        (r"\b([12])e? ?(?:helft|half ?jaar)\b", r"\1e helft"),
        (r"\bh([12])(?= )", r"\1e helft"),
        (r"\b(?:week|weken|wk)\b\.? ?(?:nr\.? ?)?(?=\d)|\b(?:week|wk)(?=\d)", "week "),
        (r"(?<=\d)-?w(?=\d\d$)", " week "),
        (r"\beinde\b", "eind"),
        (r"\b(?:halverwege|midden|mid)\b", "medio"),
        (r": ", " "),
    )
)
