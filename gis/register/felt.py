"""What people feel about a place: barriers as lines, facilities that feel as theirs or not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa
from shapely.geometry.base import BaseGeometry

from gis.errors import StoreError
from gis.register import schema
from gis.register.histories import History, Kept
from gis.register.persons import require_no_person
from gis.register.shape_column import Shape
from gis.vocabulary import Vocabulary

BARRIER, FACILITY = "barrière", "voorziening"
_KIND_OF = {"LineString": BARRIER, "MultiLineString": BARRIER, "Point": FACILITY}


TABLE = sa.Table(
    "felt",  # one row per version of what people feel about a barrier or a facility; none is ever changed
    schema.metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.String, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("shape", Shape, nullable=False),  # line of a barrier, point of a facility
    sa.Column("ours", sa.Boolean),  # whether a facility feels as theirs
    sa.Column("role", sa.String, nullable=False),
    sa.Column("meeting", sa.Text, nullable=False),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("fictional", sa.Boolean, nullable=False),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sa.Column("by", sa.String, nullable=False),  # which organisation wrote this version
    sa.Column("at", sa.DateTime, nullable=False),
    sa.UniqueConstraint("id", "version"),
)


@dataclass(frozen=True)
class Felt(Kept):
    """What somebody said of one place.

    Parameters
    ----------
    name
        What it is called: the road, the school.
    shape
        In RD: a line for a barrier, a point for a facility.
    ours
        Whether a facility feels as theirs; None for a barrier.
    role
        Of who said it, as those who draw; never a name.
    meeting, on
        Where and on which day it was said.
    withdrawn
        A next version that takes it back.
    """

    name: str
    shape: BaseGeometry
    ours: bool | None
    role: str
    meeting: str
    on: date
    fictional: bool = False
    withdrawn: bool = False

    @property
    def kind(self) -> str:
        """A barrier or a facility; "" for a shape that is neither."""
        return _KIND_OF.get(self.shape.geom_type, "")


_HISTORY = History(TABLE, Felt)


def all_felt(rows: sa.Connection) -> list[Felt]:
    """Return the newest version of each that was not taken back, in the order in which they were told."""
    return [one for one in _HISTORY.newest(rows) if not one.withdrawn]


def versions(rows: sa.Connection, felt_id: str) -> list[Felt]:
    """Return every version of one, oldest first."""
    return _HISTORY.versions(rows, felt_id)


def save(rows: sa.Connection, felt: Felt, *, vocabulary: Vocabulary, organisation: str, at: datetime) -> Felt:
    """Add one or its next version, and return it as it stands now; one that is the same is not added.

    Raises
    ------
    StoreError
        ``felt_incomplete`` (``missing`` is the name of the field), ``felt_not_there`` for a shape that is
        neither line nor point, ``felt_role_unknown``, ``personal_data``, and as in `History.add`; nothing
        is written then.
    """
    told = replace(felt, name=felt.name.strip(), meeting=felt.meeting.strip(), by=organisation)
    _check(told, vocabulary)
    return _HISTORY.add(rows, told, title=told.name, at=at)


def _check(felt: Felt, vocabulary: Vocabulary) -> None:
    if not felt.kind or felt.shape.is_empty:
        raise StoreError("felt_not_there")
    if not felt.name or (felt.kind == FACILITY and felt.ours is None):
        raise StoreError("felt_incomplete", missing="ours" if felt.name else "name")
    if felt.role not in vocabulary.lists["drawing_roles"]:
        raise StoreError("felt_role_unknown", told=felt.role)
    require_no_person(felt.name, felt.meeting, place=True)
