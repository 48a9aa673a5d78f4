from __future__ import annotations

import json

import pytest
from shapely import Point

from gis.errors import SourceError
from gis.sources.forms.geojson import open_geojson

SELWERD = {"type": "Point", "coordinates": [6.5512, 53.2336]}


def _save(tmp_path, told):
    path = tmp_path / "told.geojson"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def _collection(*features, **members):
    return {"type": "FeatureCollection", "features": list(features), **members}


def _feature(geometry=None, properties=None, **members):
    return {"type": "Feature", "geometry": geometry, "properties": properties, **members}


def test_features_become_rows_in_wgs_84(tmp_path):
    told = _collection(
        _feature(SELWERD, {"naam": "x"}, id="a"), _feature(None, {"naam": "y", "id": "b"}, id="z")
    )
    [opened] = open_geojson(_save(tmp_path, told))
    assert opened.frame["naam"].tolist() == ["x", "y"]
    assert opened.frame["id"].tolist() == ["a", "b"]  # a property wins from the feature's own id
    assert opened.frame.geometry.iloc[0] == Point(6.5512, 53.2336)
    assert opened.frame.geometry.isna().tolist() == [False, True]
    assert opened.frame.crs.to_epsg() == 4326
    assert opened.broken == ()


def test_a_named_crs_is_believed(tmp_path):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    told = _collection(_feature({"type": "Point", "coordinates": [232_600, 583_600]}), crs=crs)
    [opened] = open_geojson(_save(tmp_path, told))
    assert opened.frame.crs.to_epsg() == 28992


@pytest.mark.parametrize("kind", ["link", "url"])
def test_a_crs_elsewhere_is_left_aside(tmp_path, kind):
    crs = {"type": kind, "properties": {"href": "http://127.0.0.1:9/crs", "type": "proj4"}}
    [opened] = open_geojson(_save(tmp_path, _collection(_feature(SELWERD), crs=crs)))
    assert opened.frame.crs.to_epsg() == 4326


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": ["x", "y"]},
        {"type": "Polygon", "coordinates": [[[6.5, 53.2], [6.6, 53.2], [6.6, 53.3], [6.5, 53.3]]]},
        {"type": "Blob", "coordinates": [6.5, 53.2]},
        {"type": "Point"},
    ],
)
def test_one_unreadable_shape_does_not_take_the_others_along(tmp_path, geometry):
    [opened] = open_geojson(_save(tmp_path, _collection(_feature(SELWERD), _feature(geometry))))
    assert opened.frame.geometry.isna().tolist() == [False, True]
    assert opened.broken == (1,)


@pytest.mark.parametrize("told", [{"type": "gdal_streamed_alg"}, {"type": "Topology"}, ["x"], {}])
def test_other_json_is_no_geojson(tmp_path, told):
    with pytest.raises(SourceError) as caught:
        open_geojson(_save(tmp_path, told))
    assert caught.value.code == "file_kind_unknown"


def test_no_features_is_an_empty_layer(tmp_path):
    [opened] = open_geojson(_save(tmp_path, _collection()))
    assert opened.frame.empty
