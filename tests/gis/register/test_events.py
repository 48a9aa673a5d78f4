"""Events, possible causes and designations: in versions, refused when not whole; told to whom they may."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.errors import StoreError
from gis.register.events import CAUSE, DESIGNATION, EVENT, Event
from gis.register.store import open_store
from gis.register.visible import Audience, visible_events
from tests.homes import AT, VOCABULARY

HERE = "deze werkplek"
SCHOOL = Event(
    EVENT, "Nieuwe school open", ("9741", "BU00141000"), date(2016, 9, 1), theme="jeugd en onderwijs"
)
NOTE = Event(
    CAUSE,
    "Veel nieuwe studentenwoningen",
    ("9741",),
    date(2021, 5, 1),
    organisation="gemeente",
    role="beleid",
)
LISTED = Event(
    DESIGNATION, "wijkvernieuwing", ("WK001410",), date(2010, 1, 1), date(2018, 12, 31), source="raadsbesluit"
)


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "register.sqlite")


def save(store, event, *, days=0, organisation=HERE):
    return store.save_event(
        event, vocabulary=VOCABULARY, organisation=organisation, at=AT + timedelta(days=days)
    )


def test_what_is_saved_comes_back_by_begin(store):
    told = [save(store, one) for one in (NOTE, SCHOOL, LISTED)]
    assert store.events() == [told[2], told[1], told[0]]
    assert told[1].areas == ("9741", "BU00141000")
    assert (told[1].version, told[1].by, told[1].at is not None) == (1, HERE, True)
    assert store.begun


def test_versions_are_only_added_and_the_second_of_two_is_told(store):
    first = save(store, SCHOOL)
    store.add_organisation("GGD")
    second = save(store, replace(first, words="Nieuwe brede school"), days=1, organisation="GGD")
    assert store.event_history(first.id) == [first, second]
    assert [one.words for one in store.events(until=AT.date())] == ["Nieuwe school open"]
    with pytest.raises(StoreError) as told:
        save(store, replace(first, words="Anders"))
    assert told.value.code == "changed_meanwhile"
    assert save(store, second, days=2) == second  # the same is not added
    assert len(store.event_history(first.id)) == 2


def test_taking_back_is_a_version_too(store):
    first = save(store, SCHOOL)
    save(store, replace(first, withdrawn=True), days=1)
    assert store.events() == []
    assert store.events(until=AT.date()) == [first]
    assert len(store.event_history(first.id)) == 2


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (replace(SCHOOL, words="  "), "event_incomplete"),
        (replace(SCHOOL, areas=()), "event_incomplete"),
        (replace(SCHOOL, first_on=None), "event_incomplete"),
        (replace(SCHOOL, kind="effect"), "event_incomplete"),
        (replace(NOTE, role=""), "event_incomplete"),
        (replace(NOTE, organisation=""), "event_incomplete"),
        (replace(SCHOOL, areas=("Selwerd",)), "event_area_unknown"),
        (replace(SCHOOL, theme="sfeer"), "event_theme_unknown"),
        (replace(LISTED, last_on=date(2009, 1, 1)), "event_reversed"),
        (replace(NOTE, words="vraag het jan@voorbeeld.nl"), "personal_data"),
        (replace(SCHOOL, source="06 12345678"), "personal_data"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(store, event, code):
    with pytest.raises(StoreError) as told:
        save(store, event)
    assert told.value.code == code
    assert store.events() == []


def test_a_wijk_may_leave_a_list_and_is_still_there(store):
    told = save(store, LISTED)
    assert [told.holds_on(day) for day in (date(2009, 1, 1), date(2018, 12, 31), date(2019, 1, 1))] == [
        False,
        True,
        False,
    ]
    assert replace(told, last_on=None).holds_on(date(2040, 1, 1))
    assert store.events() == [told]


def test_everybody_sees_what_is_public_and_no_words_that_hurt():
    public = [replace(one, public=True) for one in (SCHOOL, NOTE, LISTED)]
    hurting = replace(LISTED, words="Lijst van Aandachtswijken", public=True)
    told = visible_events([*public, SCHOOL, hurting], audience=Audience.PUBLIC, vocabulary=VOCABULARY)
    assert told == [public[0], replace(public[2])]
    assert len(visible_events([*public, hurting], audience=Audience.OWN, vocabulary=VOCABULARY)) == 4


@given(
    st.sampled_from(VOCABULARY.lists["not_public_words"]),
    st.sampled_from(["{}", "De {}en van 2012"]),
    st.booleans(),
)
def test_no_hurting_word_ever_reaches_everybody(word, sentence, as_source):
    words = sentence.format(word.upper())
    told = replace(LISTED, public=True, **({"source": words} if as_source else {"words": words}))
    assert visible_events([told], audience=Audience.PUBLIC, vocabulary=VOCABULARY) == []
