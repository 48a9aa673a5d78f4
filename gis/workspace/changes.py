"""What is new, moved, changed, finished, gone and decided since a day, for whoever asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from gis.register.decisions import Decision
from gis.register.differences import Difference, find_differences
from gis.register.records import Activity
from gis.register.visible import Audience, visible
from gis.vocabulary import Vocabulary
from gis.workspace.decisions import see_decisions
from gis.workspace.registers import Register

OVER = "voorbij"
_KEPT_BACK = ("geometry", "count", "note", "place_text", "place_source", "source_id")  # by `visible`, as None


@dataclass(frozen=True)
class Gone:
    """An activity as it stood before, that was withdrawn; `into` is the one that stands for both now."""

    activity: Activity
    into: Activity | None = None


@dataclass(frozen=True)
class Decided:
    """A decision that was made or changed; `before` as it stood then, None when it is new."""

    decision: Decision
    before: Decision | None = None


@dataclass(frozen=True)
class Changes:
    """What happened after a day. Every activity stands in one list only: the first that fits.

    The order is new, gone, finished (it became voorbij), moved (another period), changed (anything else);
    the `fields` of a difference tell all that is different. `names` has the title of every activity that is
    seen now, by id.
    """

    since: date
    new: tuple[Activity, ...] = ()
    gone: tuple[Gone, ...] = ()
    finished: tuple[Difference, ...] = ()
    moved: tuple[Difference, ...] = ()
    changed: tuple[Difference, ...] = ()
    decided: tuple[Decided, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def anything(self) -> bool:
        """Whether anything happened at all."""
        return any((self.new, self.gone, self.finished, self.moved, self.changed, self.decided))


def changes_since(register: Register, day: date, *, organisation: str, audience: Audience) -> Changes:
    """Return what happened after a day, held against what stood there at its end.

    Only what the audience may see now, and of then only what it might see then: what was another's concept
    is new to it. What others may not see any more is told to nobody but them; only what was withdrawn is
    gone. Days are those of the moments in the history.
    """
    store = register.store

    def seen(activities: list[Activity]) -> dict[str, Activity]:
        told = visible(
            activities, organisation=organisation, audience=audience, vocabulary=register.vocabulary
        )
        return {activity.id: activity for activity in told}

    before, after = seen(store.activities_at(day)), seen(store.activities())
    withdrawn, ends = seen(store.activities(withdrawn=True)), store.merged()
    gone = tuple(
        Gone(activity, after.get(ends.get(name, "")))
        for name, activity in before.items()
        if name in withdrawn
    )
    differences = [
        replace(one, before=_hushed(one)) for one in find_differences(before.values(), after.values())
    ]
    finished, moved, changed = _sorted_out(differences, vocabulary=register.vocabulary)
    return Changes(
        since=day,
        new=tuple(activity for name, activity in after.items() if name not in before),
        gone=gone,
        finished=finished,
        moved=moved,
        changed=changed,
        decided=_decided(register, before, day, organisation=organisation, audience=audience),
        names={name: activity.title for name, activity in after.items()},
    )


def _hushed(difference: Difference) -> Activity:
    """Return what stood there before without what is not told any more: it may be kept back by now."""
    silent = {name: None for name in _KEPT_BACK if getattr(difference.after, name) is None}
    return replace(difference.before, **silent)  # type: ignore[arg-type]


def _sorted_out(
    differences: list[Difference], *, vocabulary: Vocabulary
) -> tuple[tuple[Difference, ...], tuple[Difference, ...], tuple[Difference, ...]]:
    """Return the differences as finished, moved and changed."""
    over = {name for name, status in vocabulary.statuses.items() if status.shown_as == OVER}
    finished = tuple(d for d in differences if d.after.status in over and d.before.status not in over)
    moved = tuple(d for d in differences if d.moved and d not in finished)
    changed = tuple(d for d in differences if d not in finished and d not in moved)
    return finished, moved, changed


def _decided(
    register: Register, before: dict[str, Activity], day: date, *, organisation: str, audience: Audience
) -> tuple[Decided, ...]:
    now = see_decisions(register, organisation=organisation, audience=audience)
    then = see_decisions(register, organisation=organisation, audience=audience, until=day)
    earlier = {one.id: one for one in then if all(name in before for name in one.members)}
    return tuple(
        Decided(one, earlier.get(one.id))
        for one in now
        if one.id not in earlier or earlier[one.id].version != one.version
    )
