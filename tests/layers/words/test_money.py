import pytest

from gis.analysis.money import AMOUNTS, COUNTS
from layers.words import money


def test_every_column_has_a_name_of_its_own():
    columns = ["area", "theme", "partner", "year", "shared", *COUNTS, *AMOUNTS]
    heads = [money.money_head(name) for name in columns]
    assert len(set(heads)) == len(columns)
    assert sum(head.startswith("additioneel: ") for head in heads) == len(AMOUNTS) / 2
    assert all(head.endswith("(euro)") for head in heads[-len(AMOUNTS) :])


@pytest.mark.parametrize("by", ["area", "theme", "partner", "year"])
def test_a_group_without_a_name_says_so(by):
    assert "genoemd" in money.money_group(None, by=by, whole=False, names={})
    assert money.money_group(None, by=by, whole=True, names={}) == money.ALL_TOGETHER


@pytest.mark.parametrize(
    ("amount", "recurring", "words"),
    [
        (1_400_000, "eenmalig", "€ 1.400.000"),
        (70_000, "structureel", "€ 70.000 per jaar"),
        (70_000, "onbekend", "€ 70.000"),
        (0, "structureel", "€ 0 per jaar"),
        (None, "structureel", "nog niet bekend"),
    ],
)
def test_a_sum_says_that_it_is_per_year(amount, recurring, words):
    assert money.sum_words(amount, recurring=recurring) == words
