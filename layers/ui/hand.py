"""What is in hand on the map: shapes as they stood when it began, and what was changed since."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Generic, TypeVar

import streamlit as st
from shapely.geometry.base import BaseGeometry

from gis.shapes import edited_to_rd, to_degrees
from layers.screen.component import MapEvent
from layers.screen.editing import Edit, Editing, Shape, Tool, cut_missed, take_gesture
from layers.ui import state

MISSED = "hand.gemist"
NOT_CUT = "De lijn gaat nergens helemaal doorheen. Teken haar dwars over de vorm, van buiten naar buiten."

Source = TypeVar("Source")


@dataclass(frozen=True)
class Work(Generic[Source]):
    """Shapes in hand, of whatever they were taken from.

    Parameters
    ----------
    place
        Where the state keeps it.
    source
        What the shapes were taken from, as it stood when the work began.
    standing
        Per shape its id, its name and itself in RD [m], as it stood then.
    tools
        What may be done with them.
    key
        Never that of other work, also not of another session.
    edits
        What was changed since and is not saved yet.
    """

    place: str
    source: Source
    standing: tuple[tuple[str, str, BaseGeometry], ...]
    tools: tuple[Tool, ...]
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    edits: tuple[Edit, ...] = ()

    @cached_property
    def saved(self) -> tuple[Shape, ...]:
        """The shapes as they are saved."""
        return tuple(Shape(name, title, to_degrees(shape)) for name, title, shape in self.standing)

    @property
    def ids(self) -> list[str]:
        """What is in hand."""
        return [name for name, _, _ in self.standing]

    @property
    def shapes(self) -> list[BaseGeometry]:
        """The shapes as they are saved, in RD [m]."""
        return [shape for _, _, shape in self.standing]

    def changes(self, *, shown: Iterable[BaseGeometry]) -> list[tuple[Edit, BaseGeometry | None]]:
        """Return every edit with its shape in RD [m], None for one that was taken away.

        `shown` is what the map shows besides (see `gis.shapes.edited_to_rd`).
        """
        back = partial(edited_to_rd, before=self.shapes, shown=shown)
        return [(edit, back(edit.geometry) if edit.geometry else None) for edit in self.edits]


def editing(work: Work[Source] | None) -> Editing | None:
    """Return what the map may let change."""
    return None if work is None else Editing(work.key, work.saved, work.edits, work.tools)


def keep_edits(work: Work[Source] | None, event: MapEvent) -> None:
    """Keep what was changed on the map until it is saved; a cut is made here."""
    edited = event.edited
    if work is None or edited is None or edited.key != work.key:
        return
    edits = take_gesture(work.saved, edited)
    if cut_missed(edits, edited):
        state.remember(MISSED, NOT_CUT)
    state.remember(work.place, replace(work, edits=edits))
    st.rerun()
