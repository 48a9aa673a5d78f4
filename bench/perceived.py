"""The band around a kern, from drawers drawn again: beside plain unions of the outlines in shapely."""

from __future__ import annotations

import time
from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from gis.analysis.certainty import REPLICATES, Certainty, draw_again, find_certainty
from gis.analysis.perceived import CORE_SHARE
from gis.crs import RD

DRAWINGS = 200
SEED = 20270311
TIMED = 4  # replicates of the plain way; each takes about as long as the next


def measure(*, drawings: int = DRAWINGS, replicates: int = REPLICATES, timed: int = TIMED) -> Iterator[str]:
    """Tell the seconds of both, and how far their kernen differ in the replicates that both made."""
    drawn = make_drawings(drawings)
    start = time.perf_counter()
    found = find_certainty(drawn, replicates=replicates)
    ours = time.perf_counter() - start
    assert found is not None
    yield f"band of {drawings} drawings, {replicates} replicates: {ours:.2f} s"

    shapes = drawn.geometry.to_numpy()
    turns = draw_again(drawings, replicates=replicates)[:timed]
    start = time.perf_counter()
    anew = union_again(shapes, turns[0])
    each = time.perf_counter() - start
    yield (
        f"  plain, the outlines cut into faces for each replicate: {each:.1f} s for one, "
        f"{each * replicates:.0f} s for all = {each * replicates / ours:.0f} times as long"
    )
    start = time.perf_counter()
    faces, held = cut_once(shapes)
    once = time.perf_counter() - start
    start = time.perf_counter()
    kernen = [unite(faces, held @ turn, of=turn.sum()) for turn in turns]
    each = (time.perf_counter() - start) / timed
    plain = once + each * replicates
    yield (
        f"  plain, cut into {len(faces):,} faces once ({once:.1f} s), those of each replicate united "
        f"({each:.2f} s): {plain:.0f} s for all = {plain / ours:.0f} times as long"
    )
    assert anew.symmetric_difference(kernen[0]).area < 1
    same = find_certainty(drawn, replicates=timed)
    assert same is not None
    x, y = centres(same)
    shares = np.mean([shapely.contains_xy(kern, x, y) for kern in kernen], axis=0)
    differ = float(np.mean(np.abs(shares - same.share) > 1e-6))
    yield f"  same outcome: the share differs in {100 * differ:.3f} % of the cells (centres on a line)"
    assert differ < 1e-3


def make_drawings(count: int) -> gpd.GeoDataFrame:
    """Return rings of sixty corners around one place, each with its own size, form and middle."""
    random = np.random.default_rng(SEED)
    turn = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    waves = np.vstack([wave(m * turn) for m in range(1, 6) for wave in (np.cos, np.sin)])
    shapes = []
    for _ in range(count):
        reach = 300 * (1 + 0.08 * random.normal() + 0.08 * (random.normal(size=10) @ waves)).clip(0.3)
        x, y = random.normal((232_700, 583_600), 30)
        shapes.append(shapely.Polygon(np.column_stack([x + reach * np.cos(turn), y + reach * np.sin(turn)])))
    rows = {"id": [f"T{n:03}" for n in range(count)], "name": "n", "question": "q", "weight": 1.0}
    return gpd.GeoDataFrame({**rows, "fictional": True}, geometry=shapes, crs=RD)


def cut_once(shapes: npt.NDArray[np.object_]) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.float64]]:
    """Return the faces between all lines, and face x drawing: 1 where the drawing holds it."""
    lines = shapely.union_all(shapely.boundary(shapes))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    drawing, face = shapely.STRtree(shapely.point_on_surface(faces)).query(shapes, predicate="contains")
    held = np.zeros((len(faces), len(shapes)))
    held[face, drawing] = 1
    return faces, held


def unite(faces: npt.NDArray[np.object_], votes: npt.NDArray[np.float64], *, of: float) -> BaseGeometry:
    """Return the faces with enough votes as one area."""
    kern = shapely.coverage_union_all(faces[votes >= CORE_SHARE * of])
    shapely.prepare(kern)
    return kern


def union_again(shapes: npt.NDArray[np.object_], turn: npt.NDArray[np.float64]) -> BaseGeometry:
    """Return the kern of one replicate from nothing but its own outlines."""
    drawn = turn > 0
    faces, held = cut_once(shapes[drawn])
    return unite(faces, held @ turn[drawn], of=turn.sum())


def centres(found: Certainty) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return easting and northing [m] of the middle of each cell."""
    rows, columns = np.indices(found.share.shape) + 0.5
    side = found.transform.a
    return found.transform.c + side * columns, found.transform.f - side * rows
