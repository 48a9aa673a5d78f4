from dataclasses import replace

import pytest

from gis.register.decisions import Decision
from gis.register.visible import Audience
from gis.workspace.decisions import see_decisions, see_votes
from gis.workspace.registers import open_register
from tests.homes import AT, DAY, activity

HERE, A, B = "deze werkplek", "Corporatie A", "Corporatie B"


@pytest.fixture
def register(home):
    register = open_register(home, "eigen")
    for name in (A, B):
        register.store.add_organisation(name)
    records = [
        activity(name, owner=A, visibility=level)
        for name, level in (("P", "partners"), ("Q", "partners"), ("C", "concept"))
    ]
    register.store.save(records, organisation=A, at=AT)
    return register


def _members(register, organisation, audience=Audience.OWN):
    seen = see_decisions(register, organisation=organisation, audience=audience)
    return [one.members for one in seen]


def _decide(register, *members):
    return register.store.decide(Decision(members, "doen", DAY, note="Let op."), organisation=A, at=AT)


def test_a_decision_about_a_concept_is_its_owners(register):
    _decide(register, "P", "C")
    _decide(register, "P", "Q")
    assert _members(register, A) == [("C", "P"), ("P", "Q")]
    assert _members(register, B) == _members(register, HERE) == [("P", "Q")]
    assert _members(register, A, Audience.PARTNERS) == [("P", "Q")]
    assert _members(register, A, Audience.PUBLIC) == []


def test_a_member_that_went_into_another_is_told_as_that_one(register):
    made = _decide(register, "Q")
    register.store.merge("P", "Q", organisation=A, at=AT)
    assert _members(register, B) == [("P",)]
    [seen] = see_decisions(register, organisation=B, audience=Audience.OWN)
    changed = register.store.decide(replace(seen, done=True), organisation=B, at=AT)
    assert (changed.id, changed.version) == (made.id, 2)


def test_a_decision_about_a_concept_stays_its_owners_when_that_goes_into_what_all_see(register):
    _decide(register, "C")
    register.store.merge("P", "C", organisation=A, at=AT)
    assert _members(register, A) == [("P",)]
    assert _members(register, B) == []
    [seen] = see_decisions(register, organisation=A, audience=Audience.OWN)
    register.store.decide(replace(seen, done=True), organisation=A, at=AT)
    assert _members(register, B) == []


def test_a_decision_about_what_was_withdrawn_is_not_told(register):
    _decide(register, "P", "Q")
    register.store.withdraw("Q", organisation=A, at=AT, version=0)
    assert _members(register, A) == []


def test_votes_on_a_concept_are_its_owners(register):
    for pair in (("P", "Q"), ("P", "C")):
        register.store.vote(*pair, useful=True, organisation=A, at=AT)
    counts = [len(see_votes(register, organisation=name, audience=Audience.OWN)) for name in (HERE, A, B)]
    assert counts == [1, 2, 1]
