"""Data of persons in free words: the register holds none."""

from __future__ import annotations

import re

_PERSON = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|\b(?:\+31|0031|06)[\s-]?(?:\d[\s-]?){8,9}\b")  # e-mail, mobile
_SIGN = re.compile("@|\\+31|0031|06")  # looked for first: it is quick, and seldom there


def find_person(words: str) -> str | None:
    """Return the first e-mail address or mobile number in the words, None when there is none.

    Examples
    --------
    >>> find_person("vraag jan@voorbeeld.nl"), find_person("voor 1 maart 2027")
    ('jan@voorbeeld.nl', None)
    """
    match = _PERSON.search(words) if _SIGN.search(words) else None
    return match[0] if match else None
