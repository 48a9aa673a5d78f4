from datetime import date

import pandas as pd
import pytest

from gis.analysis.unshared import UNSHARED_COLUMNS, find_unshared
from gis.errors import TableError
from gis.tables import MONEY, empty

DAY = date(2027, 3, 11)
TOLD = ("id", "organisation", "state", "due_on", "members", "note")


@pytest.fixture
def find(make):
    def run(rows, *agreements):
        agreed = pd.DataFrame(agreements, columns=TOLD)
        found = find_unshared(
            make(rows), empty(MONEY), agreed, reference_day=DAY, late="te laat", done="klaar"
        )
        assert tuple(found.columns) == UNSHARED_COLUMNS
        return found

    return run


def test_an_activity_without_any_party_is_taken_by_nobody(find):
    rows = [
        {"theme": "groen", "organisation": None, "area_codes": ["BU00140000"]},
        {"theme": "groen", "organisation": None, "partners": ["GGD"]},
        {"theme": "groen", "organisation": None, "status": "klaar"},
        {"theme": "groen"},
    ]
    (row,) = find(rows).to_dict("records")
    assert (row["id"], row["reason"], row["themagroep"]) == ("A00", "no_party", "G")
    assert row["area_codes"] == ["BU00140000"]


def test_an_agreement_may_be_late_and_nobodys_and_what_is_done_is_neither(find):
    rows = [{"theme": "groen"}, {"theme": "wonen"}]
    day = pd.Timestamp("2027-03-01")
    found = find(
        rows,
        ("B", None, "te laat", day, ["A00", "A01"], "uitzoeken"),
        ("C", "GGD", "open", pd.NaT, ["A01"], None),
        ("D", None, "klaar", day, ["A00"], None),
        ("E", "GGD", "te laat", day, ["A01", "gone"], None),
    )
    assert found[["id", "reason"]].to_numpy().tolist() == [
        ["B", "agreement_nobody"],
        ["B", "agreement_late"],
        ["E", "agreement_late"],
    ]
    assert found["theme"].isna().tolist() == [True, True, False]
    assert found["due_on"].tolist() == [day] * 3


def test_missing_column_is_told(make):
    with pytest.raises(TableError) as refused:
        find_unshared(
            make([{"theme": "groen"}]), empty(MONEY), pd.DataFrame(), reference_day=DAY, late="x", done="y"
        )
    assert refused.value.code == "column_missing"
