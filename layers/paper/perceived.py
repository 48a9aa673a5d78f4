"""The buurt zoals beleefd on paper: each kern as a line with a white heart, told in words in the legend."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from gis.analysis.agreement import CELL_M
from gis.analysis.perceived import FEW_DRAWINGS
from gis.exports.handover import Handover
from gis.workspace.accepted import SETTLED
from layers.paper.ground import View
from layers.paper.papers import Path, draw
from layers.perceived import CORE_COLOUR
from layers.words import plural

_WIDTH, _HEART = 1.3, 0.6  # mm: of the line and of the white in it
# What parts the heart of one kern from that of the next, line and gap in mm; then they begin again.
_HEARTS: tuple[tuple[float, ...], ...] = ((), (2.6, 1.3), (0.0, 1.4), (3.0, 1.0, 0.0, 1.0))


@dataclass(frozen=True)
class Core:
    """The outline of one kern as far as it is in view [mm], its heart (see `_HEARTS`), and what it is."""

    line: BaseGeometry
    heart: tuple[float, ...]
    words: str


def cores_in_view(handover: Handover, view: View) -> list[Core]:
    """Return each kern of which the map shows the edge; none when the handover does not want them."""
    if "perceived" not in handover.layers:
        return []
    rows = handover.perceived
    kernen = rows[rows["part"].isin(["kern", SETTLED]) & ~(rows.geometry.isna() | rows.geometry.is_empty)]
    inner = view.window.buffer(-_WIDTH / 2)  # no line along the edge of the map
    found: list[Core] = []
    for row, shape in zip(kernen.to_dict("records"), kernen.geometry, strict=True):
        edge = shape.simplify(CELL_M).boundary  # nobody drew the steps of the cells that were counted
        line = shapely.line_merge(view.to_paper(edge).intersection(inner))
        if not line.is_empty:
            heart = _HEARTS[len(found) % len(_HEARTS)]
            found.append(Core(line, heart, _words(row, mixed=not handover.fictional)))
    return found


def _words(row: Mapping[Hashable, Any], *, mixed: bool) -> str:
    if row["part"] == SETTLED:
        return f"{row['name']}, vastgesteld in {row['meeting']}"
    few = ", te weinig om zeker te zijn" if row["drawings"] < FEW_DRAWINGS else ""
    made = ", verzonnen" if mixed and row["fictional"] else ""
    count = plural(int(row["drawings"]), "tekening", "tekeningen")
    return f"{row['name']}, {row['question']} ({count}{few}{made})"


def draw_cores(cores: Sequence[Core]) -> list[Path]:
    """Return the kernen as lines: also in grey no other line has a white heart."""
    return [path for core in cores for path in draw_core_line(core.line, core.heart)]


def draw_core_line(line: BaseGeometry, heart: tuple[float, ...]) -> list[Path]:
    """Return one line [mm] with its heart."""
    return [
        *draw(line, stroke=CORE_COLOUR, width=_WIDTH),
        *draw(line, stroke="#ffffff", width=_HEART, dash=heart),
    ]
