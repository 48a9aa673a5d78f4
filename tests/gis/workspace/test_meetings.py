from dataclasses import replace
from datetime import date, datetime

import shapely

from gis.analysis.groups import Group
from gis.register.decisions import TAKEN_BACK, Decision
from gis.register.visible import Audience
from gis.workspace import answers, sample
from gis.workspace.agreements import LATE, OPEN
from gis.workspace.meetings import hold_meeting, last_decided, undecided
from gis.workspace.registers import open_register

TODAY = date(2026, 11, 21)
DAY, BEFORE = date(2027, 3, 11), date(2027, 1, 14)


def _hold(register, organisation="gemeente", audience=Audience.OWN, since=None):
    place = sample.read_place()
    seen = answers.see_activities(register, organisation=organisation, audience=audience)
    here = answers.in_gemeente(seen, place)
    chances = answers.find_chances(here, place, register, reach=answers.Reach(), today=TODAY)
    return hold_meeting(
        register, chances, organisation=organisation, audience=audience, today=TODAY, since=since
    )


def _group(*members, certainty="zeker"):
    nothing = (None, None, None, 0)
    return Group(
        *(members, (), shapely.Point(0, 0), (None, None), ("zomer", 2027), 2, (), ()), *nothing, certainty
    )


def _decision(*members, day=BEFORE):
    return Decision(members, "doen", day)


def test_the_example_has_its_late_decision_on_the_table(example):
    meeting = _hold(example)
    assert (meeting.since.day, meeting.since.decided, meeting.reference_day) == (BEFORE, True, DAY)
    told = meeting.open_agreements
    assert list(zip(told["id"], told["state"], strict=True)) == [("F24", LATE), ("B01", LATE), ("B02", OPEN)]
    assert [number for number, _ in meeting.groups] == [1, 2, 3, 4]
    assert list(meeting.upkeep.ending_money["id"]) == ["F23"]
    assert [one.id for one in meeting.changes.new] == ["F10"]


def test_residents_meet_about_what_they_may_see(example):
    meeting = _hold(example, audience=Audience.PUBLIC)
    members = {name for _, group in meeting.groups for name in group.members}
    assert "F21" not in members
    assert "F24" not in set(meeting.open_agreements["id"])
    assert set(meeting.activities["visibility"]) == {"openbaar"}


def test_a_group_that_was_decided_about_leaves_the_table(example):
    group = _hold(example).groups[0][1]
    decision = Decision(group.members, "uitzoeken", DAY, organisation="gemeente")
    example.store.decide(decision, organisation="gemeente", at=example.moment(datetime(2026, 11, 21, 20)))  # noqa: DTZ001
    meeting = _hold(example)
    assert [number for number, _ in meeting.groups] == [2, 3, 4]
    assert meeting.since.day == BEFORE  # what is decided today is of this meeting
    assert [one.decision.members for one in meeting.changes.decided] == [group.members]


def test_looks_back_to_the_day_that_was_asked(example):
    meeting = _hold(example, since=DAY)
    assert (meeting.since.day, meeting.since.decided) == (DAY, False)
    assert not meeting.changes.anything


def test_without_a_decision_it_looks_back_three_months():
    assert last_decided([], reference_day=date(2027, 5, 31)).day == date(2027, 2, 28)
    assert last_decided([_decision("A", day=DAY)], reference_day=DAY).decided is False


def test_a_group_that_lost_or_gained_a_plan_stays_decided():
    group = _group(*"ABCDEF")
    assert undecided([group], [_decision("A", "B", "C", "D", "E")]) == []
    assert undecided([group], [_decision("A", "B")]) == [(1, group)]  # about a pair of them only


def test_what_is_over_is_not_to_be_decided():
    assert undecided([replace(_group(*"AB"), over=True), _group(*"CD")], []) == [(2, _group(*"CD"))]


def test_what_was_taken_back_is_no_decision():
    group = _group(*"ABC")
    back = replace(_decision(*"ABC"), choice=TAKEN_BACK)
    assert undecided([group], [back]) == [(1, group)]
    assert last_decided([back], reference_day=DAY).decided is False


def test_what_is_only_possible_is_not_on_the_agenda():
    assert undecided([_group("A", "B", certainty="mogelijk"), _group("C", "D")], [])[0][0] == 2


def test_the_moment_of_the_example_is_on_its_peildatum(example, home):
    now = datetime(2026, 11, 21, 20, 15)  # noqa: DTZ001 - as the store keeps moments
    assert example.moment(now) == datetime(2027, 3, 11, 20, 15)  # noqa: DTZ001
    assert open_register(home, "eigen").moment(now) == now
