from __future__ import annotations

import sqlite3
from contextlib import closing

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from shapely import Point

from gis.errors import SourceError
from gis.sources.forms.geopackage import open_geopackage


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
