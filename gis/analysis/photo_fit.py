"""Lays a photo of a map under ours by points that are on both, for what is traced by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from gis.errors import TableError

FEWEST = 3  # points that an affine map is fixed by
_FLATTEST = 0.02  # of the longest side between points that they must spread beside it

Spot = tuple[float, float]


@dataclass(frozen=True, eq=False)
class PhotoFit:
    """How a photo lies on the map.

    Parameters
    ----------
    matrix
        Two rows of three: from x, y on the photo [px, y downwards] and 1 to RD [m].
    residual_m
        Root mean square of how far the points lie from where they should; None for three points, which
        always fit.
    stretch
        How many times longer a pixel is in one direction than in another; 1 is a photo from straight above.
        Far from 1 the photo was taken from aside, or a point is wrong.
    """

    matrix: npt.NDArray[np.float64]
    residual_m: float | None
    stretch: float

    def to_rd(self, shape: BaseGeometry) -> BaseGeometry:
        """Return a shape that was traced on the photo [px] in RD [m]."""
        return shapely.transform(shape, lambda spots: spots @ self.matrix[:, :2].T + self.matrix[:, 2])


def fit_photo(points_photo: Sequence[Spot], points_rd: Sequence[Spot]) -> PhotoFit:
    """Return the affine map, by least squares, that brings points on a photo to where they are in RD.

    Parameters
    ----------
    points_photo
        x and y [px], y downwards; at least three.
    points_rd
        The same points in RD [m], in the same order.

    Raises
    ------
    TableError
        ``photo_points_too_few``; ``photo_points_in_line`` when they hardly spread beside one line, on the
        photo or on the map.

    Examples
    --------
    >>> fit = fit_photo([(0, 0), (100, 0), (0, 100)], [(1000, 2000), (1050, 2000), (1000, 1950)])
    >>> fit.to_rd(shapely.Point(50, 50)).wkt, fit.stretch
    ('POINT (1025 1975)', 1.0)
    """
    photo, rd = np.asarray(points_photo, dtype="float64"), np.asarray(points_rd, dtype="float64")
    if len(photo) != len(rd) or len(photo) < FEWEST:
        raise TableError("photo_points_too_few", count=min(len(photo), len(rd)), least=FEWEST)
    for spots in (photo, rd):
        spread = np.linalg.svd(spots - spots.mean(axis=0), compute_uv=False)
        if not spread[1] > _FLATTEST * spread[0]:
            raise TableError("photo_points_in_line")
    middle = rd.mean(axis=0)  # else the last digits go to the size of RD coordinates
    terms = np.column_stack([photo, np.ones(len(photo))])
    told = np.linalg.lstsq(terms, rd - middle, rcond=None)[0]
    off = terms @ told + middle - rd
    matrix = told.T.copy()
    matrix[:, 2] += middle
    lengths = np.linalg.svd(matrix[:, :2], compute_uv=False)
    residual = float(np.sqrt((off**2).sum(axis=1).mean())) if len(photo) > FEWEST else None
    return PhotoFit(matrix, residual, float(round(lengths[0] / lengths[1], 6)))
