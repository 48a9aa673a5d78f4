"""Opens one file in a process of its own and leaves the frames in a folder."""

from __future__ import annotations

import gc
import json
import os
import select
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.feather
import pyogrio
import shapely

from gis.crs import RD
from gis.errors import BuurtError, SourceError
from gis.sources.columns import of_gemeente
from gis.sources.forms.archive import open_archive
from gis.sources.forms.geojson import open_geojson
from gis.sources.forms.geopackage import open_geopackage
from gis.sources.forms.opened import NOT_SAID, Cut, HeadingRows, Opened, Span
from gis.sources.forms.text import open_text
from gis.sources.forms.workbook import open_workbook  # noqa: F401 - loaded before the copies are made
from gis.sources.grid import read_raster
from gis.sources.keeper import DONE, NO_ORDER, TAKEN

if sys.platform != "win32":
    import resource

ANSWER, TROUBLE, FOUND, PIXELS = "answer.json", "trouble.txt", "found", "pixels.npy"
AS_PICTURE = "picture "  # before the form of a photo in which no sheet is looked for
EXPECTED_DRIVERS = {"geopackage": "GPKG", "zip": "ESRI Shapefile", "geotiff": "GTiff"}

# Kinds of values that a column may hold as they are; anything else (lists, mixed) is handed over as text.
_PLAIN = {"string", "boolean", "bytes", "date", "datetime", "datetime64", "empty"}

_MEMORY = 4 << 30  # bytes of address space
_WRITTEN = 1 << 30  # bytes in one file
_SECONDS = 120  # of computing
_FILES = 128  # open at once
_IDLE = 300  # seconds without an order after which we are not kept


def main(driver: str) -> None:
    """Wait for orders and carry out each in a copy of this process, which knows one driver and then ends.

    The copy is made before the order comes, so that nobody waits for it. Whatever goes wrong ends the copy
    alone; the reader then says that the file cannot be read.
    """
    _require_drivers(driver)
    protocol = os.dup(1)
    order = _next_order(driver, protocol)
    if order is None:
        return
    sign = order.pop("sign")
    _limit()
    _carry_out(**order)
    os.write(protocol, f"{DONE} {sign}\n".encode())
    os._exit(0)  # taking down what was imported takes longer than most files


def _next_order(driver: str, protocol: int) -> dict[str, Any] | None:  # JSON
    """Return an order, in a copy of this process; None, in the process itself, when nobody asks any more."""
    if sys.platform == "win32":  # no copies: one order, then the end
        return _read_order(protocol)
    gc.freeze()
    while True:
        copy = os.fork()
        if copy == 0:
            if driver == "GPKG" and not _asked(0):
                _rehearse()
            return _read_order(protocol)
        _, status = os.waitpid(copy, 0)
        code = os.waitstatus_to_exitcode(status)
        if code == NO_ORDER:
            return None
        if code != 0:
            os.write(protocol, b"%d\n" % code)


def _asked(seconds: float) -> bool:
    """Whether an order came within some seconds; on Windows it always does, sooner or later."""
    return sys.platform == "win32" or bool(select.select([0], [], [], seconds)[0])


def _rehearse() -> None:
    """Read a little file of our own while nobody waits: what a copy does for the first time takes long."""
    point = gpd.GeoDataFrame({"code": ["GM0014"]}, geometry=gpd.points_from_xy([0], [0]), crs=RD)
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        pyogrio.write_dataframe(point, folder / "own.gpkg", driver="GPKG", layer="own")
        own = {"source": str(folder / "own.gpkg"), "folder": name, "layer": "own"}
        _carry_out("geopackage", **own, gemeentecode="GM0014", known={}, heading_rows=NOT_SAID)


