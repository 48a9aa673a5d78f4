from dataclasses import fields, replace
from datetime import date

import pytest

from gis.periods import Period
from gis.register.decisions import Decision
from gis.register.differences import Difference, find_differences
from gis.register.records import Activity
from gis.workspace.changes import Changes, Decided, Gone
from layers.words import changes as words
from tests.homes import DAY, activity

TITLES = {"A": "Warmtenet", "B": "30 km-zone"}


def _decision(choice="uitzoeken", **changes):
    return Decision(("A", "B"), choice, DAY, **changes)


def _difference(**changes):
    [found] = find_differences([activity()], [replace(activity(), **changes)])
    return found


def test_every_field_that_can_differ_has_a_word():
    neutral = {"id", "owner", "version", "changed_on", "confirmed_on"}
    for name in {field.name for field in fields(Activity)} - neutral:
        assert words.fields_told(Difference(activity(), activity(), (name,)))


def test_what_else_is_different():
    told = _difference(status="klaar", note="x", period=Period("ooit"))
    assert words.fields_told(told) == "hoe ver het is, wanneer en toelichting"
    assert words.fields_told(told, without=["period"]) == "hoe ver het is en toelichting"
    assert words.fields_told(told, without=told.fields) == ""


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (
            _decision(organisation="gemeente", role="wijkregisseur", due_on=date(2027, 3, 1)),
            "uitzoeken, gemeente (wijkregisseur), voor 1 maart 2027",
        ),
        (_decision("doen"), "doen, nog niemand"),
        (_decision("niet"), "niet"),
        (_decision("niet", organisation="GGD"), "niet, GGD"),
        (_decision("doen", role="trekker"), "doen, trekker"),
        (_decision("doen", organisation="GGD", done=True), "doen, GGD, gedaan"),
        (_decision("doen", organisation="GGD", done=True, effect=True), "doen, GGD, gedaan, had effect"),
        (
            _decision("doen", organisation="GGD", done=False, effect=False),
            "doen, GGD, niet gedaan, had geen effect",
        ),
    ],
)
def test_a_decision_in_words(told, sentence):
    assert words.decision_told(told) == sentence


def test_nothing_is_told_in_one_line():
    assert words.change_lines(Changes(DAY)) == ["Na 11 maart 2027 is er niets veranderd."]


def test_every_kind_in_words():
    named = activity(organisation="GGD", when="najaar 2027")
    moved = replace(_difference(period=Period("2029")), fields=("period", "money"))
    told = Changes(
        DAY,
        new=(named,),
        gone=(Gone(activity("C")), Gone(activity("D"), into=named)),
        finished=(_difference(status="klaar"),),
        moved=(moved, _difference(period=Period(""))),
        changed=(_difference(title="Ander", status="idee"),),
        decided=(Decided(_decision("doen"), before=_decision()), Decided(_decision("niet"))),
        names=TITLES,
    )
    assert words.change_lines(told) == [
        "Veranderd na 11 maart 2027:",
        "Nieuw (1)",
        "- Plan A (GGD): plan, najaar 2027.",
        "Verschoven (2)",
        "- Plan A: was 2028, nu 2029; ook anders: geld.",
        "- Plan A: was 2028, nu nog niet bekend.",
        "Gewijzigd (1)",
        "- Ander: anders is naam en hoe ver het is.",
        "Klaar of gestopt (1)",
        "- Plan A: klaar.",
        "Niet meer in de lijst (2)",
        "- Plan C: ingetrokken.",
        "- Plan D: samengevoegd met Plan A.",
        "Besloten (2)",
        "- Warmtenet × 30 km-zone: doen, nog niemand; was: uitzoeken, nog niemand.",
        "- Warmtenet × 30 km-zone: niet.",
    ]
