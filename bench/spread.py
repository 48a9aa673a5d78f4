"""Pairs of a country on Dask: one worker and two, beside the search in one process."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Iterator

import pandas as pd

from bench.made import DAY, make_country
from bench.overlap import VOCABULARY
from gis.analysis.asked import Asked
from gis.analysis.overlap import REACH_M, SLACK_MONTHS, find_pairs
from gis.analysis.tiles import split
from gis.workspace.spreading import spread_pairs

COUNT = 100_000
WORKERS = (1, 2)


def measure(*, count: int = COUNT) -> Iterator[str]:
    """Tell the seconds of both, equal to the last digit; workers are warm, tiles are sent."""
    if importlib.util.find_spec("distributed") is None:
        yield "spread: without Dask, because distributed is not installed; `make bench` does that"
        return
    from distributed import LocalCluster  # noqa: PLC0415 - only with the extra `scale`

    country = make_country(count, vocabulary=VOCABULARY)
    asked = Asked(VOCABULARY, DAY, reach_m=REACH_M, slack_months=SLACK_MONTHS)
    start = time.perf_counter()
    single = find_pairs(
        country, vocabulary=VOCABULARY, reference_day=DAY, reach_m=REACH_M, slack_months=SLACK_MONTHS
    )
    alone = time.perf_counter() - start
    tiles = split(country, asked)
    held = sum(len(tile.activities) for tile in tiles)
    yield f"spread, {count:,} activities, {len(tiles)} tiles with {held:,} together: one search {alone:.2f} s"
    few = make_country(1_000, vocabulary=VOCABULARY)
    for workers in WORKERS:
        with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0") as cluster:
            spread_pairs(few, asked, scheduler=cluster.scheduler_address)  # the workers import what they need
            start = time.perf_counter()
            spread = spread_pairs(country, asked, scheduler=cluster.scheduler_address)
            took = time.perf_counter() - start
        pd.testing.assert_frame_equal(spread, single)
        yield f"  workers: {workers}, {took:.2f} s = {took / alone:.2f} times the one search"
