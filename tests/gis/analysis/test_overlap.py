from __future__ import annotations

from datetime import date, timedelta

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.analysis.overlap import COLUMNS, find_pairs
from gis.analysis.places import find_widths, widen
from gis.errors import TableError
from gis.tables import ACTIVITIES, empty
from tests.gis.analysis.brute import Asked, all_pairs
from tests.gis.analysis.registers import CORNER, activity, random_rows

REACH_M = 100
SLACK_MONTHS = 6
PARTS = ["part_space", "part_time", "part_theme", "part_room"]
MEANS = ["relation", "certainty", *PARTS, "score"]


@pytest.fixture(scope="module")
def find(vocabulary, reference_day):
    def run(activities, **other):
        asked = {"reach_m": REACH_M, "slack_months": SLACK_MONTHS, **other}
        return find_pairs(activities, vocabulary=vocabulary, reference_day=reference_day, **asked)

    return run


@pytest.fixture(scope="module")
def asked(vocabulary, reference_day):
    return Asked(vocabulary, reference_day, REACH_M, SLACK_MONTHS)


def ids(pairs, relation=None):
    chosen = pairs if relation is None else pairs[pairs["relation"] == relation]
    return set(zip(chosen["a_id"], chosen["b_id"], strict=True))


# --- the example meeting -------------------------------------------------------------------------


@pytest.mark.parametrize("organisation", ["gemeente", "Corporatie A", None])
def test_double_and_just_missed_are_as_told(find, meeting, organisation):
    pairs = find(meeting(organisation))
    assert ids(pairs, "dubbel") == {("F11", "F12")}
    assert ids(pairs, "net gemist") == {("F09", "F10")}


def test_street_just_open_is_a_clash(find, meeting):
    assert ids(find(meeting("gemeente")), "conflict") == {("F01a", "F05"), ("F05", "F21")}
    earlier = find(meeting("gemeente", periods={"F05": "juli 2027 - juni 2028"}))
    assert ids(earlier, "conflict") == set()
    assert {("F01a", "F05"), ("F05", "F21")} <= ids(earlier, "kans")


def test_plan_of_corporatie_a_pairs_only_for_itself(find, meeting):
    assert not any("F06" in pair for pair in ids(find(meeting("gemeente"))))
    pairs = find(meeting("Corporatie A")).set_index(["a_id", "b_id"])
    assert round(pairs.loc[("F06", "F07"), "distance_m"]) == 37


def test_whole_area_and_phases_are_never_paired(find, meeting):
    pairs = ids(find(meeting("Corporatie A")))
    assert not any({"F15", "F22"} & set(pair) for pair in pairs)
    assert ("F01a", "F01b") not in pairs


def test_fuzzy_end_makes_a_pair_possible_only_when_it_decides(find, meeting):
    pairs = find(meeting("gemeente")).set_index(["a_id", "b_id"])
    assert set(pairs.index[pairs["certainty"] == "mogelijk"]) == {("F04", "F05")}  # 4 to 8 months apart
    assert pairs.loc[("F04", "F05"), ["gap_months", "widest_gap_months"]].round().tolist() == [4, 8]
    assert pairs.loc[("F02", "F04"), "certainty"] == "zeker"  # a fuzzy end that changes nothing


def test_numbers_of_one_pair_by_pencil(find, meeting):
    pair = find(meeting("gemeente")).set_index(["a_id", "b_id"]).loc[("F01b", "F13")]
    assert pair["distance_m"] == pytest.approx(15)  # 20 m as drawn, 5 m of it working width
    assert pair["gap_months"] == pytest.approx(4 + 1 / 31)  # 31 August to 1 January
    # 30 x 0.5 x 0.85; 25 x exp(-4.03 / 12); 30 x 1 / 3; 15 x 1
    assert pair[PARTS].tolist() == [12.8, 17.9, 10.0, 15.0]
    assert pair["score"] == 55.7


# --- the publication of 2017 ---------------------------------------------------------------------


def test_unknown_place_and_period_never_remove_a_pair(find, publication):
    pairs = find(publication)
    own = {("S02", "S03"), ("S02", "S04"), ("S02", "S05"), ("S03", "S04"), ("S03", "S05"), ("S04", "S05")}
    assert own <= ids(pairs, "kans")
    assert set(pairs["certainty"]) == {"mogelijk"}
    assert not any({"S01", "S06", "S07", "S22"} & set(pair) for pair in ids(pairs))


