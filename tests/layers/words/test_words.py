from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
import shapely

from gis.analysis.groups import Group
from layers import words

SELWERD = {"score_jaar": 2024, "kscore": 5, "afw": -0.1569}
GRONINGEN = {"afw": 0.0273}
DIMENSIONS = {
    "won": "woningvoorraad",
    "fys": "fysieke omgeving",
    "vrz": "voorzieningen",
    "soc": "sociale samenhang",
    "onv": "overlast en onveiligheid",
}
TITLES = {"A": "Warmtenet, deel 1", "B": "Nieuwe 30 km-zone"}
BOTH = "‘Warmtenet, deel 1’ en ‘Nieuwe 30 km-zone’"
PAIR = {
    "a_id": "A",
    "b_id": "B",
    "relation": "kans",
    "certainty": "zeker",
    "place_certain": True,
    "time_certain": True,
    "space": "overlap",
    "same_street": False,
    "distance_m": 0.0,
    "time": "tegelijk",
    "gap_months": 0.0,
    "widest_gap_months": 0.0,
    "together_from": pd.Timestamp(2027, 9, 1),
    "together_to": pd.Timestamp(2027, 11, 30),
    "first_id": None,
    "vague": False,
    "over": False,
    "theme": 3,
    "a_group": "E",
    "b_group": "S",
}
GROUP = Group(
    members=("F01a", "F21"),
    can_join=("F08", "F12"),
    spot=shapely.Point(232901, 583629),
    moment=(date(2027, 12, 1), date(2027, 12, 30)),
    season=("najaar", 2027),
    plans=5,
    parties=("gemeente",),
    theme_groups=("E", "S"),
    money_committed=1_400_000,
    money_sought=915_000,
    money_unstated=None,
    streets_open=2,
    certainty="zeker",
)


@pytest.mark.parametrize(
    ("value", "decimals", "told"),
    [
        (1234.5, 1, "1.234,5"),
        (-0.157, 3, "−0,157"),
        (-0.0001, 2, "0,00"),  # no minus before nothing
        (1_400_000, 0, "1.400.000"),
        (float("nan"), 0, "geen cijfer"),
        (None, 0, "geen cijfer"),
        (pd.NA, 0, "geen cijfer"),
    ],
)
def test_number(value, decimals, told):
    assert words.number(value, decimals) == told


def test_euro():
    assert [words.euro(48_000), words.euro(None)] == ["€ 48.000", "nog niet bekend"]


def test_months_over_the_turn_of_a_year():
    told = words.span_of_months(date(2027, 12, 1), date(2028, 2, 29))
    assert told == "van december 2027 tot en met februari 2028"


# --- pairs ---------------------------------------------------------------------------------------

REASONS = [
    (
        {},
        "zijn op dezelfde plek en lopen tegelijk in september-november 2027; de thema's energie en straat",
    ),
    ({"together_to": pd.NaT}, "lopen tegelijk vanaf september 2027;"),
    ({"together_from": pd.NaT, "together_to": pd.NaT}, "lopen tegelijk;"),
    ({"together_from": pd.Timestamp(2027, 1, 1), "together_to": pd.Timestamp(2027, 12, 31)}, "in heel 2027;"),
    ({"vague": True}, "lopen tegelijk in september-november 2027, misschien korter;"),
    ({"vague": True, "together_to": pd.NaT}, "lopen tegelijk vanaf september 2027, misschien later;"),
    ({"vague": True, "together_from": pd.NaT}, "lopen tegelijk tot en met november 2027, misschien korter;"),
    ({"vague": True, "time_certain": False}, "lopen misschien tegelijk in september-november 2027;"),
    ({"space": "near", "distance_m": 36.6}, "liggen 37 m van elkaar en"),
    ({"space": "near", "distance_m": 0.0}, "liggen tegen elkaar aan en"),
    ({"space": "same_street"}, "zijn in dezelfde straat en"),
    (
        {"time": "na elkaar", "gap_months": 3.03, "widest_gap_months": 3.03},
        "volgen elkaar op met 3 maanden ertussen;",
    ),
    (
        {"time": "na elkaar", "gap_months": 1.0, "widest_gap_months": 1.0},
        "volgen elkaar op met 1 maand ertussen;",
    ),
    (
        {"time": "na elkaar", "gap_months": 0.03, "widest_gap_months": 0.03},
        "volgen elkaar meteen op;",
    ),
    (
        {"time": "na elkaar", "gap_months": 0.71, "widest_gap_months": 0.71},  # 22 days
        "volgen elkaar op met 3 weken ertussen;",
    ),
    (
        {"time": "na elkaar", "gap_months": 0.26, "widest_gap_months": 0.26},
        "volgen elkaar op met 1 week ertussen;",
    ),
    ({"theme": 1}, "de thema's energie en straat versterken elkaar een beetje."),
    ({"theme": -2, "relation": "conflict"}, "de thema's energie en straat belemmeren elkaar."),
    ({"b_group": "E"}, "de plannen versterken elkaar sterk."),
]


