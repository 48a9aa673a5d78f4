"""Dutch words of signals: how many, roughly where, what was done with them."""

from __future__ import annotations

from collections.abc import Sequence

from gis.register.signals import ANSWERED, REPORTED, TAKEN_UP, WITHDRAWN, Signal
from gis.workspace.signals import SignalCount
from layers.words.formats import listed, plural
from layers.words.reports import day

NO_SCORE = "Wat mensen zagen. Het telt in geen score mee."
NOTHING = "Hier zijn nog geen signalen gemeld. Dat zegt niet dat er niets is."
STEP_WORDS = {REPORTED: "gemeld", TAKEN_UP: "opgepakt", ANSWERED: "teruggekoppeld", WITHDRAWN: "weggehaald"}
STEP_MEANS = {
    REPORTED: "gemeld: nog niet opgepakt",
    TAKEN_UP: "opgepakt: iemand is ermee bezig",
    ANSWERED: "teruggekoppeld: wie het meldde, weet wat ermee is gedaan",
}


def count_words(count: SignalCount) -> str:
    """Return how many signals a buurt has and what was done with them.

    Examples
    --------
    >>> count_words(SignalCount(3, 1, 0)), count_words(SignalCount(1, 0, 0))
    ('3 signalen, waarvan 1 opgepakt', '1 signaal, nog niet opgepakt')
    >>> count_words(SignalCount(1, 0, 1)), count_words(SignalCount(9, 2, 4))
    ('1 signaal, teruggekoppeld', '9 signalen, waarvan 2 opgepakt en 4 teruggekoppeld')
    """
    told = plural(count.total, "signaal", "signalen")
    parts = [(count.taken_up, "opgepakt"), (count.answered, "teruggekoppeld")]
    done = [(number, name) for number, name in parts if number]
    if not done:
        return f"{told}, nog niet opgepakt"
    if count.total == 1:
        return f"{told}, {done[0][1]}"
    return f"{told}, waarvan {listed([f'{number} {name}' for number, name in done])}"


def where_words(signal: Signal, *, buurt: str) -> str:
    """Return roughly where a signal is.

    Parameters
    ----------
    buurt
        The buurt or buurten of its squares, or that it is about.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from datetime import date
    >>> seen = Signal("overlast", "Herrie.", "bewoner", date(2027, 3, 1), "wijkteam")
    >>> where_words(replace(seen, area="BU00141000"), buurt="Selwerd")
    'heel Selwerd'
    >>> where_words(replace(seen, cells=((50.0, 50.0),)), buurt="Selwerd")
    'ergens in een vak van 100 m in Selwerd'
    """
    if signal.area:
        return f"heel {buurt}"
    if len(signal.cells) == 1:
        return f"ergens in een vak van {signal.cell_m} m in {buurt}"
    return f"ergens in {len(signal.cells)} vakken van {signal.cell_m} m in {buurt}"


def step_line(signal: Signal) -> str:
    """Return what one version says: the status, since when, by whom."""
    since = signal.status_on or signal.on
    return f"{STEP_WORDS[signal.status]} op {day(since)} · {signal.organisation}"


def history_words(versions: Sequence[Signal]) -> str:
    """Return every step of a signal, the first one first."""
    return " → ".join(step_line(one) for one in versions)
