import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.register import money as told_money
from gis.register.money import Money, parse_money

PLAIN = {
    "€ 1.400.000 toegezegd": [(1_400_000, "toegezegd")],
    "€1.400.000 toegezegd": [(1_400_000, "toegezegd")],
    "€ 15.000 gezocht": [(15_000, "gezocht")],
    "€ 380.000": [(380_000, "onbekend")],
    "380000": [(380_000, "onbekend")],
    "65000 euro toegezegd": [(65_000, "toegezegd")],
    "€ 1.250,- toegezegd": [(1_250, "toegezegd")],
    "1.250.000,-": [(1_250_000, "onbekend")],
    "€ 5,--": [(5, "onbekend")],
    "48.000,50": [(48_000.5, "onbekend")],
    "EUR 1.000": [(1_000, "onbekend")],
    "1.000.000 eur": [(1_000_000, "onbekend")],
    "1 250 000": [(1_250_000, "onbekend")],
    "€ 2,5 mln": [(2_500_000, "onbekend")],
    "2,5 miljoen": [(2_500_000, "onbekend")],
    "€ 2.5 mln": [(2_500_000, "onbekend")],
    "€ 2,5M": [(2_500_000, "onbekend")],
    "€ 15 k": [(15_000, "onbekend")],
    "15k": [(15_000, "onbekend")],
    "15 duizend": [(15_000, "onbekend")],
    "€ 3 ton": [(300_000, "onbekend")],
    "ca. € 50.000": [(50_000, "onbekend")],
    "€ 40.000 voor bankjes en groen": [(40_000, "onbekend")],
    "€ 0": [(0, "onbekend")],
    "€ 10.000 toegezegd | € 5.000 wordt nog gezocht": [(10_000, "toegezegd"), (5_000, "gezocht")],
    "- € 10.000 gedekt\n- € 5.000 beoogd": [(10_000, "toegezegd"), (5_000, "gezocht")],
    "2,5 mln euro komende jaren; fondsen gezocht": [(2_500_000, "onbekend"), (None, "gezocht")],
    "€ 5.000 aangevraagd;€ 1.000 beschikbaar": [(5_000, "gezocht"), (1_000, "toegezegd")],
    "€ 10.000 nog niet toegezegd": [(10_000, "gezocht")],
    "€ 10.000 niet gedekt": [(10_000, "gezocht")],
    # cells that a spreadsheet holds as a number
    "1250000": [(1_250_000, "onbekend")],
    "1250000.5": [(1_250_000.5, "onbekend")],
    "33333.333333333336": [(33_333.33, "onbekend")],
    "15000.5 gezocht": [(15_000.5, "gezocht")],
    "2027": [(2_027, "onbekend")],
    "": [],
    " | ": [],
}
NO_SUM = [
    *("nog niet bekend", "n.t.b.", "pm", "p.m.", "eigen middelen", "onderzoeksgeld", "twee ton", "?"),
    *("50-60 duizend", "€ 10.000 + € 5.000", "€ 5.000 of € 6.000", "3 x € 500", "50% van € 10.000"),
    *("max. € 5.000", "tot € 50.000", "€ 500 per woning", "€ 500 per maand", "€ 10.000 deels toegezegd"),
    *("65 woningen", "15 m", "2 ton", "2027 toegezegd", "€ 50.000?", "€ 5.000 afgewezen"),
]
MALFORMED = [
    *("5.5000 euro", "1,250.00", "€ 12.34", "€ 1.25.000", "1'250'000", "€ 1.250 mln", "1,250"),
    *("-5000", "€ -5.000", "€ 9999999999999999999"),
]


@pytest.mark.parametrize("text", PLAIN)
def test_money_is_read_when_plain(text):
    rows = parse_money(text)
    assert [(row.amount_eur, row.state) for row in rows] == PLAIN[text]
    assert not any(row.malformed for row in rows)


@pytest.mark.parametrize("text", NO_SUM)
def test_what_is_no_plain_sum_stays_words(text):
    [row] = parse_money(text)
    assert (row.text, row.amount_eur, row.malformed) == (text, None, False)


