import geopandas as gpd
import pandas as pd
import pytest
import shapely

from gis.crs import RD, WGS84
from gis.errors import TableError
from gis.tables import (
    ACTIVITIES,
    BUURTEN,
    DRAWINGS,
    EXCHANGE_NAMES,
    FIGURES,
    GEMEENTEN,
    MISSING,
    SCORES,
    WIJKEN,
    conform,
    empty,
    require,
)

TABLES = (BUURTEN, WIJKEN, GEMEENTEN, FIGURES, SCORES, MISSING, ACTIVITIES, DRAWINGS)
SQUARE = shapely.box(232_000, 583_000, 233_000, 584_000)


def _buurten(**changes):
    told = {"buurtcode": ["BU00141000"], "jaar": 2024} | changes
    return gpd.GeoDataFrame(told, geometry=[SQUARE], crs=RD)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_an_empty_table_keeps_its_promise(table):
    frame = empty(table)
    assert list(frame.columns)[: len(table.columns)] == list(table.columns)
    assert len(frame) == 0
    assert len(conform(frame, table)) == 0
    if table.spatial:
        assert frame.crs.to_epsg() == 28992


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_key_is_among_the_columns(table):
    assert set(table.key) <= set(table.columns)
    assert set(table.units) <= set(table.columns)


def test_other_columns_fall_away_and_absent_ones_are_missing_never_zero():
    told = pd.DataFrame({"code": ["BU00141000"], "jaar": [2024], "extra": [1]}, index=[7])
    figures = conform(told, FIGURES)
    assert list(figures.columns) == list(FIGURES.columns)
    assert figures.index.tolist() == [7]
    assert figures["inwoners"].isna().all()


def test_the_frame_given_stays_as_it_was():
    told = pd.DataFrame({"code": ["BU00141000"], "jaar": ["2024"]})
    before = told.copy()
    conform(told, FIGURES)
    pd.testing.assert_frame_equal(told, before)


def test_codes_stay_text_and_lists_stay_lists():
    frame = conform(_buurten(buurtcode=["BU0363AB10"]), BUURTEN)
    assert frame["buurtcode"].tolist() == ["BU0363AB10"]
    plan = gpd.GeoDataFrame({"id": ["A"], "partners": [("x", "y")]}, geometry=[None], crs=RD)
    made = conform(plan, ACTIVITIES)
    assert (made.loc[0, "partners"], made.loc[0, "target_groups"]) == (["x", "y"], [])
    assert not made.loc[0, "fictional"]


@pytest.mark.parametrize(
    ("frame", "table", "code"),
    [
        (pd.DataFrame({"jaar": [2024]}), FIGURES, "column_missing"),
        (pd.DataFrame({"code": ["A"], "jaar": [2024], "inwoners": ["veel"]}), FIGURES, "not_a_number"),
        (pd.DataFrame({"code": ["A"], "score_jaar": [2024], "kscore": [5.5]}), SCORES, "not_a_number"),
        (pd.DataFrame({"code": ["A", "A"], "jaar": [2024, 2024]}), FIGURES, "key_twice"),
        (pd.DataFrame({"buurtcode": ["A"], "jaar": [2024]}), BUURTEN, "geometry_missing"),
        (_buurten().to_crs(WGS84), BUURTEN, "crs_not_rd"),
        (_buurten().set_crs(None, allow_override=True), BUURTEN, "crs_not_rd"),
        (_buurten().set_geometry([shapely.Point(583_000, 232_000)], crs=RD), BUURTEN, "outside_rd"),
    ],
    ids=["no key", "text", "half a class", "twice", "no shape", "degrees", "no crs", "swapped"],
)
def test_a_broken_promise_has_a_code(frame, table, code):
    with pytest.raises(TableError) as error:
        conform(frame, table)
    assert error.value.code == code


def test_require_asks_for_columns_and_crs():
    require(_buurten(), BUURTEN, "buurtcode")
    for frame, columns, code in (
        (_buurten(), ["wijkcode"], "column_missing"),
        (pd.DataFrame({"buurtcode": ["A"]}), ["buurtcode"], "geometry_missing"),
        (_buurten().to_crs(WGS84), ["buurtcode"], "crs_not_rd"),
    ):
        with pytest.raises(TableError) as error:
            require(frame, BUURTEN, *columns)
        assert error.value.code == code


def test_exchange_names_are_of_columns_and_stand_once():
    assert set(EXCHANGE_NAMES) <= set(ACTIVITIES.columns)
    assert len(set(EXCHANGE_NAMES.values())) == len(EXCHANGE_NAMES)
    assert {"owner", "version"}.isdisjoint(EXCHANGE_NAMES)  # what is only ours does not travel
