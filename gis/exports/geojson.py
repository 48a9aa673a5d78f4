"""GeoJSON after RFC 7946: WGS 84, right-hand rings, null where there is no place."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import geopandas as gpd
import pandas as pd
import shapely

from gis.crs import to_wgs84
from gis.exports.about import IN_WGS84, tell_about
from gis.exports.handover import Handover
from gis.exports.rows import activity_rows, buurt_rows, perceived_rows

DECIMALS = 7  # of a degree: about 1 cm


def write_geojson(handover: Handover) -> bytes:
    """Return one FeatureCollection, a feature per line, in UTF-8.

    `buurten` and `scores` together give one feature per buurt. Every feature has `laag` (buurt, activiteit,
    beleefd) and `id`, also as its GeoJSON id; a missing value is null, a list is an array, a day is ISO.
    The same input gives the same bytes.

    Raises
    ------
    ExportError, TableError
        As in `gis.exports.rows`.

    References
    ----------
    RFC 7946, The GeoJSON Format, 2016.
    """
    wanted = set(handover.layers)
    features: list[str] = []
    if wanted & {"buurten", "scores"}:
        rows = buurt_rows(handover, with_figures="buurten" in wanted, with_scores="scores" in wanted)
        features += _features(rows, layer="buurt")
    if "activities" in wanted:
        features += _features(activity_rows(handover), layer="activiteit")
    if "perceived" in wanted:
        features += _features(perceived_rows(handover), layer="beleefd")
    return _collection(features, tell_about(handover, coordinates=IN_WGS84))


def write_rows(rows: gpd.GeoDataFrame, *, layer: str, about: Mapping[str, object]) -> bytes:
    """Return any rows with shapes in RD as one FeatureCollection, a feature per line, in UTF-8.

    The first column gives each feature its id. `layer` becomes its `laag`, `about` the metadata.
    """
    return _collection(_features(rows, layer=layer), about)


def _collection(features: Sequence[str], about: Mapping[str, object]) -> bytes:
    body = ",\n".join(features)
    return f'{{"type":"FeatureCollection","metadata":{_json(about)},"features":[\n{body}\n]}}\n'.encode()


def _features(rows: gpd.GeoDataFrame, *, layer: str) -> list[str]:
    shapes = shapely.orient_polygons(to_wgs84(rows).geometry.to_numpy())
    rounded = shapely.set_precision(shapes, 10**-DECIMALS, mode="pointwise")
    texts = [None if shape is None or shape.is_empty else shapely.to_geojson(shape) for shape in rounded]
    columns = pd.DataFrame(rows.drop(columns="geometry"))
    told = zip(*(_plain_values(columns[name]) for name in columns), strict=True)
    return [
        f'{{"type":"Feature","id":{_json(values[0])},"geometry":{text or "null"},'
        f'"properties":{_json({"laag": layer, **dict(zip(columns, values, strict=True))})}}}'
        for text, values in zip(texts, told, strict=True)
    ]


def _plain_values(column: pd.Series) -> list[object]:
    if column.dtype == object:  # lists
        return list(column)
    if column.dtype.kind == "M":
        column = column.dt.strftime("%Y-%m-%d")
    return list(column.astype(object).where(column.notna(), None))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
