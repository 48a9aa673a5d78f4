"""The largest sets of areas that share one point of the map and one moment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import shapely

from gis.analysis.moments import Numbers, Places
from gis.analysis.places import Shapes

TOUCH_M = 1e-6  # metres: a computed crossing lies on both lines


@dataclass(frozen=True)
class CommonSet:
    """Positions of areas that go together, in order, and one point (x, y) that lies in all of them."""

    positions: tuple[int, ...]
    point: tuple[float, float]


def find_common_sets(areas: Shapes, start: Numbers, end: Numbers) -> list[CommonSet]:
    """Return the sets of two and more areas with a common point and a common moment that no other set holds.

    Parameters
    ----------
    areas
        Polygons in RD.
    start, end
        First and last moment of each area, both included, in any one unit; infinite when open.

    Notes
    -----
    Where areas overlap, the place they share has a corner: the crossing of two outlines, or, when one
    outline bounds it alone, any point of that outline. Likewise a shared moment begins with one of the
    starts. So it is enough to look at those points and at those starts.
    """
    tree = shapely.STRtree(areas)
    one, other = tree.query(areas, predicate="intersects")
    meets = (one < other) & (start[one] <= end[other]) & (start[other] <= end[one])
    points = _find_corners(areas, one[meets], other[meets])
    at, holds = tree.query(shapely.points(points), predicate="dwithin", distance=TOUCH_M)
    order = np.lexsort((holds, at))
    stacks = np.split(holds[order], np.flatnonzero(np.diff(at[order])) + 1)
    seen = {tuple(stack.tolist()): index for stack, index in zip(stacks, np.unique(at), strict=False)}
    found: dict[tuple[int, ...], int] = {}
    for stack, index in seen.items():
        for positions in _split_by_moment(stack, start, end):
            found.setdefault(positions, index)
    return [
        CommonSet(positions, (float(points[found[positions], 0]), float(points[found[positions], 1])))
        for positions in _keep_largest(found)
    ]


def _find_corners(areas: Shapes, one: Places, other: Places) -> Numbers:
    """Return the points (x, y) where two outlines cross, and one point of every outer ring."""
    outlines = shapely.boundary(areas)
    crossings = shapely.get_coordinates(shapely.intersection(outlines[one], outlines[other]))
    rings = shapely.get_exterior_ring(shapely.get_parts(areas))
    corners = shapely.get_coordinates(shapely.get_point(rings, 0))
    return np.unique(np.concatenate((crossings, corners)), axis=0)


def _split_by_moment(stack: tuple[int, ...], start: Numbers, end: Numbers) -> set[tuple[int, ...]]:
    """Return the sets that run together at one of the starts, two and more at a time."""
    positions = np.array(stack)
    begins, ends = start[positions], end[positions]
    together = (begins <= begins[:, np.newaxis]) & (begins[:, np.newaxis] <= ends)
    return {tuple(positions[row].tolist()) for row in together if row.sum() > 1}


def _keep_largest(found: dict[tuple[int, ...], int]) -> list[tuple[int, ...]]:
    """Return the sets that no other set holds, in a fixed order."""
    kept: list[tuple[int, ...]] = []
    holding: defaultdict[int, list[frozenset[int]]] = defaultdict(list)
    for positions in sorted(found, key=lambda told: (-len(told), told)):
        members = frozenset(positions)
        rarest = min(positions, key=lambda position: len(holding[position]))
        if any(members <= larger for larger in holding[rarest]):
            continue
        kept.append(positions)
        for position in positions:
            holding[position].append(members)
    return kept
