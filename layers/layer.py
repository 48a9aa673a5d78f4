"""The value every drawing makes; it knows no renderer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis.crs import to_wgs84
from layers.style import Mark

DECIMALS = 6  # about 0.1 m: what a screen can show

Kind = Literal["area", "activity", "drawing", "image"]


@dataclass(frozen=True)
class Layer:
    """One thing on the map, ready for any renderer.

    Parameters
    ----------
    id
        Stable name of the layer, such as ``scores``; the same across reruns.
    title
        In words, above the legend.
    kind
        ``area`` fills below, ``activity`` and ``drawing`` lie above, ``image`` is a picture.
    features
        GeoJSON FeatureCollection text in WGS 84 (lon, lat). Properties per feature: ``id``; ``mark``, the
        key of one of `marks`; ``name``, shown on hover as text; ``note``, a second line; and where true
        ``coarse`` (the place is known roughly) and ``made`` (invented example). For ``image`` empty.
    marks
        How each class of features looks, in the order of the legend.
    explanation
        One sentence under the title: what it is, source, year.
    public
        Whether everybody may see it. What is not public is never served under a guessable address.
    clickable
        Whether a click on a feature selects it.
    cluster
        Whether points on one spot are drawn as one openable cluster.
    labels
        Whether names are written on the map from a middle zoom on.
    image, image_bounds
        For ``image``: PNG bytes and (west, south, east, north) in degrees, drawn straight in Web Mercator.
    """

    id: str
    title: str
    kind: Kind
    features: str
    marks: tuple[Mark, ...]
    explanation: str = ""
    public: bool = False
    clickable: bool = True
    cluster: bool = False
    labels: bool = False
    image: bytes = field(default=b"", repr=False)
    image_bounds: tuple[float, float, float, float] | None = None

    @cached_property
    def digest(self) -> str:
        """Content hash: equal layers are drawn once."""
        told = json.dumps([asdict(mark) for mark in self.marks])
        parts = [self.id, self.kind, str(self.clickable), str(self.cluster), str(self.labels), told]
        text = "\x1f".join([*parts, self.features, str(self.image_bounds)])
        return hashlib.sha256(text.encode() + self.image).hexdigest()[:32]

    @property
    def count(self) -> int:
        """How many features it holds."""
        return len(json.loads(self.features)["features"]) if self.features else 0


def to_features(frame: gpd.GeoDataFrame, *, columns: Sequence[str]) -> str:
    """Return the rows that have a place as GeoJSON text in WGS 84 with an allow-list of columns.

    Parameters
    ----------
    frame
        Any frame in RD New with an ``id`` and a ``mark`` column among `columns`.
    columns
        The properties that go out; nothing else does. Missing values and False are left out.

    Returns
    -------
    str
        A FeatureCollection with at most six decimals. Rows without a geometry are not in it.
    """
    shapes = frame.geometry.to_numpy()
    placed = frame[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]
    if placed.empty:
        return '{"type":"FeatureCollection","features":[]}'
    degrees = shapely.set_precision(to_wgs84(placed).geometry.to_numpy(), 10**-DECIMALS, mode="pointwise")
    texts = shapely.to_geojson(np.asarray(degrees))
    features = []
    for shape, row in zip(texts, placed[list(columns)].to_dict("records"), strict=True):
        told = {name: _plain(value) for name, value in row.items()}
        kept = {name: value for name, value in told.items() if value is not None and value is not False}
        properties = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
        features.append(f'{{"type":"Feature","geometry":{shape},"properties":{properties}}}')
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return list(value)
    if pd.isna(value):  # type: ignore[call-overload]
        return None
    return value.item() if isinstance(value, np.generic) else value
