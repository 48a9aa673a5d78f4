"""Series of the Leefbaarometer per postcode area (PC4), and how many people live in each."""

from __future__ import annotations

import re
from collections.abc import Collection

import pandas as pd

from gis.errors import SourceError, TableError
from gis.sources.columns import YEAR_COLUMNS, area_codes, area_rows, find_column
from gis.sources.figures import FIGURE_COLUMNS
from gis.sources.values import to_numbers
from gis.tables import DIMENSIONS, Table, conform

# Leefbaarometer by postcode and year: `lbm` the score itself, `afw` and the dimensions in points from the
# Netherlands. The publisher gives not every figure for every year; that is missing, as published.
SERIES = Table(
    "series",
    {"postcode": "str", "jaar": "Int64", **dict.fromkeys(("lbm", "afw", *DIMENSIONS), "Float64")},
    key=("postcode", "jaar"),
)
INHABITANTS = Table("inhabitants", {"postcode": "str", "inwoners": "Float64"}, key=("postcode",))
LINKS = Table("links", {"buurtcode": "str", "postcode": "str", "inwoners": "Float64"}, key=("buurtcode",))

_POSTCODE_COLUMNS = ("pc4", "postcode", "postcode4", "pc4_code", "MeestVoorkomendePostcode_118", "pst_mvp")
_POSTCODE = r"[1-9]\d{3}"
_MOST = 2_000  # postcodes in one wish; the whole country has 4,070


def is_series(frame: pd.DataFrame) -> bool:
    """Return whether a table holds scores by postcode and year.

    Examples
    --------
    >>> is_series(pd.DataFrame(columns=["PC4", "jaar", "lbm"])), is_series(pd.DataFrame(columns=["PC4"]))
    (True, False)
    """
    year, score = find_column(frame, *YEAR_COLUMNS), find_column(frame, "afw", "lbm")
    return None not in (_postcode_column(frame), year, score)


def is_inhabitants(frame: pd.DataFrame) -> bool:
    """Return whether a table says how many people live in each postcode area."""
    people = find_column(frame, *FIGURE_COLUMNS["inwoners"])
    told = None not in (_postcode_column(frame), people)
    return told and not is_series(frame) and not is_links(frame)


def is_links(frame: pd.DataFrame) -> bool:
    """Return whether a table says which postcode is the commonest in each buurt, as key figures of CBS do."""
    codes = area_codes(frame)
    return (
        _postcode_column(frame) is not None and codes is not None and bool(codes.str.startswith("BU").any())
    )


def read_series(frame: pd.DataFrame, *, postcodes: Collection[str] | None = None) -> pd.DataFrame:
    """Return the scores of postcode areas in every year, as published.

    Parameters
    ----------
    frame
        Open data of the Leefbaarometer by PC4: a postcode, a year, ``lbm``, ``afw`` and the dimensions.
    postcodes
        Such as ``9741``; None for the whole country.

    Returns
    -------
    DataFrame
        Table `SERIES` in the order of postcodes and years. A row without any figure stays: that year was
        measured, and this area has no figure in it.

    Raises
    ------
    TableError
        ``column_missing``, ``not_a_number``, ``postcode_unknown``, ``key_twice``.
    SourceError
        ``postcodes_not_in_file``.

    Examples
    --------
    >>> open_data = pd.DataFrame({"PC4": ["9741"], "jaar": ["2022"], "lbm": ["4.034515"], "won": ["NA"]})
    >>> read_series(open_data)[["postcode", "jaar", "lbm", "won"]].values.tolist()
    [['9741', 2022, 4.034515, <NA>]]
    """
    year = find_column(frame, *YEAR_COLUMNS)
    if year is None:
        raise TableError("column_missing", table=SERIES.name, column="jaar")
    rows = _rows(frame, postcodes, table=SERIES)
    values = pd.DataFrame(
        {"postcode": rows["_postcode"], "jaar": to_numbers(rows[year], table=SERIES.name)[0]}
    )
    for name in ("lbm", "afw", *DIMENSIONS):
        column = find_column(rows, name)
        if column is not None:
            values[name], _ = to_numbers(rows[column], table=SERIES.name)
    return conform(values.drop_duplicates().sort_values(["postcode", "jaar"], ignore_index=True), SERIES)


