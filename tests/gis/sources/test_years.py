from __future__ import annotations

import pandas as pd
import pytest

from gis.errors import SourceError
from gis.sources.years import NEWEST, pick_year


def test_the_newest_year_held_is_chosen():
    rows, year = pick_year(pd.DataFrame({"jaar": [2018, 2022, 2022]}))
    assert (len(rows), year) == (2, 2022)


def test_without_a_year_column_the_newest_known_or_the_one_asked():
    frame = pd.DataFrame({"code": ["GM0014"]})
    assert pick_year(frame)[1] == NEWEST
    assert pick_year(frame, year=2022)[1] == 2022


@pytest.mark.parametrize("told", ["2024", "2024.0", 2024, 2024.0, " 2024 ", "2024BU00141000"])
def test_years_are_read_from_text_and_numbers(told):
    assert pick_year(pd.DataFrame({"year": [told]}), year=2024)[1] == 2024


def test_another_year_than_asked_is_an_error():
    with pytest.raises(SourceError) as caught:
        pick_year(pd.DataFrame({"jaar": [2022, 2024]}), year=2023)
    assert (caught.value.code, caught.value.facts["years"]) == ("year_not_in_file", "2022, 2024")


def test_a_row_without_a_year_is_not_of_the_chosen_year():
    assert len(pick_year(pd.DataFrame({"jaar": ["2024", None]}))[0]) == 1
