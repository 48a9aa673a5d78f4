"""Tables of streets and addresses that a user brings: kept in the home, for the places of lists."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd

from gis.errors import SourceError
from gis.sources.addresses import Addresses, read_kept_table, to_address_table
from gis.sources.reader import read_file
from gis.workspace.home import Home


@dataclass(frozen=True)
class Kept:
    """A table that was kept: its name, its rows, and how many rows of the file could not be used."""

    name: str
    rows: int
    left_out: int


def table_paths(home: Home) -> list[Path]:
    """Return the files of the kept tables, in the order of their names."""
    return sorted((home.path / "addresses").glob("*.csv"))


def add_addresses(home: Home, path: Path, *, name: str | None = None) -> Kept:
    """Keep a table of streets or addresses and return what came of it; a table of that name is replaced.

    Parameters
    ----------
    path
        CSV, XLSX, GeoPackage, GeoJSON or zipped shapefile; the headings are those of
        `gis.sources.addresses.HEADINGS`. The first of its layers that can be used counts.
    name
        What to call it; None for the name of the file.

    Raises
    ------
    SourceError
        ``no_addresses``, and as in `gis.sources.reader.read_file`.
    TableError
        As in `gis.crs.to_rd`.
    """
    kept = re.sub(r"[^\w -]", "_", name or path.stem).strip() or "straten"
    reads = read_file(path)
    spatial = [read for read in reads if isinstance(read.frame, gpd.GeoDataFrame)]
    table = to_address_table((spatial or reads)[0].frame, file=path.name)
    folder = home.path / "addresses"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as bench:
        fresh = Path(bench) / "straten.csv"
        table.frame.to_csv(fresh, index=False, encoding="utf-8")
        fresh.replace(folder / f"{kept}.csv")
    return Kept(kept, len(table.frame), table.left_out)


def remove_addresses(home: Home, name: str) -> None:
    """Remove a kept table.

    Raises
    ------
    SourceError
        ``address_table_unknown``.
    """
    for path in table_paths(home):
        if path.stem == name:
            path.unlink()
            return
    raise SourceError("address_table_unknown", name=name)


def read_addresses(home: Home, *, beside: Sequence[Path] = ()) -> Addresses:
    """Return all kept tables together, and those of the paths `beside`.

    Raises
    ------
    SourceError
        ``file_unreadable``.
    """
    return Addresses(spot for path in [*table_paths(home), *beside] for spot in read_kept_table(path))
