"""Which column means what, in every form that publishers use."""

from __future__ import annotations

import re
from typing import Literal

import pandas as pd

from gis.errors import SourceError, TableError
from gis.tables import Table

Level = Literal["buurt", "wijk", "gemeente"]

LEVELS: dict[Level, str] = {"buurt": "BU", "wijk": "WK", "gemeente": "GM"}  # and how their codes begin
ABROAD = "0998"  # the row "Buitenland" in lists of CBS stands under this gemeente number

# CBS codes hold letters (BU0363AB10): text, never a number.
_AREA_CODE = r"BU\d{4}[0-9A-Z]{4}|WK\d{4}[0-9A-Z]{2}|GM\d{4}"
AREA_CODE_GLOBS = (  # the same for SQLite
    "BU[0-9][0-9][0-9][0-9][0-9A-Z][0-9A-Z][0-9A-Z][0-9A-Z]",
    "WK[0-9][0-9][0-9][0-9][0-9A-Z][0-9A-Z]",
    "GM[0-9][0-9][0-9][0-9]",
)
_COUNTRY_CODE = r"NL\d*"  # the row "Nederland" in sheets of CBS

# Columns that hold a row's own code, tried in this order. The first five hold any level and win from the
# rest, since such rows also name the wijk and gemeente they lie in. `id` is Leefbaarometer's.
_CODE_COLUMNS = (
    "code",
    "statcode",
    "gwb_code",
    "WijkenEnBuurten",
    "Codering",
    "buurtcode",
    "bu_code",
    "wijkcode",
    "wk_code",
    "gemeentecode",
    "gm_code",
    "id",
)
YEAR_COLUMNS = ("jaar", "year", "jrstatcode")
_ACTIVITY_COLUMNS = ("thema", "theme")  # a plan tells in which buurt it lies; it is no buurt


def find_column(frame: pd.DataFrame, *names: str) -> str | None:
    """Return the frame's column for the first of the names it has, else None.

    Case, underscores, spaces around it and the topic number of CBS at the end do not matter, so that one name
    stands for snake_case, camelCase and OData.

    Examples
    --------
    >>> find_column(pd.DataFrame(columns=["AantalInwoners_5"]), "inwoners", "aantal_inwoners")
    'AantalInwoners_5'
    """
    told: dict[str, str] = {}
    for column in frame.columns:
        told.setdefault(_squash(str(column)), column)
    return next((told[_squash(name)] for name in names if _squash(name) in told), None)


def code_columns(frame: pd.DataFrame) -> list[str]:
    """Return the columns that may hold a row's own code, the likeliest first; none when rows are plans.

    Examples
    --------
    >>> code_columns(pd.DataFrame(columns=["gm_code", "bu_code", "inwoners"]))
    ['bu_code', 'gm_code']
    """
    if find_column(frame, "laag") is None and find_column(frame, *_ACTIVITY_COLUMNS) is not None:
        return []
    found = (find_column(frame, name) for name in _CODE_COLUMNS)
    return [column for column in found if column is not None]


def area_codes(frame: pd.DataFrame) -> pd.Series | None:
    """Return each row's own BU, WK or GM code as text on the frame's index; None when rows are not areas.

    Missing for rows whose `laag` is not buurt, wijk or gemeente: activities in an export of this app.

    Examples
    --------
    >>> area_codes(pd.DataFrame({"id": ["BU0363AB10"], "gemeente": ["Amsterdam"]})).tolist()
    ['BU0363AB10']
    """
    kind = find_column(frame, "laag")
    for column in code_columns(frame):
        codes = frame[column].astype("str").str.strip()
        if codes.str.fullmatch(_AREA_CODE, na=False).any():
            return codes if kind is None else codes.where(frame[kind].isin(list(LEVELS)))
    return None


def area_rows(
    frame: pd.DataFrame, *, table: Table, gemeentecode: str | None, level: Level | None = None
) -> pd.DataFrame:
    """Return the rows of a gemeente and level with their own code in the column ``code``.

    Rows without a code, of the whole country and of "Buitenland" are left out.

    Parameters
    ----------
    frame
        A table in any of the forms known here.
    table
        What it is read for, to name in errors.
    gemeentecode
        Such as ``GM0014``; None for the whole country.
    level
        buurt, wijk or gemeente; None for all three.

    Raises
    ------
    TableError
        ``column_missing`` when no column holds codes; ``code_unknown`` for a code that is none.
    SourceError
        ``gemeente_unknown`` when no row is of this gemeente.
    """
    codes = area_codes(frame)
    if codes is None:
        raise TableError("column_missing", table=table.name, column=table.key[0])
    codes = codes.replace("", pd.NA)
    known = codes.str.fullmatch(_AREA_CODE, na=False)
    strange = codes.notna() & ~known & ~codes.str.fullmatch(_COUNTRY_CODE, na=False)
    if strange.any():
        raise TableError("code_unknown", table=table.name, area=codes[strange].iloc[0])
    keep = known & (codes.str[2:6] != ABROAD)
    if gemeentecode is not None:
        keep &= codes.str[2:6] == gemeentecode[2:]
    if level is not None:
        keep &= codes.str[:2] == LEVELS[level]
    if not keep.any():
        raise SourceError("gemeente_unknown", gemeente=gemeentecode or "", table=table.name)
    return frame[keep].assign(code=codes[keep])


def of_gemeente(frame: pd.DataFrame, gemeentecode: str) -> pd.DataFrame:
    """Return the rows of one gemeente; a frame that does not hold areas is returned whole."""
    codes = area_codes(frame)
    return frame if codes is None else frame[(codes.str[2:6] == gemeentecode[2:]).fillna(value=False)]


def is_water(frame: pd.DataFrame) -> pd.Series:
    """Return which rows are water parts (``water`` says JA), on the frame's index."""
    column = find_column(frame, "water")
    if column is None:
        return pd.Series(data=False, index=frame.index)
    return frame[column].astype("str").str.strip().str.upper().eq("JA").fillna(value=False).astype(bool)


def _squash(name: str) -> str:
    return re.sub(r"_\d+$", "", name.strip()).replace("_", "").casefold()
