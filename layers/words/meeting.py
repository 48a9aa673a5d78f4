"""Dutch sentences of the page Overleg: what is on the agenda, how it stands, what to do now."""

from __future__ import annotations

import pandas as pd

from gis.analysis.upkeep import STALE_MONTHS
from gis.workspace.agreements import FINISHED, LATE
from gis.workspace.meetings import MONTHS_BACK, Since
from layers.words.formats import listed, number, plural
from layers.words.reports import day

MADE = "Verzonnen voorbeeld (fictief): plannen, besluiten en bedragen zijn niet echt."
NO_OWNER = "nog niemand"
_NO_DAY = "nog geen dag"
_SAID = {True: "ja", False: "nee"}


def agenda_sentence(*, open_count: int, late: int, stale: int, groups: int, ending: int) -> str:
    """Return the agenda in one sentence; what there is nothing of is left out.

    Examples
    --------
    >>> agenda_sentence(open_count=3, late=1, stale=2, groups=0, ending=0)
    '3 open besluiten en afspraken, waarvan 1 te laat; 2 plannen om na te lopen.'
    >>> agenda_sentence(open_count=0, late=0, stale=0, groups=0, ending=0)
    'Er staat niets op de agenda.'
    """
    over = f", waarvan {number(late)} te laat" if late else ""
    counts = (
        (open_count, plural(open_count, "open besluit of afspraak", "open besluiten en afspraken") + over),
        (stale, plural(stale, "plan om na te lopen", "plannen om na te lopen")),
        (groups, plural(groups, "groep om over te besluiten", "groepen om over te besluiten")),
        (ending, f"{number(ending)} keer geld dat afloopt"),
    )
    told = "; ".join(words for count, words in counts if count)
    return f"{told}." if told else "Er staat niets op de agenda."


def since_sentence(since: Since, *, asked: bool) -> str:
    """Return since when the page looks back, and why that day.

    Examples
    --------
    >>> from datetime import date
    >>> since_sentence(Since(date(2027, 1, 14), decided=True), asked=False)
    'Na 14 januari 2027, de dag van het laatste besluit.'
    """
    if since.decided:
        return f"Na {day(since.day)}, de dag van het laatste besluit."
    if asked:
        return f"Na {day(since.day)}, de dag die u koos."
    return f"Na {day(since.day)}, {MONTHS_BACK} maanden voor de peildatum: er is nog niets besloten."


def state_told(state: str, days_late: int | None) -> str:
    """Return how an agreement stands.

    Examples
    --------
    >>> state_told("te laat", 10), state_told("open", None)
    ('10 dagen te laat', 'open')
    """
    return f"{plural(days_late, 'dag', 'dagen')} te laat" if state == LATE and days_late else state


def last_day_told(told: object) -> str:
    """Return the last day of something; "nog geen dag" when none was agreed."""
    return _NO_DAY if pd.isna(told) else day(told)  # type: ignore[call-overload, arg-type]


def said(told: object, *, unknown: str) -> str:
    """Return ja or nee, or what stands for nobody having said."""
    return unknown if pd.isna(told) else _SAID[bool(told)]  # type: ignore[call-overload]


def agreement_todo(state: str, *, owner: str, dated: bool) -> str:
    """Return what to do now about an agreement.

    Examples
    --------
    >>> agreement_todo("te laat", owner="gemeente (wijkregisseur)", dated=True)
    'Vraag gemeente (wijkregisseur) wat ervan kwam, of spreek een nieuwe dag af.'
    """
    if state == FINISHED:
        return ""
    if owner == NO_OWNER:
        return "Spreek af wie dit doet."
    if state == LATE:
        return f"Vraag {owner} wat ervan kwam, of spreek een nieuwe dag af."
    return f"Vraag {owner} hoe het staat." if dated else "Spreek een dag af."


def stale_todo(owner: str, *, overdue: bool) -> str:
    """Return what to ask about a plan that nobody confirmed for long."""
    ask = f"Vraag {owner}"
    return (
        f"{ask} of het klaar is, of wanneer dan: de periode is voorbij."
        if overdue
        else f"{ask} of dit plan nog doorgaat."
    )


def stale_sentence(stale: pd.DataFrame) -> str:
    """Return how many plans are to be asked about (`upkeep.find_stale`), and why.

    Examples
    --------
    >>> stale_sentence(pd.DataFrame({"overdue": [True, False, False]}))
    '1 plan had al klaar moeten zijn, 2 plannen zijn al 24 maanden door niemand bevestigd.'
    """
    over = int(stale["overdue"].sum())
    silent = len(stale) - over
    told = [f"{plural(over, 'plan had', 'plannen hadden')} al klaar moeten zijn"] if over else []
    if silent:
        verb = plural(silent, "plan is", "plannen zijn")
        told.append(f"{verb} al {STALE_MONTHS} maanden door niemand bevestigd")
    return f"{', '.join(told)}."


def confirmed_told(told: object, months: object) -> str:
    """Return when a plan was confirmed last: "3 maart 2025 (24 maanden geleden)"."""
    if pd.isna(told):  # type: ignore[call-overload]
        return "niet bekend"
    return f"{day(told)} ({plural(int(months), 'maand', 'maanden')} geleden)"  # type: ignore[arg-type, call-overload]


def money_todo(owner: str) -> str:
    """Return what to ask where money ends."""
    return f"Vraag {owner} wat er daarna komt."


def changes_sentence(counts: dict[str, int]) -> str:
    """Return how much changed, by what: "1 nieuw, 1 verschoven.".

    Examples
    --------
    >>> changes_sentence({"Nieuw": 1, "Verschoven": 2, "Besloten": 0})
    '1 nieuw en 2 verschoven.'
    """
    told = [f"{number(count)} {words.lower()}" for words, count in counts.items() if count]
    return f"{listed(told)}." if told else "Er is niets veranderd."
