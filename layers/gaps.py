"""Witte vlekken: buurten where the figure is low and nobody, or only one, does something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd

from gis.analysis.gaps import CITY, NONE
from gis.tables import BUURTEN, require
from gis.vocabulary import Vocabulary
from layers.layer import Layer, to_features
from layers.style import NO_FIGURE, OUTLINE, Mark
from layers.words import gap_sentence

COLOUR = "#8c3d04"
NOBODY = (NONE, CITY)  # nobody in the buurt, though there may be something for the whole gemeente

# Told apart without colour: full and heavy, pale and dashed, hollow, hatched.
EMPTY = Mark(
    "empty",
    "Witte vlek: het cijfer is lager dan in de gemeente en niemand doet hier iets",
    fill=COLOUR,
    fill_opacity=0.55,
    stroke=COLOUR,
    width=3,
)
THIN = Mark(
    "thin",
    "Het cijfer is lager dan in de gemeente en er is weinig: één activiteit of klein bereik",
    fill=COLOUR,
    fill_opacity=0.18,
    stroke=COLOUR,
    width=2,
    dash="6 4",
)
FILLED = Mark("filled", "Er gebeurt al iets, of het cijfer is niet lager", stroke=OUTLINE, width=0.8)
UNKNOWN = replace(NO_FIGURE, label="geen cijfer", fill_opacity=0)  # the hatch alone: light and dark


def draw_gaps(
    gaps: pd.DataFrame,
    buurten: gpd.GeoDataFrame,
    *,
    theme_group: str,
    vocabulary: Vocabulary,
    made: bool,
    theme: str = "",
) -> Layer:
    """Return for one theme group, or one theme of it, where need meets no supply, or hardly any.

    Parameters
    ----------
    gaps
        As `gis.analysis.gaps.find_gaps` gives them.
    buurten
        Table `buurten` of one year, in RD.
    theme_group
        A value of `themagroep`: a letter, or ``klimaatadaptatie``. A buurt without a row for it is not
        drawn.
    vocabulary
        Names of theme groups and dimensions.
    theme
        A theme of that group, when `gaps` are by theme.
    made
        Whether the activities are an example; each sentence then says so.

    Raises
    ------
    TableError
        ``column_missing``, ``crs_not_rd``.
    """
    require(buurten, BUURTEN, "buurtcode", "buurtnaam")
    rows = gaps[gaps["themagroep"] == theme_group]
    rows = rows[rows["thema"] == theme] if theme else rows
    joined = buurten[["buurtcode", "buurtnaam", "geometry"]].merge(rows, on="buurtcode")
    records = [{str(name): value for name, value in row.items()} for row in joined.to_dict("records")]
    title = theme or vocabulary.groups.get(theme_group, theme_group)
    told = gpd.GeoDataFrame(joined, crs=buurten.crs).assign(
        id=joined["buurtcode"],
        name=joined["buurtnaam"],
        mark=[_key(row) for row in records],
        note=[
            gap_sentence(
                row, buurt=row["buurtnaam"], theme_group=title, dimensions=vocabulary.dimensions, made=made
            )
            for row in records
        ],
    )
    return Layer(
        id=f"gaps_{theme_group}",
        title=f"Witte vlekken: {title}",
        kind="area",
        features=to_features(told, columns=("id", "mark", "name", "note")),
        marks=(EMPTY, THIN, FILLED, UNKNOWN),
        explanation="Waar doet nog niemand iets? Vergeleken met het cijfer van de eigen gemeente.",
    )


def _key(row: Mapping[str, Any]) -> str:
    if row["need"] == "no figure":
        return UNKNOWN.key
    if not row["gap"]:
        return FILLED.key
    return EMPTY.key if row["supply"] in NOBODY else THIN.key
