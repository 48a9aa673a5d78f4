"""Outlines made coarser together, so that neighbours still share their edge."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians

import geopandas as gpd
import numpy as np
import shapely

from gis.crs import require_rd

EQUATOR_M = 40_075_016.686  # around the earth in Web Mercator (EPSG:3857)
TILE_PX = 256
NORTH = 53.6  # degrees: a pixel is smallest in the north of the Netherlands


@dataclass(frozen=True)
class Level:
    """Outlines for a map as far as `deepest_zoom`, made coarser by `tolerance_m`; see `simplify_outlines`."""

    deepest_zoom: float
    tolerance_m: float


# The map zooms by halves. From 14 on the outlines are drawn as published.
LEVELS = (Level(11.5, 25.0), Level(13.5, 5.0))


def pixel_m(zoom: float) -> float:
    """Return the side [m] of a pixel of a map in Web Mercator, at `NORTH`.

    Examples
    --------
    >>> round(pixel_m(11.5), 1), round(pixel_m(13.5), 1)
    (32.1, 8.0)
    """
    return EQUATOR_M * cos(radians(NORTH)) / TILE_PX / 2**zoom


def simplify_outlines(areas: gpd.GeoDataFrame, *, tolerance_m: float) -> gpd.GeoDataFrame:
    """Return a copy with coarser outlines for drawing, all made coarser together; nothing vanishes.

    Parameters
    ----------
    areas
        Outlines of one level of one year, in RD; a row without an outline stays so. Never half a gemeente:
        an edge is only shared with what is in the table.
    tolerance_m
        Triangles of an outline up to the square of this [m²] are cut off. 0 changes nothing.

    Raises
    ------
    TableError
        ``crs_not_rd``, ``outside_rd``.

    Notes
    -----
    Where the outlines as published do not share their edge (see `shapely.coverage_invalid_edges`) each side
    is made coarser on its own. That is good enough to look at from a zoom where the tolerance is below a
    pixel (`LEVELS`), and for nothing else: exports, analyses and tables use the outlines as published. A
    narrow point may be cut off further back than the tolerance: measured to 2.5 times.

    Examples
    --------
    >>> bent = shapely.Polygon([(0, 0), (500, 3), (1000, 0), (1000, 900), (0, 900)])
    >>> areas = gpd.GeoDataFrame(geometry=[shapely.affinity.translate(bent, 1e5, 5e5)], crs="EPSG:28992")
    >>> simplify_outlines(areas, tolerance_m=50).geometry.count_coordinates().tolist()
    [5]
    """
    shapes = require_rd(areas, table="areas").geometry.to_numpy()
    placed = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    if tolerance_m == 0 or not placed.any():
        return areas.copy()
    coarse = np.asarray(shapely.coverage_simplify(shapes[placed], tolerance_m))
    drawn = shapes.copy()
    drawn[placed] = np.where(shapely.is_empty(coarse), shapes[placed], coarse)
    return areas.set_geometry(drawn, crs=areas.crs)
