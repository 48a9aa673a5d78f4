from dataclasses import replace
from datetime import timedelta

import pytest

from gis.analysis.rows import list_rows
from gis.errors import StoreError
from gis.register.store import open_store
from gis.register.tasks import ASKED, NO_TASK, TAKEN_BACK, TaskAnswer
from tests.homes import AT, DAY, VOCABULARY

HERE, GGD = "deze werkplek", "GGD"
SELWERD = "BU00141000"
KNOWN = list_rows(VOCABULARY, by="group")["themagroep"].tolist()
NO = TaskAnswer(GGD, "W", SELWERD, NO_TASK, DAY, "wonen is van de corporaties")


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "register.sqlite")


def _save(store, said, *, days=0, organisation=HERE):
    return store.save_task_answer(said, known=KNOWN, organisation=organisation, at=AT + timedelta(days=days))


def test_what_nobody_asked_yet_is_not_there(store):
    assert store.task_answers() == []


def test_the_newest_answer_counts_and_every_version_stays(store):
    asked = _save(store, replace(NO, answer=ASKED, note=""))
    said = _save(store, replace(NO, number=asked.number), days=1)
    assert store.task_answers() == [said]
    assert (said.organisation, said.answer, said.on, said.by) == (GGD, NO_TASK, DAY, HERE)
    assert store.task_history(said.about) == [asked, said]
    _save(store, replace(said, answer=TAKEN_BACK))
    assert store.task_answers() == []
    assert len(store.task_history(said.about)) == 3
    again = _save(store, NO)  # who reads no answer writes as if it is the first one
    assert store.task_answers() == [again]


def test_each_area_and_theme_has_its_own_answer(store):
    for area, row in ((SELWERD, "W"), ("GM0014", "W"), (SELWERD, "klimaatadaptatie")):
        _save(store, replace(NO, area=area, row=row))
    assert {one.about[1:] for one in store.task_answers()} == {
        ("W", SELWERD),
        ("W", "GM0014"),
        ("klimaatadaptatie", SELWERD),
    }


def test_the_same_again_is_no_new_version(store):
    first = _save(store, NO)
    assert _save(store, first, days=1) == first
    assert store.task_history(first.about) == [first]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (replace(NO, organisation=" "), "task_incomplete"),
        (replace(NO, row="R"), "task_row_unknown"),
        (replace(NO, area="9741"), "task_area_unknown"),
        (replace(NO, answer="ja"), "task_answer_unknown"),
        (replace(NO, note="bel 06-12345678"), "personal_data"),
        (replace(NO, number=3), "changed_meanwhile"),
    ],
)
def test_what_is_refused_is_not_kept(store, said, code):
    with pytest.raises(StoreError) as found:
        _save(store, said)
    assert found.value.code == code
    assert (store.task_answers(), store.revision) == ([], 0)


def test_an_answer_that_somebody_else_changed_is_refused(store):
    first = _save(store, NO)
    _save(store, replace(first, answer=ASKED))
    with pytest.raises(StoreError) as found:
        _save(store, replace(first, note="anders"))
    assert found.value.code == "changed_meanwhile"
