"""Rows of a list to records, column by column, with all that is wrong and all that a person should see."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import partial

import numpy as np
import shapely

from gis.register import cells, suggestions
from gis.register.areas import reach_of, read_areas
from gis.register.fields import Columns, read_fields, read_periods
from gis.register.locating import Locate, Located
from gis.register.once import each_once
from gis.register.persons import find_person
from gis.register.placing import COORDINATES, places_of_rows
from gis.register.records import Activity, Problem, check_whole, check_words, words_of
from gis.register.told_rows import Findings, Told, ToldRows
from gis.register.told_shapes import NO_SHAPE, ToldShape, odd_shape
from gis.vocabulary import Vocabulary

REACHES = ("buurt", "wijk", "gemeente")  # of whole areas
PLACE_OPEN = "plek_open"  # a person says that the row goes without a place
PLACE_WORDS = ("complex", "gebied", "postcode", "huisnummer", "straat", "plaats", "plek_tekst")
_OWN_IDS = uuid.UUID("5f0c8b1e-7a53-5c1b-9b0e-4d6f3f1f9c11")  # makes the same id of the same row each time
_FREE = ("naam", "naam_bewoners", "toelichting", "plek_tekst")
_LOCATED_BY = (*PLACE_WORDS, "gebiedscodes", *COORDINATES)


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


@dataclass(frozen=True, slots=True)
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


def read_row(told: Told, own: ToldShape | None, row: int, terms: Terms) -> Verdict:
    """Return one row as a record with everything that is wrong in it; see `read_told`."""
    [verdict] = read_told([told], [own or NO_SHAPE], [row], terms)
    return verdict


def read_told(
    told: Sequence[Told],
    own: Sequence[ToldShape],
    numbers: Sequence[int],
    terms: Terms,
    *,
    tell: Callable[[int], None] | None = None,
) -> list[Verdict]:
    """Return each row as a record with everything that is wrong in it.

    The same words in a column are read once. What depends on more than one of them is judged per row.

    Parameters
    ----------
    told
        Words by our exchange names and those of `gis.register.headings.HEADINGS`, per row.
    own
        What its file tells with a shape, from `gis.register.placing.row_shapes`; the words go before it.
    numbers
        Of the rows in the list.
    tell
        Told how many rows were looked at, before the place of each next one is looked for.
    """
    rows = ToldRows(told)
    placed = _placed(rows, own)
    columns: Columns = {"period": read_periods(rows, reference=terms.reference)}
    columns["place_text"] = list(map(place_words, rows.told))
    columns["id"] = [_id(words, shape, terms) for words, shape in zip(rows.told, placed, strict=True)]
    located = _locate(rows, placed, columns, terms, tell)
    columns |= _place_columns(rows, placed, located, terms)
    columns |= read_fields(rows, vocabulary=terms.vocabulary, owner=terms.owner, as_stated=terms.as_stated)
    columns |= {"version": [0] * len(rows), "changed_on": [None] * len(rows)}  # it is not saved yet
    columns = {field.name: columns[field.name] for field in fields(Activity)}
    records = [
        Activity.of(dict(zip(columns, values, strict=True))) for values in zip(*columns.values(), strict=True)
    ]
    _check(rows, records, terms)
    helped = (
        [suggestions.suggest(problem, vocabulary=terms.vocabulary) for problem in problems]
        for problems in rows.problems
    )
    return [
        Verdict(number, words, record, _numbered(problems, number), _numbered(remarks, number))
        for number, words, record, problems, remarks in zip(
            numbers, rows.told, records, helped, rows.remarks, strict=True
        )
    ]


def _numbered(found: Sequence[Problem], row: int) -> tuple[Problem, ...]:
    return tuple(replace(problem, row=row) for problem in found)


def _placed(rows: ToldRows, own: Sequence[ToldShape]) -> list[ToldShape]:
    """Return where each row is by its coordinates, unless a person says that it goes without a place."""
    open_places = rows.words(PLACE_OPEN)
    placed = [
        NO_SHAPE if is_open else shape
        for is_open, shape in zip(open_places, places_of_rows(rows.told, own), strict=True)
    ]
    for position, shape in enumerate(placed):
        rows.problems[position] += shape.problems
        rows.remarks[position] += shape.remarks
    return placed


def _id(told: Told, placed: ToldShape, terms: Terms) -> str:
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


def place_words(told: Told) -> str | None:
    """Return the place of a row in its own words, as the record keeps it; None when it tells none."""
    address = " ".join(
        told[name] for name in ("straat", "huisnummer", "postcode", "plaats") if told.get(name)
    )
    said = [told[name] for name in ("plek_tekst", "complex", "gebied") if told.get(name)]
    return " · ".join(filter(None, [*said, address if address != told.get("straat") else ""])) or None


def _locate(
    rows: ToldRows,
    placed: Sequence[ToldShape],
    columns: Columns,
    terms: Terms,
    tell: Callable[[int], None] | None,
) -> list[Located | None]:
    """Where the words say it is; a place in words that stand there already is not looked for again."""
    if terms.locate is None:
        return [None] * len(rows)
    known: dict[tuple[str | None, ...], Located | None] = {}
    located: list[Located | None] = []
    for position, (told, shape) in enumerate(zip(rows.told, placed, strict=True)):
        if tell is not None:
            tell(position)
        words = columns["place_text"][position]
        stays = words is not None and shape is NO_SHAPE and terms.places.get(columns["id"][position]) == words
        if stays or not _tells_place(told, shape):
            located.append(None)
            continue
        key = tuple(map(told.get, _LOCATED_BY))
        if key not in known:
            known[key] = terms.locate(told)
        found = known[key]
        located.append(found)
        if found is not None and found.problem:
            rows.problems[position] += (Problem(0, "plek", found.problem, found.told),)
        if found is not None and found.remark:
            rows.remarks[position] += (Problem(0, "plek", found.remark, found.told),)
    return located


def _tells_place(told: Told, placed: ToldShape) -> bool:
    """Whether words say where it is: a complex goes before coordinates, all others come after them."""
    if told.get(PLACE_OPEN) or told.get("plek_bron"):
        return False  # a person said that it stays open, or which place it is
    has_own = placed is not NO_SHAPE or any(map(told.get, COORDINATES)) or told.get("gebiedscodes")
    return not has_own or bool(told.get("complex"))


def _place_columns(
    rows: ToldRows,
    placed: Sequence[ToldShape],
    located: Sequence[Located | None],
    terms: Terms,
) -> Columns:
    """Return where each record is, how exactly, and in what its words were found."""
    codes = rows.judge(
        ("gebiedscodes", "jaar_gebied"), partial(_areas, known=terms.known_codes, year=terms.year)
    )
    columns: Columns = {
        "geometry": [shape.shape for shape in placed],
        "area_codes": list(codes),
        "reach": rows.judge(("bereik", "gebied", "gebiedscodes"), lambda told, _: _reach(told)),
        "street": [street or None for street in rows.words("straat")],
        "place_source": [source or None for source in rows.words("plek_bron")],
        "accuracy": rows.each("nauwkeurigheid", str.casefold),
    }
    for position, found in enumerate(located):
        if found is None:
            continue
        if found.geometry is not None:
            columns["geometry"][position] = found.geometry
        columns["area_codes"][position] = codes[position] or found.area_codes
        if not found.problem:
            columns["reach"][position] = found.reach
            columns["place_source"][position] = found.source
            columns["accuracy"][position] = columns["accuracy"][position] or found.accuracy
            columns["street"][position] = columns["street"][position] or found.street or None
    columns["accuracy"] = [
        accuracy or ("onbekend" if shape is None else "schatting")
        for accuracy, shape in zip(columns["accuracy"], columns["geometry"], strict=True)
    ]
    return columns


def _areas(told: Told, found: Findings, *, known: Collection[str], year: int | None) -> tuple[str, ...]:
    codes, unknown = read_areas(told, known=known, year=year)
    found.problems += unknown
    return codes


def _reach(told: Told) -> str:
    """Return the reach as told; "hele buurt" beside a code tells it too."""
    whole = reach_of(told.get("gebied", "")) if told.get("gebiedscodes") else ""
    return reach_of(told.get("bereik", "")) or (whole if whole in REACHES else "plek")


def _check(rows: ToldRows, records: Sequence[Activity], terms: Terms) -> None:
    """Hold each record against the lists, the rules of the register, and what it refuses; odd shapes too."""
    closed = each_once(list(map(words_of, records)), partial(check_words, vocabulary=terms.vocabulary))
    for position, (record, wrong) in enumerate(zip(records, closed, strict=True)):
        rows.problems[position] += (*wrong, *check_whole(record, vocabulary=terms.vocabulary))
    for name in _FREE:
        for position, person in enumerate(rows.each(name, find_person)):
            if person:
                rows.problems[position] += (Problem(0, name, "personal_data", person),)
    shapes = np.fromiter((record.geometry for record in records), dtype=object, count=len(records))
    wide = shapely.get_dimensions(shapes) > 0  # a point is odd for nothing
    for position, record in enumerate(records):
        if terms.refuse is not None and (refused := terms.refuse(record)):
            rows.problems[position] += (Problem(0, "id", refused, record.title),)
        kind = terms.vocabulary.kinds.get(record.kind)
        if wide[position] and kind is not None and record.geometry is not None:
            rows.remarks[position] += odd_shape(kind, record.geometry)
