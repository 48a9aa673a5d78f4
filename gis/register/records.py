"""The typed records of the register and the frame the other rooms see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from gis.crs import RD
from gis.periods import Period
from gis.register.money import YEARLY, Money
from gis.tables import ACTIVITIES, DRAWINGS, conform, empty
from gis.vocabulary import Vocabulary

# The fields of a record that hold words of a closed list: our exchange name, the list, what is wrong else.
_CLOSED = {
    "theme": ("thema", "themes", "theme_unknown"),
    "other_themes": ("themas_neven", "themes", "theme_unknown"),
    "kind": ("soort", "kinds", "kind_unknown"),
    "status": ("status", "statuses", "status_unknown"),
    "visibility": ("zichtbaarheid", "visibilities", "visibility_unknown"),
    "accuracy": ("nauwkeurigheid", "accuracies", "accuracy_unknown"),
    "reach": ("bereik", "reaches", "reach_unknown"),
    "origin": ("herkomst", "origins", "origin_unknown"),
    "privacy_class": ("privacyklasse", "privacy_classes", "privacy_class_unknown"),
    "target_groups": ("doelgroepen", "target_groups", "target_group_unknown"),
}
_CLOSED_WORDS = attrgetter(*_CLOSED)
HOME_ORGANISATION = "deze werkplek"  # every workspace has it: who works here without saying for whom


@dataclass(frozen=True)
class Activity:
    """What one or more partners do or plan, as it stands in the register.

    `geometry` is in RD New [m], None when there is no place. `area_codes` are BU, WK or GM codes of
    the place or of the reach; `reach` says whether it works on a spot (plek) or on a whole buurt, wijk or
    gemeente. `count` is a number of households or addresses, when only a number may be told. `source_id`
    is the partner's own number, `place_text` the place in the partner's words, `place_source` in what
    those words were found.
    """

    id: str
    title: str
    theme: str
    status: str
    period: Period
    owner: str
    public_title: str = ""
    other_themes: tuple[str, ...] = ()
    kind: str = "onbekend"
    postponed: bool = False
    fixed_date: bool = False
    organisation: str | None = None
    partners: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    accuracy: str = "onbekend"
    reach: str = "plek"
    area_codes: tuple[str, ...] = ()
    street: str | None = None
    phase_of: str | None = None
    framework: bool = False
    visibility: str = "concept"
    privacy_class: str = "partners"
    origin: str = "opgegeven door partner"
    fictional: bool = False
    source: str | None = None
    money: tuple[Money, ...] = ()
    count: int | None = None
    note: str | None = None
    source_id: str | None = None
    place_text: str | None = None
    place_source: str | None = None
    confirmed_on: date | None = None
    changed_on: date | None = None
    version: int = 0
    geometry: BaseGeometry | None = field(default=None, compare=False)

    def same_as(self, other: Activity, *, tolerance_m: float = 0.02) -> bool:
        """Whether both tell the same, apart from owner, version and the day of change.

        Shapes are the same within `tolerance_m` [m]: what seven decimals of a degree and the way to
        WGS 84 and back can move them.
        """
        neutral = {"owner": "", "version": 0, "changed_on": None}
        if replace(self, **neutral) != replace(other, **neutral):  # type: ignore[arg-type]
            return False
        one, two = self.geometry, other.geometry
        if one is None or two is None:
            return one is two
        return one.geom_type == two.geom_type and one.hausdorff_distance(two) <= tolerance_m

    def stamped(self, *, version: int, owner: str, changed_on: date) -> Activity:
        """Return the same as it is saved."""
        return Activity.of({**vars(self), "version": version, "owner": owner, "changed_on": changed_on})

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Activity:
        """Return the record of values for every field: quicker, for lists hold thousands."""
        new = object.__new__(cls)
        vars(new).update(values)
        return new


@dataclass(frozen=True)
class Drawing:
    """The outline of the neighbourhood that someone means; `role` says who, never a name.

    `geometry` is a polygon in RD New [m]. `round_id` is the round in which it was made, None for one from a
    file. `extent` (west, south, east, north in RD [m]) and `zoom` are what the map showed, as far as known.
    """

    id: str
    name: str
    role: str
    question: str
    meeting: str
    drawn_on: date
    geometry: BaseGeometry = field(compare=False)
    weight: float = 1.0
    fictional: bool = False
    round_id: str | None = None
    extent: tuple[float, float, float, float] | None = None
    zoom: float | None = None


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in one row, or that a person should see: the `code` has a sentence.

    `told` is what stood there; `suggestion`, when there is one, is what would mend the field: for the field
    ``plek`` a shape as WKT in RD.
    """

    row: int
    field: str
    code: str
    told: str = ""
    suggestion: str = ""


def holds_point(shape: BaseGeometry | None) -> bool:
    """Return whether a shape is a point or has one among its parts, however deep."""
    if shape is None:
        return False
    if "Point" in shape.geom_type:
        return True
    return shape.geom_type == "GeometryCollection" and any(map(holds_point, shapely.get_parts(shape)))


