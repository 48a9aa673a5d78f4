from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.periods import (
    MONTHS,
    PARTS_OF_YEAR,
    Period,
    parse_period,
    split_place,
    suggest_period,
    tells_time,
    why_not,
)
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
    # halves, quarters, seasons
    "eerste helft van 2027": ("2027-01-01", "2027-01-01", "2027-06-30", "2027-06-30"),
    "tweede helft 2027": ("2027-07-01", "2027-07-01", "2027-12-31", "2027-12-31"),
    "2e halfjaar 2027": ("2027-07-01", "2027-07-01", "2027-12-31", "2027-12-31"),
    "Q3-Q4 2026": ("2026-07-01", "2026-07-01", "2026-12-31", "2026-12-31"),
    "Q3-4 2026": ("2026-07-01", "2026-07-01", "2026-12-31", "2026-12-31"),
    "Q3/Q4 2026": ("2026-07-01", "2026-07-01", "2026-12-31", "2026-12-31"),
    "Q3 en Q4 2026": ("2026-07-01", "2026-07-01", "2026-12-31", "2026-12-31"),
    "Q3 2026 t/m Q1 2027": ("2026-07-01", "2026-07-01", "2027-03-31", "2027-03-31"),
    "3e kwartaal 2027": ("2027-07-01", "2027-07-01", "2027-09-30", "2027-09-30"),
    "het derde kwartaal van 2027": ("2027-07-01", "2027-07-01", "2027-09-30", "2027-09-30"),
    "1e t/m 3e kwartaal 2027": ("2027-01-01", "2027-01-01", "2027-09-30", "2027-09-30"),
    "2027-Q3": ("2027-07-01", "2027-07-01", "2027-09-30", "2027-09-30"),
    "in het najaar van 2027": ("2027-09-01", "2027-09-01", "2027-11-30", "2027-11-30"),
    "winter 2027-2028": ("2027-12-01", "2027-12-01", "2028-02-29", "2028-02-29"),
    "winter '27/'28": ("2027-12-01", "2027-12-01", "2028-02-29", "2028-02-29"),
    "midden 2027": ("2027-05-01", "2027-05-01", "2027-08-31", "2027-08-31"),
    "begin Q2 2027": ("2027-04-01", "2027-04-01", "2027-04-30", "2027-04-30"),
    "begin van de winter 2027": ("2027-12-01", "2027-12-01", "2027-12-31", "2027-12-31"),
    "eind winter 2027": ("2028-02-01", "2028-02-01", "2028-02-29", "2028-02-29"),
    # months, weeks, days
    "sep 2027": ("2027-09-01", "2027-09-01", "2027-09-30", "2027-09-30"),
    "Sept. 2027": ("2027-09-01", "2027-09-01", "2027-09-30", "2027-09-30"),
    "09-2027": ("2027-09-01", "2027-09-01", "2027-09-30", "2027-09-30"),
    "9/2027": ("2027-09-01", "2027-09-01", "2027-09-30", "2027-09-30"),
    "2027-09": ("2027-09-01", "2027-09-01", "2027-09-30", "2027-09-30"),
    "medio september 2027": ("2027-09-11", "2027-09-11", "2027-09-20", "2027-09-20"),
    "eind februari 2028": ("2028-02-21", "2028-02-21", "2028-02-29", "2028-02-29"),
    "week 36 2027": ("2027-09-06", "2027-09-06", "2027-09-12", "2027-09-12"),
    "wk 36-2027": ("2027-09-06", "2027-09-06", "2027-09-12", "2027-09-12"),
    "2027-W36": ("2027-09-06", "2027-09-06", "2027-09-12", "2027-09-12"),
    "week 53 2026": ("2026-12-28", "2026-12-28", "2027-01-03", "2027-01-03"),
    "weken 36 t/m 40 2027": ("2027-09-06", "2027-09-06", "2027-10-10", "2027-10-10"),
    "03-04-2027": ("2027-04-03", "2027-04-03", "2027-04-03", "2027-04-03"),
    "3/4/2027": ("2027-04-03", "2027-04-03", "2027-04-03", "2027-04-03"),
    "3.4.2027": ("2027-04-03", "2027-04-03", "2027-04-03", "2027-04-03"),
    "3-4-'27": ("2027-04-03", "2027-04-03", "2027-04-03", "2027-04-03"),
    "3-4-27": ("2027-04-03", "2027-04-03", "2027-04-03", "2027-04-03"),
    "3 apr. ’27": ("2027-04-03", "2027-04-03", "2027-04-03", "2027-04-03"),
    "31-12-99": ("1999-12-31", "1999-12-31", "1999-12-31", "1999-12-31"),
    "2027-09-01 00:00:00": ("2027-09-01", "2027-09-01", "2027-09-01", "2027-09-01"),
    "2027.0": ("2027-01-01", "2027-01-01", "2027-12-31", "2027-12-31"),
    "'27": ("2027-01-01", "2027-01-01", "2027-12-31", "2027-12-31"),
    # ranges
    "2026/2027": ("2026-01-01", "2026-01-01", "2027-12-31", "2027-12-31"),
    "2026–2028": ("2026-01-01", "2026-01-01", "2028-12-31", "2028-12-31"),
    "eind 2025 tot medio 2026": ("2025-09-01", "2025-12-31", "2026-05-01", "2026-08-31"),
    "begin 2027 - eind 2028": ("2027-01-01", "2027-04-30", "2028-09-01", "2028-12-31"),
    "maart t/m juni 2027": ("2027-03-01", "2027-03-01", "2027-06-30", "2027-06-30"),
    "maart - juni 2027": ("2027-03-01", "2027-03-01", "2027-06-30", "2027-06-30"),
    "mrt-jun 2027": ("2027-03-01", "2027-03-01", "2027-06-30", "2027-06-30"),
    "maart 2027 tot en met juni": ("2027-03-01", "2027-03-01", "2027-06-30", "2027-06-30"),
    "van maart tot juni 2027": ("2027-03-01", "2027-03-01", "2027-06-01", "2027-06-30"),
    "vanaf 2027 t/m 2029": ("2027-01-01", "2027-12-31", "2029-12-31", "2029-12-31"),
    "3 t/m 5 april 2027": ("2027-04-03", "2027-04-03", "2027-04-05", "2027-04-05"),
    "1-3 t/m 30-6-2027": ("2027-03-01", "2027-03-01", "2027-06-30", "2027-06-30"),
    "01/03/2027-30/06/2027": ("2027-03-01", "2027-03-01", "2027-06-30", "2027-06-30"),
    "09-2027 - 12-2027": ("2027-09-01", "2027-09-01", "2027-12-31", "2027-12-31"),
    # one end
    "t/m 2030": (None, None, "2030-12-31", "2030-12-31"),
    "tot 2030": (None, None, "2030-01-01", "2030-12-31"),
    "uiterlijk eind 2027": (None, None, "2027-09-01", "2027-12-31"),
    "uiterlijk 2027": (None, None, "2027-12-31", "2027-12-31"),
    "vóór de zomer van 2027": (None, None, "2027-05-31", "2027-05-31"),
    "voor eind 2027": (None, None, "2027-08-31", "2027-12-30"),
    "na de zomer 2027": ("2027-09-01", "2027-09-01", None, None),
    "na medio 2027": ("2027-05-02", "2027-09-01", None, None),
    "vanaf april 2027, einde onbekend": ("2027-04-01", "2027-04-30", None, None),
    "2025 - ?": ("2025-01-01", "2025-12-31", None, None),
    # about
    "±2028": ("2028-01-01", "2028-12-31", "2028-01-01", "2028-12-31"),
    "ca. 2028": ("2028-01-01", "2028-12-31", "2028-01-01", "2028-12-31"),
    "rond 2028": ("2028-01-01", "2028-12-31", "2028-01-01", "2028-12-31"),
    "circa medio 2028": ("2028-05-01", "2028-08-31", "2028-05-01", "2028-08-31"),
    "ca. 2027 t/m 2029": ("2027-01-01", "2027-12-31", "2029-12-31", "2029-12-31"),
}
RUNNING = {
    "doorlopend": (None, None),
    "vanaf eind 2027": ("2027-09-01", "2027-12-31"),
    "vanaf voorjaar 2026, doorlopend": ("2026-03-01", "2026-05-31"),
    "vanaf oktober 2016": ("2016-10-01", "2016-10-31"),
    "sinds 2025": ("2025-01-01", "2025-12-31"),
    "start voorjaar 2017": ("2017-03-01", "2017-05-31"),
    "eind 2016 - (geen eind)": ("2016-09-01", "2016-12-31"),
    "vanaf 2024": ("2024-01-01", "2024-12-31"),
    "vanaf april 2027, doorlopend": ("2027-04-01", "2027-04-30"),
    "doorlopend vanaf april 2027": ("2027-04-01", "2027-04-30"),
    "start Q2 2027": ("2027-04-01", "2027-06-30"),
    "per 1 juli 2027": ("2027-07-01", "2027-07-01"),
    "2025 - heden": ("2025-01-01", "2025-12-31"),
    "2027 e.v.": ("2027-01-01", "2027-12-31"),
}
NOT_UNDERSTOOD = {  # the code, and what is proposed
    "31-02-2027": ("day_impossible", "februari 2027"),
    "30 februari 2028": ("day_impossible", "februari 2028"),
    "vanaf 31-04-2027": ("day_impossible", "vanaf april 2027"),
    "1-3-2027 t/m 31-6-2027": ("day_impossible", "1-3-2027 t/m juni 2027"),
    "03-25-2027": ("day_impossible", "25 maart 2027"),
    "2027-13-01": ("day_impossible", "13 januari 2027"),
    "45-45-2027": ("day_impossible", ""),
    "week 53 2027": ("day_impossible", ""),
    "2028-2026": ("period_reversed", "2026-2028"),
    "najaar 2028 tot voorjaar 2028": ("period_reversed", "voorjaar 2028 tot najaar 2028"),
    "Q3 2027 - Q1 2027": ("period_reversed", "Q1 2027 - Q3 2027"),
    "november - februari 2028": ("period_unread", "november 2027 - februari 2028"),
    "november 2027 t/m februari": ("period_unread", "november 2027 t/m februari 2028"),
    "46631": ("period_unread", "1 september 2027"),
    "46631 - 46700": ("period_unread", "1 september 2027 - 9 november 2027"),
    "12345": ("period_unread", ""),
    "septmber 2027": ("period_unread", "september 2027"),
    "3e kwartal 2027": ("period_unread", "3e kwartaal 2027"),
    "jui 2027": ("period_unread", ""),  # juni or juli
    "najaar 27": ("period_unread", "najaar 2027"),
    "sep-27": ("period_unread", "september 2027"),
    "2026/27": ("period_unread", "2026-2027"),
    "tussen maart en juni 2027": ("period_unread", "maart - juni 2027"),
    "rond 1 juli 2027": ("period_unread", "± juli 2027"),
    "2027 (onder voorbehoud)": ("period_unread", "2027"),
    "maart en oktober 2027": ("period_unread", ""),
    "zomer": ("period_unread", ""),
    "blabla": ("period_unread", ""),
}


