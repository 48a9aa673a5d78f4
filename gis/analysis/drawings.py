"""What must hold of a set of drawings before anything is counted."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from gis.errors import TableError
from gis.tables import DRAWINGS, require


def mend_drawing(shape: BaseGeometry) -> tuple[BaseGeometry, bool]:
    """Return the area that an outline encloses, and whether it had to be mended.

    An outline that crosses itself keeps every part it goes around; loose lines and spikes fall away.

    Parameters
    ----------
    shape
        A polygon or multipolygon as drawn, in RD.

    Raises
    ------
    TableError
        ``drawing_without_area`` when nothing is enclosed; the fact is the kind of shape.

    Examples
    --------
    >>> crossed = shapely.from_wkt("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))")
    >>> mended, changed = mend_drawing(crossed)
    >>> mended.area, changed
    (50.0, True)
    """
    whole = shapely.is_valid(shape)
    sound = shape if whole else shapely.make_valid(shape, method="structure", keep_collapsed=False)
    areas = [part for part in shapely.get_parts(sound) if part.geom_type == "Polygon" and part.area > 0]
    if not areas:
        raise TableError("drawing_without_area", drawing=shape.geom_type)
    return (shape, False) if whole else (shapely.union_all(areas), True)


def require_drawings(drawings: gpd.GeoDataFrame, *, pooled: bool) -> None:
    """Raise unless the drawings can be counted together.

    Parameters
    ----------
    drawings
        Table `drawings` in RD. Needs `question` and `weight`; no rows is fine.
    pooled
        Whether drawings made for different questions may be taken together.

    Raises
    ------
    TableError
        ``questions_mixed`` when there are several questions and `pooled` is False;
        ``drawing_crosses_itself``, ``drawing_without_area`` and ``weight_not_positive`` with the id of
        the drawing; ``column_missing``, ``geometry_missing``, ``crs_not_rd``.
    """
    require(drawings, DRAWINGS, "id", "question", "weight")
    questions = questions_of(drawings)
    if len(questions) > 1 and not pooled:
        raise TableError("questions_mixed", questions=", ".join(questions))
    shapes = drawings.geometry.to_numpy()
    faults = {
        "drawing_crosses_itself": ~(shapely.is_valid(shapes) | shapely.is_missing(shapes)),
        "drawing_without_area": ~(shapely.area(shapes) > 0),  # a missing shape has no area either
        "weight_not_positive": ~(weights_of(drawings, weighted=True) > 0),
    }
    for code, wrong in faults.items():
        if wrong.any():
            raise TableError(code, drawing=drawings["id"].to_numpy()[wrong][0])


def questions_of(drawings: gpd.GeoDataFrame) -> list[str]:
    """Return the questions that the drawings answer, sorted; an unknown question is one of its own."""
    return sorted(drawings["question"].fillna("?").unique())


def weights_of(drawings: gpd.GeoDataFrame, *, weighted: bool) -> npt.NDArray[np.float64]:
    """Return the weight of each drawing, or one for each."""
    if not weighted:
        return np.ones(len(drawings))
    return drawings["weight"].to_numpy(dtype="float64", na_value=np.nan)


def mean_jaccard(drawings: gpd.GeoDataFrame) -> float:
    """Return how alike the drawings are on average: shared area over joint area, per pair.

    Parameters
    ----------
    drawings
        Table `drawings` in RD, valid shapes. Weights do not count.

    Returns
    -------
    float
        0 (nothing shared) to 1 (all the same); NaN with fewer than two drawings.
    """
    alike = jaccard_matrix(drawings)
    one, other = np.triu_indices(len(drawings), 1)
    return float(alike[one, other].mean()) if len(one) else float("nan")


def jaccard_matrix(drawings: gpd.GeoDataFrame) -> npt.NDArray[np.float64]:
    """Return shared area over joint area for each two drawings, in the order of the rows."""
    shapes = drawings.geometry.to_numpy()
    one, other = np.triu_indices(len(shapes), 1)
    areas = shapely.area(shapes)
    shared = shapely.area(shapely.intersection(shapes[one], shapes[other]))
    alike = np.eye(len(shapes))
    alike[one, other] = alike[other, one] = shared / (areas[one] + areas[other] - shared)
    return alike