def _read_order(protocol: int) -> dict[str, Any]:  # JSON
    if not _asked(_IDLE):
        os._exit(NO_ORDER)
    told = b""
    while not told.endswith(b"\n"):
        more = os.read(0, 1 << 16)
        if not more:
            os._exit(NO_ORDER)
        told += more
    order: dict[str, Any] = json.loads(told)
    os.chdir(order["folder"])
    trouble = os.open(TROUBLE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.dup2(trouble, 1)
    os.dup2(trouble, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.write(protocol, f"{TAKEN} {order['sign']}\n".encode())
    return order


def _carry_out(
    form: str,
    *,
    source: str,
    folder: str,
    gemeentecode: str,
    layer: str,
    known: Mapping[str, Sequence[Any]],
    heading_rows: HeadingRows = NOT_SAID,
) -> None:
    """Open `source` as `form` and leave an answer in `folder`: layers, a grid, or an error with facts."""
    path, target = Path(source), Path(folder)
    spans = {name: Span(*told) for name, told in known.items()}
    try:
        if form == "geotiff":
            answer = _grid(path, target)
        elif form in {"JPEG", "PNG"}:
            answer = _photo(path, target, form)
        elif form.startswith(AS_PICTURE):
            answer = _picture(path, target, form.removeprefix(AS_PICTURE))
        else:
            geopackage = partial(open_geopackage, layer=layer, gemeentecode=gemeentecode, known=spans)
            opened = geopackage(path) if form == "geopackage" else _open(form, path, target, heading_rows)
            answer = _layers(opened, path, target, gemeentecode)
            answer["spans"] = {told.layer: told.spans for told in opened if isinstance(told, Cut)}
    except BuurtError as error:
        answer = {"code": error.code, "facts": {name: str(value) for name, value in error.facts.items()}}
    (target / ANSWER).write_text(json.dumps(answer), encoding="utf-8")


def _open(form: str, path: Path, folder: Path, heading_rows: HeadingRows) -> Sequence[Opened]:
    unpacked = folder / "unpacked"
    unpacked.mkdir()
    openers: dict[str, Callable[[Path], Sequence[Opened]]] = {
        "geojson": open_geojson,
        "zip": partial(open_archive, folder=unpacked, heading_rows=heading_rows),
        "csv": partial(open_text, packed=False, heading_rows=heading_rows),
        "csv.gz": partial(open_text, packed=True, heading_rows=heading_rows),
    }
    return openers[form](path)


def _layers(
    opened: Sequence[Opened | Cut], path: Path, folder: Path, gemeentecode: str
) -> dict[str, Any]:  # JSON
    filled = [told for told in opened if isinstance(told, Cut) or len(told.frame)]
    if not filled:
        raise SourceError("file_empty", path=path.name)
    layers: list[dict[str, Any]] = []
    for told in filled:
        target = folder / f"{len(layers)}.feather"
        if isinstance(told, Cut):
            if told.table.num_rows:
                pyarrow.feather.write_feather(told.table, str(target), compression="uncompressed")
                spatial = b"geo" in (told.table.schema.metadata or {})
                layers.append({"layer": told.layer, "file": target.name, "spatial": spatial, "more": {}})
            continue
        frame = of_gemeente(told.frame, gemeentecode) if gemeentecode else told.frame
        if len(frame):
            layers.append(_hand_over(replace(told, frame=frame), target))
    if not layers:
        raise SourceError("gemeente_unknown", gemeente=gemeentecode, table=path.name)
    return {"layers": layers}


def _hand_over(told: Opened, target: Path) -> dict[str, Any]:  # JSON
    spatial = isinstance(told.frame, gpd.GeoDataFrame)
    more = _beside(told)
    frame = told.frame.reset_index(drop=True).rename(columns=str)
    if isinstance(frame, gpd.GeoDataFrame) and frame.geometry.name != "geometry":
        frame = frame.rename_geometry("geometry")
    for name in frame.columns.drop("geometry") if spatial else frame.columns:
        if frame[name].dtype == object and pd.api.types.infer_dtype(frame[name]) not in _PLAIN:
            frame[name] = frame[name].map(_as_text).astype("str")
    frame.to_feather(target)
    return {"layer": told.layer, "file": target.name, "spatial": spatial, "more": more}


def _beside(told: Opened) -> dict[str, Any]:  # JSON
    """Return what is told beside the frame, of the rows that are left: their labels are where they stood."""
    reasons = dict(zip(told.broken, told.reasons or [""] * len(told.broken), strict=True))
    left = [(place, label) for place, label in enumerate(told.frame.index.tolist()) if label in reasons]
    return {
        "broken": [place for place, _ in left],
        "reasons": [reasons[label] for _, label in left],
        "lines": [told.lines[label] if told.lines else label + 1 for label in told.frame.index.tolist()],
        "header_line": told.header_line,
        "hidden": told.hidden,
    }


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


def _photo(path: Path, folder: Path, form: str) -> dict[str, Any]:  # JSON
    from gis.sources.tracing import show_traced, trace_photo  # noqa: PLC0415 - OpenCV, for photos alone

    traced = trace_photo(path, form=form)
    (folder / FOUND).write_bytes(show_traced(traced))
    return {
        "sheet": traced.flat.sheet.code,
        "lines": [shapely.get_coordinates(line.area.exterior).tolist() for line in traced.lines],
        "residual_mm": traced.flat.residual_mm,
        "gap_mm": max(line.gap_mm for line in traced.lines),
        "ticked": traced.ticked,
    }


def _picture(path: Path, folder: Path, form: str) -> dict[str, Any]:  # JSON
    from gis.sources.photo import open_photo, shown_photo  # noqa: PLC0415 - Pillow, for photos alone

    pixels, png = shown_photo(open_photo(path, form=form))
    np.save(folder / PIXELS, pixels, allow_pickle=False)
    (folder / FOUND).write_bytes(png)
    return {}


def _require_drivers(driver: str) -> None:
    """Stop unless GDAL knows nothing but the form expected; the environment should have seen to it."""
    others = set(pyogrio.list_drivers()) - {driver}
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
