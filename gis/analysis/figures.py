"""Figures of any area, with the interval in which the truth probably lies and why it is not narrower."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
from shapely.geometry.base import BaseGeometry

from gis.analysis import doubt
from gis.analysis.estimates import PEOPLE, Estimate, Known, Measure, estimate
from gis.analysis.pieces import Squares, cut_pieces
from gis.analysis.spread import part_variances
from gis.crs import require_rd
from gis.errors import TableError

Numbers = npt.NDArray[np.float64]

MINIMUM_PEOPLE = 50.0  # below it an area gets no figures: they would tell of persons
MOST_OUTSIDE = 0.05  # of the ground of an area outside all buurten
COLUMNS = ("area_id", "measure", "value", "low", "high", "grade", "cause", "source", "year")

Replicates = Mapping[str, Sequence[BaseGeometry]]


def find_figures(
    areas: gpd.GeoDataFrame,
    *,
    buurten: gpd.GeoDataFrame,
    figures: pd.DataFrame,
    measures: Sequence[Measure],
    squares: Squares | None = None,
    replicates: Replicates | None = None,
    minimum: float = MINIMUM_PEOPLE,
) -> pd.DataFrame:
    """Return the figures of areas: estimate, 90 % interval, grade and largest cause of doubt.

    Amounts go by the share of people, a mean is weighted by people; where squares are known they tell where
    people live and, as far as they have it, the figure itself. Causes of doubt are taken as independent:
    their variances are summed. A number that was rounded is anywhere within its rounding.

    Parameters
    ----------
    areas
        Polygons in RD with ``area_id``.
    buurten
        Outlines in RD with ``buurtcode``, of one year.
    figures
        By buurtcode: ``inwoners`` and the column of each measure; missing stays missing.
    measures
        What is asked. Inhabitants (``inwoners``) must be among them: they weigh all others.
    squares
        Inhabitants, and figures, of squares; None when only buurt figures are known.
    replicates
        By area_id other outlines that the area could have had, such as kernen of drawings drawn anew.
    minimum
        Inhabitants below which nothing is told.

    Returns
    -------
    DataFrame
        `COLUMNS`, a row per area and measure in their order, on a new index. Without a figure value, low,
        high and grade are missing, and the cause (`gis.analysis.doubt.REFUSALS`) tells why.

    Raises
    ------
    TableError
        ``crs_not_rd``, ``column_missing``.
    """
    _require(areas, buurten)
    told = figures.reindex(buurten["buurtcode"]).astype("Float64")
    known_of = {one.key: told[one.key].to_numpy(dtype=float, na_value=np.nan) for one in measures}
    if PEOPLE not in known_of:
        raise TableError("column_missing", table="figures", column=PEOPLE)
    pieces = cut_pieces(areas, buurten, squares=squares)
    spreads = [one.spread for one in measures]
    wholes = buurten.geometry.to_numpy()[pieces.buurt]
    known = Known(known_of, buurten, squares, part_variances(pieces.shapes, wholes, spreads))
    found = {one.key: estimate(one, areas, pieces, known, measures) for one in measures}
    drawn = _boundary(areas, replicates or {}, measures, known)
    people = found[PEOPLE].value
    rows = []
    for place, area_id in enumerate(areas["area_id"]):
        for one in measures:
            told_of = found[one.key]
            told_row = _tell(told_of, place, one, extra=drawn.get((place, one.key), 0.0))
            if pieces.covered[place] < 1 - MOST_OUTSIDE:
                told_row = (*_NOTHING, doubt.OUTSIDE)
            elif not people[place] >= minimum:
                told_row = (*_NOTHING, doubt.TOO_FEW)
            rows.append((area_id, one.key, *told_row, one.source, one.year))
    return _as_table(rows)


def _as_table(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    result = pd.DataFrame(rows, columns=list(COLUMNS))
    kinds = dict.fromkeys(("value", "low", "high"), "Float64") | {"year": "Int64", "area_id": "str"}
    return result.astype(kinds | dict.fromkeys(("grade", "cause", "source", "measure"), "str"))


def _require(areas: gpd.GeoDataFrame, buurten: gpd.GeoDataFrame) -> None:
    for frame, name, column in ((areas, "areas", "area_id"), (buurten, "buurten", "buurtcode")):
        require_rd(frame, table=name)
        if column not in frame.columns:
            raise TableError("column_missing", table=name, column=column)


_NOTHING = (np.nan, np.nan, np.nan, None)


def _tell(figure: Estimate, place: int, one: Measure, *, extra: float) -> tuple[object, ...]:
    value = float(figure.value[place])
    if np.isnan(value):
        return (*_NOTHING, doubt.NO_FIGURE)
    causes = {name: float(variance[place]) for name, variance in figure.causes.items()} | {
        doubt.BOUNDARY: extra
    }
    most = None if figure.most is None else float(figure.most[place])
    low, high = doubt.interval_of(value, sum(causes.values()), most=most)
    size = value if one.amount else one.between
    grade = doubt.grade_of(low, high, size=size, amount=one.amount, stand_in=bool(figure.stand_in[place]))
    return value, low, high, grade, doubt.largest(causes)


def _boundary(
    areas: gpd.GeoDataFrame, replicates: Replicates, measures: Sequence[Measure], known: Known
) -> dict[tuple[int, str], float]:
    """Return by place and measure the variance that other outlines of the same area give."""
    found: dict[tuple[int, str], float] = {}
    for place, area_id in enumerate(areas["area_id"]):
        outlines = [shape for shape in replicates.get(area_id, ()) if not shape.is_empty]
        if len(outlines) < 2:  # noqa: PLR2004 - a variance needs two
            continue
        frame = gpd.GeoDataFrame(geometry=outlines, crs=areas.crs)
        pieces = cut_pieces(frame, known.buurten, squares=known.squares)
        plain = Known(known.column, known.buurten, known.squares, None)
        for one in measures:
            values = estimate(one, frame, pieces, plain, measures).value
            if (~np.isnan(values)).sum() > 1:
                found[place, one.key] = float(np.nanvar(values, ddof=1))
    return found
