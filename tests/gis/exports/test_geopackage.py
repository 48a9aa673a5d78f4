import sqlite3
from contextlib import closing

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
from shapely import GeometryCollection, LineString, Point

from gis.errors import ExportError
from gis.exports.geopackage import write_geopackage
from gis.tables import EXCHANGE_NAMES
from tests.handovers import activities, buurten, empty_handover, handover

STYLES = {name: f"<qgis about='{name}'/>" for name in ("buurten", "scores", "activiteiten_punt", "beleefd")}
SPATIAL = {
    "buurten": "MultiPolygon",
    "scores": "MultiPolygon",
    "activiteiten_punt": "MultiPoint",
    "activiteiten_lijn": "MultiLineString",
    "activiteiten_vlak": "MultiPolygon",
    "beleefd": "MultiPolygon",
}
TABLES = {"activiteiten_zonder_plek", "over_dit_bestand", "layer_styles"}


@pytest.fixture
def written(tmp_path):
    target = tmp_path / "uit.gpkg"
    write_geopackage(handover(), target, styles=STYLES)
    return target


def _ask(path, question):
    with closing(sqlite3.connect(path)) as store:
        return store.execute(question).fetchall()


def test_the_layers_are_there_each_with_one_kind_of_shape(written):
    kinds = dict(pyogrio.list_layers(written))
    assert {name: kind for name, kind in kinds.items() if kind} == SPATIAL
    assert {name for name, kind in kinds.items() if not kind} == TABLES


def test_everything_is_in_rd_and_of_version_1_2(written):
    assert {pyogrio.read_info(written, layer=name)["crs"] for name in SPATIAL} == {"EPSG:28992"}
    assert _ask(written, "PRAGMA user_version") == [(10200,)]
    assert _ask(written, "PRAGMA integrity_check") == [("ok",)]


def test_activities_lie_by_kind_of_shape(written):
    found = {
        name: list(gpd.read_file(written, layer=name)["id"]) for name in SPATIAL if "activiteiten" in name
    }
    assert found == {
        "activiteiten_punt": ["A1", "A2"],
        "activiteiten_lijn": ["A3"],
        "activiteiten_vlak": ["A4"],
    }
    assert list(pyogrio.read_dataframe(written, layer="activiteiten_zonder_plek")["id"]) == ["A5"]


def test_shapes_come_back_to_the_bit(written):
    back = gpd.read_file(written, layer="buurten")
    given = buurten().geometry
    assert back.geometry.iloc[0].geoms[0].equals_exact(given.iloc[0], tolerance=0)
    assert back.geometry.iloc[2] is None


def test_columns_are_lower_case_and_typed(written):
    info = pyogrio.read_info(written, layer="activiteiten_lijn")
    types = dict(zip(info["fields"], info["dtypes"], strict=True))
    assert list(types) == [*EXCHANGE_NAMES.values(), "peildatum"]
    assert all(name.isascii() and name == name.lower() for name in types)
    assert types["periode_van"] == "datetime64[D]"
    assert types["fictief"] == "bool"
    assert np.issubdtype(np.dtype(types["aantal"]), np.integer)


def test_missing_is_null_and_lists_are_joined(written):
    assert _ask(written, "SELECT inwoners, woz_waarde_keur FROM buurten") == [
        (1000, 295.5),
        (None, 0),
        (None, None),
    ]
    assert _ask(written, "SELECT kscore, score_reden FROM scores") == [
        (5, None),
        (None, "geen score gepubliceerd"),
        (None, "geen score gepubliceerd"),
    ]
    assert _ask(written, "SELECT partijen, periode_van FROM activiteiten_punt") == [
        ("welzijn | gemeente", None),
        (None, None),
    ]


def test_each_spatial_layer_with_a_style_has_it_as_default(written):
    rows = _ask(
        written,
        "SELECT f_table_schema, f_table_name, f_geometry_column, styleQML, useAsDefault FROM layer_styles",
    )
    assert rows == [("", name, "geom", STYLES[name], 1) for name in SPATIAL if name in STYLES]


def test_it_says_what_it_is(written):
    told = dict(_ask(written, "SELECT onderwerp, tekst FROM over_dit_bestand"))
    assert told["fictief"] == "ja"
    assert told["coordinaten"] == "RD (EPSG:28992)"
    assert told["bron"] == "CBS, Kerncijfers, 2024, CC BY 4.0"
    assert told["activiteiten"] == "5"


def test_a_layer_without_rows_is_there_with_its_columns(tmp_path):
    target = tmp_path / "leeg.gpkg"
    write_geopackage(empty_handover(), target, styles=STYLES)
    assert {name: kind for name, kind in pyogrio.list_layers(target) if kind} == SPATIAL
    for name in SPATIAL:
        info = pyogrio.read_info(target, layer=name)
        assert (info["features"], info["crs"]) == (0, "EPSG:28992")
    assert list(pyogrio.read_info(target, layer="activiteiten_punt")["fields"])[:2] == ["id", "naam"]


def test_a_layer_that_was_not_asked_is_not_there(tmp_path):
    target = tmp_path / "deel.gpkg"
    write_geopackage(handover(layers=("scores",)), target, styles=STYLES)
    assert {name for name, _ in pyogrio.list_layers(target)} == {"scores", "over_dit_bestand", "layer_styles"}


def test_the_same_input_gives_the_same_bytes(written, tmp_path):
    again = tmp_path / "again" / "uit.gpkg"
    again.parent.mkdir()
    write_geopackage(handover(), again, styles=STYLES)
    assert again.read_bytes() == written.read_bytes()


def test_a_refused_handover_leaves_the_old_file_alone(written, tmp_path):
    before = written.read_bytes()
    mixed = activities()
    mixed.loc[0, "geometry"] = GeometryCollection(
        [Point(155000, 463000), LineString([(155000, 463000), (155001, 463000)])]
    )
    with pytest.raises(ExportError) as error:
        write_geopackage(handover(activities=mixed), written, styles=STYLES)
    assert (error.value.code, error.value.facts["id"]) == ("shape_mixed", "A1")
    assert written.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["uit.gpkg"]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ExportError) as error:
        write_geopackage(handover(), tmp_path / "nowhere" / "uit.gpkg", styles={})
    assert error.value.code == "not_written"
