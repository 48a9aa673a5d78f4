"""Layers that users bring themselves: kept in the home as GeoPackage or GeoTIFF, shown beside ours."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError
from shapely.geometry.base import BaseGeometry

from gis.crs import to_rd
from gis.errors import SourceError
from gis.sources.reader import Read, read_file
from gis.workspace.home import Home


def layer_paths(home: Home) -> list[Path]:
    """Return the files of the own layers, in the order of their names."""
    return sorted([*(home.path / "layers").glob("*.gpkg"), *(home.path / "layers").glob("*.tif")])


def layer_path(home: Home, name: str) -> Path:
    """Return the file of one own layer.

    Raises
    ------
    SourceError
        ``own_layer_unknown``.
    """
    for path in layer_paths(home):
        if path.stem == name:
            return path
    raise SourceError("own_layer_unknown", name=name)


def add_layer(home: Home, path: Path, *, name: str) -> str:
    """Keep a file of a user as an own layer and return the name it got; a layer of that name is replaced.

    Raises
    ------
    SourceError
        ``no_shapes`` when the file holds nothing that can be drawn, and as in
        `gis.sources.reader.read_file`.
    """
    kept = re.sub(r"[^\w -]", "_", name).strip() or "laag"
    folder = home.path / "layers"
    folder.mkdir(parents=True, exist_ok=True)
    reads = read_file(path)
    suffix, other = (".gpkg", ".tif") if reads[0].grid is None else (".tif", ".gpkg")
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as bench:
        fresh = Path(bench) / f"laag{suffix}"
        if reads[0].grid is not None:
            shutil.copyfile(path, fresh)
        else:
            pyogrio.write_dataframe(_drawn(reads, path), fresh, driver="GPKG", layer="laag")
        fresh.replace(folder / f"{kept}{suffix}")
    (folder / f"{kept}{other}").unlink(missing_ok=True)
    return kept


def _drawn(reads: Sequence[Read], path: Path) -> gpd.GeoDataFrame:
    for read in reads:
        if isinstance(read.frame, gpd.GeoDataFrame) and read.frame.geometry.notna().any():
            return to_rd(read.frame, table=path.name)
    raise SourceError("no_shapes", path=path.name)


def read_layer(path: Path) -> gpd.GeoDataFrame:
    """Return an own layer of shapes, in RD.

    Raises
    ------
    SourceError
        ``file_unreadable``.
    """
    try:
        frame: gpd.GeoDataFrame = pyogrio.read_dataframe(path)
    except (DataSourceError, DataLayerError, FeatureError) as error:
        raise SourceError("file_unreadable", path=path.name) from error
    return frame


def is_picture(home: Home, name: str) -> bool:
    """Return whether an own layer is a GeoTIFF, which has no shapes.

    Raises
    ------
    SourceError
        ``own_layer_unknown``.
    """
    return layer_path(home, name).suffix == ".tif"


def reshape_layer(
    home: Home,
    name: str,
    shapes: Mapping[int, BaseGeometry | None],
    *,
    pieces: Sequence[tuple[int, BaseGeometry]] = (),
    stamp: int,
) -> None:
    """Save other shapes in an own layer, all of them or none; every attribute stays.

    Parameters
    ----------
    shapes
        By row, counted from 0: its shape in RD [m], or None for a row that leaves the layer.
    pieces
        Shapes in RD [m] that were cut off a row: they come last, with the attributes of that row.
    stamp
        As `layer_stamp` gave when the shapes were read.

    Raises
    ------
    SourceError
        ``own_layer_unknown``; ``own_layer_changed`` when it is not as it was read any more;
        ``own_shape_broken`` for a shape that crosses itself or is empty.
    """
    if layer_stamp(home, name) != stamp:
        raise SourceError("own_layer_changed", name=name)
    for number, shape in [*shapes.items(), *pieces]:
        if shape is not None and (not shape.is_valid or shape.is_empty):
            raise SourceError("own_shape_broken", name=name, number=number + 1)
    path = layer_path(home, name)
    frame = read_layer(path)
    now = np.array([shapes.get(row, shape) for row, shape in enumerate(frame.geometry)], dtype=object)
    changed = frame.set_geometry(gpd.GeoSeries(now, index=frame.index, crs=frame.crs))
    gone = [row for row, shape in shapes.items() if shape is None]
    cut_off = frame.iloc[[row for row, _ in pieces]].set_geometry(
        [shape for _, shape in pieces], crs=frame.crs
    )
    whole = pd.concat([changed.drop(index=changed.index[gone]), cut_off], ignore_index=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=path.parent) as bench:
        fresh = Path(bench) / "laag.gpkg"
        pyogrio.write_dataframe(gpd.GeoDataFrame(whole), fresh, driver="GPKG", layer="laag")
        fresh.replace(path)


def layer_stamp(home: Home, name: str) -> int:
    """Return a number that changes when the layer changes.

    Raises
    ------
    SourceError
        ``own_layer_unknown``.
    """
    return layer_path(home, name).stat().st_mtime_ns


def label_columns(path: Path) -> list[str]:
    """Return the columns of an own layer whose values can be written on the map.

    None when the file cannot be read: drawing it says so, and it can still be taken away.
    """
    try:
        return list(pyogrio.read_info(path)["fields"])
    except (DataLayerError, DataSourceError):
        return []


def remove_layer(home: Home, name: str) -> None:
    """Remove an own layer."""
    layer_path(home, name).unlink()
