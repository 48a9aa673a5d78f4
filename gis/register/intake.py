"""A list to verdicts, row by row: what is good, and per row everything that is wrong."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import geopandas as gpd
import pandas as pd

from gis.errors import TableError
from gis.register import cells
from gis.register.headings import SEVERAL, Column, is_list, match_columns
from gis.register.once import each_once
from gis.register.phases import share_phases
from gis.register.placing import row_shapes, with_own_shape
from gis.register.reading import Terms, Verdict, read_told
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
    told = _rows(frame, columns)
    ours = [place for place, row in enumerate(told) if row.get("laag", "activiteit") == "activiteit"]
    shapes = row_shapes(frame, broken=broken)
    own = [shapes[place] for place in ours]
    numbers = [lines[place] if lines else place + 1 for place in ours]
    stated = [_stated(told[place], choices.constants) for place in ours]
    read = read_told(
        [
            {**row, **choices.mended.get((file, number), {})}
            for row, number in zip(_phased(stated, terms.owner), numbers, strict=True)
        ],
        own,
        numbers,
        terms,
        tell=None if tell is None else lambda looked_at: tell(ours[looked_at]),
    )
    sums, seen = _sums(stated, own, as_stated=terms.as_stated), set(taken)
    verdicts = (
        replace(_with_shape(_judged(verdict, seen=seen), shape), sum=said)
        for verdict, shape, said in zip(read, own, sums, strict=True)
    )
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
    told: dict[str, list[str]] = {}
    for place, column in enumerate(columns):
        if column.why == "personal":
            continue
        name = column.field or column.heading.strip()
        words = list(map(cells.as_text, plain.iloc[:, place].tolist()))
        if column.field in SEVERAL and name in told:
            pairs = zip(told[name], words, strict=True)
            words = [LIST_SEPARATOR.join(filter(None, pair)) if pair[0] else pair[1] for pair in pairs]
        told[name] = words
    return [dict(zip(told, row, strict=True)) for row in zip(*told.values(), strict=True)]


def _stated(told: dict[str, str], constants: Mapping[str, str]) -> dict[str, str]:
    """Return the words of a row with those that hold for every row without its own."""
    if not constants:
        return told
    return {**constants, **{name: words for name, words in told.items() if words or name not in constants}}


def _phased(told: Sequence[dict[str, str]], owner: str) -> Iterator[dict[str, str]]:
    """Yield each row with the id that it shares with the other phases of its activity."""
    names = [(row.get("naam", ""), row.get("fase", "")) for row in told]
    for row, shared in zip(told, share_phases(names, owner=owner), strict=True):
        yield {**row, "fase_van": shared} if shared and "fase_van" not in row else row


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


def _sums(told: Sequence[Mapping[str, str]], own: Sequence[ToldShape], *, as_stated: bool) -> list[str]:
    """Return a short sum of what each row tells, that changes when the row does.

    Every row tells the same names, of which some words may be empty.
    """
    names = sorted(told[0]) if told else []
    columns = (each_once([row[name] for row in told], _to_json) for name in names)
    said = ", ".join(f"[{_to_json(name).replace('%', '%%')}, %s]" for name in names)
    row = f"[[{said}], %s, {_to_json(as_stated)}]"
    shapes = each_once([tuple(sorted(shape.kept.items())) for shape in own], _to_json)
    rows = (row % words for words in zip(*columns, shapes, strict=True))
    return [hashlib.sha256(words.encode()).hexdigest()[:16] for words in rows]


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
