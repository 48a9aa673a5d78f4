from dataclasses import replace
from datetime import date, timedelta

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.periods import parse_period
from gis.register.decisions import Decision
from gis.register.visible import Audience, visible
from gis.workspace.changes import Changes, changes_since
from gis.workspace.home import Home
from gis.workspace.registers import open_register
from tests.homes import AT, DAY, VOCABULARY, activity

HERE, A, B = "deze werkplek", "Corporatie A", "Corporatie B"
LATER = AT + timedelta(days=3)
MEETING = date(2027, 1, 14)


@pytest.fixture
def register(home):
    return _register(home)


def _register(home):
    register = open_register(home, "eigen")
    for name in (A, B):
        register.store.add_organisation(name)
    return register


def _save(register, *records, at=LATER):
    for record in records:
        register.store.save([record], organisation=record.owner, at=at)


def _since(register, organisation=B, audience=Audience.OWN, day=DAY):
    return changes_since(register, day, organisation=organisation, audience=audience)


def _shared(name="X", **changes):
    return activity(name, **{"owner": A, "visibility": "partners"} | changes)


def _ids(changes):
    lists = {
        "new": [one.id for one in changes.new],
        "gone": [one.activity.id for one in changes.gone],
        "finished": [one.after.id for one in changes.finished],
        "moved": [one.after.id for one in changes.moved],
        "changed": [one.after.id for one in changes.changed],
        "decided": [one.decision.members for one in changes.decided],
    }
    return {name: ids for name, ids in lists.items() if ids}


def test_the_example_since_its_meeting_before(home):
    found = _since(open_register(home, "voorbeeld"), HERE, day=MEETING)
    assert _ids(found) == {"new": ["F10"], "moved": ["F02"]}
    [moved] = found.moved
    assert (moved.before.period.text, moved.after.period.text) == ("voorjaar 2028", "najaar 2027")
    assert moved.fields == ("period", "note")
    assert found.names["F01a"] == "Warmtenet, deel 1"


def test_the_example_since_the_day_before_that(home):
    example = open_register(home, "voorbeeld")
    found = _ids(_since(example, HERE, day=MEETING - timedelta(days=1)))
    assert (len(found["new"]), found["decided"]) == (24, [("F01a", "F02"), ("F13",)])
    assert len(_since(example, A, day=date(2027, 1, 1)).new) == 25


def test_nothing_happened(home, register):
    assert not _since(register).anything
    assert not _since(open_register(home, "voorbeeld"), HERE, day=date(2027, 3, 11)).anything
    assert _since(register) == Changes(DAY)


def test_every_kind_of_change_has_its_list(register):
    names = ("moved", "changed", "finished", "gone", "same", "both")
    _save(register, *map(_shared, names), at=AT)
    when = parse_period("2029", reference=DAY)
    _save(
        register,
        _shared("moved", period=when),
        _shared("changed", status="geld geregeld"),
        _shared("finished", status="gestopt", period=when),
        _shared("both", period=when, note="Later."),
        _shared("new"),
    )
    register.store.withdraw("gone", organisation=A, at=LATER, version=0)
    found = _since(register)
    assert _ids(found) == {
        "new": ["new"],
        "gone": ["gone"],
        "finished": ["finished"],
        "moved": ["moved", "both"],
        "changed": ["changed"],
    }
    assert [one.fields for one in (*found.finished, *found.moved, *found.changed)] == [
        ("status", "period"),
        ("period",),
        ("period", "note"),
        ("status",),
    ]


def test_a_concept_that_was_opened_is_new_and_tells_nothing_of_before(register):
    _save(register, _shared(visibility="concept", title="Geheim"), at=AT)
    _save(register, _shared(title="Open"))
    assert _ids(_since(register)) == {"new": ["X"]}
    [told] = _since(register, A).changed
    assert (told.before.title, told.fields) == ("Geheim", ("title", "visibility"))


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PARTNERS])
def test_a_concept_is_in_no_list_of_others(register, audience):
    _save(register, _shared(visibility="concept"), _shared("Y", visibility="concept"), at=AT)
    _save(register, _shared(visibility="concept", title="Anders"), _shared("Z", visibility="concept"))
    register.store.withdraw("Y", organisation=A, at=LATER, version=0)
    assert not _since(register, A, audience).anything
    assert not _since(register, B).anything
    assert _ids(_since(register, A)) == {"new": ["Z"], "gone": ["Y"], "changed": ["X"]}


