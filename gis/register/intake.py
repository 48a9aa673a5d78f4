"""Rows of a list to records: what is good, and per row everything that is wrong."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from gis.crs import to_rd
from gis.errors import TableError
from gis.periods import Period, parse_period
from gis.register import cells
from gis.register.records import Activity, Problem, check, parse_money
from gis.register.store import Parked
from gis.vocabulary import Vocabulary

# Headings that partners use for our fields, beside our own exchange names.
HEADINGS = {
    "naam": ("titel", "title", "activiteit", "project", "omschrijving"),
    "thema": ("theme",),
    "soort": ("kind", "type"),
    "periode_tekst": ("periode", "period", "wanneer", "planning"),
    "organisatie": ("partij", "partner", "organisation", "trekker"),
    "gebiedscodes": ("gebiedscode", "buurtcode", "wijkcode", "gemeentecode", "gebied"),
    "zichtbaarheid": ("visibility", "wie mag dit zien?"),
    "nauwkeurigheid": ("plaatsnauwkeurigheid", "hoe precies is de plek?"),
    "id": ("nummer", "kenmerk"),
    "toelichting": ("opmerking", "note"),
    "geometrie_rd": ("wkt", "geometrie"),
    "x": ("x_rd", "rd_x", "x-coordinaat"),
    "y": ("y_rd", "rd_y", "y-coordinaat"),
    "lon": ("longitude", "lng"),
    "lat": ("latitude",),
}
_OWN_IDS = uuid.UUID("5f0c8b1e-7a53-5c1b-9b0e-4d6f3f1f9c11")  # makes the same id of the same row each time


@dataclass(frozen=True)
class Intake:
    """What became of a list: accepted + parked = rows, always."""

    accepted: tuple[Activity, ...]
    parked: tuple[Parked, ...]

    @property
    def rows(self) -> int:
        """How many rows the list had."""
        return len(self.accepted) + len(self.parked)


@dataclass(frozen=True)
class Terms:
    """What rows are read against: the lists, the peildatum, whose rows they are, which codes exist.

    `refuse` may return the code of a problem with a record as a whole, None when it is fine.
    """

    vocabulary: Vocabulary
    reference: date
    owner: str
    known_codes: Collection[str]
    as_stated: bool = False
    refuse: Callable[[Activity], str | None] | None = None


def holds_activities(frame: pd.DataFrame) -> bool:
    """Whether a table has a name and a theme per row, under our headings or those of `HEADINGS`."""
    return {"naam", "thema"} <= set(_our_headings(frame).columns)


def read_rows(
    frame: pd.DataFrame,
    *,
    file: str,
    terms: Terms,
    broken: Collection[int] = (),
    first: int = 1,
    taken: Collection[str] = (),
) -> Intake:
    """Return each row as a record or parked with all its problems; no row is lost.

    Rows of our own exports that are no activities (``laag``) are not rows of a list.

    Parameters
    ----------
    frame
        A list of activities, cells as text or as a GeoJSON reader gives them; a GeoDataFrame in any CRS
        that says its own brings its shapes. Headings are our exchange names or those of `HEADINGS`.
    file
        Its name, for the parked rows.
    terms
        With `as_stated` rows keep the visibility they tell; else they start as concept. What `refuse`
        says against a record is a problem too.
    broken
        Positions of rows whose shape the reader could not read.
    first
        Number of the first row.
    taken
        Ids that stand in another layer of the same file.

    Raises
    ------
    TableError
        ``no_activities`` when there is no column with names of activities or with themes; ``crs_missing``
        and ``outside_rd`` as in `gis.crs.to_rd`.
    """
    named = _our_headings(frame)
    if not {"naam", "thema"} <= set(named.columns):
        raise TableError("no_activities", file=file)
    shapes = (
        to_rd(frame, table=file).geometry.tolist()
        if isinstance(frame, gpd.GeoDataFrame)
        else [None] * len(frame)
    )
    accepted: dict[str, Activity] = {}
    parked: list[Parked] = []
    number = first - 1
    for position, (told, shape) in enumerate(zip(named.to_dict("records"), shapes, strict=True)):
        words = {str(name): cells.as_text(value) for name, value in told.items()}
        if words.get("laag", "activiteit") != "activiteit":
            continue
        number += 1
        activity, problems = read_row(words, shape, number, terms)
        if position in broken:
            problems.append(Problem(number, "plek", "shape_unread"))
        if activity.id in accepted or activity.id in taken:
            problems.append(Problem(number, "id", "id_twice", words.get("id", "")))
        if not problems:
            accepted[activity.id] = activity
        else:
            kept = words if shape is None else words | {"geometrie_rd": shape.wkt}
            parked.append(Parked(file, number, kept, tuple(problems)))
    return Intake(tuple(accepted.values()), tuple(parked))


def _our_headings(frame: pd.DataFrame) -> pd.DataFrame:
    plain = pd.DataFrame(
        frame.drop(columns=frame.geometry.name) if isinstance(frame, gpd.GeoDataFrame) else frame
    )
    heads = {str(name).strip().casefold(): name for name in plain.columns}
    renames = {}
    for ours, theirs in HEADINGS.items():
        if ours in heads:
            renames[heads[ours]] = ours
            continue
        found = next((heads[name] for name in theirs if name in heads), None)
        if found is not None:
            renames[found] = ours
    named = plain.rename(columns=renames)
    return named.rename(columns={name: str(name).strip().casefold() for name in named.columns})


def read_row(
    told: Mapping[str, str], shape: BaseGeometry | None, row: int, terms: Terms
) -> tuple[Activity, list[Problem]]:
    """Return one row as a record with everything that is wrong in it.

    Parameters
    ----------
    told
        Words by our exchange names; ``naam`` and ``thema`` always.
    shape
        Its shape in RD [m], when it does not stand in the words.
    row
        Its number in the list, from 1.
    """
    problems: list[Problem] = []

    def tell(field: str, code: str, words: str = "") -> None:
        problems.append(Problem(row, field, code, words))

    place = cells.place(told, shape, tell)
    codes = cells.listed(told.get("gebiedscodes", ""))
    for code in codes:
        if code not in terms.known_codes:
            tell("gebiedscodes", "area_unknown", code)
    values = _values(told, place, tell) | {
        "period": _period(told, terms.reference, tell),
        "area_codes": codes,
        "visibility": _visibility(told, terms),
        "owner": terms.owner,
        "geometry": place,
    }
    status = told.get("status", "").casefold()
    values["status"] = terms.vocabulary.status_synonyms.get(status, status)
    values["postponed"] |= status == "getemporiseerd"
    values["organisation"] = told.get("organisatie") or (None if "organisatie" in told else terms.owner)
    values["partners"] = cells.listed(told.get("partijen", "")) or tuple(
        filter(None, [values["organisation"]])
    )
    key = "\x1f".join([terms.owner, told["naam"], place.wkt if place else "", *codes])
    activity = Activity(id=told.get("id") or str(uuid.uuid5(_OWN_IDS, key)), **values)
    problems += check(activity, vocabulary=terms.vocabulary, row=row)
    if terms.refuse is not None and (refused := terms.refuse(activity)):
        tell("id", refused, activity.title)
    return activity, problems


def _values(told: Mapping[str, str], place: BaseGeometry | None, tell: cells.Tell) -> dict[str, Any]:
    """Fields that are read as they stand (`Any`: one value per field, of its own type)."""
    no_accuracy = "onbekend" if place is None else "schatting"
    return {
        "title": told["naam"],
        "public_title": "" if told.get("naam_bewoners") == told["naam"] else told.get("naam_bewoners", ""),
        "theme": told["thema"].casefold(),
        "other_themes": tuple(word.casefold() for word in cells.listed(told.get("themas_neven", ""))),
        "kind": told.get("soort", "").casefold() or "onbekend",
        "postponed": cells.flag(told, "uitgesteld", tell),
        "fixed_date": cells.flag(told, "vaste_datum", tell),
        "framework": cells.flag(told, "kader", tell),
        "fictional": cells.flag(told, "fictief", tell),
        "target_groups": cells.listed(told.get("doelgroepen", "")),
        "accuracy": told.get("nauwkeurigheid", "").casefold() or no_accuracy,
        "reach": told.get("bereik", "").casefold() or "plek",
        "street": told.get("straat") or None,
        "phase_of": told.get("fase_van") or None,
        "privacy_class": told.get("privacyklasse") or "partners",
        "origin": told.get("herkomst") or "opgegeven door partner",
        "source": told.get("bron") or None,
        "money": parse_money(told.get("geld", "")),
        "count": cells.whole(told, "aantal", tell),
        "note": told.get("toelichting") or None,
        "confirmed_on": cells.day(told, "bevestigd_op", tell),
    }


def _visibility(told: Mapping[str, str], terms: Terms) -> str:
    stated = told.get("zichtbaarheid", "")
    by_sentence = {sentence.casefold(): code for code, sentence in terms.vocabulary.visibilities.items()}
    return (
        by_sentence.get(stated.casefold(), stated.casefold() or "concept") if terms.as_stated else "concept"
    )


def _period(told: Mapping[str, str], reference: date, tell: cells.Tell) -> Period:
    text = told.get("periode_tekst", "")
    period = parse_period(text, reference=reference)
    if period is not None:
        return period
    if "periode_van" not in told:
        tell("periode", "period_unread", text)
        return Period(text)
    # Our own exports carry the days beside words that only a person understands.
    days = Period(text)
    first, last = cells.day(told, "periode_van", tell), cells.day(told, "periode_tot", tell)
    return replace(days, start_earliest=first, start_latest=first, end_earliest=last, end_latest=last)
