import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.crs import RD, WGS84, require_rd, shape_to_rd, shape_to_wgs84, to_rd, to_wgs84
from gis.errors import TableError

# Published pairs of RD [m] and lon, lat [degrees]: the middle of RD, and the point on Texel of the
# self-validation of RDNAPTRANS. Ours is off by 21 cm at most.
AMERSFOORT = (155_000.0, 463_000.0), (5.387203657, 52.155172897)
TEXEL = (117_380.12, 575_040.34), (4.824761912, 53.160753042)
OFF_M = 0.21


def _frame(*shapes, crs=RD):
    return gpd.GeoDataFrame({"id": range(len(shapes))}, geometry=list(shapes), crs=crs)


@pytest.mark.parametrize(("rd", "degrees"), [AMERSFOORT, TEXEL])
def test_known_points(rd, degrees):
    assert shape_to_rd(shapely.Point(degrees)).distance(shapely.Point(rd)) < OFF_M
    assert shape_to_wgs84(shapely.Point(rd)).distance(shapely.Point(degrees)) < OFF_M / 68_000


@given(x=st.floats(10_000, 280_000), y=st.floats(305_000, 620_000))
def test_there_and_back_is_the_same_within_a_millimetre(x, y):
    assert shape_to_rd(shape_to_wgs84(shapely.Point(x, y))).distance(shapely.Point(x, y)) < 0.001


def test_a_frame_moves_as_its_shapes_do():
    frame = _frame(shapely.Point(*AMERSFOORT[1]), crs=WGS84)
    assert to_rd(frame, table="x").geometry[0].distance(shape_to_rd(frame.geometry[0])) < 0.001
    back = to_wgs84(to_rd(frame, table="x"))
    assert back.geometry[0].distance(frame.geometry[0]) < 1e-8


@given(lon=st.floats(3.4, 7.2), lat=st.floats(50.8, 53.5))
def test_our_two_become_each_other_as_proj_itself_does_it(lon, lat):
    here = shapely.Point(lon, lat)
    theirs = gpd.GeoSeries([here], crs=WGS84).to_crs(RD)
    assert shape_to_rd(here).equals(theirs.iloc[0])
    assert shape_to_wgs84(theirs.iloc[0]).equals(theirs.to_crs(WGS84).iloc[0])


def test_heights_are_dropped_and_the_frame_given_stays():
    high = _frame(shapely.Point(*AMERSFOORT[0], 12.5))
    flat = to_rd(high, table="x")
    assert not flat.has_z.any()
    assert high.has_z.all()


def test_no_shapes_at_all_is_fine():
    assert len(require_rd(_frame(None, None), table="x")) == 2


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (_frame(shapely.Point(155_000, 463_000), crs=None), "crs_missing"),
        (_frame(shapely.Point(463_000, 155_000)), "outside_rd"),
        (_frame(shapely.Point(5.38, 52.15)), "outside_rd"),
        (_frame(shapely.Point(52.15, 5.38), crs=WGS84), "outside_rd"),
        (_frame(shapely.Point(float("inf"), 463_000)), "outside_rd"),
    ],
    ids=["no crs", "swapped", "degrees said to be RD", "lat and lon swapped", "infinite"],
)
def test_what_cannot_be_dutch_is_refused(frame, code):
    with pytest.raises(TableError) as error:
        to_rd(frame, table="x")
    assert error.value.code == code


def test_require_rd_takes_no_other_crs():
    with pytest.raises(TableError) as error:
        require_rd(_frame(shapely.Point(5.38, 52.15), crs=WGS84), table="x")
    assert error.value.code == "crs_not_rd"
