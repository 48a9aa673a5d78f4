import numpy as np
import pytest

from gis.analysis.likeness import OTHER_ROLES, compare_roles, group_roles
from gis.errors import TableError
from tests.gating import repeats
from tests.gis.analysis.drawn import both, draw_village


def dealt(seed, *counts, names=("bewoner", "gemeente", "zorg")):
    roles = [name for name, count in zip(names, counts, strict=False) for _ in range(count)]
    drawings = draw_village(seed, len(roles), noise=0.2)
    return drawings.assign(role=np.random.default_rng(seed).permutation(roles))


def test_roles_that_draw_elsewhere_are_told_apart():
    residents, others = draw_village(1, 6), draw_village(2, 6, east=250).assign(role="gemeente")
    told = compare_roles(both(residents, others))
    assert told["role"].tolist() == ["bewoner", "gemeente"]
    assert told["drawings"].tolist() == told["others"].tolist() == [6, 6]
    assert told["clear"].all()
    assert (told["within"] > told["across"] + 0.2).all()


def test_across_and_within_are_means_of_pairs():
    told = compare_roles(dealt(1, 3, 4)).set_index("role")
    assert told.loc["bewoner", "across"] == pytest.approx(told.loc["gemeente", "across"])
    assert 0 < told.loc["bewoner", "within"] < 1


@pytest.mark.soak
def test_roles_dealt_at_random_are_hardly_ever_told_apart():
    seeds = repeats(list(range(40)), range(400))
    alarms = sum(bool(compare_roles(dealt(seed, 6, 5, 4), shuffles=199)["clear"].any()) for seed in seeds)
    assert alarms <= 0.08 * len(seeds)  # meant: 0.05, and what chance adds to it in so many


def test_few_of_a_role_are_not_compared():
    drawings = dealt(1, 5, 2, 2)
    assert set(group_roles(drawings)) == {"bewoner", OTHER_ROLES}
    assert compare_roles(drawings)["role"].tolist() == ["bewoner"]
    assert compare_roles(dealt(1, 5, 2)).empty
    assert compare_roles(drawings.iloc[:0]).empty


def test_the_same_seed_and_any_order_give_the_same_answer():
    drawings = dealt(4, 5, 6)
    assert compare_roles(drawings).equals(compare_roles(drawings.iloc[::-1]))


def test_questions_are_only_pooled_on_purpose():
    mixed = dealt(1, 4, 4).assign(question=["a", "b"] * 4)
    with pytest.raises(TableError) as caught:
        compare_roles(mixed)
    assert caught.value.code == "questions_mixed"
    assert len(compare_roles(mixed, pooled=True)) == 2


def test_without_roles_nothing_can_be_compared():
    with pytest.raises(TableError) as caught:
        compare_roles(dealt(1, 3, 3).drop(columns="role"))
    assert caught.value.code == "column_missing"
