import numpy as np
import pytest
from affine import Affine

from gis.errors import TableError
from gis.sources.grid import Grid
from layers.grid import draw_grid


@pytest.fixture
def grid():
    bands = np.array([[[-0.3, 0.0], [np.nan, 0.3]], [[10, 20], [np.nan, 30]]], dtype="float32")
    return Grid(bands, ("afw", "inwoners"), Affine(100, 0, 233_000, 0, -100, 583_200), year=2024)


def test_a_deviation_has_the_nine_published_classes(grid):
    layer = draw_grid(grid, band="afw")
    assert len(layer.marks) == 9
    assert layer.explanation == "Leefbaarometer 3.0, Ministerie van BZK, 2024."
    assert (layer.kind, layer.clickable, layer.features) == ("image", False, "")
    assert layer.image.startswith(b"\x89PNG")


def test_numbers_have_groups_of_equal_size(grid):
    assert [mark.label for mark in draw_grid(grid, band="inwoners").marks] == ["10", "20", "30"]


def test_it_lies_where_it_is(grid):
    west, south, east, north = draw_grid(grid, band="afw").image_bounds
    assert 6.54 < west < east < 6.56
    assert 53.22 < south < north < 53.24


def test_an_unknown_band_is_refused(grid):
    with pytest.raises(TableError) as caught:
        draw_grid(grid, band="lbm")
    assert caught.value.code == "column_missing"
