"""The count surface of drawings as a GeoTIFF."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
import rasterio
from affine import Affine

from gis.crs import RD
from gis.exports.files import in_the_making

NO_COUNT = -1.0  # a count is never below 0; no cell has it, for where nobody drew the count is 0
BAND = "tekeningen per cel"


class CountSurface(Protocol):
    """Counts on RD cells, as `gis.analysis.agreement.Surface` holds them."""

    @property
    def counts(self) -> npt.NDArray[np.float32]:
        """Summed weight per cell, row 0 in the north."""

    @property
    def transform(self) -> Affine:
        """From column and row to RD metres."""

    @property
    def total(self) -> float:
        """Summed weight of all drawings."""

    @property
    def drawings(self) -> int:
        """How many there are."""

    @property
    def question(self) -> str:
        """What was asked."""


def write_surface(surface: CountSurface, path: Path, *, source: str) -> None:
    """Write a count surface as a GeoTIFF of one float32 band in EPSG:28992.

    Parameters
    ----------
    surface
        The counts.
    path
        The file; what stood there is replaced at once.
    source
        Where the drawings come from, in words; says it when they are made up.

    Raises
    ------
    ExportError
        ``not_written`` when the disk refuses.

    Notes
    -----
    The band is described in words; ``question``, ``drawings``, ``total_weight`` and ``source`` are tags.
    """
    rows, columns = surface.counts.shape
    with (
        in_the_making(path) as draft,
        rasterio.open(
            draft,
            "w",
            driver="GTiff",
            width=columns,
            height=rows,
            count=1,
            dtype="float32",
            crs=RD,
            transform=surface.transform,
            nodata=NO_COUNT,
            compress="deflate",
            predictor=3,
        ) as raster,
    ):
        raster.write(surface.counts.astype("float32"), 1)
        raster.set_band_description(1, BAND)
        raster.update_tags(
            question=surface.question,
            drawings=str(surface.drawings),
            total_weight=f"{surface.total:g}",
            source=source,
        )
