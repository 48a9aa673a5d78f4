"""Sentences about days, periods, fetches and files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from gis.periods import MONTHS, Period
from gis.sources.services.client import Progress
from gis.workspace.fetch import Fetched
from gis.workspace.places import Place
from layers.words.formats import number, plural

_AUDIENCES = {"public": "iedereen", "partners": "de partners", "own": "onze organisatie"}
_TABLES = {"figures": "kerncijfers", "scores": "Leefbaarometer"}
_SIDES = {
    "boundaries": ("buurt zonder", "buurten zonder"),
    "other": ("code zonder grens in", "codes zonder grens in"),
}
_ROLES = {
    "buurt": "grenzen van buurten",
    "wijk": "grenzen van wijken",
    "gemeente": "grens van de gemeente",
    "figures": "kerncijfers",
    "scores": "Leefbaarometer",
    "grid_scores": "Leefbaarometer per vierkant",
    "grid_inhabitants": "inwoners per vierkant",
    "indicators": "eigen wijkkompas",
}
_STEPS = {
    "gemeenten": "PDOK: de gemeente",
    "wijken": "PDOK: de wijken",
    "buurten": "PDOK: de buurten",
    "gemeentescore": "Leefbaarometer: de gemeente",
    "wijkscore": "Leefbaarometer: de wijken",
    "buurtscore": "Leefbaarometer: de buurten",
    "cijfers": "CBS: de kerncijfers",
    "buren": "PDOK: de gemeenten eromheen",
}
_MEGABYTE = 1_000_000


def day(told: date) -> str:
    """Return a day in words.

    Examples
    --------
    >>> day(date(2027, 3, 11))
    '11 maart 2027'
    """
    return f"{told.day} {MONTHS[told.month - 1]} {told.year}"


def taken(told: str) -> str:
    """Return the day that a source was taken, in words; what is no day stays as it was told.

    Examples
    --------
    >>> taken("2026-04-27"), taken("2026"), taken("")
    ('27 april 2026', '2026', '')
    """
    try:
        return day(date.fromisoformat(told))
    except ValueError:
        return told


def period_words(activity: Mapping[str, Any]) -> str:
    """Return the words as told with the days they mean: "najaar 2027 (vanaf 1 september 2027 tot en met …)".

    A beginning or an end that lies somewhere between two days is told with both: "2027 tot medio 2028
    (vanaf 1 januari 2027, eindigt tussen 1 mei 2028 en 31 augustus 2028)".
    """
    words = str(activity["period_text"])
    first, last = activity["start_earliest"], activity["end_latest"]
    if pd.isna(first) and pd.isna(last):
        return words or "nog niet bekend"
    start, end = _between(first, activity.get("start_latest")), _between(activity.get("end_earliest"), last)
    told = [
        "" if pd.isna(first) else f"begint {start}" if start else f"vanaf {day(first.date())}",
        "" if pd.isna(last) else f"eindigt {end}" if end else f"tot en met {day(last.date())}",
    ]
    return f"{words} ({(', ' if start or end else ' ').join(filter(None, told))})"


def told_period(period: Period) -> str:
    """Return the words and days of a period that is no row of a frame yet, as `period_words` does."""
    days = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    told = {name: pd.Timestamp(one) if (one := getattr(period, name)) else pd.NaT for name in days}
    return period_words({"period_text": period.text, **told})


def _between(earliest: pd.Timestamp | None, latest: pd.Timestamp | None) -> str:
    """Return "tussen … en …" of a fuzzy end; empty when it is one day or not known."""
    if earliest is None or latest is None or pd.isna(earliest) or pd.isna(latest) or earliest == latest:
        return ""
    return f"tussen {day(earliest.date())} en {day(latest.date())}"


def inhabitants_or_reason(count: float | None, reason: str | None) -> str:
    """Return "ongeveer 6.580 inwoners", or that the number is missing and why."""
    if count is None or pd.isna(count):
        return f"aantal inwoners: geen cijfer ({reason or 'niet gepubliceerd'})"
    return f"ongeveer {plural(int(count), 'inwoner', 'inwoners')}"


def fetch_lines(found: Fetched) -> list[str]:
    """Return what a fetch brought: counts, what each file was used for, and what does not join."""
    place = found.place
    scored = int(place.scores["code"].str.startswith("BU").sum())
    lines = [
        (
            f"{place.gemeentenaam} ({place.gemeentecode}), grenzen van {place.jaar}: "
            f"{plural(len(place.buurten), 'buurt', 'buurten')}, "
            f"{plural(len(place.wijken), 'wijk', 'wijken')}, "
            f"{plural(scored, 'buurt', 'buurten')} met score."
        ),
    ]
    for used in found.used:
        roles = ", ".join(_ROLES[role] for role in used.roles) or "niet gebruikt"
        lines.append(f"  {used.file} · {used.layer}: {plural(used.rows, 'rij', 'rijen')}, {roles}")
    sides = Counter(zip(place.unmatched["table"], place.unmatched["side"], strict=True))
    for (table, side), count in sorted(sides.items()):
        what = plural(count, *_SIDES[side])
        lines.append(f"Past niet op elkaar: {what} {_TABLES[table]}.")
    if found.water:
        lines.append(f"Weggelaten als water: {number(found.water)}.")
    if len(found.mended):
        lines.append(f"Grenzen die niet goed sloten en zijn hersteld: {number(len(found.mended))}.")
    if len(place.missing):
        lines.append(f"Cijfers die niet zijn gepubliceerd: {number(len(place.missing))}.")
    return lines


def side_words(table: str, side: str) -> str:
    """Return in which of two tables a code stands (see `gis.sources.join.unmatched`).

    Examples
    --------
    >>> side_words("scores", "boundaries")
    'wel bij de grenzen, niet in de Leefbaarometer'
    """
    other = f"in de {_TABLES[table]}"
    return (
        f"wel bij de grenzen, niet {other}" if side == "boundaries" else f"wel {other}, niet bij de grenzen"
    )


def kept_sentence(place: Place) -> str:
    """Return of which gemeente, year and day the copy is that is used for want of a new one."""
    last = max((origin.retrieved for origin in place.origins), default="")
    when = f", opgehaald op {taken(last)}" if last else ""
    return f"U werkt verder met {place.gemeentenaam} {place.jaar}{when}; daaraan is niets veranderd."


def progress_words(progress: Progress) -> str:
    """Return how far a fetch is, in words.

    Examples
    --------
    >>> progress_words(Progress("buurten", 3, 8, features=151, bytes=1_240_000))
    'Stap 3 van 8 · PDOK: de buurten · 151 gebieden · 1,2 MB'
    """
    words = [f"Stap {progress.number} van {progress.steps}", _STEPS.get(progress.step, progress.step)]
    if progress.features:
        of = "" if progress.total is None else f"{number(progress.features)} van "
        count = progress.features if progress.total is None else progress.total
        words.append(of + plural(count, "gebied", "gebieden"))
    if progress.bytes >= _MEGABYTE / 20:  # less would read as 0,0
        words.append(f"{number(progress.bytes / _MEGABYTE, 1)} MB")
    return " · ".join(words)


def source_lines(sources: Iterable[Mapping[str, object]]) -> list[str]:
    """Return one line per source: publisher, title, year, licence, when it was taken."""
    return [
        f"{one['publisher']}, {one['title']} {one['year']} ({one['licence']}, "
        f"opgehaald {taken(str(one['retrieved']))})"
        for one in sources
    ]


def written_sentence(name: str, audience: str) -> str:
    """Return that a file was written, and for whom."""
    return f"Geschreven: {name}, voor {_AUDIENCES[audience]}."
