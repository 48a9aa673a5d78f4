"""Squares of a grid under areas: which part of each square an area covers, and sums and means over it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from affine import Affine
from exactextract import exact_extract
from exactextract.feature import Feature, FeatureSource
from exactextract.raster import NumPyRasterSource
from exactextract.writer import Writer
from scipy.sparse import csr_array

from gis.crs import require_rd
from gis.errors import TableError

Numbers = npt.NDArray[np.float64]
Bands = npt.NDArray[np.floating[Any]]

_BLOCK = 2_000  # areas per turn: of so many the squares are in memory twice


def cover_squares(areas: gpd.GeoDataFrame, shape: tuple[int, int], transform: Affine) -> csr_array:
    """Return which part of each square every area covers: exact, never by the middle of the square.

    Parameters
    ----------
    areas
        Polygons in RD; an area without an outline covers nothing.
    shape
        Rows and columns of the grid.
    transform
        From column and row to RD [m]; north up, squares with equal sides.

    Returns
    -------
    csr_array
        A row per area in their order, a column per square (row by row from the north), parts from 0 to 1.

    Raises
    ------
    TableError
        ``crs_not_rd``; ``grid_misaligned`` for a grid that is turned or of which squares are no squares.

    Examples
    --------
    >>> half = gpd.GeoDataFrame(geometry=[shapely.box(100_000, 400_000, 100_150, 400_100)], crs="EPSG:28992")
    >>> cover_squares(half, (1, 2), Affine(100, 0, 100_000, 0, -100, 400_100)).toarray()
    array([[1. , 0.5]])
    """
    require_rd(areas, table="areas")
    if transform.b or transform.d or transform.a <= 0 or transform.e != -transform.a:
        raise TableError(
            "grid_misaligned", corner=f"{transform.c:g}, {transform.f:g}", cell=f"{transform.a:g}"
        )
    rows, columns = shape
    # The library asks the numbers of a square only for what is computed from them: here nothing is, so
    # one number stands for the whole grid, without the memory of one.
    ground = np.broadcast_to(np.float32(1), shape)
    east, south = transform.c + columns * transform.a, transform.f - rows * transform.a
    source = NumPyRasterSource(ground, transform.c, south, east, transform.f)
    outlines = areas.geometry.to_numpy()
    there = np.flatnonzero(~(shapely.is_missing(outlines) | shapely.is_empty(outlines)))
    parts, squares, counts = [], [], np.zeros(len(outlines), dtype=np.int64)
    for first in range(0, len(there), _BLOCK):
        taken, these = _Taken(), there[first : first + _BLOCK]
        exact_extract(source, _Shapes(outlines[these]), ["cell_id", "coverage"], output=taken)
        squares.append(np.concatenate(taken.squares))
        parts.append(np.concatenate(taken.parts))
        counts[these] = [len(found) for found in taken.squares]
    starts = np.concatenate([[0], np.cumsum(counts)])
    held = (
        np.concatenate(parts or [np.empty(0)]),
        np.concatenate(squares or [np.empty(0, dtype=np.int64)]),
        starts,
    )
    return csr_array(held, shape=(len(outlines), rows * columns))


def zone_sums(cover: csr_array, band: Bands) -> Numbers:
    """Return per area the sum of a band [its unit] over squares by their covered part.

    Squares that are missing add nothing; an area that covers none that is known is missing.

    Parameters
    ----------
    cover
        As `cover_squares` gives it.
    band
        Numbers by row and column of the grid; missing is NaN.
    """
    told = band.ravel().astype(np.float64)
    known = ~np.isnan(told)
    sums = cover @ np.where(known, told, 0.0)
    return np.where(cover @ known.astype(np.float64) > 0, sums, np.nan)


def zone_means(cover: csr_array, band: Bands, *, weights: Bands | None = None) -> Numbers:
    """Return per area the mean of a band over squares by covered part times weight.

    Parameters
    ----------
    cover, band
        As in `zone_sums`.
    weights
        Such as inhabitants per square; missing counts as none. Without weights each square counts by its
        covered part alone.

    Returns
    -------
    ndarray
        Missing where no known square has any weight.

    Examples
    --------
    >>> half = csr_array(np.array([[1.0, 0.5]]))
    >>> zone_means(half, np.array([[1.0, 4.0]])).tolist()
    [2.0]
    >>> zone_means(half, np.array([[1.0, 4.0]]), weights=np.array([[10.0, 40.0]])).tolist()
    [3.0]
    """
    told = band.ravel().astype(np.float64)
    weight = np.ones_like(told) if weights is None else np.nan_to_num(weights.ravel().astype(np.float64))
    weight = np.where(np.isnan(told), 0.0, weight)
    total = cover @ weight
    summed = cover @ (weight * np.nan_to_num(told))
    means: Numbers = np.divide(summed, total, out=np.full(len(total), np.nan), where=total > 0)
    return means


class _Outline(Feature):  # type: ignore[misc]  # the library has no types
    """One area as the bytes of its outline: as text it would take longer than the squares."""

    def __init__(self, outline: bytes) -> None:
        super().__init__()
        self.outline = outline

    def geometry(self) -> bytes:
        return self.outline

    def fields(self) -> list[str]:
        return []


class _Shapes(FeatureSource):  # type: ignore[misc]
    """Areas for the library, in their order."""

    def __init__(self, shapes: npt.NDArray[np.object_]) -> None:
        super().__init__()
        self.outlines = shapely.to_wkb(shapes)

    def count(self) -> int:
        return len(self.outlines)

    def srs_wkt(self) -> None:
        return None  # that both are in RD was asked before

    def __iter__(self) -> Iterator[_Outline]:
        return map(_Outline, self.outlines)


class _Found(Feature):  # type: ignore[misc]
    """What the library tells of one area."""

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[str, npt.NDArray[Any]] = {}

    def set(self, name: str, value: npt.NDArray[Any]) -> None:
        self.told[name] = value

    def set_geometry(self, outline: object) -> None:
        """Leave the outline: it is known."""


class _Taken(Writer):  # type: ignore[misc]
    """Squares and their covered parts, area after area."""

    def __init__(self) -> None:
        super().__init__()
        self.squares: list[npt.NDArray[np.int64]] = []
        self.parts: list[Numbers] = []

    def add_operation(self, operation: object) -> None:
        """Take note of nothing: both operations have an array per area."""

    def write(self, feature: Feature) -> None:
        found = _Found()
        feature.copy_to(found)
        squares, parts = found.told["cell_id"], found.told["coverage"]
        self.squares.append(np.asarray(squares, dtype=np.int64))
        self.parts.append(np.asarray(parts, dtype=np.float64))

    def features(self) -> None:
        return None
