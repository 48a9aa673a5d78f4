from __future__ import annotations

import json
import math

import pytest
from shapely import Point

from gis.errors import SourceError
from gis.sources.forms.geojson import open_geojson
from gis.tables import RAW_SHAPE

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


RING = [[6.5, 53.2], [6.6, 53.2], [6.6, 53.3], [6.5, 53.3]]


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        ({"type": "Point", "coordinates": ["6.5", "53.2"]}, "coordinates_not_numbers"),
        ({"type": "Point", "coordinates": [6.5, None]}, "coordinates_not_numbers"),
        ({"type": "Point", "coordinates": [6.5, math.nan]}, "coordinates_not_finite"),
        ({"type": "Polygon", "coordinates": [RING]}, "ring_not_closed"),
        ({"type": "MultiPolygon", "coordinates": [[[*RING, RING[0]]], [RING]]}, "ring_not_closed"),
        (
            {
                "type": "GeometryCollection",
                "geometries": [SELWERD, {"type": "Polygon", "coordinates": [RING]}],
            },
            "ring_not_closed",
        ),
        ({"type": "LineString", "coordinates": [[6.5, 53.2]]}, ""),
        ({"type": "Blob", "coordinates": [6.5, 53.2]}, "shape_kind_unknown"),
        ({"type": ["Point"], "coordinates": [6.5, 53.2]}, "shape_kind_unknown"),
        ("POINT (6.5 53.2)", "shape_kind_unknown"),
        ({"type": "Point"}, "coordinates_missing"),
    ],
)
def test_one_unreadable_shape_does_not_take_the_others_along(tmp_path, geometry, reason):
    [opened] = open_geojson(_save(tmp_path, _collection(_feature(SELWERD), _feature(geometry))))
    assert opened.frame.geometry.isna().tolist() == [False, True]
    assert (opened.broken, opened.reasons) == ((1,), (reason,))


@pytest.mark.parametrize("feature", [None, "x", ["x"], 7, {}])
def test_a_feature_that_is_none_is_a_row(tmp_path, feature):
    [opened] = open_geojson(_save(tmp_path, _collection(_feature(SELWERD, {"a": 1}), feature)))
    assert len(opened.frame) == 2
    assert opened.frame["a"].isna().tolist() == [False, True]


def test_properties_keep_their_values_whatever_they_are(tmp_path):
    told = _collection(_feature(SELWERD, {"geometry": "bij de brug"}), _feature(SELWERD, ["x"]))
    [opened] = open_geojson(_save(tmp_path, told))
    assert opened.frame["geometry (2)"].tolist()[0] == "bij de brug"
    assert opened.frame["properties"].tolist()[1] == ["x"]


@pytest.mark.parametrize(
    "crs", ["EPSG:28992", {"type": "name", "properties": {"name": "x"}}, {"type": "name"}]
)
def test_a_crs_that_nobody_knows_is_none(tmp_path, crs):
    [opened] = open_geojson(_save(tmp_path, _collection(_feature(SELWERD), crs=crs)))
    assert opened.frame.crs is None


def test_features_that_are_no_list(tmp_path):
    with pytest.raises(SourceError) as caught:
        open_geojson(_save(tmp_path, {"type": "FeatureCollection", "features": {"a": 1}}))
    assert caught.value.code == "file_kind_unknown"


@pytest.mark.parametrize("told", [{"type": "gdal_streamed_alg"}, {"type": "Topology"}, ["x"], {}])
def test_other_json_is_no_geojson(tmp_path, told):
    with pytest.raises(SourceError) as caught:
        open_geojson(_save(tmp_path, told))
    assert caught.value.code == "file_kind_unknown"


def test_no_features_is_an_empty_layer(tmp_path):
    [opened] = open_geojson(_save(tmp_path, _collection()))
    assert opened.frame.empty


def test_the_text_of_an_unreadable_shape_is_kept(tmp_path):
    odd = {"type": "Point", "coordinates": ["6.5", "53.2"]}
    [opened] = open_geojson(_save(tmp_path, _collection(_feature(SELWERD), _feature(odd))))
    assert opened.frame[RAW_SHAPE].isna().tolist() == [True, False]
    assert json.loads(opened.frame[RAW_SHAPE][1]) == odd
    [good] = open_geojson(_save(tmp_path, _collection(_feature(SELWERD))))
    assert RAW_SHAPE not in good.frame
