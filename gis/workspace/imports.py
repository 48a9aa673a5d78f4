"""Bring a partner's list into the register: accepted rows saved, refused rows parked, none lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from gis.errors import TableError
from gis.register.headings import Column, match_columns
from gis.register.intake import WAITING, Choices, Intake, holds_activities, read_rows
from gis.register.locating import Locate
from gis.register.reading import Terms
from gis.register.records import Activity
from gis.sources.lists import read_list
from gis.sources.reader import Read
from gis.workspace import cache, sample
from gis.workspace.collecting import uncollected
from gis.workspace.heading_rows import heads_of, keep_heading_rows, open_list
from gis.workspace.home import Home
from gis.workspace.registers import Register
from gis.workspace.weighing import DROPPED, PARKED, Imported, weigh


@dataclass(frozen=True)
class Import:
    """How a list is to be read: whose it is, when, and against what.

    Parameters
    ----------
    organisation
        Whose rows they are.
    at
        The moment, for the history; its day is the peildatum where the workspace has none.
    as_stated
        Rows keep the visibility they tell; else new rows start as concept and known ones keep theirs.
    choices
        What a person chose about columns and cells; what the organisation chose before counts too.
    heading_rows
        As `gis.workspace.heading_rows.open_list`.
    locate
        Finds places told in words; None leaves them words.
    year
        Of the edition of the gemeente in use, to which codes of areas belong.
    taken_in
        File and number of rows that a person left out before and takes in after all.
    """

    organisation: str
    at: datetime
    as_stated: bool = False
    choices: Choices = field(default_factory=Choices)
    heading_rows: Mapping[str, int] = field(default_factory=dict)
    locate: Locate | None = None
    year: int | None = None
    taken_in: frozenset[tuple[str, int]] = frozenset()


def check_list(home: Home, register: Register, path: Path, *, how: Import) -> Imported:
    """Read a list and tell what would become of it; nothing is saved.

    Parameters
    ----------
    path
        CSV, XLSX, GeoJSON, GeoPackage or zipped shapefile, our own exports among them.

    Raises
    ------
    TableError
        ``no_activities`` when nothing in the file has names of activities.
    SourceError
        As in `gis.workspace.heading_rows.open_list`.
    """
    reads = open_list(
        register,
        path.name,
        organisation=how.organisation,
        heading_rows=how.heading_rows,
        read=lambda rows: read_list(path, heading_rows=rows),
    )
    return judge_list(home, register, reads, file=path.name, how=how)


@uncollected()
def judge_list(
    home: Home,
    register: Register,
    reads: Sequence[Read],
    *,
    file: str,
    how: Import,
    tell: Callable[[int], None] | None = None,
) -> Imported:
    """Tell what would become of a list that was opened already; nothing is saved.

    Parameters
    ----------
    tell
        Told how many rows were looked at, before each next one.
    """
    fields = {**remembered_columns(register, organisation=how.organisation), **how.choices.fields}
    made_up = {"fictief": "ja", "herkomst": "fictief"} if register.workspace.fictional else {}
    choices = replace(how.choices, fields=fields, constants={**how.choices.constants, **made_up})
    standing = {activity.id: activity for activity in register.store.activities()}
    terms = terms_of(home, register, standing, how)
    lists = [read for read in reads if holds_activities(read.frame, terms=terms, choices=choices)]
    if not lists:
        raise TableError("no_activities", file=file)
    intakes: list[Intake] = []
    taken: set[str] = set()
    for read in lists:
        name = file if len(lists) == 1 else f"{file} · {read.layer}"
        found = read_rows(
            read.frame,
            file=name,
            terms=terms,
            choices=choices,
            lines=read.lines,
            broken=read.broken,
            taken=taken,
            tell=None if tell is None else partial(_tell_on, tell, sum(one.rows for one in intakes)),
        )
        taken |= {activity.id for activity in found.accepted}
        intakes.append(found)
    weighed = weigh(
        register,
        intakes,
        standing,
        file=file,
        sha256=reads[0].sha256,
        organisation=how.organisation,
        as_stated=how.as_stated,
        taken_in=how.taken_in,
    )
    return replace(weighed, heads=heads_of(reads))


def _tell_on(tell: Callable[[int], None], before: int, row: int) -> None:
    tell(before + row)


def columns_of(register: Register, reads: Sequence[Read], *, how: Import) -> dict[str, tuple[Column, ...]]:
    """Return per table of a file which column is taken for what, also of a table that is no list (yet)."""
    fields = {**remembered_columns(register, organisation=how.organisation), **how.choices.fields}
    day = register.reference_day(today=how.at.date())
    return {
        read.layer: tuple(
            match_columns(
                read.frame.drop(columns="geometry", errors="ignore"),
                vocabulary=register.vocabulary,
                reference=day,
                remembered=fields,
            )
        )
        for read in reads
    }


@uncollected()
def save_list(register: Register, checked: Imported, *, how: Import) -> Imported:
    """Save what was checked, in one transaction: ready rows in the register, the others to wait.

    Raises
    ------
    StoreError
        As in `gis.register.store.Store.save`; nothing is saved then.
    """
    ready = [row for row in checked.told if row.fate not in (PARKED, DROPPED)]
    numbers = {row.verdict.told.get(WAITING, ""): row.activity.id for row in ready}
    register.store.save(
        [row.activity for row in ready if row.fate != "unchanged"],
        organisation=how.organisation,
        at=how.at,
        parked=checked.parked,
        mended={int(number): name for number, name in numbers.items() if number.isdecimal()},
        ready=[row.activity.id for row in ready],
        delivery=checked.delivery,
    )
    if how.choices.fields:
        kept = remembered_columns(register, organisation=how.organisation) | dict(how.choices.fields)
        register.store.set_setting(_columns_of(how.organisation), json.dumps(kept, ensure_ascii=False))
    if checked.delivery is not None:
        keep_heading_rows(
            register,
            checked.heads,
            file=checked.delivery.file,
            organisation=how.organisation,
            heading_rows=how.heading_rows,
        )
    return replace(checked, saved=True)


def import_activities(
    home: Home, register: Register, path: Path, *, how: Import, dry_run: bool = False, strict: bool = False
) -> Imported:
    """Check a list and save it, unless `dry_run`, or `strict` and a row was refused.

    Raises
    ------
    TableError, SourceError, StoreError
        As in `check_list` and `save_list`.
    """
    checked = check_list(home, register, path, how=how)
    if dry_run or (strict and checked.parked):
        return checked
    return save_list(register, checked, how=how)


def remembered_columns(register: Register, *, organisation: str) -> dict[str, str]:
    """Return which field each heading was for an organisation before, as a person corrected it."""
    kept = register.store.setting(_columns_of(organisation))
    return json.loads(kept) if kept else {}


def known_codes(home: Home) -> frozenset[str]:
    """Return every BU, WK and GM code of the gemeenten that can be opened here."""
    known = [
        cache.open_place(home, code, jaar=year).codes
        if cache.was_fetched(home, code, year)
        else sample.codes()
        for code, _, year in cache.known_places(home)
    ]
    return frozenset().union(*known)


def terms_of(home: Home, register: Register, standing: Mapping[str, Activity], how: Import) -> Terms:
    """Return what rows are read against, with what stands in the register by id."""
    return Terms(
        vocabulary=register.vocabulary,
        reference=register.reference_day(today=how.at.date()),
        owner=how.organisation,
        known_codes=known_codes(home),
        as_stated=how.as_stated,
        refuse=_refuse(register, standing, how),
        locate=how.locate,
        year=how.year,
        places={name: one.place_text for name, one in standing.items() if one.place_text},
    )


def _refuse(
    register: Register, standing: Mapping[str, Activity], how: Import
) -> Callable[[Activity], str | None]:
    withdrawn = {activity.id: activity.owner for activity in register.store.activities(withdrawn=True)}

    def refuse(activity: Activity) -> str | None:
        there = standing.get(activity.id)
        if there is None:  # what others withdrew is theirs to bring back
            theirs = withdrawn.get(activity.id, how.organisation) != how.organisation
            return "not_yours" if theirs else None
        if there.owner == how.organisation:
            return None
        told = activity if how.as_stated else replace(activity, visibility=there.visibility)
        return None if there.same_as(told) else "not_yours"

    return refuse


def _columns_of(organisation: str) -> str:
    return f"kolommen:{organisation}"
