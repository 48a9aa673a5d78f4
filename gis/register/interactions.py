"""How much themes strengthen each other as the partners say it, in versions that all stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from gis.errors import StoreError
from gis.register import schema
from gis.register.persons import find_person
from gis.vocabulary import STRONGEST, Vocabulary

Strengths = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class InteractionTable:
    """One version of what the partners say: `values` -3..3 by two themes in alphabetical order.

    Only what differs from the rules of the vocabulary stands in it. `number` counts from 1.
    """

    number: int
    at: datetime
    organisation: str
    note: str
    values: Strengths


def tables(rows: sa.Connection) -> list[InteractionTable]:
    """Return every version, the newest first."""
    query = sa.select(schema.interactions).order_by(schema.interactions.c.number.desc())
    return [
        InteractionTable(
            r["number"],
            r["at"],
            r["organisation"],
            r["note"],
            {(one, other): value for one, other, value in r["strengths"]},
        )
        for r in rows.execute(query).mappings()
    ]


def save(rows: sa.Connection, said: InteractionTable, *, vocabulary: Vocabulary) -> InteractionTable:
    """Add a version, and return the newest one; one that says the same as the newest is not added.

    Parameters
    ----------
    said
        All that the partners say, also what the rules say; `number` is that of the table it was made from,
        0 when there was none.
    vocabulary
        The themes and the rules.

    Raises
    ------
    StoreError
        ``interaction_theme_unknown``, ``strength_outside`` for a value that is not -3..3,
        ``strength_twice`` when two themes have two values, ``personal_data`` in the note,
        ``interactions_changed`` when somebody saved another version meanwhile; nothing is written then.
    """
    told = _differing(_checked(said.values, vocabulary), vocabulary)
    if person := find_person(said.note):
        raise StoreError("personal_data", told=person)
    standing = next(iter(tables(rows)), None)
    if said.number != (standing.number if standing else 0):
        raise StoreError("interactions_changed")
    if standing is not None and told == standing.values:
        return standing
    strengths = [[*pair, value] for pair, value in sorted(told.items())]
    values = {"at": said.at, "organisation": said.organisation, "note": said.note, "strengths": strengths}
    rows.execute(sa.insert(schema.interactions).values(values))
    return tables(rows)[0]


def _checked(values: Strengths, vocabulary: Vocabulary) -> dict[tuple[str, str], int]:
    """Return the values with both themes in alphabetical order."""
    told: dict[tuple[str, str], int] = {}
    for pair, value in values.items():
        for theme in pair:
            if theme not in vocabulary.themes:
                raise StoreError("interaction_theme_unknown", told=theme)
        one, other = sorted(pair)
        if value not in range(-STRONGEST, STRONGEST + 1):
            raise StoreError("strength_outside", told=value, one=one, other=other)
        if told.setdefault((one, other), int(value)) != value:
            raise StoreError("strength_twice", one=one, other=other)
    return told


def _differing(values: Strengths, vocabulary: Vocabulary) -> dict[tuple[str, str], int]:
    """Return the values that the rules do not give; within a theme of works the rules look at kinds too."""
    rules = vocabulary.with_strengths({})
    return {
        (one, other): value
        for (one, other), value in values.items()
        if (one == other and one in vocabulary.street_themes)
        or value != rules.strength(one, "onbekend", other, "onbekend")
    }
