from datetime import date

import pytest

from gis.analysis.terms import Terms
from gis.periods import parse_period
from layers.words.periods import moment_words, term_sentence, unsure_words

PEILDATUM = date(2027, 3, 11)


@pytest.mark.parametrize(
    ("told", "unsure"),
    [
        ("najaar 2027", ""),
        ("2028-2030", ""),
        ("september 2027 tot medio 2028", "einde ergens in mei-augustus 2028"),
        ("vanaf april 2027", "begin ergens in april 2027, geen einddatum"),
        ("sinds 2024", "begin ergens in 2024, geen einddatum"),
        ("doorlopend", "begin onbekend, geen einddatum"),
        ("na 2030", "einde onbekend"),
        ("voor 1 juli 2026", "begin onbekend"),
        ("±2028", "ergens in 2028"),
        ("nog niet bekend", ""),
    ],
)
def test_only_what_is_not_sure_is_told_beside_the_period(told, unsure):
    assert unsure_words(parse_period(told, reference=PEILDATUM)) == unsure


def test_a_moment_says_how_far_a_plan_may_be_from_it():
    start, end = date(2027, 12, 1), date(2028, 2, 29)
    assert moment_words(start, end, slack_months=5).endswith("of is er hooguit 2,5 maanden vandaan.")
    assert moment_words(start, end, slack_months=2).endswith("of is er hooguit 1 maand vandaan.")
    assert moment_words(start, end, slack_months=0).endswith("Elk plan loopt dan.")
    assert "vanaf december 2027" in moment_words(start, None, slack_months=0)
    assert moment_words(None, None, slack_months=6) == ""


def test_terms_without_plans_are_not_named():
    until = date(2029, 3, 11)
    assert term_sentence(Terms(until, 0, 2, 0)) == "Op lange termijn: 2 plannen"
    assert term_sentence(Terms(until, 0, 0, 1)) == "Begin niet zeker: 1 plan"
