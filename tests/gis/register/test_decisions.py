from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gis.errors import StoreError
from gis.register import database
from gis.register.decisions import CHOICES, Decision
from gis.register.store import open_store
from gis.register.visible import Audience, may_see, visible_decisions, visible_votes
from tests.homes import AT, DAY, VOCABULARY, activity

HERE, A, B = "deze werkplek", "Corporatie A", "Corporatie B"
NEXT = AT + timedelta(days=1)
OWNERS = {"open": A, "shared": A, "of A": A, "of B": B}
LEVELS = {"open": "openbaar", "shared": "partners", "of A": "concept", "of B": "concept"}


@pytest.fixture
def store(tmp_path):
    return _filled(tmp_path / "register.sqlite")


def _filled(path):
    store = open_store(path)
    for name in (A, B):
        store.add_organisation(name)
    store.save(
        [activity(name, owner=owner, visibility=LEVELS[name]) for name, owner in OWNERS.items()],
        organisation=HERE,
        at=AT,
    )
    return store


def _decision(*members, choice="doen", **changes):
    return Decision(members or ("open", "shared"), choice, DAY, **changes)


def _code(call, *arguments, **options):
    with pytest.raises(StoreError) as error:
        call(*arguments, **options)
    return error.value.code


def _seen(store, organisation, audience=Audience.OWN):
    ids = {one.id for one in store.activities() if may_see(one, organisation=organisation, audience=audience)}
    return visible_decisions(store.decisions(), ids, audience=audience)


def test_the_words_of_the_vocabulary_are_those_of_the_code():
    assert VOCABULARY.lists["decisions"] == CHOICES


def test_a_decision_is_kept_as_it_was_made(store, tmp_path):
    told = _decision(
        "shared", "open", organisation="gemeente", role="wijkregisseur", due_on=DAY, note="Samen graven."
    )
    made = store.decide(told, organisation=A, at=AT)
    assert (made.members, made.by, made.version, made.at) == (
        ("open", "shared"),
        A,
        1,
        AT.replace(tzinfo=None),
    )
    assert made.id
    assert (made.organisation, made.role, made.due_on, made.note) == (
        "gemeente",
        "wijkregisseur",
        DAY,
        "Samen graven.",
    )
    assert (made.done, made.effect) == (None, None)
    assert store.decisions() == [made]
    assert open_store(tmp_path / "register.sqlite").decisions() == [made]


def test_every_version_stays(store):
    first = store.decide(_decision(), organisation=A, at=AT)
    second = store.decide(replace(first, choice="niet"), organisation=B, at=NEXT)
    assert store.decision_history(first.id) == [first, second]
    assert store.decisions() == [second]
    assert store.decisions(until=AT.date()) == [first]
    assert store.decisions(until=AT.date() - timedelta(days=1)) == []
    assert (second.version, second.by, second.id) == (2, B, first.id)


def test_the_same_again_is_no_version(store):
    first = store.decide(_decision(), organisation=A, at=AT)
    assert store.decide(first, organisation=B, at=NEXT) == first
    assert store.decision_history(first.id) == [first]


def test_who_comes_second_is_told(store):
    first = store.decide(_decision(), organisation=A, at=AT)
    second = store.decide(replace(first, done=True), organisation=A, at=AT)
    late = replace(first, note="Van de ander")
    assert _code(store.decide, late, organisation=B, at=NEXT) == "changed_meanwhile"
    assert _code(store.decide, replace(late, version=0), organisation=B, at=NEXT) == "changed_meanwhile"
    assert store.decisions() == [second]


def test_two_that_decide_the_same_at_once_make_one_decision(store):
    with ThreadPoolExecutor(2) as both:
        tries = [both.submit(store.decide, _decision(choice=word), organisation=A, at=AT) for word in CHOICES]
    told = [error.code if (error := one.exception()) else "made" for one in tries]
    assert sorted(told) == ["changed_meanwhile", "changed_meanwhile", "made"]
    assert len(store.decisions()) == 1


def test_what_is_done_may_be_decided_about_again(store):
    first = store.decide(_decision(), organisation=A, at=AT)
    store.decide(replace(first, done=True, effect=False), organisation=A, at=AT)
    again = store.decide(_decision(), organisation=A, at=NEXT)
    assert [one.id for one in store.decisions()] == [first.id, again.id]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (Decision((), "doen", DAY), "members_missing"),
        (_decision(choice="misschien"), "choice_unknown"),
        (_decision(note="bel 06-12345678"), "personal_data"),
        (_decision(role="jan@voorbeeld.nl"), "personal_data"),
        (_decision(organisation="Jan, 0612345678"), "personal_data"),
        (_decision("open", "nergens"), "activity_unknown"),
        (_decision("open", "of B"), "activity_unknown"),
    ],
)
def test_what_is_refused_is_not_kept(store, told, code):
    revision = store.revision
    assert _code(store.decide, told, organisation=A, at=AT) == code
    assert (store.decisions(), store.revision) == ([], revision)


