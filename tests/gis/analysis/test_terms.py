from datetime import date

import pytest

from gis.analysis.terms import Terms, count_terms
from gis.errors import TableError


def test_begin_within_24_months_is_short_and_later_is_long(meeting, reference_day):
    frame = meeting("gemeente", periods={"F05": "vanaf 2029"})
    few = frame[frame["id"].isin(["F02", "F05", "F16", "F17"])]
    assert count_terms(few, reference_day=reference_day) == Terms(
        date(2029, 3, 11), short=2, long=1, unsure=1
    )


def test_phases_are_one_plan_that_begins_with_the_first(meeting, reference_day):
    frame = meeting("gemeente")
    told = count_terms(frame[frame["id"].isin(["F01a", "F01b"])], reference_day=reference_day)
    assert (told.short, told.long, told.unsure) == (1, 0, 0)


def test_what_runs_has_begun_and_what_is_not_known_is_not_sure(meeting, reference_day):
    frame = meeting("gemeente")
    assert count_terms(frame[frame["id"] == "F14"], reference_day=reference_day).short == 1
    unknown = frame[frame["id"] == "F02"].assign(
        **dict.fromkeys(("start_earliest", "start_latest", "end_earliest", "end_latest"))
    )
    assert count_terms(unknown, reference_day=reference_day).unsure == 1


def test_order_and_input_stay_as_they_are(meeting, reference_day):
    frame = meeting("gemeente")
    before = frame.copy()
    one = count_terms(frame, reference_day=reference_day)
    assert count_terms(frame[::-1], reference_day=reference_day) == one
    assert frame.equals(before)


def test_a_missing_column_is_told(meeting, reference_day):
    with pytest.raises(TableError) as error:
        count_terms(meeting("gemeente").drop(columns="phase_of"), reference_day=reference_day)
    assert error.value.code == "column_missing"
