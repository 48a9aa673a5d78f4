"""Rounds of drawing: one question to one table, its drawings hidden from everybody until they are shown."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

import sqlalchemy as sa

from gis.errors import StoreError
from gis.register import schema
from gis.register.persons import require_no_person

FELT = "waar u zich thuis voelt"  # to residents: they say what it is called
MEANT = "het gebied dat u bedoelt"  # to professionals: it is about one name
MOST_DRAWINGS = 500  # in one round; more is no meeting

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
_KEY_SIGNS = 16  # 79 bits: nobody guesses it, and it can be typed over from a screen


def new_key() -> str:
    """Return a key that cannot be guessed."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_KEY_SIGNS))


@dataclass(frozen=True)
class Round:
    """One question to one table, at most one of them open in a register.

    `name` is the name that is asked about, "" when each who draws says it. `gemeente` (of which `year`, 0 for
    the newest) is what phones show, with these own `layers` and, when `tiles`, the background map. `key` is
    what a phone must know to hand in a drawing. `shown_at` is the moment since which everybody may see what
    was drawn; None while the round is open and its drawings do not exist for anybody.
    """

    question: str
    name: str = ""
    meeting: str = ""
    gemeente: str = ""
    year: int = 0
    layers: tuple[str, ...] = ()
    tiles: bool = False
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    key: str = field(default_factory=new_key, repr=False)
    by: str = ""
    at: datetime | None = None
    shown_at: datetime | None = None


def rounds(rows: sa.Connection) -> list[Round]:
    """Return every round, the oldest first."""
    table = schema.rounds
    found = rows.execute(sa.select(table).order_by(table.c.number)).mappings()
    names = [one.name for one in fields(Round)]
    return [
        Round(**{name: row[name] for name in names if name != "layers"}, layers=tuple(row["layers"]))
        for row in found
    ]


def open_round(rows: sa.Connection) -> Round | None:
    """Return the round that is not shown yet, if any."""
    return next((one for one in rounds(rows) if one.shown_at is None), None)


def begin(
    rows: sa.Connection, asked: Round, *, questions: Collection[str], organisation: str, at: datetime
) -> Round:
    """Add a round, and return it as it stands.

    Raises
    ------
    StoreError
        ``round_open`` while another is not shown, ``round_question_unknown``, ``round_name_missing`` when
        the question is about a name and there is none, ``personal_data``; nothing is written then.
    """
    name, meeting = asked.name.strip(), asked.meeting.strip()
    if open_round(rows) is not None:
        raise StoreError("round_open")
    if asked.question not in questions:
        raise StoreError("round_question_unknown", question=asked.question)
    if asked.question == MEANT and not name:
        raise StoreError("round_name_missing")
    require_no_person(name, meeting)
    begun = replace(asked, name=name, meeting=meeting, by=organisation, at=at, shown_at=None)
    rows.execute(sa.insert(schema.rounds).values(dict(vars(begun))))
    return rounds(rows)[-1]


def show(rows: sa.Connection, round_id: str, *, at: datetime) -> None:
    """Let everybody see what was drawn, for good; a round that was shown before stays as it is.

    Raises
    ------
    StoreError
        ``round_unknown``.
    """
    table = schema.rounds
    known = next((one for one in rounds(rows) if one.id == round_id), None)
    if known is None:
        raise StoreError("round_unknown")
    if known.shown_at is None:
        rows.execute(sa.update(table).where(table.c.id == round_id).values(shown_at=at))


def require_room(rows: sa.Connection, round_id: str, *, fresh: int) -> None:
    """Raise unless so many more drawings can go into the round.

    Raises
    ------
    StoreError
        ``round_over`` when it was shown, or is not there; ``round_full``.
    """
    going = open_round(rows)
    if going is None or going.id != round_id:
        raise StoreError("round_over")
    table = schema.drawings
    count = sa.select(sa.func.count()).select_from(table).where(table.c.round_id == round_id)
    if (rows.execute(count).scalar() or 0) + fresh > MOST_DRAWINGS:
        raise StoreError("round_full", most=MOST_DRAWINGS)
