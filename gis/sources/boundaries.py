"""Outlines of buurten, wijken and gemeenten."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from gis.crs import to_rd
from gis.errors import TableError
from gis.sources.columns import ABROAD, Level, area_codes, area_rows, find_column, is_water
from gis.sources.years import pick_year
from gis.tables import BUURTEN, GEMEENTEN, WIJKEN, Table, conform

TABLES: dict[Level, Table] = {"buurt": BUURTEN, "wijk": WIJKEN, "gemeente": GEMEENTEN}

_NAMES: dict[Level, tuple[str, ...]] = {
    "buurt": ("buurtnaam", "bu_naam", "statnaam", "regio", "name", "naam"),
    "wijk": ("wijknaam", "wk_naam", "statnaam", "regio", "name", "naam"),
    "gemeente": ("gemeentenaam", "gm_naam", "statnaam", "regio", "name", "naam"),
}
_NO_OUTLINE = "no outline"


@dataclass(frozen=True, eq=False)
class Boundaries:
    """Outlines and what was done to get them.

    Parameters
    ----------
    areas
        Table BUURTEN, WIJKEN or GEMEENTEN in RD, one row per code in the order of the codes.
    mended
        Per outline that was not valid or not there: ``code``; ``fault``, as GEOS tells it with a place in RD;
        ``change_m2``, how much larger it became. Without an outline: ``no outline``, and not in `areas`.
    water, abroad
        How many rows were left out as water and as "Buitenland".
    """

    areas: gpd.GeoDataFrame
    mended: pd.DataFrame
    water: int
    abroad: int


def read_boundaries(
    frame: gpd.GeoDataFrame, *, level: Level, gemeentecode: str | None = None, year: int | None = None
) -> Boundaries:
    """Return the land outlines of one level; parts with one code become one outline.

    Parameters
    ----------
    frame
        Outlines in any form known here, in any CRS that it tells.
    level
        buurt, wijk or gemeente. The codes above it follow from an area's own code.
    gemeentecode
        Such as ``GM0014``; None for the whole country.
    year
        The year asked; see `gis.sources.years.pick_year`.

    Raises
    ------
    TableError
        ``crs_missing``, ``outside_rd``, ``geometry_missing``, ``code_unknown``, ``column_missing``.
    SourceError
        ``gemeente_unknown``, ``year_not_in_file``.

    Examples
    --------
    >>> square = shapely.box(232_000, 583_000, 233_000, 584_000)
    >>> told = gpd.GeoDataFrame({"statcode": ["BU00141000"]}, geometry=[square], crs="EPSG:28992")
    >>> read_boundaries(told, level="buurt").areas["wijkcode"].tolist()
    ['WK001410']
    """
    table = TABLES[level]
    if not isinstance(frame, gpd.GeoDataFrame):
        raise TableError("geometry_missing", table=table.name)
    water = is_water(frame)
    rows = area_rows(frame[~water], table=table, gemeentecode=gemeentecode, level=level)
    rows, chosen = pick_year(rows, year=year)
    source = find_column(rows, "omtrek_bron", "geom_bron")
    name = find_column(rows, *_NAMES[level])
    told = gpd.GeoDataFrame(
        {
            "code": rows["code"],
            f"{level}naam": None if name is None else rows[name],
            "wijkcode": "WK" + rows["code"].str[2:8],
            "gemeentecode": "GM" + rows["code"].str[2:6],
            "jaar": chosen,
            "omtrek_bron": None if source is None else rows[source],
        },
        geometry=rows.geometry,
    )
    told[f"{level}code"] = told["code"]
    sound, mended = _mend(to_rd(told, table=table.name))
    areas = _join_parts(sound).sort_values("code", ignore_index=True)
    codes = area_codes(frame)
    abroad = 0 if codes is None else int((codes.str[2:6] == ABROAD).sum())
    return Boundaries(gpd.GeoDataFrame(conform(areas, table)), mended, int(water.sum()), abroad)


def _mend(told: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Return valid outlines, and a list of what was not."""
    shapes = told.geometry.to_numpy()
    absent = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    broken = ~absent & ~shapely.is_valid(shapes)
    fixed = shapes.copy()
    fixed[broken] = [_polygons(shape) for shape in shapely.make_valid(shapes[broken])]
    faults = pd.DataFrame(
        {
            "code": told["code"].to_numpy(),
            "fault": shapely.is_valid_reason(shapes),
            "change_m2": shapely.area(fixed) - shapely.area(shapes),
        }
    )
    lost = absent | shapely.is_empty(fixed)
    faults.loc[lost, "fault"] = _NO_OUTLINE
    faults.loc[lost, "change_m2"] = float("nan")
    sound = told.set_geometry(fixed, crs=told.crs)[~lost]
    return sound, faults[broken | lost].sort_values("code", ignore_index=True)


def _polygons(shape: BaseGeometry) -> MultiPolygon:
    """Return the areal part: lines and points that mending leaves behind have no area."""
    parts = shapely.get_parts(shapely.get_parts([shape]))
    return MultiPolygon([part for part in parts if isinstance(part, Polygon)])


def _join_parts(told: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return one row per code; rows that stand alone keep their geometry untouched."""
    first = told.drop_duplicates("code")
    several = told[told["code"].duplicated(keep=False)]
    whole = {code: shapely.union_all(parts.geometry.to_numpy()) for code, parts in several.groupby("code")}
    shapes = [whole.get(code, shape) for code, shape in zip(first["code"], first.geometry, strict=True)]
    return first.set_geometry(shapes, crs=told.crs)
