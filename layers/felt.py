"""Barriers and facilities on the map, as people feel them."""

from __future__ import annotations

import geopandas as gpd
from shapely.geometry.base import BaseGeometry

from gis.register.felt import BARRIER
from layers.layer import Layer, mark_shapes, to_features
from layers.style import Mark

BARRIER_MARK = Mark("barrière", "Barrière: hier houdt de buurt op", stroke="#7f3b08", width=4, dash="2 6")
OURS = Mark(
    "van ons", "Voorziening die van de buurt voelt", fill="#0b6e75", stroke="#ffffff", width=2, letter="✓"
)
CHOSEN = Mark("plek", "De plek die u nu toevoegt", fill="#0b6e75", stroke="#0b6e75", width=4)
NOT_OURS = Mark(
    "niet van ons", "Voelt niet van de buurt", fill="#ffffff", stroke="#7f3b08", width=2, letter="✕"
)


def draw_place(shape: BaseGeometry) -> Layer:
    """Return the place (RD) of what is being added."""
    return mark_shapes("felt_place", "Nieuwe plek", [shape], [CHOSEN])


def draw_felt(felt: gpd.GeoDataFrame) -> Layer:
    """Return barriers as dotted lines, facilities as a dot with a tick or a cross.

    Parameters
    ----------
    felt
        As `gis.workspace.belonging.see_felt` returns it, in RD.
    """
    is_barrier = felt["kind"] == BARRIER
    ours = felt["ours"].map({True: OURS.key, False: NOT_OURS.key})
    told = felt.assign(
        mark=ours.mask(is_barrier, BARRIER_MARK.key),
        note="Volgens: " + felt["role"],
        made=felt["fictional"],
    )
    marks = [mark for mark in (BARRIER_MARK, OURS, NOT_OURS) if mark.key in set(told["mark"])]
    return Layer(
        id="felt",
        title="Barrières en voorzieningen",
        kind="drawing",
        features=to_features(told, columns=("id", "mark", "name", "note", "made")),
        marks=tuple(marks),
        explanation="Zoals mensen het zeiden; ieder teken is één antwoord.",
    )
