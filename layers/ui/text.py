"""Text of others on our screens: always text, never marks or code."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&])")


def inert(text: object) -> str:
    r"""Return words so that Markdown shows them as they are.

    Examples
    --------
    >>> inert("[klik](x) **vet** :red[nu] $a$")
    '\\[klik\\]\\(x\\) \\*\\*vet\\*\\* \\:red\\[nu\\] \\$a\\$'
    """
    return _MARKS.sub(r"\\\1", str(text))
