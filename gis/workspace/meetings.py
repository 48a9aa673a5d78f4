"""What lies on the table at a meeting: what is open, what to confirm, what to decide on, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import pandas as pd

from gis.analysis.groups import Group
from gis.analysis.money import By, totals
from gis.register.decisions import TAKEN_BACK, Decision
from gis.register.visible import Audience
from gis.workspace import answers
from gis.workspace.agreements import FINISHED, Upkeep, see_upkeep
from gis.workspace.answers import Chances
from gis.workspace.changes import Changes, changes_since
from gis.workspace.decisions import find_decision, see_decisions
from gis.workspace.registers import Register

MONEY_BY: tuple[By, ...] = ("theme", "partner", "year")  # ways in which a meeting adds up money
MONTHS_BACK = 3  # where nothing was decided yet: about the time between two meetings (our choice)


@dataclass(frozen=True)
class Since:
    """The day since which a meeting looks back, and whether something was decided on that day."""

    day: date
    decided: bool


@dataclass(frozen=True, eq=False)
class Meeting:
    """What lies on the table, for one audience.

    `activities` are all of the register that may be seen; `groups` are the certain groups of the gemeente
    that nothing was decided about, each with its number in the list of koppelkansen; `money` the totals
    (`gis.analysis.money`) of what is not over in the gemeente, in each of the ways of `MONEY_BY`.
    """

    reference_day: date
    audience: Audience
    organisation: str
    since: Since
    activities: gpd.GeoDataFrame
    chances: Chances
    groups: tuple[tuple[int, Group], ...]
    upkeep: Upkeep
    money: Mapping[By, pd.DataFrame]
    changes: Changes

    @property
    def open_agreements(self) -> pd.DataFrame:
        """What was agreed and is not done yet, what is late first."""
        told = self.upkeep.agreements
        return told[told["state"] != FINISHED]


def hold_meeting(
    register: Register,
    chances: Chances,
    *,
    organisation: str,
    audience: Audience,
    today: date,
    since: date | None = None,
) -> Meeting:
    """Return what lies on the table.

    Parameters
    ----------
    chances
        What `gis.workspace.answers.find_chances` gives for the same organisation and audience.
    today
        Used as peildatum where the workspace has none of its own.
    since
        The day to look back to; without it the day of the last decision before the peildatum, else
        `MONTHS_BACK` months before it.
    """
    day = register.reference_day(today=today)
    decisions = see_decisions(register, organisation=organisation, audience=audience)
    start = last_decided(decisions, reference_day=day)
    if since is not None:
        start = Since(since, decided=since == start.day and start.decided)
    there = chances.activities
    here = frozenset(there.loc[there["shown_as"] != "voorbij", "id"])
    money = answers.see_money(register, organisation=organisation, audience=audience, ids=here)
    return Meeting(
        reference_day=day,
        audience=audience,
        organisation=organisation,
        since=start,
        activities=answers.see_activities(register, organisation=organisation, audience=audience),
        chances=chances,
        groups=tuple(undecided(chances.groups, decisions)),
        upkeep=see_upkeep(register, organisation=organisation, audience=audience, today=today),
        money={by: totals(money, by=by) for by in MONEY_BY},
        changes=changes_since(register, start.day, organisation=organisation, audience=audience),
    )


def last_decided(decisions: Iterable[Decision], *, reference_day: date) -> Since:
    """Return the day of the last decision before the peildatum, else the day `MONTHS_BACK` months before it.

    What is decided on the peildatum itself is of the meeting that is going on.
    """
    held = (one for one in decisions if one.choice != TAKEN_BACK)
    days = [one.decided_on for one in held if one.decided_on < reference_day]
    if days:
        return Since(max(days), decided=True)
    before = pd.Timestamp(reference_day) - pd.DateOffset(months=MONTHS_BACK)
    return Since(before.date(), decided=False)


def undecided(groups: Iterable[Group], decisions: Sequence[Decision]) -> list[tuple[int, Group]]:
    """Return the certain groups that nothing was decided about, with their number, counted from 1.

    One whose moment is over is left out: its plans are asked about first (`upkeep.find_stale`).
    `gis.workspace.decisions.find_decision` says which decision is about a group.
    """
    return [
        (number, group)
        for number, group in enumerate(groups, 1)
        if group.certainty == "zeker" and not group.over and find_decision(group.members, decisions) is None
    ]
