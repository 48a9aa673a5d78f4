"""Opens GeoJSON without GDAL, so that nothing it points at is fetched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import CRS

from gis.crs import WGS84
from gis.errors import SourceError
from gis.sources.forms.opened import Opened


def open_geojson(path: Path) -> list[Opened]:
    """Return the features of a GeoJSON file as one layer, with a feature's own id in the column ``id``.

    The CRS is WGS 84, or what an old ``crs`` member names; one that links elsewhere is left aside.

    Raises
    ------
    SourceError
        ``file_kind_unknown`` when the JSON is not GeoJSON.
    """
    told = json.loads(path.read_text(encoding="utf-8-sig"))
    kind = told.get("type") if isinstance(told, dict) else None
    if kind not in {"FeatureCollection", "Feature"}:
        raise SourceError("file_kind_unknown", path=path.name)
    features = told["features"] if kind == "FeatureCollection" else [told]
    shapes = shapely.from_geojson(
        [json.dumps(feature.get("geometry")) if feature.get("geometry") else None for feature in features],
        on_invalid="ignore",
    )
    broken = tuple(
        place
        for place, (feature, shape) in enumerate(zip(features, shapes, strict=True))
        if shape is None and feature.get("geometry")
    )
    frame = gpd.GeoDataFrame(
        pd.DataFrame.from_records([_row(f) for f in features]), geometry=shapes, crs=_crs(told)
    )
    return [Opened(path.stem, frame, broken)]


def _row(feature: dict[str, Any]) -> dict[str, Any]:  # JSON has no narrower type
    row = dict(feature.get("properties") or {})
    if "id" in feature:
        row.setdefault("id", feature["id"])
    return row


def _crs(told: dict[str, Any]) -> CRS:
    member = told.get("crs") or {}
    named = member.get("type") == "name"
    return CRS.from_user_input(member["properties"]["name"] if named else WGS84)
