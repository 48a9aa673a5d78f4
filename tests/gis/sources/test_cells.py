from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gis.errors import SourceError, TableError
from gis.sources.cells import INHABITANT_BANDS, SCORE_BANDS, read_cells
from gis.sources.grid import require_grid


def test_squares_stand_where_their_id_says():
    frame = pd.DataFrame(
        {"grid_id": ["E2322N5833", "E2320N5831"], "afw": ["0.25", "-0.5"], "won": ["NA", "0.125"]}
    )
    grid = require_grid(read_cells(frame, bands=SCORE_BANDS))
    assert grid.names == ("afw", "won", "fys", "vrz", "soc", "onv")
    assert grid.bounds == (232_000, 583_100, 232_300, 583_400)
    afw = grid.bands[0]
    assert afw.dtype == np.float32
    assert (afw[0, 2], afw[2, 0]) == (0.25, -0.5)
    assert np.isnan(afw).sum() == 7  # the other squares stay missing
    assert np.isnan(grid.bands[1, 0, 2])
    assert np.isnan(grid.bands[2:]).all()  # no column, no values


def test_inhabitants_with_sentinels():
    frame = pd.DataFrame(
        {"crs28992res100m": ["E2322N5833", "E2321N5833"], "aantal_inwoners": [35, -99997], "jaar": 2024}
    )
    grid = read_cells(frame, bands=INHABITANT_BANDS)
    assert grid.year == 2024
    assert grid.bands[0, 0, 1] == 35
    assert np.isnan(grid.bands[0, 0, 0])


def test_one_year_of_several():
    frame = pd.DataFrame({"grid_id": ["E2322N5833"] * 2, "jaar": ["2022", "2024"], "afw": ["1", "2"]})
    assert read_cells(frame, bands=SCORE_BANDS).bands[0].tolist() == [[2]]
    with pytest.raises(SourceError) as caught:
        read_cells(frame, bands=SCORE_BANDS, year=2020)
    assert caught.value.code == "year_not_in_file"


@pytest.mark.parametrize(
    ("ids", "code"),
    [
        (["E2322N5833", "E2322N5833"], "key_twice"),
        (["E2322N5833", "selwerd"], "cell_unknown"),
        (["E2322N5833", "E9999N9999"], "outside_rd"),
        (["BU00141000"], "column_missing"),
    ],
)
def test_wrong_squares_are_refused(ids, code):
    with pytest.raises(TableError) as caught:
        read_cells(pd.DataFrame({"grid_id": ids, "afw": 0.1}), bands=SCORE_BANDS)
    assert caught.value.code == code
