"""Grids: bands of numbers over squares, read from and written to GeoTIFF."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.errors import NotGeoreferencedWarning, RasterioError

from gis.crs import RD
from gis.errors import SourceError, TableError

CELL_M = 100.0  # side of a square of the Leefbaarometer and CBS grids [m]; corners lie on its multiples
NODATA = -9999.0
MAX_NUMBERS = 100_000_000  # rows x columns x bands: the country on 100 m with six bands is half of it

_YEAR_TAG = "JAAR"
_SNAP_M = 0.001  # a corner nearer than this to a multiple of 100 m lies on it: float noise, not an offset


@dataclass(frozen=True, eq=False)
class Grid:
    """Bands of numbers over the squares of one raster.

    Parameters
    ----------
    bands
        float32, (band, row, column), north up; missing is NaN.
    names
        One per band, such as ``afw`` or ``inwoners``.
    transform
        Upper-left corner and size of a square, in units of `crs`.
    crs
        EPSG:28992 for every grid that the house makes.
    year
        The year the numbers are of; None when the file does not say.
    """

    bands: NDArray[np.float32]
    names: tuple[str, ...]
    transform: Affine
    crs: str = RD
    year: int | None = None

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in units of `crs`."""
        _, rows, columns = self.bands.shape
        west, north = self.transform @ (0, 0)
        east, south = self.transform @ (columns, rows)
        return float(west), float(south), float(east), float(north)


def require_grid(grid: Grid) -> Grid:
    """Return the grid itself when it is in RD New on squares of 100 m, else raise.

    Raises
    ------
    TableError
        ``crs_not_rd``; ``grid_misaligned`` when squares are of another size, turned, or not on multiples of
        100 m. Nothing is resampled: that would invent scores.
    """
    if grid.crs != RD:
        raise TableError("crs_not_rd", table="grid", crs=grid.crs)
    step = grid.transform
    offset = max(abs(value - round(value / CELL_M) * CELL_M) for value in (step.c, step.f))
    if (step.a, step.b, step.d, step.e) != (CELL_M, 0, 0, -CELL_M) or offset > _SNAP_M:
        raise TableError("grid_misaligned", corner=f"{step.c:g}, {step.f:g}", cell=f"{step.a:g}")
    return grid


def cut_grid(grid: Grid, bounds: tuple[float, float, float, float]) -> Grid:
    """Return the part of a grid in RD that touches the bounds, widened to whole squares.

    Parameters
    ----------
    grid
        In RD on squares of 100 m.
    bounds
        West, south, east, north [m, RD].

    Raises
    ------
    SourceError
        ``grid_elsewhere`` when the grid and the bounds do not meet.
    """
    west, south, east, north = bounds
    step = require_grid(grid).transform
    _, rows, columns = grid.bands.shape
    first_column = max(0, math.floor((west - step.c) / CELL_M))
    last_column = min(columns, math.ceil((east - step.c) / CELL_M))
    first_row = max(0, math.floor((step.f - north) / CELL_M))
    last_row = min(rows, math.ceil((step.f - south) / CELL_M))
    if first_column >= last_column or first_row >= last_row:
        raise SourceError("grid_elsewhere")
    part = grid.bands[:, first_row:last_row, first_column:last_column]
    return Grid(
        part.copy(), grid.names, step @ Affine.translation(first_column, first_row), grid.crs, grid.year
    )


def write_grid(grid: Grid, path: Path) -> None:
    """Write a grid in RD on squares of 100 m as GeoTIFF: float32, missing is -9999, bands described.

    The file is whole or not there: it is written beside its place and then moved.

    Raises
    ------
    TableError
        ``crs_not_rd``, ``grid_misaligned``.
    """
    count, rows, columns = require_grid(grid).bands.shape
    beside = path.with_name(f".{path.name}.part")
    with rasterio.open(
        beside,
        "w",
        driver="GTiff",
        count=count,
        height=rows,
        width=columns,
        dtype="float32",
        crs=grid.crs,
        transform=grid.transform,
        nodata=NODATA,
        compress="deflate",
    ) as target:
        target.write(np.where(np.isnan(grid.bands), np.float32(NODATA), grid.bands))
        target.descriptions = grid.names
        if grid.year is not None:
            target.update_tags(**{_YEAR_TAG: str(grid.year)})
    beside.replace(path)


def read_grid(path: Path, *, bounds: tuple[float, float, float, float] | None = None) -> Grid:
    """Return a GeoTIFF in RD on squares of 100 m, such as `write_grid` makes.

    Parameters
    ----------
    path
        A file of our own. What a user hands in goes through `gis.sources.reader.read_file`.
    bounds
        West, south, east, north [m, RD], or None for all.

    Raises
    ------
    SourceError
        ``file_missing``, ``file_unreadable``, ``file_too_large``, ``grid_elsewhere``.
    TableError
        ``crs_not_rd``, ``grid_misaligned``.
    """
    grid = require_grid(read_raster(path))
    return grid if bounds is None else cut_grid(grid, bounds)


def read_raster(path: Path) -> Grid:
    """Return any GeoTIFF as it is; cells without data are missing only when the file declares them so.

    Raises
    ------
    SourceError
        ``file_missing``, ``file_unreadable``, ``file_too_large``.
    """
    if not path.is_file():
        raise SourceError("file_missing", path=str(path))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)  # its CRS is asked for below
            return _load(path)
    except RasterioError as error:
        raise SourceError("file_unreadable", path=path.name, reason=str(error)) from error


def _load(path: Path) -> Grid:
    # The driver is named, so that a file with another content (VRT) cannot point at a third file.
    with rasterio.open(path, driver="GTiff") as told:
        if told.count * told.height * told.width > MAX_NUMBERS:
            raise SourceError("file_too_large", path=path.name, limit=f"{MAX_NUMBERS:,}")
        bands = told.read(masked=True, out_dtype="float32").filled(np.nan)
        names = tuple(name or f"band {place}" for place, name in enumerate(told.descriptions, start=1))
        year = told.tags().get(_YEAR_TAG)
        code = None if told.crs is None else told.crs.to_epsg()
        crs = f"EPSG:{code}" if code else str(told.crs or "")
        return Grid(bands, names, told.transform, crs, int(year) if year and year.isdecimal() else None)
