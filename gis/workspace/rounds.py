"""A round of drawing: who may hand in what, on the screen and on phones, and when all of it is shown."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gis.errors import TableError
from gis.register.rounds import MEANT, Round
from gis.workspace.drawings import Outline, Seen, new_drawing, take_outline
from gis.workspace.places import Place
from gis.workspace.registers import Register

LEAST_M2 = 500  # below this it was a slip of the finger
AROUND_M = 5_000.0  # how far beside the gemeente somebody's buurt may lie
LONGEST_NAME = 60
LONGEST_MEETING = 80


@dataclass(frozen=True)
class Going:
    """The round that is open, and how many drawings came in."""

    round: Round
    count: int


@dataclass(frozen=True)
class Told:
    """What who drew says with the outline: what the buurt is called, and a role, never a name of a person.

    `token` tells two drawings apart that are alike in everything else; one that comes twice is one drawing.
    """

    name: str
    role: str
    seen: Seen | None = None
    token: str = ""


def see_going(register: Register) -> Going | None:
    """Return the round that is open, None when there is none."""
    going = next((one for one in register.store.rounds() if one.shown_at is None), None)
    return None if going is None else Going(going, register.store.count_drawings(going.id))


def begin(register: Register, asked: Round, *, organisation: str, at: datetime) -> Round:
    """Begin a round; see `gis.register.rounds.begin` for what can go wrong.

    A question that leaves the name to who draws is about none, whatever `asked` says.
    """
    about = asked if asked.question == MEANT else replace(asked, name="")
    questions = register.vocabulary.lists["drawing_questions"]
    return register.store.begin_round(about, questions=questions, organisation=organisation, at=at)


def hand_in(
    register: Register,
    going: Round,
    shape: BaseGeometry,
    told: Told,
    *,
    drawn_on: date,
    place: Place,
) -> Outline:
    """Keep an outline (RD [m]) in the round, hidden until the round is shown, and return it as it counts.

    Parameters
    ----------
    place
        The gemeente: an outline that lies far from it would spoil the count of all.

    Raises
    ------
    TableError
        ``drawing_without_area``, ``drawing_too_small``, ``drawing_elsewhere``, ``drawing_without_name``,
        ``drawing_role_unknown``.
    StoreError
        ``round_over``, ``round_full``, ``personal_data``.
    """
    outline = take_outline(shape)
    name = (going.name or told.name).strip()
    if outline.area_m2 < LEAST_M2:
        raise TableError("drawing_too_small", m2=LEAST_M2)
    if _far(outline.shape, place):
        raise TableError("drawing_elsewhere")
    if not name or len(name) > LONGEST_NAME:
        raise TableError("drawing_without_name")
    if told.role not in register.vocabulary.lists["drawing_roles"]:
        raise TableError("drawing_role_unknown", told=told.role)
    drawing, _ = new_drawing(
        outline.shape,
        name=name,
        role=told.role,
        question=going.question,
        meeting=going.meeting,
        drawn_on=drawn_on,
        fictional=register.workspace.fictional,
        seen=told.seen,
        round_id=going.id,
        token=told.token,
    )
    register.store.add_drawings([drawing])
    return outline


def _far(shape: BaseGeometry, place: Place) -> bool:
    around = place.buurten.total_bounds
    return bool(np.isfinite(around).all()) and not shapely.box(*around).buffer(AROUND_M).contains(shape)


def find_by_key(opened: Iterable[Register], key: str) -> tuple[Register, Round] | None:
    """Return the open round with this key and the register that it is in, None when there is none."""
    for register in opened:
        for one in register.store.rounds():
            if one.shown_at is None and hmac.compare_digest(one.key.encode(), key.encode()):
                return register, one
    return None
