"""Opens one file in a process of its own and leaves the frames in a folder."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio

from gis.errors import BuurtError, SourceError
from gis.sources.columns import of_gemeente
from gis.sources.forms.archive import open_archive
from gis.sources.forms.geojson import open_geojson
from gis.sources.forms.geopackage import open_geopackage
from gis.sources.forms.opened import Opened
from gis.sources.forms.text import open_text
from gis.sources.grid import read_raster

if sys.platform != "win32":
    import resource

ANSWER = "answer.json"
EXPECTED_DRIVERS = {"geopackage": "GPKG", "zip": "ESRI Shapefile", "geotiff": "GTiff"}

# Kinds of values that a column may hold as they are; anything else (lists, mixed) is handed over as text.
_PLAIN = {"string", "boolean", "bytes", "date", "datetime", "datetime64", "empty"}

_MEMORY = 4 << 30  # bytes of address space
_WRITTEN = 1 << 30  # bytes in one file
_SECONDS = 120  # of computing
_FILES = 128  # open at once


def main(form: str, source: str, folder: str, gemeentecode: str) -> None:
    """Open `source` as `form` and write an answer in `folder`: layers, a grid, or an error code with facts.

    Whatever else goes wrong ends this process; the reader then says that the file cannot be read.
    """
    _limit()
    _require_drivers(form)
    path, target = Path(source), Path(folder)
    try:
        answer = _grid(path, target) if form == "geotiff" else _layers(form, path, target, gemeentecode)
    except BuurtError as error:
        answer = {"code": error.code, "facts": {name: str(value) for name, value in error.facts.items()}}
    (target / ANSWER).write_text(json.dumps(answer), encoding="utf-8")


def _layers(form: str, path: Path, folder: Path, gemeentecode: str) -> dict[str, Any]:  # JSON
    unpacked = folder / "unpacked"
    unpacked.mkdir()
    openers: dict[str, Callable[[Path], list[Opened]]] = {
        "geopackage": open_geopackage,
        "geojson": open_geojson,
        "zip": partial(open_archive, folder=unpacked),
        "csv": partial(open_text, packed=False),
        "csv.gz": partial(open_text, packed=True),
    }
    filled = [told for told in openers[form](path) if len(told.frame)]
    if not filled:
        raise SourceError("file_empty", path=path.name)
    layers: list[dict[str, Any]] = []
    for told in filled:
        frame = of_gemeente(told.frame, gemeentecode) if gemeentecode else told.frame
        if len(frame):
            layers.append(
                _hand_over(Opened(told.layer, frame, told.broken), folder / f"{len(layers)}.feather")
            )
    if not layers:
        raise SourceError("gemeente_unknown", gemeente=gemeentecode, table=path.name)
    return {"layers": layers}


def _hand_over(told: Opened, target: Path) -> dict[str, Any]:  # JSON
    spatial = isinstance(told.frame, gpd.GeoDataFrame)
    kept = [place for place, label in enumerate(told.frame.index) if label in told.broken]
    frame = told.frame.reset_index(drop=True).rename(columns=str)
    if isinstance(frame, gpd.GeoDataFrame) and frame.geometry.name != "geometry":
        frame = frame.rename_geometry("geometry")
    for name in frame.columns.drop("geometry") if spatial else frame.columns:
        if frame[name].dtype == object and pd.api.types.infer_dtype(frame[name]) not in _PLAIN:
            frame[name] = frame[name].map(_as_text).astype("str")
    frame.to_feather(target)
    return {"layer": told.layer, "file": target.name, "spatial": spatial, "broken": kept}


def _as_text(value: object) -> str | None:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return None if pd.isna(value) else str(value)  # type: ignore[call-overload]


def _grid(path: Path, folder: Path) -> dict[str, Any]:  # JSON
    grid = read_raster(path)
    np.save(folder / "bands.npy", grid.bands, allow_pickle=False)
    return {
        "grid": {
            "names": grid.names,
            "transform": list(grid.transform)[:6],
            "crs": grid.crs,
            "year": grid.year,
        }
    }


def _require_drivers(form: str) -> None:
    """Stop unless GDAL knows nothing but the form expected; the environment should have seen to it."""
    others = set(pyogrio.list_drivers()) - {EXPECTED_DRIVERS.get(form)}
    if others:
        message = f"more drivers than expected: {sorted(others)}"
        raise RuntimeError(message)


def _limit() -> None:
    if sys.platform == "win32":
        return
    limits = {
        resource.RLIMIT_AS: _MEMORY,
        resource.RLIMIT_CPU: _SECONDS,
        resource.RLIMIT_FSIZE: _WRITTEN,
        resource.RLIMIT_NOFILE: _FILES,
        resource.RLIMIT_CORE: 0,
    }
    for name, most in limits.items():
        resource.setrlimit(name, (most, most))


if __name__ == "__main__":
    main(*sys.argv[1:])
