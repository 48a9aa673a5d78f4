"""Signals of residents and professionals: what they see, roughly where, and what was done with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np
import shapely
import sqlalchemy as sa
from shapely.geometry.base import BaseGeometry

from gis.errors import StoreError
from gis.register import schema
from gis.register.histories import History, Kept
from gis.register.persons import require_no_person
from gis.vocabulary import Vocabulary

REPORTED, TAKEN_UP, ANSWERED = "gemeld", "opgepakt", "teruggekoppeld"
STEPS = (REPORTED, TAKEN_UP, ANSWERED)
WITHDRAWN = "ingetrokken"  # the next version of one that was reported by mistake

# Sides of the squares that a place is rounded to [m]. 100 m is a block or two with some tens of homes, and
# the square that CBS publishes figures for; 50 m is for the heart of a city, 250 m for where few people live.
CELLS_M = (50, 100, 250)
CELL_M = 100
MOST_CELLS = 400  # of one signal; what is wider is about a whole buurt
MOST_LETTERS = 200  # of its words: a signal is no report

_AREA = re.compile(r"BU\d{4}[0-9A-Z]{4}")
# A street with a number would say in words what the squares keep back.
_ADDRESS = re.compile(
    r"\b\w+(?:straat|laan|weg|plein|hof|pad|singel|kade|dreef|plantsoen|gracht|dijk|steeg|erf)\s+\d+\w*",
    re.IGNORECASE,
)

TABLE = sa.Table(
    "signals",  # one row per version of what somebody saw; none is ever changed
    schema.metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.String, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("role", sa.String, nullable=False),  # of who saw it; never a name
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("area", sa.String, nullable=False),  # BU code, or "" for squares
    sa.Column("cells", sa.JSON, nullable=False),  # centres of the squares it lies in; never the place itself
    sa.Column("cell_m", sa.Integer, nullable=False),
    sa.Column("status", sa.String, nullable=False),  # gemeld, opgepakt, teruggekoppeld, ingetrokken
    sa.Column("status_on", sa.Date, nullable=False),
    sa.Column("organisation", sa.Text, nullable=False),  # which took this step
    sa.Column("counted", sa.Boolean, nullable=False),
    sa.Column("fictional", sa.Boolean, nullable=False),
    sa.Column("by", sa.String, nullable=False),  # which organisation wrote this version
    sa.Column("at", sa.DateTime, nullable=False),
    sa.UniqueConstraint("id", "version"),
)


@dataclass(frozen=True)
class Signal(Kept):
    """What somebody in a role (never a name) saw, on a day, and how far it came.

    It is about a whole buurt (`area`), or lies somewhere within squares of `cell_m` [m]: `cells` are their
    centres in RD [m], and more is not kept. `status` is one of `STEPS`, since `status_on`, by
    `organisation`: each step is a version, and every version stays. `counted` says whether everybody may
    read that it is there (as a number alone).
    """

    kind: str
    words: str
    role: str
    on: date
    organisation: str
    area: str = ""
    cells: tuple[tuple[float, float], ...] = ()
    cell_m: int = CELL_M
    status: str = REPORTED
    status_on: date | None = None
    counted: bool = False
    fictional: bool = False

    @property
    def place(self) -> BaseGeometry | None:
        """The squares within which it lies, in RD; None for a whole buurt."""
        half = self.cell_m / 2
        boxes = [shapely.box(x - half, y - half, x + half, y + half) for x, y in self.cells]
        return shapely.union_all(boxes) if boxes else None


def round_place(shape: BaseGeometry, *, cell_m: int) -> tuple[tuple[float, float], ...]:
    """Return the centres of the squares within which a shape lies; of the shape itself nothing is left.

    The squares lie on whole multiples of their side in RD, whatever is rounded, so that two signals never
    tell more together than each alone.

    Parameters
    ----------
    shape
        A point, line or area in RD [m].
    cell_m
        Side of a square [m]. What is smaller than a square becomes the square that holds its middle.

    Raises
    ------
    StoreError
        ``signal_place_unknown`` when the shape is empty, ``signal_too_wide`` when it takes more than
        `MOST_CELLS` squares.

    Examples
    --------
    >>> round_place(shapely.Point(233_412.7, 583_899.9), cell_m=100)
    ((233450.0, 583850.0),)
    >>> round_place(shapely.box(233_410, 583_810, 233_510, 583_830), cell_m=100)
    ((233450.0, 583850.0),)
    """
    if shape.is_empty:
        raise StoreError("signal_place_unknown")
    west, south, east, north = (int(edge // cell_m) for edge in shape.bounds)
    middle = shape.centroid
    at = [(int(middle.x // cell_m), int(middle.y // cell_m))]
    if (east - west + 1) * (north - south + 1) > 4 * MOST_CELLS:
        raise StoreError("signal_too_wide")
    if shape.area >= cell_m**2 or shape.length > 4 * cell_m:
        at = [(x, y) for x in range(west, east + 1) for y in range(south, north + 1)]
        corners = np.array(at, dtype=float) * cell_m
        boxes = shapely.box(*corners.T, *(corners + cell_m).T)
        at = [one for one, touched in zip(at, _shares(boxes, shape), strict=True) if touched]
    if len(at) > MOST_CELLS:
        raise StoreError("signal_too_wide")
    return tuple(((x + 0.5) * cell_m, (y + 0.5) * cell_m) for x, y in at)


_HISTORY = History(TABLE, Signal)


def signals(rows: sa.Connection) -> list[Signal]:
    """Return how each stands now, without what was withdrawn, in the order in which they were reported."""
    return [one for one in _HISTORY.newest(rows) if one.status != WITHDRAWN]


def versions(rows: sa.Connection, signal_id: str) -> list[Signal]:
    """Return every version of one, oldest first: what was done with it, by whom, when."""
    return _HISTORY.versions(rows, signal_id)


def add(
    rows: sa.Connection,
    said: Signal,
    *,
    place: BaseGeometry | None,
    vocabulary: Vocabulary,
    organisation: str,
    at: datetime,
) -> Signal:
    """Add a signal, its place rounded before anything is written, and return it as it stands.

    Parameters
    ----------
    said
        `cell_m` says how rough the place becomes; its `cells` and its status are not looked at.
    place
        Where it was, in RD [m]; None for a whole buurt (`area`).

    Raises
    ------
    StoreError
        ``signal_incomplete``, ``signal_word_unknown`` for a kind, role or buurt that is not known,
        ``signal_cell_unknown``, ``signal_too_long``, ``personal_data``, ``signal_address``, and as in
        `round_place`; nothing is written then.
    """
    if said.cell_m not in CELLS_M:
        raise StoreError("signal_cell_unknown", told=str(said.cell_m))
    told = replace(
        said,
        words=said.words.strip(),
        organisation=said.organisation.strip(),
        cells=() if place is None else round_place(place, cell_m=said.cell_m),
        area=said.area if place is None else "",
        status=REPORTED,
        status_on=said.on,
        by=organisation,
        version=0,
    )
    _check(told, vocabulary)
    if told.id and (known := versions(rows, told.id)):
        return known[-1]
    return _HISTORY.add(rows, told, title=told.words, at=at)


def step(
    rows: sa.Connection,
    told: Signal,
    status: str,
    *,
    on: date,
    by_whom: str,
    organisation: str,
    at: datetime,
) -> Signal:
    """Write that a signal came to a status, and return it as it stands now; the same status is no step.

    Parameters
    ----------
    told
        As it was read.
    status
        One of `STEPS`, also an earlier one (who took it up gives it back), or `WITHDRAWN`.
    on, by_whom
        The day, and the organisation that did it.

    Raises
    ------
    StoreError
        ``signal_word_unknown``, ``signal_incomplete`` without an organisation, ``signal_before`` when the
        day lies before the one of the signal, ``signal_not_yours`` when another organisation reported
        what is withdrawn, ``personal_data``, ``changed_meanwhile`` when somebody made another step since it
        was read; nothing is written then.
    """
    known = versions(rows, told.id)
    if not known or known[-1].version != told.version:
        raise StoreError("changed_meanwhile", title=told.words)
    if status not in {*STEPS, WITHDRAWN}:
        raise StoreError("signal_word_unknown", told=status)
    if status == WITHDRAWN and known[0].by != organisation:
        raise StoreError("signal_not_yours", owner=known[0].by)
    if not by_whom.strip():
        raise StoreError("signal_incomplete")
    require_no_person(by_whom)
    if on < told.on:
        raise StoreError("signal_before", day=told.on.isoformat())
    if status == known[-1].status:
        return known[-1]
    taken = replace(known[-1], status=status, status_on=on, organisation=by_whom.strip(), by=organisation)
    return _HISTORY.add(rows, taken, title=told.words, at=at)


def _shares(boxes: np.ndarray, shape: BaseGeometry) -> list[bool]:
    """Return whether a shape lies for more than its border in each of these boxes."""
    parts = shapely.intersection(boxes, shape)
    return [bool(value > 0) for value in (shapely.area(parts) if shape.area else shapely.length(parts))]


def _check(said: Signal, vocabulary: Vocabulary) -> None:
    whole = said.kind and said.words and said.role and said.organisation
    if not (whole and (said.area or said.cells)):
        raise StoreError("signal_incomplete")
    if said.kind not in vocabulary.lists["signal_kinds"]:
        raise StoreError("signal_word_unknown", told=said.kind)
    if said.role not in vocabulary.lists["signal_roles"]:
        raise StoreError("signal_word_unknown", told=said.role)
    if said.area and not _AREA.fullmatch(said.area):
        raise StoreError("signal_word_unknown", told=said.area)
    if len(said.words) > MOST_LETTERS:
        raise StoreError("signal_too_long", most=MOST_LETTERS)
    require_no_person(said.words, said.organisation, place=True)
    if address := _ADDRESS.search(said.words):
        raise StoreError("signal_address", told=address[0])
