"""Points that are on a photo and on the map lay the one under the other."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.analysis.photo_fit import fit_photo
from gis.errors import TableError

PHOTO = [(100, 80), (1900, 120), (1800, 1300), (150, 1250)]


def moved(spots, *, turn=0.3, scale=0.5, shear=0.0):
    """Where points on a photo are in RD: north is up, so y turns over."""
    around = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return np.asarray(spots, float) @ (around @ [[scale, shear], [0, -scale]]).T + (233_000, 583_000)


@given(
    turn=st.floats(-3, 3), scale=st.floats(0.05, 5), shear=st.floats(-0.2, 0.2), count=st.sampled_from([3, 4])
)
def test_what_was_moved_is_found_back(turn, scale, shear, count):
    how = {"turn": turn, "scale": scale, "shear": shear * scale}
    fit = fit_photo(PHOTO[:count], moved(PHOTO[:count], **how))
    traced = shapely.Polygon([(300, 300), (900, 250), (700, 1000)])
    corners = shapely.get_coordinates(fit.to_rd(traced))
    assert np.abs(corners - moved(shapely.get_coordinates(traced), **how)).max() < 1e-5
    assert (fit.residual_m is None) == (count == 3)
    assert not fit.residual_m or fit.residual_m < 1e-5


def test_the_residual_tells_in_metres_that_a_point_is_wrong():
    spots = moved(PHOTO)
    spots[3] += (40, 0)
    assert 5 < fit_photo(PHOTO, spots).residual_m < 20


def test_a_photo_from_aside_is_stretched():
    assert fit_photo(PHOTO[:3], moved(PHOTO[:3])).stretch == pytest.approx(1)
    assert fit_photo(PHOTO[:3], moved(PHOTO[:3], shear=0.3)).stretch > 1.5


@pytest.mark.parametrize(
    ("photo", "code"),
    [
        (PHOTO[:2], "photo_points_too_few"),
        ([(0, 0), (100, 100), (200, 200)], "photo_points_in_line"),
        ([(5, 5), (5, 5), (5, 5)], "photo_points_in_line"),
    ],
)
def test_points_that_fix_nothing_are_refused(photo, code):
    with pytest.raises(TableError) as caught:
        fit_photo(photo, moved(photo))
    assert caught.value.code == code
