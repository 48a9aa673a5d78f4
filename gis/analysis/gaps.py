"""Witte vlekken: what the figures of each buurt call for, beside who does something there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from gis.analysis.moments import Flags
from gis.analysis.needs import BELOW, NEED_COLUMNS, NO_DIRECTION, NO_FIGURE
from gis.analysis.rows import NO_ROW, OWN_ROW, By
from gis.analysis.supply import SUPPLY_COLUMNS
from gis.errors import TableError
from gis.vocabulary import Vocabulary

THIN = 1  # this many activities, or fewer, is too little where the figure is low
THIN_SHARE = 0.25  # of the inhabitants within reach: less is too little (design: methods)
CROWDED_PARTIES = 3  # fewer are never crowded
CROWDED_DECILE = 0.9  # quantile of parties per 1,000 inhabitants, by row of the table
PER = 1_000  # inhabitants
DECIMALS = 3  # of parties per 1,000 inhabitants

NONE, CITY, SOME, ENOUGH, CROWDED = "none", "citywide", "thin", "ok", "crowded"
TOO_LITTLE = (NONE, CITY, SOME)

GAP_COLUMNS = (
    *SUPPLY_COLUMNS,
    *("parties_per_1000", "supply", "need", "need_dimension", "need_theme", "need_value"),
    *("need_reference", "need_difference", "need_about", "need_year", "need_change", "need_change_year"),
    *("need_coverage", "gap"),
)
_OF_NEED = {
    "indicator": "need_dimension",
    "value": "need_value",
    "reference": "need_reference",
    "difference": "need_difference",
    "about": "need_about",
    "year": "need_year",
    "change": "need_change",
    "change_year": "need_change_year",
    "coverage": "need_coverage",
}


def find_gaps(
    supply: pd.DataFrame,
    needs: pd.DataFrame,
    *,
    calls: Mapping[str, Sequence[str]],
    vocabulary: Vocabulary,
    inhabitants: pd.Series | None = None,
) -> pd.DataFrame:
    """Return need beside supply for every buurt and row of the table, and where there is a gap.

    A gap is a need that is below and a supply that is too little. A row without a figure is no gap: nobody
    knows whether there is one.

    Parameters
    ----------
    supply
        As `supply.count_supply` gives it, by theme group or by theme.
    needs
        As `needs.find_needs` gives them, of the same buurten.
    calls
        By figure the themes that it calls for ("Welk cijfer hoort bij welk thema?").
    inhabitants
        By code of the buurt [persons]; without them nothing is crowded.

    Returns
    -------
    DataFrame
        `GAP_COLUMNS` on the index of `supply`, with beside its columns

        - ``supply``: "none" (niemand), "citywide" (nobody here, something for the whole gemeente or more),
          "thin" (`judge_supply`), "crowded" or "ok";
        - ``parties_per_1000`` inhabitants, missing where their number is;
        - ``need`` below, about, above, "no direction" or "no figure": a theme group is as low as its lowest
          theme, and ``need_…`` tell of which figure and theme, with its value, that of the reference, their
          difference, within how much they are about equal, its year, how it changed since which year, and the
          share of the inhabitants that it is about;
        - ``gap``.

    Raises
    ------
    TableError
        ``column_missing``.
    """
    for name, promised, told in (("supply", SUPPLY_COLUMNS, supply), ("needs", NEED_COLUMNS, needs)):
        for column in promised:
            if column not in told.columns:
                raise TableError("column_missing", table=name, column=column)
    key = _key(supply)
    lowest = _lowest(needs, calls, vocabulary=vocabulary, by="theme" if key == "thema" else "group")
    table = supply.merge(lowest, on=["buurtcode", key], how="left").set_index(supply.index)
    table["need"] = table["need"].astype(object).where(table["need"].notna(), NO_FIGURE)
    people = table["buurtcode"].map(inhabitants if inhabitants is not None else {}).astype("float64")
    density = (PER * table["parties"] / people.where(people > 0)).round(DECIMALS)
    table["parties_per_1000"] = density
    limit = table[key].map(density.groupby(table[key]).quantile(CROWDED_DECILE))
    crowded = ((density >= limit) & (table["parties"] >= CROWDED_PARTIES)).to_numpy(dtype=bool)
    table["supply"] = judge_supply(table, crowded=crowded)
    table["gap"] = (table["need"] == BELOW) & table["supply"].isin(TOO_LITTLE)
    return table[list(GAP_COLUMNS)]


def judge_supply(supply: pd.DataFrame, *, crowded: Flags) -> pd.Series:
    """Return per row whether nobody is there, too few, enough, or very many.

    None: no activity in the buurt and none within reach of anybody there; citywide when there is one for the
    whole gemeente, region, province or the Rijk. Thin: one activity in the buurt or within reach, or less
    than a quarter of the inhabitants within reach of any; where the spot of one is not known its reach is
    not either, so that only the number counts. So one more activity never makes less of it.
    """
    there = supply["reaching"]
    wide = supply["citywide"] + supply["wider"]
    few = (there <= THIN) | ((supply["reached"] < THIN_SHARE) & (supply["unplaced"] == 0))
    told = np.select(
        [(there == 0) & (wide == 0), there == 0, few, crowded], [NONE, CITY, SOME, CROWDED], ENOUGH
    )
    return pd.Series(told, index=supply.index, dtype=object)


def _key(supply: pd.DataFrame) -> str:
    """Return the column that tells the rows apart: in a table by theme every theme is its own row."""
    return "themagroep" if not supply.duplicated(["buurtcode", "themagroep"]).any() else "thema"


def _lowest(
    needs: pd.DataFrame, calls: Mapping[str, Sequence[str]], *, vocabulary: Vocabulary, by: By
) -> pd.DataFrame:
    """Return by buurt and row of the table the figure that is lowest, of those that are known."""
    named = [
        (figure, theme, theme if by == "theme" or theme == OWN_ROW else vocabulary.themes[theme].group)
        for figure, themes in calls.items()
        for theme in themes
        if vocabulary.themes[theme].group != NO_ROW
    ]
    key = "thema" if by == "theme" else "themagroep"
    rows = pd.DataFrame(named, columns=["indicator", "need_theme", key], dtype="str")
    known = needs[needs["need"] != NO_FIGURE].rename(columns={"code": "buurtcode"})
    # What is never good or bad comes last, so that it is only told where there is nothing else. A figure of
    # another unit is as low as it is in widths of "about equal".
    depth = (known["difference"] / known["about"].where(known["about"] > 0)).fillna(known["difference"])
    neutral = known["need"] == NO_DIRECTION
    joined = known.assign(depth=depth, neutral=neutral).merge(rows, on="indicator")
    order = joined.sort_values(["neutral", "depth"], kind="stable")
    first = order.drop_duplicates(["buurtcode", key])
    return first.rename(columns=_OF_NEED)[["buurtcode", key, "need", "need_theme", *_OF_NEED.values()]]
