"""Series by postcode: in the publisher's form, for the postcodes asked, missing as published."""

import os
from pathlib import Path

import pandas as pd
import pytest

from gis.errors import SourceError, TableError
from gis.sources.reader import read_file
from gis.sources.series import (
    is_inhabitants,
    is_links,
    is_series,
    read_inhabitants,
    read_links,
    read_postcodes,
    read_series,
)
from gis.tables import DIMENSIONS
from tests.gating import need

HEADING = "PC4,jaar,lbm,afw,fys,onv,soc,vrz,won\n"
ROWS = (
    "9742,2022,3.98,-0.12,0.01,-0.1,-0.05,0.08,-0.05",
    "9741,2020,4.05,-0.05,NA,NA,NA,NA,NA",
    "9741,2022,,,,,,,",
)
TOLD = HEADING + "\n".join(ROWS)


def read(text, tmp_path):
    path = tmp_path / "reeks.csv"
    path.write_text(text, encoding="utf-8")
    return read_file(path)[0].frame


def test_a_file_comes_back_in_order_and_keeps_what_is_missing(tmp_path):
    told = read_series(read(TOLD, tmp_path))
    assert told[["postcode", "jaar"]].to_numpy().tolist() == [["9741", 2020], ["9741", 2022], ["9742", 2022]]
    assert told["lbm"].isna().tolist() == [False, True, False]  # measured that year, without a figure here
    assert told["won"].isna().tolist() == [True, True, False]


def test_only_the_postcodes_asked(tmp_path):
    told = read_series(read(TOLD, tmp_path), postcodes=["9742", "9999"])
    assert told["postcode"].tolist() == ["9742"]
    with pytest.raises(SourceError) as refused:
        read_series(read(TOLD, tmp_path), postcodes=["9999"])
    assert refused.value.code == "postcodes_not_in_file"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("jaar,lbm\n2022,4\n", "column_missing"),
        ("PC4,lbm\n9741,4\n", "column_missing"),
        ("PC4,jaar,lbm\n974,2022,4\n", "postcode_unknown"),
        ("PC4,jaar,lbm\n9741,2022,hoog\n", "not_a_number"),
        ("PC4,jaar,lbm\n9741,2022,4\n9741,2022,5\n", "key_twice"),
    ],
)
def test_what_is_refused(text, code, tmp_path):
    with pytest.raises(TableError) as refused:
        read_series(read(text, tmp_path))
    assert refused.value.code == code


def test_inhabitants_of_cbs_and_fill_codes(tmp_path):
    frame = read("pc4,aantal_inwoners\n9741,9010\n9742,-99997\n", tmp_path)
    assert (is_series(frame), is_inhabitants(frame)) == (False, True)
    assert read_inhabitants(frame).to_dict("records") == [{"postcode": "9741", "inwoners": 9010.0}]


def test_the_kind_of_table_is_told_by_its_columns(tmp_path):
    frame = read(TOLD, tmp_path)
    assert (is_series(frame), is_inhabitants(frame)) == (True, False)
    assert not is_series(pd.DataFrame(columns=["buurtcode", "jaar", "afw"]))


def test_key_figures_of_cbs_link_buurten_to_postcodes(tmp_path):
    rows = ("BU00141000,9741.0,6580", "BU00141003,,5", "WK001410,9741,9999", "BU07770000,4870,5")
    frame = read("code,postcode,inwoners\n" + "\n".join(rows), tmp_path)
    assert (is_series(frame), is_inhabitants(frame), is_links(frame)) == (False, False, True)
    told = read_links(frame, gemeentecode="GM0014")
    assert told.to_dict("records") == [{"buurtcode": "BU00141000", "postcode": "9741", "inwoners": 6580.0}]


@pytest.mark.parametrize("words", ["", "974", "0123", "9747-9741", "1000-9999", "Selwerd"])
def test_words_that_are_no_postcodes(words):
    with pytest.raises(SourceError) as refused:
        read_postcodes(words)
    assert refused.value.code == "postcodes_unread"


def test_runs_of_postcodes():
    assert read_postcodes("9741 t/m 9743; 9711") == ["9711", "9741", "9742", "9743"]


@pytest.mark.data
def test_the_real_series_of_the_country():
    folder = Path(os.environ.get("KOPPELKAART_REAL_DATA", "."))
    path = folder / "leefbaarometer" / "lbm3_pc4_2002_2022.csv.gz"
    need("data", path.is_file(), "no national series by postcode")
    told = read_series(read_file(path)[0].frame)
    assert (len(told), told["postcode"].nunique()) == (32_300, 4_058)
    assert sorted(told["jaar"].unique()) == [2002, 2008, 2012, 2014, 2016, 2018, 2020, 2022]
    assert (told["lbm"] - told["afw"]).round(6).dropna().unique().tolist() == [4.102265]
    silent = told[list(DIMENSIONS)].isna().all(axis=1)
    assert set(told.loc[silent, "jaar"]) >= {2002, 2008, 2012, 2016}
    assert silent[told["jaar"].isin([2002, 2008, 2012, 2016])].all()
    # Read by hand from the file.
    by_hand = told.set_index(["postcode", "jaar"])
    assert by_hand.loc[("9741", 2002), "afw"] == -0.1456988601286844
    assert by_hand.loc[("9741", 2022), "lbm"] == 4.034515109793187
    assert by_hand.loc[("9742", 2014), "onv"] == -0.10409294462073085
    assert by_hand.loc[("9742", 2020), "vrz"] == 0.08623360127298053
    assert by_hand.loc[("1011", 2008), "afw"] == 0.239581219973056
