"""Fetched gemeenten kept on disk: tables, grids, and a manifest that says what they are."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

from gis.errors import SourceError, TableError
from gis.tables import BUURTEN, FIGURES, GEMEENTEN, MISSING, SCORES, WIJKEN, Table, conform, empty
from gis.workspace import sample
from gis.workspace.home import Home
from gis.workspace.outlines import write_outlines
from gis.workspace.places import Origin, Place

_FILE, _MANIFEST = "place.gpkg", "manifest.json"
_TABLES: dict[str, Table] = {
    table.name: table for table in (BUURTEN, WIJKEN, GEMEENTEN, FIGURES, SCORES, MISSING)
}
_NEIGHBOURS = replace(GEMEENTEN, name="neighbours")
_UNMATCHED = Table("unmatched", {"code": "str", "table": "str", "side": "str"}, key=("code", "table", "side"))


def known_places(home: Home) -> list[tuple[str, str, int]]:
    """Return code, name and year of every gemeente that can be opened, the sample's first."""
    names = sample.gemeente_names()
    found = []
    for folder in home.place_folders():
        code, _, year = folder.name.partition("_")
        try:
            name = str(_read_manifest(folder)["gemeentenaam"])
        except SourceError:  # one that is broken says so when it is opened; the others are fine
            name = names.get(code, code)
        found.append((code, name, int(year)))
    if (sample.GEMEENTE, sample.JAAR) not in {(code, year) for code, _, year in found}:
        found.insert(0, (sample.GEMEENTE, names[sample.GEMEENTE], sample.JAAR))
    return found


def stamp(home: Home, gemeentecode: str, jaar: int) -> str:
    """Return words that change when a gemeente was fetched again; "sample" for the sample."""
    manifest = home.place_folder(gemeentecode, jaar) / _MANIFEST
    return str(manifest.stat().st_mtime_ns) if manifest.is_file() else "sample"


def was_fetched(home: Home, gemeentecode: str, jaar: int) -> bool:
    """Return whether a gemeente of one year is kept here; the sample is not."""
    return (home.place_folder(gemeentecode, jaar) / _MANIFEST).is_file()


def open_place(home: Home, gemeentecode: str, *, jaar: int | None = None) -> Place:
    """Return a gemeente from the cache, else from the sample.

    Parameters
    ----------
    jaar
        Without one the newest year there is.

    Raises
    ------
    SourceError
        ``gemeente_not_fetched``, ``year_not_fetched``, ``cache_broken``.
    """
    years = [year for code, _, year in known_places(home) if code == gemeentecode]
    if not years:
        raise SourceError("gemeente_not_fetched", gemeente=gemeentecode)
    if jaar is not None and jaar not in years:
        known = ", ".join(map(str, sorted(years)))
        raise SourceError("year_not_fetched", gemeente=gemeentecode, year=jaar, years=known)
    year = jaar or max(years)
    if not was_fetched(home, gemeentecode, year):
        return sample.read_place()
    return _read_place(home.place_folder(gemeentecode, year))


def grid_path(place: Place, name: str) -> Path | None:
    """Return the GeoTIFF of a grid ("scores" or "inwoners") of a gemeente, None when there is none."""
    path = None if place.folder is None else place.folder / f"grid_{name}.tif"
    return path if path is not None and path.is_file() else None


def save_place(place: Place, home: Home, *, grids: dict[str, Path] | None = None) -> Path:
    """Keep a gemeente whole or not at all, and return its folder; what stood there is replaced.

    Parameters
    ----------
    grids
        GeoTIFFs by name ("scores", "inwoners") to keep with it.

    Raises
    ------
    SourceError
        ``not_written`` when the disk refuses.
    """
    folder = home.place_folder(place.gemeentecode, place.jaar)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=folder.parent) as bench:
            fresh, old = Path(bench) / "new", Path(bench) / "old"
            fresh.mkdir()
            _write_place(place, fresh, grids or {})
            if folder.exists():
                folder.replace(old)
            fresh.replace(folder)
    except (OSError, DataSourceError, DataLayerError, FeatureError) as error:
        raise SourceError("not_written", path=str(folder), reason=str(error)) from error
    return folder


def _write_place(place: Place, fresh: Path, grids: Mapping[str, Path]) -> None:
    frames = {
        "buurten": place.buurten,
        "wijken": place.wijken,
        "gemeenten": place.gemeenten,
        "neighbours": place.neighbours,
        "figures": place.figures,
        "scores": place.scores,
        "missing": place.missing,
        "unmatched": place.unmatched,
    }
    for name, frame in frames.items():
        spatial = {"geometry_type": "MultiPolygon", "promote_to_multi": True} if name in _spatial() else {}
        pyogrio.write_dataframe(
            frame, fresh / _FILE, layer=name, driver="GPKG", append=(fresh / _FILE).is_file(), **spatial
        )
    for name, path in grids.items():
        shutil.copyfile(path, fresh / f"grid_{name}.tif")
    write_outlines(place, fresh)
    manifest = {
        "gemeentecode": place.gemeentecode,
        "gemeentenaam": place.gemeentenaam,
        "jaar": place.jaar,
        "origins": [asdict(origin) for origin in place.origins],
    }
    (fresh / _MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2), encoding="utf-8")


def _spatial() -> frozenset[str]:
    return frozenset(table.name for table in (*_TABLES.values(), _NEIGHBOURS) if table.spatial)


def _read_place(folder: Path) -> Place:
    manifest = _read_manifest(folder)
    tables: dict[str, Any] = {
        name: _read_table(folder / _FILE, table)
        for name, table in {**_TABLES, "neighbours": _NEIGHBOURS, "unmatched": _UNMATCHED}.items()
    }
    return Place(
        folder=folder,
        **manifest,
        **tables,
    )


def _read_manifest(folder: Path) -> dict[str, Any]:  # JSON has no narrower type
    try:
        told: dict[str, Any] = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        told["origins"] = tuple(Origin(**origin) for origin in told["origins"])
        told["gemeentenaam"], told["gemeentecode"], told["jaar"] = (
            str(told["gemeentenaam"]),
            str(told["gemeentecode"]),
            int(told["jaar"]),
        )
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SourceError("cache_broken", folder=folder.name) from error
    return told


def _read_table(path: Path, table: Table) -> pd.DataFrame | gpd.GeoDataFrame:
    try:
        frame = pyogrio.read_dataframe(path, layer=table.name)
        return conform(frame, table) if len(frame) else empty(table)
    except (DataSourceError, DataLayerError, FeatureError, TableError, ValueError) as error:
        raise SourceError("cache_broken", folder=path.parent.name) from error
