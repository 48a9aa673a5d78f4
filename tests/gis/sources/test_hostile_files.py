"""Files that are not what they say; each is refused, nothing leaks, nothing is fetched."""

from __future__ import annotations

import json
import socket
import threading
import zipfile
from contextlib import closing

import geopandas as gpd
import pyogrio
import pytest
from shapely import Point, box

from gis.errors import SourceError
from gis.sources.reader import read_file


def _virtual(target):
    return (
        f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{target}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    )


def _code(path):
    with pytest.raises(SourceError) as caught:
        read_file(path)
    return caught.value.code


@pytest.fixture
def listener():
    """A port on loopback and the list of visits to it."""
    visits: list[object] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.settimeout(0.1)
        done = threading.Event()

        def listen():
            while not done.is_set():
                try:
                    visitor, address = server.accept()
                except TimeoutError:
                    continue
                visits.append(address)
                visitor.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], visits
        done.set()
        thread.join()


@pytest.fixture
def geopackage(tmp_path):
    path = tmp_path / "goed.gpkg"
    squares = [box(232_000 + step, 583_000, 232_090 + step, 583_090) for step in range(0, 50_000, 100)]
    pyogrio.write_dataframe(
        gpd.GeoDataFrame({"naam": "x" * 50}, index=range(500), geometry=squares, crs=28992), path
    )
    return path


@pytest.mark.parametrize("name", ["x.geojson", "x.gpkg", "x.csv", "x.vrt", "x.shp", "x.tif", "x.xlsx"])
def test_a_virtual_file_is_not_followed_whatever_its_name(tmp_path, name):
    (tmp_path / "secret.csv").write_text("a;b\ngeheim;1\n")
    (tmp_path / name).write_text(_virtual(tmp_path / "secret.csv"))
    assert _code(tmp_path / name) == "file_kind_unknown"


def test_a_virtual_file_as_shapefile_in_a_zip(tmp_path):
    (tmp_path / "secret.csv").write_text("a,b\ngeheim,1\n")
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for suffix in ("shp", "shx", "dbf"):
            archive.writestr(f"x.{suffix}", _virtual(tmp_path / "secret.csv"))
    assert _code(tmp_path / "x.zip") == "file_unreadable"


def test_a_crs_that_points_elsewhere_is_not_fetched(tmp_path, listener):
    port, visits = listener
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [6.5, 53.2]},
        "properties": {"a": 1},
    }
    crs = {"type": "link", "properties": {"href": f"http://127.0.0.1:{port}/crs", "type": "proj4"}}
    (tmp_path / "x.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]})
    )
    [told] = read_file(tmp_path / "x.geojson")
    assert told.frame.geometry.tolist() == [Point(6.5, 53.2)]
    assert visits == []


@pytest.mark.parametrize("harm", ["broken off", "damaged"])
def test_a_geopackage_that_is_not_whole(geopackage, harm):
    told = geopackage.read_bytes()
    geopackage.write_bytes(
        told[:60_000] if harm == "broken off" else told[:4096] + b"\xa5" * 40_000 + told[44_096:]
    )
    assert _code(geopackage) == "file_unreadable"


def test_json_that_holds_nothing(tmp_path):
    (tmp_path / "x.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    assert _code(tmp_path / "x.geojson") == "file_empty"


def test_json_that_is_very_deep(tmp_path):
    (tmp_path / "x.geojson").write_text('{"type": ' + "[" * 200_000)
    assert _code(tmp_path / "x.geojson") == "file_unreadable"
