"""One row of a list to a record, with everything that is wrong in it and all that a person should see."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from shapely.geometry.base import BaseGeometry

from gis.periods import Period, parse_period, split_place, why_not
from gis.register import cells, suggestions
from gis.register.areas import reach_of, read_areas
from gis.register.locating import Locate, Located
from gis.register.money import Money, parse_money
from gis.register.persons import find_person
from gis.register.placing import COORDINATES, place_of_row
from gis.register.records import Activity, Problem, check
from gis.register.told_shapes import NO_SHAPE, ToldShape, odd_shape
from gis.vocabulary import Vocabulary

REACHES = ("buurt", "wijk", "gemeente")  # of whole areas
PLACE_OPEN = "plek_open"  # a person says that the row goes without a place
PLACE_WORDS = ("complex", "gebied", "postcode", "huisnummer", "straat", "plaats", "plek_tekst")
_OWN_IDS = uuid.UUID("5f0c8b1e-7a53-5c1b-9b0e-4d6f3f1f9c11")  # makes the same id of the same row each time
_FREE = ("naam", "naam_bewoners", "toelichting", "plek_tekst")


@dataclass(frozen=True)
class Terms:
    """What rows are read against: the lists, the peildatum, whose rows they are, which codes exist.

    `refuse` may return the code of a problem with a record as a whole, None when it is fine. `locate` finds a
    place told in words; without it such words stay words. `year` is that of the edition that codes are of;
    `places` the place in words, by id, of the records that stand there.
    """

    vocabulary: Vocabulary
    reference: date
    owner: str
    known_codes: Collection[str]
    as_stated: bool = False
    refuse: Callable[[Activity], str | None] | None = None
    locate: Locate | None = None
    year: int | None = None
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What became of one row: its words, the record they make, what is wrong, what a person should see.

    A row with `problems` is not accepted; `remarks` stand in its way in nothing. `sum` is that of the words
    as they stand in the list, before anything was mended.
    """

    number: int
    told: Mapping[str, str]
    activity: Activity
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    sum: str = ""

    @property
    def ready(self) -> bool:
        """Whether the row can be saved."""
        return not self.problems


class _Findings:
    """What is found in one row while it is read."""

    def __init__(self, row: int) -> None:
        self._row = row
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []

    def tell(self, field: str, code: str, told: str = "", suggestion: str = "") -> None:
        """Keep something that is wrong."""
        self.problems.append(Problem(self._row, field, code, told, suggestion))

    def remark(self, field: str, code: str, told: str = "") -> None:
        """Keep something that a person should see."""
        self.remarks.append(Problem(self._row, field, code, told))


def read_row(told: Mapping[str, str], own: ToldShape | None, row: int, terms: Terms) -> Verdict:
    """Return one row as a record with everything that is wrong in it.

    Parameters
    ----------
    told
        Words by our exchange names and those of `gis.register.headings.HEADINGS`.
    own
        What its file tells with a shape, from `gis.register.placing.row_shapes`; the words go before it.
    row
        Its number in the list.
    """
    found = _Findings(row)
    placed = NO_SHAPE if told.get(PLACE_OPEN) else place_of_row(told, own or NO_SHAPE, row=row)
    found.problems += placed.problems
    found.remarks += placed.remarks
    place = placed.shape
    told, period = _when(told, terms.reference, found)
    name = _id(told, placed, terms)
    words = place_words(told)
    stays = words is not None and placed is NO_SHAPE and terms.places.get(name) == words
    located = None if stays else _locate(told, placed, terms, found)
    codes, unknown = read_areas(told, known=terms.known_codes, year=terms.year, row=row)
    found.problems += unknown
    if located is not None:
        place = located.geometry if located.geometry is not None else place
        codes = codes or located.area_codes
    values = _values(told, place, found.tell) | _place_values(told, words, located)
    values |= {
        "period": period,
        "area_codes": codes,
        "visibility": _visibility(told, terms),
        "owner": terms.owner,
        "geometry": place,
        "money": _money(told, found),
    }
    status = told.get("status", "").casefold()
    values["status"] = terms.vocabulary.status_synonyms.get(status, status)
    values["postponed"] |= status == "getemporiseerd"
    values["organisation"] = told.get("organisatie") or (None if "organisatie" in told else terms.owner)
    values["partners"] = cells.listed(told.get("partijen", "")) or tuple(
        filter(None, [values["organisation"]])
    )
    activity = Activity(id=name, **values)
    found.problems += check(activity, vocabulary=terms.vocabulary, row=row)
    for field_name in _FREE:
        if person := find_person(told.get(field_name, "")):
            found.tell(field_name, "personal_data", person)
    if terms.refuse is not None and (refused := terms.refuse(activity)):
        found.tell("id", refused, activity.title)
    kind = terms.vocabulary.kinds.get(activity.kind)
    if kind is not None and place is not None:
        found.remarks += odd_shape(kind, place, row=row)
    helped = tuple(suggestions.suggest(problem, vocabulary=terms.vocabulary) for problem in found.problems)
    return Verdict(row, told, activity, helped, tuple(found.remarks))


def _id(told: Mapping[str, str], placed: ToldShape, terms: Terms) -> str:
    """Return the record's own id, else one that the partner's number makes, else one of name and place."""
    if told.get("id"):
        return told["id"]
    if told.get("kenmerk"):
        key = [terms.owner, "kenmerk", told["kenmerk"]]
    else:
        words = [told[name] for name in PLACE_WORDS if told.get(name)]
        shape = placed.shape.wkt if placed.shape is not None else ""
        key = [terms.owner, told.get("naam", ""), shape, *cells.listed(told.get("gebiedscodes", "")), *words]
        if told.get("fase"):
            key.append(told["fase"])
    return str(uuid.uuid5(_OWN_IDS, "\x1f".join(key)))


