"""Shapes that a hand edits in degrees: out rounded, back to RD exactly, cut in two."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
import shapely.ops
from shapely.geometry.base import BaseGeometry

from gis.crs import shape_to_rd, shape_to_wgs84

DECIMALS = 7  # of a degree: about a centimetre, and what a browser tells back digit for digit
MAP_DECIMALS = 6  # of a degree: about 0.1 m, what a screen can show

Geometry = dict[str, Any]  # GeoJSON has no narrower type
_Places = np.ndarray[Any, np.dtype[np.float64]]
_Place = tuple[float, float]

_NEAR_M = 1.0  # more than rounding and the way there and back can move a vertex


def to_degrees(shape: BaseGeometry) -> Geometry:
    """Return an RD shape [m] as GeoJSON in WGS 84 with `DECIMALS` decimals, ready to be edited.

    Examples
    --------
    >>> to_degrees(shapely.Point(155000, 463000))
    {'type': 'Point', 'coordinates': [5.387..., 52.155...]}
    """
    return _told(shape_to_wgs84(shape))


def edited_to_rd(
    told: Mapping[str, Any], *, before: Iterable[BaseGeometry], shown: Iterable[BaseGeometry | None] = ()
) -> BaseGeometry:
    """Return an edited shape in RD [m]; an untouched vertex keeps its coordinates to the last digit.

    Parameters
    ----------
    told
        GeoJSON in WGS 84, as `to_degrees` gave it and a hand changed it.
    before
        The shapes in RD that were sent out, its own and those it may have been snapped to. A vertex is
        recognised by its rounded degrees; of vertices less than a centimetre apart that share them, the
        first one is taken, unless the whole shape is as it was sent.
    shown
        Other shapes in RD that the map shows with `MAP_DECIMALS` decimals. A vertex that was snapped to one
        of theirs has exactly those degrees, and gets its coordinates. In doubt `before` comes first.

    Examples
    --------
    >>> line = shapely.LineString([(155000.123456789, 463000), (155100, 463000)])
    >>> told = to_degrees(line)
    >>> told["coordinates"][1] = [5.39, 52.16]
    >>> edited_to_rd(told, before=[line]).coords[0]
    (155000.123456789, 463000.0)
    """
    shape = shapely.geometry.shape(dict(told))
    sent = list(before)
    for one in sent:
        if shapely.equals_identical(shape, shapely.geometry.shape(to_degrees(one))):
            return one
    moved = shapely.get_coordinates(shape_to_rd(shape))
    near = _within(shapely.get_coordinates(list(shown)), moved)
    known = _by_degrees(near, MAP_DECIMALS) | _by_degrees(shapely.get_coordinates(sent), DECIMALS)
    places = _as_tuples(_rounded(shapely.get_coordinates(shape)))
    kept = [known.get(place, at) for place, at in zip(places, _as_tuples(moved), strict=True)]
    return shapely.set_coordinates(shape, np.array(kept))


def cut(told: Mapping[str, Any], *, line: Sequence[tuple[float, float]]) -> list[Geometry]:
    """Return the pieces into which a line cuts a shape, the largest first; the shape alone when it does not.

    A shape of several parts stays one shape except for what is cut off. Every vertex of the shape stays as it
    was; the pieces share the new ones.

    Parameters
    ----------
    told
        GeoJSON of a line or an area in WGS 84. A point cannot be cut.
    line
        The cut: longitude, latitude in degrees.

    Examples
    --------
    >>> square = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]}
    >>> [shapely.geometry.shape(piece).area for piece in cut(square, line=[(0.5, -1), (0.5, 3)])]
    [3.0, 1.0]
    """
    shape, knife = shapely.geometry.shape(dict(told)), shapely.LineString(line)
    pieces: list[BaseGeometry] = []
    whole: list[BaseGeometry] = []
    for part in shapely.get_parts(shape):
        found = _cut_part(part, knife)
        (pieces if len(found) > 1 else whole).extend(found)
    if not pieces:
        return [dict(told)]
    pieces.sort(key=_size, reverse=True)
    first, *others = pieces
    if not whole:
        return [_told(piece) for piece in pieces]
    parts = [_told(part)["coordinates"] for part in (first, *whole)]
    return [{"type": shape.geom_type, "coordinates": parts}, *map(_told, others)]


def _within(places: _Places, others: _Places) -> _Places:
    """Return the places [m] in the box around the others: reprojecting a whole gemeente takes a while."""
    low, high = others.min(axis=0) - _NEAR_M, others.max(axis=0) + _NEAR_M
    near: _Places = places[((places >= low) & (places <= high)).all(axis=1)]
    return near


def _by_degrees(places: _Places, decimals: int) -> dict[_Place, _Place]:
    """Return RD places [m] by their rounded degrees; of those that share them the first one."""
    degrees = shapely.get_coordinates(shape_to_wgs84(shapely.MultiPoint(places)))
    told = _rounded(np.round(degrees, decimals))
    return dict(zip(reversed(_as_tuples(told)), reversed(_as_tuples(places)), strict=True))


def _as_tuples(places: _Places) -> list[_Place]:
    return [(x, y) for x, y in places.tolist()]


def _cut_part(part: BaseGeometry, knife: shapely.LineString) -> list[BaseGeometry]:
    if part.geom_type == "Point" or not part.crosses(knife):
        return [part]
    if part.geom_type == "LineString" and part.intersection(knife).length > 0:
        return [part]  # the knife runs along the line: where to cut is not said
    return list(shapely.ops.split(part, knife).geoms)


def _size(shape: BaseGeometry) -> float:
    return float(shape.area or shape.length)


def _told(shape: BaseGeometry) -> Geometry:
    rounded: Geometry = json.loads(shapely.to_geojson(shapely.transform(shape, _rounded)))
    return {"type": rounded["type"], "coordinates": rounded["coordinates"]}


def _rounded(places: _Places) -> _Places:
    return np.round(places, DECIMALS)