def test_place_in_a_buurt_pairs_with_shapes_in_that_buurt(find, make, groningen):
    inside, outside = shapely.Point(232680, 583540), shapely.Point(231900, 583400)  # Selwerd, Paddepoel-Noord
    rows = [
        {"theme": "energie", "area_codes": ["BU00141000"], "accuracy": "onbekend"},
        {"theme": "groen", "shape": inside},
        {"theme": "groen", "shape": outside},
    ]
    activities = make(rows)
    assert ids(find(activities)) == set()  # nothing says in which buurt the points lie
    pairs = find(activities, areas=groningen[0])
    assert ids(pairs) == {("A00", "A01")}
    assert pairs.loc[0, ["space", "certainty"]].tolist() == ["unknown", "mogelijk"]


# --- a square world ------------------------------------------------------------------------------


def two(make, one, other, **told):
    rows = [
        {"theme": "energie", "kind": "renovatie", "shape": one, **told},
        {"theme": "wonen", "kind": "renovatie", "shape": other},
    ]
    return make(rows)


def square(x, y, side=100):
    return shapely.box(CORNER[0] + x, CORNER[1] + y, CORNER[0] + x + side, CORNER[1] + y + side)


@pytest.mark.parametrize(
    ("shift", "space", "points"),
    [
        (0, "overlap", 30.0),  # the same square
        (50, "overlap", 22.5),  # half of it
        (100, "near", 15.0),  # a touching edge is not overlap
        (150, "near", 7.5),  # 50 m of 100
        (200, "near", 0.0),  # exactly the reach
    ],
)
def test_space_part_of_two_squares(find, make, shift, space, points):
    pairs = find(two(make, square(0, 0), square(shift, 0)))
    assert pairs.loc[0, ["space", "part_space"]].tolist() == [space, points]


def test_out_of_reach_is_no_pair(find, make):
    assert find(two(make, square(0, 0), square(200.5, 0))).empty


def test_coarse_place_is_possible_and_worth_half_at_most(find, make):
    pairs = find(two(make, square(0, 0), square(0, 0), accuracy="schatting"))
    assert pairs.loc[0, ["certainty", "part_space"]].tolist() == ["mogelijk", 15.0]


def test_multipolygon_with_hole(find, make):
    ring = square(0, 0).difference(square(40, 40, 20))
    several = shapely.MultiPolygon([ring, square(500, 0)])
    pairs = find(two(make, several, square(45, 45, 10)))
    assert pairs.loc[0, ["space", "distance_m"]].tolist() == ["near", 5.0]  # inside the hole


def test_crossing_lines_are_not_one_street(find, make):
    flat = shapely.LineString([(CORNER[0], CORNER[1] + 50), (CORNER[0] + 100, CORNER[1] + 50)])
    upright = shapely.LineString([(CORNER[0] + 50, CORNER[1]), (CORNER[0] + 50, CORNER[1] + 100)])
    beside = shapely.transform(flat, lambda points: points + np.array([0, 9]))
    assert not find(two(make, flat, upright)).loc[0, "same_street"]
    assert find(two(make, flat, beside)).loc[0, "same_street"]


def test_one_street_name_in_one_gemeente_is_one_street(find, make):
    rows = [
        {"theme": "energie", "street": "Schetsstraat", "area_codes": ["BU00141000"], "shape": square(0, 0)},
        {"theme": "wonen", "street": " schetsstraat", "area_codes": ["GM0014"], "shape": square(900, 0)},
        {"theme": "wonen", "street": "Schetsstraat", "area_codes": ["GM0363"], "shape": square(0, 900)},
    ]
    pairs = find(make(rows))
    assert ids(pairs) == {("A00", "A01")}
    assert pairs.loc[0, ["space", "part_space"]].tolist() == ["same_street", 0.0]


def test_no_activities_give_an_empty_table_with_all_columns(find):
    pairs = find(empty(ACTIVITIES))
    assert pairs.empty
    assert list(pairs.columns) == list(COLUMNS)


def test_one_activity_gives_no_pair(find, make):
    assert find(two(make, square(0, 0), None).iloc[:1]).empty


