"""Areas that a meeting settled on: versions that stay, and what is refused."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import pytest
import shapely

from gis.errors import StoreError
from gis.register.accepted import AcceptedArea
from gis.register.store import open_store
from gis.register.visible import Audience, visible_accepted
from tests.homes import VOCABULARY

HERE = "Gemeente"

AT = datetime(2027, 3, 11, 10)  # noqa: DTZ001 - moments in a register have no zone
SELWERD = AcceptedArea(
    name="Selwerd",
    shape=shapely.box(232_000, 583_000, 232_500, 583_400),
    meeting="Overleg Selwerd",
    on=date(2027, 3, 11),
    organisation=HERE,
    role="wijkregisseur",
    question="waar u zich thuis voelt",
    k=0.5,
    drawings=7,
)


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "register.sqlite")
    store.add_organisation(HERE)
    return store


def save(store, area, *, days=0):
    return store.save_accepted(area, organisation=HERE, at=AT + timedelta(days=days))


def test_every_settling_is_a_version_and_all_stay(store):
    first = save(store, SELWERD)
    assert (first.version, first.by, first.id[:2]) == (1, HERE, "ZB")
    second = save(store, replace(first, shape=first.shape.buffer(20), meeting="Overleg juni"), days=90)
    assert store.accepted_areas() == [second]
    assert store.accepted_history(first.id) == [first, second]
    assert store.accepted_areas(until=AT.date()) == [first]
    assert store.accepted_history(first.id)[0].shape.equals(SELWERD.shape)


def test_the_same_again_is_no_version(store):
    first = save(store, SELWERD)
    assert save(store, first, days=1) == first
    assert len(store.accepted_history(first.id)) == 1


def test_what_is_taken_back_stays_in_its_history(store):
    first = save(store, SELWERD)
    save(store, replace(first, withdrawn=True), days=1)
    assert store.accepted_areas() == []
    assert [one.withdrawn for one in store.accepted_history(first.id)] == [False, True]
    assert save(store, SELWERD, days=2).id != first.id  # the name is free again


@pytest.mark.parametrize(
    ("area", "code"),
    [
        (replace(SELWERD, name="  "), "accepted_incomplete"),
        (replace(SELWERD, meeting=""), "accepted_incomplete"),
        (replace(SELWERD, role=" "), "accepted_incomplete"),
        (replace(SELWERD, role="bel 06-12345678"), "personal_data"),
        (replace(SELWERD, shape=shapely.Point(232_000, 583_000)), "accepted_not_area"),
        (replace(SELWERD, shape=shapely.Polygon()), "accepted_not_area"),
        (replace(SELWERD, id="ZB00000000", version=3), "changed_meanwhile"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(store, area, code):
    with pytest.raises(StoreError) as refused:
        save(store, area)
    assert refused.value.code == code
    assert store.accepted_areas() == []


def test_one_name_is_one_area_and_an_old_copy_overwrites_nothing(store):
    first = save(store, SELWERD)
    with pytest.raises(StoreError) as refused:
        save(store, replace(SELWERD, name="selwerd "))
    assert refused.value.code == "accepted_name_taken"
    save(store, replace(first, role="gebiedsmanager"))
    with pytest.raises(StoreError) as refused:
        save(store, replace(first, role="adviseur"))
    assert refused.value.code == "changed_meanwhile"


def test_everybody_sees_what_is_public_without_the_role():
    told = [SELWERD, replace(SELWERD, name="Tuinwijk", public=True)]
    told.append(replace(SELWERD, name="Aandachtswijk Selwerd", public=True))  # a word not for residents
    see = partial(visible_accepted, told, vocabulary=VOCABULARY)
    assert [(one.name, one.role) for one in see(audience=Audience.PUBLIC)] == [("Tuinwijk", "")]
    assert see(audience=Audience.PARTNERS) == told
