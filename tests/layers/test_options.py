import pytest
import typer

from layers.options import read_pairs, read_rows, read_shifts


def test_rows_of_sheets():
    assert read_rows("--heading-row", None) == {}
    assert read_rows("--heading-row", ["5"]) == {"": 5}
    assert read_rows("--heading-row", ["Blad=1=3", "Mensen=4"]) == {"Blad=1": 3, "Mensen": 4}


@pytest.mark.parametrize("told", ["", "vijf", "0", "Blad1=", "-2", "2.5"])
def test_what_is_no_row_is_refused(told):
    with pytest.raises(typer.BadParameter):
        read_rows("--heading-row", [told])


def test_pairs_name_one_of_our_fields():
    assert read_pairs("--column", ["Wat=is=dit=naam"]) == [("Wat=is=dit", "naam")]
    assert read_pairs("--for-all", ["thema=groen"]) == [("thema", "groen")]
    for option, told in (("--column", "Wat=hobby"), ("--for-all", "hobby=groen"), ("--column", "naam")):
        with pytest.raises(typer.BadParameter):
            read_pairs(option, [told])


def test_months_of_shifts():
    assert read_shifts("--shift", None) == {}
    assert read_shifts("--shift", ["F05=-18", "A=1=+2", "F01=0"]) == {"F05": -18, "A=1": 2, "F01": 0}


@pytest.mark.parametrize("told", [["F05"], ["=3"], ["F05="], ["F05=1.5"], ["F05=1000"], ["F05=1", "F05=2"]])
def test_what_is_no_shift_is_refused(told):
    with pytest.raises(typer.BadParameter):
        read_shifts("--shift", told)
