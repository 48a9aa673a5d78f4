"""Which year is read from a table that may hold several, or none."""

from __future__ import annotations

import pandas as pd

from gis.errors import SourceError
from gis.sources.columns import YEAR_COLUMNS, find_column

NEWEST = 2024  # newest Leefbaarometer measurement and CBS key figures known to this program

_BEGINS_WITH_YEAR = r"(?:19|20)\d\d"


def pick_year(
    frame: pd.DataFrame, *, year: int | None = None, among: tuple[str, ...] = YEAR_COLUMNS
) -> tuple[pd.DataFrame, int]:
    """Return the rows of one year, and that year.

    Without a year asked: the newest that the frame holds, else the newest known. A frame that says no year
    is taken to be of the year asked.

    Parameters
    ----------
    frame
        Any table.
    year
        The year asked, or None.
    among
        Columns that may tell the year, the first that is there decides. Text such as ``2024BU00141000``
        begins with it.

    Raises
    ------
    SourceError
        ``year_not_in_file`` when the frame says other years than the one asked.

    Examples
    --------
    >>> rows, year = pick_year(pd.DataFrame({"jaar": ["2022", "2024"]}))
    >>> len(rows), year
    (1, 2024)
    """
    column = find_column(frame, *among)
    if column is None:
        return frame, NEWEST if year is None else year
    text = frame[column].astype("str").str.strip()
    told = pd.to_numeric(text.where(text.str.match(_BEGINS_WITH_YEAR, na=False)).str[:4]).astype("Int64")
    held = sorted(int(value) for value in told.dropna().unique())
    if not held:
        return frame, NEWEST if year is None else year
    if year is not None and year not in held:
        raise SourceError("year_not_in_file", year=year, years=", ".join(map(str, held)))
    chosen = held[-1] if year is None else year
    return frame[told.eq(chosen).fillna(value=False)], chosen
