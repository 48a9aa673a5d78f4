"""How a camera saw a flat sheet: a plane seen from aside, through a lens that bends lines a little."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar

from gis.errors import SourceError

Spots = npt.NDArray[np.float64]  # a row per spot: x, y

MOST_BEND = 0.06  # how far a lens moves a corner of the photo, as a share of its distance to the middle
_STEPS = 6  # with which the bend is undone: each takes away all but a tenth of what is left


@dataclass(frozen=True, eq=False)
class Camera:
    """From a flat sheet [mm] to a photo of it [px].

    Parameters
    ----------
    plane
        The homography that a lens without bend would give.
    middle, reach
        The middle of the photo and half its diagonal [px].
    bend
        What the lens does to a corner of the photo, as a share of its distance to the middle.
    """

    plane: npt.NDArray[np.float64]
    middle: Spots
    reach: float
    bend: float

    def to_photo(self, spots: Spots) -> Spots:
        """Return spots on the sheet [mm] as they are on the photo [px]."""
        away = _moved(spots, self.plane) - self.middle
        far = (away**2).sum(axis=-1, keepdims=True) / self.reach**2
        return np.asarray(self.middle + away * (1 + self.bend * far))

    def to_sheet(self, spots: Spots) -> Spots:
        """Return spots on the photo [px] as they are on the sheet [mm]."""
        back = np.asarray(np.linalg.inv(self.plane), dtype="float64")
        return _moved(_unbent(spots, self.middle, self.reach, self.bend), back)


def find_camera(sheet: Spots, photo: Spots, *, size: tuple[int, int]) -> Camera:
    """Return how a camera saw a sheet, by spots [mm] on it and where those are on the photo [px].

    Parameters
    ----------
    size
        Width and height of the photo [px].

    Raises
    ------
    SourceError
        ``scan_no_marks`` when no camera could have seen the spots like that.
    """
    middle: Spots = (np.array(size, dtype="float64") - 1) / 2
    reach = float(np.hypot(*size)) / 2

    def camera(bend: float) -> Camera:
        plane, _ = cv2.findHomography(sheet, _unbent(photo, middle, reach, bend))
        if plane is None or not np.isfinite(plane).all() or np.linalg.matrix_rank(plane) < len(plane):
            raise SourceError("scan_no_marks")
        return Camera(np.asarray(plane, dtype="float64"), middle, reach, bend)

    def off(bend: float) -> float:
        return float(((camera(bend).to_sheet(photo) - sheet) ** 2).sum())

    found = minimize_scalar(off, bounds=(-MOST_BEND, MOST_BEND), method="bounded", options={"xatol": 1e-5})
    return camera(float(found.x))


def _unbent(spots: Spots, middle: Spots, reach: float, bend: float) -> Spots:
    """Return spots [px] as a lens without bend would show them."""
    straight = spots
    for _ in range(_STEPS):
        far = ((straight - middle) ** 2).sum(axis=-1, keepdims=True) / reach**2
        straight = middle + (spots - middle) / (1 + bend * far)
    return straight


def _moved(spots: Spots, matrix: npt.NDArray[np.float64]) -> Spots:
    moved = cv2.perspectiveTransform(spots.reshape(1, -1, 2).astype("float64"), matrix)
    return np.asarray(moved, dtype="float64").reshape(spots.shape)
