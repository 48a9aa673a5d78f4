"""Signals for whoever asks: adding one, what was done with it, where they are, how many a buurt has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gis.errors import StoreError
from gis.register.signals import ANSWERED, CELL_M, CELLS_M, STEPS, TAKEN_UP, Signal, round_place
from gis.register.visible import FEWEST_SIGNALS, Audience, counted_signals, visible_signals
from gis.workspace.places import Place
from gis.workspace.registers import Register

_CELL = "signalen:vak"


@dataclass(frozen=True)
class SignalCount:
    """How many signals a buurt has, and of how many somebody took them up, or told what came of them."""

    total: int
    taken_up: int
    answered: int


def cell_of(register: Register) -> int:
    """Return the side of the squares that places are rounded to in a workspace [m]."""
    told = register.store.setting(_CELL)
    return int(told) if told else CELL_M


def set_cell(register: Register, cell_m: int) -> None:
    """Round places to squares of this side [m] from now on; what was rounded before stays as it is.

    Raises
    ------
    StoreError
        ``signal_cell_unknown``.
    """
    if cell_m not in CELLS_M:
        raise StoreError("signal_cell_unknown", told=str(cell_m))
    register.store.set_setting(_CELL, str(cell_m))


def keep_signal(
    register: Register,
    here: Place,
    said: Signal,
    *,
    place: BaseGeometry | None,
    organisation: str,
    at: datetime,
) -> Signal:
    """Add a signal about a spot (RD) of a gemeente, or about a whole buurt (`said.area`).

    Raises
    ------
    StoreError
        ``signal_elsewhere`` when the spot is in no buurt that is known here: it would be seen nowhere; and as
        in `gis.register.signals.add`.
    """
    if place is not None:
        rough = replace(said, area="", cells=round_place(place, cell_m=said.cell_m))
        if buurten_of([rough], here) == [()]:
            raise StoreError("signal_elsewhere", gemeente=here.gemeentenaam)
    return register.store.add_signal(
        said, place=place, vocabulary=register.vocabulary, organisation=organisation, at=at
    )


def take_step(
    register: Register, told: Signal, status: str, *, on: date, by_whom: str, organisation: str, at: datetime
) -> Signal:
    """Write what was done with a signal; see `gis.register.signals.step` for what can go wrong."""
    return register.store.step_signal(told, status, on=on, by_whom=by_whom, organisation=organisation, at=at)


def see_signals(
    register: Register, place: Place, *, audience: Audience, statuses: Iterable[str] = STEPS
) -> list[Signal]:
    """Return the signals of a gemeente that may be seen, the newest first.

    Without any outline it cannot be said that a square lies elsewhere: then all squares are here.
    """
    asked = set(statuses)
    told = visible_signals(register.store.signals(), audience=audience)
    here = [one for one, codes in zip(told, buurten_of(told, place), strict=True) if codes]
    return sorted((one for one in here if one.status in asked), key=lambda one: one.on, reverse=True)


def count_signals(register: Register, place: Place, *, audience: Audience) -> dict[str, SignalCount]:
    """Return by buurt how many signals it has; a buurt without any that may be told is not there.

    A signal counts in every buurt that holds the middle of one of its squares. Everybody reads numbers from
    `FEWEST_SIGNALS` on, of the signals that were told to count.
    """
    told = counted_signals(register.store.signals(), audience=audience)
    found: dict[str, list[Signal]] = {}
    for one, codes in zip(told, buurten_of(told, place), strict=True):
        for code in codes:
            found.setdefault(code, []).append(one)
    fewest = FEWEST_SIGNALS if audience is Audience.PUBLIC else 1
    known = set(place.buurten["buurtcode"])
    return {
        code: SignalCount(
            len(those),
            sum(one.status == TAKEN_UP for one in those),
            sum(one.status == ANSWERED for one in those),
        )
        for code, those in sorted(found.items())
        if len(those) >= fewest and code in known
    }


def buurten_of(signals: Sequence[Signal], place: Place) -> list[tuple[str, ...]]:
    """Return the buurten of each signal, by code; none for one of another gemeente.

    Where no buurt has an outline, squares belong to the gemeente as a whole.
    """
    outlined = place.buurten[place.buurten.geometry.notna()]
    codes = outlined["buurtcode"].to_numpy()
    tree = shapely.STRtree(outlined.geometry.to_numpy())
    owner = np.repeat(np.arange(len(signals)), [len(one.cells) for one in signals])
    middles = shapely.points([middle for one in signals for middle in one.cells] or np.empty((0, 2)))
    inside, buurt = tree.query(middles, predicate="intersects")
    found: list[set[str]] = [{one.area} & set(place.codes) for one in signals]
    for number, at in zip(owner[inside], buurt, strict=True):
        found[number].add(str(codes[at]))
    if outlined.empty:
        found = [
            {place.gemeentecode} if one.cells else told for one, told in zip(signals, found, strict=True)
        ]
    return [tuple(sorted(told)) for told in found]