def _day(text):
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize("text", FORMS)
def test_words_that_end(text):
    assert parse_period(text, reference=DAY) == Period(text, *map(_day, FORMS[text]))


@pytest.mark.parametrize("text", RUNNING)
def test_words_without_an_end(text):
    assert parse_period(text, reference=DAY) == Period(text, *map(_day, RUNNING[text]), running=True)


@pytest.mark.parametrize(
    "text", ["", "  ", "onbekend", "n.t.b.", "Nog niet bekend", "nnb", "ntb", "?", "-", "–"]
)
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


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_what_is_not_understood_has_a_reason_and_perhaps_a_repair(text):
    assert parse_period(text, reference=DAY) is None
    assert (why_not(text), suggest_period(text)) == NOT_UNDERSTOOD[text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("najaar 2027, omgeving Eikenlaan", ("najaar 2027", "omgeving Eikenlaan")),
        ("Q3 2027 ,  hofjes, begin Eikenlaan", ("Q3 2027", "hofjes, begin Eikenlaan")),
        ("onbekend, heel Selwerd", ("onbekend", "heel Selwerd")),
        ("najaar 2027", ("najaar 2027", "")),
        ("vanaf april 2027, doorlopend", ("vanaf april 2027, doorlopend", "")),
        ("binnenkort, omgeving Eikenlaan", ("binnenkort, omgeving Eikenlaan", "")),
        ("sinds begin 2017, drie jaar", ("sinds begin 2017, drie jaar", "")),
        ("maart 2027, april 2028", ("maart 2027, april 2028", "")),
        (", Eikenlaan", (", Eikenlaan", "")),
        ("najaar 2027,", ("najaar 2027,", "")),
        ("", ("", "")),
    ],
)
def test_a_place_behind_the_words_of_time(text, parts):
    assert split_place(text, reference=DAY) == parts


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


