"""Finds the closed pen lines on a drawing sheet that lies flat: what has a colour is the pen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import shapely
from shapely.affinity import translate

from gis.errors import SourceError
from gis.sources.photo import Picture
from gis.sources.straighten import PIXELS_PER_MM

# How coloured a pixel is: (largest - smallest) / largest of red, green and blue, without that of the light.
LEAST_COLOUR = 0.2
_PAPER_COLOUR = 0.15  # below it a pixel is paper, grey print or their shadow
_DARKEST = 0.08  # of white: darker than this has no colour that can be told
_EDGE_MM = 1.0  # inside the frame, where its own line is
_SPECK_MM2 = 6.0  # smaller spots are no pen
_SLIVER_MM = 1.5  # largest distance to the pen in white between two strokes of one line
_GAPS_MM = (0.5, 1.0, 1.5)  # by which a line that is not quite closed is made wider on each side, in turn
_LEAST_MM2 = 150.0  # that a line goes around: less is a letter or a dot
_THICKEST_MM = 9.0  # of a pen
_DEEPER = 1.05  # of half a stroke: what lies deeper than this from both sides is a corner, or a thick spot
_SHARP = 1.15  # how much farther the one side is than the other in a corner, and not in a thick spot
_ALIKE = 1 / 3  # a second line counts when it is at least this long beside the first
_SMOOTH_MM = 0.15  # to which an outline is simplified

Mask = npt.NDArray[np.bool_]
_Grey = npt.NDArray[Any]


@dataclass(frozen=True)
class Line:
    """A closed line.

    `area` is what it goes around, up to the middle of the stroke, in mm from the top left of the picture.
    `gap_mm` is the widest opening that was closed, 0 for a line that was closed already.
    """

    area: shapely.Polygon
    gap_mm: float = 0.0

    def moved(self, right: float, down: float) -> Line:
        """Return the line shifted by so many mm."""
        return replace(self, area=translate(self.area, right, down))


def find_lines(picture: Picture) -> list[Line]:
    """Return the closed lines that a pen drew on a map, the longest first.

    Parameters
    ----------
    picture
        What is inside the frame of the map, `PIXELS_PER_MM`. What is printed on it is grey.

    Raises
    ------
    SourceError
        ``scan_no_line``; ``scan_filled`` when it is coloured in; ``scan_line_off_map``; ``scan_line_open``;
        ``scan_lines_cross``.
    """
    inset = round(_EDGE_MM * PIXELS_PER_MM)
    pen = _keep_large(_pen(picture[inset:-inset, inset:-inset]), _SPECK_MM2)
    if not pen.any():
        raise SourceError("scan_no_line")
    thick = 2 * cv2.distanceTransform(pen.astype("uint8"), cv2.DIST_L2, 5).max() / PIXELS_PER_MM
    if thick > _THICKEST_MM:
        raise SourceError("scan_filled")
    for gap in (0.0, *_GAPS_MM):
        lines = _rings(_wider(pen, gap), gap)
        if lines:
            return [one.moved(inset / PIXELS_PER_MM, inset / PIXELS_PER_MM) for one in lines]
    edge = np.ones_like(pen)
    edge[1:-1, 1:-1] = False
    raise SourceError("scan_line_off_map" if (pen & edge).any() else "scan_line_open")


def _pen(picture: Picture) -> Mask:
    """Return where the pen was: more than half as coloured as the pen itself, against the light around it."""
    smooth = cv2.GaussianBlur(picture, (0, 0), 0.25 * PIXELS_PER_MM)
    colour = _colour(smooth)
    strong = colour[colour > LEAST_COLOUR]
    if strong.size < _SPECK_MM2 * PIXELS_PER_MM**2:
        return np.zeros(colour.shape, dtype=bool)
    half: Mask = colour > max(LEAST_COLOUR, float(np.percentile(strong, 75)) / 2)
    return half


def _colour(picture: Picture) -> _Grey:
    """Return how coloured each pixel is, when the paper has no colour anywhere."""
    bright = picture.astype("float32") + 1
    white = _light(bright)
    seen = bright / white
    top = seen.max(axis=2)
    colour: _Grey = (top - seen.min(axis=2)) / np.maximum(top, 1e-6)
    colour[bright.max(axis=2) < _DARKEST * np.percentile(bright.max(axis=2), 95)] = 0
    return colour


def _light(bright: _Grey) -> _Grey:
    """Return the colour of the light at each pixel: smooth over the sheet, fitted to what is paper there.

    Notes
    -----
    Two ratios between the three colours, each a surface of the second degree, fitted again to what is left
    as paper. How bright the light is does not matter: a shadow is darker, hardly another colour.
    """
    high, wide = bright.shape[:2]
    step = max(1, round(PIXELS_PER_MM))
    rows, columns = np.mgrid[0:high:step, 0:wide:step]
    few = np.log(bright[::step, ::step]).reshape(-1, 3)
    told = few[:, [0, 2]] - few[:, [1]]
    terms = _terms(rows.ravel() / high, columns.ravel() / wide)
    least = np.percentile(few[:, 1], 40)
    paper = few[:, 1] >= least
    for _ in range(4):
        fit = np.linalg.lstsq(terms[paper], told[paper], rcond=None)[0]
        paper = (np.abs(told - terms @ fit) < _PAPER_COLOUR).all(axis=1)
        if paper.sum() < terms.shape[1]:
            break
    down, across = np.mgrid[0:high, 0:wide].astype("float32")
    ratios = _terms((down / high).ravel(), (across / wide).ravel()) @ fit.astype("float32")
    light = np.ones_like(bright)
    light[..., [0, 2]] = np.exp(ratios).reshape(high, wide, 2)
    return light


def _terms(down: npt.NDArray[Any], across: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return np.column_stack([np.ones_like(down), down, across, down * across, down**2, across**2])


def _keep_large(mask: Mask, least_mm2: float) -> Mask:
    count, labels, told, _ = cv2.connectedComponentsWithStats(mask.astype("uint8"), connectivity=8)
    large = told[:, cv2.CC_STAT_AREA] >= least_mm2 * PIXELS_PER_MM**2
    large[0] = False
    kept: Mask = large[labels] if count > 1 else mask
    return kept


def _wider(pen: Mask, radius_mm: float) -> Mask:
    """Return the pen wider on both sides, so that its middle stays where it is and small openings close."""
    if not radius_mm:
        return pen
    reach = round(radius_mm * PIXELS_PER_MM)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    return np.asarray(cv2.dilate(pen.astype("uint8"), disc) > 0)


def _rings(pen: Mask, gap: float) -> list[Line]:
    """Return the closed lines of a pen, the longest first; none when no line is closed.

    Raises
    ------
    SourceError
        ``scan_line_open`` when an open line is much longer than the closed ones, ``scan_lines_cross``.
    """
    pen = _without_slivers(pen)
    _, strokes, sizes, _ = cv2.connectedComponentsWithStats(pen.astype("uint8"), connectivity=8)
    _, holes, told, _ = cv2.connectedComponentsWithStats((~pen).astype("uint8"), connectivity=4)
    outside = set(np.unique(np.concatenate([holes[0], holes[-1], holes[:, 0], holes[:, -1]])).tolist())
    inner = [number for number in range(1, len(told)) if number not in outside]
    around: dict[int, list[int]] = {}
    for number in inner:
        around.setdefault(_stroke_around(holes == number, strokes), []).append(number)
    lengths = np.hypot(sizes[:, cv2.CC_STAT_WIDTH], sizes[:, cv2.CC_STAT_HEIGHT])
    least = _LEAST_MM2 * PIXELS_PER_MM**2
    large = [stroke for stroke, each in around.items() if told[each, cv2.CC_STAT_AREA].sum() >= least]
    if not large:
        return []
    longest = max(lengths[stroke] for stroke in large)
    if any(lengths[one] > longest for one in range(1, len(lengths)) if one not in large):
        raise SourceError("scan_line_open")
    count = [stroke for stroke in large if lengths[stroke] >= _ALIKE * longest]
    count.sort(key=lambda stroke: -lengths[stroke])
    if any(len(around[stroke]) > 1 for stroke in count):
        raise SourceError("scan_lines_cross")
    areas = [_middle_of(strokes == stroke, holes == around[stroke][0]) for stroke in count]
    if any(one.intersects(other) for at, one in enumerate(areas) for other in areas[:at]):
        raise SourceError("scan_lines_cross")
    return [Line(area, 2 * gap) for area in areas]


def _without_slivers(pen: Mask) -> Mask:
    """Return the pen with the white between two strokes of the same line filled."""
    white = (~pen).astype("uint8")
    count, labels = cv2.connectedComponents(white, connectivity=4)
    far = cv2.distanceTransform(white, cv2.DIST_L2, 5)
    deepest = np.zeros(count)
    np.maximum.at(deepest, labels.ravel().astype("intp"), far.ravel())
    narrow = deepest <= _SLIVER_MM * PIXELS_PER_MM
    narrow[labels[[0, 0, -1, -1], [0, -1, 0, -1]]] = False
    filled: Mask = pen | narrow[labels]
    return filled


def _stroke_around(hole: Mask, strokes: npt.NDArray[Any]) -> int:
    """Return which stroke goes around a hole: of those that touch it the one that reaches furthest."""
    wider = cv2.dilate(hole.astype("uint8"), np.ones((3, 3), dtype="uint8")) > 0
    rows, columns = np.nonzero(wider & (strokes > 0))
    top = int(np.argmin(rows))  # what touches a hole at its very top goes around it
    return int(strokes[rows[top], columns[top]])


def _middle_of(stroke: Mask, hole: Mask) -> shapely.Polygon:
    """Return what a line goes around, up to the middle of the stroke, in mm.

    Notes
    -----
    Tails where begin and end meet lie wholly in what is inside or outside and fall away.
    """
    contours, _ = cv2.findContours((stroke | hole).astype("uint8"), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    whole = np.zeros(stroke.shape, dtype="uint8")
    cv2.drawContours(whole, contours, -1, 1, cv2.FILLED)
    contours, _ = cv2.findContours(hole.astype("uint8"), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    core = np.zeros(stroke.shape, dtype="uint8")
    cv2.drawContours(core, contours, -1, 1, cv2.FILLED)
    to_core = cv2.distanceTransform(1 - core, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    to_outside = cv2.distanceTransform(np.pad(whole, 1), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)[1:-1, 1:-1]
    inside = (core > 0) | ((whole > 0) & _is_inside(to_core, to_outside))
    contours, _ = cv2.findContours(inside.astype("uint8"), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    longest = max(contours, key=cv2.contourArea)[:, 0, :]
    corners = (longest + 0.5) / PIXELS_PER_MM  # the contour runs through the middle of pixels
    area = shapely.Polygon(corners).buffer(0.5 / PIXELS_PER_MM, join_style="mitre").simplify(_SMOOTH_MM)
    largest: shapely.Polygon = max(shapely.get_parts(area), key=lambda part: part.area)
    return largest


def _is_inside(to_core: _Grey, to_outside: _Grey) -> Mask:
    """Return which pixels of a stroke lie inside its middle, by how far they are from both of its sides [px].

    Notes
    -----
    Inside is what lies nearer to the inner side; in a sharp corner that cuts the tip off. There are pixels
    deeper than half a stroke from both sides, and they lie farther from the side that the corner points
    away from: then all of them are inside, or outside in a corner that points inwards.
    """
    inside: Mask = to_core <= to_outside
    edge = (to_core > 0) & (to_outside > 0) & (np.abs(to_core - to_outside) <= 1)
    if not edge.any():
        return inside
    half = _DEEPER * float(np.median(to_outside[edge]))
    count, corners = cv2.connectedComponents(((to_core > half) & (to_outside > half)).astype("uint8"))
    far = np.zeros((2, count))
    for row, distances in zip(far, (to_core, to_outside), strict=True):
        np.maximum.at(row, corners.ravel().astype("intp"), distances.ravel())
    far[:, 0] = 1  # no corner at all
    outwards, inwards = far[0] > _SHARP * far[1], far[1] > _SHARP * far[0]
    return np.asarray((inside | outwards[corners]) & ~inwards[corners])
