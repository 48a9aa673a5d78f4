"""The gemeente's own wijkkompas: good rows, and a code for every fault."""

from pathlib import Path

import pandas as pd
import pytest

from gis.errors import SourceError
from gis.sources.indicators import is_indicators, read_indicators
from gis.sources.reader import Read, read_file
from gis.sources.roles import find_roles

HEAD = "buurtcode;jaar;indicator;waarde;eenheid;richting;bron"
GOOD = "BU00141000;2025;Eenzame ouderen;12,5;%;lager is beter;GGD, wijkmonitor 2025"
KNOWN = ("BU00141000", "BU00141002")


def write(path: Path, *rows: str, head: str = HEAD) -> Path:
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    return path


def read(path: Path, *rows: str, head: str = HEAD):
    (told,) = read_file(write(path / "kompas.csv", *rows, head=head))
    return read_indicators(told, gemeentecode="GM0014", known=KNOWN)


def test_rows_become_figures(tmp_path):
    found = read(
        tmp_path,
        GOOD,
        "BU00141002;2025;Eenzame ouderen;9.5;%;lager is beter;GGD, wijkmonitor 2025",
        "GM0014;2025;Eenzame ouderen;8;%;Lager is beter;GGD, wijkmonitor 2025",
        "BU00141000;2025;Rapportcijfer buurt;nog te bepalen;;hoger is beter;gemeente",
        "BU00141002;2025;Rapportcijfer buurt;;;hoger is beter;gemeente",
        "BU00141000;2025;Alleenstaanden;1.234,5;per 10.000 inwoners;geen;CBS",
        ";;;;;;",
    )
    assert found.faults == ()
    assert found.rows == len(found.frame) == 6
    assert found.frame["value"].tolist()[:3] == [12.5, 9.5, 8.0]
    assert found.frame["value"].isna().tolist() == [False, False, False, True, True, False]
    assert found.frame["to_be_set"].tolist() == [False, False, False, True, False, False]
    assert found.frame["way"].tolist() == [-1, -1, -1, 1, 1, 0]
    assert found.frame["value"].tolist()[5] == 1234.5


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (GOOD.replace("BU00141000", "00141000"), ["indicator_code_unknown"]),
        (GOOD.replace("BU00141000", "WK001410"), ["indicator_code_unknown"]),
        (GOOD.replace("BU00141000", "BU06370000"), ["indicator_elsewhere"]),
        (GOOD.replace("BU00141000", "BU00149998"), ["indicator_buurt_unknown"]),
        (GOOD.replace("2025;E", "25;E"), ["indicator_year"]),
        (GOOD.replace("2025;E", ";E"), ["indicator_year"]),
        (GOOD.replace("Eenzame ouderen", ""), ["indicator_name_missing"]),
        (GOOD.replace("12,5", "veel"), ["indicator_value"]),
        (GOOD.replace("12,5", "inf"), ["indicator_value"]),
        (GOOD.replace("lager is beter", "beter"), ["indicator_way"]),
        (GOOD.replace("%", "Personen"), ["indicator_unit_differs", "indicator_count"]),
        (GOOD.replace("GGD, wijkmonitor 2025", ""), ["indicator_source_missing"]),
        (GOOD.replace("12,5", "x").replace("2025;E", "later;E"), ["indicator_year", "indicator_value"]),
    ],
)
def test_every_fault_has_a_code_and_leaves_the_good_rows(tmp_path, row, codes):
    other = GOOD.replace("BU00141000", "BU00141002")
    found = read(tmp_path, other, row)
    assert [fault.code for fault in found.faults] == codes
    assert {fault.row for fault in found.faults} == {3}
    assert (len(found.frame), found.rows) == (1, 2)


def test_rows_that_contradict_each_other_are_told(tmp_path):
    found = read(
        tmp_path,
        GOOD,
        GOOD.replace("12,5", "13"),
        GOOD.replace("BU00141000", "BU00141002").replace("%", "punten"),
        GOOD.replace("BU00141000", "GM0014").replace("lager", "hoger"),
    )
    assert [(fault.row, fault.code) for fault in found.faults] == [
        (2, "indicator_twice"),
        (3, "indicator_twice"),
        (4, "indicator_unit_differs"),
        (5, "indicator_way_differs"),
    ]
    assert found.frame.empty


def test_a_table_without_what_is_needed_is_refused(tmp_path):
    with pytest.raises(SourceError) as error:
        read(tmp_path, "BU00141000;1", head="buurtcode;waarde")
    assert error.value.code == "indicator_columns_missing"
    assert error.value.facts["columns"] == "jaar, indicator, richting, bron"
    with pytest.raises(SourceError) as error:
        read_indicators(
            Read("a.csv", "", "a", pd.DataFrame(columns=HEAD.split(";"))), gemeentecode="GM0014", known=KNOWN
        )
    assert error.value.code == "no_indicators"


def test_it_is_recognised_by_its_columns(tmp_path):
    (told,) = read_file(write(tmp_path / "iets.csv", GOOD))
    assert find_roles(told.frame) == ("indicators",)
    assert is_indicators(told.frame)
    assert find_roles(told.frame.assign(thema="ontmoeten")) == ("indicators",)
    assert find_roles(pd.DataFrame({"buurtcode": ["BU00141000"], "indicator": ["x"]})) == ()


def test_numbers_of_a_sheet_are_read_too():
    frame = pd.DataFrame(
        {
            "Buurtcode": ["BU00141000"],
            "Jaar": [2025.0],
            "Indicator": ["Rapportcijfer"],
            "Waarde": [7.2],
            "Eenheid": [None],
            "Richting": ["hoger is beter"],
            "Bron": ["gemeente"],
        }
    )
    found = read_indicators(Read("a.xlsx", "", "blad", frame), gemeentecode="GM0014", known=KNOWN)
    assert found.frame[["jaar", "value"]].to_numpy().tolist() == [[2025, 7.2]]
