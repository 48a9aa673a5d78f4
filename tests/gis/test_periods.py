from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.periods import MONTHS, PARTS_OF_YEAR, Period, parse_period
from tests.homes import DAY

# The forms of the sample and of the list of words of time: first and last day of the start, of the end.
FORMS = {
    "1 juli 2026": ("2026-07-01", "2026-07-01", "2026-07-01", "2026-07-01"),
    "31-12-2027": ("2027-12-31", "2027-12-31", "2027-12-31", "2027-12-31"),
    "2027-09-01": ("2027-09-01", "2027-09-01", "2027-09-01", "2027-09-01"),
    "juni 2026": ("2026-06-01", "2026-06-01", "2026-06-30", "2026-06-30"),
    "februari 2028": ("2028-02-01", "2028-02-01", "2028-02-29", "2028-02-29"),
    "Q3 2027": ("2027-07-01", "2027-07-01", "2027-09-30", "2027-09-30"),
    "Q2-Q4 2027": ("2027-04-01", "2027-04-01", "2027-12-31", "2027-12-31"),
    "voorjaar 2028": ("2028-03-01", "2028-03-01", "2028-05-31", "2028-05-31"),
    "zomer 2027": ("2027-06-01", "2027-06-01", "2027-08-31", "2027-08-31"),
    "najaar 2027": ("2027-09-01", "2027-09-01", "2027-11-30", "2027-11-30"),
    "winter 2027": ("2027-12-01", "2027-12-01", "2028-02-29", "2028-02-29"),
    "begin 2027": ("2027-01-01", "2027-01-01", "2027-04-30", "2027-04-30"),
    "1e helft 2027": ("2027-01-01", "2027-01-01", "2027-06-30", "2027-06-30"),
    "in de loop van 2017": ("2017-01-01", "2017-01-01", "2017-12-31", "2017-12-31"),
    "2028": ("2028-01-01", "2028-01-01", "2028-12-31", "2028-12-31"),
    "2028-2030": ("2028-01-01", "2028-01-01", "2030-12-31", "2030-12-31"),
    "september 2027 tot medio 2028": ("2027-09-01", "2027-09-01", "2028-05-01", "2028-08-31"),
    "eind 2027 tot medio 2028": ("2027-09-01", "2027-12-31", "2028-05-01", "2028-08-31"),
    "2023 tot eind 2025": ("2023-01-01", "2023-01-01", "2025-09-01", "2025-12-31"),
    "voor 1 juli 2026": (None, None, "2026-06-30", "2026-06-30"),
    "tot eind 2027": (None, None, "2027-09-01", "2027-12-31"),
    "tot en met 2027": (None, None, "2027-12-31", "2027-12-31"),
    "na 2030": ("2031-01-01", "2031-01-01", None, None),
    "de komende jaren": ("2027-03-11", "2027-03-11", None, None),
    "Najaar  2027.": ("2027-09-01", "2027-09-01", "2027-11-30", "2027-11-30"),
}
RUNNING = {
    "doorlopend": (None, None),
    "vanaf eind 2027": ("2027-09-01", "2027-12-31"),
    "vanaf voorjaar 2026, doorlopend": ("2026-03-01", "2026-05-31"),
    "vanaf oktober 2016": ("2016-10-01", "2016-10-31"),
    "sinds 2025": ("2025-01-01", "2025-12-31"),
    "start voorjaar 2017": ("2017-03-01", "2017-05-31"),
    "eind 2016 - (geen eind)": ("2016-09-01", "2016-12-31"),
}


def _day(text):
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize("text", FORMS)
def test_words_that_end(text):
    assert parse_period(text, reference=DAY) == Period(text, *map(_day, FORMS[text]))


@pytest.mark.parametrize("text", RUNNING)
def test_words_without_an_end(text):
    assert parse_period(text, reference=DAY) == Period(text, *map(_day, RUNNING[text]), running=True)


@pytest.mark.parametrize("text", ["", "  ", "onbekend", "n.t.b.", "Nog niet bekend", "?"])
def test_nothing_told_is_a_period_of_which_nothing_is_known(text):
    period = parse_period(text, reference=DAY)
    assert period == Period(text)
    assert not period.known


@pytest.mark.parametrize(
    "text",
    [
        "31-02-2027",
        "30 februari 2028",
        "29-02-2027",
        "2027-13-01",
        "0 juli 2027",
        "najaar 2028 tot voorjaar 2028",
        "2030-2028",
        "najaar 1827",
        "binnenkort",
        "tien jaar, van het gas af uiterlijk 2027",
        "in de loop van 2017; projecten medio 2017",
        "sinds begin 2017, drie jaar",
        "vanaf 31-02-2027",
    ],
)
def test_what_is_impossible_or_ambiguous_is_not_understood(text):
    assert parse_period(text, reference=DAY) is None


_YEARS = st.integers(1900, 2099).map(str)
_UNITS = st.one_of(
    _YEARS,
    st.builds("{} {}".format, st.sampled_from(sorted(PARTS_OF_YEAR)), _YEARS),
    st.builds("{} {} {}".format, st.integers(0, 32), st.sampled_from(MONTHS), _YEARS),
    st.builds("{}-{}-{}".format, st.integers(0, 32), st.integers(0, 13), _YEARS),
)
_PHRASES = st.one_of(
    _UNITS,
    st.builds("{}{}{}".format, _UNITS, st.sampled_from(["-", " - ", " tot ", " t/m "]), _UNITS),
    st.builds("{} {}".format, st.sampled_from(["vanaf", "sinds", "na", "voor", "tot", "uiterlijk"]), _UNITS),
    st.text(max_size=30),
)


@given(_PHRASES)
def test_ends_that_are_known_are_in_order(text):
    period = parse_period(text, reference=DAY)
    if period is None:
        return
    assert period.text == text
    for one, other in (
        (period.start_earliest, period.start_latest),
        (period.end_earliest, period.end_latest),
        (period.start_earliest, period.end_latest),
    ):
        assert one is None or other is None or one <= other
    assert (period.start_earliest is None) == (period.start_latest is None)
    assert (period.end_earliest is None) == (period.end_latest is None)
    assert not (period.running and period.end_latest)
