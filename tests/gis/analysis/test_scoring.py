from __future__ import annotations

from dataclasses import astuple, replace

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.analysis.groups import SPOT_M, find_groups, rescore
from gis.analysis.overlap import find_pairs
from gis.analysis.scoring import (
    LEAST_EACH,
    LEAST_VOTES,
    PARTS,
    PLAIN,
    STEADY,
    TOP,
    Weights,
    refit,
    stability,
    weigh,
)
from gis.errors import TableError
from gis.tables import ACTIVITIES, empty
from tests.gis.analysis.registers import activity, random_rows

NEAR = {"reach_m": 100, "slack_months": 6}
points = st.floats(0, 100, allow_nan=False)
weightings = st.builds(Weights, points, points, points, points)


@pytest.fixture(scope="module")
def find(vocabulary, reference_day):
    def run(activities, weights=PLAIN):
        return find_pairs(
            activities, vocabulary=vocabulary, reference_day=reference_day, weights=weights, **NEAR
        )

    return run


@pytest.fixture(scope="module")
def activities(make):
    return make(random_rows(120, seed=1, side_m=900))


@pytest.fixture(scope="module")
def pairs(find, activities):
    return find(activities)


def tenths(numbers):
    return np.rint(np.asarray(numbers) * 10).astype(int)


# --- parts and weights ---------------------------------------------------------------------------


def test_plain_weights_make_a_hundred_and_are_those_of_find_pairs(
    find, pairs, activities, vocabulary, reference_day
):
    assert sum(astuple(PLAIN)) == 100
    told = find_pairs(activities, vocabulary=vocabulary, reference_day=reference_day, **NEAR)
    assert told.equals(pairs)
    assert weigh(pairs, weights=PLAIN).equals(pairs)


def test_shares_times_weights_are_the_parts(pairs):
    shares = pairs[["space_share", "time_share", "room"]].to_numpy()
    assert ((shares >= 0) & (shares <= 1)).all()
    for part, share, most in zip(
        PARTS, ("space_share", "time_share", "theme", "room"), (30, 25, 10, 15), strict=True
    ):
        assert (pairs[part] - most * pairs[share]).abs().max() <= 0.05 + 1e-9


@settings(deadline=None, max_examples=25)
@given(weights=weightings)
def test_parts_sum_exactly_whatever_the_weights(pairs, weights):
    told = weigh(pairs, weights=weights)
    assert (told[list(PARTS)] == tenths(told[list(PARTS)]) / 10).all(axis=None)
    assert tenths(told["score"]).tolist() == tenths(told[list(PARTS)]).sum(axis=1).tolist()
    assert (told["score"] == tenths(told["score"]) / 10).all()


@settings(deadline=None, max_examples=8)
@given(rows=st.lists(activity, min_size=2, max_size=8), weights=weightings)
def test_a_slider_gives_what_the_search_gives_with_those_weights(find, make, rows, weights):
    found = make(rows)
    assert weigh(find(found), weights=weights).equals(find(found, weights))


def test_a_slider_gives_the_groups_of_a_search_with_those_weights(
    find, activities, vocabulary, reference_day
):
    asked = {"vocabulary": vocabulary, "reference_day": reference_day, "spot_m": SPOT_M, "slack_months": 6}
    weights = Weights(0, 80, 5, 1)
    before = find_groups(activities, find(activities), **asked)
    after = find_groups(activities, find(activities, weights), **asked)
    assert [one.members for one in before] != [one.members for one in after]
    assert rescore(before, find(activities, weights)) == after


@pytest.mark.parametrize(("name", "part"), [(part.removeprefix("part_"), part) for part in PARTS])
def test_a_weight_of_nothing_gives_nothing_not_even_a_minus(find, meeting, name, part):
    told = weigh(find(meeting("gemeente")), weights=replace(PLAIN, **{name: 0.0}))
    assert set(told[part].map(str)) == {"0.0"}


def test_weights_of_nothing_keep_every_pair(pairs):
    told = weigh(pairs, weights=Weights(0, 0, 0, 0))
    assert set(told["score"]) == {0.0}
    assert len(told) == len(pairs)
    sure = told[told["certainty"] == "zeker"]
    assert sure.equals(sure.sort_values(["over", "a_id", "b_id"]))


def test_no_pairs_have_weights_and_shares_too(find):
    none = find(empty(ACTIVITIES))
    assert weigh(none, weights=PLAIN).equals(none)
    assert stability(none).empty


# --- how firm the list is ------------------------------------------------------------------------


def _counts(pairs):
    return (pairs["relation"] == "kans") & (pairs["certainty"] == "zeker") & ~pairs["over"]


def test_stability_is_what_weighing_again_and_again_would_tell(pairs):
    drawn = 100 * np.random.default_rng(7).dirichlet(np.ones(4), size=40)
    times = pd.Series(0, index=pd.MultiIndex.from_frame(pairs[["a_id", "b_id"]]))
    for weights in drawn:
        told = weigh(pairs, weights=Weights(*weights))
        first = told[_counts(told)].head(TOP)
        times[pd.MultiIndex.from_frame(first[["a_id", "b_id"]])] += 1
    told = stability(pairs, draws=40, seed=7)
    counted = _counts(pairs).to_numpy()
    assert pairs.loc[~counted, "over"].any()
    assert counted.sum() > 2 * TOP
    assert told[~counted].isna().all()
    assert told[counted].tolist() == (times[counted] / 40).tolist()


