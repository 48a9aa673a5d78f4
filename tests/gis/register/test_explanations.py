from dataclasses import replace
from datetime import timedelta

import pytest

from gis.errors import StoreError
from gis.register.explanations import Explanation
from gis.register.store import open_store
from gis.register.visible import Audience, visible_explanations
from tests.homes import AT, DAY, VOCABULARY

HERE, OTHER = "deze werkplek", "GGD"
SELWERD = "BU00141000"
KNOWN = ("onv", "won", "eigen:Schulden")
SAID = Explanation(
    SELWERD, "Veel kamers, dus veel verhuizingen.", "woningcorporatie", "gebiedsregisseur", DAY, "onv"
)


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "register.sqlite")
    store.add_organisation(OTHER)
    return store


def _add(store, said, *, days=0, organisation=HERE):
    return store.add_explanation(said, known=KNOWN, organisation=organisation, at=AT + timedelta(days=days))


def test_what_was_said_stands_with_who_and_when(store):
    assert (store.explanations(), store.begun) == ([], False)
    told = _add(store, SAID)
    assert store.explanations() == [told]
    assert (told.by, told.on, told.figure, told.public) == (HERE, DAY, "onv", False)
    assert store.begun


def test_nothing_is_ever_changed_only_added(store):
    first = _add(store, SAID)
    second = _add(store, replace(SAID, words="Ook de verlichting is oud."), days=1)
    assert store.explanations() == [first, second]
    store.take_back_explanation(first.number, organisation=HERE, at=AT + timedelta(days=2))
    assert store.explanations() == [second]
    assert store.explanation_history()[:2] == [first, second]
    assert store.explanation_history()[2].takes_back == first.number
    store.take_back_explanation(first.number, organisation=HERE, at=AT)
    assert len(store.explanation_history()) == 3
    again = _add(store, SAID, days=3)
    assert store.explanations() == [second, again]


def test_the_same_again_is_not_added(store):
    first = _add(store, SAID)
    assert _add(store, replace(SAID, words=f" {SAID.words} "), days=1) == first
    assert len(store.explanation_history()) == 1


def test_only_who_wrote_it_takes_it_back(store):
    told = _add(store, SAID, organisation=OTHER)
    with pytest.raises(StoreError, match="explanation_not_yours"):
        store.take_back_explanation(told.number, organisation=HERE, at=AT)
    assert store.explanations() == [told]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"words": "  "}, "explanation_incomplete"),
        ({"organisation": ""}, "explanation_incomplete"),
        ({"role": ""}, "explanation_incomplete"),
        ({"area": "Selwerd"}, "explanation_area_unknown"),
        ({"figure": "geluk"}, "explanation_figure_unknown"),
        ({"words": "Bel 06 12345678."}, "personal_data"),
        ({"role": "jan@voorbeeld.nl"}, "personal_data"),
    ],
)
def test_what_is_not_right_is_refused_whole(store, changes, code):
    with pytest.raises(StoreError, match=code):
        _add(store, replace(SAID, **changes))
    assert store.explanation_history() == []


def test_everybody_reads_what_is_public_and_no_role():
    hidden = VOCABULARY.lists["not_public_words"][0]
    told = [
        SAID,
        replace(SAID, words="Open.", public=True),
        replace(SAID, words=f"Over {hidden}.", public=True),
    ]
    assert visible_explanations(told, audience=Audience.PARTNERS, vocabulary=VOCABULARY) == told
    seen = visible_explanations(told, audience=Audience.PUBLIC, vocabulary=VOCABULARY)
    assert [(one.words, one.role) for one in seen] == [("Open.", "")]
