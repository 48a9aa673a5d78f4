"""A crisp line around the kern: straightened, and laid on streets, water or borders that run near it."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from gis.analysis.agreement import CELL_M
from gis.crs import RD
from gis.errors import TableError

KEEP_SHARE = 0.95  # of the people of the kern, or of its area, that stay inside
REACH_M = 40.0  # a line farther from the edge is another line
STEP_M = 5.0  # between the points of the edge that look for a line
ALONG_COS = 0.85  # a line that turns away from the edge by more than 32 degrees crosses it
LEAST_RUN_M = 40.0  # along a line; less is a corner that is cut
MOST_AT_CORNER = 3  # points of the edge that a corner keeps from finding a line
MOST_CORNERS = 20  # of a line between two points of the edge, which are a few metres apart
FLAT_M = 0.01  # a corner that sticks out less is none
SLACK = 1e-9  # of a share: sums of areas differ in the last digits


@dataclass(frozen=True)
class Outline:
    """A line that one can say out loud.

    Parameters
    ----------
    shape
        The area inside, in RD.
    kept
        Share of the people of the kern inside it, or of its area, 0 to 1.
    by_people
        Whether `kept` counts people.
    added
        Area inside that is not kern, as a share of the kern.
    follows
        Name of each line that it follows and over how many metres, the longest first.
    """

    shape: BaseGeometry
    kept: float
    by_people: bool
    added: float
    follows: tuple[tuple[str, float], ...]


def snap_outline(
    kern: BaseGeometry,
    lines: gpd.GeoDataFrame,
    *,
    keep: float = KEEP_SHARE,
    people: gpd.GeoDataFrame | None = None,
    reach_m: float = REACH_M,
) -> Outline:
    """Return the kern with a straighter edge that follows the given lines where they run along it.

    Parameters
    ----------
    kern
        An area in RD, not empty.
    lines
        Streets, water, borders in RD: lines or areas (their edges). Needs `name`; may be empty.
    keep
        Share of the people, or of the area, of the kern that has to stay inside, above 0 and at most 1.
    people
        Where people live, in RD. Needs `inhabitants` [persons]; areas count by the share of their ground,
        points whole. Without people inside the kern its area counts.
    reach_m
        How far from the edge a line may run [m].

    Returns
    -------
    Outline
        With the widest reach, halved until enough is kept; at last the kern itself.

    Raises
    ------
    TableError
        ``keep_out_of_range``, ``kern_missing`` when it is empty, ``column_missing``, ``crs_not_rd``.

    Examples
    --------
    >>> kern = shapely.box(0, 400_000, 300, 400_290)
    >>> dike = shapely.LineString([(-50, 400_300), (350, 400_300)])
    >>> snapped = snap_outline(kern, gpd.GeoDataFrame({"name": ["Dijk"]}, geometry=[dike], crs=RD))
    >>> snapped.kept, [name for name, _ in snapped.follows], snapped.shape.bounds[3]
    (1.0, ['Dijk'], 400300.0)
    """
    _require(kern, lines, people, keep=keep)
    counts = _people_in(kern, people)
    sides = _sides_of(lines)
    reach = reach_m
    while reach >= 1:
        edge = shapely.make_valid(kern.simplify(min(2 * CELL_M, reach / 2)))
        shape, follows = _snapped(edge, sides, reach_m=reach)
        kept = _kept(shape, kern, people, counts)
        if kept >= keep - SLACK and not shape.is_empty:
            return Outline(shape, kept, counts > 0, shape.difference(kern).area / kern.area, follows)
        reach /= 2
    return Outline(kern, 1.0, counts > 0, 0.0, ())


def _require(
    kern: BaseGeometry, lines: gpd.GeoDataFrame, people: gpd.GeoDataFrame | None, *, keep: float
) -> None:
    if not 0 < keep <= 1:
        raise TableError("keep_out_of_range", share=keep)
    if not kern.area > 0:
        raise TableError("kern_missing")
    for table, frame, column in (("lines", lines, "name"), ("people", people, "inhabitants")):
        if frame is None:
            continue
        if column not in frame.columns:
            raise TableError("column_missing", table=table, column=column)
        if len(frame) and (frame.crs is None or not frame.crs.equals(RD)):
            raise TableError("crs_not_rd", table=table, crs=str(frame.crs))


def _people_in(area: BaseGeometry, people: gpd.GeoDataFrame | None) -> float:
    if people is None or people.empty:
        return 0.0
    shapes = people.geometry.to_numpy()
    whole = shapely.area(shapes)
    shared = shapely.area(shapely.intersection(shapes, area))
    inside = np.divide(shared, whole, out=shapely.intersects(shapes, area).astype("float64"), where=whole > 0)
    return float(np.nansum(inside * people["inhabitants"].to_numpy(dtype="float64", na_value=np.nan)))


def _kept(shape: BaseGeometry, kern: BaseGeometry, people: gpd.GeoDataFrame | None, counts: float) -> float:
    both = shape.intersection(kern)
    return _people_in(both, people) / counts if counts > 0 else both.area / kern.area


def _sides_of(lines: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return every straight side of the lines, from corner to corner, in the order of the line."""
    rows: list[pd.DataFrame] = []
    for name, shape in zip(lines["name"], lines.geometry, strict=True):
        if shape is None or shape.is_empty:
            continue
        drawn = shape.boundary if shapely.get_dimensions(shape) == 2 else shape  # noqa: PLR2004 - an area
        for part in shapely.get_parts(drawn):
            if part.geom_type not in {"LineString", "LinearRing"}:
                continue
            spots = shapely.get_coordinates(part)
            ends = pd.DataFrame(
                np.hstack([spots[:-1], spots[1:]]), columns=["from_x", "from_y", "to_x", "to_y"]
            )
            rows.append(ends.assign(name=str(name), line=len(rows), order=np.arange(len(ends))))
    if not rows:
        return pd.DataFrame(columns=["from_x", "from_y", "to_x", "to_y", "name", "line", "order"])
    return pd.concat(rows, ignore_index=True)


