"""Opens GeoPackages."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pyogrio

from gis.errors import SourceError
from gis.sources.columns import AREA_CODE_GLOBS, code_columns, find_column
from gis.sources.forms.opened import Cut, Opened

_SPACE = "char(9, 10, 11, 12, 13, 32)"  # what may stand before a code
_SHAPE = "geometry"


def open_geopackage(path: Path, *, layer: str | None = None, gemeentecode: str = "") -> list[Opened | Cut]:
    """Return every layer of a GeoPackage, in its own CRS.

    Parameters
    ----------
    layer
        The one layer asked for; all of them when the file has none of that name.
    gemeentecode
        Such as ``GM0014``: a layer of areas comes as the `Cut` of that gemeente, so that the other rows are
        never made. A layer without a plain column of codes comes whole.

    Raises
    ------
    SourceError
        ``layer_is_view`` when a layer is a query that would run on opening instead of a table.
    """
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        _refuse_views(database, path=path)
        told = database.execute("SELECT table_name FROM gpkg_contents WHERE table_name = ?", [layer])
        layers = [name for (name,) in told] or [name for name, _ in pyogrio.list_layers(path)]
        codes = {name: _code_column(database, name) for name in layers} if gemeentecode else {}
    return [
        _cut(path, layer=name, column=column, gemeentecode=gemeentecode)
        if (column := codes.get(name))
        else Opened(name, pyogrio.read_dataframe(path, layer=name))
        for name in layers
    ]


def _refuse_views(database: sqlite3.Connection, *, path: Path) -> None:
    views = database.execute(
        "SELECT table_name FROM gpkg_contents JOIN sqlite_master ON lower(name) = lower(table_name)"
        " WHERE type <> 'table' AND type <> 'index' AND type <> 'trigger'"
    ).fetchall()
    if views:
        raise SourceError("layer_is_view", path=path.name, layer=views[0][0])


def _code_column(database: sqlite3.Connection, layer: str) -> str | None:
    """Return the column whose codes tell the gemeente; None when the layer has to be read whole.

    That is so where a code alone does not tell, and where an Arrow table would hold something else than a
    frame: moments without a time zone come in UTC.
    """
    told = dict(database.execute("SELECT name, upper(type) FROM pragma_table_info(?)", [layer]).fetchall())
    frame = pd.DataFrame(columns=list(told))
    dated = any(kind.startswith("DATE") for kind in told.values())
    if dated or find_column(frame, "laag") is not None or _SHAPE in frame.columns:
        return None
    for column in code_columns(frame):
        trimmed = f"trim({_quoted(column)}, {_SPACE})"
        fits = " OR ".join(f"{trimmed} GLOB ?" for _ in AREA_CODE_GLOBS)
        asked = f"SELECT 1 FROM {_quoted(layer)} WHERE {fits} LIMIT 1"  # noqa: S608 - names are quoted
        if database.execute(asked, AREA_CODE_GLOBS).fetchone():
            return column
    return None


def _cut(path: Path, *, layer: str, column: str, gemeentecode: str) -> Cut:
    """Read the rows whose code holds the gemeente's number, as `gis.sources.columns.of_gemeente` does."""
    number, code = gemeentecode[2:].replace("'", "''"), _quoted(column)
    # Every row is looked at, so cheaply: a code that begins with a space sorts before "!".
    meta, table = pyogrio.read_arrow(
        path, layer=layer, where=f"substr({code}, 3, 4) = '{number}' OR {code} < '!'"
    )
    fits = [told.strip()[2:6] == gemeentecode[2:] for told in table[column].to_pylist()]
    if not all(fits):
        table = table.filter(fits)
    if meta["geometry_type"] is None:
        return Cut(layer, table.replace_schema_metadata())
    shape = meta["geometry_name"] or "wkb_geometry"
    table = table.rename_columns([_SHAPE if name == shape else name for name in table.column_names])
    geo = {
        "version": "1.0.0",
        "primary_column": _SHAPE,
        "columns": {_SHAPE: {"encoding": "WKB", "crs": meta["crs"], "geometry_types": []}},
    }
    return Cut(layer, table.replace_schema_metadata({"geo": json.dumps(geo)}))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