@pytest.mark.parametrize("withdrawn", [True, False])
def test_what_was_closed_is_not_told(register, withdrawn):
    """Also when it was withdrawn as a concept: others do not hear what it had become."""
    _save(register, _shared(), at=AT)
    _save(register, _shared(visibility="concept"))
    if withdrawn:
        register.store.withdraw("X", organisation=A, at=LATER, version=0)
    assert not _since(register).anything


def test_a_shape_that_is_kept_back_now_is_not_told_as_it_was(register):
    point = shapely.Point(232_500, 583_500)
    _save(register, _shared(geometry=point, count=20), at=AT)
    _save(register, _shared(geometry=point, count=4, privacy_class="niet op kaart"))
    [told] = _since(register).changed
    assert (told.before.geometry, told.before.count) == (None, None)
    assert _since(register, A).changed[0].before.geometry == point


def test_one_that_went_into_another_says_so(register):
    _save(register, _shared(), _shared("Y"), at=AT)
    register.store.merge("X", "Y", organisation=A, at=LATER)
    [gone] = _since(register).gone
    assert (gone.activity.id, gone.into.id) == ("Y", "X")


def test_decisions_made_and_changed(register):
    _save(register, _shared(), _shared("Y"), at=AT)
    store = register.store
    old = store.decide(Decision(("X", "Y"), "uitzoeken", DAY), organisation=B, at=AT)
    store.decide(Decision(("Y",), "doen", DAY), organisation=B, at=AT)
    store.decide(Decision(("X",), "niet", DAY), organisation=B, at=LATER)
    store.decide(replace(old, choice="doen"), organisation=A, at=LATER)
    told = [(one.decision.members, one.before and one.before.choice) for one in _since(register).decided]
    assert told == [(("X", "Y"), "uitzoeken"), (("X",), None)]


def test_a_decision_about_a_concept_is_told_to_its_owner_alone(register):
    _save(register, _shared(), _shared("Y", visibility="concept"), at=AT)
    register.store.decide(Decision(("X", "Y"), "doen", DAY), organisation=A, at=LATER)
    assert [len(_since(register, name).decided) for name in (HERE, A, B)] == [0, 1, 0]


STEP = st.tuples(
    st.sampled_from("XYZ"),
    st.sampled_from(["concept", "partners", "openbaar", "withdraw"]),
    st.booleans(),  # after the day
)


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(STEP, max_size=9), audience=st.sampled_from(Audience))
def test_no_change_tells_what_might_not_be_seen(tmp_path_factory, steps, audience):
    """Titles are of one step each, so that a title tells which state it comes from."""
    register = _register(Home(tmp_path_factory.mktemp("changes")))
    steps = sorted(steps, key=lambda step: step[2])
    for number, (name, what, late) in enumerate(steps):
        at = LATER if late else AT
        if what != "withdraw":
            _save(register, _shared(name, visibility=what, title=f"{name}{number}"), at=at)
        elif name in {one.id for one in register.store.activities()}:
            register.store.withdraw(name, organisation=A, at=at, version=0)

    def titles(activities):
        seen = visible(activities, organisation=B, audience=audience, vocabulary=VOCABULARY)
        return {one.title for one in seen}

    then, now = (titles(told) for told in (register.store.activities_at(DAY), register.store.activities()))
    found = _since(register, B, audience)
    differences = [*found.finished, *found.moved, *found.changed]
    assert {one.title for one in found.new} | {one.after.title for one in differences} <= now
    assert {one.before.title for one in differences} | {one.activity.title for one in found.gone} <= then
    kept = {one.before.title for one in differences} | {one.activity.title for one in found.gone}
    assert len(kept) == len(differences) + len(found.gone)
