"""Our functions beside a naive way of doing the same."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date

import geopandas as gpd
import numpy as np
import rasterio.features
import shapely

from gis.analysis.agreement import count_drawings
from gis.analysis.overlap import find_pairs
from gis.crs import RD
from gis.periods import parse_period
from gis.register.records import Activity, to_frame
from gis.tables import DRAWINGS, conform
from gis.vocabulary import load_vocabulary
from gis.workspace.home import data_folder
from layers.layer import to_features

DAY = date(2027, 3, 11)
SEED = 20270311


def measure() -> Iterator[str]:
    """Take each figure and tell it in one line."""
    for name, (ours, naive) in (
        ("pairs among 1,000 activities: find_pairs / every pair compared", _pairs(1_000)),
        ("count of 200 drawings on 5 m: one rasterize / one per drawing", _drawings(200)),
        ("GeoJSON of 5,000 points: to_features / GeoDataFrame.to_json", _features(5_000)),
    ):
        yield f"{name}: {ours * 1000:.0f} ms / {naive * 1000:.0f} ms = {naive / ours:.1f} times as fast"


def _best(work: Callable[[], object], times: int = 3) -> float:
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def _activities(count: int) -> gpd.GeoDataFrame:
    random = np.random.default_rng(SEED)
    vocabulary = load_vocabulary(data_folder() / "vocabulary.toml")
    themes, kinds = list(vocabulary.themes), list(vocabulary.kinds)
    periods = ["2027", "najaar 2027", "Q2 2028", "vanaf april 2027", "2028-2030", "tot eind 2027"]
    made = []
    for number in range(count):
        x, y = random.uniform((228_000, 577_000), (240_000, 589_000))
        spot = shapely.Point(x, y)
        shape = spot if number % 4 else spot.buffer(random.uniform(20, 150))
        period = parse_period(str(random.choice(periods)), reference=DAY)
        assert period is not None
        made.append(
            Activity(
                id=f"A{number:05}",
                title=f"plan {number}",
                theme=str(random.choice(themes)),
                kind=str(random.choice(kinds)),
                status="plan",
                period=period,
                owner="deze werkplek",
                accuracy="gebouw",
                geometry=shape,
            )
        )
    return to_frame(made, vocabulary=vocabulary)


def _pairs(count: int) -> tuple[float, float]:
    frame = _activities(count)
    vocabulary = load_vocabulary(data_folder() / "vocabulary.toml")
    shapes = frame.geometry.to_numpy()

    def ours() -> object:
        return find_pairs(frame, vocabulary=vocabulary, reference_day=DAY, reach_m=100, slack_months=6)

    def naive() -> object:  # distances only: less than what find_pairs does
        return [
            (i, j)
            for i in range(len(shapes))
            for j in range(i + 1, len(shapes))
            if shapes[i].distance(shapes[j]) <= 100
        ]

    return _best(ours), _best(naive, times=1)


def _drawings(count: int) -> tuple[float, float]:
    random = np.random.default_rng(SEED)
    middles = random.normal((232_700, 583_600), 60, size=(count, 2))
    shapes = [shapely.Point(x, y).buffer(random.uniform(150, 300)) for x, y in middles]
    frame = gpd.GeoDataFrame(
        {"id": [f"T{n}" for n in range(count)], "question": "q", "name": "n", "weight": 1.0},
        geometry=gpd.GeoSeries(shapes, crs=RD),
    )
    table = gpd.GeoDataFrame(conform(frame, DRAWINGS))
    surface = count_drawings(table)

    def naive() -> object:
        return sum(
            rasterio.features.rasterize([shape], out_shape=surface.counts.shape, transform=surface.transform)
            for shape in shapes
        )

    return _best(lambda: count_drawings(table)), _best(naive)


def _features(count: int) -> tuple[float, float]:
    random = np.random.default_rng(SEED)
    points = shapely.points(random.uniform((228_000, 577_000), (240_000, 589_000), size=(count, 2)))
    frame = gpd.GeoDataFrame(
        {"id": [str(n) for n in range(count)], "mark": "E|gepland", "name": "plan"},
        geometry=gpd.GeoSeries(points, crs=RD),
    )
    return (
        _best(lambda: to_features(frame, columns=("id", "mark", "name"))),
        _best(lambda: frame.to_crs(4326).to_json()),
    )