def test_stability_is_the_same_each_time_and_does_not_ask_for_the_weights_of_now(pairs):
    told = stability(pairs, draws=60)
    assert told.index.equals(pairs.index)
    assert told.equals(stability(pairs, draws=60))
    other = weigh(pairs, weights=Weights(1, 2, 3, 4))
    names = ["a_id", "b_id"]
    again = other[names].assign(told=stability(other, draws=60)).merge(pairs[names].assign(first=told))
    assert again["told"].equals(again["first"])
    assert told.sum() == pytest.approx(TOP)


def test_ten_or_fewer_chances_always_stay(find, make):
    rows = [
        {"theme": theme, "shape": shapely.Point(200_000, 500_000)} for theme in ("energie", "wonen", "groen")
    ]
    told = stability(find(make(rows)), draws=20)
    assert told.tolist() == [1.0] * 2  # wonen and groen are nothing to each other
    assert told.min() >= STEADY


# --- weights that follow votes -------------------------------------------------------------------


def votes_by(pairs, share, count=60):
    """Let people find useful what has much of one share and nothing else."""
    kansen = pairs[pairs["relation"] == "kans"].sample(count, random_state=3)
    return kansen[["a_id", "b_id"]].assign(useful=kansen[share].rank(method="first") > count / 2)


@pytest.mark.parametrize(
    ("share", "name"), [("space_share", "space"), ("time_share", "time"), ("theme", "theme")]
)
def test_the_weight_that_votes_follow_grows_most_and_all_stay_a_hundred(pairs, share, name):
    told = refit(pairs, votes_by(pairs, share), weights=PLAIN)
    moved = {
        one: getattr(told.weights, one) - getattr(PLAIN, one) for one in ("space", "time", "theme", "room")
    }
    assert max(moved, key=moved.get) == name
    assert moved[name] >= 4
    assert tenths(astuple(told.weights)).sum() == 1000
    assert min(astuple(told.weights)) >= 0
    assert told.votes == 60


def test_old_and_new_rank_stand_side_by_side(pairs):
    told = refit(pairs, votes_by(pairs, "space_share"), weights=PLAIN)
    after = weigh(pairs, weights=told.weights)
    assert told.ranks[["a_id", "b_id"]].equals(after[["a_id", "b_id"]])
    assert told.ranks["new_rank"].tolist() == list(range(1, len(pairs) + 1))
    before = told.ranks.sort_values("old_rank").reset_index(drop=True)
    assert before[["a_id", "b_id"]].equals(pairs[["a_id", "b_id"]])
    assert before["old_rank"].tolist() != before["new_rank"].tolist()


def test_votes_that_tell_nothing_leave_the_weights_near(pairs):
    both = votes_by(pairs, "space_share", 20)
    votes = pd.concat([both.assign(useful=True), both.assign(useful=False)])
    told = refit(pairs, votes, weights=PLAIN).weights
    assert np.abs(np.subtract(astuple(told), astuple(PLAIN))).max() <= 0.5


def test_votes_that_agree_with_the_list_leave_the_weights_near(pairs):
    told = refit(pairs, votes_by(pairs, "score"), weights=PLAIN).weights
    assert np.abs(np.subtract(astuple(told), astuple(PLAIN))).max() <= 5


def test_votes_against_the_list_lower_what_misled_it(pairs):
    votes = votes_by(pairs, "space_share")
    told = refit(pairs, votes.assign(useful=~votes["useful"]), weights=PLAIN).weights
    assert told.space <= PLAIN.space - 5


def test_weights_of_another_sum_come_out_as_a_hundred(pairs):
    votes = votes_by(pairs, "time_share")
    double = refit(pairs, votes, weights=Weights(60, 50, 60, 30)).weights
    assert double == refit(pairs, votes, weights=PLAIN).weights
    assert tenths(astuple(refit(pairs, votes, weights=Weights(0, 0, 0, 0)).weights)).sum() == 1000


def test_order_of_votes_changes_nothing(pairs):
    votes = votes_by(pairs, "theme")
    told = refit(pairs, votes, weights=PLAIN)
    assert refit(pairs, votes.iloc[::-1], weights=PLAIN).weights == told.weights


@pytest.mark.parametrize(("count", "useful"), [(LEAST_VOTES - 1, 9), (LEAST_VOTES + 10, LEAST_EACH - 1)])
def test_too_few_votes_are_refused(pairs, count, useful):
    kansen = pairs[pairs["relation"] == "kans"].head(count)
    votes = kansen[["a_id", "b_id"]].assign(useful=np.arange(count) < useful)
    with pytest.raises(TableError) as refused:
        refit(pairs, votes, weights=PLAIN)
    assert refused.value.code == "too_few_votes"
    assert (refused.value.facts["useful"], refused.value.facts["not_useful"]) == (useful, count - useful)


def test_votes_on_what_is_no_chance_any_more_do_not_count(pairs):
    votes = votes_by(pairs, "theme", LEAST_VOTES).assign(a_id="weg")
    with pytest.raises(TableError) as refused:
        refit(pairs, votes, weights=PLAIN)
    assert refused.value.facts["useful"] == 0
