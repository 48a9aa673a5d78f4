"""The map of the wijkplattegrond with its legend below it, in a room on the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gis.exports.handover import Handover
from gis.vocabulary import Vocabulary
from layers.paper.areas import Area
from layers.paper.entries import Told
from layers.paper.ground import Buurt, View, buurten_in_view, draw_ground, edge_of, look_at, name_lines
from layers.paper.labels import Label, draw_labels, find_spots, place_labels, place_name
from layers.paper.legend import across as word_across
from layers.paper.legend import lay_out, legend_items, north_arrow, scale_bar
from layers.paper.papers import Box, Mark, Size, Words, draw, moved
from layers.paper.perceived import cores_in_view, draw_cores
from layers.paper.symbols import LAND, PAPER_WHITE, QUIET, draw_shape

SMALL = 15.0  # mm: lines and areas smaller than this are not covered by labels
POINT_MM = 5.0  # around a point, left free for its number
NOTHING = "Er zijn geen grenzen en geen plekken om te tekenen."
_TO_LEGEND = 2.5  # mm


@dataclass(frozen=True)
class Map:
    """What was drawn: marks, where the map is, its scale (None for an empty map), labels with their boxes."""

    marks: tuple[Mark, ...]
    frame: Box
    scale: int | None
    labels: tuple[tuple[str, Box], ...]


def draw_map(
    handover: Handover,
    told: Told,
    *,
    room: Box,
    vocabulary: Vocabulary,
    size: Size,
    area: Area | None,
    across: str,
) -> Map:
    """Return the map and its legend so that both fill the room [mm].

    Parameters
    ----------
    told
        The entries of the list and their shapes in RD.
    across
        A word across the map, "" for none.
    """
    shown = _shown(handover, told, area)
    high = 0.0
    for _ in range(3):  # the legend tells only what the map shows, and the map ends where the legend begins
        frame = (room[0], room[1], room[2], room[3] - high - _TO_LEGEND)
        view = look_at(shown, frame=frame)
        buurten = buurten_in_view(handover, view, area=area) if view else []
        names, taken = _names(buurten, told, view, size) if view else ([], [])
        labels = _labels(told, view, size, taken=taken) if view else []
        cores = cores_in_view(handover, view) if view else []
        items = legend_items(
            told.entries, labels, buurten, cores, vocabulary=vocabulary, size=size, year=_year(handover)
        )
        legend, needed = lay_out(items, width=room[2] - room[0], size=size)
        if needed <= high:
            break
        high = needed
    marks: list[Mark] = [*draw(shapely.box(*frame), fill=LAND)]
    if view is None:
        middle = (frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2
        marks.append(Words(*middle, NOTHING, size.text, colour=QUIET, anchor="middle"))
    else:
        marks += [*draw_ground(buurten, view), *draw_cores(cores), *_shapes(told, view)]
        marks += [word_across(across, frame)] if across else []
        marks += [*draw_labels(labels, size=size.text), *names]
        marks += [mark for drawn, _ in _furniture(view, size) for mark in drawn]
    marks += [*edge_of(frame), *(moved(mark, frame[0], frame[3] + _TO_LEGEND) for mark in legend)]
    told_labels = tuple((label.text, label.box) for label in labels)
    return Map(tuple(marks), frame, view.scale if view else None, told_labels)


def _shown(handover: Handover, told: Told, area: Area | None) -> list[BaseGeometry]:
    """Return what the map must hold: the area, else the activities, else all buurten."""
    buurten = handover.buurten
    if area is not None:
        return list(buurten.geometry[buurten["buurtcode"].isin(area.buurten)].dropna())
    return list(told.shapes.values()) or list(buurten.geometry.dropna())


def _year(handover: Handover) -> int | None:
    years = handover.scores["score_jaar"].dropna().unique()
    return int(years[0]) if len(years) == 1 else None


def _furniture(view: View, size: Size) -> list[tuple[list[Mark], Box]]:
    """Return the scale bar and the north arrow, each with the box that it takes."""
    left, top, right, bottom = view.frame
    bar, bar_wide, bar_high = scale_bar(view.scale, size=size)
    arrow, wide, high = north_arrow(size=size)
    return [
        (
            [moved(mark, left, bottom - bar_high) for mark in bar],
            (left, bottom - bar_high, left + bar_wide, bottom),
        ),
        ([moved(mark, right - wide, top) for mark in arrow], (right - wide, top, right, top + high)),
    ]


def _labels(told: Told, view: View, size: Size, *, taken: Sequence[Box]) -> list[Label]:
    shapes = {number: view.to_paper(shape) for number, shape in told.shapes.items()}
    return place_labels(
        told.on_map,
        find_spots(shapes, view.window),
        frame=view.frame,
        taken=taken,
        size=size.text,
    )


def _small(told: Told, view: View) -> list[Box]:
    """Return the boxes [mm] of lines and areas that a label would hide."""
    shapes = [view.to_paper(shape) for shape in told.shapes.values() if shape.length > 0]
    boxes = [shape.intersection(view.window).bounds for shape in shapes]
    return [box for box in boxes if box[2] - box[0] < SMALL and box[3] - box[1] < SMALL]


def _shapes(told: Told, view: View) -> list[Mark]:
    """Return the activities, the largest below."""
    marks: list[Mark] = []
    for entry in sorted(told.on_map, key=lambda entry: -told.shapes[entry.number or 0].area):
        shape = view.to_paper(told.shapes[entry.number or 0])
        marks += draw_shape(shape, view.window, letter=entry.letter, shown_as=entry.shown_as)
    return marks


def _names(buurten: Sequence[Buurt], told: Told, view: View, size: Size) -> tuple[list[Mark], list[Box]]:
    """Return the names of the buurten, beside the activities, else among them, else the class alone.

    They come before the numbers, which can move further. With them go the boxes where no number goes.
    """
    taken = [*(box for _, box in _furniture(view, size)), *_small(told, view)]
    boxes = np.array(taken, dtype=float).reshape(-1, 4)
    shapes = [view.to_paper(shape) for shape in told.shapes.values()]
    busy = shapely.union_all([shape.buffer(1 if shape.length else POINT_MM) for shape in shapes])
    marks: list[Mark] = []
    for buurt in buurten:
        lines = name_lines(buurt, size=size)
        for words, room in (
            (lines, buurt.shape.difference(busy)),
            (lines, buurt.shape),
            (lines[1:], buurt.shape),
        ):
            found = place_name(words, room, taken=boxes, size=size)
            if found is not None:
                named, box = found
                boxes = np.vstack([boxes, box])
                taken.append(box)
                marks += [*draw(shapely.box(*box), fill=PAPER_WHITE, fill_opacity=0.7), *named]
                break
    return marks, taken
