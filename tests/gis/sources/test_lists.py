"""What partners hand in, as it really is: each file read or refused by its own sentence."""

from __future__ import annotations

import json
import random
import zipfile

import geopandas as gpd
import numpy as np
import pytest
from affine import Affine
from shapely import Point

from gis.crs import to_rd
from gis.errors import BuurtError, SourceError
from gis.sources import lists
from gis.sources.grid import Grid, write_grid
from gis.sources.lists import MAX_LIST, read_list
from gis.sources.reader import read_file
from layers.messages import sentence
from tests.workbooks import Sheet, save

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
PLANS = Sheet("Plannen", ["naam", "thema"], [["Boom", "groen"], [], ["Bank", "ruimte"]], titles=["Van A"])


def _compound(stream):
    """The first sectors of a compound file: its head, and the entries of its root and one stream."""
    return OLE + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", stream))


def _workbook(folder):
    return save(folder / "goed.xlsx", PLANS).read_bytes()


def _zip(folder, *names, content="x"):
    with zipfile.ZipFile(folder / "made.zip", "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return (folder / "made.zip").read_bytes()


FAULTS = {
    "afgebroken.xlsx": (lambda folder: _workbook(folder)[:-400], "file_broken_off"),
    "half.xlsx": (lambda folder: _workbook(folder)[:1500], "file_broken_off"),
    "wachtwoord.xlsx": (lambda _: _compound("EncryptedPackage"), "workbook_locked"),
    "oud.xls": (lambda _: _compound("Workbook"), "workbook_not_xlsx"),
    "heel oud.xls": (lambda _: _compound("Book"), "workbook_not_xlsx"),
    "brief.doc": (lambda _: _compound("WordDocument"), "file_kind_unknown"),
    "werkmap.xlsb": (lambda folder: _zip(folder, "xl/workbook.bin"), "workbook_not_xlsx"),
    "werkmap.ods": (lambda folder: _zip(folder, "mimetype", "content.xml"), "workbook_not_xlsx"),
    "list.zip": (lambda folder: _zip(folder, "plannen.csv"), "archive_without_shapefile"),
    "omhoog.zip": (lambda folder: _zip(folder, "../../weg.shp"), "archive_refused"),
    "deel.zip": (lambda folder: _zip(folder, "x.shp", "x.dbf"), "shapefile_incomplete"),
    "rommel.csv": (lambda _: random.Random(4).randbytes(9000), "file_not_text"),  # noqa: S311 - not a secret
    "later rommel.csv": (lambda _: b"naam;thema\n" * 1000 + b"\0\1\2", "file_not_text"),
    "unicode.csv": (lambda _: "naam;thema\nBoom;groen\n".encode("utf-16"), "encoding_unknown"),
    "unicode zonder.csv": (lambda _: "naam;thema\nBoom;groen\n".encode("utf-16-le"), "encoding_unknown"),
    "kolom.csv": (lambda _: b"naam\nBoom\nBank\n", "one_column"),
    "quote.csv": (lambda _: b'naam;thema\nBoom;"groen\nBank;ruimte\n', "quote_not_closed"),
    "leeg.csv": (lambda _: b" \r\n", "file_empty"),
    "alleen koppen.csv": (lambda _: b"naam;thema\n", "file_empty"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_has_its_own_sentence(tmp_path, name):
    make, code = FAULTS[name]
    (tmp_path / name).write_bytes(make(tmp_path))
    with pytest.raises(SourceError) as caught:
        read_file(tmp_path / name)
    assert caught.value.code == code
    assert name in sentence(caught.value)


def test_a_shapefile_without_prj_is_read_and_not_guessed(tmp_path):
    points = gpd.GeoDataFrame({"naam": ["Boom"]}, geometry=[Point(232_600, 583_600)], crs=28992)
    points.to_file(tmp_path / "plannen.shp")
    with zipfile.ZipFile(tmp_path / "plannen.zip", "w") as archive:
        for suffix in ("shp", "shx", "dbf"):
            archive.write(tmp_path / f"plannen.{suffix}", f"plannen.{suffix}")
    [read] = read_file(tmp_path / "plannen.zip")
    assert read.frame.crs is None
    assert read.frame.geometry.tolist() == [Point(232_600, 583_600)]
    with pytest.raises(BuurtError) as caught:
        to_rd(read.frame, table=read.name)
    assert caught.value.code == "crs_missing"
    assert ".prj" in sentence(caught.value)


def test_a_list_knows_where_its_rows_stood(tmp_path):
    [read] = read_list(save(tmp_path / "x.xlsx", PLANS, Sheet("leeg", ["naam", "thema"], [])))
    assert (read.layer, read.header_line, read.lines) == ("Plannen", 3, (4, 6))
    assert read.frame["naam"].tolist() == ["Boom", "Bank"]
    assert not read.hidden
    (tmp_path / "x.csv").write_text("Plannen van A\n\nnaam;thema\nBoom;groen\n;\nBank;ruimte\n")
    [read] = read_list(tmp_path / "x.csv")
    assert (read.header_line, read.lines) == (3, (4, 6))


def test_features_count_from_one(tmp_path):
    features = [
        {"type": "Feature", "properties": {"naam": name}, "geometry": {"type": "Point", "coordinates": told}}
        for name, told in [("a", [6.55, 53.23]), ("b", ["6.55", "53.23"]), ("c", [6.56, 53.23])]
    ]
    path = tmp_path / "x.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    [read] = read_list(path)
    assert (read.header_line, read.lines) == (0, (1, 2, 3))
    assert (read.broken, read.reasons) == ((1,), ("coordinates_not_numbers",))
    gpd.GeoDataFrame({"naam": ["a", "b"]}, geometry=[Point(1, 1)] * 2, crs=28992).to_file(tmp_path / "x.gpkg")
    [read] = read_list(tmp_path / "x.gpkg")
    assert (read.header_line, read.lines) == (0, (1, 2))


def test_rows_of_one_gemeente_keep_their_numbers(tmp_path):
    (tmp_path / "x.csv").write_text("code;inwoners\nGM0363;1\nGM0014;2\nGM0363;3\nGM0014;4\n")
    [read] = read_file(tmp_path / "x.csv", gemeentecode="GM0014")
    assert read.lines == (3, 5)


def test_a_hidden_sheet_says_so(tmp_path):
    hidden = Sheet("Lijsten", ["naam", "thema"], [["x", "y"]], hidden=True)
    assert [read.hidden for read in read_list(save(tmp_path / "x.xlsx", PLANS, hidden))] == [False, True]


def test_a_very_large_list_is_refused_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(lists, "read_file", lambda *_, **__: pytest.fail("it was opened"))
    with (tmp_path / "x.csv").open("wb") as file:
        file.write(b"naam;thema\n")
        file.truncate(200_000_000)
    with pytest.raises(SourceError) as caught:
        read_list(tmp_path / "x.csv")
    assert (caught.value.code, caught.value.facts["limit"]) == ("list_too_large", f"{MAX_LIST // 10**6} MB")


@pytest.mark.parametrize("limit", ["MAX_ROWS", "MAX_COLUMNS"])
def test_a_list_with_too_many_rows_or_columns(tmp_path, monkeypatch, limit):
    monkeypatch.setattr(lists, limit, 1)
    (tmp_path / "x.csv").write_text("naam;thema\nBoom;groen\nBank;ruimte\n")
    with pytest.raises(SourceError) as caught:
        read_list(tmp_path / "x.csv")
    assert caught.value.code == "table_too_large"


def test_a_workbook_with_a_far_cell_is_too_large_for_a_list(tmp_path):
    far = Sheet("x", ["naam", "thema"], [*[[]] * 50_001, ["Boom", "groen"]])
    with pytest.raises(SourceError) as caught:
        read_list(save(tmp_path / "x.xlsx", far))
    assert caught.value.code == "table_too_large"


def test_a_raster_is_no_list_and_a_missing_file_is_missing(tmp_path):
    grid = Grid(np.ones((1, 1, 2), np.float32), ("a",), Affine(100, 0, 232_000, 0, -100, 584_000), year=2024)
    write_grid(grid, tmp_path / "g.tif")
    assert read_list(tmp_path / "g.tif") == []
    with pytest.raises(SourceError) as caught:
        read_list(tmp_path / "none.csv")
    assert caught.value.code == "file_missing"
