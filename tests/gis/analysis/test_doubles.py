from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.analysis.doubles import COLUMNS, LIKELY, PARTS, POINTS, find_doubles
from gis.analysis.names import LEAST_ALIKE, OTHER_NUMBERS, find_alike_names, pieces_of, words_of
from gis.errors import TableError
from gis.tables import ACTIVITIES, empty
from tests.gis.analysis.registers import CORNER, activity, build

TITLES = (
    "Eettafel 65-plus",
    "Eettafels voor 65 plus",
    "Riool vervangen, deel 1",
    "Riool vervangen, deel 2",
    "Spreekuur geldzorgen",
    "Spreekuur wijkagent",
    "De en het",
    "...",
    "",
)
ALIKE = {"title": "Eettafel 65-plus", "theme": "ontmoeten", "kind": "ontmoetingsplek", "area_codes": []}
titled = st.builds(lambda row, title: {**row, "title": title}, activity, st.sampled_from(TITLES))


def ids(pairs):
    return set(zip(pairs["a_id"], pairs["b_id"], strict=True))


def at(x, y=0):
    return shapely.Point(CORNER[0] + x, CORNER[1] + y)


def one_pair(make, first, second):
    told = make([{**ALIKE, **first}, {**ALIKE, **second}])
    pairs = find_doubles(told, told)
    return pairs.iloc[0] if len(pairs) else None


# --- the definition written out, pair by pair ----------------------------------------------------


def names(one, other):
    a, b = (set().union(*map(pieces_of, words_of(title))) for title in (one, other))
    if not a or not b:
        return 0.0
    share = 2 * len(a & b) / (len(a) + len(b))
    numbers = [set("".join(s if s.isdigit() else " " for s in t).split()) for t in (one, other)]
    if all(numbers) and not numbers[0] & numbers[1]:
        share *= OTHER_NUMBERS
    return share if share >= LEAST_ALIKE else 0.0


def place(a, b):
    spots = [
        None
        if row["accuracy"] in {"buurt", "wijk", "gemeente"} or row["geometry"] is None
        else row["geometry"].centroid
        for row in (a, b)
    ]
    if None not in spots:
        return max(-2.0, 1 - spots[0].distance(spots[1]) / 200)
    codes = [(x[2:], y[2:]) for x in a["area_codes"] for y in b["area_codes"]]
    if not codes:
        return 0.0
    if any(x == y for x, y in codes):
        return 0.2
    return 0.0 if any(x.startswith(y) or y.startswith(x) for x, y in codes) else -2.0


def months(day):
    return 12 * day.year + day.month - 1 + (day.day - 1) / day.days_in_month


def time(a, b):
    spans = []
    for row in (a, b):
        start, end = row["start_earliest"], row["end_latest"]
        if pd.isna(start) and pd.isna(end) and not row["running"]:
            return 0.0
        spans.append(
            (
                -np.inf if pd.isna(start) else months(start),
                np.inf if pd.isna(end) else months(end + pd.Timedelta(days=1)),
            )
        )
    gap = max(0.0, max(s for s, _ in spans) - min(e for _, e in spans))
    return max(-2.0, 1 - gap / 6)


def score(a, b):
    if isinstance(a["phase_of"], str) and a["phase_of"] == b["phase_of"]:
        return 0.0
    values = {
        "title": names(a["title"], b["title"]),
        "place": place(a, b),
        "theme": a["theme"] == b["theme"],
        "kind": a["kind"] == b["kind"] != "onbekend",
        "people": bool(set(a["target_groups"]) & set(b["target_groups"])),
        "time": time(a, b),
        "party": bool({a["organisation"], *a["partners"]} & {b["organisation"], *b["partners"]}),
    }
    return sum(round(POINTS[name] * value, 1) for name, value in values.items())


@settings(max_examples=25)
@given(one=st.lists(titled, min_size=1, max_size=7), other=st.lists(titled, min_size=1, max_size=7))
def test_the_quick_way_finds_what_the_slow_way_finds(vocabulary, reference_day, one, other):
    new = build(one, vocabulary, reference_day)
    there = build(other, vocabulary, reference_day)
    there["id"] = "B" + there["id"].astype(str)
    rows = {row["id"]: row for frame in (new, there) for row in frame.to_dict("records")}
    for left, right, once in ((new, there, False), (new, new, True)):
        expected = {
            (a, b): score(rows[a], rows[b])
            for a in left["id"]
            for b in right["id"]
            if a != b and (a < b or not once)
        }
        found = find_doubles(left, right)
        told = dict(zip(zip(found["a_id"], found["b_id"], strict=True), found["score"], strict=True))
        border = {pair for pair, points in expected.items() if abs(points - LIKELY) < 0.15}  # of rounding
        sure = {pair: points for pair, points in expected.items() if points >= LIKELY and pair not in border}
        assert set(sure) <= set(told) <= set(sure) | border
        assert all(told[pair] == pytest.approx(points, abs=0.15) for pair, points in sure.items())
        assert np.allclose(found[list(PARTS)].sum(axis=1), found["score"], atol=0.01)
        assert list(found.columns) == list(COLUMNS)


