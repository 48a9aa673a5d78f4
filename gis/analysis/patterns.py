"""Which drawings hold each cell: cells that the same drawings hold are told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
from affine import Affine
from rasterio.enums import MergeAlg
from rasterio.features import rasterize

from gis.analysis.agreement import CELL_M, cells_of
from gis.analysis.drawings import require_drawings, weights_of
from gis.errors import TableError

_BITS = 50  # drawings per layer: their powers of two add up exactly in a double of 53 bits
_ROWS = 4096  # patterns per product: 500 replicates of them are 16 MB


@dataclass(frozen=True)
class Patterns:
    """Cells by the drawings that hold them.

    Parameters
    ----------
    held
        Pattern x drawing, 1 where the drawing holds it. The drawings stand in the order of their ids.
    cells
        How many cells each pattern has; of the pattern of nobody those within the bounds of all.
    places
        Row x column, row 0 in the north: the pattern of each cell.
    transform
        From column and row to RD metres; cells lie on multiples of their side.
    weights
        Of each drawing.
    """

    held: npt.NDArray[np.uint8]
    cells: npt.NDArray[np.int64]
    places: npt.NDArray[np.int64]
    transform: Affine
    weights: npt.NDArray[np.float64]

    @property
    def cell_m2(self) -> float:
        """Area of a cell [m²]."""
        return float(self.transform.a**2)

    def agreements(self, turns: npt.NDArray[np.float64]) -> Iterator[tuple[slice, npt.NDArray[np.floating]]]:
        """Give, some patterns at a time, their agreement in each turn.

        Parameters
        ----------
        turns
            Turn x drawing: how often each drawing counts in that turn; in each turn at least one does.

        Yields
        ------
        slice, array
            Of which patterns, and pattern x turn: share of the weight, 0 to 1.
        """
        alike = bool((self.weights == self.weights[0]).all())
        exact = "float32" if alike else "float64"  # whole numbers add up exactly in half the time
        weighed = (turns if alike else turns * self.weights).astype(exact).T
        total = weighed.sum(axis=0)
        for start in range(0, len(self.held), _ROWS):
            these = slice(start, start + _ROWS)
            yield these, self.held[these].astype(exact) @ weighed / total


def find_patterns(
    drawings: gpd.GeoDataFrame, *, cell_m: float = CELL_M, weighted: bool = True, pooled: bool = False
) -> Patterns:
    """Return which drawings of one question hold which cell, by its centre.

    Parameters
    ----------
    drawings
        Table `drawings` in RD. Needs `id`, `question`, `weight`.
    cell_m, weighted, pooled
        As in `gis.analysis.agreement.count_drawings`.

    Raises
    ------
    TableError
        As `gis.analysis.agreement.count_drawings`.

    Examples
    --------
    >>> from shapely import box
    >>> left, right = box(0, 400_000, 10, 400_005), box(5, 400_000, 15, 400_005)
    >>> rows = {"id": ["a", "b"], "question": ["q", "q"], "weight": [1.0, 2.0]}
    >>> found = find_patterns(gpd.GeoDataFrame(rows, geometry=[left, right], crs="EPSG:28992"))
    >>> found.held[found.places[0]]
    array([[1, 0],
           [1, 1],
           [0, 1]], dtype=uint8)

    Notes
    -----
    Fifty drawings at a time are burnt as powers of two, which a double adds without rounding; the sum of a
    cell is the list of its drawings.
    """
    require_drawings(drawings, pooled=pooled)
    if drawings.empty:
        raise TableError("drawings_missing")
    ordered = drawings.iloc[np.argsort(drawings["id"].to_numpy(dtype="str"), kind="stable")]
    shape, transform = cells_of(ordered, cell_m=cell_m)
    places = np.zeros(shape[0] * shape[1], dtype="int64")
    held = np.zeros((1, 0), dtype="uint8")
    for start in range(0, len(ordered), _BITS):
        shapes = ordered.geometry.iloc[start : start + _BITS]
        powers = 2.0 ** np.arange(len(shapes))
        burnt = rasterize(
            zip(shapes, powers, strict=True),
            out_shape=shape,
            transform=transform,
            merge_alg=MergeAlg.add,
            dtype="float64",
        )
        sums, which = np.unique(np.append(burnt.ravel(), 0.0), return_inverse=True)
        both, places = np.unique(places * len(sums) + which[:-1], return_inverse=True)
        before, now = np.divmod(both, len(sums))
        bits = (sums[now].astype("int64")[:, None] >> np.arange(len(shapes))) & 1
        held = np.hstack([held[before], bits.astype("uint8")])
    return Patterns(
        held,
        np.bincount(places, minlength=len(held)),
        places.reshape(shape),
        transform,
        weights_of(ordered, weighted=weighted),
    )
