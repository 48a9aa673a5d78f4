"""From a photo of a drawing sheet to the outlines on it; runs where nothing can be broken."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from gis.sources.penline import Line, find_lines
from gis.sources.photo import Picture, open_photo
from gis.sources.sheets import Box
from gis.sources.straighten import PIXELS_PER_MM, Flat, lay_flat

_TICKED = 0.07  # of the inside of a box that is ink: less is a speck
_INSIDE = 0.28  # of the side of a box left out along its edge, where its own line is
_STROKE_MM = 2.0  # what is wider is no stroke of a pen
_DARKER = 0.25  # of the brightness of paper by which ink is darker
_GREEN = (0, 158, 60)
_WIDE = 1200  # [px] of the picture that shows what was found
_PALE = 0.6  # of the sheet on that picture, so that the line found stands out from the pen


@dataclass(frozen=True, eq=False)
class Traced:
    """What a photo holds: the flat sheet, the closed lines in mm on the paper, which boxes are ticked."""

    flat: Flat
    lines: tuple[Line, ...]
    ticked: tuple[int, ...]


def trace_photo(path: Path, *, form: str) -> Traced:
    """Return what was drawn on the sheet on a photo.

    Raises
    ------
    SourceError
        As in `gis.sources.photo.open_photo`, `gis.sources.straighten.lay_flat` and
        `gis.sources.penline.find_lines`.
    """
    return trace(open_photo(path, form=form))


def trace(photo: Picture) -> Traced:
    """Return what was drawn on the sheet on a picture; see `trace_photo`."""
    flat = lay_flat(photo)
    corner = np.rint(np.array(flat.sheet.frame[:2]) * PIXELS_PER_MM) / PIXELS_PER_MM  # as it was cut
    lines = [line.moved(*corner.tolist()) for line in find_lines(flat.cut(flat.sheet.frame))]
    ticked = [number for number, box in enumerate(flat.sheet.ticks) if _is_ticked(flat, box)]
    return Traced(flat, tuple(lines), tuple(ticked))


def show_traced(traced: Traced) -> bytes:
    """Return the flat sheet, pale, with what was found in green, as JPEG."""
    flat = traced.flat
    factor = _WIDE / flat.picture.shape[1]
    small = cv2.resize(flat.picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    shown = cv2.addWeighted(small, _PALE, np.full_like(small, 255), 1 - _PALE, 0)
    for line in traced.lines:
        corners = np.asarray(line.area.exterior.coords) * _WIDE / flat.sheet.size[0]
        cv2.polylines(shown, [np.rint(corners).astype("int32")], isClosed=True, color=_GREEN, thickness=4)
    _, told = cv2.imencode(".jpg", cv2.cvtColor(shown, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 80])
    return told.tobytes()


def _is_ticked(flat: Flat, box: Box) -> bool:
    """Whether something thin and dark stands in a box; the edge of a shadow is no such thing."""
    left, top, right, bottom = box
    aside = (right - left) * _INSIDE
    darkest = flat.cut((left - aside, top - aside, right + aside, bottom + aside)).min(axis=2)
    reach = round(_STROKE_MM * PIXELS_PER_MM) | 1
    thin = cv2.morphologyEx(darkest, cv2.MORPH_BLACKHAT, np.ones((reach, reach), dtype="uint8"))
    inner = round(2 * aside * PIXELS_PER_MM)
    ink = thin[inner:-inner, inner:-inner] > _DARKER * np.percentile(darkest, 90)
    return bool(ink.mean() > _TICKED)
