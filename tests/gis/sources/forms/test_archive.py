from __future__ import annotations

import stat
import zipfile

import geopandas as gpd
import openpyxl
import pytest
from shapely import box

from gis.errors import SourceError
from gis.sources.forms.archive import MAX_ENTRIES, open_archive
from tests.workbooks import Sheet, save


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "unpacked").mkdir()
    return tmp_path / "unpacked"


@pytest.fixture
def parts(tmp_path):
    """The files of one shapefile by suffix."""
    frame = gpd.GeoDataFrame(
        {"BU_CODE": ["BU00141000"]}, geometry=[box(232_000, 583_000, 233_000, 584_000)], crs=28992
    )
    (tmp_path / "made").mkdir()
    frame.to_file(tmp_path / "made" / "buurten.shp")
    return {path.suffix: path.read_bytes() for path in (tmp_path / "made").iterdir()}


def _zip(tmp_path, entries, compression=zipfile.ZIP_DEFLATED):
    path = tmp_path / "told.zip"
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def _code(path, folder):
    with pytest.raises(SourceError) as caught:
        open_archive(path, folder=folder)
    return caught.value.code


def test_a_shapefile_in_a_folder_keeps_its_place_on_the_map(tmp_path, folder, parts):
    entries = [(f"kaart/Buurten{suffix.upper()}", content) for suffix, content in parts.items()]
    path = _zip(tmp_path, [*entries, ("kaart/lees mij.txt", "x"), ("__MACOSX/._Buurten.shp", "x")])
    [opened] = open_archive(path, folder=folder)
    assert opened.layer == "Buurten"
    assert opened.frame["BU_CODE"].tolist() == ["BU00141000"]
    assert opened.frame.to_crs(28992).total_bounds == pytest.approx(
        [232_000, 583_000, 233_000, 584_000], abs=1e-6
    )


def test_a_workbook_is_a_zip_too(tmp_path, folder):
    book = openpyxl.Workbook()
    book.active.append(["code", "inwoners"])
    book.active.append(["GM0014", 243_790])
    book.save(tmp_path / "told.xlsx")
    [opened] = open_archive(tmp_path / "told.xlsx", folder=folder)
    assert opened.frame["inwoners"].tolist() == ["243790"]


def test_a_zip_with_neither_says_what_there_is(tmp_path, folder):
    names = ["map/", "a.vrt", "b.csv", "c.txt", "d.txt"]
    with pytest.raises(SourceError) as caught:
        open_archive(_zip(tmp_path, [(name, "") for name in names]), folder=folder)
    assert caught.value.code == "archive_without_shapefile"
    assert caught.value.facts["entries"] == "a.vrt, b.csv, c.txt…"


def test_a_shapefile_without_its_other_parts_is_told(tmp_path, folder, parts):
    with pytest.raises(SourceError) as caught:
        open_archive(_zip(tmp_path, [("x.shp", parts[".shp"]), ("x.dbf", parts[".dbf"])]), folder=folder)
    assert (caught.value.code, caught.value.facts["missing"]) == ("shapefile_incomplete", "x.shx")


def test_a_shapefile_without_prj_has_no_crs(tmp_path, folder, parts):
    entries = [(f"x{suffix}", content) for suffix, content in parts.items() if suffix != ".prj"]
    [opened] = open_archive(_zip(tmp_path, entries), folder=folder)
    assert opened.frame.crs is None
    assert opened.frame.total_bounds.tolist() == [232_000, 583_000, 233_000, 584_000]


def test_a_workbook_may_have_many_parts(tmp_path, folder):
    path = save(tmp_path / "x.xlsx", *(Sheet(f"blad {n}", ["a", "b"], [[n, n]]) for n in range(MAX_ENTRIES)))
    assert len(open_archive(path, folder=folder)) == MAX_ENTRIES


def test_a_directory_that_tells_a_password(tmp_path, folder):
    path = _zip(tmp_path, [("x.shp", "x")], compression=zipfile.ZIP_STORED)
    told = bytearray(path.read_bytes())
    told[told.index(b"PK\x01\x02") + 8] |= 1  # the flags in the list of entries
    path.write_bytes(told)
    assert _code(path, folder) == "archive_locked"


def test_entries_that_would_land_elsewhere_are_refused(tmp_path, folder):
    for name in ("../../x.shp", "/etc/x.shp", "..\\x.shp", "a/../../x.shp"):
        assert _code(_zip(tmp_path, [(name, "x")]), folder) == "archive_refused"
    assert list(folder.iterdir()) == []


def test_a_link_is_refused(tmp_path, folder):
    link = zipfile.ZipInfo("x.shp")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert _code(_zip(tmp_path, [(link, "/etc/passwd")]), folder) == "archive_refused"


def test_two_parts_with_one_name_are_refused(tmp_path, folder):
    assert _code(_zip(tmp_path, [("a/x.dbf", "1"), ("b/x.dbf", "2")]), folder) == "archive_refused"


def test_a_bomb_is_too_large_before_it_is_unpacked(tmp_path, folder):
    assert _code(_zip(tmp_path, [("x.dbf", b"\0" * 20_000_000)]), folder) == "file_too_large"
    assert list(folder.iterdir()) == []


def test_a_directory_that_lies_about_sizes_does_not_help(tmp_path, folder, monkeypatch):
    path = _zip(tmp_path, [("x.dbf", b"ab" * 50_000)], compression=zipfile.ZIP_STORED)
    monkeypatch.setattr("gis.sources.forms.archive._check", lambda *_, **__: None)
    monkeypatch.setattr("gis.sources.forms.archive.MAX_UNPACKED", 1000)
    assert _code(path, folder) == "file_too_large"


def test_very_many_entries_are_refused(tmp_path, folder):
    path = _zip(tmp_path, [(f"{number}.dbf", "x") for number in range(MAX_ENTRIES + 1)])
    assert _code(path, folder) == "archive_too_full"