def _snapped(
    area: BaseGeometry, sides: pd.DataFrame, *, reach_m: float
) -> tuple[BaseGeometry, tuple[tuple[str, float], ...]]:
    """Return the area with every ring laid on the sides, and the metres along each name."""
    within = shapely.dwithin(_segments(sides), area.boundary, reach_m)
    near = sides.loc[within].reset_index(drop=True)
    rings: list[BaseGeometry] = []
    metres: dict[str, float] = {}
    for part in shapely.get_parts(area):
        if part.geom_type != "Polygon":
            continue
        outer, *holes = (
            _lay(ring, near, metres, reach_m=reach_m) for ring in (part.exterior, *part.interiors)
        )
        whole = outer
        for hole in holes:
            whole = whole.difference(hole)
        rings.append(whole)
    follows = sorted(metres.items(), key=lambda told: (-told[1], told[0]))
    return shapely.union_all(rings), tuple((name, length) for name, length in follows)


def _lay(
    ring: BaseGeometry, sides: pd.DataFrame, metres: dict[str, float], *, reach_m: float
) -> BaseGeometry:
    """Return the area inside a ring after its points moved to the sides that run along it."""
    spots = shapely.get_coordinates(shapely.segmentize(ring, STEP_M))[:-1]
    if sides.empty:
        return shapely.make_valid(shapely.Polygon(spots)).simplify(FLAT_M)
    to, which = _nearest_along(spots, sides, reach_m=reach_m)
    lines = np.where(which >= 0, sides["line"].to_numpy(dtype="int64")[which], -1)
    for start, stop in _runs(lines):
        run = np.arange(start, stop) % len(lines)
        length = float(np.hypot(*np.diff(to[run], axis=0).T).sum())
        if lines[run[0]] < 0:
            continue
        if length < LEAST_RUN_M:
            which[run], to[run] = -1, spots[run]
        else:
            name = str(sides["name"].iloc[which[run[0]]])
            metres[name] = metres.get(name, 0.0) + length
    kept = _without_corners_cut(which)
    laid: list[npt.NDArray[np.float64]] = []
    for here, there in zip(kept, np.roll(kept, -1), strict=True):
        laid.append(to[here][None, :])
        between = _corners_between(sides, which[here], which[there])
        way = np.vstack([to[here], between, to[there]])
        if np.hypot(*np.diff(way, axis=0).T).sum() <= 3 * reach_m:  # else the long way round a closed line
            laid.append(between)
    whole = shapely.make_valid(shapely.Polygon(np.vstack(laid)), method="structure", keep_collapsed=False)
    return whole.simplify(FLAT_M)


