"""Where a row is by its own coordinates: in words, in WKT or GeoJSON, or as the shape of its file."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from gis.crs import RD, WGS84, shape_to_rd
from gis.register.coordinates import Kind, kind_of, known_crs, meant, read_number
from gis.register.records import Problem
from gis.register.told_shapes import NO_SHAPE, RAW, RAW_CRS, ToldShape, read_shape, read_shapes

COORDINATES = ("geometrie_rd", "x", "y", "lon", "lat", RAW)  # words that tell where without a name

_PAIRS: tuple[tuple[str, str, str, Kind], ...] = (("x", "y", RD, "rd"), ("lon", "lat", WGS84, "wgs84"))
_SRID = re.compile(r"\s*SRID\s*=\s*(\d+)\s*;", re.IGNORECASE | re.ASCII)
_LOST = "?"  # a shape that is there in the file, of which nothing could be read
_SHOWN = 80  # characters of a shape that cannot be read
_RING_DEPTH = {"Polygon": 1, "MultiPolygon": 2}  # lists around a ring


def row_shapes(frame: pd.DataFrame, *, broken: Collection[int] = ()) -> list[ToldShape]:
    """Return what each row of a frame tells with its own shape; every row is judged by itself.

    Parameters
    ----------
    frame
        A list in any CRS, or in none; without shapes when it is no GeoDataFrame. The column `RAW` may hold
        the text (WKT or GeoJSON) of a shape that its reader could not read.
    broken
        Positions of rows whose shape the reader could not read: those are problems.

    Returns
    -------
    list of ToldShape
        One per row, in order; problems and remarks carry no row number yet.
    """
    if not isinstance(frame, gpd.GeoDataFrame):
        found, crs = [NO_SHAPE] * len(frame), ""
    else:
        crs = known_crs(frame.crs)
        found = read_shapes(np.asarray(frame.geometry.to_numpy(), dtype=object), crs=crs)
    for place in broken:
        if place < len(found):
            text = frame[RAW].iloc[place] if RAW in frame else None
            raw = text if isinstance(text, str) and text else _LOST
            found[place] = replace(_from_text(raw, crs), raw=raw, raw_crs=crs)
    return found


def place_of_row(told: Mapping[str, str], own: ToldShape = NO_SHAPE, *, row: int = 0) -> ToldShape:
    """Return where a row is by its coordinates; nothing told is no place, and no problem.

    The first that is told decides: ``geometrie_rd`` (WKT in RD), ``x`` and ``y`` (RD), ``lon`` and ``lat``
    (degrees), the shape of the file, the text of a shape that was not accepted before.

    Parameters
    ----------
    told
        The words of the row by our exchange names.
    own
        What the row's file tells, from `gis.register.told_shapes.row_shapes`.
    row
        Its number, for what is found.
    """
    if told.get("geometrie_rd"):
        return _from_text(told["geometrie_rd"], RD).numbered(row)
    for first, second, crs, expected in _PAIRS:
        if told.get(first) or told.get(second):
            found = _from_numbers(told, (first, second), crs, expected)
            return found.numbered(row)
    if own.raw is not None:
        return own.numbered(row)
    if told.get(RAW):
        return _from_text(told[RAW], known_crs(told.get(RAW_CRS))).numbered(row)
    return NO_SHAPE


def places_of_rows(told: Sequence[Mapping[str, str]], own: Sequence[ToldShape]) -> list[ToldShape]:
    """Return where each row is by its coordinates, as `place_of_row` says; nothing is numbered."""
    return [
        shape if not any(map(words.get, COORDINATES)) else place_of_row(words, shape)
        for words, shape in zip(told, own, strict=True)
    ]


def with_own_shape(told: Mapping[str, str], own: ToldShape) -> dict[str, str]:
    """Return the words of a row with those that tell its file's shape, unless other words go before that."""
    decided = any(told.get(name) for name in COORDINATES if name != RAW)
    return dict(told) if decided else {**told, **own.kept}


