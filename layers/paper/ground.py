"""What lies under the activities: where the map looks, the buurten, their scores and their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from gis.exports.handover import Handover
from layers.paper.areas import Area
from layers.paper.papers import Box, Path, Size, Words, draw
from layers.paper.symbols import HAIRLINE, LAND, NO_SCORE_FILL, OUTLINE, PALE_NINE, PAPER_WHITE, hatch
from layers.style import INK

# Scales that people can reckon with; beyond the last, whole multiples of it.
SCALES = (
    *(1_000, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000, 6_000, 7_500, 8_000, 10_000, 12_500, 15_000, 20_000),
    *(25_000, 30_000, 40_000, 50_000, 75_000, 100_000, 150_000, 200_000, 250_000),
)
AROUND = 0.06  # of the height and width of what is shown, left free on each side
SMALLEST_M = 300.0  # a single spot is shown with this much around it
VEIL = 0.72  # how much paler the buurten outside a chosen area are


@dataclass(frozen=True)
class View:
    """From RD [m] to paper [mm]: the map is in RD, so its vertical lines are those of the grid."""

    frame: Box
    scale: int
    middle: tuple[float, float]

    def to_paper(self, shape: BaseGeometry) -> BaseGeometry:
        """Return a shape of RD in mm.

        Examples
        --------
        >>> view = View((0, 0, 100, 100), 5000, (155_000, 463_000))
        >>> line = view.to_paper(shapely.LineString([(155_000, 463_000), (155_100, 463_000)]))
        >>> list(line.coords)
        [(50.0, 50.0), (70.0, 50.0)]
        """
        left, top, right, bottom = self.frame
        origin = np.array([(left + right) / 2, (top + bottom) / 2])
        factors = np.array([1000 / self.scale, -1000 / self.scale])
        return shapely.transform(
            shapely.force_2d(shape), lambda points: origin + (points - np.array(self.middle)) * factors
        )

    @property
    def window(self) -> BaseGeometry:
        """The edge of the map [mm]."""
        return shapely.box(*self.frame)


def look_at(shapes: Sequence[BaseGeometry], *, frame: Box) -> View | None:
    """Return the view in which the shapes (RD) fill the frame at a round scale; None without shapes."""
    bounds = shapely.total_bounds(np.asarray(shapes, dtype=object)) if len(shapes) else np.full(4, np.nan)
    if np.isnan(bounds).any():
        return None
    west, south, east, north = (float(value) for value in bounds)
    wide, high = (max(span * (1 + 2 * AROUND), SMALLEST_M) for span in (east - west, north - south))
    least = max(wide / (frame[2] - frame[0]), high / (frame[3] - frame[1])) * 1000
    scale = next((one for one in SCALES if one >= least), ceil(least / SCALES[-1]) * SCALES[-1])
    return View(frame, scale, ((west + east) / 2, (south + north) / 2))


@dataclass(frozen=True)
class Buurt:
    """One buurt in view: its visible part [mm], name, and class 1 to 9, 0 without a score, None unasked."""

    name: str
    shape: BaseGeometry
    step: int | None
    chosen: bool


def buurten_in_view(handover: Handover, view: View, *, area: Area | None) -> list[Buurt]:
    """Return the buurten that the map shows; scores only when the handover wants them."""
    known = handover.buurten[handover.buurten.geometry.notna()]
    steps = _steps(handover, known)
    found = []
    for row, shape, step in zip(known.to_dict("records"), known.geometry, steps, strict=True):
        seen = view.to_paper(shape).intersection(view.window)
        if not seen.is_empty:
            chosen = area is None or row["buurtcode"] in area.buurten
            found.append(Buurt(str(row["buurtnaam"]), seen, step, chosen))
    return found


def _steps(handover: Handover, buurten: gpd.GeoDataFrame) -> list[int | None]:
    if "scores" not in handover.layers:
        return [None] * len(buurten)
    scores = dict(zip(handover.scores["code"], handover.scores["kscore"], strict=True))
    told = [scores.get(code) for code in buurten["buurtcode"]]
    return [0 if step is None or pd.isna(step) else int(step) for step in told]


def draw_ground(buurten: Sequence[Buurt], view: View) -> list[Path]:
    """Return the land, each buurt in the shade of its class or hatched, and the outlines."""
    paths: list[Path] = []
    for buurt in buurten:
        areas = shapely.union_all([one for one in shapely.get_parts(buurt.shape) if one.area > 0])
        if areas.is_empty:
            continue
        fill = PAPER_WHITE if buurt.step is None else ("", *PALE_NINE)[buurt.step] or NO_SCORE_FILL
        paths += draw(areas, fill=fill)
        if buurt.step == 0:
            paths += hatch(areas)
        if not buurt.chosen:
            paths += draw(areas, fill=LAND, fill_opacity=VEIL)
    inner = view.window.buffer(-0.05)
    edges = [buurt.shape.boundary.intersection(inner) for buurt in buurten]
    paths += draw(shapely.line_merge(shapely.union_all(edges)), stroke=OUTLINE, width=0.3)
    chosen = [buurt.shape for buurt in buurten if buurt.chosen]
    if len(chosen) < len(buurten):
        edge = shapely.union_all(chosen).boundary.intersection(inner)
        paths += draw(shapely.line_merge(edge), stroke=INK, width=0.7)
    return paths


def edge_of(view_frame: Box) -> list[Path]:
    """Return the line around the map."""
    return draw(shapely.box(*view_frame), stroke=HAIRLINE, width=0.4)


def name_lines(buurt: Buurt, *, size: Size) -> list[Words]:
    """Return what stands in a buurt: its name and its class, around the spot (0, 0)."""
    name = Words(0, 0, buurt.name, size.small, bold=True, colour=INK, anchor="middle")
    if buurt.step is None:
        return [name]
    told = f"klasse {buurt.step}" if buurt.step else "geen score"
    below = size.small * 0.4
    return [name, Words(0, below, told, size.small, colour=INK, anchor="middle")]