# --- the example meeting -------------------------------------------------------------------------


@pytest.mark.parametrize("organisation", ["gemeente", "Corporatie A", None])
def test_the_two_tables_for_the_elderly_and_nothing_else(meeting, organisation):
    seen = meeting(organisation)
    pairs = find_doubles(seen, seen)
    assert ids(pairs) == {("F11", "F12")}
    pair = pairs.iloc[0]
    assert round(pair["distance_m"]) == 76
    # no like name; 20 x (1 - 76.3 / 200); theme, kind and target group; both run
    assert pair[list(PARTS)].tolist() == [0, 12.4, 10, 10, 10, 5, 0]
    assert pair["score"] == 47.4


def test_the_publication_holds_no_doubles(publication):
    assert find_doubles(publication, publication).empty


# --- one thing at a time -------------------------------------------------------------------------


def test_phases_of_one_activity_are_no_doubles(make):
    assert one_pair(make, {"phase_of": "X"}, {"phase_of": "X"}) is None
    assert one_pair(make, {"phase_of": "X"}, {"phase_of": "Y"}) is not None


def test_what_is_not_known_neither_helps_nor_hurts(make):
    nothing = one_pair(make, {"words": ""}, {"words": "", "shape": at(0)})
    assert nothing[["part_place", "part_time"]].tolist() == [0, 0]
    assert nothing[["distance_m", "overlap_months", "gap_months"]].isna().all()
    near = one_pair(make, {"shape": at(0)}, {"shape": at(50)})
    assert near[["part_place", "part_time"]].tolist() == [15, 5]
    assert near["score"] == nothing["score"] + 20


def test_a_place_or_a_time_elsewhere_speaks_against(make):
    assert one_pair(make, {"shape": at(0)}, {"shape": at(5000)}) is None
    apart = one_pair(make, {"words": "juni 2026"}, {"words": "2029"})
    assert apart["part_time"] == -10
    assert apart["gap_months"] == 30  # 1 July 2026 to 1 January 2029
    same, within, other = (
        one_pair(make, {"area_codes": ["BU00141000"]}, {"area_codes": [code]})
        for code in ("BU00141000", "WK001410", "BU00149999")
    )
    assert (same["part_place"], within["part_place"], other) == (4, 0, None)
    assert (same["area"], within["area"]) == ("same", "within")


def test_a_shape_for_a_whole_buurt_is_no_spot(make):
    pair = one_pair(make, {"shape": at(0)}, {"shape": at(5000), "accuracy": "buurt"})
    assert pair["part_place"] == 0
    assert np.isnan(pair["distance_m"])


def test_another_number_in_the_name_is_another_thing(make):
    assert one_pair(make, {"title": "Complex A-01"}, {"title": "Complex A-02"}) is None
    assert find_alike_names(["Complex 12"], ["Complex 12 renovatie"])[2].size == 1


def test_likeness_of_names_by_pencil():
    # " ri rio iol ool ol " against the same and " eik ike ken en ": 5 of 5 and 10 pieces
    assert find_alike_names(["Riool"], ["Riool Eiken"])[2].tolist() == [pytest.approx(2 * 5 / (5 + 10))]
    assert find_alike_names(["Taalcafé"], ["TAALCAFE"])[2].tolist() == [1]
    assert find_alike_names(["Warmtenet"], ["Speelplek"])[2].size == 0
    assert [part.tolist() for part in find_alike_names(["a", "b", "a"], ["b", "a"])[:2]] == [
        [0, 2, 1],
        [1, 1, 0],
    ]


def test_empty_and_wrong_frames(make):
    nothing, told = empty(ACTIVITIES), make([{**ALIKE}, {**ALIKE}])
    for one, other in ((nothing, nothing), (nothing, told), (told, nothing)):
        assert list(find_doubles(one, other).columns) == list(COLUMNS)
        assert find_doubles(one, other).empty
    with pytest.raises(TableError) as error:
        find_doubles(told.drop(columns="theme"), told)
    assert error.value.code == "column_missing"


def test_frames_are_not_changed(make):
    told = make([{**ALIKE, "shape": at(0)}, {**ALIKE, "shape": at(10)}])
    before = told.copy()
    find_doubles(told, told)
    assert_geodataframe_equal(told, before)
