"""Codes of whole buurten, wijken and gemeenten in a row, of the edition that is in use."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from gis.register.cells import listed
from gis.register.records import Problem
from gis.tables import LIST_SEPARATOR

_EDITION = re.compile(r"(?P<code>.*\S)\s*@\s*(?P<year>\d{4})", re.ASCII)
_LETTERS = {8: "BU", 6: "WK", 4: "GM"}  # before a code of so many signs
_WHOLE = re.compile(r"(?:de\s+)?he(?:le|el)\s+(?:de\s+)?|\s*-?breed$")


def read_areas(
    told: Mapping[str, str], *, known: Collection[str], year: int | None = None, row: int = 0
) -> tuple[tuple[str, ...], list[Problem]]:
    """Return the codes that a row tells, without their edition, and what is wrong with them.

    A code of another edition than the one in use is told (``area_of_other_year``) and never looked up in this
    one: a buurt may have other bounds under the same code. A code that is not known, such as one without its
    letters, is told (``area_unknown``); the suggestion is the cell with the codes that were probably meant.

    Parameters
    ----------
    told
        Words by our exchange names: ``gebiedscodes`` (each perhaps with its edition, BU00141000@2023) and
        ``jaar_gebied``, the edition of all of them.
    known
        The codes of the edition in use.
    year
        Its year, None when it is not one: then editions are not compared.
    """
    stated = told.get("jaar_gebied", "").strip()
    codes: list[str] = []
    wrong: list[tuple[str, str]] = []
    for word in listed(told.get("gebiedscodes", "")):
        match = _EDITION.fullmatch(word)
        code, edition = (match["code"], match["year"]) if match else (word, stated)
        codes.append(code)
        if year is not None and edition and edition != str(year):
            wrong.append(("area_of_other_year", f"{code}@{edition}"))
        elif code not in known:
            wrong.append(("area_unknown", code))
    likely = [_likely(code, known) for code in codes]
    other_year = any(code == "area_of_other_year" for code, _ in wrong)
    suggestion = "" if other_year or not all(likely) else LIST_SEPARATOR.join(likely)
    problems = [Problem(row, "gebiedscodes", code, words, suggestion) for code, words in wrong]
    return tuple(codes), problems


def reach_of(text: str) -> str:
    """Return the reach that words tell: "hele buurt" is buurt, "gemeentebreed" is gemeente.

    Other words come back as they are, for the closed list to judge.

    Examples
    --------
    >>> reach_of("Hele buurt"), reach_of("heel de wijk"), reach_of("gemeentebreed"), reach_of("straat")
    ('buurt', 'wijk', 'gemeente', 'straat')
    """
    return _WHOLE.sub("", text.strip().casefold())


def _likely(code: str, known: Collection[str]) -> str:
    """Return the known code that was probably meant, "" when none."""
    plain = re.sub(r"[\s.-]", "", code).upper()
    tried: list[Callable[[str], str]] = [str, lambda text: _LETTERS.get(len(text), "") + text]
    return next((found for change in tried if (found := change(plain)) in known), "")
