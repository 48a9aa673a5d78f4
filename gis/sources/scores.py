"""Leefbaarometer scores of buurten, wijken and gemeenten."""

from __future__ import annotations

import pandas as pd

from gis.errors import TableError
from gis.sources.columns import YEAR_COLUMNS, area_rows, find_column
from gis.sources.values import to_numbers
from gis.sources.years import pick_year
from gis.tables import DIMENSIONS, SCORES, conform

CLASSES = ("kscore", "kafw", *(f"k{name}" for name in DIMENSIONS))
DEVIATIONS = ("afw", *DIMENSIONS)

_LOWEST, _HIGHEST = 1, 9  # classes of Leefbaarometer 3.0
_YEARS = ("score_jaar", "lbm_jaar", *YEAR_COLUMNS)


def read_scores(
    frame: pd.DataFrame, *, gemeentecode: str | None = None, year: int | None = None
) -> pd.DataFrame:
    """Return the Leefbaarometer scores as published; an area without any score has no row.

    Parameters
    ----------
    frame
        Scores in any form known here. Classes are read, never computed: open data without them leaves them
        missing.
    gemeentecode
        Such as ``GM0014``; None for the whole country.
    year
        The year asked; see `gis.sources.years.pick_year`.

    Returns
    -------
    DataFrame
        Table SCORES in the order of the codes; classes 1-9, deviations in points of the score.

    Raises
    ------
    TableError
        ``not_a_number``; ``class_unknown`` for a class outside 1-9; ``code_unknown``, ``column_missing``,
        ``key_twice``.
    SourceError
        ``gemeente_unknown``, ``year_not_in_file``.

    Examples
    --------
    >>> service = pd.DataFrame({"id": ["BU0363AB10"], "year": ["2024"], "kscore": [9], "afw": [0.371047]})
    >>> read_scores(service)[["code", "score_jaar", "kscore"]].to_dict("list")
    {'code': ['BU0363AB10'], 'score_jaar': [2024], 'kscore': [9]}
    """
    rows = area_rows(frame, table=SCORES, gemeentecode=gemeentecode)
    rows, chosen = pick_year(rows, year=year, among=_YEARS)
    values = pd.DataFrame({"code": rows["code"], "score_jaar": chosen})
    for name in (*CLASSES, *DEVIATIONS):
        column = find_column(rows, name)
        if column is not None:
            values[name], _ = to_numbers(rows[column], table=SCORES.name)
    for name in set(CLASSES) & set(values.columns):
        wrong = values[name].notna() & ~values[name].isin(range(_LOWEST, _HIGHEST + 1))
        if wrong.any():
            raise TableError("class_unknown", column=name, value=float(values.loc[wrong, name].iloc[0]))
    told = [name for name in (*CLASSES, *DEVIATIONS) if name in values]
    scored = values.dropna(subset=told, how="all").drop_duplicates()
    return conform(scored.sort_values("code", ignore_index=True), SCORES)
