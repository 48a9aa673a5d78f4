"""An address or a street looked up in the tables of the home: the same name, or a suggestion."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from statistics import fmean

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gis.register.locating import Candidate, Located
from gis.sources.addresses import Addresses, Spot
from gis.sources.place_words import Address, plain, read_place_text

SAME_DOOR_M = 25.0  # rows of one address further apart are of two places
SAME_STREET_M = 1_000.0  # and rows of one street
CORNER_M = 250.0  # two streets that come no nearer than this have no corner
MOST_CANDIDATES = 5


def find_address(address: Address, addresses: Addresses, *, towns: Collection[str]) -> Located:
    """Return the place of an address or a street in the tables, or why it is not found.

    The street must be the same when compared as `gis.sources.place_words.plain_street` says; postcode and
    town must be the same where both the row and the table tell them. A house number gives ``adres``. A
    street, a postcode or a run of numbers gives the row nearest to the middle of its rows, as ``straat``; a
    corner, and anything that is told to be near, a ``schatting``.

    Parameters
    ----------
    towns
        Names, as `gis.sources.place_words.plain` compares them, that fit a row without a town.

    Returns
    -------
    Located
        Its problem is ``place_not_found``, ``place_contradicts``, ``place_ambiguous`` or ``number_unknown``;
        its remark ``place_estimated`` or, where no number of the street is known, ``number_not_in_list``.
    """
    if address.cross:
        return _corner(address, addresses, towns=towns)
    spots = addresses.of_street(address.whole) if address.whole else []
    if spots:  # a street with a number in its name
        own = read_place_text(address.whole).number == address.number
        address = address._replace(street=address.whole)
        address = address._replace(number=None, last=None, addition="") if own else address
    elif address.street:
        spots = addresses.of_street(address.street)
    else:
        spots = addresses.of_postcode(address.postcode)
    if not spots:
        like = [spot for rows in addresses.like(address.street) for spot in _middles(rows)]
        return Located(problem="place_not_found", told=address.words, candidates=candidates(like, "straat"))
    fitting = _fitting(spots, address, towns)
    if not fitting:
        there = candidates(_middles(spots), "straat")
        return Located(problem="place_contradicts", told=address.words, candidates=there)
    return _estimated(_numbered(fitting, address), address)


def _numbered(spots: list[Spot], address: Address) -> Located:
    """Look for the number among the rows of a street or postcode."""
    if address.number is None:
        return _one_of(spots, address, accuracy="straat")
    if not any(spot.number is not None for spot in spots):
        found = _one_of(spots, address, accuracy="straat")
        return found if found.problem else replace(found, remark="number_not_in_list", told=address.words)
    if address.last is not None:
        step = 2 if (address.last - address.number) % 2 == 0 else 1  # one side of the street, or both
        several = range(address.number, address.last + 1, step)
        doors, accuracy = [spot for spot in spots if spot.number in several], "straat"
    else:
        same = [spot for spot in spots if spot.number == address.number]
        doors, accuracy = [spot for spot in same if spot.addition == address.addition], "adres"
        spots = same or spots
    if not doors:
        near = candidates(_middles(spots), "straat")
        return Located(problem="number_unknown", told=address.words, candidates=near)
    return _one_of(doors, address, accuracy=accuracy)


def _one_of(spots: Sequence[Spot], address: Address, *, accuracy: str) -> Located:
    middles = _middles(spots, apart_m=SAME_DOOR_M if accuracy == "adres" else SAME_STREET_M)
    if len(middles) > 1:
        several = candidates(middles, accuracy)
        return Located(problem="place_ambiguous", told=address.words, candidates=several)
    only = middles[0]
    source = _source(_words(only, accuracy), only.table)
    return Located(only.point, accuracy, source, street=only.street or None)


def _corner(address: Address, addresses: Addresses, *, towns: Collection[str]) -> Located:
    """Return the middle between the two nearest rows of two streets."""
    sides = []
    for street in (address.street, address.cross):
        alone = address._replace(street=street, cross="", whole="", number=None, last=None, near=False)
        found = find_address(alone, addresses, towns=towns)
        if found.problem in {"place_not_found", "place_contradicts"}:
            return replace(found, told=street)
        sides.append(_fitting(addresses.of_street(street), address, towns))
    between = shapely.shortest_line(
        *(shapely.MultiPoint([(spot.x, spot.y) for spot in side]) for side in sides)
    )
    if between.length > CORNER_M:
        both = candidates([middle for side in sides for middle in _middles(side)], "straat")
        return Located(problem="place_ambiguous", told=address.words, candidates=both)
    streets = f"{sides[0][0].street} / {sides[1][0].street}"
    source = _source(streets, sides[0][0].table)
    return _estimated(Located(between.centroid, "straat", source, street=sides[0][0].street), address)


def _estimated(found: Located, address: Address) -> Located:
    """Say of a place that was told to be near, that it is an estimate."""
    if found.problem or not address.near:
        return found
    return replace(found, accuracy="schatting", remark="place_estimated", told=address.words)


def _fitting(spots: list[Spot], address: Address, towns: Collection[str]) -> list[Spot]:
    """Return the rows whose postcode and town are as told, where both tell them."""
    if address.postcode:
        spots = [spot for spot in spots if _same_start(spot.postcode, address.postcode)]
    if not address.town:
        return spots
    town = plain(address.town)
    told = {spot.town for spot in spots}
    fits = {one for one in told if (plain(one) == town if one else town in towns)}
    return spots if fits == told else [spot for spot in spots if spot.town in fits]


def _same_start(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _middles(spots: Sequence[Spot], *, apart_m: float = SAME_STREET_M) -> list[Spot]:
    """Return the row nearest to the middle of each place; rows within `apart_m` of another are one place."""
    xs, ys = [spot.x for spot in spots], [spot.y for spot in spots]
    if math.hypot(max(xs) - min(xs), max(ys) - min(ys)) <= apart_m:
        return [_middle(spots, xs, ys)]
    points = shapely.points(xs, ys)
    around = shapely.get_parts(shapely.union_all(shapely.buffer(points, apart_m / 2)))
    groups = (np.flatnonzero(shapely.covers(part, points)).tolist() for part in around)
    return [
        _middle(
            [spots[place] for place in group], [xs[place] for place in group], [ys[place] for place in group]
        )
        for group in groups
    ]


def _middle(spots: Sequence[Spot], xs: Sequence[float], ys: Sequence[float]) -> Spot:
    x, y = fmean(xs), fmean(ys)
    far = [math.hypot(one - x, other - y) for one, other in zip(xs, ys, strict=True)]
    return spots[far.index(min(far))]


def candidates(spots: Sequence[Spot], accuracy: str) -> tuple[Candidate, ...]:
    """Return rows of a table as places to choose; no more than `MOST_CANDIDATES`."""
    told = []
    for spot in spots[:MOST_CANDIDATES]:
        words = _words(spot, accuracy)
        told.append(Candidate(words, spot.point, accuracy, _source(words, spot.table)))
    return tuple(told)


def _words(spot: Spot, accuracy: str) -> str:
    number = f" {spot.number}{spot.addition}" if spot.number is not None and accuracy == "adres" else ""
    return ", ".join(filter(None, (f"{spot.street}{number}".strip(), spot.postcode, spot.town)))


def _source(words: str, table: str) -> str:
    return f"Straten: {words} (lijst {table})"


def as_candidate(found: Located, words: str) -> tuple[Candidate, ...]:
    """Return a place that was found as one to choose; nothing for one that was not."""
    if found.problem or (found.geometry is None and not found.area_codes):
        return ()
    shape: BaseGeometry | None = found.geometry
    return (Candidate(words, shape, found.accuracy, found.source, None, found.area_codes),)