@pytest.mark.parametrize("text", MALFORMED)
def test_what_can_be_read_in_two_ways_is_no_sum_and_told_apart(text):
    [row] = parse_money(text)
    assert (row.text, row.amount_eur, row.malformed) == (text, None, True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("70.000 euro/jr", {"amount_eur": 70_000, "recurring": "structureel"}),
        ("€ 20.000 per jaar", {"amount_eur": 20_000, "recurring": "structureel"}),
        ("€ 20.000 p.j. toegezegd", {"recurring": "structureel", "state": "toegezegd"}),
        ("jaarlijks € 20.000 vanaf 2027", {"amount_eur": 20_000, "recurring": "structureel", "years": ""}),
        ("eenmalig € 5.000", {"amount_eur": 5_000, "recurring": "eenmalig"}),
        ("€ 5.000 niet structureel", {"recurring": "onbekend"}),
        ("€ 5.000", {"recurring": "onbekend", "kind": "", "years": "", "payer": ""}),
        ("€ 5.000 subsidie", {"amount_eur": 5_000, "kind": "subsidie"}),
        ("rijkssubsidie", {"kind": "subsidie"}),
        ("eigen middelen", {"kind": "eigen bijdrage"}),
        ("€ 5.000 additionele subsidie", {"kind": "additioneel"}),
        ("€ 5.000 uit het wijkbudget", {"amount_eur": 5_000, "kind": "wijkbudget"}),
        ("waarborgfonds in oprichting", {"kind": "waarborg"}),
        ("reguliere middelen + subsidie", {"kind": ""}),
        ("geen subsidie", {"kind": ""}),
        ("2027: € 5.000", {"amount_eur": 5_000, "years": "2027"}),
        ("5000 (2027)", {"amount_eur": 5_000, "years": "2027"}),
        ("€ 20.000 2027 t/m 2029", {"amount_eur": 20_000, "years": "2027-2029"}),
        ("€ 20.000 in 2027 en 2028", {"amount_eur": 20_000, "years": "2027-2028"}),
        ("€ 20.000 in 2027 en 2029", {"amount_eur": 20_000, "years": ""}),
        ("€ 2027", {"amount_eur": 2_027, "years": ""}),
        ("€ 50.000 toegezegd op 1-4-2027", {"amount_eur": 50_000, "years": ""}),
        ("€ 5.000 subsidie van provincie Groningen", {"payer": "provincie Groningen"}),
        ("€ 5.000 toegezegd door de gemeente in 2027", {"payer": "gemeente", "years": "2027"}),
        ("€ 5.000 toegezegd door Corporatie A (voorbeeld)", {"payer": "Corporatie A (voorbeeld)"}),
        ("€ 5.000 van de begroting", {"payer": ""}),
        ("€ 5.000 toegezegd of gezocht", {"state": "onbekend"}),
        ("€ 5.000 toegezegd?", {"state": "onbekend", "amount_eur": None}),
    ],
)
def test_only_what_is_plainly_told_beside_a_sum(text, told):
    [row] = parse_money(text)
    assert {name: getattr(row, name) for name in told} == told


def test_a_row_of_before_has_only_words_amount_and_state():
    told = {"text": "€ 10 toegezegd", "amount_eur": 10.0, "state": "toegezegd"}
    assert (Money(**told),) == parse_money("€ 10 toegezegd")


@given(
    st.integers(0, 999_999_999),
    st.sampled_from(["{}", "€ {}", "{} euro", "€ {},-", "€ {},50", "€ {} gezocht"]),
)
def test_every_spelling_of_a_sum_is_the_same_sum_read_quickly_or_with_care(amount, form):
    plain, dotted = (form.format(told) for told in (amount, f"{amount:,}".replace(",", ".")))
    [one], [other] = parse_money(plain), parse_money(dotted)
    assert one.amount_eur == other.amount_eur == amount + (0.5 if ",50" in form else 0)
    assert told_money.amounts.find_amount(plain).amount_eur == one.amount_eur


@given(
    st.text(max_size=30)
    | st.lists(st.sampled_from([*PLAIN, *NO_SUM, *MALFORMED]), max_size=4).map(" | ".join)
)
def test_no_words_are_lost_and_reading_again_says_the_same(text):
    rows = parse_money(text)
    assert parse_money(" | ".join(row.text for row in rows)) == rows
    kept = "".join("".join(row.text.split()) for row in rows)
    assert kept == "".join(text.replace("|", "").replace(";", "").split())
    assert all(row.amount_eur is None or math.isfinite(row.amount_eur) for row in rows)
