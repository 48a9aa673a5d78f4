import geopandas as gpd
import pytest
import shapely

from gis.crs import RD
from gis.errors import SourceError
from gis.workspace.address_tables import add_addresses, read_addresses, remove_addresses, table_paths
from gis.workspace.home import Home, data_folder


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


def test_tables_are_kept_looked_in_together_and_removed(home, tmp_path):
    assert not read_addresses(home)
    kept = add_addresses(home, data_folder() / "sample" / "voorbeeld_straten.csv")
    assert (kept.name, kept.rows, kept.left_out) == ("voorbeeld_straten", 2, 0)
    path = tmp_path / "b.gpkg"
    frame = gpd.GeoDataFrame(
        {"straat": ["Eikenlaan"], "huisnummer": [12]}, geometry=[shapely.Point(232_500, 583_500)], crs=RD
    )
    frame.to_file(path, driver="GPKG")
    add_addresses(home, path, name="../B")
    assert [path.stem for path in table_paths(home)] == ["___B", "voorbeeld_straten"]
    addresses = read_addresses(home)
    assert addresses.of_street("Voorbeeldlaan")[0].x == 232_600
    assert addresses.of_street("Eikenlaan")[0].number == 12
    remove_addresses(home, "___B")
    assert read_addresses(home).of_street("Eikenlaan") == []
    with pytest.raises(SourceError) as error:
        remove_addresses(home, "___B")
    assert error.value.code == "address_table_unknown"


def test_a_file_without_streets_replaces_nothing(home, tmp_path):
    add_addresses(home, data_folder() / "sample" / "voorbeeld_straten.csv", name="mijn")
    path = tmp_path / "b.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(SourceError) as error:
        add_addresses(home, path, name="mijn")
    assert error.value.code == "no_addresses"
    assert len(read_addresses(home).of_street("Schetsstraat")) == 1
