"""Tables with one row per square of 100 m."""

from __future__ import annotations

import numpy as np
import pandas as pd
from affine import Affine

from gis.crs import RD_BOX
from gis.errors import SourceError, TableError
from gis.sources.columns import find_column
from gis.sources.figures import FIGURE_COLUMNS
from gis.sources.grid import CELL_M, Grid
from gis.sources.values import to_numbers
from gis.sources.years import pick_year
from gis.tables import DIMENSIONS

SCORE_BANDS = ("afw", *DIMENSIONS)
INHABITANT_BANDS = ("inwoners",)

_CELL_COLUMNS = ("grid_id", "crs28992res100m", "id")
_CELL_CODE = r"E\d{4}N\d{4}"  # lower-left corner in hundreds of metres RD


def cell_corners(frame: pd.DataFrame) -> pd.DataFrame | None:
    """Return the lower-left corner of each row's square, or None when rows are not squares.

    Returns
    -------
    DataFrame
        Int64 ``x`` and ``y`` [m, RD] on the index of `frame`; missing where the id is not understood.

    Examples
    --------
    >>> cell_corners(pd.DataFrame({"grid_id": ["E1213N4879"]})).values.tolist()
    [[121300, 487900]]
    """
    for name in _CELL_COLUMNS:
        column = find_column(frame, name)
        if column is None:
            continue
        codes = frame[column].astype("str").str.strip()
        codes = codes.where(codes.str.fullmatch(_CELL_CODE, na=False))
        if codes.notna().any():
            hundreds = {"x": codes.str[1:5], "y": codes.str[6:10]}
            return pd.DataFrame(
                {axis: pd.to_numeric(told).astype("Int64") * int(CELL_M) for axis, told in hundreds.items()}
            )
    return None


def read_cells(frame: pd.DataFrame, *, bands: tuple[str, ...], year: int | None = None) -> Grid:
    """Return a table of squares as a grid; squares that are not in the table are missing.

    Parameters
    ----------
    frame
        Squares by ``grid_id`` or ``crs28992res100m`` such as ``E1213N4879``; outlines or points beside it are
        not needed.
    bands
        `SCORE_BANDS` [points of the score] or `INHABITANT_BANDS` [persons]. A band without a
        column is missing everywhere.
    year
        The year asked; see `gis.sources.years.pick_year`.

    Raises
    ------
    TableError
        ``column_missing``; ``cell_unknown`` for an id that is not understood; ``outside_rd``; ``key_twice``;
        ``not_a_number``.
    SourceError
        ``year_not_in_file``.

    Examples
    --------
    >>> told = pd.DataFrame({"grid_id": ["E1213N4879", "E1214N4880"], "aantal_inwoners": ["35", "-99997"]})
    >>> grid = read_cells(told, bands=INHABITANT_BANDS, year=2024)
    >>> grid.bounds, grid.bands[0].tolist()
    ((121300.0, 487900.0, 121500.0, 488100.0), [[nan, nan], [35.0, nan]])
    """
    rows, chosen = pick_year(frame, year=year)
    corners = cell_corners(rows)
    if corners is None:
        raise TableError("column_missing", table="grid", column="grid_id")
    _check(corners)
    x, y = corners["x"].to_numpy(dtype=float), corners["y"].to_numpy(dtype=float)
    left, top = x.min(), y.max() + CELL_M
    column = ((x - left) / CELL_M).astype(int)
    row = ((top - CELL_M - y) / CELL_M).astype(int)
    values = np.full((len(bands), row.max() + 1, column.max() + 1), np.nan, dtype=np.float32)
    for place, band in enumerate(bands):
        told = find_column(rows, *FIGURE_COLUMNS.get(band, (band,)))
        if told is not None:
            numbers, _ = to_numbers(rows[told], table="grid")
            values[place, row, column] = numbers.to_numpy(dtype=np.float32, na_value=np.nan)
    return Grid(values, bands, Affine(CELL_M, 0, left, 0, -CELL_M, top), year=chosen)


def _check(corners: pd.DataFrame) -> None:
    if corners.empty:
        raise SourceError("grid_elsewhere")
    unknown = corners["x"].isna()
    if unknown.any():
        raise TableError("cell_unknown", row=str(corners.index[unknown][0]))
    inside = corners["x"].between(RD_BOX[0], RD_BOX[2] - CELL_M) & corners["y"].between(
        RD_BOX[1], RD_BOX[3] - CELL_M
    )
    if not inside.all():
        raise TableError("outside_rd", table="grid", bounds=corners[~inside].iloc[0].tolist())
    twice = corners.duplicated()
    if twice.any():
        x, y = corners[twice].iloc[0]
        raise TableError("key_twice", table="grid", key=f"E{x // int(CELL_M):04d}N{y // int(CELL_M):04d}")
