"""Opens GeoPackages."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

import pandas as pd
import pyarrow as pa
import pyogrio

from gis.errors import SourceError
from gis.sources.columns import AREA_CODE_GLOBS, code_columns, find_column
from gis.sources.forms.opened import Cut, Opened, Span

_SPACE = "char(9, 10, 11, 12, 13, 32)"  # what may stand before a code
_SHAPE = "geometry"
_NUMBER = re.compile("[0-9]{4}")  # of a gemeente, in its code
_AT_ONCE = 4096  # rows that memory is taken for beforehand; more than any gemeente has buurten
_NOTHING: Mapping[str, Span] = MappingProxyType({})


def open_geopackage(
    path: Path, *, layer: str | None = None, gemeentecode: str = "", known: Mapping[str, Span] = _NOTHING
) -> list[Opened | Cut]:
    """Return every layer of a GeoPackage, in its own CRS.

    Parameters
    ----------
    layer
        The one layer asked for; all of them when the file has none of that name.
    gemeentecode
        Such as ``GM0014``: a layer of areas comes as the `Cut` of that gemeente, so that the other rows are
        never made. A layer without a plain column of codes comes whole.
    known
        Where the rows of that gemeente lie, by layer, as an earlier `Cut` of the same file told.

    Raises
    ------
    SourceError
        ``layer_is_view`` when a layer is a query that would run on opening instead of a table.
    """
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        _refuse_views(database, path=path)
        told = database.execute("SELECT table_name FROM gpkg_contents WHERE table_name = ?", [layer])
        layers = [name for (name,) in told] or [name for name, _ in pyogrio.list_layers(path)]
        unknown = [name for name in layers if name not in known] if gemeentecode else []
        codes = {name: column for name in unknown if (column := _code_column(database, name))}
        spans = {name: _spans(database, name, column=column) for name, column in codes.items()}
    opened: list[Opened | Cut] = []
    for name in layers:
        span = known.get(name) or spans.get(name, {}).get(gemeentecode[2:])
        if column := span.column if span else codes.get(name):
            table = _cut(path, layer=name, column=column, span=span, gemeentecode=gemeentecode)
            opened.append(Cut(name, table, spans.get(name, {})))
        else:
            opened.append(Opened(name, pyogrio.read_dataframe(path, layer=name)))
    return opened


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


def _spans(database: sqlite3.Connection, layer: str, *, column: str) -> dict[str, Span]:
    """Return where the rows of each gemeente lie, by its number; nothing when rows have no key to tell."""
    keys = database.execute("SELECT name, upper(type) FROM pragma_table_info(?) WHERE pk", [layer]).fetchall()
    if [kind for _, kind in keys] != ["INTEGER"]:
        return {}
    [(key, _)] = keys
    code, row = _quoted(column), _quoted(key)
    # A row whose code begins with a space has no number here, so its ends count for all.
    told = database.execute(
        f"SELECT iif({code} < '!', NULL, substr({code}, 3, 4)), min({row}), max({row})"  # noqa: S608 - quoted
        f" FROM {_quoted(layer)} WHERE typeof({code}) = 'text' GROUP BY 1"
    )
    ends = {number: (first, last) for number, first, last in told}
    spaced = ends.pop(None, ())
    found = {number: (*own, *spaced) for number, own in ends.items() if _NUMBER.fullmatch(number)}
    return {number: Span(column, key, min(of_it), max(of_it)) for number, of_it in found.items()}


def _cut(path: Path, *, layer: str, column: str, span: Span | None, gemeentecode: str) -> pa.Table:
    """Read the rows whose code holds the gemeente's number, as `gis.sources.columns.of_gemeente` does."""
    number, code = gemeentecode[2:].replace("'", "''"), _quoted(column)
    # Rows of others are looked at too, so cheaply: a code that begins with a space sorts before "!".
    where = f"(substr({code}, 3, 4) = '{number}' OR {code} < '!')"
    if span:
        where += f" AND {_quoted(span.key)} BETWEEN {span.first:d} AND {span.last:d}"
    meta, table = pyogrio.read_arrow(path, layer=layer, where=where, batch_size=_AT_ONCE)
    fits = [told.strip()[2:6] == gemeentecode[2:] for told in table[column].to_pylist()]
    if not all(fits):
        table = table.filter(fits)
    if meta["geometry_type"] is None:
        return table.replace_schema_metadata()
    shape = meta["geometry_name"] or "wkb_geometry"
    table = table.rename_columns([_SHAPE if name == shape else name for name in table.column_names])
    geo = {
        "version": "1.0.0",
        "primary_column": _SHAPE,
        "columns": {_SHAPE: {"encoding": "WKB", "crs": meta["crs"], "geometry_types": []}},
    }
    return table.replace_schema_metadata({"geo": json.dumps(geo)})


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
