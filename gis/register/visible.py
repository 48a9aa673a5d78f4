"""The one function that decides what may be seen, and by whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from gis.register.records import Activity, Drawing, holds_point
from gis.vocabulary import Vocabulary

if TYPE_CHECKING:  # decisions ask here whether their members may be seen
    from gis.register.accepted import AcceptedArea
    from gis.register.decisions import Decision, Vote
    from gis.register.events import Event
    from gis.register.explanations import Explanation
    from gis.register.felt import Felt
    from gis.register.rounds import Round
    from gis.register.signals import Signal

SMALLEST_COUNT = 10  # a number of households below this is not told to others (our choice, above CBS's 5)
FEWEST_SIGNALS = 5  # of a buurt; fewer are not told to everybody: among so few one may guess who it was


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
        _coarsen(
            activity,
            own=_is_own(activity, organisation=organisation, audience=audience),
            audience=audience,
            vocabulary=vocabulary,
        )
        for activity in activities
        if may_see(activity, organisation=organisation, audience=audience)
    ]


def may_see(activity: Activity, *, organisation: str, audience: Audience) -> bool:
    """Return whether the activity is there at all for the audience."""
    own = _is_own(activity, organisation=organisation, audience=audience)
    return own or activity.visibility in _LEVELS[audience]


def visible_decisions(
    decisions: Iterable[Decision], seen_ids: Collection[str], *, audience: Audience
) -> list[Decision]:
    """Return the decisions of which every member may be seen; everybody gets no notes.

    Parameters
    ----------
    seen_ids
        Ids of the activities that the audience may see (`may_see`).
    """
    seen = [one for one in decisions if all(name in seen_ids for name in one.members)]
    return [replace(one, note="") for one in seen] if audience is Audience.PUBLIC else seen


def visible_events(events: Iterable[Event], *, audience: Audience, vocabulary: Vocabulary) -> list[Event]:
    """Return what happened, possible causes and designations as the audience may see them.

    Everybody (`Audience.PUBLIC`) sees what was told to be public and is no possible cause, unless its words
    hold one that may not stand in public; and not in which role somebody told it.
    """
    if audience is not Audience.PUBLIC:
        return list(events)
    return [
        replace(one, role="")
        for one in events
        if one.public
        and one.kind != "mogelijke oorzaak"
        and _may_be_public(vocabulary, one.words, one.source, one.theme)
    ]


def visible_explanations(
    explanations: Iterable[Explanation], *, audience: Audience, vocabulary: Vocabulary
) -> list[Explanation]:
    """Return what people say is behind figures as the audience may read it.

    Everybody (`Audience.PUBLIC`) reads what was told to be public, unless it holds a word that may not stand
    in public; and not in which role somebody told it.
    """
    if audience is not Audience.PUBLIC:
        return list(explanations)
    return [
        replace(one, role="")
        for one in explanations
        if one.public and _may_be_public(vocabulary, one.words, one.figure)
    ]


def visible_drawings(drawings: Iterable[Drawing], rounds: Iterable[Round]) -> list[Drawing]:
    """Return the drawings that may be seen: of a round that is not shown yet there are none, for anybody.

    So nobody who draws is led by what others drew. A drawing that belongs to no round is always there.
    """
    shown = {one.id for one in rounds if one.shown_at is not None}
    return [one for one in drawings if one.round_id is None or one.round_id in shown]


def visible_accepted(
    areas: Iterable[AcceptedArea], *, audience: Audience, vocabulary: Vocabulary
) -> list[AcceptedArea]:
    """Return the settled areas the audience may see.

    Everybody sees the public ones, without the role; none with a word that may not stand in public.
    """
    if audience is not Audience.PUBLIC:
        return list(areas)
    return [
        replace(one, role="")
        for one in areas
        if one.public and _may_be_public(vocabulary, one.name, one.meeting)
    ]


def visible_felt(felt: Iterable[Felt], *, audience: Audience, vocabulary: Vocabulary) -> list[Felt]:
    """Return what people feel about places as the audience may see it.

    Everybody sees it without the meeting, and none with a word that may not stand in public.
    """
    if audience is not Audience.PUBLIC:
        return list(felt)
    return [replace(one, meeting="") for one in felt if _may_be_public(vocabulary, one.name)]


def visible_signals(signals: Iterable[Signal], *, audience: Audience) -> list[Signal]:
    """Return the signals that the audience may see one by one: partners all, everybody none."""
    return [] if audience is Audience.PUBLIC else list(signals)


def counted_signals(signals: Iterable[Signal], *, audience: Audience) -> list[Signal]:
    """Return the signals that may count in a number for the audience: for everybody those told to.

    A number below `FEWEST_SIGNALS` is not told to everybody.
    """
    return [one for one in signals if one.counted or audience is not Audience.PUBLIC]


def visible_votes(votes: Iterable[Vote], seen_ids: Collection[str]) -> list[Vote]:
    """Return the votes on pairs of which both may be seen."""
    return [vote for vote in votes if vote.a_id in seen_ids and vote.b_id in seen_ids]


def _may_be_public(vocabulary: Vocabulary, *texts: str) -> bool:
    hidden = [word.casefold() for word in vocabulary.lists["not_public_words"]]
    return not any(word in text.casefold() for word in hidden for text in texts)


def _is_own(activity: Activity, *, organisation: str, audience: Audience) -> bool:
    return audience is Audience.OWN and activity.owner == organisation


def _coarsen(activity: Activity, *, own: bool, audience: Audience, vocabulary: Vocabulary) -> Activity:
    kind = vocabulary.kinds.get(activity.kind)  # what stood here before may be of a kind that is gone
    shape = activity.geometry
    at_home = kind is None or kind.household
    if (at_home or activity.privacy_class == "alleen aantallen") and holds_point(shape):
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
