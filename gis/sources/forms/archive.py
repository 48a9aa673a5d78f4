"""Opens zip files: a workbook, or shapefiles."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path, PurePosixPath

import pyogrio

from gis.errors import SourceError
from gis.sources.forms.opened import Opened
from gis.sources.forms.workbook import open_workbook

MAX_ENTRIES = 50
MAX_UNPACKED = 200_000_000  # bytes
MAX_RATIO = 100  # unpacked to packed; real shapefiles and workbooks stay below 30

_SHAPEFILE_PARTS = {".shp", ".shx", ".dbf", ".prj", ".cpg"}
_WORKBOOK_PART = "xl/workbook.xml"
_CHUNK = 1 << 20  # bytes


def open_archive(path: Path, *, folder: Path) -> list[Opened]:
    """Return the sheets of a workbook, or every shapefile in the zip.

    Parameters
    ----------
    path
        A zip file.
    folder
        An existing empty folder to unpack shapefiles in.

    Raises
    ------
    SourceError
        ``archive_too_full``; ``file_too_large``; ``archive_refused`` for entries that are links or would land
        elsewhere; ``file_kind_unknown`` when it holds neither.
    """
    with zipfile.ZipFile(path) as archive:
        _check(archive, path=path)
        if _WORKBOOK_PART in archive.namelist():
            return open_workbook(path)
        shapefiles = _unpack(archive, folder=folder, path=path)
    if not shapefiles:
        raise SourceError("file_kind_unknown", path=path.name)
    return [Opened(shapefile.stem, pyogrio.read_dataframe(shapefile)) for shapefile in shapefiles]


def _check(archive: zipfile.ZipFile, *, path: Path) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise SourceError("archive_too_full", path=path.name, most=MAX_ENTRIES)
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(packed, 1):
        raise SourceError("file_too_large", path=path.name, limit=f"{MAX_UNPACKED // 1_000_000} MB")
    for entry in entries:
        place = PurePosixPath(entry.filename.replace("\\", "/"))
        if place.is_absolute() or ".." in place.parts or stat.S_ISLNK(entry.external_attr >> 16):
            raise SourceError("archive_refused", path=path.name, entry=entry.filename)


def _unpack(archive: zipfile.ZipFile, *, folder: Path, path: Path) -> list[Path]:
    """Write the parts of shapefiles, by their bare names, and return the .shp files."""
    left = MAX_UNPACKED
    shapefiles = []
    for entry in archive.infolist():
        name = PurePosixPath(entry.filename.replace("\\", "/"))
        if name.suffix.lower() not in _SHAPEFILE_PARTS or name.name.startswith("."):
            continue
        target = folder / f"{name.stem}{name.suffix.lower()}"
        if target.exists():
            raise SourceError("archive_refused", path=path.name, entry=entry.filename)
        with archive.open(entry) as source, target.open("xb") as sink:
            while chunk := source.read(_CHUNK):
                left -= len(chunk)  # a directory may lie about sizes
                if left < 0:
                    raise SourceError(
                        "file_too_large", path=path.name, limit=f"{MAX_UNPACKED // 1_000_000} MB"
                    )
                sink.write(chunk)
        if target.suffix == ".shp":
            shapefiles.append(target)
    return shapefiles
