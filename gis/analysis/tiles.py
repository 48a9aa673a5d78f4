"""A country in tiles: each is searched for pairs by itself, and together they tell every pair once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis.analysis.asked import Asked, search
from gis.analysis.moments import Flags
from gis.analysis.places import find_street_names, find_widths, has_shape
from gis.analysis.scoring import best_first
from gis.tables import ACTIVITIES, require

SIDE_M = 100_000.0  # metres: a dozen tiles for the country; each costs 0.1 s however little it holds


@dataclass(frozen=True)
class Tile:
    """Activities that are searched together; pairs are told by the tile that owns one of them."""

    activities: gpd.GeoDataFrame
    owned: frozenset[str]


def split(activities: gpd.GeoDataFrame, asked: Asked, *, side_m: float = SIDE_M) -> list[Tile]:
    """Return tiles that hold, for everybody they own, everybody who may form a pair with it.

    Parameters
    ----------
    activities
        Table `activities` in RD, already cut down to what may be seen.
    side_m
        Side [m] of a tile. An activity belongs to the tile that holds the centre of its bounding box.

    Returns
    -------
    list of Tile
        Every id is owned by one tile. Beside its own a tile holds what lies within reach (the halo), what
        is in a street that its own name, and everything without a shape, which may lie anywhere. What has
        no shape is owned by one tile more.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``, ``outside_rd``.
    """
    require(activities, ACTIVITIES, *ACTIVITIES.columns)
    placed = has_shape(activities)
    widths = find_widths(activities, vocabulary=asked.vocabulary)
    halo_m = asked.reach_m + 2 * float(np.nanmax(widths, initial=0))
    bounds = shapely.bounds(activities.geometry.to_numpy())
    centres = (bounds[:, :2] + bounds[:, 2:]) / 2
    names = find_street_names(activities)
    tiles = []
    cells = pd.DataFrame(np.floor(centres[placed] / side_m), index=np.flatnonzero(placed))
    for _, cell in cells.groupby([0, 1]):
        own = np.zeros(len(activities), dtype=bool)
        own[cell.index] = True
        low, high = bounds[own, :2].min(axis=0) - halo_m, bounds[own, 2:].max(axis=0) + halo_m
        near = ((bounds[:, 2:] >= low) & (bounds[:, :2] <= high)).all(axis=1)
        streets = names.loc[names["position"].isin(cell.index), "street"]
        near[names.loc[names["street"].isin(streets), "position"]] = True
        tiles.append(_tile(activities, own, near | ~placed))
    return [*tiles, _tile(activities, ~placed, ~placed)] if not placed.all() else tiles


def find_in_tile(tile: Tile, *, asked: Asked) -> pd.DataFrame:
    """Return the pairs that one tile tells, as `overlap.find_pairs` tells them.

    A pair is told by the tile that owns the smaller id; of a pair with one place, by who owns that one.
    """
    pairs = search(tile.activities, asked)
    placed = tile.activities.loc[has_shape(tile.activities), "id"]
    by_other = ~pairs["a_id"].isin(placed) & pairs["b_id"].isin(placed)
    return pairs.loc[pairs["a_id"].mask(by_other, pairs["b_id"]).isin(tile.owned)]


def merge(found: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return the pairs of all tiles as one table, in the order and with the index of `overlap.find_pairs`."""
    told = list(found)
    kept = [pairs for pairs in told if len(pairs)] or told[:1]  # a table without rows has no types to keep
    return best_first(pd.concat(kept, ignore_index=True))


def _tile(activities: gpd.GeoDataFrame, own: Flags, held: Flags) -> Tile:
    return Tile(activities.loc[held], frozenset(activities.loc[own, "id"]))
