from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import geopandas as gpd
import numpy as np
import openpyxl
import pyogrio
import pytest
from affine import Affine
from geopandas.testing import assert_geodataframe_equal
from shapely import Point, box

from gis.errors import SourceError
from gis.sources import keeper, reader
from gis.sources.grid import Grid, write_grid
from gis.sources.reader import read_file, tell_form


def _buurten():
    return gpd.GeoDataFrame(
        {"buurtcode": ["BU00141000", "BU0363AB10"], "jaar": [2024, 2024], "inwoners": [6580, None]},
        geometry=[box(232_000, 583_000, 233_000, 584_000), box(120_000, 486_000, 121_000, 487_000)],
        crs=28992,
    )


@pytest.fixture(scope="module")
def geopackage(tmp_path_factory):
    """Two layers under a name that says otherwise."""
    path = tmp_path_factory.mktemp("reader") / "kaart.gpkg"
    pyogrio.write_dataframe(_buurten(), path, layer="buurten", driver="GPKG")
    points = gpd.GeoDataFrame({"naam": ["x"]}, geometry=[Point(232_600, 583_600)], crs=28992)
    pyogrio.write_dataframe(points, path, layer="plekken", driver="GPKG", append=True)
    return path.rename(path.with_name("kaart.geojson"))


def test_a_file_is_read_whole_whatever_its_name(geopackage):
    reads = {read.layer: read for read in read_file(geopackage)}
    assert set(reads) == {"buurten", "plekken"}
    told = reads["buurten"]
    assert told.name == "kaart.geojson"
    assert told.sha256 == hashlib.sha256(geopackage.read_bytes()).hexdigest()
    assert isinstance(told.frame, gpd.GeoDataFrame)
    assert told.frame.crs.to_epsg() == 28992
    assert told.frame.geometry.tolist() == _buurten().geometry.tolist()
    assert told.frame["buurtcode"].tolist() == ["BU00141000", "BU0363AB10"]
    assert told.frame["inwoners"].isna().tolist() == [False, True]


def test_one_gemeente_and_one_layer(geopackage):
    [told] = read_file(geopackage, layer="buurten", gemeentecode="GM0363")
    assert told.frame["buurtcode"].tolist() == ["BU0363AB10"]


def test_an_unknown_layer_names_the_ones_there_are(geopackage):
    with pytest.raises(SourceError) as caught:
        read_file(geopackage, layer="wijken")
    assert (caught.value.code, caught.value.facts["layers"]) == ("layer_unknown", "buurten, plekken")


def test_an_unknown_gemeente(tmp_path):
    (tmp_path / "cijfers.csv").write_text("gwb_code;a_inw\nBU00141000;6580\n")
    with pytest.raises(SourceError) as caught:
        read_file(tmp_path / "cijfers.csv", gemeentecode="GM9999")
    assert caught.value.code == "gemeente_unknown"


def test_lists_and_mixed_values_come_as_text(tmp_path):
    features = [
        {
            "type": "Feature",
            "geometry": None,
            "properties": {"partners": ["a", "b"], "mixed": 1, "flag": True},
        },
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": ["x"]},
            "properties": {"partners": None, "mixed": "é", "big": 10**22},
        },
    ]
    path = tmp_path / "plannen.json"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    [told] = read_file(path)
    assert told.frame["partners"].tolist()[0] == '["a", "b"]'
    assert told.frame["partners"].isna().tolist() == [False, True]
    assert told.frame["mixed"].tolist() == ["1", "é"]
    assert told.frame["flag"].tolist()[0] is True
    assert told.frame["big"].tolist()[1] == "1" + "0" * 22
    assert told.broken == (1,)


def test_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["gwb_code", "a_inw"])
    book.active.append(["BU00141000", 6580])
    book.save(tmp_path / "kwb.bin")
    [told] = read_file(tmp_path / "kwb.bin")
    assert told.frame.to_dict("list") == {"gwb_code": ["BU00141000"], "a_inw": ["6580"]}


