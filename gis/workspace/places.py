"""One gemeente of one year: boundaries, figures and scores together, fetched or from the sample."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import pandas as pd

from gis.tables import GEMEENTEN, empty


@dataclass(frozen=True)
class Origin:
    """Where a table comes from: publisher, edition, day, and the file or the address of the service."""

    role: str
    publisher: str
    title: str
    licence: str
    edition: str
    retrieved: str
    file: str = ""
    sha256: str = ""
    address: str = ""


def _nobody() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(empty(GEMEENTEN))


@dataclass(frozen=True)
class Place:
    """What is known of one gemeente: tables as `gis.tables` promises them, in RD New.

    `unmatched` lists codes that stand in one table only (columns code, table, side). `folder` is where
    grids lie, None for the sample. `neighbours` are outlines of gemeenten around it, as far as known; they
    stand apart from `gemeenten`, which holds this one only. `whole` is only there when the buurten are
    areas of partners: the gemeente with its own buurten.
    """

    gemeentecode: str
    gemeentenaam: str
    jaar: int
    buurten: gpd.GeoDataFrame
    wijken: gpd.GeoDataFrame
    gemeenten: gpd.GeoDataFrame
    figures: pd.DataFrame
    scores: pd.DataFrame
    missing: pd.DataFrame
    unmatched: pd.DataFrame
    origins: tuple[Origin, ...] = ()
    neighbours: gpd.GeoDataFrame = field(default_factory=_nobody)
    folder: Path | None = field(default=None)
    whole: Place | None = field(default=None)

    @property
    def codes(self) -> frozenset[str]:
        """Every BU, WK and GM code of the gemeente."""
        return frozenset(
            [
                *self.buurten["buurtcode"],
                *self.buurten["wijkcode"],
                *self.wijken["wijkcode"],
                self.gemeentecode,
            ]
        )

    @property
    def reference(self) -> pd.Series | None:
        """The Leefbaarometer row of the gemeente as a whole, as published; None when there is none."""
        found = self.scores[self.scores["code"] == self.gemeentecode]
        return None if found.empty else found.iloc[0]

    def area_name(self, code: str) -> str:
        """Return the name that belongs to a code, or the code itself."""
        return self._names.get(code, code)

    @cached_property
    def _names(self) -> dict[str, str]:
        wijken = zip(self.wijken["wijkcode"], self.wijken["wijknaam"].astype(str), strict=True)
        buurten = zip(self.buurten["buurtcode"], self.buurten["buurtnaam"].astype(str), strict=True)
        return {**dict(wijken), **dict(buurten), self.gemeentecode: self.gemeentenaam}


def join_figures(place: Place) -> gpd.GeoDataFrame:
    """Return `buurten` with its key figures and scores as columns; a buurt without them has them missing."""
    figures = place.figures.rename(columns={"code": "buurtcode"}).drop(columns="jaar")
    scores = place.scores.rename(columns={"code": "buurtcode"})
    joined = place.buurten.merge(figures, on="buurtcode", how="left").merge(
        scores, on="buurtcode", how="left"
    )
    return gpd.GeoDataFrame(joined.set_index(place.buurten.index), geometry="geometry", crs=place.buurten.crs)
