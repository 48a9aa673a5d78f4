"""Which figure calls for which themes as the partners say it, in versions that all stay."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from gis.errors import StoreError
from gis.register import schema
from gis.register.persons import find_person
from gis.vocabulary import Vocabulary

Calls = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class CallTable:
    """One version of what the partners say: by figure the themes that it calls for, in their own order.

    Only figures of which the vocabulary says something else stand in it; one without themes calls for
    nothing. `number` counts from 1.
    """

    number: int
    at: datetime
    organisation: str
    note: str
    values: Calls


def tables(rows: sa.Connection) -> list[CallTable]:
    """Return every version, the newest first."""
    query = sa.select(schema.calls).order_by(schema.calls.c.number.desc())
    return [
        CallTable(
            r["number"],
            r["at"],
            r["organisation"],
            r["note"],
            {figure: tuple(themes) for figure, themes in r["themes"]},
        )
        for r in rows.execute(query).mappings()
    ]


def save(
    rows: sa.Connection, said: CallTable, *, vocabulary: Vocabulary, figures: Collection[str] = ()
) -> CallTable:
    """Add a version, and return the newest one; one that says the same as the newest is not added.

    Parameters
    ----------
    said
        All that the partners say, also what the vocabulary says; `number` is that of the table it was made
        from, 0 when there was none.
    vocabulary
        The themes, the dimensions of the Leefbaarometer and what they call for.
    figures
        Other figures that may be named, such as those of an own wijkkompas.

    Raises
    ------
    StoreError
        ``call_theme_unknown``, ``call_figure_unknown``, ``personal_data`` in the note, ``calls_changed`` when
        somebody saved another version meanwhile; nothing is written then.
    """
    told = _differing(_checked(said.values, vocabulary, figures), vocabulary)
    if person := find_person(said.note):
        raise StoreError("personal_data", told=person)
    standing = next(iter(tables(rows)), None)
    if said.number != (standing.number if standing else 0):
        raise StoreError("calls_changed")
    if standing is not None and told == standing.values:
        return standing
    themes = [[figure, list(named)] for figure, named in sorted(told.items())]
    values = {"at": said.at, "organisation": said.organisation, "note": said.note, "themes": themes}
    rows.execute(sa.insert(schema.calls).values(values))
    return tables(rows)[0]


def _checked(values: Calls, vocabulary: Vocabulary, figures: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the themes of each figure in the order of the vocabulary, each once."""
    for figure, themes in values.items():
        if figure not in vocabulary.dimensions and figure not in figures:
            raise StoreError("call_figure_unknown", told=figure)
        for theme in themes:
            if theme not in vocabulary.themes:
                raise StoreError("call_theme_unknown", told=theme)
    return {figure: _ordered(themes, vocabulary) for figure, themes in values.items()}


def _ordered(themes: Collection[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(theme for theme in vocabulary.themes if theme in themes)


def _differing(values: dict[str, tuple[str, ...]], vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Return the figures of which the vocabulary says something else."""
    own = vocabulary.dimension_themes
    return {
        figure: themes
        for figure, themes in values.items()
        if themes != _ordered(own.get(figure, ()), vocabulary)
    }