def check(activity: Activity, *, vocabulary: Vocabulary) -> list[Problem]:
    """Return everything in the record that the register refuses, all at once; empty when it is good.

    Closed lists must hold the words; work at people's homes never has a point or an address; an
    interval does not end before it begins.
    """
    return [
        *check_words(words_of(activity), vocabulary=vocabulary),
        *check_whole(activity, vocabulary=vocabulary),
    ]


def words_of(activity: Activity) -> tuple[str | tuple[str, ...], ...]:
    """Return the words of a record that must stand in closed lists, as `check_words` takes them."""
    told: tuple[str | tuple[str, ...], ...] = _CLOSED_WORDS(activity)
    return told


def check_words(told: Sequence[str | tuple[str, ...]], *, vocabulary: Vocabulary) -> list[Problem]:
    """Return which words of `words_of` stand in no list."""
    lists: Mapping[str, Collection[str]] = {
        **vocabulary.lists,
        "themes": vocabulary.themes,
        "kinds": vocabulary.kinds,
        "statuses": vocabulary.statuses,
        "visibilities": vocabulary.visibilities,
        "accuracies": vocabulary.accuracies,
    }
    return [
        Problem(0, name, code, word)
        for words, (name, allowed, code) in zip(told, _CLOSED.values(), strict=True)
        for word in ((words,) if isinstance(words, str) else words)
        if word not in lists[allowed]
    ]


def check_whole(activity: Activity, *, vocabulary: Vocabulary) -> list[Problem]:
    """Return what is wrong with a record apart from words that stand in no list."""
    problems = []
    if not activity.title.strip():
        problems.append(Problem(0, "naam", "title_missing"))
    kind = vocabulary.kinds.get(activity.kind)
    at_home = (kind is not None and kind.household) or activity.privacy_class == "alleen aantallen"
    if at_home and (activity.accuracy == "adres" or holds_point(activity.geometry)):
        problems.append(Problem(0, "plek", "household_point", activity.kind))
    period = activity.period
    if period.start_earliest and period.end_latest and period.end_latest < period.start_earliest:
        problems.append(Problem(0, "periode", "period_reversed", period.text))
    return problems


def to_frame(activities: Iterable[Activity], *, vocabulary: Vocabulary) -> gpd.GeoDataFrame:
    """Return the records as the table `activities`, in the order given, numbered from 0.

    What follows from the vocabulary (theme group, shown as) and from the money rows is filled in. A sum
    is missing, not 0, when no row of that state holds a sum.
    """
    records = list(activities)
    if not records:
        return empty(ACTIVITIES)  # type: ignore[return-value]
    rows = [_row(activity, vocabulary) for activity in records]
    shapes = gpd.GeoSeries(np.array([a.geometry for a in records], dtype=object), crs=RD)
    return conform(gpd.GeoDataFrame(rows, geometry=shapes), ACTIVITIES)  # type: ignore[return-value]


def drawings_frame(drawings: Iterable[Drawing]) -> gpd.GeoDataFrame:
    """Return the drawings as the table `drawings`, in the order given, numbered from 0."""
    records = list(drawings)
    if not records:
        return empty(DRAWINGS)  # type: ignore[return-value]
    shapes = gpd.GeoSeries([drawing.geometry for drawing in records], crs=RD)
    frame = gpd.GeoDataFrame([vars(drawing) for drawing in records], geometry=shapes)
    frame["drawn_on"] = pd.to_datetime(frame["drawn_on"])
    return conform(frame, DRAWINGS)  # type: ignore[return-value]


def _row(activity: Activity, vocabulary: Vocabulary) -> dict[str, object]:
    told = dict(vars(activity))
    del told["period"], told["money"], told["geometry"]
    period, money = activity.period, activity.money
    days = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    return told | {
        "public_title": activity.public_title or activity.title,
        "theme_group": vocabulary.themes[activity.theme].group,
        "shown_as": vocabulary.statuses[activity.status].shown_as,
        "period_text": period.text,
        **{name: pd.Timestamp(day) if (day := getattr(period, name)) else pd.NaT for name in days},
        "running": period.running,
        "confirmed_on": pd.Timestamp(activity.confirmed_on) if activity.confirmed_on else pd.NaT,
        "changed_on": pd.Timestamp(activity.changed_on) if activity.changed_on else pd.NaT,
        "money_committed": _total(money, "toegezegd"),
        "money_sought": _total(money, "gezocht"),
        "money_unstated": _total(money, "onbekend"),
        "money_text": " | ".join(row.text for row in money) or None,
    }


def _total(money: tuple[Money, ...], state: str) -> float | None:
    """Return the sum of one state; what is per year is no part of it: nobody told for how many years."""
    sums = [
        row.amount_eur
        for row in money
        if row.state == state and row.recurring != YEARLY and row.amount_eur is not None
    ]
    return sum(sums) if sums else None
