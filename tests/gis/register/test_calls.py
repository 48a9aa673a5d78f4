from datetime import timedelta

import pytest

from gis.errors import StoreError
from gis.register import database
from gis.register.store import open_store
from tests.homes import AT, VOCABULARY, activity

HERE = "deze werkplek"
FIRST = {"soc": ("schulden", "ontmoeten"), "vrz": ()}


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "register.sqlite")


def _save(store, values, *, version=0, days=0, organisation=HERE, **more):
    return store.save_calls(
        values,
        vocabulary=VOCABULARY,
        version=version,
        organisation=organisation,
        at=AT + timedelta(days=days),
        **more,
    )


def test_a_new_register_says_what_the_vocabulary_says(store):
    assert store.calls() == []


def test_every_version_stays_the_newest_first(store):
    store.add_organisation("GGD")
    first = _save(store, FIRST, note="na het overleg")
    second = _save(store, {"soc": ("cultuur",)}, version=first.number, days=1, organisation="GGD")
    assert store.calls() == [second, first]
    assert (first.number, first.organisation, first.note) == (1, HERE, "na het overleg")
    assert first.values == {"soc": ("ontmoeten", "schulden"), "vrz": ()}  # in the order of the vocabulary
    assert (second.number, second.organisation, second.values) == (2, "GGD", {"soc": ("cultuur",)})


def test_what_the_vocabulary_says_too_is_left_out(store):
    same = dict(VOCABULARY.dimension_themes)
    same["won"] = tuple(reversed(same["won"]))
    assert _save(store, same | {"onv": ("veiligheid",)}).values == {"onv": ("veiligheid",)}


def test_the_same_again_is_no_new_version_and_going_back_is(store):
    first = _save(store, FIRST)
    assert _save(store, dict(FIRST), version=1, days=1) == first
    assert _save(store, {}, version=1).values == {}
    assert len(store.calls()) == 2


def test_an_own_figure_may_call_for_a_theme(store):
    said = _save(store, {"schulden_pct": ("schulden",)}, figures=["schulden_pct"])
    words = VOCABULARY.with_calls(said.values)
    assert words.dimension_themes["schulden_pct"] == ("schulden",)
    assert words.dimension_themes["won"] == VOCABULARY.dimension_themes["won"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"soc": ("vliegen",)}, "call_theme_unknown"),
        ({"schulden_pct": ("schulden",)}, "call_figure_unknown"),
    ],
)
def test_what_is_wrong_is_refused_whole(store, values, code):
    with pytest.raises(StoreError) as refused:
        _save(store, {"won": ("energie",)} | values)
    assert refused.value.code == code
    assert (store.calls(), store.revision) == ([], 0)


def test_data_of_a_person_and_an_unknown_organisation_are_refused(store):
    for more, code in (({"note": "zie jan@voorbeeld.nl"}, "personal_data"), ({}, "organisation_unknown")):
        with pytest.raises(StoreError) as refused:
            _save(store, FIRST, organisation=HERE if more else "Niemand", **more)
        assert refused.value.code == code


def test_the_second_of_two_at_once_is_told(store):
    _save(store, FIRST)
    for version in (0, 2):
        with pytest.raises(StoreError) as refused:
            _save(store, {"soc": ()}, version=version)
        assert refused.value.code == "calls_changed"
    assert len(store.calls()) == 1


def test_a_register_of_the_step_before_opens_and_takes_a_table(tmp_path, monkeypatch):
    path = tmp_path / "register.sqlite"
    with monkeypatch.context() as older:
        upgrade = database.command.upgrade
        older.setattr(database.command, "upgrade", lambda config, _: upgrade(config, "0006"))
        database.open_database(path).dispose()
    store = open_store(path)
    store.save([activity()], organisation=HERE, at=AT)
    assert store.calls() == []
    assert _save(store, FIRST).number == 1
    assert open_store(path).calls() == store.calls()