_STANDING = [name for name in PARTS_OF_YEAR if name not in {"begin", "medio", "eind", "in de loop van"}]
_PLAIN_UNITS = st.builds("{} {}".format, st.sampled_from(_STANDING), st.integers(2000, 2060)) | _YEARS


@given(_PLAIN_UNITS, _PLAIN_UNITS, st.sampled_from([" t/m ", " tot en met ", " - ", "-", " – "]))
def test_a_range_runs_from_the_first_day_of_one_unit_to_the_last_of_the_other(one, two, between):
    first, last = (parse_period(unit, reference=DAY) for unit in (one, two))
    whole = parse_period(f"{one}{between}{two}", reference=DAY)
    if first.start_earliest > last.end_latest:
        assert whole is None
        assert why_not(f"{one}{between}{two}") == "period_reversed"
    elif one.startswith("winter") and between in "- – " and two == str(first.end_latest.year):
        assert whole.end_latest == first.end_latest  # "winter 2027-2028" is one winter
    else:
        assert (whole.start_earliest, whole.start_latest) == (first.start_earliest, first.start_earliest)
        assert (whole.end_earliest, whole.end_latest) == (last.end_latest, last.end_latest)


@given(
    st.sampled_from([*FORMS, *RUNNING]), st.integers(1, 3), st.sampled_from([str.upper, str.title, str.lower])
)
def test_capitals_and_spaces_do_not_matter(text, spaces, letters):
    told = (" " * spaces).join(["", *letters(text).split(" "), ""])
    period = parse_period(told, reference=DAY)
    assert period == replace(parse_period(text, reference=DAY), text=told)


@given(_PHRASES | st.sampled_from(list(NOT_UNDERSTOOD)))
def test_a_repair_is_understood_and_only_proposed_for_what_is_not(text):
    if parse_period(text, reference=DAY) is None:
        likely = suggest_period(text)
        assert not likely or parse_period(likely, reference=DAY).known
        assert why_not(text) in {"day_impossible", "period_reversed", "period_unread"}


@given(_PHRASES)
def test_no_word_is_lost_between_time_and_place(text):
    time, place = split_place(text, reference=DAY)
    assert (time, place) == (text, "") or [word.strip() for word in text.split(",", 1)] == [time, place]


@given(
    _PHRASES
    | st.sampled_from([*FORMS, *RUNNING, *NOT_UNDERSTOOD, "'27", "3/4/27", "3–4–27", "Komende  jaren"])
)
def test_words_tell_a_time_when_anything_is_known_of_it(text):
    period = parse_period(text, reference=DAY)
    assert tells_time(text) == (period is not None and period.known)