def test_a_geotiff_comes_as_a_grid(tmp_path):
    bands = np.array([[[1, np.nan]]], dtype=np.float32)
    write_grid(
        Grid(bands, ("inwoners",), Affine(100, 0, 232_000, 0, -100, 584_000), year=2024), tmp_path / "g.tif"
    )
    [told] = read_file(tmp_path / "g.tif")
    assert told.frame.empty
    assert told.grid is not None
    np.testing.assert_array_equal(told.grid.bands, bands)
    assert (told.grid.names, told.grid.crs, told.grid.year) == (("inwoners",), "EPSG:28992", 2024)
    assert told.grid.transform == Affine(100, 0, 232_000, 0, -100, 584_000)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b" \n", "file_empty"),
        (b"<OGRVRTDataSource/>", "file_kind_unknown"),
        (b"\xef\xbb\xbf <?xml version='1.0'?>", "file_kind_unknown"),
        (b"[1, 2]", "file_kind_unknown"),
        (b"%PDF-1.7 \0", "file_kind_unknown"),
        (b"SQLite format 3\0" + b"\0" * 100, "file_kind_unknown"),
        ("code;naam".encode("utf-16"), "encoding_unknown"),
    ],
)
def test_what_is_not_known_is_not_opened(tmp_path, content, code):
    (tmp_path / "x.gpkg").write_bytes(content)
    with pytest.raises(SourceError) as caught:
        tell_form(tmp_path / "x.gpkg")
    assert caught.value.code == code


def test_a_missing_and_a_large_file(tmp_path, monkeypatch):
    with pytest.raises(SourceError) as caught:
        read_file(tmp_path / "none.csv")
    assert caught.value.code == "file_missing"
    monkeypatch.setattr(reader, "MAX_FILE", 3)
    (tmp_path / "x.csv").write_text("a;b\n")
    with pytest.raises(SourceError) as caught:
        read_file(tmp_path / "x.csv")
    assert caught.value.code == "file_too_large"


def test_a_file_that_takes_too_long_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "WALL_SECONDS", 0)
    (tmp_path / "x.csv").write_text("a;b\n1;2\n")
    with pytest.raises(SourceError) as caught:
        read_file(tmp_path / "x.csv")
    assert caught.value.code == "file_too_slow"


def test_the_child_knows_one_driver_and_nothing_of_us(monkeypatch):
    monkeypatch.setenv("KOPPELKAART_SECRET", "x")
    environment = reader._environment("geopackage")
    assert "KOPPELKAART_SECRET" not in environment
    code = "import pyogrio, rasterio, sys; sys.stdout.write(' '.join(pyogrio.list_drivers()))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "GPKG"


def test_the_child_stops_when_gdal_knows_more(tmp_path):
    (tmp_path / "x.csv").write_text("a;b\n1;2\n")
    environment = reader._environment("csv") | {"GDAL_SKIP": "", "PATH": os.defpath}
    order = [
        sys.executable,
        "-P",
        "-m",
        "gis.sources.child",
        "csv",
        str(tmp_path / "x.csv"),
        str(tmp_path),
        "",
    ]
    done = subprocess.run(order, env=environment, capture_output=True, check=False)
    assert done.returncode != 0
    assert not (tmp_path / "answer.json").exists()


def test_a_cut_of_a_geopackage_equals_the_same_rows_of_the_whole(tmp_path):
    frame = _buurten().assign(deel=[0.5, None], ja=[True, False], naam=["é", None]).rename_geometry("vorm")
    pyogrio.write_dataframe(frame, tmp_path / "x.gpkg", layer="buurten")
    [whole] = read_file(tmp_path / "x.gpkg")
    for code, row in (("GM0014", 0), ("GM0363", 1)):
        [cut] = read_file(tmp_path / "x.gpkg", gemeentecode=code)
        assert list(cut.frame.columns) == list(whole.frame.columns)
        assert cut.frame.crs == whole.frame.crs
        told = whole.frame.iloc[[row]].reset_index(drop=True)
        for name in told.columns.drop("geometry"):
            assert cut.frame[name].isna().tolist() == told[name].isna().tolist()
            assert cut.frame[name].dropna().tolist() == told[name].dropna().tolist()
        assert cut.frame.geometry.tolist() == told.geometry.tolist()


