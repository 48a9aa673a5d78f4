"""Opens GeoPackages."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pyogrio

from gis.errors import SourceError
from gis.sources.forms.opened import Opened


def open_geopackage(path: Path) -> list[Opened]:
    """Return every layer of a GeoPackage, in its own CRS.

    Raises
    ------
    SourceError
        ``layer_is_view`` when a layer is a query that would run on opening instead of a table.
    """
    _refuse_views(path)
    return [
        Opened(layer, pyogrio.read_dataframe(path, layer=layer)) for layer, _ in pyogrio.list_layers(path)
    ]


def _refuse_views(path: Path) -> None:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        views = database.execute(
            "SELECT table_name FROM gpkg_contents JOIN sqlite_master ON lower(name) = lower(table_name)"
            " WHERE type <> 'table' AND type <> 'index' AND type <> 'trigger'"
        ).fetchall()
    if views:
        raise SourceError("layer_is_view", path=path.name, layer=views[0][0])
