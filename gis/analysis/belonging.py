"""How barriers and facilities lie towards a kern: what is far from it, and what runs along its edge."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from gis.crs import require_rd

SAME_PLACE_M = 50.0  # metres within which one name is one facility: a building and its yard
ALONG_M = 40.0  # metres from the edge within which a barrier runs along it, as in `outline`
LEAST_ALONG_M = 3 * ALONG_M  # metres of the edge at a stretch; a road that crosses it is near 2 to 3 times 40
LEAST_M = 1.0  # metres of a barrier; less is a touch

FACILITY_COLUMNS = ("name", "ours", "not_ours", "distance_m")
BARRIER_COLUMNS = ("name", "told", "along_m", "inside_m", "parts")


def find_facilities(facilities: gpd.GeoDataFrame, kern: BaseGeometry) -> gpd.GeoDataFrame:
    """Return every facility once, how many say that it feels as theirs, and how far it is from the kern.

    The distance is to the kern itself, 0 inside it, and not to the middle of a CBS buurt.

    Parameters
    ----------
    facilities
        Points in RD with `name` and `ours`, a row per person who said so. One name within 50 m is one
        facility.
    kern
        An area in RD, not empty.

    Returns
    -------
    GeoDataFrame
        `FACILITY_COLUMNS` on a new index, farthest first: counts, and metres in a straight line from the
        middle of the points that people gave.

    Raises
    ------
    TableError
        ``crs_not_rd``.
    """
    told = require_rd(facilities, table="facilities")
    rows = []
    for _, same in told.groupby(told["name"].str.casefold(), sort=True):
        for _, one in same.groupby(_clusters(gpd.GeoSeries(same.geometry))):
            spot = shapely.MultiPoint(one.geometry.to_list()).centroid
            yes = int(one["ours"].astype(bool).sum())
            distance_m = round(float(shapely.distance(spot, kern)), 1)
            rows.append((one["name"].iloc[0], yes, len(one) - yes, distance_m, spot))
    found = gpd.GeoDataFrame(rows, columns=[*FACILITY_COLUMNS, "geometry"], geometry="geometry", crs=told.crs)
    return gpd.GeoDataFrame(
        found.sort_values(["distance_m", "name"], ascending=[False, True], ignore_index=True)
    )


def find_barriers(barriers: gpd.GeoDataFrame, kern: BaseGeometry) -> pd.DataFrame:
    """Return how each barrier lies towards the kern: along its edge, or through it.

    Parameters
    ----------
    barriers
        Lines in RD with `name`, a row per person who drew one.
    kern
        An area in RD, not empty.

    Returns
    -------
    DataFrame
        `BARRIER_COLUMNS` on a new index, the longest along the edge first: how many drew it, metres of the
        edge of the kern that run within 40 m of it in stretches of at least 120 m, metres of it deeper than
        that inside the kern, and in how many parts it cuts the kern.

    Raises
    ------
    TableError
        ``crs_not_rd``.
    """
    told = require_rd(barriers, table="barriers")
    edge, deep = kern.boundary, kern.buffer(-ALONG_M)
    rows = []
    for _, same in told.groupby(told["name"].str.casefold(), sort=True):
        lines = same.geometry.union_all()
        near = shapely.get_parts(shapely.line_merge(edge.intersection(lines.buffer(ALONG_M))))
        lengths = shapely.length(near)
        along_m = float(lengths[lengths >= LEAST_ALONG_M].sum())
        inside_m = same.geometry.intersection(deep).length.max()  # of two who drew one road, the longest
        parts = max(_parts(kern, line) for line in same.geometry)
        rows.append((same["name"].iloc[0], len(same), round(along_m, 1), round(float(inside_m), 1), parts))
    found = pd.DataFrame(rows, columns=list(BARRIER_COLUMNS))
    return found.sort_values(
        ["along_m", "inside_m", "name"], ascending=[False, False, True], ignore_index=True
    )


def _clusters(points: gpd.GeoSeries) -> pd.Series:
    """Return the number of the place of each point: those within 50 m of each other share one."""
    places = shapely.get_parts(shapely.unary_union(shapely.buffer(points.to_numpy(), SAME_PLACE_M / 2)))
    return pd.Series(
        [int(shapely.intersects(places, point).argmax()) for point in points], index=points.index
    )


def _parts(kern: BaseGeometry, line: BaseGeometry) -> int:
    """Return in how many parts of more than a strip a line cuts the kern."""
    left = shapely.get_parts(kern.difference(line.buffer(LEAST_M / 2)))
    return int((shapely.area(left) > ALONG_M * ALONG_M).sum())
