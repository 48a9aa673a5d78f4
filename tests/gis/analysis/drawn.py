"""A planted village: a known area, and noisy drawings of it."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis.crs import RD

_TURN = np.linspace(0, 2 * np.pi, 60, endpoint=False)
_REACH = 300 * (1 + 0.25 * np.cos(2 * _TURN) + 0.1 * np.sin(3 * _TURN))  # m from the middle
_WAVES = np.vstack([turn(m * _TURN) for m in range(1, 6) for turn in (np.cos, np.sin)])


def ring(reach, *, east=0.0, north=0.0):
    x, y = 233_000 + east + reach * np.cos(_TURN), 583_000 + north + reach * np.sin(_TURN)
    return shapely.Polygon(np.column_stack([x, y]))


VILLAGE = ring(_REACH)


def draw_village(seed, count, *, noise=0.1, east=0.0):
    """Rings that err in size, form and place, as no one errs alike."""
    rng = np.random.default_rng(seed)
    shapes = []
    for _ in range(count):
        form = noise / 2 * (rng.normal(size=len(_WAVES)) @ _WAVES)
        reach = _REACH * (1 + noise / 2 * rng.normal() + form).clip(0.3)
        x, y = 100 * noise * rng.normal(size=2)
        shapes.append(ring(reach, east=east + x, north=y))
    return make(shapes)


def make(shapes, *, role="bewoner", weight=1.0):
    rows = {
        "id": [f"{n:03}" for n, _ in enumerate(shapes)],
        "name": "Dorp",
        "role": role,
        "question": "waar u zich thuis voelt",
        "weight": weight,
        "fictional": True,
    }
    return gpd.GeoDataFrame(rows, geometry=list(shapes), crs=RD)


def both(*frames):
    told = pd.concat(frames, ignore_index=True)
    return told.assign(id=[f"{n:03}" for n in range(len(told))])


def likeness(one, other):
    return one.intersection(other).area / one.union(other).area
