"""The one function that decides what may be seen, and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from gis.register.records import Activity, holds_point
from gis.vocabulary import Vocabulary

SMALLEST_COUNT = 10  # a number of households below this is not told to others (our choice, above CBS's 5)


class Audience(StrEnum):
    """For whom something is meant: everybody, the partners at the table, or one organisation itself."""

    PUBLIC = "public"
    PARTNERS = "partners"
    OWN = "own"


_LEVELS = {
    Audience.PUBLIC: frozenset({"openbaar"}),
    Audience.PARTNERS: frozenset({"openbaar", "partners"}),
    Audience.OWN: frozenset({"openbaar", "partners"}),
}


def visible(
    activities: Iterable[Activity], *, organisation: str, audience: Audience, vocabulary: Vocabulary
) -> list[Activity]:
    """Return what the audience may see, in the order given; everything else does not exist for it.

    Concepts are seen by the organisation that owns them, and only in its own view (`Audience.OWN`).
    What may only be told as a number has no point; small numbers, and places that are "niet op kaart",
    are only there for the owner in its own view. Everybody (`Audience.PUBLIC`) gets the name for
    residents, and neither free notes nor the partner's own words and numbers.
    """
    return [
        _coarsen(activity, own=own, audience=audience, vocabulary=vocabulary)
        for activity in activities
        if (own := audience is Audience.OWN and activity.owner == organisation)
        or activity.visibility in _LEVELS[audience]
    ]


def _coarsen(activity: Activity, *, own: bool, audience: Audience, vocabulary: Vocabulary) -> Activity:
    kind = vocabulary.kinds[activity.kind]
    shape = activity.geometry
    if (kind.household or activity.privacy_class == "alleen aantallen") and holds_point(shape):
        shape = None
    if own:
        return replace(activity, geometry=shape)
    place_text = activity.place_text
    if activity.privacy_class == "niet op kaart":
        shape = place_text = None
    count = activity.count
    if count is not None and count < SMALLEST_COUNT:
        count = None
    seen = replace(activity, geometry=shape, count=count, place_text=place_text)
    if audience is Audience.PUBLIC:
        silent = dict.fromkeys(("note", "source_id", "place_text", "place_source"))
        return replace(seen, title=activity.public_title or activity.title, **silent)  # type: ignore[arg-type]
    return seen
