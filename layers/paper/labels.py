"""Where labels go on the map: near what they name, never over one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import cos, hypot, inf, pi, sin

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from layers.paper.papers import Box, Entry, Mark, Path, Size, Spot, Words, draw
from layers.paper.symbols import badge_size, draw_badge
from layers.style import INK

GAP = 0.6  # mm between labels
TURNS = 16  # directions in which a free spot is looked for
NEAREST = 1.2  # mm from a spot to a label beside it
STEP = 1.5  # mm between the rings in which it is looked for
TOGETHER = (1.2, 4.0, 12.0, 40.0, inf)  # mm within which spots share a label; the next when none is free
APART = 14.0  # mm that is enough between two spots
_SHARES = (0.5, 0.38, 0.62, 0.26, 0.74, 0.14, 0.86, 0.02, 0.98)  # along a line, the middle first
LONGEST = 14  # letters on one line of a shared label


@dataclass(frozen=True)
class Label:
    """What stands at `box`, for which spot, in whose look (`shown_as` "" for several)."""

    text: str
    spot: Spot
    box: Box
    letter: str
    shown_as: str


def find_spots(shapes: Mapping[int, BaseGeometry], window: BaseGeometry) -> dict[int, Spot]:
    """Return per number the spot [mm] that its label points at, within the window.

    A point is its own spot, the first of several. A line or an outline gives the first of its spots that
    is `APART` from the others, else the one furthest from them: outlines that cross stay apart that way.
    """
    spots: dict[int, Spot] = {}
    chosen = np.empty((0, 2))
    for number in sorted(shapes, key=lambda one: (shapes[one].length > 0, one)):
        offered = _offered(shapes[number].intersection(window))
        far = np.full(len(offered), APART)
        if len(chosen):
            far = np.hypot(*(offered[:, None] - chosen[None]).transpose(2, 0, 1)).min(axis=1)
        x, y = offered[int(np.argmax(np.minimum(far, APART)))]
        spots[number] = float(x), float(y)
        chosen = np.vstack([chosen, (x, y)])
    return spots


def _offered(seen: BaseGeometry) -> npt.NDArray[np.float64]:
    """Return spots of the largest part: of a line its middle first, of an area around its outline."""
    part = max(shapely.get_parts(seen), key=lambda one: (one.area, one.length))
    if part.geom_type == "Point":
        return np.array([[part.x, part.y]])
    line = part.exterior if part.geom_type == "Polygon" else part
    return shapely.get_coordinates(line.interpolate(_SHARES, normalized=True))


def place_labels(
    entries: Sequence[Entry], spots: Mapping[int, Spot], *, frame: Box, taken: Sequence[Box], size: float
) -> list[Label]:
    """Return a label for each numbered entry, none over another or over what is taken.

    Entries at one spot share a label that names them all, such as "E1 E2 S7".

    Parameters
    ----------
    spots
        Where each number is [mm].
    frame
        The labels stay within it [mm].
    taken
        Boxes that stay free of labels [mm].
    size
        Type size [pt].
    """
    for together in TOGETHER:
        groups = _gather(entries, spots, within=together)
        labels = _place_all(groups, spots, frame=frame, taken=taken, size=size)
        if labels is not None:
            return labels
    return [_in_the_middle(entries, spots, frame=frame, size=size)]


def _gather(entries: Sequence[Entry], spots: Mapping[int, Spot], *, within: float) -> list[list[Entry]]:
    groups: list[tuple[Spot, list[Entry]]] = []
    for entry in entries:
        x, y = spots[entry.number or 0]
        for (other_x, other_y), group in groups:
            if hypot(x - other_x, y - other_y) <= within:
                group.append(entry)
                break
        else:
            groups.append(((x, y), [entry]))
    return [group for _, group in groups]


def shared_text(entries: Sequence[Entry]) -> str:
    """Return one text for several entries: runs joined, a new line where it gets long.

    Examples
    --------
    >>> def entry(number, letter):
    ...     return Entry("", number, letter, "idee", False, "", "")
    >>> shared_text([entry(1, "E"), entry(2, "E"), entry(7, "S")])
    'E1 E2 S7'
    """
    runs = []
    for _, run in groupby(
        enumerate(entries), key=lambda one: (one[1].letter, one[1].coarse, (one[1].number or 0) - one[0])
    ):
        labels = [entry.label for _, entry in run]
        runs.append(
            f"{labels[0]}–{labels[-1].removeprefix('≈')}" if len(labels) > 2 else " ".join(labels)  # noqa: PLR2004
        )
    lines = [""]
    for told in " ".join(runs).split():
        if lines[-1] and len(lines[-1]) + 1 + len(told) > LONGEST:
            lines.append("")
        lines[-1] = f"{lines[-1]} {told}".strip()
    return "\n".join(lines)


def _place_all(
    groups: Sequence[Sequence[Entry]],
    spots: Mapping[int, Spot],
    *,
    frame: Box,
    taken: Sequence[Box],
    size: float,
) -> list[Label] | None:
    boxes = np.array(taken, dtype=float).reshape(-1, 4)
    labels = []
    for group in groups:
        text, spot = shared_text(group), spots[group[0].number or 0]
        box = _free_box(spot, badge_size(text, size=size), frame=frame, boxes=boxes)
        if box is None:
            return None
        boxes = np.vstack([boxes, box])
        labels.append(_label(group, text, spot, box))
    return labels


def _in_the_middle(entries: Sequence[Entry], spots: Mapping[int, Spot], *, frame: Box, size: float) -> Label:
    """Return one label for all, where the map is too full for any other: told all the same."""
    text = shared_text(entries)
    middle = ((frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2)
    return _label(
        entries, text, spots[entries[0].number or 0], _around(*middle, *badge_size(text, size=size))
    )


def _label(group: Sequence[Entry], text: str, spot: Spot, box: Box) -> Label:
    alone = len(group) == 1
    return Label(text, spot, box, group[0].letter, group[0].shown_as if alone else "")


def _free_box(
    spot: Spot, wide_high: tuple[float, float], *, frame: Box, boxes: npt.NDArray[np.float64]
) -> Box | None:
    wide, high = wide_high
    furthest = hypot(frame[2] - frame[0], frame[3] - frame[1])
    for x, y in _candidates(spot, wide, high, furthest=furthest):
        box = _around(x, y, wide, high)
        if _within(box, frame) and not _hits(box, boxes):
            return box
    return None


def _candidates(spot: Spot, wide: float, high: float, *, furthest: float) -> Iterator[Spot]:
    """Give middles of boxes: on the spot, then beside it in wider and wider rings, upper right first."""
    yield spot
    away = NEAREST
    while away < furthest:
        for turn in range(TURNS):
            angle = pi / 4 + turn * 2 * pi / TURNS
            yield spot[0] + cos(angle) * (away + wide / 2), spot[1] - sin(angle) * (away + high / 2)
        away += STEP


def place_name(
    words: Sequence[Words], area: BaseGeometry, *, taken: npt.NDArray[np.float64], size: Size
) -> tuple[list[Words], Box] | None:
    """Return the name of an area [mm] at a free spot inside it and the box that takes; None without room."""
    if not words or area.is_empty:
        return None
    _, high = badge_size("x", size=size.small)
    wide = max(badge_size(one.text, size=one.size)[0] for one in words)
    high += words[-1].y
    spacing = max(2.0, area.area**0.5 / 25)
    left, top, right, bottom = area.bounds
    xs, ys = np.meshgrid(np.arange(left, right, spacing), np.arange(top, bottom, spacing))
    x, y = xs.ravel(), ys.ravel()
    around = shapely.box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
    shapely.prepare(area)
    inside = shapely.covers(area, around)
    middle = shapely.point_on_surface(area)
    far = np.hypot(x - middle.x, y - middle.y)
    for row in np.argsort(far, kind="stable"):
        box = _around(float(x[row]), float(y[row]), wide, high)
        if inside[row] and not _hits(box, taken):
            base = box[1] + size.small * 0.36
            return [_at(one, float(x[row]), base) for one in words], box
    return None


def _at(words: Words, x: float, y: float) -> Words:
    return Words(x, y + words.y, words.text, words.size, words.bold, words.colour, words.anchor)


def draw_labels(labels: Sequence[Label], *, size: float) -> list[Mark]:
    """Return the labels, with a thin line to the spot of those that had to move away."""
    marks: list[Mark] = []
    for label in labels:
        left, top, right, bottom = label.box
        middle = ((left + right) / 2, (top + bottom) / 2)
        x, y = label.spot
        if not (left <= x <= right and top <= y <= bottom):
            marks.append(Path(((label.spot, middle),), closed=False, stroke="#ffffff", width=0.7))
            marks.append(Path(((label.spot, middle),), closed=False, stroke=INK, width=0.25))
            marks += draw(shapely.Point(x, y).buffer(0.5), fill=INK, stroke="#ffffff", width=0.15)
    for label in labels:
        marks += draw_badge(label.text, label.box, size=size, letter=label.letter, shown_as=label.shown_as)
    return marks


def _around(x: float, y: float, wide: float, high: float) -> Box:
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _within(box: Box, frame: Box) -> bool:
    return (
        box[0] >= frame[0] + GAP
        and box[1] >= frame[1] + GAP
        and box[2] <= frame[2] - GAP
        and box[3] <= frame[3] - GAP
    )


def _hits(box: Box, boxes: npt.NDArray[np.float64]) -> bool:
    return bool(
        np.any(
            (box[0] < boxes[:, 2] + GAP)
            & (box[2] > boxes[:, 0] - GAP)
            & (box[1] < boxes[:, 3] + GAP)
            & (box[3] > boxes[:, 1] - GAP)
        )
    )
