"""Barriers and facilities beside a kern, on shapes that can be counted by hand."""

import geopandas as gpd
import pytest
import shapely

from gis.analysis.belonging import find_barriers, find_facilities
from gis.crs import RD, WGS84
from gis.errors import TableError

KERN = shapely.box(232_000, 583_000, 232_400, 583_400)


def points(*rows):
    names, ours, spots = zip(*rows, strict=True)
    return gpd.GeoDataFrame(
        {"name": names, "ours": ours}, geometry=[shapely.Point(*spot) for spot in spots], crs=RD
    )


def lines(*rows):
    names, shapes = zip(*rows, strict=True)
    return gpd.GeoDataFrame({"name": names}, geometry=[shapely.LineString(line) for line in shapes], crs=RD)


def test_a_facility_is_as_far_as_the_edge_of_the_kern():
    told = points(
        ("Wijkcentrum", False, (232_700, 583_200)),
        ("School", True, (232_100, 583_100)),
        ("wijkcentrum", True, (232_710, 583_200)),
    )
    found = find_facilities(told, KERN)
    assert found["name"].tolist() == ["Wijkcentrum", "School"]
    assert found[["ours", "not_ours"]].to_numpy().tolist() == [[1, 1], [1, 0]]
    assert found["distance_m"].tolist() == [305.0, 0.0]


def test_one_name_far_apart_is_two_facilities():
    told = points(("School", True, (232_100, 583_100)), ("School", False, (232_100, 583_300)))
    assert len(find_facilities(told, KERN)) == 2


def test_a_barrier_runs_along_the_edge_or_cuts_the_kern():
    told = lines(
        ("Ringweg", [(232_000, 582_900), (232_000, 583_500)]),
        ("Spoor", [(231_900, 583_200), (232_500, 583_200)]),
        ("Sloot", [(233_000, 583_000), (233_000, 583_400)]),
    )
    found = find_barriers(told, KERN).set_index("name")
    assert found.index.tolist() == ["Ringweg", "Spoor", "Sloot"]
    assert found.loc["Ringweg", "along_m"] == pytest.approx(400 + 2 * 40, abs=1)  # and round two corners
    assert found.loc["Ringweg", ["inside_m", "parts"]].tolist() == [0, 1]
    assert found.loc["Spoor", ["along_m", "inside_m", "parts"]].tolist() == [0, 320, 2]
    assert found.loc["Sloot", ["along_m", "inside_m", "parts"]].tolist() == [0, 0, 1]


def test_two_who_drew_one_road_are_one_barrier():
    road = [(232_000, 582_900), (232_000, 583_500)]
    found = find_barriers(lines(("Ringweg", road), ("ringweg", road)), KERN)
    assert found[["name", "told"]].to_numpy().tolist() == [["Ringweg", 2]]


def test_nothing_told_gives_an_empty_table_and_degrees_are_refused():
    nothing = points(("School", True, (232_100, 583_100))).iloc[:0]
    assert find_facilities(nothing, KERN).empty
    assert find_barriers(nothing, KERN).empty
    with pytest.raises(TableError) as refused:
        find_facilities(points(("School", True, (232_100, 583_100))).to_crs(WGS84), KERN)
    assert refused.value.code == "crs_not_rd"
