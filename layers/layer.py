"""The value every drawing makes; it knows no renderer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Literal

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from gis.crs import RD, to_wgs84
from gis.shapes import MAP_DECIMALS
from gis.sources.coverage import LEVELS
from gis.workspace.outlines import PUBLISHED_M
from layers.style import Mark

NAMES_FROM = 12.5  # zoom: from here on the names of buurten are readable
DEEPEST = 99.0  # deeper than any map zooms

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
        ``coarse`` (the place is known roughly) and ``made`` (invented example); ``lights``, the ids of what
        lights up together with it; ``from`` and ``to``, the seasons (`gis.periods.season_of`) it may be
        there, left out when not known. For ``image`` empty.
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
        Whether names are written on the map.
    named
        From which zoom the names are written, and below which.
    zooms
        From which zoom the layer is there at all, and below which. Not for ``image``.
    levels
        The same features with coarser outlines, each with the deepest zoom it serves, the coarsest first:
        ids, marks, names and order are those of `features`.
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
    named: tuple[float, float] = (NAMES_FROM, DEEPEST)
    zooms: tuple[float, float] = (0.0, DEEPEST)
    levels: tuple[tuple[float, str], ...] = field(default=(), repr=False)
    image: bytes = field(default=b"", repr=False)
    image_bounds: tuple[float, float, float, float] | None = None

    @cached_property
    def digest(self) -> str:
        """Content hash: equal layers are drawn once."""
        told = json.dumps([asdict(mark) for mark in self.marks])
        flags = [self.clickable, self.cluster, self.labels, self.named, self.zooms, self.image_bounds]
        parts = [self.id, self.kind, *map(str, flags), told]
        texts = [part for zoom, features in self.levels for part in (str(zoom), features)]
        text = "\x1f".join([*parts, self.features, *texts])
        return hashlib.sha256(text.encode() + self.image).hexdigest()[:32]

    @cached_property
    def coarser(self) -> tuple[tuple[float, Layer], ...]:
        """The layer at each of its `levels`, with the deepest zoom that serves."""
        return tuple((zoom, replace(self, features=told, levels=())) for zoom, told in self.levels)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the features, in their order."""
        found = json.loads(self.features)["features"] if self.features else []
        return tuple(str(feature["properties"]["id"]) for feature in found)

    @property
    def count(self) -> int:
        """How many features it holds."""
        return len(self.ids)


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
    placed = _placed(frame)
    if placed.empty:
        return _collection([])
    shapes = to_wgs84(placed).geometry.to_numpy()
    return _write(placed, shapely.set_precision(shapes, 10**-MAP_DECIMALS, mode="pointwise"), columns)


def mark_shapes(
    name: str, title: str, shapes: Sequence[BaseGeometry], marks: Sequence[Mark], *, crs: str = RD
) -> Layer:
    """Return a layer of what somebody just pointed at: each shape with a mark of its own and its name."""
    told = {"id": [mark.key for mark in marks], "name": [mark.label for mark in marks]}
    frame = gpd.GeoDataFrame({**told, "mark": told["id"]}, geometry=list(shapes), crs=crs)
    features = to_features(frame, columns=("id", "mark", "name"))
    return Layer(name, title, "drawing", features, tuple(marks), clickable=False)


def to_levels(
    frame: gpd.GeoDataFrame, *, columns: Sequence[str], outlines: gpd.GeoDataFrame | None
) -> tuple[str, tuple[tuple[float, str], ...]]:
    """Return the finest features and the coarser `Layer.levels` of areas.

    Parameters
    ----------
    frame, columns
        As in `to_features`; the ids are codes of areas.
    outlines
        The outlines of these areas at every level, as `gis.workspace.outlines` makes them. Without them
        there is one level, made of the frame's own outlines.
    """
    if outlines is None:
        return to_features(frame, columns=columns), ()
    placed = _placed(frame)

    def text(tolerance_m: float) -> str:
        level = outlines[outlines["tolerance_m"] == tolerance_m].set_index("code")
        return _write(placed, level.loc[list(placed["id"])].geometry.to_numpy(), columns)

    return text(PUBLISHED_M), tuple((level.deepest_zoom, text(level.tolerance_m)) for level in LEVELS)


def _placed(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    shapes = frame.geometry.to_numpy()
    return gpd.GeoDataFrame(frame[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))])


def _write(frame: gpd.GeoDataFrame, degrees: npt.NDArray[np.object_], columns: Sequence[str]) -> str:
    features = []
    texts = np.asarray(shapely.to_geojson(np.asarray(degrees)))
    for shape, row in zip(texts, frame[list(columns)].to_dict("records"), strict=True):
        told = {name: _plain(value) for name, value in row.items()}
        kept = {name: value for name, value in told.items() if value is not None and value is not False}
        properties = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
        features.append(f'{{"type":"Feature","geometry":{shape},"properties":{properties}}}')
    return _collection(features)


def _collection(features: Sequence[str]) -> str:
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return list(value)
    if pd.isna(value):  # type: ignore[call-overload]
        return None
    return value.item() if isinstance(value, np.generic) else value
