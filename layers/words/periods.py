"""Dutch words for when something runs: what is not sure of a period, and short and long term."""

from __future__ import annotations

from datetime import date

from gis.analysis.terms import Terms
from gis.periods import MONTHS, Period
from layers.words.formats import number, plural, span_of_months

UNKNOWN_PERIOD = "periode onbekend"


def unsure_words(period: Period) -> str:
    """Return what is not sure of the ends of a period; empty when both are told to the day.

    Examples
    --------
    >>> day = date(2028, 12, 31)
    >>> unsure_words(Period("2028", date(2028, 1, 1), date(2028, 1, 1), day, day))
    ''
    >>> unsure_words(Period("na 2030", date(2031, 1, 1), date(2031, 1, 1)))
    'einde onbekend'
    >>> unsure_words(Period("vanaf april 2027", date(2027, 4, 1), date(2027, 4, 30), running=True))
    'begin ergens in april 2027, geen einddatum'
    """
    if not period.known:
        return ""
    start, end = (period.start_earliest, period.start_latest), (period.end_earliest, period.end_latest)
    if start == end and start[0] != start[1]:
        return _somewhere("", *start).strip()
    told = [
        "begin onbekend" if start[0] is None else _somewhere("begin", *start),
        "geen einddatum" if period.running else "",
        "einde onbekend" if end[1] is None and not period.running else _somewhere("einde", *end),
    ]
    return ", ".join(part for part in told if part)


def moment_words(start: date | None, end: date | None, *, slack_months: float) -> str:
    """Return when the plans of a group can go together.

    Parameters
    ----------
    start, end
        First and last day of the common moment; None is open.
    slack_months
        Longest wait [months] between two of them; each is at most half of it away from the moment.

    Examples
    --------
    >>> moment_words(date(2027, 12, 1), date(2027, 12, 31), slack_months=6)
    'Het dichtst bij elkaar: in december 2027. Elk plan loopt dan, of is er hooguit 3 maanden vandaan.'
    """
    when = span_of_months(start, end)
    if not when:
        return ""
    half = slack_months / 2
    away = plural(int(half), "maand", "maanden") if half == int(half) else f"{number(half, 1)} maanden"
    return f"Het dichtst bij elkaar: {when}. Elk plan loopt dan" + (
        f", of is er hooguit {away} vandaan." if half else "."
    )


def term_sentence(terms: Terms) -> str:
    """Return how many plans begin on the short term and how many later.

    Examples
    --------
    >>> term_sentence(Terms(until=date(2029, 3, 11), short=4, long=1, unsure=0))
    'Op korte termijn (begin vóór maart 2029): 4 plannen; op lange termijn: 1 plan'
    >>> term_sentence(Terms(until=date(2029, 3, 11), short=4, long=0, unsure=1))
    'Op korte termijn (begin vóór maart 2029): 4 plannen; begin niet zeker: 1 plan'
    """
    until = f"{MONTHS[terms.until.month - 1]} {terms.until.year}"
    counts = (
        (f"op korte termijn (begin vóór {until})", terms.short),
        ("op lange termijn", terms.long),
        ("begin niet zeker", terms.unsure),
    )
    told = "; ".join(f"{words}: {plural(count, 'plan', 'plannen')}" for words, count in counts if count)
    return told[:1].upper() + told[1:]


def _somewhere(end: str, first: date | None, last: date | None) -> str:
    """Return "einde ergens in mei-augustus 2028" for a fuzzy end; empty for a sure one."""
    if first is None or last is None or first == last:
        return ""
    whole_year = (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31))
    return f"{end} ergens {f'in {first.year}' if whole_year else span_of_months(first, last)}"