@pytest.mark.parametrize(("change", "told"), REASONS)
def test_reason_of_a_chance(change, told):
    sentence = words.pair_reason({**PAIR, **change}, TITLES)
    assert sentence.startswith((f"{BOTH} zijn", f"{BOTH} liggen"))
    assert told in sentence


def test_what_comes_first_is_named_first():
    later = {"time": "na elkaar", "gap_months": 1.03, "widest_gap_months": 1.03, "first_id": "B"}
    assert words.pair_reason({**PAIR, **later}, TITLES) == (
        "‘Nieuwe 30 km-zone’ en ‘Warmtenet, deel 1’ zijn op dezelfde plek en volgen elkaar op met 1 maand "
        "ertussen; de thema's straat en energie versterken elkaar sterk."
    )


def test_what_is_not_known_is_told():
    unsure = {"certainty": "mogelijk", "place_certain": False, "time_certain": False}
    pair = {**PAIR, **unsure, "space": "unknown", "time": "onbekend", "distance_m": float("nan")}
    assert words.pair_reason(pair, TITLES) == (
        f"{BOTH} zijn misschien dicht bij elkaar (plek onbekend) en "
        "lopen misschien tegelijk (periode onbekend); de thema's energie en straat versterken elkaar sterk."
    )


def test_a_rough_place_is_told():
    pair = {**PAIR, "certainty": "mogelijk", "place_certain": False, "space": "near", "distance_m": 13.2}
    assert f"{BOTH} liggen ongeveer 13 m van elkaar (plek bij benadering) en lopen tegelijk in" in (
        words.pair_reason(pair, TITLES)
    )


def test_twice_work_in_one_street_at_an_unknown_time():
    change = {"relation": "conflict", "certainty": "mogelijk", "time_certain": False, "theme": 0}
    assert words.pair_reason({**PAIR, **change, "space": "same_street", "time": "onbekend"}, TITLES) == (
        f"{BOTH} zijn in dezelfde straat en lopen misschien tegelijk (periode onbekend); "
        "misschien gaat de straat kort na elkaar twee keer open."
    )


def test_fuzzy_end_tells_both_gaps():
    pair = {**PAIR, "certainty": "mogelijk", "time_certain": False, "time": "na elkaar"}
    told = words.pair_reason({**pair, "gap_months": 4.03, "widest_gap_months": 8.0}, TITLES)
    assert "volgen elkaar misschien op met 4 tot 8 maanden ertussen" in told
    told = words.pair_reason({**pair, "gap_months": 0.2, "widest_gap_months": 4.0}, TITLES)
    assert "volgen elkaar misschien op met hooguit 4 maanden ertussen" in told


def test_double():
    told = words.pair_reason(
        {**PAIR, "relation": "dubbel", "theme": 0, "space": "near", "distance_m": 76.3}, TITLES
    )
    assert told.startswith(f"Doen we dit dubbel? {BOTH} liggen 76 m van elkaar")
    assert told.endswith("; het thema is hetzelfde en een doelgroep ook.")


def test_street_just_open():
    change = {"relation": "conflict", "time": "rustperiode", "gap_months": 12.03, "widest_gap_months": 12.03}
    assert words.pair_reason({**PAIR, **change, "first_id": "B"}, TITLES) == (
        "‘Warmtenet, deel 1’ begint 12 maanden na ‘Nieuwe 30 km-zone’ in dezelfde straat; "
        "dan is de straat pas open geweest (graafrust)."
    )
    told = words.pair_reason({**PAIR, **change, "first_id": "B", "certainty": "mogelijk"}, TITLES)
    assert told.endswith("dan is de straat misschien pas open geweest (graafrust).")


def test_just_missed():
    change = {"relation": "net gemist", "time": "net gemist", "gap_months": 8.03, "widest_gap_months": 8.03}
    assert words.pair_reason({**PAIR, **change, "first_id": "A"}, TITLES) == (
        "Net gemist: ‘Nieuwe 30 km-zone’ begint 8 maanden nadat ‘Warmtenet, deel 1’ voorbij was; "
        "ze zijn op dezelfde plek en hadden samen gekund."
    )


def test_just_missed_at_an_unknown_time():
    change = {
        "relation": "net gemist",
        "time": "onbekend",
        "certainty": "mogelijk",
        "gap_months": float("nan"),
    }
    told = words.pair_reason({**PAIR, **change, "first_id": None}, TITLES)
    assert told.startswith("Mogelijk net gemist:")
    assert "periode onbekend" in told


# --- groups --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("season", "told"),
    [
        (("najaar", 2027), "In het najaar van 2027 komen hier 5 plannen samen."),
        (("zomer", 2027), "In de zomer van 2027 komen hier 5 plannen samen."),
        (("winter", 2027), "In de winter van 2027-2028 komen hier 5 plannen samen."),
    ],
)
def test_group_sentence(season, told):
    assert words.group_sentence(replace(GROUP, season=season)) == told


