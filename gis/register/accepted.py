"""Neighbourhoods as the people around the table settled them: each settling is a version, and all stay."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa
from shapely.geometry.base import BaseGeometry

from gis.errors import StoreError
from gis.register import schema
from gis.register.histories import History, Kept
from gis.register.persons import require_no_person
from gis.register.shape_column import Shape

SETTLED_CODE = "ZB"  # a code begins so: zoals beleefd
_AREAS = ("Polygon", "MultiPolygon")


TABLE = sa.Table(
    "accepted",  # one row per version of an area that a meeting settled on; none is ever changed
    schema.metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.String, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("shape", Shape, nullable=False),
    sa.Column("meeting", sa.Text, nullable=False),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("organisation", sa.Text, nullable=False),  # who keeps it, in which role
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("k", sa.Float),  # share of those who drew from which a place counts
    sa.Column("drawings", sa.Integer, nullable=False),
    sa.Column("public", sa.Boolean, nullable=False),
    sa.Column("fictional", sa.Boolean, nullable=False),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sa.Column("by", sa.String, nullable=False),  # which organisation wrote this version
    sa.Column("at", sa.DateTime, nullable=False),
    sa.UniqueConstraint("id", "version"),
)


@dataclass(frozen=True)
class AcceptedArea(Kept):
    """An area that a meeting settled on, such as the kern of what people drew.

    Parameters
    ----------
    name
        What residents call it.
    shape
        Polygon in RD.
    meeting, on
        The meeting that settled it, and the day.
    organisation, role
        Who keeps it; never a name.
    question, k, drawings
        The question to those who drew, the share from which a place counts, and how many drew; "" , None and
        0 for an area that comes from elsewhere.
    public
        Whether everybody may see it; others see it as partners.
    withdrawn
        A next version that takes it back.
    """

    name: str
    shape: BaseGeometry
    meeting: str
    on: date
    organisation: str
    role: str
    question: str = ""
    k: float | None = None
    drawings: int = 0
    public: bool = False
    fictional: bool = False
    withdrawn: bool = False


_HISTORY = History(TABLE, AcceptedArea)


def areas(rows: sa.Connection, *, until: date | None = None) -> list[AcceptedArea]:
    """Return the newest version of each that was not taken back (at the end of the day `until`), by name."""
    standing = (one for one in _HISTORY.newest(rows, until=until) if not one.withdrawn)
    return sorted(standing, key=lambda one: one.name)


def versions(rows: sa.Connection, area_id: str) -> list[AcceptedArea]:
    """Return every version of one, oldest first."""
    return _HISTORY.versions(rows, area_id)


def save(rows: sa.Connection, area: AcceptedArea, *, organisation: str, at: datetime) -> AcceptedArea:
    """Add one or its next version, and return it as it stands now; one that is the same is not added.

    Raises
    ------
    StoreError
        ``accepted_incomplete`` (``missing`` is the name of the field), ``accepted_not_area``,
        ``accepted_name_taken`` when another area of that name stands, ``personal_data``, and as in
        `History.add`; nothing is written then.
    """
    words = {name: getattr(area, name).strip() for name in ("name", "meeting", "role")}
    told = replace(area, **words, by=organisation)
    _check(told)
    others = {one.name.casefold() for one in areas(rows) if one.id != told.id}
    if told.name.casefold() in others and not told.withdrawn:
        raise StoreError("accepted_name_taken", name=told.name)
    code = told.id or f"{SETTLED_CODE}{uuid.uuid4().hex[:8]}"
    return _HISTORY.add(rows, replace(told, id=code), title=told.name, at=at)


def _check(area: AcceptedArea) -> None:
    missing = [name for name in ("name", "meeting", "on", "organisation", "role") if not getattr(area, name)]
    if missing:
        raise StoreError("accepted_incomplete", missing=missing[0])
    require_no_person(area.name, area.meeting, area.role)
    if area.shape.geom_type not in _AREAS or area.shape.is_empty or not area.shape.is_valid:
        raise StoreError("accepted_not_area", name=area.name)
