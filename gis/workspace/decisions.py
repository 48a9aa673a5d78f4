"""Decisions of the table and votes on pairs, as the one who asks may see them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from gis.analysis.shifts import SAME_GROUP
from gis.register.decisions import TAKEN_BACK, Decision, Vote
from gis.register.visible import Audience, may_see, visible_decisions, visible_votes
from gis.workspace.registers import Register

PAIR = 2  # members; another pair is about something else


def see_decisions(
    register: Register, *, organisation: str, audience: Audience, until: date | None = None
) -> list[Decision]:
    """Return the decisions that the audience may see, the oldest first (as they stood at the end of a day).

    A member that went into another activity is told as that one; both must be there to be seen.
    """
    ends = register.store.merged()
    seen_ids = _seen_ids(register, ends, organisation=organisation, audience=audience)
    seen = visible_decisions(register.store.decisions(until=until), seen_ids, audience=audience)
    return [
        replace(one, members=tuple(sorted({ends.get(name, name) for name in one.members}))) for one in seen
    ]


def find_decision(members: Collection[str], decisions: Iterable[Decision]) -> Decision | None:
    """Return what was decided about a group or a pair, also when the group had other members then.

    A decision about exactly these members goes first. Else it is the one about members most like these, when
    both were three or more and share more than half of all their members: the same group, that gained or
    lost some. Of equals the newest; what was taken back is no decision.

    Parameters
    ----------
    decisions
        What may be seen (`see_decisions`), the oldest first.

    Examples
    --------
    >>> day = date(2027, 3, 11)
    >>> told = [Decision(("A", "B", "C"), "doen", day), Decision(("A", "B"), "niet", day)]
    >>> [found.choice if (found := find_decision(asked, told)) else None for asked in ("ABCD", "AB", "AC")]
    ['doen', 'niet', None]
    """
    about, found, best = set(members), None, SAME_GROUP
    for one in decisions:
        both = about | set(one.members)
        share = len(about & set(one.members)) / len(both)
        alike = share == 1 or min(len(about), len(one.members)) > PAIR
        if one.choice != TAKEN_BACK and alike and (share > SAME_GROUP and share >= best):
            found, best = one, share
    return found


def see_votes(register: Register, *, organisation: str, audience: Audience) -> list[Vote]:
    """Return the last vote of every organisation on the pairs that the audience may see."""
    seen_ids = _seen_ids(register, {}, organisation=organisation, audience=audience)
    return visible_votes(register.store.votes(), seen_ids)


def _seen_ids(
    register: Register, ends: dict[str, str], *, organisation: str, audience: Audience
) -> frozenset[str]:
    """Return the ids of what may be seen, and of what went into that and might itself be seen."""
    seen, gone = (
        {one.id for one in told if may_see(one, organisation=organisation, audience=audience)}
        for told in (register.store.activities(), register.store.activities(withdrawn=True))
    )
    return frozenset(seen | {name for name in gone if ends.get(name) in seen})
