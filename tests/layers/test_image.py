import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.io import MemoryFile
from shapely import Point

from gis.crs import shape_to_wgs84
from layers.image import paint_classes
from layers.style import Mark

CELLS = Affine(100, 0, 233_000, 0, -100, 583_200)
MARKS = (Mark("1", "weinig", fill="#ff0000", fill_opacity=1), Mark("2", "geen kleur"))


def look_up(picture, bounds, x, y):
    """Red, green, blue and opacity of the picture at a place in RD."""
    lon, lat = shape_to_wgs84(Point(x, y)).coords[0]
    west, south, east, north = bounds
    with MemoryFile(picture) as memory, memory.open() as opened:
        row = int((north - lat) / (north - south) * opened.height)
        column = int((lon - west) / (east - west) * opened.width)
        return opened.read()[:, row, column].tolist()


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_every_cell_lands_on_its_own_ground():
    picture, bounds = paint_classes(np.array([[1, 0], [0, 2]], dtype="uint8"), transform=CELLS, marks=MARKS)
    for x, y in ((233_010, 583_190), (233_090, 583_110), (233_050, 583_150)):  # also near the corners
        assert look_up(picture, bounds, x, y) == [255, 0, 0, 255]
    for x, y in ((233_110, 583_150), (233_050, 583_090), (233_150, 583_050)):
        assert look_up(picture, bounds, x, y)[3] == 0


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_a_large_grid_makes_a_small_picture():
    picture, _ = paint_classes(np.ones((10, 1_500), dtype="uint8"), transform=CELLS, marks=MARKS)
    with MemoryFile(picture) as memory, memory.open() as opened:
        assert max(opened.shape) < 2_100
        assert opened.driver == "PNG"
        assert rasterio.dtypes.uint8 == opened.dtypes[0]
