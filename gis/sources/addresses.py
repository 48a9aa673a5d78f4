"""Tables of streets and addresses that a user has: the points of a street, a number or a postcode."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import pandas as pd
import shapely

from gis.crs import RD_BOX, to_rd
from gis.errors import SourceError
from gis.sources.near_names import NearNames
from gis.sources.place_words import plain, plain_addition, plain_street, read_postcode, street_keys

# Headings of others for our columns; the first that is there counts.
HEADINGS = {
    "straat": ("straat", "straatnaam", "openbare ruimte", "openbareruimte", "openbareruimtenaam", "street"),
    "huisnummer": ("huisnummer", "huisnr", "nummer", "nr"),
    "huisletter": ("huisletter", "letter"),
    "toevoeging": ("toevoeging", "huisnummertoevoeging", "toev"),
    "postcode": ("postcode", "pc6", "pc4", "postcode4", "postcode6"),
    "plaats": ("plaats", "woonplaats", "woonplaatsnaam", "plaatsnaam"),
    "x": ("x", "x rd", "rd x", "x coordinaat", "xcoord"),
    "y": ("y", "y rd", "rd y", "y coordinaat", "ycoord"),
}
COLUMNS = ("straat", "huisnummer", "toevoeging", "postcode", "plaats", "x", "y")


class Spot(NamedTuple):
    """One row of a table: a point in RD [m] with the street, number and postcode that the table gives it."""

    street: str
    number: int | None
    addition: str
    postcode: str
    town: str
    x: float
    y: float
    table: str

    @property
    def point(self) -> shapely.Point:
        """The point itself."""
        return shapely.Point(self.x, self.y)


@dataclass(frozen=True)
class AddressTable:
    """A table as it is kept: text in `COLUMNS`, coordinates in RD [m]; how many rows could not be used."""

    frame: pd.DataFrame
    left_out: int


def to_address_table(frame: pd.DataFrame, *, file: str) -> AddressTable:
    """Return what a file tells of streets and addresses.

    A row is left out when it has no street and no postcode, or no point: coordinates that are no numbers or
    lie outside the box of RD.

    Parameters
    ----------
    frame
        With a street or a postcode per row under a heading of `HEADINGS`, and `x` and `y` in RD [m]; or with
        shapes in any CRS that says its own, of which a point on each is taken.
    file
        Its name, for the message.

    Raises
    ------
    SourceError
        ``no_addresses`` when no row can be used.
    TableError
        As in `gis.crs.to_rd`.
    """
    heads = {plain(str(name)): name for name in frame.columns}
    found = {
        ours: heads[head]
        for ours, names in HEADINGS.items()
        if (head := next((name for name in names if name in heads), None))
    }
    told = pd.DataFrame({ours: frame[theirs].map(_words) for ours, theirs in found.items()})
    told = told.reindex(columns=[*COLUMNS, "huisletter"], fill_value="")
    if isinstance(frame, gpd.GeoDataFrame) and frame.geometry.notna().any():
        points = to_rd(frame, table=file).geometry.representative_point()
        told["x"], told["y"] = points.x, points.y
    else:
        told["x"], told["y"] = (
            pd.to_numeric(told[name].str.replace(",", "."), errors="coerce") for name in ("x", "y")
        )
    told["toevoeging"] = [
        plain_addition(letter + more)
        for letter, more in zip(told["huisletter"], told["toevoeging"], strict=True)
    ]
    told["postcode"] = told["postcode"].map(read_postcode)
    inside = told["x"].between(RD_BOX[0], RD_BOX[2]) & told["y"].between(RD_BOX[1], RD_BOX[3])
    kept = told[inside & ((told["straat"] != "") | (told["postcode"] != ""))]
    if kept.empty:
        raise SourceError("no_addresses", path=file)
    return AddressTable(kept[list(COLUMNS)].reset_index(drop=True), len(told) - len(kept))


def read_kept_table(path: Path) -> list[Spot]:
    """Return the rows of a table that `to_address_table` made and that was kept as CSV.

    Raises
    ------
    SourceError
        ``file_unreadable``.
    """
    try:
        told = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
        columns = [told[name].tolist() for name in COLUMNS]
        return [
            Spot(
                street,
                _number(number),
                _after(number) + addition,
                postcode,
                town,
                float(x),
                float(y),
                path.stem,
            )
            for street, number, addition, postcode, town, x, y in zip(*columns, strict=True)
        ]
    except (OSError, ValueError, KeyError) as error:
        raise SourceError("file_unreadable", path=path.name, reason=str(error)) from error


class Addresses:
    """All rows of all tables, found by street, by postcode and number, and by what looks like a street."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        self._streets: dict[str, list[Spot]] = {}
        self._postcodes: dict[str, list[Spot]] = {}
        for spot in spots:
            if spot.street:
                self._streets.setdefault(plain_street(spot.street), []).append(spot)
            if spot.postcode:
                self._postcodes.setdefault(spot.postcode, []).append(spot)

    def __bool__(self) -> bool:
        return bool(self._streets or self._postcodes)

    def of_street(self, name: str) -> list[Spot]:
        """Return the rows of a street; the name must be the same when compared as `street_keys` says."""
        for key in street_keys(name):
            if key in self._streets:
                return self._streets[key]
        return []

    def of_postcode(self, postcode: str) -> list[Spot]:
        """Return the rows that have exactly this postcode, of four digits or of six signs."""
        return self._postcodes.get(postcode, [])

    def like(self, name: str) -> list[list[Spot]]:
        """Return the rows of each street whose name looks like this one: suggestions, never an answer."""
        return [self._streets[key] for key in self._near.like(street_keys(name)[-1])]

    @cached_property
    def _near(self) -> NearNames:
        return NearNames((key, key) for key in self._streets)


def _words(value: object) -> str:
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 a missing number is not itself
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _number(text: str) -> int | None:
    digits = text[: len(text) - len(text.lstrip("0123456789"))]
    return int(digits) if digits else None


def _after(number: str) -> str:
    return plain_addition(number.lstrip("0123456789"))
