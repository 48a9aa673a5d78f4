import geopandas as gpd
import pandas as pd
import pytest
import shapely

from gis.crs import RD, WGS84
from gis.errors import SourceError
from gis.sources.addresses import COLUMNS, Addresses, read_kept_table, to_address_table

TOLD = pd.DataFrame(
    {
        "Straatnaam": ["Eikenlaan", "Eikenlaan", "Beukenlaan", "", "Iepenlaan"],
        "Huisnr": ["12", "12A", "3", "", "1"],
        "Woonplaats": ["Groningen"] * 5,
        "postcode": ["9741 AB", "9741AB", "9742CD", "9741", ""],
        "X": ["232500", "232510,5", "232700", "232400", "6.55"],
        "Y": ["583500", "583500", "583600", "583300", "53.2"],
    }
)


def _kept(frame, tmp_path):
    table = to_address_table(frame, file="straten.csv")
    path = tmp_path / "straten.csv"
    table.frame.to_csv(path, index=False)
    return Addresses(read_kept_table(path)), table


def test_headings_of_others_are_known_and_degrees_are_left_out(tmp_path):
    addresses, table = _kept(TOLD, tmp_path)
    assert tuple(table.frame.columns) == COLUMNS
    assert (len(table.frame), table.left_out) == (4, 1)
    doors = [(spot.number, spot.addition, spot.x) for spot in addresses.of_street("eikenln")]
    assert doors == [(12, "", 232_500.0), (12, "a", 232_510.5)]
    assert [spot.town for spot in addresses.of_postcode("9742CD")] == ["Groningen"]
    assert addresses.of_postcode("9741")[0].street == ""


def test_only_the_same_name_is_found_and_what_looks_like_it_is_suggested(tmp_path):
    addresses, _ = _kept(TOLD, tmp_path)
    assert addresses.of_street("Eikelaan") == []
    assert next(rows[0].street for rows in addresses.like("Eikelaan")) == "Eikenlaan"
    assert addresses.of_street("de Beukenlaan")[0].number == 3
    assert addresses
    assert not Addresses([])


def test_shapes_tell_the_point(tmp_path):
    area = shapely.box(232_400, 583_400, 232_600, 583_600)
    frame = gpd.GeoDataFrame({"straat": ["Hofje"], "nr": [7]}, geometry=[area], crs=RD)
    for told in (frame, frame.to_crs(WGS84)):
        addresses, _ = _kept(told, tmp_path)
        spot = addresses.of_street("hofje")[0]
        assert spot.number == 7
        assert spot.point.distance(area.centroid) < 50


def test_a_table_without_anything_to_use_is_refused(tmp_path):
    for frame in (pd.DataFrame({"a": ["b"]}), TOLD.drop(columns=["X"]), TOLD.iloc[4:]):
        with pytest.raises(SourceError) as error:
            to_address_table(frame, file="a.csv")
        assert error.value.code == "no_addresses"


def test_a_kept_table_that_is_broken_says_so(tmp_path):
    path = tmp_path / "straten.csv"
    for text in ("straat,x\n", "\xff\0", ",".join(COLUMNS) + "\nEikenlaan,1,,,,hier,daar\n"):
        path.write_text(text, encoding="latin-1")
        with pytest.raises(SourceError) as error:
            read_kept_table(path)
        assert error.value.code == "file_unreadable"
