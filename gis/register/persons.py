"""Data of persons in free words: the register holds none."""

from __future__ import annotations

import re

from gis.errors import StoreError

_PERSON = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|\b(?:\+31|0031|06)[\s-]?(?:\d[\s-]?){8,9}\b")  # e-mail, mobile
_SIGN = re.compile("@|\\+31|0031|06")  # looked for first: it is quick, and seldom there
_HOME = re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b")  # a whole postcode: some twenty homes


def find_person(words: str) -> str | None:
    """Return the first e-mail address or mobile number in the words, None when there is none.

    Examples
    --------
    >>> find_person("vraag jan@voorbeeld.nl"), find_person("voor 1 maart 2027")
    ('jan@voorbeeld.nl', None)
    """
    match = _PERSON.search(words) if _SIGN.search(words) else None
    return match[0] if match else None


def require_no_person(*words: str, place: bool = False) -> None:
    """Raise when any of the words hold data of a person; with `place` also when they hold a whole postcode.

    Raises
    ------
    StoreError
        ``personal_data``.
    """
    for told in words:
        home = _HOME.search(told) if place else None
        if person := find_person(told) or (home and home[0]):
            raise StoreError("personal_data", told=person)
