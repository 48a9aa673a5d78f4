"""A photo of a map under ours: laid by points that are on both, kept as an own layer to trace on."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import rasterio
import shapely
from affine import Affine
from rasterio.warp import Resampling, reproject

from gis.analysis.photo_fit import PhotoFit, Spot, fit_photo
from gis.crs import RD
from gis.sources.picture import Photo
from gis.workspace.home import Home
from gis.workspace.own_layers import add_layer

LAYER = "Foto om over te trekken"
_SEEN = 255  # of the fourth band: where the photo is


def lay_photo(
    home: Home, photo: Photo, points_photo: Sequence[Spot], points_rd: Sequence[Spot]
) -> tuple[str, PhotoFit]:
    """Keep a photo as an own layer where its points are in RD; return its name and how it lies.

    A photo that was laid before is replaced.

    Parameters
    ----------
    points_photo
        x and y [px] of at least three points, y downwards.
    points_rd
        The same points in RD [m], in the same order.

    Raises
    ------
    TableError
        ``photo_points_too_few``, ``photo_points_in_line``.
    """
    fit = fit_photo(points_photo, points_rd)
    lies = Affine(*fit.matrix.ravel())
    wide, high = photo.size
    bands = np.concatenate([np.moveaxis(photo.pixels, 2, 0), np.full((1, high, wide), _SEEN, dtype="uint8")])
    west, south, east, north = fit.to_rd(shapely.box(0, 0, wide, high)).bounds
    side_m = float(np.sqrt(abs(lies.determinant)))
    across, down = int(np.ceil((east - west) / side_m)), int(np.ceil((north - south) / side_m))
    upright = Affine(side_m, 0, west, 0, -side_m, north)
    laid = np.zeros((4, down, across), dtype="uint8")
    reproject(
        bands,
        laid,
        src_transform=lies,
        src_crs=RD,
        dst_transform=upright,
        dst_crs=RD,
        resampling=Resampling.bilinear,
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "foto.tif"
        told = {"driver": "GTiff", "width": across, "height": down, "count": 4, "dtype": "uint8"}
        with rasterio.open(
            path, "w", crs=RD, transform=upright, photometric="RGB", alpha="YES", **told
        ) as file:
            file.write(laid)
        return add_layer(home, path, name=LAYER), fit
