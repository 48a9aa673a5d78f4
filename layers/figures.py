"""Key figures of CBS per buurt, in five groups of one neutral hue."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.errors import TableError
from gis.tables import BUURTEN, FIGURES, require
from layers.classes import equal_groups, group_marks, plain
from layers.layer import Layer, to_levels
from layers.style import NO_FIGURE

TITLES = {
    "inwoners": "Inwoners",
    "huishoudens": "Huishoudens",
    "inwoners_0_15": "Inwoners van 0 tot 15 jaar",
    "inwoners_65plus": "Inwoners van 65 jaar en ouder",
    "dichtheid_km2": "Inwoners per km²",
    "woz_waarde_keur": "Gemiddelde WOZ-waarde",
    "koopwoningen_pct": "Koopwoningen",
    "inkomen_keur": "Gemiddeld inkomen per inwoner",
}
MISSING = replace(NO_FIGURE, label="geen cijfer")

# How a number of each unit in `tables.FIGURES` is written, and what it is multiplied by first.
_UNITS = {
    "%": ("{} %", 1),
    "x 1.000 euro": ("€ {}", 1_000),
    "inwoners per km2": ("{} per km²", 1),
}


def draw_figures(
    buurten: gpd.GeoDataFrame,
    figures: pd.DataFrame,
    *,
    column: str,
    source: str,
    outlines: gpd.GeoDataFrame | None = None,
) -> Layer:
    """Return the buurten in five groups of about as many buurten each; never coloured good or bad.

    Parameters
    ----------
    buurten
        Table `buurten` of one year, in RD.
    figures
        Table `figures` of one year. A buurt whose figure is missing is hatched.
    column
        One of the columns of `figures`.
    source
        Who published it and which edition, in words.
    outlines
        The same outlines at every level (`gis.workspace.outlines`); None for as published alone.

    Raises
    ------
    TableError
        ``column_missing``, ``years_mixed``, ``crs_not_rd``.
    """
    if column not in FIGURES.units:
        raise TableError("column_missing", table="figures", column=column)
    require(buurten, BUURTEN, "buurtcode", "buurtnaam")
    require(figures, FIGURES, "code", "jaar", column)
    here = figures[figures["code"].isin(buurten["buurtcode"])]
    years = sorted(here["jaar"].dropna().unique())
    if len(years) > 1:
        raise TableError("years_mixed", table="figures", years=", ".join(map(str, years)))
    values = buurten["buurtcode"].map(here.set_index("code")[column])
    unit, times = _UNITS.get(FIGURES.units[column], ("{} " + FIGURES.units[column], 1))
    amounts = times * values.to_numpy(dtype="float64", na_value=np.nan)
    groups = equal_groups(amounts)
    year = f" {years[0]}" if years else ""
    told = gpd.GeoDataFrame(
        {
            "id": buurten["buurtcode"],
            "name": buurten["buurtnaam"],
            "mark": [str(group) if group else MISSING.key for group in groups],
            "note": [
                f"{TITLES[column]}{year}: {MISSING.label if np.isnan(amount) else unit.format(plain(amount))}"
                for amount in amounts
            ],
        },
        geometry=buurten.geometry,
    )
    features, levels = to_levels(told, columns=("id", "mark", "name", "note"), outlines=outlines)
    return Layer(
        id=f"figures_{column}",
        title=TITLES[column],
        kind="area",
        features=features,
        marks=(*group_marks(amounts, groups, unit=unit), MISSING),
        explanation=f"{source}. Elke kleur heeft ongeveer evenveel buurten.",
        public=True,
        levels=levels,
    )
