from dataclasses import replace
from datetime import timedelta

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.errors import StoreError
from gis.register.signals import ANSWERED, CELLS_M, REPORTED, TAKEN_UP, WITHDRAWN, Signal, round_place
from gis.register.store import open_store
from tests.homes import AT, DAY, VOCABULARY

HERE, POLICE = "deze werkplek", "politie"
SELWERD = "BU00141000"
SPOT = shapely.Point(233_412.75, 583_899.25)
SEEN = Signal("afval en rommel", "Zakken naast de container.", "postbezorger", DAY, "PostNL")

metres = st.floats(0, 10_000, allow_nan=False)
sides = st.sampled_from(CELLS_M)


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "register.sqlite")
    store.add_organisation(POLICE)
    return store


def _add(store, said=SEEN, place=SPOT, *, organisation=HERE):
    return store.add_signal(said, place=place, vocabulary=VOCABULARY, organisation=organisation, at=AT)


def _step(store, told, status, *, days=1, by_whom="gemeente", organisation=HERE):
    on = DAY + timedelta(days=days)
    return store.step_signal(told, status, on=on, by_whom=by_whom, organisation=organisation, at=AT)


@given(metres, metres, sides)
def test_the_place_lies_within_the_square_and_the_square_is_all_that_is_left(x, y, side):
    ((east, north),) = round_place(shapely.Point(x, y), cell_m=side)
    assert abs(east - x) <= side / 2
    assert abs(north - y) <= side / 2
    assert (east - side / 2) % side == (north - side / 2) % side == 0


@given(st.tuples(metres, metres), st.floats(0, 1, exclude_max=True), st.floats(0, 1, exclude_max=True), sides)
def test_two_places_in_one_square_are_told_the_same(corner, right, up, side):
    west, south = (value // side * side for value in corner)
    one = shapely.Point(west, south)
    other = shapely.Point(min(west + right * side, west + side - 0.001), south + up * (side - 0.001))
    assert round_place(one, cell_m=side) == round_place(other, cell_m=side)


@given(metres, metres, st.floats(1, 900), st.floats(1, 900), sides)
def test_an_area_lies_within_its_squares_or_is_smaller_than_one(x, y, wide, high, side):
    area = shapely.box(x, y, x + wide, y + high)
    told = replace(SEEN, cells=round_place(area, cell_m=side), cell_m=side).place
    assert told.area >= side**2 - 0.1
    if area.area >= side**2 or area.length > 4 * side:
        assert told.buffer(0.001).covers(area)
    else:
        assert told.area == side**2
        assert told.buffer(0.001).covers(area.centroid)


def test_a_line_becomes_the_squares_that_it_runs_through():
    told = round_place(shapely.LineString([(10, 50), (590, 50)]), cell_m=100)
    assert told == tuple((50.0 + 100 * number, 50.0) for number in range(6))


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        (shapely.Point(), "signal_place_unknown"),
        (shapely.box(0, 0, 9_000, 9_000), "signal_too_wide"),
        (shapely.box(0, 0, 3_000, 3_000), "signal_too_wide"),
    ],
)
def test_what_has_no_place_or_a_very_wide_one_is_refused(shape, code):
    with pytest.raises(StoreError, match=code):
        round_place(shape, cell_m=100)


def test_the_true_place_is_written_nowhere(store, tmp_path):
    told = _add(store)
    assert told.cells == ((233_450.0, 583_850.0),)
    assert told.place.equals(shapely.box(233_400, 583_800, 233_500, 583_900))
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"233450.0" in kept
    for part in (b"233412", b"583899", SPOT.wkb, SPOT.wkb[5:13], SPOT.wkb[13:]):
        assert part not in kept


def test_a_signal_may_be_about_a_whole_buurt(store):
    told = _add(store, replace(SEEN, area=SELWERD), None)
    assert (told.area, told.cells, told.place) == (SELWERD, (), None)
    assert _add(store, replace(SEEN, area=SELWERD)).area == ""


def test_steps_stay_with_their_day_and_who_took_them(store):
    first = _add(store)
    assert (first.status, first.status_on, first.organisation, store.begun) == (REPORTED, DAY, "PostNL", True)
    second = _step(store, first, TAKEN_UP)
    third = _step(store, second, ANSWERED, days=9, by_whom="wijkteam")
    assert store.signals() == [third]
    assert [(one.status, one.organisation) for one in store.signal_history(first.id)] == [
        (REPORTED, "PostNL"),
        (TAKEN_UP, "gemeente"),
        (ANSWERED, "wijkteam"),
    ]
    assert third.status_on == DAY + timedelta(days=9)
    assert _step(store, third, ANSWERED, days=10) == third
    back = _step(store, third, TAKEN_UP, days=11)
    assert (back.status, len(store.signal_history(first.id))) == (TAKEN_UP, 4)


def test_of_two_that_take_a_step_at_once_the_second_is_told(store):
    first = _add(store)
    _step(store, first, TAKEN_UP)
    with pytest.raises(StoreError, match="changed_meanwhile"):
        _step(store, first, ANSWERED)
    assert [one.status for one in store.signals()] == [TAKEN_UP]


def test_only_who_reported_withdraws_and_it_stays_in_the_register(store):
    told = _add(store, organisation=POLICE)
    with pytest.raises(StoreError, match="signal_not_yours"):
        _step(store, told, WITHDRAWN)
    _step(store, told, WITHDRAWN, organisation=POLICE)
    assert store.signals() == []
    assert len(store.signal_history(told.id)) == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"words": " "}, "signal_incomplete"),
        ({"organisation": ""}, "signal_incomplete"),
        ({"kind": "geluk"}, "signal_word_unknown"),
        ({"role": "Jan"}, "signal_word_unknown"),
        ({"cell_m": 1}, "signal_cell_unknown"),
        ({"words": "a" * 201}, "signal_too_long"),
        ({"words": "Bel 06 12345678"}, "personal_data"),
        ({"words": "Bij 9741 AB"}, "personal_data"),
        ({"words": "Voor de deur van Iepenlaan 12a"}, "signal_address"),
    ],
)
def test_what_is_not_right_is_refused_whole(store, changes, code):
    with pytest.raises(StoreError, match=code):
        _add(store, replace(SEEN, **changes))
    assert store.signals() == []


@pytest.mark.parametrize(("area", "code"), [("", "signal_incomplete"), ("GM0014", "signal_word_unknown")])
def test_without_a_place_it_needs_a_buurt(store, area, code):
    with pytest.raises(StoreError, match=code):
        _add(store, replace(SEEN, area=area), None)


@pytest.mark.parametrize(
    ("status", "how", "code"),
    [
        ("klaar", {}, "signal_word_unknown"),
        (TAKEN_UP, {"days": -1}, "signal_before"),
        (TAKEN_UP, {"by_whom": " "}, "signal_incomplete"),
        (TAKEN_UP, {"by_whom": "jan@voorbeeld.nl"}, "personal_data"),
    ],
)
def test_a_step_that_is_not_right_is_refused(store, status, how, code):
    told = _add(store)
    with pytest.raises(StoreError, match=code):
        _step(store, told, status, **how)
    assert store.signals() == [told]
