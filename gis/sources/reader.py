"""Opens the files that a user hands in."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import threading
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import rasterio
from affine import Affine

from gis.errors import SourceError
from gis.sources import keeper
from gis.sources.child import ANSWER, EXPECTED_DRIVERS, TROUBLE
from gis.sources.folders import lend_folder
from gis.sources.forms.compound import COMPOUND, refuse_compound
from gis.sources.forms.opened import NOT_SAID, HeadingRows
from gis.sources.forms.text import trouble_with
from gis.sources.grid import Grid

MAX_FILE = 300_000_000  # bytes; the country's scores as GeoJSON are 80 MB
WALL_SECONDS = 120  # a national workbook of CBS, 18,000 rows, takes 30 on a small machine

_HEAD = 4096  # bytes looked at to tell the form
_SIGNATURES = {b"PK\x03\x04": "zip", b"\x1f\x8b": "csv.gz"}
_TIFF_SIGNATURES = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_SAID_TEXT = {".csv", ".tsv", ".txt"}  # names under which something else is worth its own sentence
_GEOPACKAGE_IDS = (b"GPKG", b"GP10", b"GP11")  # application id at byte 68 of the SQLite header
_TWO_AT_ONCE = threading.BoundedSemaphore(2)  # a child may take 4 GB
_HOUSE = Path(__file__).parents[2]


@dataclass(frozen=True, eq=False)
class Read:
    """One layer of a file that a user handed in, or what a service answered.

    Parameters
    ----------
    name, sha256
        Of the file; of a service its name, and the sum of its answers.
    layer
        Its name in the file; of a file without layers the file's own.
    frame
        What it holds: text throughout for CSV and XLSX; lists and mixed values of GeoJSON as text, lists as
        JSON. A GeoDataFrame in the file's own CRS when it has shapes. Empty for a GeoTIFF.
    broken
        Positions of rows whose shape was there but could not be read, and is missing.
    reasons
        Why, one code for each of `broken`, such as ``ring_not_closed``; no words where nobody knows.
    grid
        The raster, for a GeoTIFF only.
    address
        Where a service gave it; empty for a file.
    lines
        Per row the number that a person sees in the file: the row of a sheet, the record of a CSV file (title
        and heading count), the feature from 1. Empty for a service, and for some rows of a GeoPackage.
    header_line
        Where the heading begins, by the same numbers; 0 when the form has none.
    hidden
        Whether the file hides this sheet.
    """

    name: str
    sha256: str
    layer: str
    frame: pd.DataFrame
    broken: tuple[int, ...] = ()
    grid: Grid | None = None
    address: str = ""
    reasons: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    header_line: int = 0
    hidden: bool = False


def read_file(
    path: Path,
    *,
    layer: str | None = None,
    gemeentecode: str | None = None,
    heading_rows: HeadingRows = NOT_SAID,
) -> list[Read]:
    """Return everything in a file: GeoPackage, GeoJSON, zipped shapefile, CSV, CSV.gz, XLSX or GeoTIFF.

    The form is told by the content, not by the name. The file is opened in a process of its own that knows
    that form only, cannot reach the network through GDAL, and is stopped after two minutes.

    Parameters
    ----------
    path
        The file.
    layer
        The one layer to return; None for all.
    gemeentecode
        Such as ``GM0014``: rows of other gemeenten are left behind. Tables that hold no areas come whole.
    heading_rows
        By sheet, or for a CSV file by its layer, where its heading begins as a person says; "" is for all.

    Raises
    ------
    SourceError
        ``file_missing``, ``file_empty``, ``file_too_large``, ``file_too_slow``, ``file_kind_unknown``,
        ``file_unreadable``, ``file_broken_off``, ``file_not_text``, ``encoding_unknown``, ``one_column``,
        ``quote_not_closed``, ``workbook_locked``, ``workbook_not_xlsx``, ``archive_refused``,
        ``archive_too_full``, ``archive_locked``, ``archive_without_shapefile``, ``shapefile_incomplete``,
        ``layer_is_view``, ``layer_unknown``, ``gemeente_unknown``, ``heading_row_empty``,
        ``table_too_large``.
    """
    form, source, number = tell_form(path), path.resolve(), (gemeentecode or "")[2:]
    spans = _spans(source)
    order = {
        "form": form,
        "source": str(source),
        "gemeentecode": gemeentecode or "",
        "layer": layer or "",
        "known": {name: told[number] for name, told in spans.items() if number in told},
        "heading_rows": dict(heading_rows),
    }
    with lend_folder() as lent:
        folder = lent
        answer = ask_child(order, path=path, folder=folder)
        if _spans(source) is spans:
            spans.update({name: told for name, told in answer.get("spans", {}).items() if told})
        elif order["known"]:  # written to meanwhile, so the rows may have lain elsewhere
            folder = Path(tempfile.mkdtemp(dir=lent))
            answer = ask_child({**order, "known": {}}, path=path, folder=folder)
        reads = _collect(answer, path=path, folder=folder, sha256=_hash(source))
    if layer is None:
        return reads
    named = [read for read in reads if read.layer == layer]
    if not named:
        raise SourceError(
            "layer_unknown", path=path.name, layer=layer, layers=", ".join(read.layer for read in reads)
        )
    return named


def tell_form(path: Path) -> str:
    """Return which form a file has by its first bytes: geopackage, geojson, zip, csv, csv.gz or geotiff.

    Raises
    ------
    SourceError
        ``file_missing``, ``file_empty``, ``file_too_large``, ``file_kind_unknown``, ``file_not_text``,
        ``encoding_unknown``, ``workbook_locked``, ``workbook_not_xlsx``.
    """
    if not path.is_file():
        raise SourceError("file_missing", path=str(path))
    with path.open("rb") as source:
        head = source.read(_HEAD)
    if not head.strip():
        raise SourceError("file_empty", path=path.name)
    if path.stat().st_size > MAX_FILE:
        raise SourceError("file_too_large", path=path.name, limit=f"{MAX_FILE // 1_000_000} MB")
    for begins, form in _SIGNATURES.items():
        if head.startswith(begins):
            return form
    if head.startswith(COMPOUND):
        refuse_compound(path)
    if head.startswith(_TIFF_SIGNATURES):
        return "geotiff"
    if head.startswith(b"SQLite format 3\0") and head[68:72] in _GEOPACKAGE_IDS:
        return "geopackage"
    return _tell_text(head, path=path)


def _tell_text(head: bytes, *, path: Path) -> str:
    trouble = trouble_with(head)
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if trouble == "encoding_unknown" or (trouble and path.suffix.lower() in _SAID_TEXT):
        raise SourceError(trouble, path=path.name)
    if trouble or first in {b"<", b"["}:
        raise SourceError("file_kind_unknown", path=path.name)
    return "geojson" if first == b"{" else "csv"


def ask_child(
    order: dict[str, Any], *, path: Path, folder: Path, unreadable: str = "file_unreadable"
) -> dict[str, Any]:  # JSON
    """Have a file opened in a process of its own, and return what that leaves in the folder.

    Parameters
    ----------
    order
        What `gis.sources.child` is to do: at least ``form`` and ``source``.
    unreadable
        The code for a file on which that process broke down.

    Raises
    ------
    SourceError
        ``file_too_slow``, or `unreadable`.
    """
    form = order["form"]
    try:
        with _TWO_AT_ONCE:
            status = keeper.ask(
                {**order, "folder": str(folder)},
                module="gis.sources.child",
                argument=EXPECTED_DRIVERS.get(form, ""),
                environment=_environment(form),
                seconds=WALL_SECONDS,
                meanwhile=lambda: _hash(Path(order["source"])),  # remembered, so asked for again below
            )
    except TimeoutError as error:
        raise SourceError("file_too_slow", path=path.name, seconds=WALL_SECONDS) from error
    if status != 0:
        trouble = folder / TROUBLE
        said = trouble.read_text("utf-8", "replace").strip() if trouble.is_file() else ""
        raise SourceError(unreadable, path=path.name, reason=said.rpartition("\n")[2] or f"exit {status}")
    told: dict[str, Any] = json.loads((folder / ANSWER).read_text(encoding="utf-8"))
    return told


def _hash(path: Path) -> str:
    return _hash_once(path, *_sameness(path))


def _sameness(path: Path) -> tuple[int, ...]:
    """Return all that its folder tells of a file: as long as that is the same, the file is."""
    told = path.stat()
    return told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns


def _spans(path: Path) -> dict[str, dict[str, list[Any]]]:
    """Return where the rows of each gemeente lie, by layer and number, for whoever finds out to add to.

    With a log beside it a GeoPackage may change while the file itself stays the same.
    """
    return {} if Path(f"{path}-wal").exists() else _spans_once(path, *_sameness(path))


@lru_cache(maxsize=16)
def _spans_once(*_: object) -> dict[str, dict[str, list[Any]]]:
    return {}


@lru_cache(maxsize=64)
def _hash_once(path: Path, *_: int) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _collect(answer: dict[str, Any], *, path: Path, folder: Path, sha256: str) -> list[Read]:  # JSON
    if "code" in answer:
        raise SourceError(answer["code"], **answer["facts"])
    if told := answer.get("grid"):
        bands = np.load(folder / "bands.npy", allow_pickle=False)
        grid = Grid(bands, tuple(told["names"]), Affine(*told["transform"]), told["crs"], told["year"])
        return [Read(path.name, sha256, path.stem, pd.DataFrame(), grid=grid)]
    reads = []
    for told in answer["layers"]:
        read = gpd.read_feather if told["spatial"] else pd.read_feather
        frame = read(folder / told["file"])
        more: dict[str, Any] = {
            name: tuple(one) if isinstance(one, list) else one for name, one in told["more"].items()
        }
        reads.append(Read(path.name, sha256, told["layer"], frame, **more))
    return reads


def _environment(form: str) -> dict[str, str]:
    """Return all that the child may know: where the code is, and GDAL with one driver and no way out."""
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(_HOUSE),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",  # each thread reserves address space
        "GDAL_SKIP": ",".join(sorted(_all_drivers() - {EXPECTED_DRIVERS.get(form, "")})),
        "GDAL_DRIVER_PATH": "disable",
        "GDAL_HTTP_PROXY": "http://127.0.0.1:9",  # nobody listens there
        "GDAL_HTTP_TIMEOUT": "1",
        "GDAL_HTTP_CONNECTTIMEOUT": "1",
        "JE_ARROW_MALLOC_CONF": "background_thread:false",  # a process that is copied has one thread
        "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO",
        "PROJ_NETWORK": "OFF",
    }


@cache
def _all_drivers() -> frozenset[str]:
    """Every driver of the GDALs inside pyogrio and rasterio; they differ."""
    with rasterio.Env() as env:
        return frozenset(pyogrio.list_drivers()) | frozenset(env.drivers())
