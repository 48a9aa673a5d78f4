"""Pictures for the map: cells of any grid, coloured and laid straight in Web Mercator."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from affine import Affine
from rasterio.io import MemoryFile
from rasterio.transform import array_bounds
from rasterio.warp import Resampling, reproject, transform_bounds

from gis.crs import RD, WGS84
from layers.style import Mark

SCREEN = "EPSG:3857"  # Web Mercator, what a screen map is drawn in
MOST_PIXELS = 2_000  # per side: finer does not show
MOST_FINER = 8.0  # pixels along a cell: RD lies askew to the screen, and a cell must keep its place

Picture = tuple[bytes, tuple[float, float, float, float]]  # PNG; west, south, east, north [degrees]


def paint_classes(classes: npt.NDArray[np.uint8], *, transform: Affine, marks: tuple[Mark, ...]) -> Picture:
    """Return cells of a grid in RD as a picture, each cell in the fill of its mark.

    Parameters
    ----------
    classes
        Per cell 0 (seen through) or n for the nth of `marks`; row 0 in the north.
    transform
        From column and row to RD metres.
    marks
        How each class looks; a mark without fill is seen through.
    """
    colours = np.array([(0, 0, 0, 0), *(_rgba(mark) for mark in marks)], dtype="uint8")
    return paint_colours(np.moveaxis(colours[classes], -1, 0), transform=transform, crs=RD)


def paint_colours(colours: npt.NDArray[np.uint8], *, transform: Affine, crs: Any) -> Picture:  # noqa: ANN401 - rasterio's own CRS or a code
    """Return red, green, blue and opacity (band, row, column; 0 to 255) as a picture.

    Parameters
    ----------
    colours
        Four bands; row 0 as `transform` has it.
    transform, crs
        From column and row to the coordinates of `crs`.

    Notes
    -----
    Every pixel takes the nearest cell: no colour is made that is not in the legend.
    """
    _, rows, columns = colours.shape
    west, south, east, north = transform_bounds(crs, SCREEN, *array_bounds(rows, columns, transform))
    finer = min(MOST_FINER, max(1.0, MOST_PIXELS / max(rows, columns)))
    pixel = math.sqrt((east - west) * (north - south) / (rows * columns)) / finer
    width, height = math.ceil((east - west) / pixel), math.ceil((north - south) / pixel)
    there = Affine(pixel, 0, west, 0, -pixel, north)
    drawn = np.zeros((4, height, width), dtype="uint8")
    reproject(
        colours,
        drawn,
        src_transform=transform,
        src_crs=crs,
        dst_transform=there,
        dst_crs=SCREEN,
        resampling=Resampling.nearest,
    )
    edges = transform_bounds(SCREEN, WGS84, *array_bounds(height, width, there))
    with MemoryFile() as memory:
        with memory.open(
            driver="PNG", width=width, height=height, count=4, dtype="uint8", transform=there
        ) as picture:
            picture.write(drawn)
        return memory.read(), edges


def _rgba(mark: Mark) -> tuple[int, int, int, int]:
    if not mark.fill:
        return 0, 0, 0, 0
    red, green, blue = bytes.fromhex(mark.fill.removeprefix("#"))
    return red, green, blue, round(255 * mark.fill_opacity)
