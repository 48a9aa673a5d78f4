"""The fields of a row that are read by themselves: columns of words to columns of values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from gis.periods import Period, parse_period, split_place, why_not
from gis.register import cells
from gis.register.money import Money, parse_money
from gis.register.told_rows import Findings, Told, ToldRows
from gis.vocabulary import Vocabulary

Columns = dict[str, list[Any]]  # by field of a record, one value per row; each column of its own type

_WHEN = ("periode_tekst", "begin", "einde", "periode_van", "periode_tot")
_MONEY = ("geld", "geld_toegezegd", "geld_gezocht")
_AS_TOLD = {"phase_of": "fase_van", "source": "bron", "source_id": "kenmerk", "note": "toelichting"}


def read_periods(rows: ToldRows, *, reference: date) -> list[Period]:
    """Return the period of each row; the place that may stand behind a comma in its words goes to its own."""
    periods = rows.judge(_WHEN, partial(_when, reference=reference))
    rows.fill("plek_tekst", [place for _, place in periods])
    return [period for period, _ in periods]


def read_fields(rows: ToldRows, *, vocabulary: Vocabulary, owner: str, as_stated: bool) -> Columns:
    """Return the fields of which each follows from one or two columns.

    Parameters
    ----------
    vocabulary
        Says which words stand for a status and for who may see it.
    owner
        Whose rows they are: the party where a list names none.
    as_stated
        Whether rows keep the visibility that they tell.
    """
    statuses = [status.casefold() for status in rows.words("status")]
    titles = rows.words("naam")
    return {
        "title": titles,
        "public_title": list(map(_public_title, rows.words("naam_bewoners"), titles)),
        "theme": rows.each("thema", str.casefold),
        "other_themes": rows.each(
            "themas_neven", lambda words: tuple(map(str.casefold, cells.listed(words)))
        ),
        "kind": rows.each("soort", lambda word: word.casefold() or "onbekend"),
        "status": [vocabulary.status_synonyms.get(status, status) for status in statuses],
        "postponed": list(map(_postponed, rows.cells("uitgesteld", cells.flag), statuses)),
        "fixed_date": rows.cells("vaste_datum", cells.flag),
        "framework": rows.cells("kader", cells.flag),
        "fictional": rows.cells("fictief", cells.flag),
        "target_groups": rows.each("doelgroepen", cells.listed),
        **{name: [words or None for words in rows.words(told)] for name, told in _AS_TOLD.items()},
        "privacy_class": [word or "partners" for word in rows.words("privacyklasse")],
        "origin": [word or "opgegeven door partner" for word in rows.words("herkomst")],
        "count": rows.cells("aantal", cells.whole),
        "confirmed_on": rows.cells("bevestigd_op", cells.day),
        "visibility": rows.each("zichtbaarheid", partial(_visibility, vocabulary, as_stated)),
        "owner": [owner] * len(rows),
        "organisation": rows.judge(("organisatie",), lambda told, _: _organisation(told, owner)),
        "partners": rows.judge(("partijen", "organisatie"), lambda told, _: _partners(told, owner)),
        "money": rows.judge(_MONEY, _money),
    }


def _when(told: Told, found: Findings, *, reference: date) -> tuple[Period, str]:
    """Return the period of a row, and the place that may stand behind a comma in its words."""
    text = told.get("periode_tekst", "") or _between(told)
    words, place = split_place(text, reference=reference)
    period = parse_period(words, reference=reference)
    if period is not None:
        return (period if words == text else replace(period, text=text)), place
    if "periode_van" not in told:
        found.tell("periode", why_not(text), text)
        return Period(text), ""
    # Our own exports carry the days beside words that only a person understands.
    first, last = (cells.day(told, name, found.tell) for name in ("periode_van", "periode_tot"))
    return Period(text, first, first, last, last), ""


def _between(told: Told) -> str:
    """Words for a period that is told in two columns."""
    begin, end = told.get("begin", ""), told.get("einde", "")
    if begin and end:
        return begin if begin == end else f"{begin} - {end}"
    if begin:
        return f"{begin}, eind onbekend"
    return f"t/m {end}" if end else ""


def _public_title(told: str, title: str) -> str:
    return "" if told == title else told


def _postponed(told: bool, status: str) -> bool:  # noqa: FBT001 - two columns
    return told or status == "getemporiseerd"


def _visibility(vocabulary: Vocabulary, as_stated: bool, told: str) -> str:  # noqa: FBT001 - partial
    stated = told.casefold()
    if not as_stated or not stated:
        return "concept"
    by_sentence = {sentence.casefold(): code for code, sentence in vocabulary.visibilities.items()}
    return by_sentence.get(stated, stated)


def _organisation(told: Told, owner: str) -> str | None:
    return told.get("organisatie") or (None if "organisatie" in told else owner)


def _partners(told: Told, owner: str) -> tuple[str, ...]:
    return cells.listed(told.get("partijen", "")) or tuple(filter(None, [_organisation(told, owner)]))


def _money(told: Told, found: Findings) -> tuple[Money, ...]:
    parts = [told.get("geld", "")]
    if "geld" not in told:  # our own exports carry these sums beside the words
        for name, state in (("geld_toegezegd", "toegezegd"), ("geld_gezocht", "gezocht")):
            parts += [f"{told[name].replace('.', ',')} euro {state}"] if told.get(name) else []
    rows = parse_money(" | ".join(filter(None, parts)))
    for money in rows:
        if money.malformed:
            found.remark("geld", "money_malformed", money.text)
    return rows
