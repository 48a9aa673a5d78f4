"""What a table can be used for, told by its columns."""

from __future__ import annotations

from typing import Literal

import geopandas as gpd
import pandas as pd

from gis.sources.cells import cell_corners
from gis.sources.columns import LEVELS, area_codes, find_column
from gis.sources.figures import FIGURE_COLUMNS
from gis.sources.grid import Grid
from gis.sources.indicators import is_indicators

Role = Literal[
    "buurt", "wijk", "gemeente", "figures", "scores", "grid_scores", "grid_inhabitants", "indicators"
]

_AREAL = ("Polygon", "MultiPolygon")


def find_roles(frame: pd.DataFrame) -> tuple[Role, ...]:
    """Return everything the frame can be used for; one layer may hold outlines, figures and scores at once.

    Parameters
    ----------
    frame
        Any table as read from a file. The name of the file, the layer and the order of columns do not matter.

    Returns
    -------
    tuple
        ``buurt``, ``wijk``, ``gemeente`` for outlines of that level, ``figures``, ``scores``,
        ``grid_scores``, ``grid_inhabitants``, ``indicators`` for a gemeente's own wijkkompas; empty when
        nothing is recognised.

    Examples
    --------
    >>> find_roles(pd.DataFrame({"gwb_code": ["BU00141000"], "a_inw": ["6580"]}))
    ('figures',)
    >>> find_roles(pd.DataFrame({"grid_id": ["E1213N4879"], "afw": ["0.1"]}))
    ('grid_scores',)
    """
    has_scores = find_column(frame, "kscore", "afw") is not None
    if cell_corners(frame) is not None:
        cells: list[Role] = ["grid_scores"] if has_scores else []
        if find_column(frame, *FIGURE_COLUMNS["inwoners"]) is not None:
            cells.append("grid_inhabitants")
        return tuple(cells)
    if is_indicators(frame):
        return ("indicators",)
    codes = area_codes(frame)
    if codes is None:
        return ()
    roles: list[Role] = []
    if isinstance(frame, gpd.GeoDataFrame):
        drawn = frame.geometry.geom_type.isin(_AREAL)
        begins = set(codes[drawn].dropna().str[:2])
        roles += [level for level, prefix in LEVELS.items() if prefix in begins]
    if any(find_column(frame, *names) is not None for names in FIGURE_COLUMNS.values()):
        roles.append("figures")
    if has_scores:
        roles.append("scores")
    return tuple(roles)


def find_grid_roles(grid: Grid) -> tuple[Role, ...]:
    """Return what a GeoTIFF can be used for, by the names of its bands; empty when they say nothing.

    Examples
    --------
    >>> import numpy as np
    >>> from affine import Affine
    >>> find_grid_roles(Grid(np.zeros((1, 1, 1), np.float32), ("inwoners",), Affine.identity()))
    ('grid_inhabitants',)
    """
    roles: list[Role] = ["grid_scores"] if "afw" in grid.names else []
    return (*roles, "grid_inhabitants") if "inwoners" in grid.names else tuple(roles)
