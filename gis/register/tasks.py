"""What organisations answered about a theme in an area: asked on a day, or no task there."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

import sqlalchemy as sa

from gis.errors import StoreError
from gis.register import schema
from gis.register.accepted import SETTLED_CODE
from gis.register.persons import find_person

ASKED, NO_TASK = "gevraagd", "geen taak"
TAKEN_BACK = "teruggenomen"  # the next version of an answer that does not hold any more
ANSWERS = (ASKED, NO_TASK, TAKEN_BACK)

_AREA = re.compile(rf"BU\d{{4}}[0-9A-Z]{{4}}|GM\d{{4}}|{SETTLED_CODE}[0-9a-f]{{8}}")


@dataclass(frozen=True)
class TaskAnswer:
    """What one organisation answered about a row of the table of witte vlekken in an area, on a day.

    `row` is a theme group or a theme of its own there (`gis.analysis.rows`), `area` the code of a buurt, of a
    settled area, or of the gemeente: then it holds in every area of it that has no answer of its own. `by`
    is the organisation that wrote this down, `at` when; `number` is 0 for one that is new.
    """

    organisation: str
    row: str
    area: str
    answer: str
    on: date
    note: str = ""
    by: str = ""
    at: datetime | None = None
    number: int = 0

    @property
    def about(self) -> tuple[str, str, str]:
        """What it is an answer to: the newest about the same counts."""
        return self.organisation, self.row, self.area


def answers(rows: sa.Connection) -> list[TaskAnswer]:
    """Return the newest answer about everything that was asked and not taken back, the oldest first."""
    return [one for one in _newest(rows) if one.answer != TAKEN_BACK]


def versions(rows: sa.Connection, about: tuple[str, str, str]) -> list[TaskAnswer]:
    """Return every answer of an organisation about a row in an area, oldest first."""
    return [one for one in _all(rows) if one.about == about]


def save(
    rows: sa.Connection, said: TaskAnswer, *, known: Collection[str], organisation: str, at: datetime
) -> TaskAnswer:
    """Add an answer, and return what stands now; one that is the same as what stands is not added.

    Parameters
    ----------
    said
        `number` is that of the answer about the same that it was made from, 0 when there was none.
    known
        The rows of the table.

    Raises
    ------
    StoreError
        ``task_incomplete`` without an organisation, ``task_row_unknown``, ``task_area_unknown``,
        ``task_answer_unknown``, ``personal_data`` in the organisation or the note, ``changed_meanwhile`` when
        somebody saved another answer since it was read; nothing is written then.
    """
    told = replace(said, organisation=said.organisation.strip(), note=said.note.strip(), by=organisation)
    _check(told, known)
    standing = next((one for one in _newest(rows) if one.about == told.about), None)
    number = 0 if standing is None else standing.number
    gone = standing is not None and standing.answer == TAKEN_BACK
    if told.number not in ({0, number} if gone else {number}):
        raise StoreError("changed_meanwhile", title=f"{told.organisation}, {told.row}")
    if standing is not None and replace(told, by=standing.by, at=standing.at, number=number) == standing:
        return standing
    values = {name: value for name, value in vars(replace(told, at=at)).items() if name != "number"}
    rows.execute(sa.insert(schema.tasks).values(values))
    return versions(rows, told.about)[-1]


def _check(said: TaskAnswer, known: Collection[str]) -> None:
    if not said.organisation:
        raise StoreError("task_incomplete")
    if said.row not in known:
        raise StoreError("task_row_unknown", told=said.row)
    if not _AREA.fullmatch(said.area):
        raise StoreError("task_area_unknown", told=said.area)
    if said.answer not in ANSWERS:
        raise StoreError("task_answer_unknown", told=said.answer)
    for words in (said.organisation, said.note):
        if person := find_person(words):
            raise StoreError("personal_data", told=person)


def _newest(rows: sa.Connection) -> list[TaskAnswer]:
    return list({one.about: one for one in _all(rows)}.values())


def _all(rows: sa.Connection) -> list[TaskAnswer]:
    found = rows.execute(sa.select(schema.tasks).order_by(schema.tasks.c.number)).mappings()
    return [TaskAnswer(**{field.name: row[field.name] for field in fields(TaskAnswer)}) for row in found]
