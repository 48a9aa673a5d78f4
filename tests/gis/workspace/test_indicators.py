"""The gemeente's own wijkkompas in the home: editions beside each other."""

import pytest

from gis.errors import SourceError
from gis.workspace import indicators
from gis.workspace.fetch import fetch_place
from gis.workspace.home import Home
from tests.homes import DAY, write_areas

HEAD = "buurtcode;jaar;indicator;waarde;eenheid;richting;bron"


def write(path, *rows):
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return path


def row(value="12,5", *, code="BU00141000", year=2025, name="Eenzaam"):
    return f"{code};{year};{name};{value};%;lager is beter;GGD"


def test_editions_stand_beside_each_other(tmp_path, place):
    home = Home(tmp_path / "home")
    assert indicators.read_edition(home, "GM0014") is None
    first = indicators.look_at(write(tmp_path / "kompas.csv", row()), place)
    second = indicators.look_at(
        write(tmp_path / "kompas.csv", row("13"), row("nog te bepalen", name="Sport")), place
    )
    one = indicators.keep_indicators(home, place, first, name="kompas")
    other = indicators.keep_indicators(home, place, second, name="kompas")
    assert [(edition.number, edition.name) for edition in indicators.editions(home, "GM0014")] == [
        (2, "kompas"),
        (1, "kompas"),
    ]
    assert indicators.read_edition(home, "GM0014")["value"].iloc[0] == 13
    assert indicators.read_edition(home, "GM0014")["to_be_set"].tolist() == [False, True]
    assert indicators.read_edition(home, "GM0014", one.number)["value"].tolist() == [12.5]
    assert indicators.editions(home, "GM0637") == []
    indicators.remove_edition(home, "GM0014", other.number)
    assert indicators.read_edition(home, "GM0014")["value"].tolist() == [12.5]
    for ask in (indicators.read_edition, indicators.remove_edition):
        with pytest.raises(SourceError) as error:
            ask(home, "GM0014", 9)
        assert error.value.code == "edition_unknown"


def test_the_same_rows_are_not_kept_twice(tmp_path, place):
    home = Home(tmp_path / "home")
    told = indicators.look_at(write(tmp_path / "kompas.csv", row()), place)
    indicators.keep_indicators(home, place, told, name="kompas")
    with pytest.raises(SourceError) as error:
        indicators.keep_indicators(home, place, told, name="anders")
    assert (error.value.code, error.value.facts["edition"]) == ("edition_known", "kompas")
    bad = indicators.look_at(write(tmp_path / "kompas.csv", row(code="BU0014")), place)
    with pytest.raises(SourceError) as error:
        indicators.keep_indicators(home, place, bad, name="../weg")
    assert error.value.code == "no_indicators"


def test_a_name_stays_in_the_folder_and_damage_is_told(tmp_path, place):
    home = Home(tmp_path / "home")
    told = indicators.look_at(write(tmp_path / "kompas.csv", row()), place)
    edition = indicators.keep_indicators(home, place, told, name="../../weg")
    assert edition.path.parent == tmp_path / "home" / "indicators" / "GM0014"
    edition.path.write_text("stuk\n1\n", encoding="utf-8")
    with pytest.raises(SourceError) as error:
        indicators.read_edition(home, "GM0014")
    assert error.value.code == "file_unreadable"


def test_fetch_keeps_it_and_tells_which_rows_stayed_behind(tmp_path):
    home = Home(tmp_path / "home")
    areas = write_areas(tmp_path / "grenzen.gpkg")
    kompas = write(tmp_path / "kompas.csv", row(), row(code="BU0014"))
    found = fetch_place(home, "GM0014", files=[areas, kompas], year=None, today=DAY)
    assert ("indicators",) in [used.roles for used in found.used]
    assert [(error.code, error.facts["rows"]) for error in found.lacking] == [("indicator_rows_left_out", 1)]
    assert indicators.read_edition(home, "GM0014")["value"].tolist() == [12.5]
    again = fetch_place(home, "GM0014", files=[areas, kompas], year=None, today=DAY)
    assert [error.code for error in again.lacking] == ["edition_known"]