def test_other_crs_is_refused(find, make):
    activities = two(make, square(0, 0), square(0, 0)).to_crs("EPSG:4326")
    with pytest.raises(TableError) as refused:
        find(activities)
    assert refused.value.code == "crs_not_rd"


# --- laws ----------------------------------------------------------------------------------------

registers = st.lists(activity, min_size=2, max_size=12)


def assert_as_told(pairs, told):
    assert ids(pairs) == set(told)
    for pair in pairs.to_dict("records"):
        relation, certainty, distance, gap, score = told[pair["a_id"], pair["b_id"]]
        assert (pair["relation"], pair["certainty"]) == (relation, certainty)
        assert pair["distance_m"] == pytest.approx(
            float("nan") if distance is None else distance, nan_ok=True
        )
        assert pair["gap_months"] == pytest.approx(float("nan") if gap is None else gap, nan_ok=True)
        assert pair["score"] == pytest.approx(score, abs=0.21)  # four parts, each rounded to 0.1


@settings(deadline=None, max_examples=40)
@given(rows=registers)
def test_equals_brute_force(find, make, asked, rows):
    activities = make(rows)
    assert_as_told(find(activities), all_pairs(activities, asked))


@pytest.mark.parametrize(("seed", "side_m"), [(1, 2500), (2, 1200)])
def test_equals_brute_force_on_three_hundred(find, make, asked, seed, side_m):
    activities = make(random_rows(300, seed=seed, side_m=side_m))
    pairs = find(activities)
    assert_as_told(pairs, all_pairs(activities, asked))
    assert set(pairs["relation"]) == {"kans", "dubbel", "conflict", "net gemist"}
    assert set(pairs["space"]) == {"overlap", "same_street", "near", "unknown"}


@settings(deadline=None, max_examples=40)
@given(rows=registers)
def test_on_one_spot_is_said_where_working_areas_share_ground(find, make, vocabulary, rows):
    activities = make(rows)
    shapes = activities.geometry.to_numpy()
    wide = dict(
        zip(activities["id"], widen(shapes, find_widths(activities, vocabulary=vocabulary)), strict=True)
    )
    for pair in find(activities).to_dict("records"):
        if pair["space"] in {"overlap", "near"}:
            one, other = wide[pair["a_id"]], wide[pair["b_id"]]
            shared = one.intersection(other).area / min(one.area, other.area)
            assert (pair["space"] == "overlap") == (round(shared, 9) > 0)


def test_what_should_have_gone_together_long_ago_comes_last_and_is_said(find, make):
    rows = [
        *({"theme": theme, "words": "2022", "shape": square(0, 0)} for theme in ("energie", "wonen")),
        *({"theme": theme, "words": "2028", "shape": square(900, 0)} for theme in ("energie", "groen")),
        *({"theme": theme, "words": "jan 2027", "shape": square(0, 900)} for theme in ("energie", "wonen")),
    ]
    pairs = find(make(rows))  # the peildatum is 11 March 2027, and plans may wait half of six months more
    told = pairs.set_index(["a_id", "b_id"])
    assert list(told.index) == [("A04", "A05"), ("A02", "A03"), ("A00", "A01")]
    assert told["over"].tolist() == [False, False, True]
    assert told.loc[("A00", "A01"), "score"] == told["score"].max()


@settings(deadline=None, max_examples=10)
@given(rows=registers)
def test_which_of_the_two_comes_first_changes_nothing(find, make, rows):
    activities = make(rows)
    turned = dict(zip(activities["id"], activities["id"][::-1], strict=True))
    mirrored = activities.assign(id=activities["id"].map(turned))
    told = {
        (frozenset((turned[one], turned[other])), *rest)
        for one, other, *rest in find(mirrored)[["a_id", "b_id", *MEANS]].itertuples(index=False)
    }
    assert told == {
        (frozenset((one, other)), *rest)
        for one, other, *rest in find(activities)[["a_id", "b_id", *MEANS]].itertuples(index=False)
    }


