"""Work that is shared out over processors tells the same as work that is not."""

import threading

import numpy as np
import pytest
import shapely

from gis import processors
from gis.processors import PIECE, share_out


@pytest.fixture(autouse=True)
def _three_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processors.os, "cpu_count", lambda: 3)


@pytest.mark.parametrize("count", [0, 1, PIECE, 2 * PIECE, 100 * PIECE + 7])
def test_every_row_has_its_own_answer_in_its_own_place(count: int) -> None:
    x = np.arange(count, dtype=float)
    points, moved = shapely.points(x, 0), shapely.points(x, x)
    np.testing.assert_array_equal(share_out(shapely.distance, points, moved), x)


def test_few_rows_stay_in_this_thread_and_many_do_not() -> None:
    seen: set[int] = set()

    def note(rows: np.ndarray) -> np.ndarray:
        seen.add(threading.get_ident())
        return rows

    share_out(note, np.zeros(PIECE))
    assert seen == {threading.get_ident()}
    share_out(note, np.zeros(10 * PIECE))
    assert seen - {threading.get_ident()}


def test_an_error_in_a_piece_is_the_error_of_all() -> None:
    def refuse(rows: np.ndarray) -> np.ndarray:
        if rows[0] > 0:
            raise ValueError("not this piece")
        return rows

    with pytest.raises(ValueError, match="not this piece"):
        share_out(refuse, np.arange(10.0 * PIECE))
