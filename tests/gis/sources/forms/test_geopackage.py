from __future__ import annotations

import sqlite3
from contextlib import closing

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from shapely import Point, box

from gis.errors import SourceError
from gis.sources.forms.geopackage import open_geopackage
from gis.sources.forms.opened import Cut, Opened, Span


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "told.gpkg"
    points = gpd.GeoDataFrame({"code": ["GM0014"]}, geometry=[Point(232_600, 583_600)], crs=28992)
    pyogrio.write_dataframe(points, path, layer="plekken")
    pyogrio.write_dataframe(
        pd.DataFrame({"code": ["GM0014"], "a_inw": [5]}), path, layer="cijfers", append=True
    )
    return path


def test_layers_with_and_without_shapes(path):
    opened = {told.layer: told.frame for told in open_geopackage(path)}
    assert set(opened) == {"plekken", "cijfers"}
    assert opened["plekken"].crs.to_epsg() == 28992
    assert not isinstance(opened["cijfers"], gpd.GeoDataFrame)


def test_a_layer_that_is_a_query_is_refused(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "CREATE VIEW endless AS"
            " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
        )
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier)"
            " VALUES ('Endless', 'attributes', 'x')"
        )
    with pytest.raises(SourceError) as caught:
        open_geopackage(path)
    assert (caught.value.code, caught.value.facts["layer"]) == ("layer_is_view", "Endless")


def _areas(path, codes, *, column="statcode", **more):
    squares = [box(232_000 + 100 * n, 583_000, 232_100 + 100 * n, 583_100) for n in range(len(codes))]
    frame = gpd.GeoDataFrame({column: codes, **more}, geometry=squares, crs=28992)
    pyogrio.write_dataframe(frame, path, layer="gebieden")
    return path


def _cut(path, gemeentecode="GM0014"):
    [told] = open_geopackage(path, gemeentecode=gemeentecode)
    return told


def test_other_gemeenten_are_left_in_the_file(tmp_path):
    codes = ["BU00141000", "BU0363AB10", "  WK001410", "GM0014", None]
    told = _cut(_areas(tmp_path / "x.gpkg", codes))
    assert isinstance(told, Cut)
    assert told.table["statcode"].to_pylist() == ["BU00141000", "  WK001410", "GM0014"]


def test_the_column_of_a_rows_own_code_decides(tmp_path):
    path = _areas(tmp_path / "x.gpkg", ["BU00141000"], column="bu_code", gm_code=["GM0363"])
    assert _cut(path).table.num_rows == 1
    assert _cut(path, "GM0363").table.num_rows == 0


def _spans(path, codes):
    return _cut(_areas(path, codes, number="x", row="y")).spans


def test_it_tells_where_the_rows_of_every_gemeente_lie(tmp_path):
    spans = _spans(tmp_path / "x.gpkg", ["BU03630001", "BU00140001", "BU00140002", None, "BU0014000A", "?"])
    assert spans == {
        "0014": Span("statcode", "fid", 2, 5),
        "0363": Span("statcode", "fid", 1, 1),
    }


def test_a_code_behind_a_space_is_in_every_span(tmp_path):
    spans = _spans(tmp_path / "x.gpkg", ["BU00140001", "BU00140002", "\tBU03630001", " BU00140003"])
    assert {number: (told.first, told.last) for number, told in spans.items()} == {"0014": (1, 4)}


@pytest.mark.parametrize("gemeentecode", ["GM0014", "GM0363", "GM0935"])
def test_rows_found_again_are_the_rows_found_first(tmp_path, gemeentecode):
    codes = ["BU00140001", "BU03630001", " BU00140002", None, "BU09350001", "WK036300", "GM0014", "\tGM0935"]
    path = _areas(tmp_path / "x.gpkg", codes, naam=["é", None, "c", "d", "e", "f", "g", "h"])
    first = _cut(path, gemeentecode)
    known = {"gebieden": first.spans[gemeentecode[2:]]}
    [again] = open_geopackage(path, gemeentecode=gemeentecode, known=known)
    assert again.table.equals(first.table, check_metadata=True)
    assert again.table["statcode"].to_pylist() == [
        code for code in codes if code and code.strip()[2:6] == gemeentecode[2:]
    ]
    assert again.spans == {}


def test_only_the_span_that_is_known_is_read(tmp_path):
    path = _areas(tmp_path / "x.gpkg", ["BU00140001", "BU00140002", "BU00140003"])
    [told] = open_geopackage(path, gemeentecode="GM0014", known={"gebieden": Span("statcode", "fid", 2, 3)})
    assert told.table["statcode"].to_pylist() == ["BU00140002", "BU00140003"]


def test_rows_without_a_number_of_their_own_are_read_without_spans(tmp_path):
    path = tmp_path / "x.gpkg"
    pyogrio.write_dataframe(pd.DataFrame({"statcode": ["GM9999"]}), path, layer="ander")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE vrij (statcode TEXT)")
        database.execute("INSERT INTO vrij VALUES ('GM0014'), ('GM0363')")
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier)"
            " VALUES ('vrij', 'attributes', 'vrij')"
        )
    [told] = open_geopackage(path, layer="vrij", gemeentecode="GM0014")
    assert (told.table["statcode"].to_pylist(), told.spans) == (["GM0014"], {})


def test_a_layer_with_moments_comes_whole(tmp_path):
    path = _areas(tmp_path / "x.gpkg", ["BU00141000"], dag=pd.to_datetime(["2024-05-06"]))
    assert isinstance(_cut(path), Opened)


@pytest.mark.parametrize("column", ['or"e', "naam"])
def test_a_layer_without_codes_comes_whole(tmp_path, column):
    told = _cut(_areas(tmp_path / "x.gpkg", ["BU00141000", "BU0363AB10"], column=column))
    assert isinstance(told, Opened)
    assert len(told.frame) == 2


def test_plans_that_lie_in_a_buurt_come_whole(tmp_path):
    path = _areas(tmp_path / "x.gpkg", ["BU00141000"], column="buurtcode", thema=["groen"])
    assert isinstance(_cut(path, "GM0363"), Opened)


def test_what_a_code_says_is_no_query(tmp_path):
    assert _cut(_areas(tmp_path / "x.gpkg", ["BU00141000"]), "GM' OR '1'='1").table.num_rows == 0


def test_one_layer_is_opened_when_one_is_asked(path):
    assert [told.layer for told in open_geopackage(path, layer="cijfers")] == ["cijfers"]
    assert len(open_geopackage(path, layer="onbekend")) == 2
