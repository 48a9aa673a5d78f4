"""Opens GeoJSON without GDAL, so that nothing it points at is fetched."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from gis.crs import WGS84
from gis.errors import SourceError
from gis.sources.forms.opened import Opened
from gis.tables import RAW_SHAPE

_KINDS = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")
_COLLECTION = "GeometryCollection"
_SHAPE, _OWN_SHAPE = "geometry", "geometry (2)"  # a property of that name is not the shape


def open_geojson(path: Path) -> list[Opened]:
    """Return the features of a GeoJSON file as one layer, with a feature's own id in the column ``id``.

    The CRS is WGS 84, or what an old ``crs`` member names; one that links elsewhere is left aside, and one
    that names nothing known gives a layer without CRS. A feature that is not as it should be is a row all
    the same, with its shape among the broken ones and as text in the column `RAW_SHAPE`, and a reason:
    ``shape_kind_unknown``, ``coordinates_missing``, ``coordinates_not_numbers``, ``coordinates_not_finite``,
    ``ring_not_closed`` or none.

    Raises
    ------
    SourceError
        ``file_kind_unknown`` when the JSON is not GeoJSON.
    """
    told = json.loads(path.read_text(encoding="utf-8-sig"))
    kind = told.get("type") if isinstance(told, dict) else None
    features = told.get("features") if kind == "FeatureCollection" else [told]
    if kind not in ("FeatureCollection", "Feature") or not isinstance(features, list):
        raise SourceError("file_kind_unknown", path=path.name)
    geometries = [feature.get("geometry") if isinstance(feature, dict) else feature for feature in features]
    shapes = shapely.from_geojson(
        [json.dumps(one) if one else None for one in geometries], on_invalid="ignore"
    )
    broken = tuple(place for place, one in enumerate(geometries) if one and shapes[place] is None)
    frame = gpd.GeoDataFrame(
        pd.DataFrame.from_records([_row(feature) for feature in features], index=range(len(features))),
        geometry=shapes,
        crs=_crs(told),
    )
    if broken:
        frame.loc[list(broken), RAW_SHAPE] = [
            json.dumps(geometries[place], ensure_ascii=False) for place in broken
        ]
    return [Opened(path.stem, frame, broken, tuple(_reason(geometries[place]) for place in broken))]


def _row(feature: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON has no narrower type
    if not isinstance(feature, dict):
        return {}
    told = feature.get("properties") or {}
    row = dict(told) if isinstance(told, dict) else {"properties": told}
    if _SHAPE in row:
        row[_OWN_SHAPE] = row.pop(_SHAPE)
    if "id" in feature:
        row.setdefault("id", feature["id"])
    return row


def _reason(geometry: Any) -> str:  # noqa: ANN401 - JSON has no narrower type
    """Return why a shape cannot be read, none when nobody knows."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind == _COLLECTION:
        parts = geometry.get("geometries")
        return (
            next(filter(None, map(_reason, parts)), "") if isinstance(parts, list) else "coordinates_missing"
        )
    if kind not in _KINDS:
        return "shape_kind_unknown"
    numbers, rings = [], []
    nested = [geometry.get("coordinates")]
    while nested:
        told = nested.pop()
        if isinstance(told, list):
            nested += told
            if told and isinstance(told[0], list) and told[0] and not isinstance(told[0][0], list):
                rings.append(told)
        else:
            numbers.append(told)
    if all(number is None for number in numbers):
        return "coordinates_missing"
    if not all(isinstance(number, int | float) and not isinstance(number, bool) for number in numbers):
        return "coordinates_not_numbers"
    if not all(math.isfinite(number) for number in numbers if isinstance(number, float)):
        return "coordinates_not_finite"
    return "ring_not_closed" if "Polygon" in kind and any(ring[0] != ring[-1] for ring in rings) else ""


def _crs(told: dict[str, Any]) -> CRS | None:
    member = told.get("crs") or {"type": "none"}
    try:
        named = member["type"] == "name"
        return CRS.from_user_input(member["properties"]["name"] if named else WGS84)
    except (CRSError, KeyError, TypeError):
        return None
