"""The neighbourhood people mean: each drawing, kern and rand, and how many drew each place."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
from shapely.geometry.base import BaseGeometry

from gis.analysis.agreement import SAME, Surface
from gis.analysis.perceived import FEW_DRAWINGS
from gis.crs import RD
from gis.tables import DRAWINGS, require
from layers.accepted import SETTLED
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
BAND_MARK = Mark(
    "onzekere grens",
    "Onzekere grens: hier ergens loopt de lijn",
    fill="#fff3dc",
    fill_opacity=0.45,
    stroke="#7f3b08",
    width=1,
    dash="1 4",
    hatch=True,
)
CRISP = Mark("strak", "Strakke lijn", fill="#ffffff", fill_opacity=0.01, stroke="#22303a", width=3.5)

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
    """Return kern, rand, band and what was settled; the rand lighter and dashed, the band hatched.

    Parameters
    ----------
    areas
        As `gis.analysis.perceived.find_core` and `gis.analysis.certainty.find_band` give them; several may
        stand in one frame. What is empty is not drawn.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``.
    """
    require(areas, DRAWINGS, "id", "name", "part", "question", "drawings", "fictional")
    held = areas[~areas.geometry.is_empty]
    order = {mark.key: number for number, mark in enumerate((RIM, CORE, BAND_MARK, SETTLED))}  # from below
    ordered = held.iloc[held["part"].map(order).argsort(kind="stable")]
    seldom = {mark.key: (mark,) for mark in (BAND_MARK, SETTLED) if mark.key in set(held["part"])}
    marks = (CORE, *seldom.get(BAND_MARK.key, ()), RIM, *seldom.get(SETTLED.key, ()))
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
        marks=marks,
        explanation="Het gebied dat mensen bedoelen, geteld uit hun tekeningen.",
    )


def _core_note(row: Mapping[Hashable, Any]) -> str:
    few = (
        " Dat zijn er te weinig om te zeggen hoe zeker de grens is." if row["drawings"] < FEW_DRAWINGS else ""
    )
    together = "Vragen samen bekeken" if row.get("pooled") else "Vraag"
    return f"{together}: {row['question']}. {_drawn(int(row['drawings']))}{few}"


def draw_roles(areas: gpd.GeoDataFrame) -> Layer:
    """Return the kern of each role as a line in the colour of the role.

    Parameters
    ----------
    areas
        As `gis.workspace.perceived.see_roles` gives them.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``.
    """
    require(areas, DRAWINGS, "id", "name", "part", "role", "drawings", "fictional")
    kernen = areas[(areas["part"] == CORE.key) & ~areas.geometry.is_empty]
    told = kernen.assign(
        mark=kernen["role"],
        name=kernen["name"] + ": kern volgens " + kernen["role"],
        note=[_drawn(int(count)) for count in kernen["drawings"]],
        made=kernen["fictional"],
    )
    return Layer(
        id="perceived_roles",
        title="Kern per rol",
        kind="drawing",
        features=to_features(told, columns=("id", "mark", "name", "note", "made")),
        marks=tuple(
            replace(_role_mark(role), width=3.5, stroke_opacity=1, label=f"Kern volgens {role}")
            for role in sorted(kernen["role"].unique())
        ),
        explanation="Het gebied dat de mensen van één rol samen tekenden.",
    )


def draw_outline(shape: BaseGeometry, *, name: str, made: bool, number: int = 1) -> Layer:
    """Return the crisp line around a kern (RD), hardly filled; `number` tells several apart."""
    row = {
        "id": [f"strak {number}"],
        "mark": [CRISP.key],
        "name": [f"{name}: strakke lijn"],
        "note": [""],
        "made": [made],
    }
    frame = gpd.GeoDataFrame(row, geometry=[shape], crs=RD)
    return Layer(
        id=f"perceived_outline_{number}",
        title="Strakke lijn",
        kind="drawing",
        features=to_features(frame, columns=("id", "mark", "name", "note", "made")),
        marks=(CRISP,),
        explanation="De kern, rechtgetrokken en langs buurtgrenzen gelegd.",
    )


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
