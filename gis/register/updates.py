"""What a list means for records that are there already: changed, the same, or gone from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path

from gis.register.placing import COORDINATES
from gis.register.reading import PLACE_WORDS, Verdict
from gis.register.records import Activity
from gis.register.waiting import Delivery
from gis.tables import EXCHANGE_NAMES

_COORDINATES = (*COORDINATES, "gebiedscodes")
# In which columns a field is told, where that is not its exchange name alone.
_TOLD_IN: Mapping[str, tuple[str, ...]] = {
    "period": ("periode_tekst", "begin", "einde", "periode_van"),
    "money": ("geld", "geld_toegezegd", "geld_gezocht"),
    "postponed": ("uitgesteld", "status"),
    "partners": ("partijen", "organisatie"),
}
_OF_THE_PLACE = ("geometry", "accuracy", "reach", "area_codes", "street", "place_text", "place_source")
_NOT_TOLD = {"id", "owner", "version", "changed_on", "visibility"}


def update(verdict: Verdict, standing: Activity, *, as_stated: bool) -> Activity:
    """Return the record as the row changes it: what the list has no column for stays as it stands.

    A place stays where the row tells none, or tells it in the words that stand there: someone may have put it
    right by hand since. Who may see it stays, unless `as_stated` and told.

    Parameters
    ----------
    verdict
        A row that is ready, of the record `standing`.
    """
    told, new = verdict.told, verdict.activity
    same_words = new.place_text is not None and new.place_text == standing.place_text
    worded = not same_words and any(told.get(name) for name in PLACE_WORDS)
    placed = new.geometry is not None or worded or any(told.get(name) for name in _COORDINATES)
    kept: dict[str, object] = {}
    for name in (field.name for field in fields(Activity)):
        if name in _NOT_TOLD or name == "geometry":
            continue
        columns = _TOLD_IN.get(name, (EXCHANGE_NAMES.get(name, name),))
        said = any(column in told for column in columns)
        if not (said or (placed and name in _OF_THE_PLACE)):
            kept[name] = getattr(standing, name)
    if not (as_stated and told.get("zichtbaarheid")):
        kept["visibility"] = standing.visibility
    if not placed:
        kept["geometry"] = standing.geometry
    return replace(new, **kept)  # type: ignore[arg-type]


def told_before(deliveries: Sequence[Delivery]) -> dict[str, str]:
    """Return by the sum of a row's words which record it is; `deliveries` newest first."""
    known: dict[str, str] = {}
    for delivery in deliveries:
        for told, name in delivery.rows.items():
            if name:
                known.setdefault(told, name)
    return known


def dropped_before(deliveries: Sequence[Delivery]) -> dict[str, str]:
    """Return by the sum of a row's words the day (ISO) on which a person left it out.

    The newest list with that row decides: it may have been taken in after all.

    Parameters
    ----------
    deliveries
        Newest first.
    """
    days: dict[str, str] = {}
    for delivery in deliveries:
        for told in delivery.rows:
            days.setdefault(told, delivery.dropped.get(told, ""))
    return {told: day for told, day in days.items() if day}


def gone(
    deliveries: Sequence[Delivery], file: str, now: Iterable[str], standing: Iterable[Activity]
) -> list[Activity]:
    """Return the records that stood in earlier versions of a list and do not stand in it any more.

    A delivery is an earlier version when it has the same name, apart from digits (dates, versions), or shares
    a record. What also stands in another list is not gone.

    Parameters
    ----------
    deliveries
        The lists of the organisation.
    file
        The name of this list.
    now
        Ids of all its records, of waiting rows too.
    standing
        What the organisation has in the register.
    """
    ids = set(now)
    earlier: set[str] = set()
    elsewhere: set[str] = set()
    for delivery in deliveries:
        there = set(filter(None, delivery.rows.values()))
        same = bare_name(delivery.file) == bare_name(file) or bool(ids & there)
        (earlier if same else elsewhere).update(there)
    missing = earlier - elsewhere - ids
    return [activity for activity in standing if activity.id in missing]


def bare_name(file: str) -> str:
    """Return the name of a file without digits, signs and ending: the same for each version of a list.

    Examples
    --------
    >>> bare_name("Plannen 2027 (v2).xlsx"), bare_name("plannen_2028-03.xlsx")
    ('plannenv', 'plannen')
    """
    return re.sub(r"[\d\W_]+", "", Path(file).stem.casefold())
