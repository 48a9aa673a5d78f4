from datetime import timedelta

import pytest

from gis.errors import StoreError
from gis.register import database
from gis.register.store import open_store
from tests.homes import AT, VOCABULARY, activity

HERE = "deze werkplek"
FIRST = {("groen", "energie"): -2, ("wonen", "wonen"): 1}


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "register.sqlite")


def _save(store, values, *, version=0, days=0, organisation=HERE, note=""):
    return store.save_interactions(
        values,
        vocabulary=VOCABULARY,
        version=version,
        organisation=organisation,
        at=AT + timedelta(days=days),
        note=note,
    )


def test_a_new_register_says_nothing_of_its_own(store):
    assert store.interactions() == []


def test_every_version_stays_the_newest_first(store):
    store.add_organisation("GGD")
    first = _save(store, FIRST, note="na het overleg")
    second = _save(store, {("energie", "groen"): 3}, version=first.number, days=1, organisation="GGD")
    assert store.interactions() == [second, first]
    assert (first.number, first.organisation, first.note) == (1, HERE, "na het overleg")
    assert first.values == {("energie", "groen"): -2, ("wonen", "wonen"): 1}
    assert (second.number, second.organisation, second.values) == (2, "GGD", {("energie", "groen"): 3})
    assert second.at - first.at == timedelta(days=1)


def test_what_the_rules_say_too_is_left_out(store):
    rules = {
        ("energie", "groen"): 2,
        ("wonen", "wonen"): 0,
        ("energie", "energie"): 0,
        ("wonen", "groen"): -1,
    }
    kept = _save(store, rules).values
    # Within a theme of works the rules look at the kinds, so that 0 says something else than they do.
    assert kept == {("energie", "energie"): 0, ("groen", "wonen"): -1}


def test_the_same_again_is_no_new_version(store):
    first = _save(store, FIRST)
    assert _save(store, {("energie", "groen"): -2, ("wonen", "wonen"): 1}, version=1, days=1) == first
    assert len(store.interactions()) == 1


def test_back_to_the_rules_is_a_version_too(store):
    _save(store, FIRST)
    assert _save(store, {}, version=1).values == {}
    assert len(store.interactions()) == 2


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({("energie", "groen"): 4}, "strength_outside"),
        ({("energie", "groen"): -4}, "strength_outside"),
        ({("energie", "groen"): 0.5}, "strength_outside"),
        ({("energie", "vliegen"): 1}, "interaction_theme_unknown"),
        ({("energie", "groen"): 1, ("groen", "energie"): 2}, "strength_twice"),
    ],
)
def test_what_is_wrong_is_refused_whole(store, values, code):
    with pytest.raises(StoreError) as refused:
        _save(store, {("wonen", "groen"): -1} | values)
    assert refused.value.code == code
    assert (store.interactions(), store.revision) == ([], 0)


def test_data_of_a_person_in_the_note_are_refused(store):
    with pytest.raises(StoreError) as refused:
        _save(store, FIRST, note="zie jan@voorbeeld.nl")
    assert refused.value.code == "personal_data"


def test_an_organisation_that_nobody_knows_is_refused(store):
    with pytest.raises(StoreError) as refused:
        _save(store, FIRST, organisation="Niemand")
    assert refused.value.code == "organisation_unknown"


def test_the_second_of_two_at_once_is_told(store):
    _save(store, FIRST)
    for version in (0, 2):
        with pytest.raises(StoreError) as refused:
            _save(store, {("energie", "groen"): 3}, version=version)
        assert refused.value.code == "interactions_changed"
    assert [one.values for one in store.interactions()] == [{("energie", "groen"): -2, ("wonen", "wonen"): 1}]


def test_a_register_of_the_step_before_opens_and_takes_a_table(tmp_path, monkeypatch):
    path = tmp_path / "register.sqlite"
    with monkeypatch.context() as older:
        upgrade = database.command.upgrade
        older.setattr(database.command, "upgrade", lambda config, _: upgrade(config, "0003"))
        database.open_database(path).dispose()
    store = open_store(path)
    store.save([activity()], organisation=HERE, at=AT)
    assert store.interactions() == []
    assert _save(store, FIRST).number == 1
    assert open_store(path).interactions() == store.interactions()
