import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.analysis.money import AMOUNTS, COUNTS, totals
from gis.errors import TableError
from gis.tables import MONEY, conform, empty

STATES = {"toegezegd": "committed", "gezocht": "sought", "onbekend": "unstated"}
HOW = {"eenmalig": "once", "structureel": "yearly", "onbekend": "unknown"}
ONE = {
    "id": "A",
    "area_codes": ["BU1"],
    "theme": "groen",
    "organisation": "gemeente",
    "years": None,
    "text": "€ 1",
    "amount_eur": 1.0,
    "state": "toegezegd",
    "recurring": "eenmalig",
    "additional": False,
}


def _money(*rows):
    told = pd.DataFrame([ONE | row | {"number": number} for number, row in enumerate(rows)])
    return conform(told, MONEY)


def test_what_may_not_be_added_stands_apart():
    rows = [
        {"state": state, "recurring": how, "additional": extra, "amount_eur": 10.0**number}
        for number, (state, how, extra) in enumerate(
            (state, how, extra) for extra in (False, True) for state in STATES for how in HOW
        )
    ]
    table = totals(_money(*rows), by="theme")
    assert table["theme"].fillna("-").tolist() == ["groen", "-"]
    for row in table.to_dict("records"):
        assert [row[name] for name in AMOUNTS] == [10.0**number for number in range(18)]


def test_nobody_told_is_missing_and_an_amount_of_nothing_is_nothing():
    table = totals(_money({"amount_eur": None}, {"amount_eur": 0, "state": "gezocht"}), by="theme")
    row = table.iloc[0]
    assert (row["sums"], row["without_amount"], row["activities"]) == (2, 1, 1)
    assert row["sought_once"] == 0
    assert table[[name for name in AMOUNTS if name != "sought_once"]].isna().all(axis=None)


def test_a_sum_in_several_areas_is_told_whole_at_each_and_counted_once_in_all():
    money = _money({"area_codes": ["BU2", "BU1", "BU2"], "amount_eur": 6}, {"id": "B"}, {"area_codes": []})
    table = totals(money, by="area")
    assert table["area"].fillna("-").tolist() == ["BU1", "BU2", "-", "-"]
    assert table["whole"].tolist() == [False, False, False, True]
    assert table["shared"].tolist() == [True, True, False, True]
    assert table["committed_once"].tolist() == [7, 6, 1, 8]
    assert table["sums"].tolist() == [2, 1, 1, 3]
    assert table["activities"].tolist() == [2, 1, 1, 2]


def test_years_are_those_told_with_the_sum():
    money = _money({"years": "2027-2029"}, {"years": "2028"}, {})
    table = totals(money, by="year")
    assert table["year"].fillna("-").tolist() == ["2027", "2028", "2029", "-", "-"]
    assert table["committed_once"].tolist() == [1, 2, 1, 1, 3]
    assert table["shared"].tolist() == [True, True, True, False, True]


def test_partners_are_the_parties_named_first():
    table = totals(_money({"organisation": "GGD"}, {"organisation": None}, {}), by="partner")
    assert table["partner"].fillna("-").tolist() == ["GGD", "gemeente", "-", "-"]


@pytest.mark.parametrize("by", ["area", "theme", "partner", "year"])
def test_no_money_is_one_row_in_which_nothing_is_told(by):
    table = totals(empty(MONEY), by=by)
    assert table["whole"].tolist() == [True]
    assert table[list(COUNTS)].to_numpy().tolist() == [[0, 0, 0]]
    assert table[list(AMOUNTS)].isna().all(axis=None)
    some = totals(_money({}), by=by)
    assert list(some.columns) == list(table.columns)


def test_a_table_without_its_columns_is_refused():
    with pytest.raises(TableError) as error:
        totals(empty(MONEY).drop(columns="state"), by="theme")
    assert error.value.code == "column_missing"


_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from("ABC"),
            "area_codes": st.lists(st.sampled_from(["BU1", "BU2", "WK1"]), max_size=3),
            "theme": st.sampled_from(["groen", "wonen"]),
            "organisation": st.sampled_from(["GGD", "gemeente", None]),
            "years": st.sampled_from([None, "2027", "2027-2029"]),
            "amount_eur": st.none() | st.integers(0, 10**9).map(lambda cents: cents / 4),
            "state": st.sampled_from(sorted(STATES)),
            "recurring": st.sampled_from(sorted(HOW)),
            "additional": st.booleans(),
        }
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=30)  # each makes tables
@given(_ROWS, st.sampled_from(["area", "theme", "partner", "year"]))
def test_all_together_is_the_sum_over_the_activities(rows, by):
    money = _money(*rows)
    before = money.copy(deep=True)
    table = totals(money, by=by)
    groups, whole = table[~table["whole"]], table[table["whole"]].iloc[0]
    assert (whole["sums"], whole["without_amount"]) == (
        len(rows),
        sum(row["amount_eur"] is None for row in rows),
    )
    assert whole["activities"] == len({row["id"] for row in rows})
    for name in AMOUNTS:
        told = [
            row["amount_eur"]
            for row in rows
            if ("additional_" * row["additional"]) + f"{STATES[row['state']]}_{HOW[row['recurring']]}" == name
            and row["amount_eur"] is not None
        ]
        assert whole[name] == sum(told) if told else pd.isna(whole[name])
        in_groups = groups[name].sum(min_count=1)
        assert pd.isna(in_groups) == pd.isna(whole[name])
        if told:
            assert in_groups == whole[name] if not whole["shared"] else in_groups >= whole[name]
    pd.testing.assert_frame_equal(money, before)
