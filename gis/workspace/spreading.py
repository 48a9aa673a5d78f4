"""Pairs of more activities than one machine holds: tiles on the workers of a Dask scheduler."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from gis.analysis.asked import Asked
from gis.analysis.tiles import SIDE_M, find_in_tile, merge, split
from gis.errors import SourceError

PATIENCE = "15s"  # for a scheduler to answer


def spread_pairs(
    activities: gpd.GeoDataFrame, asked: Asked, *, scheduler: str, side_m: float = SIDE_M
) -> pd.DataFrame:
    """Return what `overlap.find_pairs` returns, searched tile by tile on the workers of a scheduler.

    Parameters
    ----------
    activities
        Table `activities` in RD, already cut down to what may be seen. Workers see all of it.
    scheduler
        Address of a Dask scheduler (``tcp://host:port``) whose workers have this same version installed.
    side_m
        Side [m] of a tile; see `tiles.split`.

    Raises
    ------
    SourceError
        ``dask_missing`` without the extra `scale`, ``scheduler_silent`` when nobody answers there.
    TableError
        As `tiles.split`.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - only who asks for it needs the extra `scale`
    except ImportError as error:
        raise SourceError("dask_missing") from error
    tiles = split(activities, asked, side_m=side_m)
    try:
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SourceError("scheduler_silent", scheduler=scheduler) from error
    with client:
        everywhere = client.scatter(asked, broadcast=True, hash=False)
        sent = client.scatter(tiles, hash=False)  # a name from the content would take longer than the search
        return merge(client.gather(client.map(find_in_tile, sent, asked=everywhere, pure=False)))
