from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from gis.analysis.namesakes import find_namesakes
from gis.crs import RD
from gis.errors import TableError
from tests.gating import repeats

SOUTH, NORTH = [f"T{n:02}" for n in range(1, 8)], [f"T{n:02}" for n in range(8, 13)]


@pytest.fixture(scope="module")
def drawings():
    told = pd.read_csv(Path("data/sample/overleg_2027_tekeningen.csv"), sep=";").rename(
        columns={"naam": "name", "vraag": "question", "gewicht": "weight"}
    )
    shapes = gpd.GeoSeries.from_wkt(told["geometrie_rd"], crs=RD)
    return gpd.GeoDataFrame(told.assign(fictional=True), geometry=shapes).set_index("id", drop=False)


def make(rng, centres, *, radius=300, noise):
    """Wobbly rings around the centres, in place, size and form."""
    turn = np.arange(12) * np.pi / 6
    shapes = []
    for east in centres:
        reach = radius * np.exp(noise * rng.normal()) * (1 + noise * rng.normal(size=12)).clip(0.3)
        x, y = np.array([233_000 + east, 583_000]) + noise * radius * rng.normal(size=2)
        shapes.append(shapely.Polygon(np.column_stack([x + reach * np.cos(turn), y + reach * np.sin(turn)])))
    rows = {
        "id": [f"{n:03}" for n in range(len(shapes))],
        "name": "S",
        "question": "q",
        "weight": 1.0,
        "fictional": True,
    }
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=RD)


def test_both_questions_together_show_two_neighbourhoods(drawings):
    found = find_namesakes(drawings, pooled=True)
    assert found.clear
    assert found.pooled
    assert found.groups == (tuple(SOUTH), tuple(NORTH))
    assert found.alone == ()
    assert [round(core["area_m2"].iloc[0] / 10_000, 1) for core in found.cores] == [20.8, 28.1]
    assert pd.concat(found.cores)["id"].is_unique


def test_the_residents_alone_draw_two(drawings):
    found = find_namesakes(drawings.loc[[*SOUTH[5:], *NORTH]])
    assert found.clear
    assert not found.pooled
    assert found.groups == (tuple(NORTH), tuple(SOUTH[5:]))


def test_the_professionals_draw_one(drawings):
    found = find_namesakes(drawings.loc[SOUTH[:5]])
    assert (found.clear, found.groups, found.cores) == (False, (), ())


def test_questions_are_only_pooled_on_purpose(drawings):
    with pytest.raises(TableError) as caught:
        find_namesakes(drawings)
    assert caught.value.code == "questions_mixed"


def test_order_does_not_matter(drawings):
    assert find_namesakes(drawings.iloc[::-1], pooled=True).groups == (tuple(SOUTH), tuple(NORTH))


@pytest.mark.parametrize("count", [0, 1, 3])
def test_too_few_drawings_make_no_groups(drawings, count):
    found = find_namesakes(drawings.iloc[:count])
    assert (found.clear, found.silhouette) == (False, -1.0)


def test_one_drawing_apart_is_no_second_neighbourhood():
    found = find_namesakes(make(np.random.default_rng(1), [0, 0, 0, 0, 0, 2_000], noise=0.1))
    assert not found.clear


def test_an_outsider_stands_alone_beside_two_groups():
    found = find_namesakes(make(np.random.default_rng(1), [0, 0, 0, 900, 900, 900, 5_000], noise=0.1))
    assert found.clear
    assert found.alone == ("006",)


def test_small_and_large_around_one_middle_is_one_neighbourhood():
    rng = np.random.default_rng(1)
    nested = pd.concat([make(rng, [0] * 5, noise=0.1), make(rng, [0] * 5, radius=800, noise=0.1)])
    assert not find_namesakes(nested.assign(id=[f"{n:03}" for n in range(10)])).clear


@pytest.mark.soak
@pytest.mark.parametrize("noise", repeats([0.2], [0.1, 0.2, 0.4]))
def test_one_neighbourhood_is_hardly_ever_split(noise):
    rounds = repeats(list(range(40)), range(400))
    alarms = 0
    for seed in rounds:
        rng = np.random.default_rng([2027, seed])
        count = int(rng.integers(5, 30))
        alarms += find_namesakes(make(rng, [0] * count, noise=noise), cell_m=20).clear
    assert alarms <= 0.05 * len(rounds)


@pytest.mark.soak
def test_two_neighbourhoods_are_told_apart():
    rng = np.random.default_rng(2027)
    rounds = repeats(list(range(20)), range(200))
    groups = [find_namesakes(make(rng, [0] * 6 + [700] * 6, noise=0.15), cell_m=20).groups for _ in rounds]
    clean = [
        len(found) == 2 and all(len({int(name) // 6 for name in group}) == 1 for group in found)
        for found in groups
    ]
    assert sum(clean) >= 0.9 * len(rounds)