def read_inhabitants(frame: pd.DataFrame, *, postcodes: Collection[str] | None = None) -> pd.DataFrame:
    """Return how many people live in each postcode area; one of which that is not published has no row.

    Raises
    ------
    TableError
        ``column_missing``, ``not_a_number``, ``postcode_unknown``, ``key_twice``.
    SourceError
        ``postcodes_not_in_file``.
    """
    people = find_column(frame, *FIGURE_COLUMNS["inwoners"])
    if people is None:
        raise TableError("column_missing", table=INHABITANTS.name, column="inwoners")
    rows = _rows(frame, postcodes, table=INHABITANTS)
    told, _ = to_numbers(rows[people], table=INHABITANTS.name)
    values = pd.DataFrame({"postcode": rows["_postcode"], "inwoners": told}).dropna().drop_duplicates()
    return conform(values.sort_values("postcode", ignore_index=True), INHABITANTS)


def read_links(frame: pd.DataFrame, *, gemeentecode: str | None = None) -> pd.DataFrame:
    """Return the commonest postcode of each buurt, and how many people live there; without one it has no row.

    Raises
    ------
    TableError
        ``column_missing``, ``code_unknown``, ``not_a_number``, ``key_twice``.
    SourceError
        ``gemeente_unknown``.
    """
    column = _postcode_column(frame)
    if column is None:
        raise TableError("column_missing", table=LINKS.name, column="postcode")
    rows = area_rows(frame, table=LINKS, gemeentecode=gemeentecode, level="buurt")
    told = pd.DataFrame({"buurtcode": rows["code"], "postcode": _four(rows[column])})
    people = find_column(rows, *FIGURE_COLUMNS["inwoners"])
    if people is not None:
        told["inwoners"], _ = to_numbers(rows[people], table=LINKS.name)
    told = told[told["postcode"].str.fullmatch(_POSTCODE, na=False)].drop_duplicates()
    return conform(told.sort_values("buurtcode", ignore_index=True), LINKS)


def read_postcodes(words: str) -> list[str]:
    """Return the postcodes that a person names: single ones and runs, in order.

    Raises
    ------
    SourceError
        ``postcodes_unread`` with what is no postcode.

    Examples
    --------
    >>> read_postcodes("9741, 9745-9747 9741")
    ['9741', '9745', '9746', '9747']
    """
    found: set[int] = set()
    for word in re.split(r"[,;\s]+", re.sub(r"\s*(?:-|–|t/m|tot en met)\s*", "-", words.strip())):
        if not word:
            continue
        run = re.fullmatch(rf"({_POSTCODE})(?:-({_POSTCODE}))?", word)
        first, last = (int(run[1]), int(run[2] or run[1])) if run else (1, 0)
        if first > last or last - first >= _MOST:
            raise SourceError("postcodes_unread", told=word)
        found.update(range(first, last + 1))
    if not found:
        raise SourceError("postcodes_unread", told=words.strip() or "niets")
    return [str(number) for number in sorted(found)]


def _rows(frame: pd.DataFrame, postcodes: Collection[str] | None, *, table: Table) -> pd.DataFrame:
    """Return the rows of the postcodes asked, with their own in the column ``_postcode``."""
    column = _postcode_column(frame)
    if column is None:
        raise TableError("column_missing", table=table.name, column="PC4")
    told = _four(frame[column])
    strange = ~told.str.fullmatch(_POSTCODE, na=False)
    if strange.any():
        raise TableError("postcode_unknown", table=table.name, told=str(told[strange].iloc[0]))
    keep = told.isin(list(postcodes)) if postcodes is not None else told.notna()
    if not keep.any():
        raise SourceError("postcodes_not_in_file", table=table.name)
    return frame[keep].assign(_postcode=told[keep])


def _four(told: pd.Series) -> pd.Series:
    return told.astype("str").str.strip().str.removesuffix(".0")


def _postcode_column(frame: pd.DataFrame) -> str | None:
    return find_column(frame, *_POSTCODE_COLUMNS)
