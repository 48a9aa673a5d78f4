"""How many drawings hold a place: counted on cells, and exactly on the faces between the lines."""

from __future__ import annotations

import math
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from affine import Affine
from rasterio.enums import MergeAlg
from rasterio.features import rasterize
from rasterio.features import shapes as trace
from shapely.geometry import shape as to_shape
from shapely.geometry.base import BaseGeometry

from gis.analysis.drawings import questions_of, require_drawings, weights_of
from gis.crs import RD
from gis.errors import TableError

CELL_M = 5.0  # side of a cell [m]: a street with its houses is four to six cells wide
MAX_CELLS = 40_000_000  # a square of 31 km on 5 m cells; wider is a slip of the hand, and fills the memory
SAME = 1e-6  # shares closer than this are equal: sums of weights differ in the last digits by order


@dataclass(frozen=True)
class Surface:
    """Per cell the summed weight of the drawings that hold its centre.

    Parameters
    ----------
    counts
        float32, row 0 in the north; 0 where nobody drew.
    transform
        From column and row to RD metres; cells lie on multiples of their side.
    total
        Summed weight of all drawings.
    drawings
        How many there are.
    question
        The question they answer; several stand with " + " between them.
    crs
        Always RD New (EPSG:28992).
    """

    counts: npt.NDArray[np.float32]
    transform: Affine
    total: float
    drawings: int
    question: str
    crs: str = RD

    @property
    def agreement(self) -> npt.NDArray[np.float64]:
        """Share of the weight, 0 to 1, per cell."""
        return self.counts.astype("float64") / self.total

    def area_between(self, low: float, high: float) -> BaseGeometry:
        """Return the cells with `low` <= agreement < `high` as one area in RD."""
        return area_of(within(self.agreement, low, high), self.transform)


def count_drawings(
    drawings: gpd.GeoDataFrame, *, cell_m: float = CELL_M, weighted: bool = True, pooled: bool = False
) -> Surface:
    """Return the count surface of the drawings of one question.

    Parameters
    ----------
    drawings
        Table `drawings` in RD. Needs `id`, `question`, `weight`.
    cell_m
        Side of a cell [m].
    weighted
        Whether each drawing counts by its weight; otherwise by one.
    pooled
        Whether several questions may be taken together.

    Raises
    ------
    TableError
        ``drawings_missing`` without rows, ``drawings_too_wide`` when the cells would not fit in memory,
        and what `require_drawings` raises.

    Examples
    --------
    >>> square = shapely.box(0, 400_000, 10, 400_010)
    >>> rows = {"id": ["a", "b"], "question": ["q", "q"], "weight": [1.0, 2.0]}
    >>> count_drawings(gpd.GeoDataFrame(rows, geometry=[square, square], crs=RD)).counts
    array([[3., 3.],
           [3., 3.]], dtype=float32)
    """
    require_drawings(drawings, pooled=pooled)
    if drawings.empty:
        raise TableError("drawings_missing")
    shape, transform = cells_of(drawings, cell_m=cell_m)
    weights = weights_of(drawings, weighted=weighted)
    counts = rasterize(
        zip(drawings.geometry, weights, strict=True),
        out_shape=shape,
        transform=transform,
        merge_alg=MergeAlg.add,
        dtype="float64",  # summed wide, kept narrow
    )
    return Surface(
        counts.astype("float32"),
        transform,
        float(weights.sum()),
        len(drawings),
        " + ".join(questions_of(drawings)),
    )


def cells_of(drawings: gpd.GeoDataFrame, *, cell_m: float) -> tuple[tuple[int, int], Affine]:
    """Return rows and columns of the cells that hold all drawings, and from them to RD [m].

    Raises
    ------
    TableError
        ``drawings_too_wide``.
    """
    west, south, east, north = (value / cell_m for value in drawings.total_bounds)
    left, top = math.floor(west), math.ceil(north)
    columns, rows = max(math.ceil(east) - left, 1), max(top - math.floor(south), 1)
    if columns * rows > MAX_CELLS:
        raise TableError("drawings_too_wide", km=round(max(columns, rows) * cell_m / 1000))
    return (rows, columns), Affine(cell_m, 0, left * cell_m, 0, -cell_m, top * cell_m)


def count_faces(
    drawings: gpd.GeoDataFrame, *, weighted: bool = True, pooled: bool = False
) -> gpd.GeoDataFrame:
    """Return the faces that all outlines together cut, with the agreement in each.

    The exact twin of `count_drawings`: no cells, so no rounding.

    Parameters
    ----------
    drawings
        Table `drawings` in RD. Needs `id`, `question`, `weight`.
    weighted, pooled
        As in `count_drawings`.

    Returns
    -------
    GeoDataFrame
        `agreement` (above 0, at most 1) and geometry in RD; no rows without drawings.

    Raises
    ------
    TableError
        What `require_drawings` raises.
    """
    require_drawings(drawings, pooled=pooled)
    shapes = drawings.geometry.to_numpy()
    weights = weights_of(drawings, weighted=weighted)
    lines = shapely.union_all(shapely.boundary(shapes))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    tree = shapely.STRtree(shapely.point_on_surface(faces))
    drawing, face = tree.query(shapes, predicate="contains")
    summed = np.bincount(face, weights=weights[drawing], minlength=len(faces))
    agreement = summed / weights.sum() if len(weights) else summed
    held = agreement > 0  # a hole that drawings leave between them is a face that nobody drew
    return gpd.GeoDataFrame(
        {"agreement": pd.Series(agreement[held], dtype="float64")}, geometry=faces[held], crs=RD
    )


def area_of(chosen: npt.NDArray[np.bool_], transform: Affine) -> BaseGeometry:
    """Return the chosen cells as one area in RD, row 0 in the north; empty when none is."""
    if not chosen.any():
        return shapely.MultiPolygon()
    found = trace(chosen.astype("uint8"), mask=chosen, transform=transform)
    return shapely.union_all([to_shape(shape) for shape, _ in found])


def within(agreement: npt.NDArray[np.float64], low: float, high: float) -> npt.NDArray[np.bool_]:
    """Return where `low` <= agreement < `high`, the borders told apart to a millionth."""
    return (agreement >= low - SAME) & (agreement < high - SAME)
