"""Text of others on our screens: always text, never marks or code."""

from __future__ import annotations

import re

_LINKS = re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)", re.IGNORECASE)  # Streamlit makes links of what follows
_JOINER = "\u2060"  # unseen, without width
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&])")


def inert(text: object) -> str:
    r"""Return words so that Markdown shows them as they are.

    Examples
    --------
    >>> inert("[klik](x) **vet** :red[nu] $a$")
    '\\[klik\\]\\(x\\) \\*\\*vet\\*\\* \\:red\\[nu\\] \\$a\\$'
    >>> inert("https://elders.example") == "https\\:\u2060//elders\\.example"
    True
    """
    return _MARKS.sub(r"\\\1", _LINKS.sub(_JOINER, str(text)))
