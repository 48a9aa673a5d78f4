"""Opens a partner's list, which is small."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gis.errors import SourceError
from gis.sources.forms.opened import NOT_SAID, HeadingRows
from gis.sources.reader import Read, read_file

MAX_LIST = 25_000_000  # bytes; a list of ten thousand plans is two of them
MAX_ROWS, MAX_COLUMNS = 50_000, 300  # of one table


def read_list(path: Path, *, heading_rows: HeadingRows = NOT_SAID) -> list[Read]:
    """Return the tables of a partner's list that have rows: sheets, layers, or the one of a CSV file.

    A GeoTIFF has none. Sheets that the file hides come too, and say so.

    Parameters
    ----------
    heading_rows
        As `gis.sources.reader.read_file`.

    Raises
    ------
    SourceError
        ``list_too_large`` for more than 25 MB, ``table_too_large`` for more than 50,000 rows or 300 columns;
        ``layer_unknown`` and
        ``no_heading_rows`` when a row is said of a sheet that is not there, or of a file whose form has no
        rows for headings; and as in `gis.sources.reader.read_file`.
    """
    if path.is_file() and path.stat().st_size > MAX_LIST:
        raise SourceError("list_too_large", path=path.name, limit=f"{MAX_LIST // 1_000_000} MB")
    try:
        told = read_file(path, heading_rows=heading_rows)
        reads = [read for read in told if read.grid is None and len(read.frame)]
    except SourceError as error:
        if error.code != "file_too_large":
            raise
        raise SourceError("list_too_large", path=path.name, limit=error.facts["limit"]) from error
    _require_said(path, reads, heading_rows)
    for read in reads:
        if len(read.frame) > MAX_ROWS or len(read.frame.columns) > MAX_COLUMNS:
            raise SourceError("table_too_large", path=path.name, rows=MAX_ROWS, columns=MAX_COLUMNS)
    return reads


def _require_said(path: Path, reads: Sequence[Read], said: HeadingRows) -> None:
    """Stop when what a person said of headings would have meant nothing."""
    layers = [read.layer for read in reads if read.header_line]
    if said and not layers:
        raise SourceError("no_heading_rows", path=path.name)
    for layer in said:
        if layer and layer not in layers:
            raise SourceError("layer_unknown", path=path.name, layer=layer, layers=", ".join(layers))
