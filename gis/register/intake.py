"""A list to verdicts, row by row: what is good, and per row everything that is wrong."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import geopandas as gpd
import pandas as pd

from gis.errors import TableError
from gis.register import cells
from gis.register.headings import SEVERAL, Column, is_list, match_columns
from gis.register.phases import share_phases
from gis.register.placing import row_shapes, with_own_shape
from gis.register.reading import Terms, Verdict, read_row
from gis.register.records import Activity, Problem
from gis.register.told_shapes import ToldShape
from gis.register.waiting import Parked
from gis.tables import LIST_SEPARATOR

SHAPE_FIELD = "geometrie_rd"
WAITING = "wachtnummer"  # of a row that waits, in the list of questions that goes out and comes back
# Under which of our names the words stand that a problem is about, where it is called otherwise.
MENDED_IN = {"plek": SHAPE_FIELD, "periode": "periode_tekst"}
_to_json = json.JSONEncoder(ensure_ascii=False).encode  # one for all: `json.dumps` makes one per row


@dataclass(frozen=True)
class Intake:
    """What became of a list, or a sheet of it: accepted + parked = rows, always."""

    file: str
    verdicts: tuple[Verdict, ...]
    columns: tuple[Column, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows the list had."""
        return len(self.verdicts)

    @cached_property
    def accepted(self) -> tuple[Activity, ...]:
        """The records of the rows that can be saved."""
        return tuple(verdict.activity for verdict in self.verdicts if verdict.ready)

    @cached_property
    def parked(self) -> tuple[Parked, ...]:
        """The rows that cannot be saved yet, whole."""
        return tuple(park(self.file, verdict) for verdict in self.verdicts if not verdict.ready)

    @cached_property
    def remarks(self) -> tuple[Problem, ...]:
        """What a person should see of the rows that can be saved."""
        return tuple(remark for verdict in self.verdicts if verdict.ready for remark in verdict.remarks)