def test_possible_group_says_so():
    told = words.group_sentence(replace(GROUP, certainty="mogelijk"))
    assert told == "In het najaar van 2027 komen hier misschien 5 plannen samen."


def test_pair_that_is_over_asks_whether_its_time_still_holds():
    told = words.pair_reason({**PAIR, "over": True}, TITLES)
    assert told == words.pair_reason(PAIR, TITLES) + " Dat is voorbij: klopt de tijd nog?"


def test_group_that_is_over_asks_whether_its_time_still_holds():
    told = words.group_sentence(replace(GROUP, over=True))
    assert (
        told == "In het najaar van 2027 zouden hier 5 plannen samenkomen; dat is voorbij. Klopt de tijd nog?"
    )


def test_street_open():
    assert words.street_open(GROUP) == "straat open: nu 2 keer, samen 1 keer"
    assert words.street_open(replace(GROUP, streets_open=0)) == ""


def test_money_tells_only_what_was_told():
    assert words.group_money(GROUP) == "€ 1.400.000 toegezegd, € 915.000 wordt nog gezocht"
    assert words.group_money(replace(GROUP, money_committed=None, money_sought=None)) == "nog niet bekend"


def test_join_sentence():
    titles = {"F08": "Gezonde wandelronde", "F12": "Eettafel 65-plus"}
    assert words.join_sentence(GROUP, titles) == "Kan aanhaken: ‘Gezonde wandelronde’ en ‘Eettafel 65-plus’."


# --- figures -------------------------------------------------------------------------------------


def test_score_of_selwerd():
    assert words.score_sentence(SELWERD, gemeente="Groningen", reference=GRONINGEN) == (
        "Leefbaarometer 2024: **voldoende** (klasse 5 van 9). Lager dan het gemiddelde van Nederland "
        "(verschil −0,157) en van de gemeente Groningen (verschil −0,184)."
    )


def test_two_averages_may_differ():
    told = words.score_sentence({**SELWERD, "afw": 0.0429}, gemeente="Groningen", reference=GRONINGEN)
    assert told.endswith(
        "Hoger dan het gemiddelde van Nederland (verschil 0,043). "
        "Ongeveer gelijk aan het gemiddelde van de gemeente Groningen (verschil 0,016)."
    )


def test_no_score_is_never_zero():
    assert "geen score" in words.score_sentence(None)
    assert words.score_class(pd.NA) == "geen score"


def test_strong_points_first():
    selwerd = {"won": -0.1204, "fys": 0.0161, "vrz": 0.0913, "soc": -0.051, "onv": -0.0929}
    assert words.strong_and_weak(selwerd, dimensions=DIMENSIONS) == (
        "Sterk: voorzieningen. Zwak: woningvoorraad, overlast en onveiligheid, sociale samenhang."
    )
    assert words.strong_and_weak(dict.fromkeys(DIMENSIONS, 0.0), dimensions=DIMENSIONS) == ""


@pytest.mark.parametrize(("value", "near"), [(0.0442, True), (0.0443, False), (-0.0784, True), (0.0, False)])
def test_on_the_border_of_a_class(value, near):
    assert words.on_border(value) is near
    assert ("op de grens" in words.dimension_sentence("voorzieningen", value)) is near


def test_inhabitants():
    assert words.inhabitants(6580) == "ongeveer 6.580 inwoners"
    assert words.inhabitants(pd.NA) == "aantal inwoners niet bekend"


def test_gap_sentence_says_that_plans_are_made():
    cell = {
        "activities": 0,
        "citywide": 1,
        "need": "below",
        "need_dimension": "onv",
        "need_difference": -0.1183,
    }
    told = {"buurt": "Paddepoel-Zuid", "theme_group": "Veiligheid", "dimensions": DIMENSIONS}
    assert words.gap_sentence(cell, made=True, **told) == (
        "Veiligheid in Paddepoel-Zuid, in dit voorbeeld: nog niemand doet iets; 1 activiteit geldt voor "
        "de hele gemeente. Het cijfer voor overlast en onveiligheid is lager dan dat van de gemeente "
        "(verschil −0,118)."
    )
    assert words.gap_sentence({**cell, "need": "no figure"}, made=False, **told).endswith(
        "Er is geen cijfer."
    )


def test_need_words():
    assert [words.need_words(need) for need in ("below", "about", "above", "no figure")] == [
        "lager",
        "ongeveer gelijk",
        "hoger",
        "geen cijfer",
    ]


def test_sentences_hold_no_straight_minus_before_a_number():
    told = words.score_sentence(SELWERD, gemeente="Groningen", reference=GRONINGEN)
    assert not re.search(r"-\d", told)
