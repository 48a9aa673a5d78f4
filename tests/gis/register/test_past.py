from dataclasses import replace
from datetime import timedelta

import pytest
import shapely

from gis.register.store import open_store
from tests.homes import AT, DAY, activity

HERE = "deze werkplek"
AREA = shapely.box(232_500.123456, 583_500, 232_600, 583_600)
DAYS = [DAY + timedelta(days=number) for number in range(-1, 5)]


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "register.sqlite")


def _save(store, *records, days=0):
    store.save(records, organisation=HERE, at=AT + timedelta(days=days))


def _ids(store, day):
    return sorted(one.id for one in store.activities_at(day))


def test_a_record_comes_back_whole(store):
    told = activity(
        when="september 2027 tot medio 2028",
        geometry=AREA,
        confirmed_on=DAY,
        partners=("GGD", "gemeente"),
        area_codes=("BU00141000",),
        count=12,
    )
    _save(store, told)
    [now] = store.activities()
    [then] = store.activities_at(DAY)
    assert (then, then.geometry) == (now, AREA)


def test_what_stood_there_at_the_end_of_each_day(store):
    _save(store, activity("A"), activity("B"))
    _save(store, replace(activity("A"), title="Ander"), days=1)
    store.withdraw("A", organisation=HERE, at=AT + timedelta(days=2), version=0)
    _save(store, activity("A"), days=3)
    assert [_ids(store, day) for day in DAYS] == [[], ["A", "B"], ["A", "B"], ["B"], ["A", "B"], ["A", "B"]]
    titles = [{one.title for one in store.activities_at(day) if one.id == "A"} for day in DAYS[1:4]]
    assert titles == [{"Plan A"}, {"Ander"}, set()]


def test_of_two_that_merge_one_goes_and_comes_back(store):
    _save(store, activity("A"), activity("B"))
    store.merge("A", "B", organisation=HERE, at=AT + timedelta(days=1))
    store.unmerge("B", organisation=HERE, at=AT + timedelta(days=2))
    _save(store, replace(activity("A"), title="Ander"), days=3)
    assert [_ids(store, day) for day in DAYS[1:]] == [["A", "B"], ["A"], ["A", "B"], ["A", "B"], ["A", "B"]]


def test_a_day_ends_at_midnight(store):
    late = AT.replace(hour=23, minute=59, second=59)
    store.save([activity()], organisation=HERE, at=late)
    assert [_ids(store, day) for day in DAYS[:2]] == [[], ["A"]]
