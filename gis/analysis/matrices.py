"""The tables of witte vlekken by party: how much each does, and what it answered when asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.analysis.begun import Moment, find_begun
from gis.analysis.rows import By, list_rows, rows_of
from gis.analysis.supply import Placed
from gis.analysis.within import CITYWIDE as WHOLE_GEMEENTE
from gis.analysis.within import WIDER as WIDER_REACHES
from gis.tables import ACTIVITIES, require
from gis.vocabulary import Vocabulary

NUMBER, NOBODY, NOT_ASKED, NO_TASK = "number", "nobody", "not asked", "no task"

PARTY_COLUMNS = ("party", "themagroep", "thema", "activities", "citywide", "ideas")
FIGURE_COLUMNS = ("indicator", "party", "activities", "ideas")
CELL_COLUMNS = (
    *("id", "title", "organisation", "partners", "theme", "period_text", "shown_as"),
    *("where", "begun"),
)
HERE, REACHING, CITY, WIDER = "here", "reaching", "citywide", "wider"
_WHERE = (HERE, REACHING, CITY, WIDER)


def count_by_party(
    activities: gpd.GeoDataFrame,
    parties: Sequence[str],
    *,
    reference_day: date,
    vocabulary: Vocabulary,
    moment: Moment | None = None,
    by: By = "group",
) -> pd.DataFrame:
    """Return how many activities each party has in every row of the table, at one moment.

    Every activity counts once under its main theme for each of its parties. What is over does not count.

    Parameters
    ----------
    activities
        Table `activities` in RD, already cut down to what may be seen.
    parties
        Whose columns the table has, in order; what others do is left out.

    Returns
    -------
    DataFrame
        On a new index `PARTY_COLUMNS`, per party the rows of `list_rows`: ``activities`` there at the moment
        asked, ``citywide`` those of them for the whole gemeente or more, and ``ideas`` whatever the moment.

    Raises
    ------
    TableError
        ``column_missing``.
    """
    told = _by_party(activities, reference_day=reference_day, moment=moment or Moment())
    rows = list_rows(vocabulary, by=by)
    told["row"] = rows_of(told["theme"], vocabulary=vocabulary, by=by)
    keys = pd.MultiIndex.from_product([list(parties), range(len(rows))], names=["party", "row"])
    counts = told.groupby(["party", "row"])[["activities", "citywide", "ideas"]].sum()
    whole = counts.reindex(keys, fill_value=0).astype(np.int64).reset_index()
    for name in rows.columns:
        whole[name] = rows[name].to_numpy()[whole["row"]]
    return whole[list(PARTY_COLUMNS)]


def count_by_figure(
    activities: gpd.GeoDataFrame,
    parties: Sequence[str],
    *,
    calls: Mapping[str, Sequence[str]],
    reference_day: date,
    moment: Moment | None = None,
) -> pd.DataFrame:
    """Return how many activities each party has on a theme that each figure calls for.

    No activity says itself which figure it serves: its main theme does.

    Parameters
    ----------
    calls
        By figure the themes that it calls for.

    Returns
    -------
    DataFrame
        On a new index `FIGURE_COLUMNS`, per figure the parties in order.

    Raises
    ------
    TableError
        ``column_missing``.
    """
    told = _by_party(activities, reference_day=reference_day, moment=moment or Moment())
    serves = pd.DataFrame(
        [(figure, theme) for figure, themes in calls.items() for theme in themes],
        columns=["indicator", "theme"],
        dtype="str",
    )
    keys = pd.MultiIndex.from_product([list(calls), list(parties)], names=["indicator", "party"])
    counts = told.merge(serves, on="theme").groupby(["indicator", "party"])[["activities", "ideas"]].sum()
    whole = counts.reindex(keys, fill_value=0).astype(np.int64).reset_index()
    return whole[list(FIGURE_COLUMNS)]


def judge_buurt(count: int, answers: Iterable[bool]) -> str:
    """Return what a cell of theme by buurt tells: a number, nobody, or no task of anybody that was asked.

    Parameters
    ----------
    answers
        Of each organisation that was asked about it whether it said that this is no task of it.

    Examples
    --------
    >>> [judge_buurt(0, told) for told in ([], [True, False], [True])]
    ['nobody', 'nobody', 'no task']
    """
    told = list(answers)
    if count:
        return NUMBER
    return NO_TASK if told and all(told) else NOBODY


def judge_party(count: int, *, no_task: bool | None) -> str:
    """Return what a cell of theme by party tells; `no_task` is None when nobody asked yet.

    Examples
    --------
    >>> judge_party(2, no_task=None), judge_party(0, no_task=None), judge_party(0, no_task=False)
    ('number', 'not asked', 'nobody')
    """
    if count:
        return NUMBER
    if no_task is None:
        return NOT_ASKED
    return NO_TASK if no_task else NOBODY


def list_cell(
    placed: Placed,
    *,
    code: str,
    row: str,
    reference_day: date,
    moment: Moment | None = None,
    by: By = "group",
) -> pd.DataFrame:
    """Return what there is in one buurt on one row of the table: there, within reach of it, or for everybody.

    Parameters
    ----------
    code
        Code of the buurt.
    row
        A theme group or theme as `list_rows` names it.

    Returns
    -------
    DataFrame
        On a new index `CELL_COLUMNS`, in the order of ``where`` (here, reaching, citywide, wider), what is
        there at the moment asked first; ``begun`` says whether it is. Ideas and later plans stand below.
    """
    rows = list_rows(placed.vocabulary, by=by)
    names = rows["thema" if by == "theme" else "themagroep"].tolist()
    codes = placed.buurten["buurtcode"].tolist()
    if row not in names or code not in codes:
        return pd.DataFrame(columns=list(CELL_COLUMNS))
    at = codes.index(code)
    fits = rows_of(placed.activities["theme"], vocabulary=placed.vocabulary, by=by) == names.index(row)
    begun, _ = find_begun(placed.activities, reference_day=reference_day, moment=moment or Moment())
    where: dict[int, str] = {}
    inside, wide = (frame[frame["buurt"] == at] for frame in (placed.inside, placed.wide))
    wider = wide["wider"].astype(bool)
    for kind, numbers in (
        (HERE, inside["activity"]),
        (REACHING, placed.there[0][placed.there[1] == at]),
        (CITY, wide.loc[~wider, "activity"]),
        (WIDER, wide.loc[wider, "activity"]),
    ):
        for number in numbers:
            where.setdefault(int(number), kind)
    chosen = [number for number in where if fits[number]]
    told = placed.activities.iloc[chosen]
    frame = pd.DataFrame(told[list(CELL_COLUMNS[:-2])]).assign(
        where=[where[number] for number in chosen], begun=begun[chosen]
    )
    order = frame["where"].map(_WHERE.index)
    return frame.assign(order=order).sort_values(
        ["begun", "order", "id"], ascending=[False, True, True], ignore_index=True
    )[list(CELL_COLUMNS)]


def _by_party(activities: gpd.GeoDataFrame, *, reference_day: date, moment: Moment) -> pd.DataFrame:
    """Return by activity and party whether it is there, for the whole gemeente or more, or an idea."""
    require(activities, ACTIVITIES, "id", "theme", "organisation", "partners", "reach", "shown_as")
    begun, _ = find_begun(activities, reference_day=reference_day, moment=moment)
    partners = [
        list(dict.fromkeys(named)) or [first]
        for named, first in zip(activities["partners"], activities["organisation"], strict=True)
    ]
    told = pd.DataFrame(
        {
            "theme": activities["theme"].to_numpy(),
            "party": partners,
            "activities": begun.astype(np.int64),
            "citywide": (
                begun & activities["reach"].isin([WHOLE_GEMEENTE, *WIDER_REACHES]).to_numpy()
            ).astype(np.int64),
            "ideas": (activities["shown_as"] == "idee").to_numpy().astype(np.int64),
        }
    )
    return told.explode("party", ignore_index=True)
