from __future__ import annotations

import numpy as np
import pytest
import rasterio
from affine import Affine

from gis.errors import SourceError, TableError
from gis.sources.grid import Grid, cut_grid, read_grid, require_grid, write_grid

CORNER = Affine(100, 0, 232_000, 0, -100, 584_000)


@pytest.fixture
def grid():
    """Two bands of three rows and four columns, numbered; one square is missing."""
    bands = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    bands[0, 1, 1] = np.nan
    return Grid(bands, ("afw", "won"), CORNER, year=2024)


def test_what_is_written_is_read_back(grid, tmp_path):
    write_grid(grid, tmp_path / "grid.tif")
    back = read_grid(tmp_path / "grid.tif")
    np.testing.assert_array_equal(back.bands, grid.bands)
    assert (back.names, back.transform, back.crs, back.year) == (grid.names, CORNER, "EPSG:28992", 2024)
    assert [path.name for path in tmp_path.iterdir()] == ["grid.tif"]


def test_the_file_says_what_it_holds(grid, tmp_path):
    write_grid(grid, tmp_path / "grid.tif")
    with rasterio.open(tmp_path / "grid.tif") as told:
        assert (told.dtypes, told.nodata) == (("float32", "float32"), -9999)
        assert told.descriptions == ("afw", "won")
        assert told.crs.to_epsg() == 28992
        assert told.read(1)[1, 1] == -9999


def test_a_cut_is_widened_to_whole_squares(grid, tmp_path):
    write_grid(grid, tmp_path / "grid.tif")
    part = read_grid(tmp_path / "grid.tif", bounds=(232_150, 583_750, 232_250, 583_990))
    assert part.bounds == (232_100, 583_700, 232_300, 584_000)
    np.testing.assert_array_equal(part.bands, grid.bands[:, :3, 1:3])


def test_a_cut_beside_the_grid_is_an_error(grid):
    with pytest.raises(SourceError) as caught:
        cut_grid(grid, (100_000, 400_000, 101_000, 401_000))
    assert caught.value.code == "grid_elsewhere"


@pytest.mark.parametrize(
    ("transform", "crs", "code"),
    [
        (Affine(100, 0, 232_050, 0, -100, 584_000), "EPSG:28992", "grid_misaligned"),
        (Affine(50, 0, 232_000, 0, -50, 584_000), "EPSG:28992", "grid_misaligned"),
        (Affine(100, 0, 232_000, 0, 100, 583_000), "EPSG:28992", "grid_misaligned"),
        (CORNER @ Affine.rotation(10), "EPSG:28992", "grid_misaligned"),
        (CORNER, "EPSG:4326", "crs_not_rd"),
        (CORNER, "", "crs_not_rd"),
    ],
)
def test_a_grid_that_does_not_fit_is_refused(grid, transform, crs, code):
    with pytest.raises(TableError) as caught:
        require_grid(Grid(grid.bands, grid.names, transform, crs))
    assert caught.value.code == code


def test_without_declared_nodata_nothing_is_missing(tmp_path):
    with rasterio.open(
        tmp_path / "bare.tif",
        "w",
        driver="GTiff",
        count=1,
        height=1,
        width=2,
        dtype="float32",
        crs=28992,
        transform=CORNER,
    ) as target:
        target.write(np.array([[[-9999, 1]]], dtype=np.float32))
    back = read_grid(tmp_path / "bare.tif")
    assert back.bands.tolist() == [[[-9999, 1]]]
    assert (back.names, back.year) == (("band 1",), None)


def test_a_missing_and_a_broken_file(tmp_path):
    with pytest.raises(SourceError) as caught:
        read_grid(tmp_path / "none.tif")
    assert caught.value.code == "file_missing"
    (tmp_path / "broken.tif").write_bytes(b"II*\0 and then nothing")
    with pytest.raises(SourceError) as caught:
        read_grid(tmp_path / "broken.tif")
    assert caught.value.code == "file_unreadable"


def test_a_virtual_raster_is_not_opened(grid, tmp_path):
    write_grid(grid, tmp_path / "secret.tif")
    (tmp_path / "own.tif").write_text(
        '<VRTDataset rasterXSize="4" rasterYSize="3"><VRTRasterBand dataType="Float32" band="1">'
        "<SimpleSource>"
        f"<SourceFilename>{tmp_path / 'secret.tif'}</SourceFilename><SourceBand>1</SourceBand>"
        "</SimpleSource></VRTRasterBand></VRTDataset>"
    )
    with pytest.raises(SourceError) as caught:
        read_grid(tmp_path / "own.tif")
    assert caught.value.code == "file_unreadable"
