"""How long and how much one fetch may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds of one fetch, all its questions together.

    Parameters
    ----------
    deadline_s
        From the first question to the last byte [s]: 80 MB, all scores of the country, takes 64 at 10 Mbit/s.
    silence_s
        A connection that says nothing this long [s] is given up, and tried again.
    pause_s
        Before the first retry [s], twice as long before the second; the service's own Retry-After wins.
    most_bytes
        Of all answers together, unpacked. A gemeente is a few MB.
    most_pages
        Of one question.
    """

    deadline_s: float = 180.0
    silence_s: float = 30.0
    pause_s: float = 1.0
    most_bytes: int = 120_000_000
    most_pages: int = 50
