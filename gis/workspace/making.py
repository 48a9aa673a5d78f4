"""A gemeente out of what was read: outlines, figures, scores and grids put together and kept."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from pathlib import Path

import geopandas as gpd
import pandas as pd

from gis.crs import RD
from gis.errors import SourceError
from gis.sources.boundaries import Boundaries, read_boundaries
from gis.sources.cells import read_cells
from gis.sources.columns import Level
from gis.sources.figures import read_figures
from gis.sources.grid import Grid, cut_grid, write_grid
from gis.sources.join import unmatched
from gis.sources.reader import Read
from gis.sources.roles import Role, find_grid_roles, find_roles
from gis.sources.scores import read_scores
from gis.tables import BUURTEN, DIMENSIONS, FIGURES, GEMEENTEN, MISSING, SCORES, WIJKEN, Table, conform, empty
from gis.workspace import sample
from gis.workspace.cache import save_place
from gis.workspace.home import Home
from gis.workspace.places import Origin, Place
from gis.workspace.series import keep_standing_scores

_LEVELS: dict[Level, Table] = {"buurt": BUURTEN, "wijk": WIJKEN, "gemeente": GEMEENTEN}
_PUBLISHED = {  # which entry of data/sources.toml a role belongs to
    "buurt": "boundaries",
    "wijk": "boundaries",
    "gemeente": "boundaries",
    "figures": "figures",
    "scores": "scores",
    "grid_scores": "grid",
    "grid_inhabitants": "inhabitants",
}
Given = list[tuple[Read, tuple[Role, ...]]]


@dataclass(frozen=True)
class Used:
    """One layer of one file or answer, what it was used for (no roles: not recognised) and its rows."""

    file: str
    layer: str
    roles: tuple[str, ...]
    rows: int


@dataclass(frozen=True, eq=False)
class Made:
    """A gemeente that is not kept yet, what it was made of, and the grids that belong to it."""

    place: Place
    given: Given
    water: int
    mended: pd.DataFrame
    year: int | None

    @property
    def used(self) -> tuple[Used, ...]:
        """What each layer was used for."""
        return tuple(Used(read.name, read.layer, tuple(which), len(read.frame)) for read, which in self.given)


def with_roles(reads: Sequence[Read]) -> Given:
    """Return what was read with what each layer can be used for, told by its columns."""
    return [
        (read, find_roles(read.frame) if read.grid is None else find_grid_roles(read.grid)) for read in reads
    ]


def make_place(
    given: Given,
    gemeentecode: str,
    *,
    year: int | None,
    score_year: int | None,
    today: date,
    neighbours: Read | None = None,
) -> Made:
    """Return the gemeente that was read, by file or from a service.

    Of two layers with outlines of one level the one with most areas is used, the first named of equals;
    figures and scores of several layers complete each other, the first named wins.

    Parameters
    ----------
    year, score_year
        Edition asked of boundaries and figures, and of scores; None for what the layers hold themselves.
    today
        Day of the fetch, for the manifest.
    neighbours
        Outlines of the gemeenten around it.

    Raises
    ------
    SourceError
        ``gemeente_unknown``, ``no_boundaries`` when no layer has outlines of buurten, ``year_not_in_file``.
    TableError
        As in `gis.sources.boundaries`, `figures` and `scores`.
    """
    found = {level: _outlines(given, level, gemeentecode, year) for level in _LEVELS}
    buurten = found["buurt"]
    if buurten is None:
        names = ", ".join(dict.fromkeys(read.name for read, _ in given))
        raise SourceError("no_boundaries", gemeente=gemeentecode, files=names)
    figures, missing = _figures(given, gemeentecode, year)
    scores = _scores(given, gemeentecode, score_year)
    place = Place(
        gemeentecode=gemeentecode,
        gemeentenaam=_name(found["gemeente"], sample.gemeente_names(), gemeentecode),
        jaar=int(buurten.areas["jaar"].iloc[0]),
        buurten=buurten.areas,
        wijken=_areas(found["wijk"], WIJKEN),
        gemeenten=_areas(found["gemeente"], GEMEENTEN),
        neighbours=_neighbours(neighbours, year),
        figures=figures,
        scores=scores,
        missing=missing,
        unmatched=_unmatched(buurten.areas, figures, scores),
        origins=_origins(given, buurten.areas, figures, scores, today),
    )
    mended = pd.concat([outlines.mended for outlines in found.values() if outlines is not None])
    return Made(place, given, buurten.water, mended, year)


def keep_place(made: Made, home: Home) -> Place:
    """Keep a gemeente and its grids in the cache; of what stood there the scores stay, as another edition.

    Raises
    ------
    SourceError
        ``not_written``, and ``grid_elsewhere`` when a grid has no squares here.
    """
    keep_standing_scores(home, made.place.gemeentecode, made.place.jaar)
    with tempfile.TemporaryDirectory() as folder:
        grids = _grids(made.given, made.place.buurten, Path(folder), made.year)
        return replace(made.place, folder=save_place(made.place, home, grids=grids))


def _neighbours(read: Read | None, year: int | None) -> gpd.GeoDataFrame:
    if read is None or find_roles(read.frame) == ():
        return empty(GEMEENTEN)  # type: ignore[return-value]
    return read_boundaries(read.frame, level="gemeente", year=year).areas  # type: ignore[arg-type]


def _outlines(given: Given, level: Level, gemeentecode: str, year: int | None) -> Boundaries | None:
    found = [
        read_boundaries(read.frame, level=level, gemeentecode=gemeentecode, year=year)
        for read, roles in given
        if level in roles and isinstance(read.frame, gpd.GeoDataFrame)
    ]
    return max(found, key=lambda outlines: len(outlines.areas), default=None)


def _areas(found: Boundaries | None, table: Table) -> gpd.GeoDataFrame:
    return empty(table) if found is None else found.areas  # type: ignore[return-value]


def _name(found: Boundaries | None, names: Mapping[str, str], code: str) -> str:
    told = None if found is None or found.areas.empty else found.areas["gemeentenaam"].iloc[0]
    return names.get(code, code) if told is None or pd.isna(told) else str(told)


def _figures(given: Given, gemeentecode: str, year: int | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    found = [
        read_figures(read.frame, gemeentecode=gemeentecode, year=year)
        for read, roles in given
        if "figures" in roles
    ]
    if not found:
        return empty(FIGURES), empty(MISSING)
    figures = _complete([told for told, _ in found], FIGURES)
    missing = pd.concat([why for _, why in found], ignore_index=True).drop_duplicates(
        ["code", "jaar", "kolom"]
    )
    # A figure that one file keeps back and another gives is not missing.
    long = figures.melt(["code", "jaar"], list(FIGURES.units), var_name="kolom", value_name="value")
    known = long[long["value"].notna()][["code", "jaar", "kolom"]]
    merged = missing.merge(known, on=["code", "jaar", "kolom"], how="left", indicator=True)
    still = merged[merged["_merge"] == "left_only"].drop(columns="_merge")
    return figures, conform(still.reset_index(drop=True), MISSING)


def _scores(given: Given, gemeentecode: str, year: int | None) -> pd.DataFrame:
    found = [
        read_scores(read.frame, gemeentecode=gemeentecode, year=year)
        for read, roles in given
        if "scores" in roles
    ]
    return _complete(found, SCORES) if found else empty(SCORES)


def _complete(tables: list[pd.DataFrame], table: Table) -> pd.DataFrame:
    """Join tables row by row: what the first leaves open the next may fill."""
    keyed = [told.set_index(list(table.key)) for told in tables]
    return conform(reduce(lambda one, other: one.combine_first(other), keyed).reset_index(), table)


def _unmatched(buurten: gpd.GeoDataFrame, figures: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    return pd.concat(
        [
            unmatched(buurten, told, level="buurt", table=name)
            for name, told in (("figures", figures), ("scores", scores))
            if len(told)
        ]
        or [pd.DataFrame({"code": [], "side": [], "table": []}, dtype="str")],
        ignore_index=True,
    )[["code", "table", "side"]]


def _origins(
    given: Given, buurten: gpd.GeoDataFrame, figures: pd.DataFrame, scores: pd.DataFrame, today: date
) -> tuple[Origin, ...]:
    told = sample.read_origins()["sources"]
    years = {"boundaries": buurten["jaar"], "figures": figures["jaar"], "scores": scores["score_jaar"]}
    origins = {}
    for read, roles in given:
        for entry in dict.fromkeys(_PUBLISHED[role] for role in roles if role in _PUBLISHED):
            edition = years[entry].iloc[0] if entry in years and len(years[entry]) else told[entry]["year"]
            origins[entry, read.sha256] = Origin(
                role=entry,
                publisher=told[entry]["publisher"],
                title=told[entry]["title"],
                licence=told[entry]["licence"],
                edition=str(edition),
                retrieved=today.isoformat(),
                file=read.name,
                sha256=read.sha256,
                address=read.address,
            )
    return tuple(origins.values())


def _grids(given: Given, buurten: gpd.GeoDataFrame, folder: Path, year: int | None) -> dict[str, Path]:
    west, south, east, north = buurten.to_crs(RD).total_bounds
    bands = {"grid_scores": ("scores", ("afw", *DIMENSIONS)), "grid_inhabitants": ("inwoners", ("inwoners",))}
    paths: dict[str, Path] = {}
    for read, roles in given:
        for role in roles:
            if role not in bands:
                continue
            name, wanted = bands[role]
            grid: Grid = read.grid or read_cells(read.frame, bands=wanted, year=year)
            paths[name] = folder / f"{name}.tif"
            write_grid(cut_grid(grid, (west, south, east, north)), paths[name])
    return paths
