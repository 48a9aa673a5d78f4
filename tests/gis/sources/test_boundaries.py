from __future__ import annotations

import geopandas as gpd
import pytest
from shapely import Polygon, box

from gis.errors import SourceError, TableError
from gis.sources.boundaries import read_boundaries
from gis.tables import BUURTEN

ONE = box(232_000, 583_000, 233_000, 584_000)
TWO = box(233_000, 583_000, 234_000, 584_000)
BOW_TIE = Polygon([(232_000, 583_000), (233_000, 584_000), (233_000, 583_000), (232_000, 584_000)])


def _frame(columns, shapes, crs="EPSG:28992"):
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=crs)


def test_a_buurt_gets_its_wijk_gemeente_and_year():
    told = _frame(
        {"buurtcode": ["BU0363AB10"], "buurtnaam": ["x"], "jaar": [2024], "geom_bron": ["cbs"]}, [ONE]
    )
    areas = read_boundaries(told, level="buurt").areas
    row = areas.iloc[0]
    assert list(areas.columns) == [*BUURTEN.columns, "geometry"]
    assert (row["wijkcode"], row["gemeentecode"], row["jaar"]) == ("WK0363AB", "GM0363", 2024)
    assert (row["buurtnaam"], row["omtrek_bron"]) == ("x", "cbs")


@pytest.mark.parametrize(("level", "code"), [("wijk", "WK001410"), ("gemeente", "GM0014")])
def test_other_levels(level, code):
    told = _frame({"statcode": [code, "BU00141000"], "statnaam": ["x", "y"]}, [ONE, TWO])
    areas = read_boundaries(told, level=level, gemeentecode="GM0014").areas
    assert areas[f"{level}code"].tolist() == [code]
    assert areas[f"{level}naam"].tolist() == ["x"]
    assert areas["gemeentecode"].tolist() == ["GM0014"]


def test_water_and_abroad_are_left_out_and_counted():
    codes = ["BU00141000", "BU00141001", "BU09989999"]
    told = _frame({"buurtcode": codes, "water": ["NEE", "JA", "NEE"]}, [ONE, TWO, TWO])
    boundaries = read_boundaries(told, level="buurt")
    assert boundaries.areas["buurtcode"].tolist() == ["BU00141000"]
    assert (boundaries.water, boundaries.abroad) == (1, 1)


def test_parts_of_one_code_become_one_outline():
    told = _frame({"buurtcode": ["BU00141001", "BU00141000", "BU00141000"]}, [TWO, ONE, TWO])
    areas = read_boundaries(told, level="buurt").areas
    assert areas["buurtcode"].tolist() == ["BU00141000", "BU00141001"]
    assert areas.area.tolist() == [2e6, 1e6]


def test_an_outline_that_crosses_itself_is_mended_and_listed():
    told = _frame({"buurtcode": ["BU00141000", "BU00141001"]}, [BOW_TIE, ONE])
    boundaries = read_boundaries(told, level="buurt")
    assert boundaries.mended["code"].tolist() == ["BU00141000"]
    assert boundaries.mended["fault"].iloc[0].startswith("Self-intersection")
    assert boundaries.mended["change_m2"].iloc[0] == pytest.approx(500_000)
    assert boundaries.areas.is_valid.all()
    assert told.geometry.iloc[0].equals_exact(BOW_TIE)


def test_an_area_without_outline_is_listed_and_not_drawn():
    flat = Polygon([(232_000, 583_000), (232_100, 583_000), (232_000, 583_000)])
    told = _frame({"buurtcode": ["BU00141000", "BU00141001", "BU00141002"]}, [ONE, None, flat])
    boundaries = read_boundaries(told, level="buurt")
    assert boundaries.areas["buurtcode"].tolist() == ["BU00141000"]
    assert boundaries.mended["code"].tolist() == ["BU00141001", "BU00141002"]
    assert boundaries.mended["fault"].tolist() == ["no outline", "no outline"]


def test_degrees_are_brought_to_rd():
    told = _frame({"buurtcode": ["BU00141000"]}, [ONE]).to_crs(4326)
    areas = read_boundaries(told, level="buurt").areas
    assert areas.crs.to_epsg() == 28992
    assert areas.total_bounds == pytest.approx(ONE.bounds, abs=0.01)


@pytest.mark.parametrize(
    ("crs", "shape", "code"),
    [
        (None, ONE, "crs_missing"),
        ("EPSG:4326", ONE, "outside_rd"),
        ("EPSG:28992", box(5, 52, 6, 53), "outside_rd"),
    ],
)
def test_a_wrong_crs_is_never_guessed(crs, shape, code):
    with pytest.raises(TableError) as caught:
        read_boundaries(_frame({"buurtcode": ["BU00141000"]}, [shape], crs=crs), level="buurt")
    assert caught.value.code == code


def test_a_table_without_shapes_and_an_unknown_gemeente_or_year():
    told = _frame({"buurtcode": ["BU00141000"], "jaar": [2024]}, [ONE])
    with pytest.raises(TableError) as caught:
        read_boundaries(told.drop(columns="geometry"), level="buurt")
    assert caught.value.code == "geometry_missing"
    with pytest.raises(SourceError) as unknown:
        read_boundaries(told, level="buurt", gemeentecode="GM9999")
    assert unknown.value.code == "gemeente_unknown"
    with pytest.raises(SourceError) as year:
        read_boundaries(told, level="buurt", year=2022)
    assert year.value.code == "year_not_in_file"
