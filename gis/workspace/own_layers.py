"""Layers that users bring themselves: kept in the home as GeoPackage or GeoTIFF, shown beside ours."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

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


def remove_layer(home: Home, name: str) -> None:
    """Remove an own layer."""
    layer_path(home, name).unlink()
