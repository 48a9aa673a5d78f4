"""The rows of a list held against what stands in the register: new, changed, the same, or waiting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from gis.register import updates
from gis.register.headings import Column
from gis.register.intake import WAITING, Intake, park
from gis.register.reading import Verdict
from gis.register.records import Activity, Problem
from gis.register.waiting import Delivery, Parked
from gis.workspace.heading_rows import Head
from gis.workspace.registers import Register

Fate = Literal["added", "changed", "unchanged", "parked", "dropped"]
PARKED: Fate = "parked"
DROPPED: Fate = "dropped"  # a person left it out before, and its words are the same
_NOT_READY = (PARKED, DROPPED)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list and what becomes of it.

    `fate` is added, changed, unchanged, parked or dropped; `activity` the record as it will stand.
    """

    file: str
    verdict: Verdict
    fate: Fate
    activity: Activity


@dataclass(frozen=True)
class Imported:
    """What becomes of a list: accepted + parked + dropped = rows.

    `gone` are records that stood in the list before and do not any more; they stay until a person withdraws
    them. `columns` says per sheet which column was taken for what, `heads` on which row its headings stand.
    """

    told: tuple[Row, ...]
    gone: tuple[Activity, ...]
    columns: Mapping[str, tuple[Column, ...]]
    delivery: Delivery | None
    heads: tuple[Head, ...] = ()
    saved: bool = False

    @property
    def rows(self) -> int:
        """How many rows the list had."""
        return len(self.told)

    @cached_property
    def accepted(self) -> tuple[Activity, ...]:
        """The records of the rows that are ready."""
        return tuple(row.activity for row in self.told if row.fate not in _NOT_READY)

    @cached_property
    def parked(self) -> tuple[Parked, ...]:
        """The rows that cannot be saved yet."""
        return tuple(park(row.file, row.verdict) for row in self.told if row.fate == PARKED)

    @cached_property
    def dropped(self) -> tuple[Row, ...]:
        """The rows that a person left out before; they are not asked about again."""
        return tuple(row for row in self.told if row.fate == DROPPED)

    @cached_property
    def remarks(self) -> tuple[Problem, ...]:
        """What a person should see of the rows that are ready."""
        ready = (row for row in self.told if row.fate not in _NOT_READY)
        return tuple(remark for row in ready for remark in row.verdict.remarks)

    @cached_property
    def outcomes(self) -> dict[str, int]:
        """How many of the accepted rows are added, changed and unchanged."""
        return dict(Counter(row.fate for row in self.told if row.fate not in _NOT_READY))


@dataclass(frozen=True)
class Known:
    """What was known before a list came: the record of each row told before, what was merged or left out."""

    told: Mapping[str, str]
    merged: Mapping[str, str]
    dropped: Mapping[str, str]


def weigh(
    register: Register,
    intakes: Sequence[Intake],
    standing: Mapping[str, Activity],
    *,
    file: str,
    sha256: str,
    organisation: str,
    as_stated: bool,
    taken_in: Collection[tuple[str, int]] = (),
) -> Imported:
    """Hold the rows against what stands in the register and what the list told before.

    Parameters
    ----------
    taken_in
        File and number of rows that were left out before and count now after all.
    """
    deliveries = register.store.deliveries(organisation=organisation)
    known = Known(
        updates.told_before(deliveries), register.store.merged(), updates.dropped_before(deliveries)
    )
    told = [
        Row(file, verdict, DROPPED, verdict.activity)
        if verdict.sum in known.dropped and (file, verdict.number) not in taken_in
        else _fate(file, verdict, standing, known, as_stated=as_stated)
        for file, verdict in _apart(intakes)
    ]
    columns = {intake.file: intake.columns for intake in intakes}
    if any(row.verdict.told.get(WAITING) for row in told):  # questions that came back
        return Imported(tuple(told), (), columns, None)
    rows = {row.verdict.sum: "" if row.fate in _NOT_READY else row.activity.id for row in told}
    left = {row.verdict.sum: known.dropped[row.verdict.sum] for row in told if row.fate == DROPPED}
    ours = [activity for activity in standing.values() if activity.owner == organisation]
    gone = updates.gone(deliveries, file, [row.activity.id for row in told], ours)
    return Imported(tuple(told), tuple(gone), columns, Delivery(file, sha256, rows, left))


def _apart(intakes: Sequence[Intake]) -> Iterator[tuple[str, Verdict]]:
    """Yield each row with its file; one with the words of an earlier row gets a sum of its own."""
    times: Counter[str] = Counter()
    for intake in intakes:
        for verdict in intake.verdicts:
            times[verdict.sum] += 1
            many = times[verdict.sum]
            yield intake.file, verdict if many == 1 else replace(verdict, sum=f"{verdict.sum}.{many}")


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
