import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.analysis.needs import (
    ABOUT,
    BETTER_LOW,
    NEED_COLUMNS,
    NEITHER,
    VALUE_COLUMNS,
    find_needs,
    pool_values,
    score_values,
)
from gis.errors import TableError
from tests.gis.analysis import village
from tests.gis.analysis.village import NAMES, REFERENCE


def values(*rows):
    return pd.DataFrame(rows, columns=VALUE_COLUMNS)


def needs(*rows, reference=None, codes=("A", "B"), **how):
    reference = {"won": 0.0, "f": 0.0} if reference is None else reference
    return find_needs(values(*rows), reference, codes=list(codes), **how)


@pytest.fixture(scope="module")
def told():
    table = find_needs(score_values(village.scores()), REFERENCE, codes=NAMES)
    return table.set_index(["code", "indicator"])


def test_a_dimension_is_about_equal_within_half_a_class(told):
    assert told.loc[NAMES[0]]["need"].to_dict() == {
        "won": "below",
        "fys": "about",  # exactly at the edge
        "vrz": "about",
        "soc": "about",
        "onv": "about",
    }
    assert told.loc[(NAMES[3], "won"), "need"] == "above"
    assert told.loc[(NAMES[1], "fys")][["need", "difference", "about"]].tolist() == ["below", -0.0393, ABOUT]


def test_a_missing_figure_is_no_figure_and_stays_missing(told):
    lost = told.loc[NAMES[2]]
    assert set(lost["need"]) == {"no figure"}
    assert lost[["value", "difference", "coverage"]].isna().all().all()
    assert set(find_needs(score_values(village.scores()), None, codes=NAMES)["need"]) == {"no figure"}


def test_another_figure_is_about_equal_within_a_quarter_of_its_spread():
    rows = [("A", "f", 2024, 10.0, 1.0), ("B", "f", 2024, 30.0, 1.0)]  # standard deviation 10
    assert needs(*rows, reference={"f": 12.5})[["need", "about"]].to_numpy().tolist() == [
        ["about", 2.5],
        ["above", 2.5],
    ]
    assert needs(*rows, reference={"f": 12.6})["need"].tolist() == ["below", "above"]
    assert needs(*rows, reference={"f": 12.6}, about={"f": 20.0})["need"].tolist() == ["about", "about"]


def test_more_may_be_worse_or_neither():
    row = ("A", "f", 2024, 9.0, 1.0)
    low = needs(row, codes=["A"], directions={"f": BETTER_LOW}, about={"f": 1.0})
    assert low[["need", "difference"]].to_numpy().tolist() == [["below", -9.0]]
    neither = needs(row, codes=["A"], directions={"f": NEITHER}, about={"f": 1.0})
    assert neither[["need", "difference"]].to_numpy().tolist() == [["no direction", 9.0]]


def test_the_newest_year_counts_and_tells_how_it_changed():
    rows = [
        ("A", "won", 2022, -0.05, 1.0),
        ("A", "won", 2024, -0.15, 1.0),
        ("A", "won", 2018, 0.4, 1.0),
        ("B", "won", 2022, 0.1, 1.0),  # none of the newest: an older one does not stand in for it
    ]
    table = needs(*rows)
    assert table[["need", "year", "change_year"]].to_numpy().tolist() == [
        ["below", 2024, 2022],
        ["no figure", 2024, 2022],
    ]
    assert table["change"].tolist() == pytest.approx([-0.1, float("nan")], nan_ok=True)
    assert needs(rows[1])["change"].isna().all()
    assert needs(rows[1])["change_year"].isna().all()


def test_figures_of_a_larger_area_are_means_by_people_and_tell_of_how_many():
    told = values(("A", "won", 2024, 0.1, 1.0), ("B", "won", 2024, -0.2, 1.0), ("C", "won", 2024, None, None))
    members = pd.DataFrame(
        [("W", "A", 300.0), ("W", "B", 100.0), ("W", "C", 100.0), ("W", "D", None), ("X", "C", 50.0)],
        columns=["area", "code", "people"],
    )
    (row,) = pool_values(told, members).to_dict("records")
    assert row["code"] == "W"
    assert row["value"] == pytest.approx((300 * 0.1 - 100 * 0.2) / 400)
    assert row["coverage"] == pytest.approx(0.8)


def test_what_is_wrong_is_told():
    with pytest.raises(TableError) as refused:
        find_needs(values().drop(columns="coverage"), None, codes=[])
    assert refused.value.code == "column_missing"
    with pytest.raises(TableError) as refused:
        needs(*[("A", "won", 2024, 0.0, 1.0)] * 2)
    assert refused.value.code == "key_twice"
    assert list(needs().columns) == list(NEED_COLUMNS)


number = st.one_of(st.none(), st.floats(-1, 1).map(lambda told: round(told, 3)))


@given(told=st.lists(number, min_size=2, max_size=6), reference=number)
def test_need_of_one_area_does_not_depend_on_the_order_and_a_better_value_is_never_a_lower_need(
    told, reference
):
    codes = [f"B{n}" for n in range(len(told))]
    rows = [(code, "won", 2024, value, 1.0) for code, value in zip(codes, told, strict=True)]
    table = needs(*rows, reference={"won": reference}, codes=codes)
    turned = needs(*rows[::-1], reference={"won": reference}, codes=codes)
    pd.testing.assert_frame_equal(table, turned)
    ladder = {"below": 0, "about": 1, "above": 2}
    known = table[table["need"] != "no figure"].sort_values("value")
    assert known["need"].map(ladder).is_monotonic_increasing
    assert (table["need"] == "no figure").tolist() == [value is None or reference is None for value in told]