@dataclass(frozen=True)
class Choices:
    """What a person chose about a list before it is read.

    Parameters
    ----------
    fields
        Field by tidied heading; "" for a column that is none. Others are told by `match_columns`.
    constants
        Words by field that hold for every row without its own.
    mended
        Words by field, per file and row number, in the place of what stands in the list.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    mended: Mapping[tuple[str, int], Mapping[str, str]] = field(default_factory=dict)


def holds_activities(frame: pd.DataFrame, *, terms: Terms, choices: Choices | None = None) -> bool:
    """Whether a table is a list of activities, by its headings or by what a person chose."""
    return is_list(_columns(frame, terms, choices or Choices()))


def read_rows(
    frame: pd.DataFrame,
    *,
    file: str,
    terms: Terms,
    choices: Choices | None = None,
    lines: Sequence[int] = (),
    broken: Collection[int] = (),
    taken: Collection[str] = (),
    tell: Callable[[int], None] | None = None,
) -> Intake:
    """Return each row as a record or parked with all its problems; no row is lost.

    Rows of our own exports that are no activities (``laag``) are not rows of a list. Columns about persons
    are left behind before anything is kept.

    Parameters
    ----------
    frame
        A list of activities, cells as text or as a GeoJSON reader gives them; a GeoDataFrame in any CRS
        brings its shapes, each judged by itself. Headings are our exchange names or those of
        `gis.register.headings.HEADINGS`.
    file
        Its name, for the parked rows.
    terms
        With `as_stated` rows keep the visibility they tell; else they start as concept. What `refuse`
        says against a record is a problem too.
    choices
        What a person chose about columns and cells.
    lines
        The number of each row in the file; 1, 2, … without.
    broken
        Positions of rows whose shape the reader could not read.
    taken
        Ids that stand in another layer of the same file.
    tell
        Told how many rows were looked at, before each next one.

    Raises
    ------
    TableError
        ``no_activities`` when there is no column with names of activities.
    """
    choices = choices or Choices()
    columns = _columns(frame, terms, choices)
    if not is_list(columns) and not choices.fields:
        raise TableError("no_activities", file=file)
    shapes = row_shapes(frame, broken=broken)
    seen = set(taken)
    verdicts: list[Verdict] = []
    numbers = list(lines) or list(range(1, len(frame) + 1))
    rows = _rows(frame, columns)
    names = [(told.get("naam", ""), told.get("fase", "")) for told in rows]
    phases = share_phases(names, owner=terms.owner)
    for position, told in enumerate(rows):
        if tell is not None:
            tell(position)
        if told.get("laag", "activiteit") != "activiteit":
            continue
        number = numbers[position]
        mended = choices.mended.get((file, number), {})
        stated = {**choices.constants, **_filled(told, choices.constants)}
        shared = phases[position]
        phase = {"fase_van": shared} if shared and "fase_van" not in told else {}
        verdict = read_row({**stated, **phase, **mended}, shapes[position], number, terms)
        judged = _judged(verdict, seen=seen)
        stood = _sum(stated, shapes[position], as_stated=terms.as_stated)
        verdicts.append(replace(_with_shape(judged, shapes[position]), sum=stood))
    return Intake(file, tuple(verdicts), tuple(columns))


def mend(told: Mapping[str, str], problem: Problem, words: str) -> dict[str, str]:
    """Return the words of a row with those that a problem is about replaced.

    In a cell that holds several words only the one that was wrong is replaced; codes are mended together.
    """
    name = MENDED_IN.get(problem.field, problem.field)
    there = cells.listed(told.get(name, ""))
    if name != "gebiedscodes" and len(there) > 1 and problem.told in there:
        words = LIST_SEPARATOR.join(words if word == problem.told else word for word in there)
    return {**told, name: words}


def _columns(frame: pd.DataFrame, terms: Terms, choices: Choices) -> list[Column]:
    plain = frame.drop(columns=frame.geometry.name) if isinstance(frame, gpd.GeoDataFrame) else frame
    return match_columns(
        pd.DataFrame(plain),
        vocabulary=terms.vocabulary,
        reference=terms.reference,
        remembered=choices.fields,
    )


def _rows(frame: pd.DataFrame, columns: Sequence[Column]) -> list[dict[str, str]]:
    """Return the rows by our names; other columns keep their heading, those about persons stay behind."""
    plain = frame.drop(columns=frame.geometry.name) if isinstance(frame, gpd.GeoDataFrame) else frame
    rows: list[dict[str, str]] = [{} for _ in range(len(plain))]
    for place, column in enumerate(columns):
        if column.why == "personal":
            continue
        name = column.field or column.heading.strip()
        for row, value in zip(rows, plain.iloc[:, place].tolist(), strict=True):
            words = cells.as_text(value)
            if column.field in SEVERAL and row.get(name):
                row[name] = LIST_SEPARATOR.join(filter(None, [row[name], words]))
            else:
                row[name] = words
    return rows


def _filled(told: Mapping[str, str], constants: Mapping[str, str]) -> dict[str, str]:
    return {name: words for name, words in told.items() if words or name not in constants}


def _judged(verdict: Verdict, *, seen: set[str]) -> Verdict:
    """Add what only the whole list knows: an id that stands there twice."""
    if verdict.activity.id not in seen:
        if verdict.ready:
            seen.add(verdict.activity.id)
        return verdict
    own = verdict.told.get("id", "")
    told = own or verdict.told.get("kenmerk") or verdict.activity.title
    twice = Problem(verdict.number, "id" if own else "kenmerk", "id_twice", told)
    return replace(verdict, problems=(*verdict.problems, twice))


def _with_shape(verdict: Verdict, own: ToldShape) -> Verdict:
    """Keep the shape of a row that waits in its words."""
    if verdict.ready:
        return verdict
    return replace(verdict, told=with_own_shape(verdict.told, own))


def _sum(told: Mapping[str, str], own: ToldShape, *, as_stated: bool) -> str:
    """Return a short sum of what a row tells, that changes when the row does."""
    said = [sorted(told.items()), sorted(own.kept.items()), as_stated]
    return hashlib.sha256(_to_json(said).encode()).hexdigest()[:16]


def park(file: str, verdict: Verdict) -> Parked:
    """Return a row that cannot be saved yet, whole."""
    anonymous = not verdict.activity.title or any(problem.code == "id_twice" for problem in verdict.problems)
    return Parked(
        file,
        verdict.number,
        dict(verdict.told),
        verdict.problems,
        activity_id="" if anonymous else verdict.activity.id,
        sum=verdict.sum,
        number=int(told) if (told := verdict.told.get(WAITING, "")).isdecimal() else 0,
    )
