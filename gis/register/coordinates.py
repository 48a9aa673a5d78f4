"""What kind of numbers coordinates are, told by where they lie, and what typed numbers mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

from gis.crs import RD, RD_BOX, WGS84, shape_to_rd

Kind = Literal["rd", "rd_swapped", "wgs84", "wgs84_swapped"]
Box = tuple[float, float, float, float]  # lowest x, lowest y, highest x, highest y

NL_BOX: Box = (3.2, 50.7, 7.3, 53.7)  # lon, lat in degrees: where the Netherlands lie
ROUNDED = 2  # decimals of a metre in a suggestion: more than a person places a plan with


def _swapped(box: Box) -> Box:
    return box[1], box[0], box[3], box[2]


BOXES: dict[Kind, Box] = {
    "rd": RD_BOX,
    "rd_swapped": _swapped(RD_BOX),
    "wgs84": NL_BOX,
    "wgs84_swapped": _swapped(NL_BOX),
}

_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}( \d{3})+)([.,]\d+)?", re.ASCII)
_GROUPS = re.compile(r"[+-]?\d{1,3}(?:(\.\d{3})+(,\d+)?|(,\d{3})+(\.\d+)?)", re.ASCII)
_NOT_FINITE = re.compile(r"nan|[+-]?inf(inity)?", re.IGNORECASE)
_SPACES = re.compile(r"\s+")  # of any width, also those that do not break


@dataclass(frozen=True)
class Number:
    """A typed number; `grouped` is what it is when its one mark stands for thousands, else None."""

    plain: float
    grouped: float | None = None


def kind_of(bounds: Sequence[float]) -> Kind | None:
    """Return what kind of numbers these are by where they lie; None when they fit no kind, or more than one.

    The boxes have nothing in common but one corner, (300000, 300000), which lies in Germany.

    Parameters
    ----------
    bounds
        Lowest x, lowest y, highest x, highest y, as they are written.

    Examples
    --------
    >>> kind_of((155000, 463000, 155000, 463000)), kind_of((52.15517, 5.3872, 52.15517, 5.3872))
    ('rd', 'wgs84_swapped')
    """
    low_x, low_y, high_x, high_y = bounds
    found = [
        kind
        for kind, box in BOXES.items()
        if box[0] <= low_x and box[1] <= low_y and high_x <= box[2] and high_y <= box[3]
    ]
    return found[0] if len(found) == 1 else None


def meant(shape: BaseGeometry, kind: Kind | None) -> str:
    """Return a shape of a kind as WKT in RD, rounded to `ROUNDED` decimals; "" when it lies elsewhere.

    Examples
    --------
    >>> meant(shapely.Point(52.15517, 5.38720), "wgs84_swapped")
    'POINT (154999.7... 462999.7...)'
    """
    if kind is None:
        return ""
    if kind.endswith("_swapped"):
        shape = shapely.transform(shape, lambda places: places[:, ::-1])
    if kind.startswith("wgs84"):
        shape = shape_to_rd(shape)
    return as_suggestion(shape)


def as_suggestion(shape: BaseGeometry) -> str:
    """Return an RD shape [m] as WKT with `ROUNDED` decimals; "" when it lies elsewhere.

    A shape that rounding would break keeps its digits.
    """
    if kind_of(shape.bounds) != "rd":
        return ""
    rounded = shapely.transform(shape, lambda places: np.round(places, ROUNDED))
    return str(rounded.wkt if rounded.is_valid or not shape.is_valid else shape.wkt)


def read_number(text: str) -> Number | None:
    """Return a typed coordinate; None when it is no number.

    A comma and a point both stand before decimals, and spaces may part thousands: 232790,5 and 232790.5 and
    232 790,5 are one number. Where one mark parts thousands and the other decimals (232.790,5), or one mark
    stands more than once (1.232.790), that is read. One mark before exactly three digits (232.790) may be
    either: both readings are given. Powers of ten (2.3E+05) have lost their digits and are no number.
    What a program writes for no number (nan, inf) is read as that.

    Examples
    --------
    >>> read_number("232790,5").plain, read_number("232.790,5").plain
    (232790.5, 232790.5)
    >>> read_number("232.790")
    Number(plain=232.79, grouped=232790.0)
    """
    words = _SPACES.sub(" ", text.strip())
    if _NOT_FINITE.fullmatch(words):
        return Number(float(words))
    plain = _NUMBER.fullmatch(words)
    groups = _GROUPS.fullmatch(words)
    if plain:
        doubtful = groups is not None and not words.lstrip("+-").startswith("0")
        grouped = float(re.sub("[.,]", "", words)) if doubtful else None
        return Number(float(words.replace(" ", "").replace(",", ".")), grouped)
    if groups:
        thousands = "." if groups[1] else ","
        return Number(float(words.replace(thousands, "").replace(",", ".")))
    return None


def known_crs(told: CRS | str | None) -> str:
    """Return a CRS without heights as its code or WKT; "" when nothing, or nothing known, is told.

    Examples
    --------
    >>> known_crs("EPSG:7415"), known_crs(None)
    ('EPSG:28992', '')
    """
    if not told:
        return ""
    try:
        crs = CRS.from_user_input(told)
    except CRSError:
        return ""
    flat = crs.sub_crs_list[0] if crs.is_compound else crs.to_2d()
    number = flat.to_epsg()
    return f"EPSG:{number}" if number else str(flat.to_wkt())


@lru_cache(maxsize=32)  # asked of every row of a list
def expected_kind(crs: str) -> Kind | None:
    """Return what kind of numbers a CRS promises; None when it promises none of ours.

    Parameters
    ----------
    crs
        As `known_crs` gives it.
    """
    if crs in {RD, WGS84}:
        return "rd" if crs == RD else "wgs84"
    return "wgs84" if crs and CRS.from_user_input(crs).is_geographic else None
