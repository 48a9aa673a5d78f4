"""Barriers and facilities in the register: versions that stay, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest
import shapely

from gis.errors import StoreError
from gis.register.felt import BARRIER, FACILITY, Felt
from gis.register.store import open_store
from gis.register.visible import Audience, visible_felt
from tests.homes import AT, VOCABULARY

HERE = "Gemeente"
ROAD = Felt(
    name="Eikenlaan",
    shape=shapely.LineString([(232_000, 583_000), (232_400, 583_100)]),
    ours=None,
    role="bewoner",
    meeting="Overleg Selwerd",
    on=date(2027, 3, 11),
)
SCHOOL = replace(ROAD, name="School", shape=shapely.Point(232_100, 583_100), ours=True)


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "register.sqlite")
    store.add_organisation(HERE)
    return store


def save(store, felt):
    return store.save_felt(felt, vocabulary=VOCABULARY, organisation=HERE, at=AT.replace(tzinfo=None))


def test_a_line_is_a_barrier_and_a_point_a_facility(store):
    told = [save(store, ROAD), save(store, SCHOOL)]
    assert store.felt() == told
    assert [one.kind for one in told] == [BARRIER, FACILITY]


def test_what_is_taken_back_stays_in_its_history(store):
    first = save(store, SCHOOL)
    second = save(store, replace(first, ours=False))
    save(store, replace(second, withdrawn=True))
    assert store.felt() == []
    assert [(one.version, one.ours, one.withdrawn) for one in store.felt_history(first.id)] == [
        (1, True, False),
        (2, False, False),
        (3, False, True),
    ]


@pytest.mark.parametrize(
    ("felt", "code"),
    [
        (replace(ROAD, name=" "), "felt_incomplete"),
        (replace(SCHOOL, ours=None), "felt_incomplete"),
        (replace(ROAD, shape=shapely.box(0, 0, 1, 1)), "felt_not_there"),
        (replace(ROAD, shape=shapely.LineString()), "felt_not_there"),
        (replace(ROAD, role="Jan"), "felt_role_unknown"),
        (replace(ROAD, name="bij 06-12345678"), "personal_data"),
        (replace(ROAD, id="x", version=2), "changed_meanwhile"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(store, felt, code):
    with pytest.raises(StoreError) as refused:
        save(store, felt)
    assert refused.value.code == code
    assert store.felt() == []


def test_everybody_sees_it_without_the_meeting_and_without_words_that_are_not_for_residents():
    told = [SCHOOL, replace(SCHOOL, name="Plein, overlastlocatie")]
    seen = visible_felt(told, audience=Audience.PUBLIC, vocabulary=VOCABULARY)
    assert [(one.name, one.meeting) for one in seen] == [("School", "")]
    assert visible_felt(told, audience=Audience.PARTNERS, vocabulary=VOCABULARY) == told
