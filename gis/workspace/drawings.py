"""Drawings of the neighbourhood people mean, from a file or from the hand."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from gis.analysis.drawings import mend_drawing
from gis.crs import to_rd
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


def new_drawing(
    shape: BaseGeometry, *, name: str, role: str, question: str, meeting: str, drawn_on: date, fictional: bool
) -> tuple[Drawing, bool]:
    """Return a drawing made by hand (RD [m]) and whether it crossed itself and was mended."""
    whole, mended = mend_drawing(shape)
    key = f"{name}\x1f{role}\x1f{question}\x1f{meeting}\x1f{whole.wkt}"
    made = Drawing(
        str(uuid.uuid5(_IDS, key)), name, role, question, meeting, drawn_on, whole, fictional=fictional
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