def _from_numbers(told: Mapping[str, str], names: tuple[str, str], crs: str, expected: Kind) -> ToldShape:
    """Return the point of two typed numbers."""
    words = tuple(told.get(name, "") for name in names)
    numbers = [read_number(text) for text in words]
    unread = [
        Problem(0, name, "not_a_coordinate", text) if text else Problem(0, name, "coordinate_missing", name)
        for name, text, number in zip(names, words, numbers, strict=True)
        if number is None
    ]
    first, second = numbers
    if first is None or second is None:
        return ToldShape(problems=tuple(unread))
    x, y = first.plain, second.plain
    as_told = "; ".join(words)
    fits = kind_of((x, y, x, y)) == expected
    if (first.grouped or second.grouped) and not (fits and expected == "wgs84"):
        # No coordinate in metres has fewer than four digits, so a mark before three more is a question.
        grouped = shapely.Point(first.grouped or x, second.grouped or y)
        kind = kind_of(grouped.bounds)
        if kind is not None:
            problem = Problem(0, "plek", "coordinates_thousands", as_told, meant(grouped, kind))
            return ToldShape(problems=(problem,))
    point = shapely.Point(x, y)
    if fits and expected == "rd":
        return ToldShape(point)
    if fits and kind_of((moved := shape_to_rd(point)).bounds) == "rd":
        return ToldShape(moved)
    return read_shape(point, crs=crs, words=as_told)


def _from_text(text: str, crs: str) -> ToldShape:
    """Return the shape of WKT, with or without its SRID, or of a GeoJSON geometry."""
    if text.lstrip().startswith("{"):
        return _from_geojson(text, crs)
    if srid := _SRID.match(text):
        text, crs = text[srid.end() :], known_crs(f"EPSG:{srid[1]}")
    with np.errstate(invalid="ignore"):  # no number is told below, not warned of
        shape = _from_wkt(text, on_invalid="ignore")
        closed = _from_wkt(text, on_invalid="fix") if shape is None else None
    if shape is not None:
        return read_shape(shape, crs=crs)
    if closed is None:
        return ToldShape(problems=(Problem(0, "plek", "shape_unread", text[:_SHOWN]),))
    return _suggested(["ring_open"], read_shape(closed, crs=crs), text)


def _from_wkt(text: str, *, on_invalid: Any) -> BaseGeometry | None:  # noqa: ANN401 - the stubs know two values
    try:
        shape: BaseGeometry | None = shapely.from_wkt(text, on_invalid=on_invalid)
    except (shapely.errors.GEOSException, TypeError):
        return None
    return shape


def _from_geojson(text: str, crs: str) -> ToldShape:
    unread = ToldShape(problems=(Problem(0, "plek", "shape_unread", text[:_SHOWN]),))
    flaws = _Flaws()
    try:
        geometry = flaws.without(json.loads(text))
        shape = None if flaws.not_finite else shapely.from_geojson(json.dumps(geometry))
    except (json.JSONDecodeError, RecursionError, shapely.errors.GEOSException, TypeError, ValueError):
        return unread
    if shape is None:
        return ToldShape(problems=(Problem(0, "plek", "coordinates_not_finite", flaws.not_finite),))
    read = read_shape(shape, crs=crs)
    codes = [*(["coordinates_as_text"] if flaws.text else []), *(["ring_open"] if flaws.open else [])]
    return _suggested(codes, read, text) if codes else read


def _suggested(codes: list[str], read: ToldShape, text: str) -> ToldShape:
    """Return why a shape is not taken as it stands, with the mended one as a suggestion if that is sound."""
    if read.shape is None:
        return replace(
            read, problems=(*read.problems, *(Problem(0, "plek", code, text[:_SHOWN]) for code in codes))
        )
    suggestion = read.shape.wkt
    return ToldShape(problems=tuple(Problem(0, "plek", code, text[:_SHOWN], suggestion) for code in codes))


@dataclass
class _Flaws:
    """What had to be changed in a GeoJSON geometry to read it."""

    text: bool = False
    open: bool = False
    not_finite: str = ""

    def without(self, geometry: Any) -> Any:  # noqa: ANN401 - JSON
        """Return a copy with numbers for text and closed rings, and note that it was needed."""
        if not isinstance(geometry, dict):
            raise TypeError(type(geometry))
        if "geometries" in geometry:
            return {**geometry, "geometries": [self.without(part) for part in geometry["geometries"]]}
        told = self._plain(geometry.get("coordinates"))
        depth = _RING_DEPTH.get(geometry.get("type", ""))
        return {**geometry, "coordinates": told if depth is None else self._closed(told, depth)}

    def _plain(self, told: Any) -> Any:  # noqa: ANN401 - JSON
        if isinstance(told, list):
            return [self._plain(each) for each in told]
        if isinstance(told, str):
            number = read_number(told)
            if number is None:
                raise ValueError(told)
            self.text = True
            told = number.plain
        if isinstance(told, float) and not np.isfinite(told):
            self.not_finite = str(told)
        return told

    def _closed(self, told: Any, depth: int) -> Any:  # noqa: ANN401 - JSON
        if depth:
            return [self._closed(each, depth - 1) for each in told]
        if told and told[0] != told[-1]:
            self.open = True
            return [*told, told[0]]
        return told
