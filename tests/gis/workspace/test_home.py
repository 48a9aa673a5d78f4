import pytest

from gis.errors import SourceError
from gis.workspace import home as module
from gis.workspace.home import data_folder, read_vocabulary
from tests.homes import ROOT, VOCABULARY


def test_where_things_lie(home):
    assert home.place_folder("GM0014", 2024) == home.path / "cache" / "GM0014_2024"
    assert home.register_path("eigen") == home.path / "registers" / "eigen.sqlite"
    assert not home.path.exists()  # asking makes nothing


def test_only_whole_gemeenten_of_ours_are_found(home):
    for name in ("GM0363_2024", "GM0014_2022", "GM0014_2022 (kopie)", ".new-x", "GM1_2024"):
        (home.path / "cache" / name).mkdir(parents=True)
        (home.path / "cache" / name / "manifest.json").touch()
    (home.path / "cache" / "GM0935_2024").mkdir()  # no manifest: not whole
    assert [folder.name for folder in home.place_folders()] == ["GM0014_2022", "GM0363_2024"]


def test_the_data_of_a_checkout_and_of_an_installed_program(monkeypatch, tmp_path):
    assert data_folder() == ROOT / "data"
    monkeypatch.setattr(module, "__file__", str(tmp_path / "site" / "gis" / "workspace" / "home.py"))
    monkeypatch.setattr("sysconfig.get_path", lambda _: str(tmp_path))
    with pytest.raises(SourceError) as error:
        data_folder()
    assert error.value.code == "program_incomplete"
    (tmp_path / "share" / "koppelkaart").mkdir(parents=True)
    (tmp_path / "share" / "koppelkaart" / "sources.toml").touch()
    assert data_folder() == tmp_path / "share" / "koppelkaart"


def test_a_home_may_have_its_own_lists(home):
    assert read_vocabulary(home).themes == VOCABULARY.themes
    home.path.mkdir()
    told = (ROOT / "data" / "vocabulary.toml").read_text(encoding="utf-8")
    (home.path / "vocabulary.toml").write_text(
        told.replace("[themes]", '[themes]\n"sport" = { group = "M", domain = "sociaal" }'), encoding="utf-8"
    )
    assert set(read_vocabulary(home).themes) - set(VOCABULARY.themes) == {"sport"}


def test_a_list_that_an_older_own_file_lacks_is_that_of_the_program(home):
    home.path.mkdir()
    told = (ROOT / "data" / "vocabulary.toml").read_text(encoding="utf-8")
    older = "\n".join(line for line in told.splitlines() if not line.startswith("signal_"))
    (home.path / "vocabulary.toml").write_text(older, encoding="utf-8")
    assert read_vocabulary(home).lists["signal_kinds"] == VOCABULARY.lists["signal_kinds"]