def place_words(told: Mapping[str, str]) -> str | None:
    """Return the place of a row in its own words, as the record keeps it; None when it tells none."""
    address = " ".join(
        told[name] for name in ("straat", "huisnummer", "postcode", "plaats") if told.get(name)
    )
    said = [told[name] for name in ("plek_tekst", "complex", "gebied") if told.get(name)]
    return " · ".join(filter(None, [*said, address if address != told.get("straat") else ""])) or None


def _locate(told: Mapping[str, str], placed: ToldShape, terms: Terms, found: _Findings) -> Located | None:
    """Where the words say it is; a complex goes before coordinates, all other words come after them."""
    if terms.locate is None or told.get(PLACE_OPEN) or told.get("plek_bron"):
        return None  # a person said that it stays open, or which place it is
    has_own = placed != NO_SHAPE or any(told.get(name) for name in COORDINATES) or told.get("gebiedscodes")
    if has_own and not told.get("complex"):
        return None
    located = terms.locate(told)
    if located is None:
        return None
    if located.problem:
        found.tell("plek", located.problem, located.told)
    if located.remark:
        found.remark("plek", located.remark, located.told)
    return located


def _place_values(told: Mapping[str, str], words: str | None, located: Located | None) -> dict[str, Any]:
    """Return the place in words, in what it was found and how exactly (`Any`: one value per field)."""
    values: dict[str, Any] = {
        "place_text": words,
        "place_source": told.get("plek_bron") or None,
    }
    if located is None or located.problem:
        return values
    values |= {"reach": located.reach, "place_source": located.source}
    if not told.get("nauwkeurigheid"):
        values["accuracy"] = located.accuracy
    if located.street and not told.get("straat"):
        values["street"] = located.street
    return values


def _money(told: Mapping[str, str], found: _Findings) -> tuple[Money, ...]:
    parts = [told.get("geld", "")]
    if "geld" not in told:  # our own exports carry these sums beside the words
        for name, state in (("geld_toegezegd", "toegezegd"), ("geld_gezocht", "gezocht")):
            parts += [f"{told[name].replace('.', ',')} euro {state}"] if told.get(name) else []
    rows = parse_money(" | ".join(filter(None, parts)))
    for money in rows:
        if money.malformed:
            found.remark("geld", "money_malformed", money.text)
    return rows


def _values(told: Mapping[str, str], place: BaseGeometry | None, tell: cells.Tell) -> dict[str, Any]:
    """Fields that are read as they stand (`Any`: one value per field, of its own type)."""
    no_accuracy = "onbekend" if place is None else "schatting"
    title = told.get("naam", "")
    return {
        "title": title,
        "public_title": "" if told.get("naam_bewoners") == title else told.get("naam_bewoners", ""),
        "theme": told.get("thema", "").casefold(),
        "other_themes": tuple(word.casefold() for word in cells.listed(told.get("themas_neven", ""))),
        "kind": told.get("soort", "").casefold() or "onbekend",
        "postponed": cells.flag(told, "uitgesteld", tell),
        "fixed_date": cells.flag(told, "vaste_datum", tell),
        "framework": cells.flag(told, "kader", tell),
        "fictional": cells.flag(told, "fictief", tell),
        "target_groups": cells.listed(told.get("doelgroepen", "")),
        "accuracy": told.get("nauwkeurigheid", "").casefold() or no_accuracy,
        "reach": _reach(told),
        "street": told.get("straat") or None,
        "phase_of": told.get("fase_van") or None,
        "privacy_class": told.get("privacyklasse") or "partners",
        "origin": told.get("herkomst") or "opgegeven door partner",
        "source": told.get("bron") or None,
        "source_id": told.get("kenmerk") or None,
        "count": cells.whole(told, "aantal", tell),
        "note": told.get("toelichting") or None,
        "confirmed_on": cells.day(told, "bevestigd_op", tell),
    }


def _reach(told: Mapping[str, str]) -> str:
    """Return the reach as told; "hele buurt" beside a code tells it too."""
    whole = reach_of(told.get("gebied", "")) if told.get("gebiedscodes") else ""
    return reach_of(told.get("bereik", "")) or (whole if whole in REACHES else "plek")


def _visibility(told: Mapping[str, str], terms: Terms) -> str:
    stated = told.get("zichtbaarheid", "").casefold()
    if not terms.as_stated or not stated:
        return "concept"
    by_sentence = {sentence.casefold(): code for code, sentence in terms.vocabulary.visibilities.items()}
    return by_sentence.get(stated, stated)


def _when(told: Mapping[str, str], reference: date, found: _Findings) -> tuple[Mapping[str, str], Period]:
    """Return the period of a row, and its words without the place that may stand behind a comma."""
    text = told.get("periode_tekst", "") or _between(told)
    words, place = split_place(text, reference=reference)
    period = parse_period(words, reference=reference)
    if period is not None:
        period = period if words == text else replace(period, text=text)
        return ({**told, "plek_tekst": place} if place and not told.get("plek_tekst") else told), period
    if "periode_van" not in told:
        found.tell("periode", why_not(text), text)
        return told, Period(text)
    # Our own exports carry the days beside words that only a person understands.
    days = Period(text)
    first, last = (cells.day(told, name, found.tell) for name in ("periode_van", "periode_tot"))
    return told, replace(days, start_earliest=first, start_latest=first, end_earliest=last, end_latest=last)


def _between(told: Mapping[str, str]) -> str:
    """Words for a period that is told in two columns."""
    begin, end = told.get("begin", ""), told.get("einde", "")
    if begin and end:
        return begin if begin == end else f"{begin} - {end}"
    if begin:
        return f"{begin}, eind onbekend"
    return f"t/m {end}" if end else ""
