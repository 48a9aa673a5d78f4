"""Drawings of the neighbourhood people mean, from a file or from the hand."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from gis.analysis.drawings import mend_drawing
from gis.crs import shape_to_rd, to_rd
from gis.errors import SourceError, TableError
from gis.register.records import Drawing
from gis.sources.reader import read_file

# Headings of a file of drawings: ours first.
_HEADINGS = {
    "id": ("id",),
    "name": ("naam", "name"),
    "role": ("rol", "role"),
    "question": ("vraag", "question"),
    "meeting": ("bijeenkomst", "meeting"),
    "drawn_on": ("datum", "drawn_on", "date"),
    "weight": ("gewicht", "weight"),
    "fictional": ("fictief", "fictional"),
}
_IDS = uuid.UUID("0d3b0c52-6c7f-5c9b-8f4e-2f6a4f0a1b77")
_NO_DAY = date(1, 1, 1)


@dataclass(frozen=True)
class Seen:
    """What a map showed while somebody drew: `box` is west, south, east, north in degrees (WGS 84)."""

    box: tuple[float, float, float, float]
    zoom: float

    @property
    def in_rd(self) -> tuple[float, float, float, float]:
        """The box around it in RD, in whole metres."""
        west, south, east, north = shape_to_rd(shapely.box(*self.box)).bounds
        return round(west), round(south), round(east), round(north)


@dataclass(frozen=True)
class Drawn:
    """Drawings of one file, and how many of them crossed themselves and were mended."""

    drawings: tuple[Drawing, ...]
    mended: int


def read_drawings(path: Path) -> Drawn:
    """Return the drawings in a file, in any CRS that it tells; what crosses itself is mended and counted.

    Raises
    ------
    SourceError
        ``no_drawings`` when the file holds no outlines, and as in `gis.sources.reader.read_file`.
    TableError
        ``drawing_not_area`` with the number of the first row that is not an outline,
        ``not_a_number`` for a weight that is none.
    """
    drawings, mended = [], 0
    for read in read_file(path):
        if not isinstance(read.frame, gpd.GeoDataFrame):
            continue
        frame = to_rd(read.frame, table=path.name)
        for number, (told, shape) in enumerate(
            zip(frame.drop(columns=frame.geometry.name).to_dict("records"), frame.geometry, strict=True),
            start=1,
        ):
            if shape is None or shape.geom_type not in {"Polygon", "MultiPolygon"}:
                raise TableError("drawing_not_area", file=path.name, row=number)
            whole, was_mended = mend_drawing(shape)
            mended += was_mended
            drawings.append(_drawing(told, whole, file=path.name))
    if not drawings:
        raise SourceError("no_drawings", path=path.name)
    return Drawn(tuple(drawings), mended)


@dataclass(frozen=True)
class Outline:
    """An outline as it counts, in RD.

    `before_m2` is the area by the corners as they were drawn, in which the parts of a line that crosses
    itself count against each other; `mended` says whether it did.
    """

    shape: BaseGeometry
    before_m2: float
    mended: bool

    @property
    def area_m2(self) -> float:
        """The area that counts."""
        return float(self.shape.area)


def take_outline(shape: BaseGeometry) -> Outline:
    """Return what a hand drew (RD [m]) as it counts: a line that crosses itself is mended.

    Raises
    ------
    TableError
        ``drawing_without_area``.

    Examples
    --------
    >>> bow = shapely.from_wkt("POLYGON ((0 0, 40 40, 40 0, 0 40, 0 0))")
    >>> taken = take_outline(bow)
    >>> taken.mended, taken.before_m2, taken.area_m2
    (True, 0.0, 800.0)
    """
    whole, mended = mend_drawing(shape)
    return Outline(whole, float(shape.area), mended)


def new_drawing(
    shape: BaseGeometry,
    *,
    name: str,
    role: str,
    question: str,
    meeting: str,
    drawn_on: date,
    fictional: bool,
    seen: Seen | None = None,
    round_id: str | None = None,
    token: str = "",
) -> tuple[Drawing, bool]:
    """Return a drawing made by hand (RD [m]) and whether it crossed itself and was mended.

    Parameters
    ----------
    seen
        What the map showed while it was drawn, as far as known.
    round_id
        The round in which it was made, if any.
    token
        What tells two drawings apart that are alike in everything, such as those of two people.
    """
    whole, mended = mend_drawing(shape)
    told = [
        name,
        role,
        question,
        meeting,
        whole.wkt,
        *([round_id] if round_id else []),
        *filter(None, [token]),
    ]
    made = Drawing(
        str(uuid.uuid5(_IDS, "\x1f".join(told))),
        name,
        role,
        question,
        meeting,
        drawn_on,
        whole,
        fictional=fictional,
        round_id=round_id,
        extent=seen.in_rd if seen else None,
        zoom=seen.zoom if seen else None,
    )
    return made, mended


def _drawing(told: Mapping[object, object], shape: BaseGeometry, *, file: str) -> Drawing:
    words = {str(name).casefold(): value for name, value in told.items()}
    found = {
        ours: next((str(words[name]) for name in names if name in words and not pd.isna(words[name])), "")  # type: ignore[call-overload]
        for ours, names in _HEADINGS.items()
    }
    try:
        weight = float(found["weight"].replace(",", ".")) if found["weight"] else 1.0
        drawn_on = date.fromisoformat(found["drawn_on"][:10]) if found["drawn_on"] else _NO_DAY
    except ValueError as error:
        raise TableError("not_a_number", table=file, column="gewicht, datum", reason=str(error)) from error
    return Drawing(
        id=found["id"] or str(uuid.uuid5(_IDS, found["role"] + shape.wkt)),
        name=found["name"],
        role=found["role"] or "anders",
        question=found["question"],
        meeting=found["meeting"],
        drawn_on=drawn_on,
        geometry=shape,
        weight=weight,
        fictional=found["fictional"].casefold() in {"ja", "true", "1"},
    )
