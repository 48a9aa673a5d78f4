from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.analysis.drawings import mean_jaccard
from gis.analysis.perceived import find_contents, find_core, find_core_exact, share_in_buurten
from gis.crs import RD
from gis.errors import TableError

SAMPLE = Path("data/sample")
SOUTH, NORTH = [f"T{n:02}" for n in range(1, 8)], [f"T{n:02}" for n in range(8, 13)]
FIRST, SECOND = SOUTH[:5], [*SOUTH[5:], *NORTH]


@pytest.fixture(scope="module")
def drawings():
    told = pd.read_csv(SAMPLE / "overleg_2027_tekeningen.csv", sep=";").rename(
        columns={"naam": "name", "rol": "role", "vraag": "question", "gewicht": "weight"}
    )
    shapes = gpd.GeoSeries.from_wkt(told["geometrie_rd"], crs=RD)
    return gpd.GeoDataFrame(told.assign(fictional=told["fictief"] == "ja"), geometry=shapes).set_index(
        "id", drop=False
    )


@pytest.fixture(scope="module")
def buurten():
    told = pd.read_csv(SAMPLE / "buurten_groningen_2024.csv")
    return gpd.GeoDataFrame(told, geometry=gpd.GeoSeries.from_wkt(told["omtrek_rd"], crs=RD))


@pytest.fixture(scope="module")
def activities():
    told = pd.read_csv(SAMPLE / "overleg_2027_activiteiten.csv", sep=";")
    shapes = gpd.GeoSeries.from_wkt(told["geometrie_rd"], crs=RD)
    return gpd.GeoDataFrame(told, geometry=shapes).set_index("id", drop=False)


def hectares(core, part):
    return core.set_index("part")["area_m2"][part] / 10_000


# facts: example_meeting_2027, C3. Kern and rand in ha on 5 m cells, mean Jaccard, shares per cent.
EXPECTED = [
    (SOUTH, 20.8, 8.8, 0.71, {"Selwerd": 67, "Tuinwijk": 33}),
    (NORTH, 28.1, 5.0, 0.82, {"Selwerd": 100}),
    (SOUTH + NORTH, 15.7, 40.5, 0.35, {"Selwerd": 72, "Tuinwijk": 28}),
    (FIRST, 20.4, 5.3, 0.75, {"Selwerd": 66, "Tuinwijk": 34}),
    (SECOND, 24.9, 37.4, 0.42, {"Selwerd": 100}),
]


@pytest.mark.parametrize("expected", EXPECTED)
def test_the_example_meeting_comes_out_as_told(drawings, buurten, expected):
    ids, kern, rand, alike, shares = expected
    chosen = drawings.loc[ids]
    core = find_core(chosen, pooled=True)
    assert hectares(core, "kern") == pytest.approx(kern, abs=0.1)
    assert hectares(core, "rand") == pytest.approx(rand, abs=0.1)
    assert round(mean_jaccard(chosen), 2) == pytest.approx(alike)
    found = share_in_buurten(core.geometry.iloc[0], buurten)
    assert dict(zip(found["buurtnaam"], (100 * found["share_of_area"]).round(), strict=True)) == shares


@pytest.mark.parametrize("ids", [row[0] for row in EXPECTED])
def test_cells_and_faces_agree_within_half_a_per_cent(drawings, ids):
    cells, exact = (find(drawings.loc[ids], pooled=True) for find in (find_core, find_core_exact))
    for part in ("kern", "rand"):
        assert hectares(cells, part) == pytest.approx(hectares(exact, part), rel=0.005)


def test_shares_go_both_ways_and_one_buurt_is_nearest(drawings, buurten):
    kern = find_core(drawings.loc[SOUTH], pooled=True).geometry.iloc[0]
    found = share_in_buurten(kern, buurten).set_index("buurtnaam")
    assert round(found.loc["Tuinwijk", "share_of_buurt"], 2) == pytest.approx(0.45)
    assert found.index[found["nearest"]].tolist() == ["Tuinwijk"]
    assert list(found["share_of_area"]) == sorted(found["share_of_area"], reverse=True)


def test_what_lies_where_is_as_told(drawings, activities):
    north, south = (
        find_contents(find_core_exact(drawings.loc[ids], pooled=True).geometry.iloc[0], activities)
        for ids in (NORTH, SOUTH)
    )
    assert set(north.index[north > 0.95]) == {"F06", "F07", "F16", "F23"}
    assert set(south.index[south > 0.95]) == {"F11", "F12", "F14"}
    assert round(north["F01a"], 2) == pytest.approx(0.74)
    assert round(south["F01b"], 2) == pytest.approx(0.71, abs=0.01)
    for nowhere in ("F09", "F10", "F18"):
        assert north[nowhere] == south[nowhere] == 0
    assert pd.isna(north["F15"])


def test_the_result_says_what_it_rests_on(drawings):
    core = find_core(drawings.loc[FIRST])
    assert list(core["part"]) == ["kern", "rand"]
    assert core["id"].is_unique
    row = core.iloc[0]
    assert (row["question"], row["drawings"], row["k"], row["name"]) == (
        "het gebied dat u bedoelt",
        5,
        0.5,
        "Selwerd",
    )
    assert (row["pooled"], row["few"], row["fictional"]) == (False, False, True)
    assert find_core(drawings.loc[FIRST[:4]])["few"].all()
    assert find_core(drawings, pooled=True)["pooled"].all()


