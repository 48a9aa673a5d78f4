"""Fetch a gemeente: from the files of others into the cache; later starts need neither file nor network."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
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
from gis.sources.reader import Read, read_file
from gis.sources.roles import Role, find_grid_roles, find_roles
from gis.sources.scores import read_scores
from gis.tables import BUURTEN, DIMENSIONS, FIGURES, GEMEENTEN, MISSING, SCORES, WIJKEN, Table, conform, empty
from gis.workspace import sample
from gis.workspace.cache import save_place
from gis.workspace.home import Home
from gis.workspace.places import Origin, Place

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
_Given = list[tuple[Read, tuple[Role, ...]]]


@dataclass(frozen=True)
class Used:
    """One layer of one file, what it was used for (no roles: not recognised) and its columns."""

    file: str
    layer: str
    roles: tuple[str, ...]
    rows: int


@dataclass(frozen=True)
class Fetched:
    """What a fetch brought: the gemeente, the layers used, what was left out and what was mended."""

    place: Place
    used: tuple[Used, ...]
    water: int
    mended: pd.DataFrame


def fetch_place(
    home: Home, gemeentecode: str, *, files: Sequence[Path], year: int | None, today: date
) -> Fetched:
    """Read files of any known form, keep the gemeente in the cache, and say what came of it.

    A file's role is told by its columns. Of two layers with outlines of one level the one with most areas
    is used, the first named of equals; figures and scores of several layers complete each other, the first
    named wins.

    Parameters
    ----------
    year
        Edition asked; without one the files' own.
    today
        Day of the fetch, for the manifest.

    Raises
    ------
    SourceError
        ``gemeente_unknown``, ``no_boundaries`` when no file has outlines of buurten,
        ``nothing_recognised``, ``year_not_in_file``, and as in `gis.sources.reader.read_file`.
    """
    names = sample.gemeente_names()
    reads = [read for path in files for read in read_file(path, gemeentecode=gemeentecode)]
    roles = [find_roles(read.frame) if read.grid is None else find_grid_roles(read.grid) for read in reads]
    for path in files:
        mine = [found for read, found in zip(reads, roles, strict=True) if read.name == path.name]
        if not any(mine):
            columns = sorted(
                {str(name) for read in reads if read.name == path.name for name in read.frame.columns}
            )
            raise SourceError("nothing_recognised", path=path.name, columns=", ".join(columns[:12]))
    given = list(zip(reads, roles, strict=True))
    found = {level: _outlines(given, level, gemeentecode, year) for level in _LEVELS}
    buurten = found["buurt"]
    if buurten is None:
        raise SourceError(
            "no_boundaries", gemeente=gemeentecode, files=", ".join(path.name for path in files)
        )
    figures, missing = _figures(given, gemeentecode, year)
    scores = _scores(given, gemeentecode, year)
    place = Place(
        gemeentecode=gemeentecode,
        gemeentenaam=_name(found["gemeente"], names, gemeentecode),
        jaar=int(buurten.areas["jaar"].iloc[0]),
        buurten=buurten.areas,
        wijken=_areas(found["wijk"], WIJKEN),
        gemeenten=_areas(found["gemeente"], GEMEENTEN),
        figures=figures,
        scores=scores,
        missing=missing,
        unmatched=_unmatched(buurten.areas, figures, scores),
        origins=_origins(given, buurten.areas, figures, scores, today),
    )
    with tempfile.TemporaryDirectory() as folder:
        grids = _grids(given, buurten.areas, Path(folder), year)
        kept = save_place(place, home, grids=grids)
    mended = pd.concat([outlines.mended for outlines in found.values() if outlines is not None])
    used = tuple(Used(read.name, read.layer, tuple(which), len(read.frame)) for read, which in given)
    return Fetched(replace(place, folder=kept), used, buurten.water, mended)


def _outlines(given: _Given, level: Level, gemeentecode: str, year: int | None) -> Boundaries | None:
    found = [
        read_boundaries(read.frame, level=level, gemeentecode=gemeentecode, year=year)
        for read, roles in given
        if level in roles and isinstance(read.frame, gpd.GeoDataFrame)
    ]
    return max(found, key=lambda outlines: len(outlines.areas), default=None)


def _areas(found: Boundaries | None, table: Table) -> gpd.GeoDataFrame:
    return empty(table) if found is None else found.areas  # type: ignore[return-value]


def _name(found: Boundaries | None, names: dict[str, str], code: str) -> str:
    told = None if found is None or found.areas.empty else found.areas["gemeentenaam"].iloc[0]
    return names.get(code, code) if told is None or pd.isna(told) else str(told)


def _figures(given: _Given, gemeentecode: str, year: int | None) -> tuple[pd.DataFrame, pd.DataFrame]:
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


def _scores(given: _Given, gemeentecode: str, year: int | None) -> pd.DataFrame:
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
    given: _Given, buurten: gpd.GeoDataFrame, figures: pd.DataFrame, scores: pd.DataFrame, today: date
) -> tuple[Origin, ...]:
    told = sample.read_origins()["sources"]
    years = {"boundaries": buurten["jaar"], "figures": figures["jaar"], "scores": scores["score_jaar"]}
    origins = {}
    for read, roles in given:
        for entry in dict.fromkeys(_PUBLISHED[role] for role in roles):
            edition = years[entry].iloc[0] if entry in years and len(years[entry]) else told[entry]["year"]
            origins[entry, read.name] = Origin(
                role=entry,
                publisher=told[entry]["publisher"],
                title=told[entry]["title"],
                licence=told[entry]["licence"],
                edition=str(edition),
                retrieved=today.isoformat(),
                file=read.name,
                sha256=read.sha256,
            )
    return tuple(origins.values())


def _grids(given: _Given, buurten: gpd.GeoDataFrame, folder: Path, year: int | None) -> dict[str, Path]:
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