def test_an_organisation_must_be_known(store):
    assert _code(store.decide, _decision(), organisation="niemand", at=AT) == "organisation_unknown"
    assert (
        _code(store.vote, "open", "shared", useful=True, organisation="niemand", at=AT)
        == "organisation_unknown"
    )


def test_nobody_changes_a_decision_that_it_may_not_see(store):
    made = store.decide(_decision("of A", "open"), organisation=A, at=AT)
    assert _code(store.decide, replace(made, done=True), organisation=B, at=AT) == "activity_unknown"
    around = replace(made, members=("open",), done=True)
    assert _code(store.decide, around, organisation=B, at=AT) == "activity_unknown"


def test_what_was_withdrawn_is_not_decided_about(store):
    store.withdraw("open", organisation=A, at=AT, version=0)
    assert _code(store.decide, _decision("open"), organisation=A, at=AT) == "activity_unknown"


def test_a_decision_outlives_a_merge(store):
    made = store.decide(_decision("open", "shared"), organisation=A, at=AT)
    store.merge("shared", "open", organisation=A, at=AT)
    assert store.decide(replace(made, done=True), organisation=B, at=AT).done


def test_everybody_gets_no_notes(store):
    store.decide(_decision("open", note="Onder ons."), organisation=A, at=AT)
    told = {audience: [one.note for one in _seen(store, B, audience)] for audience in Audience}
    assert told == {"public": [""], "partners": ["Onder ons."], "own": ["Onder ons."]}


def test_the_last_vote_of_an_organisation_counts(store):
    for organisation, useful in ((A, True), (B, False), (A, False)):
        store.vote("shared", "open", useful=useful, organisation=organisation, at=AT)
    assert [(one.a_id, one.b_id, one.organisation, one.useful) for one in store.votes()] == [
        ("open", "shared", A, False),
        ("open", "shared", B, False),
    ]
    assert _code(store.vote, "open", "open", useful=True, organisation=A, at=AT) == "members_missing"
    assert _code(store.vote, "open", "of A", useful=True, organisation=B, at=AT) == "activity_unknown"
    store.vote("of A", "open", useful=True, organisation=A, at=AT)
    assert len(visible_votes(store.votes(), {"open", "shared", "of B"})) == 2


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tries=st.lists(
        st.tuples(
            st.sets(st.sampled_from(sorted(OWNERS)), min_size=1, max_size=3),
            st.sampled_from([HERE, A, B]),
            st.sampled_from(CHOICES),
        ),
        max_size=6,
    )
)
def test_a_decision_about_a_concept_is_its_owners_alone(tmp_path_factory, tries):
    store = _filled(tmp_path_factory.mktemp("decisions") / "register.sqlite")
    for members, organisation, choice in tries:
        try:
            store.decide(_decision(*members, choice=choice), organisation=organisation, at=AT)
        except StoreError as error:
            assert error.code in {"activity_unknown", "changed_meanwhile"}  # noqa: PT017 - either may be
    for organisation in (HERE, A, B):
        for audience in Audience:
            held = {name for one in _seen(store, organisation, audience) for name in one.members}
            mine = {name for name, owner in OWNERS.items() if owner == organisation}
            hidden = {"of A", "of B"} - (mine if audience is Audience.OWN else set())
            hidden |= {"shared"} if audience is Audience.PUBLIC else set()
            assert not held & hidden
    of_a = [one for one in store.decisions() if "of A" in one.members]
    assert [one.by for one in of_a] == [A] * len(of_a)
    assert [one for one in _seen(store, A) if "of A" in one.members] == of_a


def test_a_day_to_be_done_may_be_missing(store):
    made = store.decide(_decision(due_on=None), organisation=A, at=AT)
    later = store.decide(replace(made, due_on=date(2027, 5, 1)), organisation=A, at=AT)
    assert (made.due_on, later.due_on) == (None, date(2027, 5, 1))


def test_a_register_of_before_gets_its_tables(tmp_path, monkeypatch):
    with monkeypatch.context() as older:
        upgrade = database.command.upgrade
        older.setattr(database.command, "upgrade", lambda config, _: upgrade(config, "0004"))
        open_store(tmp_path / "register.sqlite").save([activity("open")], organisation=HERE, at=AT)
    store = open_store(tmp_path / "register.sqlite")
    assert (store.decisions(), store.votes()) == ([], [])
    assert store.decide(_decision("open"), organisation=HERE, at=AT).version == 1
