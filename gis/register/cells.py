"""One cell, or the few that tell a place, to a value of its own type."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from gis.crs import RD_BOX, shape_to_rd
from gis.tables import LIST_SEPARATOR

Tell = Callable[..., None]  # takes the field, the code of what is wrong, and what stood there

_YES, _NO = (
    frozenset({"ja", "true", "1", "yes", "waar"}),
    frozenset({"", "nee", "false", "0", "no", "onwaar"}),
)
_NL_BOX = (3.2, 50.7, 7.3, 53.7)  # degrees: where the Netherlands lie
# An apostrophe that a spreadsheet needs, not part of the text.
_GUARDED = tuple(f"'{start}" for start in "=+-@＝＋－＠")
_LARGEST = 999_999_999  # a number of households above it is none, and the store could not hold it


def as_text(value: object) -> str:
    """Return a cell as words: a list joined, a day in ISO form, a missing value as no words."""
    if isinstance(value, list | tuple):
        return LIST_SEPARATOR.join(map(str, value))
    if isinstance(value, str):
        text = value.strip()
        return text[1:] if text.startswith(_GUARDED) else text
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, pd.Timestamp | date):
        return value.isoformat()[:10]
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def place(told: Mapping[str, str], shape: BaseGeometry | None, tell: Tell) -> BaseGeometry | None:
    """Return the shape in RD [m], or None when there is none.

    From the reader's own shape (RD), else `geometrie_rd` (WKT), `x` and `y` (RD) or `lon` and `lat`
    (degrees). Coordinates that cannot be Dutch are told, never swapped; an invalid shape is told,
    never mended.
    """
    if told.get("geometrie_rd"):
        shape = _from_wkt(told["geometrie_rd"], tell)
    elif told.get("x") or told.get("y"):
        shape = _point(told, ("x", "y"), RD_BOX, tell)
    elif told.get("lon") or told.get("lat"):
        shape = _point(told, ("lon", "lat"), _NL_BOX, tell)
        shape = None if shape is None else shape_to_rd(shape)
    if shape is None or shape.is_empty or not _inside(shape, RD_BOX, tell):
        return None
    if not shape.is_valid:
        tell("plek", "shape_invalid", shapely.is_valid_reason(shape))
        return None
    flat = shapely.force_2d(shape)
    parts = shapely.get_parts(flat)
    return parts[0] if len(parts) == 1 else flat  # some formats only know shapes of several parts


def _from_wkt(text: str, tell: Tell) -> BaseGeometry | None:
    try:
        return shapely.from_wkt(text)
    except shapely.errors.GEOSException:
        tell("plek", "shape_unread", text[:80])
        return None


def _point(
    told: Mapping[str, str], names: tuple[str, str], box: tuple[float, float, float, float], tell: Tell
) -> BaseGeometry | None:
    values = []
    for name in names:
        try:
            values.append(float(told.get(name, "").replace(",", ".")))
        except ValueError:
            tell(name, "not_a_coordinate", told.get(name, ""))
    if len(values) < len(names):
        return None
    point = shapely.Point(values)
    return point if _inside(point, box, tell) else None


def _inside(shape: BaseGeometry, box: tuple[float, float, float, float], tell: Tell) -> bool:
    low_x, low_y, high_x, high_y = shape.bounds
    if box[0] <= low_x and box[1] <= low_y and high_x <= box[2] and high_y <= box[3]:
        return True
    tell("plek", "outside_netherlands", ", ".join(f"{value:.6g}" for value in shape.bounds[:2]))
    return False


def listed(text: str) -> tuple[str, ...]:
    """Return the words of a cell that holds several: a JSON list, or split at the list mark or semicolons."""
    if text.startswith("["):  # as a GeoJSON reader hands over a list
        with contextlib.suppress(json.JSONDecodeError, RecursionError):
            return tuple(map(str, json.loads(text)))
    separator = LIST_SEPARATOR.strip() if LIST_SEPARATOR.strip() in text else ";"
    return tuple(word.strip() for word in text.split(separator) if word.strip())


def flag(told: Mapping[str, str], name: str, tell: Tell) -> bool:
    """Return yes or no; anything else is told."""
    text = told.get(name, "").casefold()
    if text not in _YES | _NO:
        tell(name, "not_yes_or_no", text)
    return text in _YES


def whole(told: Mapping[str, str], name: str, tell: Tell) -> int | None:
    """Return a whole number, None when the cell is empty; anything else is told."""
    text = told.get(name, "")
    if text and not (text.isdecimal() and len(text) <= len(str(_LARGEST))):
        tell(name, "not_a_whole_number", text)
        return None
    return int(text) if text else None


def day(told: Mapping[str, str], name: str, tell: Tell) -> date | None:
    """Return a day in ISO form, None when the cell is empty; anything else is told."""
    text = told.get(name, "")
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        tell(name, "not_a_day", text)
        return None
