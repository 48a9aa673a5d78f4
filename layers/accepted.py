"""Settled neighbourhoods on the map: the line that a meeting agreed on."""

from __future__ import annotations

import geopandas as gpd

from layers.layer import Layer, to_features
from layers.style import Mark
from layers.words.accepted import settled_words

SETTLED = Mark(
    "vastgesteld", "Vastgestelde buurt", fill="#0b6e75", fill_opacity=0.07, stroke="#083f44", width=3
)


def draw_accepted(accepted: gpd.GeoDataFrame) -> Layer:
    """Return the settled areas as a strong line, hardly filled, with the name that residents use.

    Parameters
    ----------
    accepted
        As `gis.workspace.accepted.see_accepted` returns it, in RD.
    """
    told = accepted.assign(
        id=accepted["code"],
        mark=SETTLED.key,
        note=[settled_words(row) for row in accepted.to_dict("records")],
        made=accepted["fictional"],
    )
    return Layer(
        id="accepted",
        title="Vastgestelde buurten",
        kind="area",
        features=to_features(told, columns=("id", "mark", "name", "note", "made")),
        marks=(SETTLED,),
        explanation="De grens die partners in een overleg hebben vastgesteld.",
    )
