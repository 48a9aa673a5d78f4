"""What a cell of the witte vlekken says: each mark with its meaning, figures with their source, no blame."""

from datetime import date

import pandas as pd

from gis.register.tasks import ASKED, NO_TASK, TaskAnswer
from layers.words import gaps

ROW = {
    "activities": 0,
    "citywide": 0,
    "wider": 0,
    "supply": "none",
    "need": "below",
    "need_dimension": "won",
    "need_theme": "wonen",
    "need_value": -0.12,
    "need_reference": -0.021,
    "need_difference": -0.099,
    "need_about": 0.0392,
    "need_year": 2024,
    "need_change": pd.NA,
    "need_change_year": pd.NA,
}
NAMES = {"won": "woningvoorraad"}


def _figure(**other):
    return gaps.figure_lines({**ROW, **other}, dimensions=NAMES, gemeente="Groningen", source="Bron: BZK")


def test_marks_tell_number_need_and_the_whole_gemeente():
    assert gaps.cell_mark("nobody", ROW) == "– ▼"
    assert gaps.cell_mark("nobody", ROW | {"citywide": 1, "supply": "citywide"}) == "–* ▼"
    assert gaps.cell_mark("no task", ROW | {"need": "no figure"}) == "○ □"
    assert gaps.cell_mark("number", ROW | {"activities": 7, "supply": "crowded", "need": "above"}) == "7 druk"
    assert [gaps.party_mark(cell, 2) for cell in ("number", "nobody", "not asked", "no task")] == [
        "2",
        "–",
        "?",
        "○",
    ]


def test_a_figure_is_told_with_both_values_source_and_year():
    told = " ".join(_figure())
    assert "woningvoorraad (hoort bij wonen): ▼ lager dan de gemeente Groningen" in told
    assert "hier −0,120, gemeente −0,021, verschil −0,099" in told
    assert "Bron: BZK, jaar 2024. Dit cijfer is een signaal. Het zegt niet waardoor het komt." in told
    assert "▲ hoger dan" in _figure(need="above")[0]
    assert "sinds 2022: 0,010" in " ".join(_figure(need_change=0.01, need_change_year=2022))


def test_without_a_figure_nothing_is_said_of_need():
    for need in ("no figure", "no direction"):
        assert _figure(need=need) == [
            "Er is geen cijfer voor dit thema in deze buurt. Dat zegt niets over wat er nodig is."
        ]


def test_what_would_change_it_names_plan_party_and_distance():
    row = {
        "planned_id": "F1",
        "planned_title": "Buurtkamer",
        "planned_party": None,
        "planned_text": "najaar 2027",
        "planned_closes": True,
        "near_id": "F2",
        "near_title": "Inloop",
        "near_party": "welzijn",
        "near_distance_m": 412.4,
        "near_activities": 3,
    }
    assert gaps.change_lines(row) == [
        "Gepland: Buurtkamer (nog geen partij genoemd), najaar 2027. Daarmee is de witte vlek weg.",
        "Dichtbij: Inloop (welzijn), op 412 m van deze buurt.",
        "De buurten ernaast hebben 3 activiteiten op dit thema.",
    ]
    empty = row | {"planned_id": None, "near_id": None, "near_activities": 0}
    assert gaps.change_lines(empty) == ["Binnen 2 km is er niets op dit thema, en er is niets gepland."]


def test_an_answer_says_who_what_when_and_how_wide():
    said = TaskAnswer("GGD", "W", "GM0014", NO_TASK, date(2027, 3, 11), "is van de corporaties")
    assert gaps.answer_line(said, gemeente="GM0014") == (
        "GGD: geen taak hier (11 maart 2027), voor de hele gemeente: is van de corporaties"
    )
    asked = TaskAnswer("GGD", "W", "BU00141000", ASKED, date(2027, 3, 11))
    assert gaps.answer_line(asked, gemeente="GM0014") == "GGD: gevraagd op 11 maart 2027"
