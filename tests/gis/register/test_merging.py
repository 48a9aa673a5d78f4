import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import shapely

from gis.errors import StoreError
from gis.register.store import open_store
from tests.homes import AT, activity

HERE = "deze werkplek"
AREA = shapely.box(232_500, 583_500, 232_600, 583_600)


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "register.sqlite")
    store.add_organisation("GGD")
    records = [activity("A"), activity("B", geometry=AREA), activity("C"), activity("D", owner="GGD")]
    store.save(records, organisation=HERE, at=AT)
    return store


def _merge(store, keep, gone, organisation=HERE):
    store.merge(keep, gone, organisation=organisation, at=AT)


def _code(call, *arguments, **options):
    with pytest.raises(StoreError) as error:
        call(*arguments, **options)
    return error.value.code


def _ids(store):
    return [one.id for one in store.activities()]


def test_merged_is_withdrawn_with_both_ids_and_comes_back_as_it_was(store):
    before = {one.id: one for one in store.activities()}
    _merge(store, "A", "B")
    assert _ids(store) == ["A", "C", "D"]
    assert store.merged() == {"B": "A"}
    assert [one.id for one in store.activities(withdrawn=True)] == ["B"]
    store.unmerge("B", organisation=HERE, at=AT)
    assert store.merged() == {}
    back = {one.id: one for one in store.activities()}
    assert back["B"].same_as(before["B"])
    assert back["B"].geometry == AREA
    assert back["A"] == before["A"]
    assert [(one.version, one.action) for one in store.history("B")] == [
        (1, "added"),
        (2, "merged"),
        (3, "unmerged"),
    ]
    assert [one.action for one in store.history("A")] == ["added", "merged", "unmerged"]


def test_one_write_raises_the_revision_by_one_and_a_refused_one_does_not(store):
    before = store.revision
    _merge(store, "A", "B")
    assert store.revision == before + 1
    assert _code(_merge, store, "A", "B") == "activity_unknown"
    assert store.revision == before + 1


def test_only_the_owner_of_both_may(store):
    for keep, gone in (("A", "D"), ("D", "A")):
        assert _code(_merge, store, keep, gone) == "not_yours"
    assert _code(_merge, store, "A", "B", organisation="GGD") == "not_yours"
    _merge(store, "A", "B")
    assert _code(store.unmerge, "B", organisation="GGD", at=AT) == "not_yours"
    assert store.merged() == {"B": "A"}


def test_what_is_not_there_or_the_same_is_refused(store):
    for keep, gone in (("A", "X"), ("X", "A"), ("A", "A")):
        assert _code(_merge, store, keep, gone) == "activity_unknown"
    store.withdraw("C", organisation=HERE, at=AT, version=0)
    assert _code(_merge, store, "C", "A") == "activity_unknown"
    assert _code(store.unmerge, "C", organisation=HERE, at=AT) == "activity_unknown"  # only withdrawn
    assert _ids(store) == ["A", "B", "D"]


def test_a_chain_ends_where_the_record_stands(store):
    _merge(store, "B", "A")
    _merge(store, "C", "B")
    assert store.merged() == {"A": "C", "B": "C"}
    store.unmerge("B", organisation=HERE, at=AT)
    assert store.merged() == {"A": "B"}
    store.unmerge("A", organisation=HERE, at=AT)
    assert _ids(store) == ["A", "B", "C", "D"]


def test_saved_again_it_is_a_record_of_its_own(store):
    _merge(store, "A", "B")
    store.save([activity("B", title="Weer")], organisation=HERE, at=AT)
    assert store.merged() == {}
    assert _code(store.unmerge, "B", organisation=HERE, at=AT) == "activity_unknown"


def test_two_that_merge_crosswise_at_once_leave_one_of_both(store, tmp_path):
    other = open_store(tmp_path / "register.sqlite")
    start = threading.Barrier(2)

    def merge(through, keep, gone):
        start.wait()
        try:
            _merge(through, keep, gone)
        except StoreError as error:
            return error.code
        return "merged"

    with ThreadPoolExecutor(2) as both:
        told = [both.submit(merge, store, "A", "B"), both.submit(merge, other, "B", "A")]
        assert sorted(one.result() for one in told) == ["activity_unknown", "merged"]
    assert len(store.merged()) == 1
    assert len({"A", "B"} & set(_ids(store))) == 1
