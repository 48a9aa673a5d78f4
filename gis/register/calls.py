"""Which figure calls for which themes as the partners say it, in versions that all stay."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import sqlalchemy as sa

from gis.errors import StoreError
from gis.register import schema
from gis.register.versions import Version, Versioned
from gis.vocabulary import Vocabulary

Calls = Mapping[str, tuple[str, ...]]  # by figure the themes that it calls for, in their own order
CallTable = Version[str, tuple[str, ...]]


TABLE: Versioned[str, tuple[str, ...]] = Versioned(
    schema.calls,
    "themes",
    read=lambda told: {figure: tuple(themes) for figure, themes in told},
    write=lambda values: [[figure, list(themes)] for figure, themes in sorted(values.items())],
)


def save(
    rows: sa.Connection, said: CallTable, *, vocabulary: Vocabulary, figures: Collection[str] = ()
) -> CallTable:
    """Add a version, and return the newest one; one that says the same as the newest is not added.

    Parameters
    ----------
    said
        All that the partners say, also what the vocabulary says; one without themes calls for nothing.
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
    if TABLE.is_behind(rows, said):
        raise StoreError("calls_changed")
    return TABLE.add(rows, replace(said, values=told))


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
