import pandas as pd

from gis.register.money import parse_money
from gis.register.sums import money_frame
from gis.tables import MONEY
from tests.homes import activity


def test_every_sum_is_a_row_and_words_without_a_sum_too():
    told = activity(
        money=parse_money("€ 10.000 toegezegd; 70.000 euro/jr gezocht; additioneel: n.t.b. | 2027-2028: € 5"),
        area_codes=("BU00141000",),
        organisation="GGD",
    )
    frame = money_frame([activity("B"), told])
    assert list(frame.columns) == list(MONEY.columns)
    assert frame["id"].tolist() == ["A"] * 4
    assert frame["number"].tolist() == [0, 1, 2, 3]
    assert frame["amount_eur"].tolist() == [10_000, 70_000, pd.NA, 5]
    assert frame["state"].tolist() == ["toegezegd", "gezocht", "onbekend", "onbekend"]
    assert frame["recurring"].tolist() == ["onbekend", "structureel", "onbekend", "onbekend"]
    assert frame["additional"].tolist() == [False, False, True, False]
    assert frame["years"].isna().tolist() == [True, True, True, False]
    assert frame.loc[0, ["theme", "organisation", "area_codes"]].tolist() == ["groen", "GGD", ["BU00141000"]]


def test_no_money_is_an_empty_table_with_its_columns():
    none = money_frame([activity()])
    assert none.empty
    assert none.dtypes.to_dict() == money_frame([activity(money=parse_money("€ 1"))]).dtypes.to_dict()