@settings(deadline=None, max_examples=20)
@given(rows=registers, data=st.data())
def test_order_of_rows_and_a_shift_change_nothing(find, make, rows, data):
    activities = make(rows)
    order = data.draw(st.permutations(range(len(rows))))
    pairs = find(activities)
    assert find(activities.iloc[list(order)]).equals(pairs)
    moved = activities.set_geometry(activities.translate(1000, -2000))
    assert find(moved)[["a_id", "b_id", "relation", "certainty", "score"]].equals(
        pairs[["a_id", "b_id", "relation", "certainty", "score"]]
    )


@settings(deadline=None, max_examples=20)
@given(rows=registers)
def test_parts_sum_to_the_score_and_theme_zero_is_worth_nothing(find, make, rows):
    pairs = find(make(rows))
    assert pairs["score"].tolist() == pairs[PARTS].sum(axis=1).round(1).tolist()
    assert (pairs.loc[pairs["theme"] == 0, "part_theme"] == 0).all()
    assert not pairs.duplicated(["a_id", "b_id"]).any()
    assert (pairs["a_id"] < pairs["b_id"]).all()


@settings(deadline=None, max_examples=20)
@given(rows=registers, data=st.data())
def test_what_is_not_known_never_removes_a_chance(find, make, rows, data):
    rows = [{**row, "area_codes": ["GM0014"]} for row in rows]
    before = find(make(rows))
    position = data.draw(st.integers(0, len(rows) - 1))
    forget = data.draw(st.sampled_from([{"words": ""}, {"shape": None}]))
    rows[position] = {**rows[position], **forget}
    after = find(make(rows))
    assert ids(before, "kans") <= ids(after, "kans")
    assert ids(before, "dubbel") <= ids(after)


def assert_first_is_better(pairs):
    """Both A01 and A02 are wonen, so that each is held against A00 alone."""
    scores = pairs.set_index(["a_id", "b_id"])["score"]
    better, worse = (scores.get(("A00", name)) for name in ("A01", "A02"))
    assert worse is None or better >= worse


@settings(deadline=None, max_examples=20)
@given(shifts=st.tuples(st.integers(0, 220), st.integers(0, 220)), side=st.integers(20, 160))
def test_more_overlap_never_lowers_the_score(find, make, shifts, side):
    rows = [{"theme": "wonen", "shape": square(shift, 0, side)} for shift in sorted(shifts)]
    assert_first_is_better(find(make([{"theme": "energie", "shape": square(0, 0)}, *rows])))


@settings(deadline=None, max_examples=20)
@given(waits=st.tuples(st.integers(0, 400), st.integers(0, 400)))
def test_smaller_gap_never_lowers_the_score(find, make, waits):
    begins = [date(2027, 9, 30) + timedelta(days=wait) for wait in sorted(waits)]
    rows = [
        {"theme": "energie", "shape": square(0, 0), "words": "juni 2027 - september 2027"},
        *(
            {"theme": "wonen", "shape": square(0, 0), "words": f"{day.day}-{day.month}-{day.year}"}
            for day in begins
        ),
    ]
    assert_first_is_better(find(make(rows)))


# --- one good combination among many -------------------------------------------------------------

STREET = shapely.LineString([(CORNER[0] + 700, CORNER[1] + 710), (CORNER[0] + 900, CORNER[1] + 770)])
PLANTED = [
    {"theme": "openbare ruimte", "kind": "herinrichting straat", "organisation": "gemeente"},
    {"theme": "energie", "kind": "warmtenet", "organisation": "Warmtebedrijf"},
    {"theme": "water en riool", "kind": "rioolvervanging", "organisation": "gemeente"},
]


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("seed", range(5))
def test_a_planted_combination_is_among_the_first_three(find, make, seed, count):
    planted = [{**one, "shape": STREET, "words": "2027", "status": "plan"} for one in PLANTED[:count]]
    rows = [*random_rows(100, seed=seed, side_m=1500), *planted]
    own = {("A100", "A101"), ("A100", "A102"), ("A101", "A102")}
    first = find(make(rows)).head(3)
    assert len(ids(first) & own) == (1 if count == 2 else 3)
    assert (
        first.loc[[pair in own for pair in zip(first["a_id"], first["b_id"], strict=True)], "score"].min()
        > 95
    )


def test_arguments_are_not_changed(find, meeting):
    activities = meeting("gemeente")
    before = activities.copy(deep=True)
    find(activities)
    assert isinstance(activities, gpd.GeoDataFrame)
    assert activities.equals(before)
