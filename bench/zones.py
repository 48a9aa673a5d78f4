"""Means of squares under areas: ours beside exactextract called directly, and beside rasterstats."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
from affine import Affine
from exactextract import exact_extract
from exactextract.raster import NumPyRasterSource

from gis.analysis.zones import cover_squares, zone_means
from gis.crs import RD

SEED = 20270311
ROWS, COLUMNS, CELL_M = 3_250, 2_850, 100
WEST, NORTH = 0, 625_000  # RD, metres
STEP = Affine(CELL_M, 0, WEST, 0, -CELL_M, NORTH)
BUURTEN = 14_568
EVERY = 8  # of the buurten rasterstats takes one in so many


def measure(*, rows: int = ROWS, columns: int = COLUMNS, count: int = BUURTEN) -> Iterator[str]:
    """Time the mean score of buurten, weighted by people, and compare the values."""
    random = np.random.default_rng(SEED)
    score = random.normal(0, 0.3, (rows, columns)).astype(np.float32)
    people = random.gamma(0.3, 20, (rows, columns)).astype(np.float32)
    score[random.random((rows, columns)) < 0.3] = np.nan
    areas = _areas(rows, columns, count)
    ours, our_s = _timed(lambda: zone_means(cover_squares(areas, score.shape, STEP), score, weights=people))
    edges = {"xmin": WEST, "xmax": WEST + columns * CELL_M, "ymin": NORTH - rows * CELL_M, "ymax": NORTH}
    told, weights = NumPyRasterSource(score, **edges), NumPyRasterSource(people, **edges)
    direct, direct_s = _timed(
        lambda: exact_extract(told, areas, ["weighted_mean"], weights=weights, output="pandas")
    )
    theirs = direct["weighted_mean"].to_numpy(dtype=float)
    off = np.nanmax(np.abs(ours - theirs))
    unlike = int((np.isnan(ours) != np.isnan(theirs)).sum())
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    yield f"zones: {len(areas):,} areas on {rows:,} by {columns:,} squares, most memory {held:,.0f} MB"
    ratio = our_s / direct_s
    yield f"  ours {our_s:.1f} s; exactextract directly {direct_s:.1f} s, ours takes {ratio:.2f} times that"
    yield f"  largest difference {off:.1g}; {unlike} areas have a mean in one of both only"
    yield from _rasterstats(areas, score, our_s)


def _rasterstats(areas: gpd.GeoDataFrame, score: np.ndarray, our_s: float) -> Iterator[str]:
    try:
        from rasterstats import zonal_stats  # noqa: PLC0415 - of the bench alone
    except ImportError:
        yield "  rasterstats is not installed (make bench does)"
        return
    some = areas.iloc[::EVERY]
    filled = np.where(np.isnan(score), -9999, score)
    _, seconds = _timed(lambda: zonal_stats(some, filled, affine=STEP, nodata=-9999, stats=["mean"]))
    whole = seconds * len(areas) / len(some)
    yield f"  rasterstats {whole:.0f} s ({len(some):,} areas measured), {whole / our_s:.1f} times ours"


def _areas(rows: int, columns: int, count: int) -> gpd.GeoDataFrame:
    folder = os.environ.get("KOPPELKAART_REAL_DATA")
    if folder and count == BUURTEN:
        path = Path(folder) / "cbs_buurten" / "nl_buurten_2024.gpkg"
        frame = pyogrio.read_dataframe(path, layer="buurten", columns=["buurtcode"])
        return gpd.GeoDataFrame(frame)
    random = np.random.default_rng(SEED)
    middles = random.uniform((WEST, NORTH - rows * CELL_M), (WEST + columns * CELL_M, NORTH), (count, 2))
    shapes = shapely.buffer(shapely.points(middles), random.uniform(100, 900, count))
    return gpd.GeoDataFrame(geometry=shapes, crs=RD)


def _timed(work):
    begin = time.perf_counter()
    done = work()
    return done, time.perf_counter() - begin
