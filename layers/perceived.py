"""The neighbourhood people mean: each drawing, kern and rand, and how many drew each place."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import geopandas as gpd
import numpy as np

from gis.analysis.agreement import SAME, Surface
from gis.analysis.perceived import FEW_DRAWINGS
from gis.tables import DRAWINGS, require
from layers.image import paint_classes
from layers.layer import Layer, to_features
from layers.style import Mark
from layers.words import plural

CORE_COLOUR = "#0b6e75"
CORE = Mark(
    "kern", "Kern: de meesten tekenden dit", fill=CORE_COLOUR, fill_opacity=0.4, stroke=CORE_COLOUR, width=3
)
RIM = Mark(
    "rand",
    "Rand: een deel tekende dit",
    fill=CORE_COLOUR,
    fill_opacity=0.14,
    stroke=CORE_COLOUR,
    width=1.5,
    dash="6 5",
)

# One colour per role that may draw, and a dash beside it for those who are not residents.
ROLE_COLOURS = {
    "bewoner": "#b35806",
    "gemeente": "#2166ac",
    "corporatie": "#a50f15",
    "wijkteam": "#9e2a6b",
    "welzijn": "#1b7837",
    "politie": "#333333",
    "zorg": "#c51b7d",
    "onderwijs": "#5e4fa2",
    "ondernemer": "#806000",
}
OTHER_COLOUR = "#5b6770"

# Share of the drawings from which each step of the surface begins, and its colour: pale to deep.
STEPS = (
    (0.0, "minder dan 10 % tekende dit", "#d9ecec"),
    (0.1, "10 tot 25 %", "#b0d8d9"),
    (0.25, "25 tot 50 %", "#7dbcc0"),
    (0.5, "50 tot 75 %", "#3f979d"),
    (0.75, "75 % of meer", CORE_COLOUR),
)


def draw_drawings(drawings: gpd.GeoDataFrame) -> Layer:
    """Return every drawing as a thin line in the colour of the role, hardly filled.

    Parameters
    ----------
    drawings
        Table `drawings` in RD. Needs `id`, `name`, `role`, `question`, `fictional`.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``.
    """
    require(drawings, DRAWINGS, "id", "name", "role", "question", "fictional")
    roles = drawings["role"].fillna("onbekend")
    told = drawings.assign(
        mark=roles,
        name=drawings["name"].fillna("zonder naam") + ", getekend door: " + roles,
        note="Vraag: " + drawings["question"].fillna("onbekend"),
        made=drawings["fictional"],
    )
    return Layer(
        id="drawings",
        title="Tekeningen",
        kind="drawing",
        features=to_features(told, columns=("id", "mark", "name", "note", "made")),
        marks=tuple(_role_mark(role) for role in sorted(roles.unique())),
        explanation=_drawn(len(drawings)),
    )


def _role_mark(role: str) -> Mark:
    colour = ROLE_COLOURS.get(role, OTHER_COLOUR)
    return Mark(
        role,
        role,
        fill=colour,
        fill_opacity=0.04,
        stroke=colour,
        stroke_opacity=0.85,
        width=1.5,
        dash="" if role == "bewoner" else "7 3",
    )


def draw_core(areas: gpd.GeoDataFrame) -> Layer:
    """Return kern and rand; the kern strong, the rand lighter and dashed.

    Parameters
    ----------
    areas
        As `gis.analysis.perceived.find_core` gives them; several may stand in one frame. An empty kern
        is not drawn.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``.
    """
    require(areas, DRAWINGS, "id", "name", "part", "question", "drawings", "fictional")
    marks = {mark.key: mark for mark in (RIM, CORE)}
    held = areas[~areas.geometry.is_empty]
    ordered = held.sort_values("part", ascending=False, kind="stable")  # rand first: the kern lies on top
    told = ordered.assign(
        mark=ordered["part"],
        name=ordered["name"] + ": " + ordered["part"],
        note=[_core_note(row) for row in ordered.to_dict("records")],
        made=ordered["fictional"],
    )
    return Layer(
        id="perceived",
        title="Buurt zoals beleefd",
        kind="drawing",
        features=to_features(told, columns=("id", "mark", "name", "note", "made")),
        marks=(marks["kern"], marks["rand"]),
        explanation="Het gebied dat mensen bedoelen, geteld uit hun tekeningen.",
    )


def _core_note(row: Mapping[Hashable, Any]) -> str:
    few = (
        " Dat zijn er te weinig om te zeggen hoe zeker de grens is." if row["drawings"] < FEW_DRAWINGS else ""
    )
    together = "Vragen samen bekeken" if row.get("pooled") else "Vraag"
    return f"{together}: {row['question']}. {_drawn(int(row['drawings']))}{few}"


def draw_surface(surface: Surface) -> Layer:
    """Return per cell which share of the drawings holds it, as a picture in five steps.

    Parameters
    ----------
    surface
        Counts on cells in RD. Where nobody drew, the map is seen through.
    """
    marks = tuple(
        Mark(str(n), label, fill=colour, fill_opacity=0.7, stroke="")
        for n, (_, label, colour) in enumerate(STEPS, start=1)
    )
    share = surface.agreement
    borders = [border - SAME for border, _, _ in STEPS]
    classes = np.where(share > 0, np.searchsorted(borders, share, side="right"), 0).astype("uint8")
    picture, bounds = paint_classes(classes, transform=surface.transform, marks=marks)
    return Layer(
        id="drawing_counts",
        title="Hoeveel mensen tekenden dit?",
        kind="image",
        features="",
        marks=marks,
        explanation=f"Vraag: {surface.question}. {_drawn(surface.drawings)}",
        clickable=False,
        image=picture,
        image_bounds=bounds,
    )


def _drawn(count: int) -> str:
    return f"{plural(count, 'tekening', 'tekeningen')}."
