"""Tiles together tell what one search tells: the same pairs, each once."""

import pandas as pd
import pytest

from gis.analysis.asked import Asked
from gis.analysis.overlap import find_pairs
from gis.analysis.tiles import find_in_tile, merge, split
from tests.gis.analysis.registers import random_rows


@pytest.mark.parametrize(("seed", "side_m"), [(0, 400.0), (1, 700.0), (2, 10_000.0)])
def test_tiles_tell_what_one_search_tells(make, vocabulary, reference_day, seed, side_m):
    activities = make(random_rows(150, seed=seed, side_m=1500))
    asked = Asked(vocabulary, reference_day, reach_m=100, slack_months=6)
    tiles = split(activities, asked, side_m=side_m)
    single = find_pairs(
        activities, vocabulary=vocabulary, reference_day=reference_day, reach_m=100, slack_months=6
    )
    assert len(single) > 100
    told = merge(find_in_tile(tile, asked=asked) for tile in tiles)
    pd.testing.assert_frame_equal(told, single)


def test_every_activity_is_owned_once(make, vocabulary, reference_day):
    activities = make(random_rows(100, seed=5, side_m=1500))
    tiles = split(activities, Asked(vocabulary, reference_day, 100, 6), side_m=300)
    assert sorted(name for tile in tiles for name in tile.owned) == sorted(activities["id"])
    assert len(tiles) > 10
    assert max(len(tile.activities) for tile in tiles[:-1]) < len(activities) / 2