def test_questions_are_only_pooled_on_purpose(drawings):
    for find in (find_core, find_core_exact):
        with pytest.raises(TableError) as caught:
            find(drawings)
        assert caught.value.code == "questions_mixed"


@pytest.mark.parametrize("k", [0.0, 0.1, 1.01])
def test_a_kern_needs_a_share_above_the_rand(drawings, k):
    with pytest.raises(TableError) as caught:
        find_core(drawings.loc[FIRST], k=k)
    assert caught.value.code == "share_out_of_range"


def test_no_drawings_give_an_empty_table_with_all_columns(drawings):
    for find in (find_core, find_core_exact):
        core = find(drawings.iloc[:0])
        assert core.empty
        assert list(core.columns) == list(find_core(drawings.loc[FIRST]).columns)
        assert core.crs == RD


def test_without_agreement_there_is_no_kern():
    core = find_core(make([(0, 0, 4, 4), (20, 0, 4, 4), (40, 0, 4, 4)]))
    assert core["area_m2"].tolist() == [0, 3 * 1600]
    assert core.geometry.iloc[0].is_empty


def test_a_weight_counts_as_that_many_drawings():
    heavy = make([(0, 0, 4, 4), (2, 0, 4, 4)])
    heavy["weight"] = [3.0, 1.0]
    assert find_core(heavy, k=0.75)["area_m2"][0] == pytest.approx(1600)
    assert find_core(heavy, k=0.75, weighted=False)["area_m2"][0] == pytest.approx(800)


def make(boxes):
    """Outlines on a raster of 10 m from (west, south, width, height)."""
    shapes = [
        shapely.box(233_000 + 10 * w, 583_000 + 10 * s, 233_000 + 10 * (w + a), 583_000 + 10 * (s + b))
        for w, s, a, b in boxes
    ]
    rows = {
        "id": [f"T{n}" for n, _ in enumerate(shapes)],
        "name": "Selwerd",
        "question": "thuis",
        "weight": 1.0,
        "fictional": True,
    }
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=RD)


_place, _side = st.integers(0, 12), st.integers(1, 15)
made = st.lists(st.tuples(_place, _place, _side, _side), min_size=1, max_size=7).map(make)
both = pytest.mark.parametrize("find", [find_core, find_core_exact])
laws = settings(max_examples=40, deadline=None)


def same(one, other):
    return shapely.symmetric_difference(one, other).area < 1e-6


@both
@given(drawings=made)
@laws
def test_drawing_everything_twice_changes_nothing(find, drawings):
    twice = pd.concat([drawings, drawings.assign(id=drawings["id"] + "b")], ignore_index=True)
    for once, again in zip(find(drawings).geometry, find(twice).geometry, strict=True):
        assert same(once, again)


@both
@given(drawings=made, low=st.floats(0.11, 1), high=st.floats(0.11, 1))
@laws
def test_the_kern_shrinks_as_k_grows(find, drawings, low, high):
    wide, narrow = (find(drawings, k=k).geometry[0] for k in sorted((low, high)))
    assert shapely.difference(narrow, wide).area < 1e-6


@both
@given(drawings=made)
@laws
def test_a_drawing_of_the_kern_itself_changes_nothing(find, drawings):
    kern = find(drawings).geometry[0]
    if kern.is_empty:
        return
    more = drawings.iloc[:1].assign(id="kern").set_geometry([kern], crs=RD)
    assert same(find(pd.concat([drawings, more], ignore_index=True)).geometry[0], kern)


@both
@given(drawings=made)
@laws
def test_the_kern_lies_between_the_intersection_and_the_union(find, drawings):
    kern = find(drawings).geometry[0]
    assert shapely.difference(kern, drawings.union_all()).area < 1e-6
    assert shapely.difference(shapely.intersection_all(drawings.geometry.to_numpy()), kern).area < 1e-6


@given(drawings=made)
@laws
def test_kern_and_rand_share_no_ground(drawings):
    kern, rand = find_core(drawings).geometry
    assert shapely.intersection(kern, rand).area == 0


def test_touching_is_not_sharing():
    here = make([(0, 0, 10, 10), (10, 0, 10, 10)]).rename(columns={"id": "buurtcode", "name": "buurtnaam"})
    found = share_in_buurten(shapely.box(233_000, 583_000, 233_100, 583_050), here)
    assert found.index.tolist() == [0]
    assert found.loc[0, ["share_of_area", "share_of_buurt", "jaccard"]].tolist() == [1, 0.5, 0.5]


def test_ground_outside_every_buurt_is_in_no_share():
    here = make([(0, 0, 5, 10)]).rename(columns={"id": "buurtcode", "name": "buurtnaam"})
    assert (
        share_in_buurten(shapely.box(233_000, 583_000, 233_100, 583_100), here)["share_of_area"].sum() == 0.5
    )
