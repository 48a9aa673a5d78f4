from dataclasses import replace

import pytest

from gis.register.decisions import TAKEN_BACK, Decision
from gis.register.records import to_frame
from gis.register.visible import Audience
from gis.workspace.agreements import count_effects, list_agreements
from gis.workspace.decisions import find_decision, see_decisions, see_votes
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


def test_a_decision_holds_for_a_group_that_gained_or_lost_members():
    six = Decision(tuple("ABCDEF"), "doen", DAY)
    assert find_decision(tuple("ABCDE"), [six]) == six
    assert find_decision(tuple("ABCDEFG"), [six]) == six
    assert find_decision(tuple("ABCXYZ"), [six]) is None
    assert find_decision(("A", "B"), [six]) is None


def test_the_decision_about_exactly_these_goes_first_and_of_equals_the_newest():
    told = [Decision(members, choice, DAY) for members, choice in _TOLD]
    assert find_decision(("A", "B", "C"), told).choice == "niet"
    assert find_decision(("A", "B", "C", "D"), told).choice == "uitzoeken"
    assert find_decision(("B", "C"), told) is None


_TOLD = (
    (("A", "B", "C"), "doen"),
    (("A", "B", "C"), "niet"),
    (("A", "B", "C", "D"), "uitzoeken"),
    (("B", "C"), TAKEN_BACK),
)


def test_what_was_taken_back_keeps_its_versions_and_may_be_decided_again(register):
    made = _decide(register, "P", "Q")
    gone = register.store.decide(replace(made, choice=TAKEN_BACK), organisation=A, at=AT)
    assert gone.version == 2
    again = register.store.decide(Decision(("P", "Q"), "niet", DAY), organisation=A, at=AT)
    assert (again.id != made.id, again.version) == (True, 1)
    assert [one.choice for one in register.store.decision_history(made.id)] == ["doen", TAKEN_BACK]
    seen = see_decisions(register, organisation=A, audience=Audience.OWN)
    assert list_agreements(seen, to_frame([], vocabulary=register.vocabulary), reference_day=DAY).empty
    assert count_effects(seen).to_numpy().sum() == 0
