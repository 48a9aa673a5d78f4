"""The rows of a list held against what stands in the register: new, changed, the same, or waiting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from gis.register import updates
from gis.register.headings import Column
from gis.register.intake import WAITING, Intake, park
from gis.register.reading import Verdict
from gis.register.records import Activity, Problem
from gis.register.waiting import Delivery, Parked
from gis.workspace.registers import Register

Fate = Literal["added", "changed", "unchanged", "parked"]
PARKED: Fate = "parked"


@dataclass(frozen=True)
class Row:
    """One row of a list and what becomes of it.

    `fate` is added, changed, unchanged or parked; `activity` the record as it will stand.
    """

    file: str
    verdict: Verdict
    fate: Fate
    activity: Activity


@dataclass(frozen=True)
class Imported:
    """What becomes of a list: accepted + parked = rows.

    `gone` are records that stood in the list before and do not any more; they stay until a person withdraws
    them. `columns` says per sheet which column was taken for what.
    """

    told: tuple[Row, ...]
    gone: tuple[Activity, ...]
    columns: Mapping[str, tuple[Column, ...]]
    delivery: Delivery | None
    saved: bool = False

    @property
    def rows(self) -> int:
        """How many rows the list had."""
        return len(self.told)

    @cached_property
    def accepted(self) -> tuple[Activity, ...]:
        """The records of the rows that are ready."""
        return tuple(row.activity for row in self.told if row.fate != PARKED)

    @cached_property
    def parked(self) -> tuple[Parked, ...]:
        """The rows that cannot be saved yet."""
        return tuple(park(row.file, row.verdict) for row in self.told if row.fate == PARKED)

    @cached_property
    def remarks(self) -> tuple[Problem, ...]:
        """What a person should see of the rows that are ready."""
        return tuple(remark for row in self.told if row.fate != PARKED for remark in row.verdict.remarks)

    @cached_property
    def outcomes(self) -> dict[str, int]:
        """How many of the accepted rows are added, changed and unchanged."""
        return dict(Counter(row.fate for row in self.told if row.fate != PARKED))


@dataclass(frozen=True)
class Known:
    """What was known before a list came: the record of each row told before, and what was merged."""

    told: Mapping[str, str]
    merged: Mapping[str, str]


def weigh(
    register: Register,
    intakes: Sequence[Intake],
    standing: Mapping[str, Activity],
    *,
    file: str,
    sha256: str,
    organisation: str,
    as_stated: bool,
) -> Imported:
    """Hold the rows against what stands in the register and what the list told before."""
    deliveries = register.store.deliveries(organisation=organisation)
    known = Known(updates.told_before(deliveries), register.store.merged())
    told = [
        _fate(intake.file, verdict, standing, known, as_stated=as_stated)
        for intake in intakes
        for verdict in intake.verdicts
    ]
    columns = {intake.file: intake.columns for intake in intakes}
    if any(row.verdict.told.get(WAITING) for row in told):  # questions that came back
        return Imported(tuple(told), (), columns, None)
    rows = {row.verdict.sum: "" if row.fate == PARKED else row.activity.id for row in told}
    ours = [activity for activity in standing.values() if activity.owner == organisation]
    gone = updates.gone(deliveries, file, [row.activity.id for row in told], ours)
    return Imported(tuple(told), tuple(gone), columns, Delivery(file, sha256, rows))


def _fate(
    file: str, verdict: Verdict, standing: Mapping[str, Activity], known: Known, *, as_stated: bool
) -> Row:
    same = known.told.get(verdict.sum)
    if same is not None:  # the list says nothing new of it: what people did since stays
        same = known.merged.get(same, same)
        return Row(file, verdict, "unchanged", standing.get(same) or replace(verdict.activity, id=same))
    if kept := standing.get(known.merged.get(verdict.activity.id, "")):
        remark = Problem(verdict.number, "id", "merged_before", kept.title)
        seen = replace(verdict, problems=(), remarks=(*verdict.remarks, remark))
        return Row(file, seen, "unchanged", kept)
    if not verdict.ready:
        return Row(file, verdict, PARKED, verdict.activity)
    there = standing.get(verdict.activity.id)
    new = updated(verdict, standing, as_stated=as_stated)
    if there is None:
        return Row(file, verdict, "added", new)
    return Row(file, verdict, "unchanged" if there.same_as(new) else "changed", new)


def updated(verdict: Verdict, standing: Mapping[str, Activity], *, as_stated: bool) -> Activity:
    """Return the record that a row makes, over what stands there."""
    there = standing.get(verdict.activity.id)
    return verdict.activity if there is None else updates.update(verdict, there, as_stated=as_stated)
