"""Sentences about what changed since a meeting, and about decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gis.register.decisions import Decision
from gis.register.differences import Difference
from gis.register.records import Activity
from gis.workspace.changes import Changes, Decided, Gone
from layers.words.formats import listed
from layers.words.reports import day

KINDS = {
    "new": "Nieuw",
    "moved": "Verschoven",
    "changed": "Gewijzigd",
    "finished": "Klaar of gestopt",
    "gone": "Niet meer in de lijst",
    "decided": "Besloten",
}
_FIELDS = {
    "title": "naam",
    "public_title": "naam voor bewoners",
    "theme": "thema",
    "other_themes": "andere thema's",
    "kind": "soort",
    "status": "hoe ver het is",
    "postponed": "uitgesteld of niet",
    "period": "wanneer",
    "fixed_date": "of de datum vaststaat",
    "organisation": "organisatie",
    "partners": "partijen die meedoen",
    "target_groups": "voor wie",
    "accuracy": "hoe precies de plek is",
    "reach": "waarvoor het geldt",
    "area_codes": "buurt, wijk of gemeente",
    "street": "straat",
    "phase_of": "fase",
    "framework": "kader of niet",
    "visibility": "wie dit mag zien",
    "privacy_class": "hoe het verteld mag worden",
    "origin": "herkomst",
    "fictional": "verzonnen of echt",
    "source": "bron",
    "money": "geld",
    "count": "aantal",
    "note": "toelichting",
    "source_id": "eigen nummer",
    "place_text": "plek in woorden",
    "place_source": "waar de plek is gevonden",
    "geometry": "plek op de kaart",
}
_NO_PERIOD = "nog niet bekend"


def period_told(activity: Activity) -> str:
    """Return the period as told; without words "nog niet bekend"."""
    return activity.period.text or _NO_PERIOD


def fields_told(difference: Difference, *, without: Iterable[str] = ()) -> str:
    """Return what is different, in words: "hoe ver het is en geld"; empty when nothing else is."""
    left_out = set(without)
    return listed([_FIELDS[name] for name in difference.fields if name not in left_out])


def members_told(decision: Decision, names: Mapping[str, str]) -> str:
    """Return the names of what a decision is about, with a cross between them."""
    return " × ".join(names.get(name, name) for name in decision.members)


def owner_told(organisation: str, role: str) -> str:
    """Return who sees to a decision.

    Examples
    --------
    >>> owner_told("gemeente", "wijkregisseur"), owner_told("GGD", ""), owner_told("", "")
    ('gemeente (wijkregisseur)', 'GGD', 'nog niemand')
    """
    if not organisation:
        return role or "nog niemand"
    return f"{organisation} ({role})" if role else organisation


def decision_told(decision: Decision) -> str:
    """Return a decision in words: "uitzoeken, gemeente (wijkregisseur), voor 1 maart 2027"."""
    parts = [decision.choice]
    if decision.choice != "niet" or decision.organisation:
        parts.append(owner_told(decision.organisation, decision.role))
    if decision.due_on:
        parts.append(f"voor {day(decision.due_on)}")
    if decision.done is not None:
        parts.append("gedaan" if decision.done else "niet gedaan")
    if decision.effect is not None:
        parts.append("had effect" if decision.effect else "had geen effect")
    return ", ".join(parts)


def gone_told(gone: Gone) -> str:
    """Return why an activity is not in the list any more."""
    return f"samengevoegd met {gone.into.title}" if gone.into else "ingetrokken"


def change_lines(changes: Changes) -> list[str]:
    """Return what happened, one line each under a heading per kind; one line when nothing did."""
    since = day(changes.since)
    if not changes.anything:
        return [f"Na {since} is er niets veranderd."]
    lines = [f"Veranderd na {since}:"]
    for kind, ones in changes_told(changes).items():
        lines += [f"{KINDS[kind]} ({len(ones)})", *(f"- {one}." for one in ones)] if ones else []
    return lines


def changes_told(changes: Changes) -> dict[str, list[str]]:
    """Return by kind (`KINDS`) what happened, in words without a full stop."""
    return {
        "new": [f"{_named(one)}: {one.status}, {period_told(one)}" for one in changes.new],
        "moved": [_moved(one) for one in changes.moved],
        "changed": [f"{_named(one.after)}: anders is {fields_told(one)}" for one in changes.changed],
        "finished": [f"{_named(one.after)}: {one.after.status}" for one in changes.finished],
        "gone": [f"{_named(one.activity)}: {gone_told(one)}" for one in changes.gone],
        "decided": [_decided(one, changes.names) for one in changes.decided],
    }


def _named(activity: Activity) -> str:
    return f"{activity.title} ({activity.organisation})" if activity.organisation else activity.title


def _moved(difference: Difference) -> str:
    more = fields_told(difference, without=["period"])
    was, now = period_told(difference.before), period_told(difference.after)
    return f"{_named(difference.after)}: was {was}, nu {now}" + (f"; ook anders: {more}" if more else "")


def _decided(decided: Decided, names: Mapping[str, str]) -> str:
    was = f"; was: {decision_told(decided.before)}" if decided.before else ""
    return f"{members_told(decided.decision, names)}: {decision_told(decided.decision)}{was}"
