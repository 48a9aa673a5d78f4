"""A row's shape as its file has it, to a shape in RD with what is wrong and what a person should see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gis.crs import RD, Shapes, shape_to_rd, shapes_to_rd
from gis.register.coordinates import (
    BOXES,
    Box,
    Kind,
    as_suggestion,
    expected_kind,
    kind_of,
    meant,
)
from gis.register.records import Problem
from gis.tables import RAW_SHAPE
from gis.vocabulary import Kind as Work

RAW, RAW_CRS = RAW_SHAPE, "crs_in_bestand"  # words of a row that waits because of its shape
MENDED_SHARE = 0.01  # of the area: a shape that changes less when it is mended is mended, and that is said

_SEVERAL: dict[int, Callable[[list[BaseGeometry]], BaseGeometry]] = {
    0: shapely.MultiPoint,  # type: ignore[dict-item]
    1: shapely.MultiLineString,  # type: ignore[dict-item]
    2: shapely.MultiPolygon,  # type: ignore[dict-item]
}
UNKNOWN_WORK = "onbekend"  # the kind of work of which nobody said the kind
_HOLE_OUTSIDE = "Hole lies outside shell"  # mended it is an area of its own, perhaps not what was meant
_LINE, _AREA = 1, 2  # dimensions
_Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class ToldShape:
    """What a row tells of its place: a shape in RD [m], or None with no place or with `problems`.

    `remarks` stand in its way in nothing. `raw` is the shape as its file had it, in the CRS `raw_crs` (""
    when the file does not say), or as text when it could not be read; None when the words of the row tell it.
    """

    shape: BaseGeometry | None = None
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    raw: BaseGeometry | str | None = None
    raw_crs: str = ""

    @property
    def kept(self) -> dict[str, str]:
        """Words with which a parked row tells the same place with the same findings once more."""
        if self.raw is None:
            return {}
        if self.shape is not None and not self.problems and not self.remarks:
            return {"geometrie_rd": self.shape.wkt}
        return {RAW: self.raw if isinstance(self.raw, str) else self.raw.wkt, RAW_CRS: self.raw_crs}

    def numbered(self, row: int) -> ToldShape:
        """Return the same with its findings numbered as the row."""
        if not self.problems and not self.remarks:
            return self
        return replace(
            self,
            problems=tuple(replace(problem, row=row) for problem in self.problems),
            remarks=tuple(replace(remark, row=row) for remark in self.remarks),
        )


NO_SHAPE = ToldShape()


def read_shape(shape: BaseGeometry, *, crs: str, words: str = "", mend: bool = True) -> ToldShape:
    """Return one shape in RD [m], or what is wrong with it; nothing is guessed.

    Numbers that are of another kind than the CRS promises, and shapes without a CRS, are told with what was
    probably meant as a suggestion. An invalid shape is told with its mended form as a suggestion and its
    areas before and after [m2]; where mending changes less than `MENDED_SHARE` of the area and the dimension
    stays, it is mended, with the remark ``shape_mended``. Heights and measures are left out, with the remark
    ``height_dropped``. Parts of one dimension in a collection become one shape of several parts.

    Parameters
    ----------
    crs
        What its file says, as `gis.register.coordinates.known_crs` gives it; "" when it does not say.
    words
        The coordinates as they were typed, for what is told; else those of the first vertex.
    mend
        Whether it may be mended at all, else every invalid shape is a problem.
    """
    if shape.is_empty:
        return _wrong("shape_empty", shape.geom_type)
    flat = shapely.force_2d(shape)
    places = shapely.get_coordinates(flat)
    if not np.isfinite(places).all():
        bad = places[~np.isfinite(places).all(axis=1)][0]
        return _wrong("coordinates_not_finite", words or _numbers(bad))
    placed = _placed(flat, crs, words)
    if placed.shape is None:
        return placed
    judged = _judged(placed.shape, mend=mend)
    if judged.shape is not None and (shape.has_z or shape.has_m):
        dropped = Problem(0, "plek", "height_dropped", words or _numbers(places[0]))
        return replace(judged, remarks=(*judged.remarks, dropped))
    return judged


def drawn_shape(shape: BaseGeometry | None) -> ToldShape:
    """Return what a shape in RD [m] tells that somebody drew here; None is no shape. Nothing is mended."""
    return (
        NO_SHAPE if shape is None else replace(read_shape(shape, crs=RD, mend=False), raw=shape, raw_crs=RD)
    )


def odd_shape(work: Work, shape: BaseGeometry, *, row: int = 0) -> tuple[Problem, ...]:
    """Return the remark ``kind_shape_odd`` when a shape is unusual for a kind of work; it is never a problem.

    So is an area for a trench (work in the street that serves nobody around it, such as a sewer), and a line
    for a kind that has no width of its own and serves its own area only, such as a renovation.
    """
    dimension = shapely.get_dimensions(shape)
    trench = work.street_work
    odd = dimension == _AREA if trench else dimension == _LINE and work.widen_line_m == 0
    if not odd or work.reach_m is not None or work.name == UNKNOWN_WORK:
        return ()
    return (Problem(row, "soort", "kind_shape_odd", work.name),)


def read_shapes(shapes: Shapes, *, crs: str) -> list[ToldShape]:
    """Return what `read_shape` does of each; those of which nothing is to be said are read at once.

    Parameters
    ----------
    shapes
        As their file has them, None where there is none.
    crs
        What their file says.
    """
    fine = _plain(shapes, crs)
    settled: Shapes = np.full(len(shapes), None, dtype=object)
    settled[fine] = shapes[fine] if crs == RD else shapes_to_rd(shapes[fine], source=crs) if crs else None
    fine &= _within(settled, BOXES["rd"]) & shapely.is_valid(settled)
    single = fine & (shapely.get_num_geometries(settled) == 1)
    settled[single] = shapely.get_geometry(settled[single], 0)
    return [
        ToldShape(shape, raw=raw)
        if good
        else NO_SHAPE
        if raw is None
        else replace(read_shape(raw, crs=crs), raw=raw, raw_crs=crs)
        for raw, shape, good in zip(shapes, settled, fine, strict=True)
    ]


def _plain(shapes: Shapes, crs: str) -> _Flags:
    """Which shapes are flat, of one dimension, and of the kind of numbers that their CRS promises."""
    expected = expected_kind(crs)
    if expected is None:
        return np.zeros(len(shapes), dtype=bool)
    types = shapely.get_type_id(shapes)
    several = types == shapely.GeometryType.GEOMETRYCOLLECTION.value
    inside = _within(shapes, BOXES[expected])
    inside[several | shapely.has_z(shapes) | shapely.has_m(shapes)] = False
    inside[~shapely.is_valid(shapes)] = False
    return inside


def _within(shapes: Shapes, box: Box) -> _Flags:
    bounds = shapely.bounds(shapes)  # of nothing, and of an empty shape, not a number
    inside: _Flags = np.all((bounds[:, :2] >= box[:2]) & (bounds[:, 2:] <= box[2:]), axis=1)
    return inside


def _placed(flat: BaseGeometry, crs: str, words: str) -> ToldShape:
    """Return a finite shape in RD when its numbers are what the CRS promises, else what they may be."""
    kind, expected = kind_of(flat.bounds), expected_kind(crs)
    if crs and kind == expected:
        shape = flat if crs == RD else shape_to_rd(flat, source=crs)
        if crs == RD or kind_of(shape.bounds) == "rd":
            return ToldShape(shape)
    told = words or _numbers(shapely.get_coordinates(flat)[0])
    if kind is not None and kind != expected:
        return _wrong(_kind_problem(kind, expected, crs), told, meant(flat, kind))
    return _wrong("outside_netherlands", told)


def _kind_problem(kind: Kind, expected: Kind | None, crs: str) -> str:
    """Return the code for numbers of a kind where another was expected."""
    metres = kind.startswith("rd")
    if not crs and not kind.endswith("_swapped"):
        return "crs_unknown_rd" if metres else "crs_unknown_wgs84"
    if expected is None:  # a CRS of another country or kind, or axes of who knows which
        return "coordinates_swapped" if not crs else "outside_netherlands"
    if metres != (expected == "rd"):
        return "coordinates_rd_as_degrees" if metres else "coordinates_degrees_as_rd"
    return "coordinates_swapped"


def _judged(shape: BaseGeometry, *, mend: bool) -> ToldShape:
    """Return an RD shape in the form in which the register keeps it, or what is wrong with its form."""
    if shape.geom_type == "GeometryCollection":
        parts = _all_parts(shape)
        dimensions = {int(shapely.get_dimensions(part)) for part in parts}
        if len(dimensions) > 1:
            return _wrong("shape_mixed", ", ".join(sorted({part.geom_type for part in parts})))
        shape = _SEVERAL[dimensions.pop()](parts)
    if not shape.is_valid:
        return _mended(shape, mend=mend)
    return ToldShape(_single(shape))  # some formats only know shapes of several parts


def _mended(shape: BaseGeometry, *, mend: bool) -> ToldShape:
    reason = shapely.is_valid_reason(shape)
    where = reason.rpartition("[")[2].rstrip("]").replace(" ", ", ") if "[" in reason else reason
    whole = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    same = not whole.is_empty and shapely.get_dimensions(whole) == shapely.get_dimensions(shape)
    if not same or whole.geom_type == "GeometryCollection":
        return _wrong("shape_invalid", where)
    areas = f"{shape.area:.0f} m² → {whole.area:.0f} m²"
    small = abs(whole.area - shape.area) < MENDED_SHARE * whole.area and not reason.startswith(_HOLE_OUTSIDE)
    if mend and small:
        return ToldShape(_single(whole), remarks=(Problem(0, "plek", "shape_mended", areas),))
    return _wrong("shape_invalid", f"{where}; {areas}", as_suggestion(_single(whole)))


def _all_parts(shape: BaseGeometry) -> list[BaseGeometry]:
    """Return the single shapes in a collection, however deep; empty ones are left out."""
    parts = [part for part in shapely.get_parts(shape) if not part.is_empty]
    return [each for part in parts for each in (_all_parts(part) if hasattr(part, "geoms") else [part])]


def _single(shape: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(shape)
    return parts[0] if len(parts) == 1 else shape


def _numbers(place: np.ndarray[Any, np.dtype[np.float64]]) -> str:
    return ", ".join(f"{value:.10g}" for value in place)


def _wrong(code: str, told: str, suggestion: str = "") -> ToldShape:
    return ToldShape(problems=(Problem(0, "plek", code, told, suggestion),))
