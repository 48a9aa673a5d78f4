"""Opens zip files: a workbook, or shapefiles."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path, PurePosixPath

import pyogrio

from gis.errors import SourceError
from gis.sources.forms.opened import NOT_SAID, HeadingRows, Opened
from gis.sources.forms.workbook import open_workbook

MAX_ENTRIES = 50
MAX_PARTS = 2000  # of a workbook, which has several for each sheet
MAX_UNPACKED = 200_000_000  # bytes
MAX_RATIO = 100  # unpacked to packed; real shapefiles and workbooks stay below 30

_SHAPEFILE_PARTS = {".shp", ".shx", ".dbf", ".prj", ".cpg"}
_NEEDED_PARTS = (".shx", ".dbf")
_WORKBOOK_PART = "xl/workbook.xml"
_OTHER_WORKBOOKS = {"xl/workbook.bin": ".xlsb", "content.xml": ".ods"}
_LOCKED = 0x1  # flag of an entry that needs a password
_CHUNK = 1 << 20  # bytes
_NAMED = 3  # entries that are told when none is of use


def open_archive(path: Path, *, folder: Path, heading_rows: HeadingRows = NOT_SAID) -> list[Opened]:
    """Return the sheets of a workbook, or every shapefile in the zip.

    Parameters
    ----------
    path
        A zip file.
    folder
        An existing empty folder to unpack shapefiles in.
    heading_rows
        Of the sheets of a workbook, as a person says.

    Raises
    ------
    SourceError
        ``file_broken_off`` when the end with the list of entries is not there; ``archive_too_full``;
        ``archive_locked``; ``file_too_large``; ``archive_refused`` for entries that are links or would land
        elsewhere; ``workbook_not_xlsx``; ``archive_without_shapefile`` when it holds nothing of use;
        ``shapefile_incomplete``. A shapefile without .prj comes without CRS: nobody guesses it here.
    """
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise SourceError("file_broken_off", path=path.name) from error
    with archive:
        names = archive.namelist()
        _check(archive, path=path, most=MAX_PARTS if _WORKBOOK_PART in names else MAX_ENTRIES)
        if _WORKBOOK_PART in names:
            return open_workbook(path, heading_rows=heading_rows)
        if other := next((form for part, form in _OTHER_WORKBOOKS.items() if part in names), None):
            raise SourceError("workbook_not_xlsx", path=path.name, form=other)
        shapefiles = _unpack(archive, folder=folder, path=path)
    if not shapefiles:
        told = [name for name in names if not name.endswith("/")]
        entries = ", ".join(told[:_NAMED]) + ("…" if len(told) > _NAMED else "")
        raise SourceError("archive_without_shapefile", path=path.name, entries=entries)
    return [Opened(shapefile.stem, pyogrio.read_dataframe(shapefile)) for shapefile in shapefiles]


def _check(archive: zipfile.ZipFile, *, path: Path, most: int) -> None:
    entries = archive.infolist()
    if len(entries) > most:
        raise SourceError("archive_too_full", path=path.name, most=most)
    if any(entry.flag_bits & _LOCKED for entry in entries):
        raise SourceError("archive_locked", path=path.name)
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
    for shapefile in shapefiles:
        lost = [part for part in _NEEDED_PARTS if not shapefile.with_suffix(part).exists()]
        if lost:
            missing = ", ".join(f"{shapefile.stem}{part}" for part in lost)
            raise SourceError("shapefile_incomplete", path=path.name, missing=missing)
    return shapefiles
