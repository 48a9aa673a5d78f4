"""Opens a partner's list, which is small."""

from __future__ import annotations

from pathlib import Path

from gis.errors import SourceError
from gis.sources.reader import Read, read_file

MAX_LIST = 25_000_000  # bytes; a list of ten thousand plans is two of them
MAX_ROWS, MAX_COLUMNS = 50_000, 300  # of one table


def read_list(path: Path) -> list[Read]:
    """Return the tables of a partner's list that have rows: sheets, layers, or the one of a CSV file.

    A GeoTIFF has none. Sheets that the file hides come too, and say so.

    Raises
    ------
    SourceError
        ``list_too_large`` for more than 25 MB, 50,000 rows or 300 columns, and as in
        `gis.sources.reader.read_file`.
    """
    if path.is_file() and path.stat().st_size > MAX_LIST:
        raise SourceError("list_too_large", path=path.name, limit=f"{MAX_LIST // 1_000_000} MB")
    try:
        reads = [read for read in read_file(path) if read.grid is None and len(read.frame)]
    except SourceError as error:
        if error.code != "file_too_large":
            raise
        raise SourceError("list_too_large", path=path.name, limit=error.facts["limit"]) from error
    for read in reads:
        if len(read.frame) > MAX_ROWS or len(read.frame.columns) > MAX_COLUMNS:
            raise SourceError("list_too_large", path=path.name, limit=f"{MAX_ROWS} x {MAX_COLUMNS}")
    return reads