def _nearest_along(
    spots: npt.NDArray[np.float64], sides: pd.DataFrame, *, reach_m: float
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Return where each point goes, and to which side; -1 where no side within reach runs along the edge."""
    ahead = np.roll(spots, -1, axis=0) - np.roll(spots, 1, axis=0)
    ahead /= np.maximum(np.hypot(*ahead.T), 1e-9)[:, None]
    segments = _segments(sides)
    ends = shapely.get_coordinates(segments).reshape(-1, 2, 2)
    along = ends[:, 1] - ends[:, 0]
    along /= np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    point, side = shapely.STRtree(segments).query(
        shapely.points(spots), predicate="dwithin", distance=reach_m
    )
    with_it = np.abs((ahead[point] * along[side]).sum(axis=1)) >= ALONG_COS
    point, side = point[with_it], side[with_it]
    away = shapely.distance(shapely.points(spots[point]), segments[side])
    order = np.lexsort((side, away, point))
    first = order[np.unique(point[order], return_index=True)[1]]
    to, which = spots.copy(), np.full(len(spots), -1)
    on = shapely.line_interpolate_point(
        segments[side[first]],
        shapely.line_locate_point(segments[side[first]], shapely.points(spots[point[first]])),
    )
    to[point[first]], which[point[first]] = shapely.get_coordinates(on), side[first]
    return to, which


def _without_corners_cut(which: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the points but the few that found no line because the edge turns between two that did."""
    few = [
        np.arange(start, stop) % len(which)
        for start, stop in _runs((which >= 0).astype("int64"))
        if which[start] < 0 and stop - start <= min(MOST_AT_CORNER, len(which) - 1)
    ]
    return np.setdiff1d(np.arange(len(which)), np.concatenate(few)) if few else np.arange(len(which))


def _segments(sides: pd.DataFrame) -> npt.NDArray[np.object_]:
    ends = sides[["from_x", "from_y", "to_x", "to_y"]].to_numpy(dtype="float64").reshape(-1, 2, 2)
    return np.asarray(shapely.linestrings(ends), dtype=object)


def _runs(lines: npt.NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return begin and end of each stretch of a ring on one line; the end may lie beyond the last point."""
    count = len(lines)
    starts = np.flatnonzero(lines != np.roll(lines, 1))
    if not len(starts):
        return [(0, count)]
    return [(int(a), int(b)) for a, b in zip(starts, [*starts[1:], starts[0] + count], strict=True)]


def _corners_between(sides: pd.DataFrame, here: int, there: int) -> npt.NDArray[np.float64]:
    """Return the corners of one line between two of its sides that are near each other, else none."""
    nothing = np.empty((0, 2))
    if here < 0 or there < 0 or here == there:
        return nothing
    if abs(there - here) > MOST_CORNERS:
        return nothing
    (line, order), (other, later) = sides[["line", "order"]].to_numpy(dtype="int64")[[here, there]]
    if line != other or later - order != there - here:
        return nothing
    step = 1 if there > here else -1
    between = range(here, there, step)
    columns = ["to_x", "to_y"] if step > 0 else ["from_x", "from_y"]
    return sides[columns].to_numpy(dtype="float64")[list(between)]
