"""Sentences about what the table decided: on a card, and when two people decide at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gis.register.decisions import NOT, Decision
from layers.words.changes import owner_told
from layers.words.formats import plural
from layers.words.reports import day


def decision_line(decision: Decision, *, reference_day: date) -> str:
    """Return a decision for a card, and whether it is late at the peildatum.

    Examples
    --------
    >>> day = date(2027, 3, 11)
    >>> told = Decision(("A", "B"), "uitzoeken", day, "gemeente", "wijkregisseur", date(2027, 3, 1))
    >>> decision_line(told, reference_day=day)
    'Uitzoeken · gemeente (wijkregisseur) · voor 1 maart 2027 · te laat'
    """
    late = decision.due_on is not None and decision.due_on < reference_day
    parts = [
        decision.choice.capitalize(),
        owner_told(decision.organisation, decision.role),
        f"voor {day(decision.due_on)}" if decision.due_on else "",
        "gedaan" if decision.done else "te laat" if late and decision.choice != NOT else "",
    ]
    return " · ".join(part for part in parts if part)


def about_words(members: tuple[str, ...], decided: tuple[str, ...], *, plans: Mapping[str, str]) -> str:
    """Return over which of these plans was decided; empty when it was over exactly these.

    Parameters
    ----------
    members
        Ids of the group as it is now.
    decided
        Ids of the group as it was then.
    plans
        By id which plan it is of, for phases of one; what is not in it is a plan of its own.

    Examples
    --------
    >>> about_words(("A", "B", "C", "D"), ("A", "B", "C"), plans={})
    'besloten over 3 van deze 4 plannen'
    >>> about_words(("A", "B", "C"), ("A", "B", "C", "D"), plans={})
    'besloten over deze 3 plannen en 1 plan dat er niet meer bij is'
    """
    now, then = ({plans.get(one, one) for one in told} for told in (members, decided))
    if now == then:
        return ""
    kept, gone = len(now & then), len(then - now)
    told = "deze" if kept == len(now) else f"{kept} van deze"
    left = f" en {plural(gone, 'plan dat', 'plannen die')} er niet meer bij {'is' if gone == 1 else 'zijn'}"
    return f"besloten over {told} {plural(len(now), 'plan', 'plannen')}{left if gone else ''}"


def both_versions(wanted: Decision, standing: Decision | None, *, reference_day: date) -> str:
    """Return what stands there and what somebody wanted, after two people decided at once."""
    there = "niets" if standing is None else _told(standing, reference_day)
    by = f" (door {standing.by})" if standing is not None and standing.by else ""
    wish = _told(wanted, reference_day)
    return (
        f"Nu staat er: {there}{by}. U wilde: {wish}. Uw keuze is niet bewaard; kies opnieuw als het zo moet."
    )


def _told(decision: Decision, reference_day: date) -> str:
    line = decision_line(decision, reference_day=reference_day)
    return f"{line} · {decision.note}" if decision.note else line
