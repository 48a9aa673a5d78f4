"""How much themes strengthen each other as the partners say it, in versions that all stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import sqlalchemy as sa

from gis.errors import StoreError
from gis.register import schema
from gis.register.versions import Version, Versioned
from gis.vocabulary import STRONGEST, Vocabulary

Strengths = Mapping[tuple[str, str], int]  # -3..3 by two themes in alphabetical order
InteractionTable = Version[tuple[str, str], int]


TABLE: Versioned[tuple[str, str], int] = Versioned(
    schema.interactions,
    "strengths",
    read=lambda told: {(one, other): value for one, other, value in told},
    write=lambda values: [[*pair, value] for pair, value in sorted(values.items())],
)


def save(rows: sa.Connection, said: InteractionTable, *, vocabulary: Vocabulary) -> InteractionTable:
    """Add a version, and return the newest one; one that says the same as the newest is not added.

    Parameters
    ----------
    said
        All that the partners say, also what the rules say.
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
    if TABLE.is_behind(rows, said):
        raise StoreError("interactions_changed")
    return TABLE.add(rows, replace(said, values=told))


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
