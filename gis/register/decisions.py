"""What the table decides about plans and finds of pairs, within a transaction of the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from gis.errors import StoreError
from gis.register import merging, schema
from gis.register.changes import find_standing
from gis.register.histories import History, Kept
from gis.register.persons import find_person
from gis.register.records import Activity
from gis.register.visible import Audience, may_see

DO, EXPLORE, NOT = "doen", "uitzoeken", "niet"
CHOICES = (DO, EXPLORE, NOT)
TAKEN_BACK = "teruggenomen"  # the next version of a decision that does not hold any more


@dataclass(frozen=True)
class Decision(Kept):
    """What the table decided about one activity, a pair or a group, and who sees to it.

    `members` are ids of activities, sorted. `organisation` and `role` (never a name) own it, empty when
    nobody does yet; it is late after `due_on`. `done` and `effect` are None while nobody said.
    """

    members: tuple[str, ...]
    choice: str
    decided_on: date
    organisation: str = ""
    role: str = ""
    due_on: date | None = None
    note: str = ""
    done: bool | None = None
    effect: bool | None = None


@dataclass(frozen=True)
class Vote:
    """Whether an organisation finds a pair useful; `a_id` is the smaller id."""

    a_id: str
    b_id: str
    organisation: str
    useful: bool
    at: datetime


_HISTORY = History(schema.decisions, Decision)


def decisions(rows: sa.Connection, *, until: date | None = None) -> list[Decision]:
    """Return the newest version of every decision (at the end of the day `until`), the oldest one first."""
    return _HISTORY.newest(rows, until=until)


def versions(rows: sa.Connection, decision_id: str) -> list[Decision]:
    """Return every version of a decision, oldest first."""
    return _HISTORY.versions(rows, decision_id)


def decide(rows: sa.Connection, decision: Decision, *, organisation: str, at: datetime) -> Decision:
    """Add a decision or a next version of one, and return it as it stands now.

    A next version must carry the version it was read with. About the same members at most one decision is
    not done nor taken back: whoever comes second is told that the table decided meanwhile. One that is the
    same as what stands there is left alone.

    Raises
    ------
    StoreError
        ``members_missing``, ``choice_unknown``, ``personal_data`` in the role or the note,
        ``activity_unknown`` when a member is not there (any more) or may not be seen by the organisation,
        ``changed_meanwhile``; nothing is written then.
    """
    told = replace(decision, members=tuple(sorted(set(decision.members))), by=organisation)
    _check(told)
    titles = _require_seen(rows, told.members, organisation)
    standing = {one.id: one for one in decisions(rows)}
    ends = merging.merged(rows)
    about = _current(told.members, ends)
    there = standing.get(told.id)
    if there is not None:
        _require_seen(rows, there.members, organisation)
        if _current(there.members, ends) == about:  # what went into another still counts in who may see it
            told = replace(told, members=there.members)
    others = [one for one in standing.values() if one.choice != TAKEN_BACK and one.id != told.id]
    open_ones = [one.members for one in others if not one.done]
    title = " × ".join(titles)
    if there is None and any(_current(members, ends) == about for members in open_ones):
        raise StoreError("changed_meanwhile", title=title)
    return _HISTORY.add(rows, told, title=title, at=at)


def votes(rows: sa.Connection) -> list[Vote]:
    """Return the last vote of every organisation on every pair, in the order of the pairs."""
    query = sa.select(schema.votes).order_by(schema.votes.c.number)
    last = {
        (r["a_id"], r["b_id"], r["organisation"]): Vote(
            r["a_id"], r["b_id"], r["organisation"], r["useful"], r["at"]
        )
        for r in rows.execute(query).mappings()
    }
    return [last[key] for key in sorted(last)]


def vote(rows: sa.Connection, a_id: str, b_id: str, *, useful: bool, organisation: str, at: datetime) -> None:
    """Keep what an organisation finds of a pair; what it found before stays in the table.

    Raises
    ------
    StoreError
        ``members_missing`` when the two are one, ``activity_unknown`` as in `decide`.
    """
    members = sorted({a_id, b_id})
    if len(members) == 1:
        raise StoreError("members_missing")
    _require_seen(rows, members, organisation)
    told = dict(zip(("a_id", "b_id"), members, strict=True))
    rows.execute(sa.insert(schema.votes).values(**told, organisation=organisation, useful=useful, at=at))


def _check(decision: Decision) -> None:
    if not decision.members:
        raise StoreError("members_missing")
    if decision.choice not in (*CHOICES, TAKEN_BACK):
        raise StoreError("choice_unknown", told=decision.choice, known=", ".join(CHOICES))
    for words in (decision.organisation, decision.role, decision.note):
        if person := find_person(words):
            raise StoreError("personal_data", told=person)


def _require_seen(rows: sa.Connection, members: Iterable[str], organisation: str) -> list[str]:
    """Return the titles of the members; of one that went into another both must be there to be seen."""
    ends = merging.merged(rows)
    names = list(members)
    standing = find_standing(rows, [*names, *(ends[name] for name in names if name in ends)])
    titles = []
    for name in names:
        told, _ = standing.get(name, (None, False))
        there, withdrawn = standing.get(ends.get(name, name), (None, False))
        if withdrawn or not (_sees(told, organisation) and _sees(there, organisation)) or there is None:
            raise StoreError("activity_unknown", id=name)
        titles.append(there.title)
    return titles


def _current(members: Iterable[str], ends: Mapping[str, str]) -> frozenset[str]:
    """Return the ids that stand for the members now."""
    return frozenset(ends.get(name, name) for name in members)


def _sees(activity: Activity | None, organisation: str) -> bool:
    return activity is not None and may_see(activity, organisation=organisation, audience=Audience.OWN)
