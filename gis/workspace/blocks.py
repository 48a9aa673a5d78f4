"""Blocks that a neighbourhood can be painted with: areas of an own layer, else the buurten."""

from __future__ import annotations

from collections.abc import Collection

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from gis.workspace import own_layers
from gis.workspace.home import Home
from gis.workspace.places import Place

MOST_BLOCKS = 5_000  # more would be no blocks, and a browser looks through all of them under a moving hand
_GAP_M = 0.01  # between blocks that touch


def block_layers(home: Home) -> list[str]:
    """Return the names of the own layers, in their order, that may hold blocks: those with shapes."""
    return [path.stem for path in own_layers.layer_paths(home) if path.suffix == ".gpkg"]


def read_blocks(home: Home, place: Place, *, layer: str | None) -> gpd.GeoDataFrame:
    """Return the blocks in RD, each with an `id`: the areas of an own layer, or the buurten.

    Of a layer with more than `MOST_BLOCKS` areas there are none.

    Raises
    ------
    SourceError
        ``own_layer_unknown``, ``file_unreadable``.
    """
    if layer is None:
        found, names = place.buurten, place.buurten["buurtcode"].astype("str")
    else:
        found = own_layers.read_layer(own_layers.layer_path(home, layer))
        names = pd.Series(range(1, len(found) + 1), index=found.index).astype("str")
    areas = found.geometry.geom_type.isin(["Polygon", "MultiPolygon"])
    blocks = gpd.GeoDataFrame({"id": names[areas]}, geometry=found.geometry[areas], crs=found.crs)
    return blocks.iloc[:0] if len(blocks) > MOST_BLOCKS else blocks


def join_blocks(blocks: gpd.GeoDataFrame, ids: Collection[str]) -> BaseGeometry | None:
    """Return the blocks with these ids as one outline, None when there are none.

    Blocks that touch become one part, also where their borders leave a gap below a centimetre.
    """
    chosen = shapely.make_valid(blocks[blocks["id"].isin(list(ids))].geometry.to_numpy())
    return shapely.union_all(chosen, grid_size=_GAP_M) if len(chosen) else None
