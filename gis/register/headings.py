"""Which column of a partner's list is which field: told by its heading, else by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from gis.crs import RD_BOX
from gis.periods import parse_period
from gis.register.cells import as_text
from gis.register.money import parse_money
from gis.tables import EXCHANGE_NAMES
from gis.vocabulary import Vocabulary

Why = Literal["heading", "examples", "remembered", "personal", "nothing"]
Tests = dict[str, Callable[[str], bool]]

# Fields that a list may tell and our own exports do not have: a place in words, two ends.
OF_LISTS = (
    "wachtnummer", "complex", "gebied", "straat", "huisnummer", "postcode", "plaats", "begin", "einde",
    "fase", "jaar_gebied", "geometrie_rd", "x", "y", "lon", "lat",
)  # fmt: skip
FIELDS = tuple(dict.fromkeys([*EXCHANGE_NAMES.values(), *OF_LISTS]))
SEVERAL = frozenset(
    {"geld", "toelichting", "partijen", "plek_tekst"}
)  # fields that may be told in more columns
# Columns about persons: the register has no place for them, so they are left behind, and said.
_PERSONAL = re.compile(
    r"contact|telefoon|mobiel|e-?mail|\bbsn\b|geboorte|achternaam|voornaam|projectleider|\bphone\b|aanspreekpunt"
)
_OURS = {"themagroep", "weergave"}  # columns that only our own exports have
_AREA_CODE = re.compile(r"(BU|WK|GM)\d{4,8}(\s*[|;,]\s*(BU|WK|GM)\d{4,8})*", re.IGNORECASE)
_POSTCODE = re.compile(r"\d{4}\s?[A-Za-z]{2}")
_METRES = re.compile(r"\d{5,6}([.,]\d+)?")
_LOOKED_AT = 200  # cells of a column
_MOST = 0.6  # of the cells must be of a field
_FEWEST = 2  # cells, to tell by examples


@dataclass(frozen=True)
class Column:
    """A column of a list: its heading, the field it is ("" for none), why, and some of its words."""

    heading: str
    field: str
    why: Why
    examples: tuple[str, ...] = ()


def match_columns(
    frame: pd.DataFrame,
    *,
    vocabulary: Vocabulary,
    reference: date,
    remembered: Mapping[str, str] | None = None,
) -> list[Column]:
    """Return for every column which field it is taken for.

    What was remembered of an earlier list decides first, then the heading, then what stands in the cells: at
    least two that are filled, and three of five of them of that field. A field is given to one column, apart
    from those of `SEVERAL`; the first in the list gets it.

    Parameters
    ----------
    frame
        A list, cells as text.
    remembered
        Field by heading (as `tidy` gives it), as a person corrected it before; "" for a column that is none.
    """
    headings = [tidy(str(name)) for name in frame.columns]
    examples = [_examples(frame.iloc[:, place]) for place in range(len(headings))]
    known = remembered or {}
    ours = set(headings) >= _OURS
    ways: list[tuple[Why, Callable[[int, set[str]], str | None]]] = [
        ("remembered", lambda place, _: known.get(headings[place])),
        # Our own names go before what others call them.
        ("heading", lambda place, _: _own_name(headings[place], ours=ours)),
        ("heading", lambda place, _: _their_name(headings[place], vocabulary)),
        ("heading", lambda place, _: _under_group(headings, place, vocabulary)),
        ("personal", lambda place, _: "" if _PERSONAL.search(headings[place]) else None),
    ]
    if not ours:
        tests = _tests(vocabulary, reference)
        ways.append(("examples", lambda place, taken: _by_examples(examples[place], tests, taken)))
    found: dict[int, tuple[str, Why]] = {}
    taken: set[str] = set()
    for why, tell in ways:
        for place in range(len(headings)):
            field = None if place in found else tell(place, taken)
            if field is not None and field not in taken - SEVERAL:
                found[place] = field, why
                taken |= {field} - {""}
    return [
        Column(str(heading), *found.get(place, ("", "nothing")), examples=tuple(examples[place][:3]))
        for place, heading in enumerate(frame.columns)
    ]


def tidy(heading: str) -> str:
    """Return a heading without capitals, double spaces and a colon behind it.

    Examples
    --------
    >>> tidy(" Planning  Start: ")
    'planning start'
    """
    return " ".join(heading.casefold().split()).rstrip(": ")


def is_list(columns: Sequence[Column]) -> bool:
    """Return whether a table is a list of activities: a name, and when, how far, what or for how much."""
    fields = {column.field for column in columns}
    beside = {"thema", "status", "periode_tekst", "begin", "soort", "geld", "complex"}
    return "naam" in fields and bool(fields & beside)


def _own_name(heading: str, *, ours: bool) -> str | None:
    if heading == "id" and not ours:
        return "kenmerk"  # a partner's own number
    return heading if heading in FIELDS else None


def _their_name(heading: str, vocabulary: Vocabulary) -> str | None:
    return next((field for field, theirs in vocabulary.headings.items() if heading in theirs), None)


def _under_group(headings: Sequence[str], place: int, vocabulary: Vocabulary) -> str | None:
    """Return the field of a heading without its first word, when that stands over other columns too."""
    group, _, own = headings[place].partition(" ")
    over = sum(heading.startswith(f"{group} ") for heading in headings)
    if not own or over < _FEWEST:
        return None
    return _own_name(own, ours=False) or _their_name(own, vocabulary)


def _examples(column: pd.Series) -> list[str]:
    words = (as_text(value) for value in column.head(_LOOKED_AT))
    return list(dict.fromkeys(word for word in words if word))


def _by_examples(examples: Sequence[str], tests: Tests, taken: set[str]) -> str | None:
    fewest = max(_FEWEST, _MOST * len(examples))
    fitting = (field for field, fits in tests.items() if sum(map(fits, examples)) >= fewest)
    return next((field for field in fitting if field not in taken), None)


def _tests(vocabulary: Vocabulary, reference: date) -> Tests:
    """Return by field whether a cell is one of it; the surest first."""

    def is_period(word: str) -> bool:
        period = parse_period(word, reference=reference)
        return period is not None and period.known

    def is_money(word: str) -> bool:
        told = "€" in word or "euro" in word.casefold()
        return told and any(row.amount_eur is not None for row in parse_money(word))

    def is_between(low: float, high: float) -> Callable[[str], bool]:
        return lambda word: _METRES.fullmatch(word) is not None and low < float(word.replace(",", ".")) < high

    return {
        "thema": lambda word: word.casefold() in vocabulary.themes,
        "status": lambda word: word.casefold() in {*vocabulary.statuses, *vocabulary.status_synonyms},
        "soort": lambda word: word.casefold() in vocabulary.kinds,
        "gebiedscodes": lambda word: _AREA_CODE.fullmatch(word) is not None,
        "postcode": lambda word: _POSTCODE.fullmatch(word) is not None,
        "geld": is_money,
        "periode_tekst": is_period,
        "x": is_between(RD_BOX[0], RD_BOX[2]),
        "y": is_between(RD_BOX[1], RD_BOX[3]),
    }
