"""Codes in own layers: which outline belongs to a complex or a postcode area."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from gis.register.locating import Candidate
from gis.sources.near_names import NearNames
from gis.sources.place_words import plain
from gis.workspace.home import Home
from gis.workspace.own_layers import label_columns, layer_paths, read_layer

# Headings of the column with the codes; of each layer the first that it has counts.
COMPLEX = ("complexnummer", "complex", "complexcode", "complexnr", "complex nr", "complex nummer", "code")
PC4 = ("pc4", "postcode4", "postcode 4", "postcode")

_ALIKE = 0.7  # one sign wrong in a code of four
_ACCURACY = {2: "hofje/blok", 1: "straat", 0: "gebouw"}  # by dimension: an area, a line, points


@dataclass(frozen=True)
class Coded:
    """What one layer has for a code: the code as written, and the shape of all its rows in RD [m]."""

    code: str
    layer: str
    shape: BaseGeometry

    def candidate(self, what: str, *, accuracy: str = "") -> Candidate:
        """Return it as a place to choose; without an `accuracy` its shape tells it."""
        told = accuracy or _ACCURACY[int(shapely.get_dimensions(self.shape))]
        return Candidate(
            f"{self.code} ({self.layer})", self.shape, told, f"{what}: {self.code} (laag {self.layer})"
        )


class LayerCodes:
    """The codes of all own layers that have a column for them; read at the first question.

    Parameters
    ----------
    headings
        Of the column, as `gis.sources.place_words.plain` compares them.
    beside
        Layers by name, in RD, that count too though they do not stand in the home.
    """

    def __init__(
        self, home: Home, headings: tuple[str, ...], *, beside: Mapping[str, gpd.GeoDataFrame] | None = None
    ) -> None:
        self._home = home
        self._headings = headings
        self._beside = beside or {}

    def __bool__(self) -> bool:
        return bool(self._coded)

    def find(self, code: str) -> list[Coded]:
        """Return what each layer has for a code; capitals, spaces and signs do not count."""
        return self._coded.get(plain(code), [])

    def like(self, code: str) -> tuple[str, ...]:
        """Return the codes that look like this one, as written."""
        return self._near.like(plain(code))

    @cached_property
    def _coded(self) -> dict[str, list[Coded]]:
        found: dict[str, list[Coded]] = {}
        for path in layer_paths(self._home):
            if path.suffix == ".gpkg" and (heading := self._heading(label_columns(path))):
                self._gather(found, read_layer(path), heading, layer=path.stem)
        for name, frame in self._beside.items():
            if heading := self._heading(frame.columns):
                self._gather(found, frame, heading, layer=name)
        return found

    def _heading(self, columns: Iterable[str]) -> str:
        heads = {plain(name): name for name in columns}
        return next((heads[name] for name in self._headings if name in heads), "")

    def _gather(
        self, found: dict[str, list[Coded]], frame: gpd.GeoDataFrame, heading: str, *, layer: str
    ) -> None:
        for coded in _coded_rows(frame, heading, layer=layer):
            found.setdefault(plain(coded.code), []).append(coded)

    @cached_property
    def _near(self) -> NearNames:
        return NearNames([(key, rows[0].code) for key, rows in self._coded.items()], alike=_ALIKE)


def _coded_rows(frame: gpd.GeoDataFrame, heading: str, *, layer: str) -> list[Coded]:
    shapes: dict[str, list[BaseGeometry]] = {}
    written: dict[str, str] = {}
    for value, shape in zip(frame[heading], frame.geometry, strict=True):
        code = _written(value)
        if plain(code) and shape is not None and not shape.is_empty:
            written.setdefault(plain(code), code)
            shapes.setdefault(plain(code), []).append(shapely.force_2d(shape))
    return [Coded(written[key], layer, _together(several)) for key, several in shapes.items()]


def _together(shapes: list[BaseGeometry]) -> BaseGeometry:
    """Put the rows of one code together; what crosses itself is left as it is, and so is found out."""
    if len(shapes) > 1 and all(shape.is_valid for shape in shapes):
        shapes = [shapely.union_all(shapes)]
    parts = shapely.get_parts(shapes)
    return (
        parts[0]
        if len(parts) == 1
        else (shapes[0] if len(shapes) == 1 else shapely.GeometryCollection(shapes))
    )


def _written(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124 a missing number is not itself
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
