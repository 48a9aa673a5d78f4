"""A photo of a map comes to lie where its points are."""

import numpy as np
import pytest
import rasterio
from PIL import Image

from gis.errors import SourceError, TableError
from gis.sources.picture import read_photo
from gis.sources.reader import read_file
from gis.workspace.own_layers import layer_path
from gis.workspace.photos import LAYER, lay_photo

POINTS = [(0.0, 0.0), (300.0, 0.0), (0.0, 200.0)]
TURNED = [(232_000.0, 583_600.0), (232_000.0, 583_000.0), (231_600.0, 583_600.0)]  # a quarter to the right


@pytest.fixture
def photo(tmp_path):
    pixels = np.full((200, 300, 3), 255, dtype="uint8")
    pixels[40:60, 200:240] = (200, 30, 30)  # something red
    Image.fromarray(pixels).save(tmp_path / "kaart.png")
    return tmp_path / "kaart.png"


def test_a_photo_lies_turned_and_scaled_as_its_points_say(home, photo):
    name, fit = lay_photo(home, read_photo(photo), POINTS, TURNED)
    assert (name, fit.stretch, fit.residual_m) == (LAYER, 1.0, None)
    with rasterio.open(layer_path(home, name)) as raster:
        assert tuple(raster.bounds) == (231_600.0, 583_000.0, 232_000.0, 583_600.0)
        x, y = 232_000 - 50 * 2, 583_600 - 220 * 2  # the middle of the red, at 2 m per pixel
        (red,), (aside,) = (list(raster.sample([spot])) for spot in ((x, y), (x - 100, y)))
        assert (red[0] > 150, red[1] < 90, aside.tolist()) == (True, True, [255, 255, 255, 255])
    assert read_file(layer_path(home, name))[0].grid is not None


def test_a_larger_photo_is_made_fit_for_a_screen(tmp_path):
    Image.new("RGB", (4_000, 1_000), "white").save(tmp_path / "groot.jpg")
    told = read_photo(tmp_path / "groot.jpg")
    assert told.size == (1_600, 400)
    assert told.png.startswith(b"\x89PNG")


def test_points_on_one_line_and_no_photo_are_refused(home, photo, tmp_path):
    with pytest.raises(TableError) as refused:
        lay_photo(home, read_photo(photo), [(0, 0), (1, 1), (2, 2)], TURNED)
    assert refused.value.code == "photo_points_in_line"
    (tmp_path / "kapot.png").write_bytes(b"\x89PNG\r\n\x1a\nrommel")
    with pytest.raises(SourceError) as refused:
        read_photo(tmp_path / "kapot.png")
    assert refused.value.code == "photo_unreadable"
