from __future__ import annotations

import pandas as pd
import pytest

from gis.errors import SourceError, TableError
from gis.sources.columns import area_codes, area_rows, find_column, is_water, of_gemeente
from gis.tables import FIGURES


@pytest.mark.parametrize(
    "column",
    ["aantal_inwoners", "aantalInwoners", "AantalInwoners_5", " Aantal_Inwoners ", "AANTALINWONERS_12"],
)
def test_one_name_stands_for_every_spelling(column):
    assert find_column(pd.DataFrame(columns=["x", column]), "aantal_inwoners") == column


def test_the_first_name_asked_wins_whatever_the_order_of_columns():
    frame = pd.DataFrame(columns=["year", "jaar"])
    assert find_column(frame, "jaar", "year") == "jaar"


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"code": ["WK001410"], "gemeentecode": ["GM0014"]}, "WK001410"),
        ({"buurtcode": ["BU0363AB10"], "wijkcode": ["WK0363AB"], "gemeentecode": ["GM0363"]}, "BU0363AB10"),
        ({"wijkcode": ["WK0363AB"], "gemeentecode": ["GM0363"]}, "WK0363AB"),
        ({"bu_code": ["BU00141000"]}, "BU00141000"),
        ({"id": ["GM0014"], "gemeente": ["Groningen"]}, "GM0014"),
        ({"WijkenEnBuurten": ["GM0014    "]}, "GM0014"),
        ({"Codering_3": ["BU00141000"]}, "BU00141000"),
        ({"statcode": ["BU00141000"], "id": [7]}, "BU00141000"),
        ({"id": ["a-1"], "buurtcode": ["BU00141000"]}, "BU00141000"),
    ],
)
def test_a_rows_own_code_is_found(columns, expected):
    codes = area_codes(pd.DataFrame(columns))
    assert codes is not None
    assert codes.tolist() == [expected]


def test_a_plan_in_a_buurt_is_no_buurt():
    assert area_codes(pd.DataFrame({"thema": ["wonen"], "buurtcode": ["BU00141000"]})) is None


def test_activities_beside_buurten_in_one_export_are_not_areas():
    frame = pd.DataFrame(
        {"laag": ["buurt", "activiteit"], "buurtcode": ["BU00141000", "BU00141000"], "thema": ["", "x"]}
    )
    codes = area_codes(frame)
    assert codes is not None
    assert codes.notna().tolist() == [True, False]


def test_a_code_that_lost_its_letters_is_no_code():
    assert area_codes(pd.DataFrame({"buurtcode": [3630001]})) is None


def test_country_and_abroad_are_left_out_and_the_index_stays():
    frame = pd.DataFrame({"gwb_code": ["NL00", "BU09989999", "BU00141000", None]}, index=[9, 8, 7, 6])
    assert area_rows(frame, table=FIGURES, gemeentecode=None).index.tolist() == [7]


def test_a_strange_code_is_named():
    with pytest.raises(TableError) as caught:
        area_rows(pd.DataFrame({"code": ["BU00141000", "Selwerd"]}), table=FIGURES, gemeentecode=None)
    assert (caught.value.code, caught.value.facts["area"]) == ("code_unknown", "Selwerd")


def test_another_gemeente_is_unknown():
    with pytest.raises(SourceError) as caught:
        area_rows(pd.DataFrame({"code": ["BU00141000"]}), table=FIGURES, gemeentecode="GM9999")
    assert caught.value.code == "gemeente_unknown"


def test_a_table_without_codes_lacks_a_column():
    with pytest.raises(TableError) as caught:
        area_rows(pd.DataFrame({"PC4": ["9741"]}), table=FIGURES, gemeentecode=None)
    assert caught.value.code == "column_missing"


def test_tables_that_hold_no_areas_come_whole():
    frame = pd.DataFrame({"grid_id": ["E2322N5831"]})
    assert len(of_gemeente(frame, "GM0014")) == 1
    assert of_gemeente(
        pd.DataFrame({"code": ["BU00141000", "GM0014", "BU0363AB10"]}), "GM0014"
    ).index.tolist() == [0, 1]


def test_only_ja_is_water():
    assert is_water(pd.DataFrame({"water": ["JA", "NEE", "B", None]})).tolist() == [True, False, False, False]
