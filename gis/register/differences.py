"""What differs between two states of a register, activity by activity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from gis.register.records import Activity

# Not told as a difference: who keeps the record and when, and that a plan was confirmed as it stands.
_NEUTRAL = frozenset({"id", "owner", "version", "changed_on", "confirmed_on"})
_FIELDS = tuple(field.name for field in fields(Activity) if field.name not in _NEUTRAL)


@dataclass(frozen=True)
class Difference:
    """One activity in two states; `fields` are the names of those that differ, "geometry" among them."""

    before: Activity
    after: Activity
    fields: tuple[str, ...]

    @property
    def moved(self) -> bool:
        """Whether the period is another one, not only told in other words."""
        one, two = self.before.period, self.after.period
        if not (one.known or two.known):
            return one != two  # of both only the words are known
        return replace(one, text="") != replace(two, text="")


def find_differences(before: Iterable[Activity], after: Iterable[Activity]) -> list[Difference]:
    """Return what differs of the activities that stand in both states, in the order of `after`.

    Owner, version, day of change and day of confirmation are left out. A shape differs from 0.02 m on
    (`Activity.same_as`).
    """
    there = {activity.id: activity for activity in before}
    both = ((there[activity.id], activity) for activity in after if activity.id in there)
    found = (Difference(one, two, _differing(one, two)) for one, two in both)
    return [difference for difference in found if difference.fields]


def _differing(one: Activity, two: Activity) -> tuple[str, ...]:
    told = tuple(name for name in _FIELDS if name != "geometry" and getattr(one, name) != getattr(two, name))
    shaped = one.same_as(replace(one, geometry=two.geometry))
    return told if shaped else (*told, "geometry")
