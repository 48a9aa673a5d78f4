"""What else happened in an area, what else may be the cause, and which lists it stands on for a while."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from gis.errors import StoreError
from gis.register import schema
from gis.register.histories import History, Kept
from gis.register.persons import find_person
from gis.vocabulary import Vocabulary

EVENT, CAUSE, DESIGNATION = "gebeurtenis", "mogelijke oorzaak", "aanwijzing"
KINDS = (EVENT, CAUSE, DESIGNATION)

_AREA = re.compile(r"BU\d{4}[0-9A-Z]{4}|WK\d{4}[0-9A-Z]{2}|GM\d{4}|[1-9]\d{3}")  # the last is a postcode area


@dataclass(frozen=True)
class Event(Kept):
    """Something that belongs beside a figure over time; it explains nothing by itself.

    A gebeurtenis is what happened (a day, or a period); a mogelijke oorzaak a note of an `organisation` and
    `role` (never a name) written on `first_on`; an aanwijzing the name of a list on which the areas stand
    from `first_on` to `last_on`, told by `source`. `areas` are BU, WK or GM codes or postcodes of four
    digits, sorted. `last_on` None: no end is known. `public` says whether everybody may see it; a mogelijke
    oorzaak is for partners. A next version that is `withdrawn` takes it back.
    """

    kind: str
    words: str
    areas: tuple[str, ...]
    first_on: date | None
    last_on: date | None = None
    theme: str = ""
    organisation: str = ""
    role: str = ""
    source: str = ""
    public: bool = False
    withdrawn: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether it held on a day: a wijk that left a list is still there to be followed."""
        begun = self.first_on is not None and self.first_on <= day
        return begun and (self.last_on is None or day <= self.last_on)


_HISTORY = History(schema.events, Event)


def events(rows: sa.Connection, *, until: date | None = None) -> list[Event]:
    """Return the newest version of each that was not taken back (at the end of the day `until`), by begin."""
    standing = (one for one in _HISTORY.newest(rows, until=until) if not one.withdrawn)
    return sorted(standing, key=lambda one: one.first_on or date.min)


def versions(rows: sa.Connection, event_id: str) -> list[Event]:
    """Return every version of one, oldest first."""
    return _HISTORY.versions(rows, event_id)


def save(
    rows: sa.Connection, event: Event, *, vocabulary: Vocabulary, organisation: str, at: datetime
) -> Event:
    """Add one or its next version, and return it as it stands now; one that is the same is not added.

    Raises
    ------
    StoreError
        ``event_incomplete`` (``missing`` is the name of the field), ``event_area_unknown``,
        ``event_theme_unknown``, ``event_reversed``, ``personal_data``, and as in `History.add`; nothing is
        written then.
    """
    told = replace(event, words=event.words.strip(), areas=tuple(sorted(set(event.areas))), by=organisation)
    _check(told, vocabulary)
    return _HISTORY.add(rows, told, title=told.words, at=at)


def _check(event: Event, vocabulary: Vocabulary) -> None:
    needed = ["words", "areas", "first_on", *(["organisation", "role"] if event.kind == CAUSE else [])]
    missing = [name for name in needed if not getattr(event, name)]
    if missing or event.kind not in KINDS:
        raise StoreError("event_incomplete", missing=(missing or ["kind"])[0])
    for code in event.areas:
        if not _AREA.fullmatch(code):
            raise StoreError("event_area_unknown", told=code)
    if event.theme and event.theme not in vocabulary.themes:
        raise StoreError("event_theme_unknown", told=event.theme)
    if event.first_on and event.last_on and event.last_on < event.first_on:
        raise StoreError("event_reversed", title=event.words)
    for words in (event.words, event.organisation, event.role, event.source):
        if person := find_person(words):
            raise StoreError("personal_data", told=person)
