"""Layers that users bring themselves: kept in the home as GeoPackage or GeoTIFF, shown beside ours."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import geopandas as gpd
import pyogrio

from gis.crs import to_rd
from gis.errors import SourceError
from gis.sources.reader import read_file
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
    if reads[0].grid is not None:
        shutil.copyfile(path, folder / f"{kept}.tif")
        return kept
    drawn = [read.frame for read in reads if isinstance(read.frame, gpd.GeoDataFrame)]
    if not drawn:
        raise SourceError("no_shapes", path=path.name)
    target = folder / f"{kept}.gpkg"
    fresh = target.with_suffix(".new.gpkg")
    pyogrio.write_dataframe(to_rd(drawn[0], table=path.name), fresh, driver="GPKG", layer="laag")
    fresh.replace(target)
    return kept


def read_layer(path: Path) -> gpd.GeoDataFrame:
    """Return an own layer of shapes, in RD."""
    frame: gpd.GeoDataFrame = pyogrio.read_dataframe(path)
    return frame


def remove_layer(home: Home, name: str) -> None:
    """Remove an own layer."""
    layer_path(home, name).unlink()
