"""Finds the marks of a drawing sheet on a photo and lays the sheet flat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from gis.errors import SourceError
from gis.sources.camera import Camera, Spots, find_camera
from gis.sources.photo import Picture
from gis.sources.sheets import (
    CELLS,
    CODE_CELLS,
    PATTERNS,
    Box,
    Sheet,
    is_corner,
    mark_cells,
    read_code,
    sheet_of_mark,
)

PIXELS_PER_MM = 4.0  # of the flat sheet: a pixel is 1.25 m at 1:5,000
MOST_BENT = 0.6  # mm that a mark may lie from where it should
FEWEST_PIXELS = 2.2  # per mm of the sheet on the photo: below it a mark has too few to be sure of
_FINE = 2  # how much finer than the flat sheet the photo is read
_BLOCK = 8  # [px] of the fine sheet that the camera is asked about at once
_QUIET = 3.0  # mm of white around the code that helps to find it


@dataclass(frozen=True, eq=False)
class Flat:
    """A sheet that lies flat.

    Parameters
    ----------
    sheet
        What its code tells.
    picture
        The whole paper, `PIXELS_PER_MM`.
    residual_mm
        Root mean square of how far the corners of the marks lie from where they should.
    """

    sheet: Sheet
    picture: Picture
    residual_mm: float

    def cut(self, box: Box) -> Picture:
        """Return a part of the paper [mm]."""
        left, top, right, bottom = (round(value * PIXELS_PER_MM) for value in box)
        return self.picture[top:bottom, left:right]


def lay_flat(photo: Picture) -> Flat:
    """Return the sheet on a photo as if it were scanned.

    Raises
    ------
    SourceError
        ``scan_no_marks``; ``scan_marks_missing`` with how many of the four in the corners are there;
        ``scan_two_sheets``; ``scan_not_flat`` with how far the marks are off [mm]; ``scan_too_coarse``;
        ``scan_code_unreadable``.
    """
    marks = _find_marks(photo)
    if not marks:
        raise SourceError("scan_no_marks")
    corners = sum(map(is_corner, marks))
    if corners < 4:  # noqa: PLR2004 - a sheet has four corners
        raise SourceError("scan_marks_missing", seen=corners)
    sheet = sheet_of_mark(min(marks))
    known = np.vstack([_corners_of(sheet.marks[number]) for number in marks])
    seen = np.vstack(list(marks.values()))
    camera = find_camera(known, seen, size=(photo.shape[1], photo.shape[0]))
    off = (camera.to_sheet(seen) - known).reshape(-1, 4, 2)
    bent = float(np.hypot(*off.mean(axis=1).T).max())  # of whole marks: single corners are less sure
    if bent > MOST_BENT:
        raise SourceError("scan_not_flat", mm=round(bent, 1))
    if _pixels_per_mm(sheet, camera) < FEWEST_PIXELS:
        raise SourceError("scan_too_coarse")
    fine = _straightened(photo, sheet, camera)
    told = _read_code(fine, sheet)
    if told.paper != sheet.paper:
        raise SourceError("scan_code_unreadable")
    size = (round(sheet.size[0] * PIXELS_PER_MM), round(sheet.size[1] * PIXELS_PER_MM))
    flat = cv2.resize(fine, size, interpolation=cv2.INTER_AREA)
    return Flat(told, flat, float(np.sqrt((off**2).sum(axis=2).mean())))


def _find_marks(photo: Picture) -> dict[int, Spots]:
    """Return the four corners [px] of each mark that is seen, by its number, clockwise from its top left."""
    grey = cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY)
    found: dict[int, Spots] = {}
    for even in (False, True):  # the second time where light is uneven
        seen = cv2.createCLAHE(3.0, (8, 8)).apply(grey) if even else grey
        shapes, numbers, _ = _detector().detectMarkers(seen)
        told = [] if numbers is None else [int(number) for number in np.ravel(numbers)]
        twice = {number for number, count in Counter(told).items() if count > 1}
        if len(twice) > 1:
            raise SourceError("scan_two_sheets")
        for number, shape in zip(told, shapes, strict=True):
            if number in twice:  # one of the two is a pattern on the table, and nobody knows which
                continue
            found.setdefault(number, np.asarray(shape, dtype="float64").reshape(4, 2))
        if sum(map(is_corner, found)) == 4:  # noqa: PLR2004 - as above
            break
    return _of_one_paper(found)


def _of_one_paper(found: dict[int, Spots]) -> dict[int, Spots]:
    """Return the marks of the paper that has most: a lone one of another is a pattern on the table."""
    papers = Counter(sheet_of_mark(number).paper for number in found)
    (first, _), *others = [*papers.most_common(), ("", 0)]
    if any(count > 1 for _, count in others):
        raise SourceError("scan_two_sheets")
    return {number: spots for number, spots in found.items() if sheet_of_mark(number).paper == first}


def _detector() -> cv2.aruco.ArucoDetector:
    inner = [mark_cells(number)[1:-1, 1:-1].astype("uint8") for number in range(len(PATTERNS))]
    told = np.vstack([cv2.aruco.Dictionary.getByteListFromBits(bits) for bits in inner])
    settings = cv2.aruco.DetectorParameters()
    settings.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    settings.adaptiveThreshWinSizeMax = 53
    settings.adaptiveThreshWinSizeStep = 10
    settings.minMarkerPerimeterRate = 0.02
    settings.maxErroneousBitsInBorderRate = 0.2
    return cv2.aruco.ArucoDetector(cv2.aruco.Dictionary(told, CELLS - 2, 2), settings)


def _corners_of(box: Box) -> Spots:
    left, top, right, bottom = box
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)])


def _pixels_per_mm(sheet: Sheet, camera: Camera) -> float:
    """Return how many pixels a mm has where it has fewest, among the corners of the map."""
    corners = _corners_of(sheet.frame)
    each = [
        np.hypot(*(camera.to_photo(corners + step) - camera.to_photo(corners)).T)
        for step in ((1.0, 0.0), (0.0, 1.0))
    ]
    return float(np.min(each))


def _straightened(photo: Picture, sheet: Sheet, camera: Camera) -> Picture:
    """Return the whole sheet from straight above, `_FINE` times as fine as the flat sheet will be."""
    finer = PIXELS_PER_MM * _FINE
    size = (round(sheet.size[0] * finer), round(sheet.size[1] * finer))
    # Where each block of pixels comes from; what lies between follows, for the camera bends smoothly.
    y, x = np.mgrid[0 : size[1] : _BLOCK, 0 : size[0] : _BLOCK]
    middles = (np.dstack([x, y]) + _BLOCK / 2) / finer
    spots = camera.to_photo(middles).astype("float32")
    whole = (spots.shape[1] * _BLOCK, spots.shape[0] * _BLOCK)
    across, down = cv2.split(cv2.resize(spots, whole, interpolation=cv2.INTER_LINEAR)[: size[1], : size[0]])
    flat: Picture = cv2.remap(photo, across, down, cv2.INTER_LINEAR, borderValue=(255,) * 3)
    return flat


def _read_code(fine: Picture, sheet: Sheet) -> Sheet:
    west, north, east, south = (round(value * PIXELS_PER_MM * _FINE) for value in sheet.code_box)
    aside = round(_QUIET * PIXELS_PER_MM * _FINE)
    grey = cv2.cvtColor(fine, cv2.COLOR_RGB2GRAY)[north - aside : south + aside, west - aside : east + aside]
    for told in _readings(grey, aside):
        try:
            return read_code(told)
        except SourceError:  # read wrongly: it holds a sum, but not of every fault
            continue
    raise SourceError("scan_code_unreadable")


def _readings(grey: npt.NDArray[Any], aside: int) -> Iterator[str]:
    """Yield what the code says, looked at in several ways; `aside` is the white around it [px]."""
    for sharper in (0.0, 3.0, 8.0):  # blur takes from a cell what its neighbours get: give some of it back
        yield from _read_with_both(_clean(grey, aside, sharper))
    larger = cv2.resize(grey, None, fx=2.0, fy=2.0, interpolation=cv2.INTER_CUBIC)
    for seen in (grey, larger):
        yield from _read_with_both(seen)


def _read_with_both(seen: npt.NDArray[Any]) -> Iterator[str]:
    for reader in (cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()):
        told = reader.detectAndDecode(seen)[0]
        if told:
            yield told


def _clean(grey: npt.NDArray[Any], aside: int, sharper: float) -> npt.NDArray[Any]:
    """Return the code as it was printed: we know where each cell is, so only whether it is black is read."""
    code = grey[aside:-aside, aside:-aside].astype("float32")
    cells = cv2.resize(code, (CODE_CELLS, CODE_CELLS), interpolation=cv2.INTER_AREA)
    cells = cells + sharper * (cells - cv2.GaussianBlur(cells, (0, 0), 1.0)) / 2
    dark, light = (cv2.blur(how(cells, np.ones((7, 7))), (7, 7)) for how in (cv2.erode, cv2.dilate))
    white = np.where(cells > (dark + light) / 2, 255, 0).astype("uint8")
    large = cv2.resize(white, None, fx=8.0, fy=8.0, interpolation=cv2.INTER_NEAREST)
    return np.pad(large, 32, constant_values=255)
