"""Phases of one activity, told in its name or beside it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable

_PHASES = uuid.UUID("0b0f3f0e-6f0a-5d5e-9a55-1c0f7f7b6a21")  # makes the same id of the same name each time

_WORD = r"(?:deel|fase|golf|ronde|tranche|etappe|phase)"
_NUMBER = r"(?:\d{1,2}[a-z]?|[ivx]{1,4}|[a-d])"
_ORDINAL = r"(?:\d{1,2}\s?e|eerste|tweede|derde|vierde|vijfde|zesde)"
_PHASE = rf"(?:{_WORD}\s*(?:nr\.?\s*)?{_NUMBER}|{_ORDINAL}\s+{_WORD})"
_PARTS = r"[\s,;:.()/–-]"
_BEHIND = re.compile(rf"(?P<base>.*?){_PARTS}+(?P<phase>{_PHASE})\s*\)?\s*", re.IGNORECASE | re.DOTALL)
_BEFORE = re.compile(  # a letter needs a mark behind it: "Deel a van de wijk" is no phase
    rf"\(?(?P<phase>(?:{_WORD}\s*\d{{1,2}}|{_ORDINAL}\s+{_WORD})(?={_PARTS})|{_PHASE}(?=\s*[:,;)–-]))(?P<base>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 300  # characters of a name that is looked at
_BARE = re.compile(_NUMBER, re.IGNORECASE)


def phase_of(title: str, fase: str = "") -> tuple[str, str]:
    """Return the name of the activity that a row is a phase of, and the words of the phase, "" for none.

    The phase stands at the end or the beginning of the name (a word such as deel, fase, golf or ronde with a
    number), or in a column of its own, which goes before the name.

    Parameters
    ----------
    title
        The name of the row.
    fase
        The words of its column for phases, if any; a bare number is a phase.

    Examples
    --------
    >>> phase_of("Warmtenet, deel 1"), phase_of("Langs de deuren (golf 2)"), phase_of("Fase 3: Riool")
    (('Warmtenet', 'deel 1'), ('Langs de deuren', 'golf 2'), ('Riool', 'Fase 3'))
    >>> phase_of("Warmtenet", "2"), phase_of("Speelplek")
    (('Warmtenet', 'fase 2'), ('Speelplek', ''))
    """
    name, beside = title.strip(), fase.strip()
    found = _BEHIND.fullmatch(name) or _BEFORE.fullmatch(name) if len(name) <= _LONGEST else None
    base = found["base"].strip(" ,;:.()/–-") if found else ""
    if base.count("(") > base.count(")"):
        base += ")"  # the phase stood between the brackets
    if beside:
        return base or name, f"fase {beside}" if _BARE.fullmatch(beside) else beside
    return (base, found["phase"]) if found and base else (name, "")


def share_phases(rows: Iterable[tuple[str, str]], *, owner: str) -> list[str | None]:
    """Return for every row the id that it shares with the other phases of its activity, None for no phase.

    The id follows from the owner and the name without its phase, so that a phase in a later list joins those
    of an earlier one.

    Parameters
    ----------
    rows
        Name and words of the column for phases ("" for none) of each row.
    owner
        Whose rows they are.

    Examples
    --------
    >>> rows = [("Riool, deel 1", ""), ("riool", "2"), ("Plein", "")]
    >>> one, two, none = share_phases(rows, owner="gemeente")
    >>> one == two, none
    (True, None)
    """
    found = (phase_of(title, fase) for title, fase in rows)
    return [
        str(uuid.uuid5(_PHASES, f"{owner}\x1f{' '.join(base.casefold().split())}")) if phase else None
        for base, phase in found
    ]