@pytest.fixture
def orders(monkeypatch):
    """What was asked of the processes that open files."""
    told = []
    ask = keeper.ask

    def noted(order, **how):
        told.append(order)
        return ask(order, **how)

    monkeypatch.setattr(keeper, "ask", noted)
    return told


def _scattered(path, *codes):
    """Areas whose gemeenten lie between each other."""
    shapes = [box(232_000 + 100 * n, 583_000, 232_100 + 100 * n, 583_100) for n in range(len(codes))]
    frame = gpd.GeoDataFrame({"buurtcode": codes, "inwoners": range(len(codes))}, geometry=shapes, crs=28992)
    pyogrio.write_dataframe(frame, path, layer="buurten", driver="GPKG")
    return path


def _write_code(database, code):
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f'DROP TRIGGER "{name}"')  # they call functions that GDAL has
    database.execute("UPDATE buurten SET buurtcode = ? WHERE fid = 2", [code])


def test_a_second_read_knows_where_the_rows_lie_and_gives_the_same(tmp_path, orders):
    path = _scattered(tmp_path / "x.gpkg", "BU00141000", "BU03631000", "BU00142000", "BU03632000")
    [first] = read_file(path, gemeentecode="GM0014")
    [again] = read_file(path, gemeentecode="GM0014")
    [other] = read_file(path, gemeentecode="GM0363")
    assert [order["known"].get("buurten") for order in orders] == [
        None,
        ["buurtcode", "fid", 1, 3],
        ["buurtcode", "fid", 2, 4],
    ]
    assert_geodataframe_equal(again.frame, first.frame)
    assert again.frame["inwoners"].tolist() == [0, 2]
    assert other.frame["inwoners"].tolist() == [1, 3]


def test_where_rows_lie_is_forgotten_when_the_file_changes(tmp_path, orders):
    path = _scattered(tmp_path / "x.gpkg", "BU00141000", "BU03631000")
    read_file(path, gemeentecode="GM0014")
    size = path.stat().st_size
    with closing(sqlite3.connect(path)) as database, database:  # in place
        _write_code(database, "BU00142000")
    [told] = read_file(path, gemeentecode="GM0014")
    assert path.stat().st_size == size
    assert orders[-1]["known"] == {}
    assert told.frame["buurtcode"].tolist() == ["BU00141000", "BU00142000"]


def test_a_file_that_changes_while_it_is_read_is_read_again(tmp_path, monkeypatch):
    path = _scattered(tmp_path / "x.gpkg", "BU00141000", "BU03631000")
    read_file(path, gemeentecode="GM0014")
    ask, orders = keeper.ask, []

    def meanwhile(order, **how):
        orders.append(order)
        if order["known"]:
            _scattered(path, "BU03631000", "BU00142000", "BU00143000")
        return ask(order, **how)

    monkeypatch.setattr(keeper, "ask", meanwhile)
    [told] = read_file(path, gemeentecode="GM0014")
    assert [bool(order["known"]) for order in orders] == [True, False]
    assert told.frame["buurtcode"].tolist() == ["BU00142000", "BU00143000"]


def test_a_geopackage_with_a_log_beside_it_is_looked_through_each_time(tmp_path, orders):
    path = _scattered(tmp_path / "x.gpkg", "BU00141000", "BU03631000")
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        _write_code(database, "BU03632000")
        database.commit()
        read_file(path, gemeentecode="GM0014")
        _write_code(database, "BU00142000")
        database.commit()
        [told] = read_file(path, gemeentecode="GM0014")
    assert orders[-1]["known"] == {}
    assert told.frame["buurtcode"].tolist() == ["BU00141000", "BU00142000"]


def test_a_gemeente_that_a_geopackage_does_not_hold(geopackage):
    with pytest.raises(SourceError) as caught:
        read_file(geopackage, layer="buurten", gemeentecode="GM9999")
    assert caught.value.code == "gemeente_unknown"
