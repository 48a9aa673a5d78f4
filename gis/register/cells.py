"""One cell to a value of its own type."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd

from gis.tables import LIST_SEPARATOR

Tell = Callable[..., None]  # takes the field, the code of what is wrong, and what stood there

_YES, _NO = (
    frozenset({"ja", "true", "1", "yes", "waar"}),
    frozenset({"", "nee", "false", "0", "no", "onwaar"}),
)
# An apostrophe that a spreadsheet needs, not part of the text.
_GUARDED = tuple(f"'{start}" for start in "=+-@＝＋－＠")
_LARGEST = 999_999_999  # a number of households above it is none, and the store could not hold it


def as_text(value: object) -> str:
    """Return a cell as words: a list joined, a day in ISO form, a missing value as no words."""
    if isinstance(value, str):
        text = value.strip()
        return text[1:] if text.startswith("'") and text.startswith(_GUARDED) else text
    if isinstance(value, list | tuple):
        return LIST_SEPARATOR.join(map(str, value))
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, pd.Timestamp | date):
        return value.isoformat()[:10]
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def listed(text: str) -> tuple[str, ...]:
    """Return the words of a cell that holds several: a JSON list, or split at the list mark or semicolons."""
    if text.startswith("["):  # as a GeoJSON reader hands over a list
        with contextlib.suppress(json.JSONDecodeError, RecursionError):
            return tuple(map(str, json.loads(text)))
    separator = LIST_SEPARATOR.strip() if LIST_SEPARATOR.strip() in text else ";"
    return tuple(word.strip() for word in text.split(separator) if word.strip())


def flag(told: Mapping[str, str], name: str, tell: Tell) -> bool:
    """Return yes or no; anything else is told."""
    text = told.get(name, "").casefold()
    if text not in _YES | _NO:
        tell(name, "not_yes_or_no", text)
    return text in _YES


def whole(told: Mapping[str, str], name: str, tell: Tell) -> int | None:
    """Return a whole number, None when the cell is empty; anything else is told."""
    text = told.get(name, "")
    if text and not (text.isdecimal() and len(text) <= len(str(_LARGEST))):
        tell(name, "not_a_whole_number", text)
        return None
    return int(text) if text else None


def day(told: Mapping[str, str], name: str, tell: Tell) -> date | None:
    """Return a day in ISO form, None when the cell is empty; anything else is told."""
    text = told.get(name, "")
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        tell(name, "not_a_day", text)
        return None
