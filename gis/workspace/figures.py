"""Figures of any area for whoever asks: drawn, uploaded, a kern or a buurt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
from shapely.geometry.base import BaseGeometry

from gis.analysis import figures
from gis.analysis.agreement import count_drawings
from gis.analysis.certainty import draw_again
from gis.analysis.figures import MINIMUM_PEOPLE, Replicates
from gis.analysis.measures import MEASURES, PUBLISHER_OF
from gis.analysis.perceived import EVERYTHING, FEW_DRAWINGS
from gis.analysis.pieces import Squares
from gis.crs import to_rd
from gis.errors import SourceError, TableError
from gis.sources.grid import CELL_M, Grid, read_grid
from gis.sources.reader import read_file
from gis.workspace.cache import grid_path
from gis.workspace.places import Place

Cells = npt.NDArray[np.float32]

DRAWN_AGAIN = 40  # kernen of drawings drawn anew: for a variance so many are enough

_ID_COLUMNS = ("area_id", "id", "buurtcode", "code", "naam", "name")


def read_areas(path: Path) -> gpd.GeoDataFrame:
    """Return the areas of a file in RD, with ``area_id``: its own id, code or name, else its row number.

    Raises
    ------
    SourceError
        ``no_shapes`` when the file holds nothing that can be drawn, and as in `gis.sources.reader.read_file`.
    TableError
        ``area_not_area`` with the number of the first row that is not an area that can be measured.
    """
    for read in read_file(path):
        if not isinstance(read.frame, gpd.GeoDataFrame) or read.frame.empty:
            continue
        frame = to_rd(read.frame, table=path.name).reset_index(drop=True)
        for number, shape in enumerate(frame.geometry, start=1):
            if shape is None or shape.geom_type not in {"Polygon", "MultiPolygon"} or not shape.is_valid:
                raise TableError("area_not_area", file=path.name, row=number)
        return with_ids(frame)
    raise SourceError("no_shapes", path=path.name)


def with_ids(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return areas with `area_id`: the first column of ids, codes or names without gaps, else row numbers."""
    for name in _ID_COLUMNS:
        if name in frame.columns and frame[name].notna().all() and frame[name].is_unique:
            ids = frame[name].astype(str)
            break
    else:
        ids = pd.Series([str(number) for number in range(1, len(frame) + 1)], index=frame.index)
    return gpd.GeoDataFrame({"area_id": ids}, geometry=frame.geometry, crs=frame.crs)


def see_figures(
    areas: gpd.GeoDataFrame,
    place: Place,
    *,
    replicates: Replicates | None = None,
    minimum: float = MINIMUM_PEOPLE,
) -> pd.DataFrame:
    """Return the figures of areas from the finest source that a gemeente was fetched with.

    Parameters
    ----------
    areas
        Polygons in RD with ``area_id``.
    replicates
        By area_id other outlines that the area could have had, see `kernen_drawn_again`.
    minimum
        Inhabitants below which nothing is told.

    Returns
    -------
    DataFrame
        As `gis.analysis.figures.find_figures` gives it.
    """
    outlined = place.buurten[place.buurten.geometry.notna()]
    scores = place.scores.sort_values("score_jaar").drop_duplicates("code", keep="last").set_index("code")
    told = place.figures.drop_duplicates("code", keep="last").set_index("code").join(scores, how="outer")
    squares, grids = _squares(place)
    years = {
        "scores": int(scores["score_jaar"].max()) if len(scores) else None,
        "figures": int(place.figures["jaar"].max()) if len(place.figures) else None,
    }
    asked = []
    for one in MEASURES:
        role = PUBLISHER_OF[one.key]
        name, year = _source(place, role), years[role]
        if one.key in grids:
            name, year = f"{name}, vierkanten van 100 m", grids[one.key] or year
        asked.append(replace(one, source=name, year=year))
    return figures.find_figures(
        areas,
        buurten=gpd.GeoDataFrame(outlined[["buurtcode"]], geometry=outlined.geometry, crs=outlined.crs),
        figures=told.reindex(columns=[one.key for one in MEASURES]),
        measures=asked,
        squares=squares,
        replicates=replicates,
        minimum=minimum,
    )


def kernen_drawn_again(
    drawings: gpd.GeoDataFrame, *, k: float, pooled: bool = False
) -> Sequence[BaseGeometry]:
    """Return kernen of as many drawings, each time drawn anew from these; none when there are too few."""
    if len(drawings) < FEW_DRAWINGS:
        return []
    found = []
    for times in draw_again(len(drawings), replicates=DRAWN_AGAIN):
        drawn = drawings[times > 0]
        weighed = drawn.assign(weight=drawn["weight"].astype(float) * times[times > 0])
        found.append(count_drawings(gpd.GeoDataFrame(weighed), pooled=pooled).area_between(k, EVERYTHING))
    return found


def _source(place: Place, role: str) -> str:
    return next((origin.publisher for origin in place.origins if origin.role == role), "")


def _squares(place: Place) -> tuple[Squares | None, dict[str, int | None]]:
    """Return the squares of a gemeente and, per figure from them, the year; None without people."""
    path = grid_path(place, "inwoners")
    if path is None:
        return None, {}
    people = read_grid(path)
    squares = Squares(people.transform, people.bands[0])
    scores = grid_path(place, "scores")
    if scores is None:
        return squares, {}
    told = read_grid(scores)
    bands = {
        name: _laid_on(people, told, band)
        for name, band in zip(told.names, told.bands, strict=True)
        if not np.isnan(band).all()
    }
    return Squares(people.transform, people.bands[0], bands), dict.fromkeys(bands, told.year)


def _laid_on(under: Grid, over: Grid, band: Cells) -> Cells:
    """Return a band of one grid on the squares of another, which lie on the same hundreds of metres."""
    laid = np.full(under.bands[0].shape, np.nan, dtype=np.float32)
    right = round((over.transform.c - under.transform.c) / CELL_M)
    down = round((under.transform.f - over.transform.f) / CELL_M)
    rows, columns = len(band), len(band[0])
    top, left = max(0, down), max(0, right)
    bottom, end = min(len(laid), down + rows), min(len(laid[0]), right + columns)
    if top < bottom and left < end:
        laid[top:bottom, left:end] = band[top - down : bottom - down, left - right : end - right]
    return laid
