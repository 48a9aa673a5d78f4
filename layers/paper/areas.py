"""Which part of a gemeente goes on the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gis.errors import ExportError
from gis.workspace.places import Place


@dataclass(frozen=True)
class Area:
    """A name and the codes of the buurten that it holds.

    Examples
    --------
    >>> Area("Noordwest", ("BU00141000",)).name
    'Noordwest'
    """

    name: str
    buurten: tuple[str, ...]


def offer_areas(place: Place) -> list[Area]:
    """Return what can be chosen: the whole gemeente and each wijk of which an outline is known."""
    known = place.buurten[place.buurten.geometry.notna()]
    wijken = [
        Area(place.area_name(str(code)), tuple(buurten["buurtcode"]))
        for code, buurten in known.groupby("wijkcode", sort=True)
    ]
    return [Area(f"hele gemeente {place.gemeentenaam}", tuple(known["buurtcode"])), *wijken]


def choose_area(place: Place, codes: Sequence[str]) -> Area:
    """Return the area that a list of codes means: a gemeente, wijken, buurten.

    Raises
    ------
    ExportError
        ``area_not_here`` for a code that does not belong to the gemeente.
    """
    buurten = place.buurten
    found: list[str] = []
    for code in codes:
        if code == place.gemeentecode:
            inside = list(buurten["buurtcode"])
        else:
            inside = list(
                buurten.loc[(buurten["buurtcode"] == code) | (buurten["wijkcode"] == code), "buurtcode"]
            )
        if not inside:
            raise ExportError("area_not_here", area=code, gemeente=place.gemeentenaam)
        found += [one for one in inside if one not in found]
    return Area(", ".join(place.area_name(code) for code in codes), tuple(found))
