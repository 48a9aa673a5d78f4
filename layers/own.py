"""Layers that the user brought: shapes in the look that was chosen, any GeoTIFF as a picture below."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import rasterio
from affine import Affine
from rasterio.enums import ColorInterp
from rasterio.errors import RasterioError
from rasterio.io import DatasetReader

from gis.crs import require_rd
from gis.errors import SourceError, TableError
from gis.workspace.looks import Look
from layers.image import paint_colours
from layers.layer import Layer, to_features
from layers.style import Mark

LIGHT_FILL = 0.08  # an own layer hides nothing below it unless asked to
MOST_PIXELS = 2_000  # per side: more does not show on a screen
DARKEST, LIGHTEST = 70, 250  # grey of the highest and the lowest number
STRETCH = (2, 98)  # percentiles between which the greys lie: a few odd cells must not flatten the rest
COLOUR_BANDS = 3


def draw_own(frame: gpd.GeoDataFrame, *, title: str, look: Look | None = None) -> Layer:
    """Return any shapes in one look; of the file's attributes only the column of its label goes out.

    Parameters
    ----------
    frame
        Any table in RD. Rows without a shape are not drawn.
    title
        What the user calls it.
    look
        As kept for the workspace; without one a quiet look. A label that is not a column is no label.

    Raises
    ------
    TableError
        ``crs_not_rd``, ``outside_rd``.
    """
    require_rd(frame, table=title)
    look = look or Look(title)
    mark = Mark(
        "own",
        title,
        fill=look.colour,
        fill_opacity=LIGHT_FILL if look.opacity is None else look.opacity,
        stroke=look.colour,
        width=look.width,
        radius=5,
    )
    labelled = look.label in frame.columns
    names = [_text(value) for value in frame[look.label]] if labelled else title
    told = gpd.GeoDataFrame(
        {"id": [str(n) for n in range(1, len(frame) + 1)], "mark": mark.key, "name": names},
        geometry=frame.geometry.to_numpy(),
        crs=frame.crs,
    )
    return Layer(
        id=f"own {title}",
        title=title,
        kind="area",
        features=to_features(told, columns=("id", "mark", "name")),
        marks=(mark,),
        explanation="Eigen laag.",
        clickable=False,
        labels=labelled,
    )


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]


def draw_raster(path: Path, *, title: str, look: Look | None = None) -> Layer:
    """Return a GeoTIFF as a picture: its own colours, or greys from low (light) to high (dark).

    Parameters
    ----------
    path
        A GeoTIFF in any known CRS. It is read coarser when it has more pixels than a screen shows.
    title
        What the user calls it.
    look
        As kept for the workspace; only its opacity counts.

    Raises
    ------
    SourceError
        ``file_missing``, ``file_unreadable``.
    TableError
        ``crs_missing`` when the file does not say its CRS.

    Notes
    -----
    Cells without data are seen through when the file declares them so.
    """
    if not path.is_file():
        raise SourceError("file_missing", path=str(path))
    try:
        # The driver is named, so that a file with another content (VRT) cannot point at a third file.
        with rasterio.open(path, driver="GTiff") as raster:
            if raster.crs is None:
                raise TableError("crs_missing", table=path.name)
            colours, transform = _read(raster)
            if look is not None and look.opacity is not None:
                colours[3] = np.rint(colours[3] * look.opacity)
            picture, bounds = paint_colours(colours, transform=transform, crs=raster.crs)
    except RasterioError as error:
        raise SourceError("file_unreadable", path=path.name, reason=str(error)) from error
    return Layer(
        id=f"own {title}",
        title=title,
        kind="image",
        features="",
        marks=(),
        explanation="Eigen laag.",
        clickable=False,
        image=picture,
        image_bounds=bounds,
    )


def _read(raster: DatasetReader) -> tuple[npt.NDArray[np.uint8], Affine]:
    """Return red, green, blue and opacity, no larger than a screen needs."""
    step = max(1.0, max(raster.width, raster.height) / MOST_PIXELS)
    height, width = max(1, round(raster.height / step)), max(1, round(raster.width / step))
    transform = raster.transform @ Affine.scale(raster.width / width, raster.height / height)
    shape = (height, width)
    held = raster.dataset_mask(out_shape=shape)
    if raster.colorinterp[0] == ColorInterp.palette:
        table = np.zeros((256, 4), dtype="uint8")
        for value, colour in raster.colormap(1).items():
            table[value] = colour
        colours = np.moveaxis(table[raster.read(1, out_shape=shape)], -1, 0)
        return np.concatenate([colours[:3], np.minimum(colours[3:], held)]), transform
    if raster.count >= COLOUR_BANDS and raster.dtypes[0] == "uint8":
        bands = raster.read([1, 2, 3], out_shape=(COLOUR_BANDS, *shape))
        return np.concatenate([bands, held[None]]), transform
    grey = _grey(raster.read(1, out_shape=shape).astype("float64"), held)
    held = np.where(np.isnan(grey), 0, held).astype("uint8")
    bands = np.repeat(np.nan_to_num(grey)[None], COLOUR_BANDS, axis=0).astype("uint8")
    return np.concatenate([bands, held[None]]), transform


def _grey(values: npt.NDArray[np.float64], held: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    """Return greys, dark for high; NaN where there is nothing to show."""
    known = np.where((held > 0) & np.isfinite(values), values, np.nan)
    if np.isnan(known).all():
        return known
    low, high = np.nanpercentile(known, STRETCH)
    share = (known - low) / (high - low) if high > low else np.where(np.isnan(known), np.nan, 0.5)
    return LIGHTEST - np.clip(share, 0, 1) * (LIGHTEST - DARKEST)
