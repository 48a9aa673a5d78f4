"""Where a row says it is, in words: found, or why not and what it might be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class Candidate:
    """A place that the words might mean, for a person to choose.

    `geometry` is in RD New [m], None for a whole area whose outline is not known here; then `area_codes`
    tell it. `score` is what a service gave, None for what was found here.
    """

    words: str
    geometry: BaseGeometry | None
    accuracy: str
    source: str
    score: float | None = None
    area_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Located:
    """What became of the words of one row.

    Parameters
    ----------
    geometry
        In RD New [m]; None for a whole area, which `area_codes` and `reach` tell, and when nothing was found.
    accuracy, reach
        As in the vocabulary.
    source
        In what the words were found, with its edition.
    street
        The street of the place as its source writes it.
    problem
        Code of what is wrong; empty when the place was found.
    remark
        Code of what a person should know of a place that was found.
    told
        What the sentence of the problem or the remark needs.
    candidates
        What the words might mean; never taken without a person.
    """

    geometry: BaseGeometry | None = None
    accuracy: str = "onbekend"
    source: str = ""
    area_codes: tuple[str, ...] = ()
    reach: str = "plek"
    street: str | None = None
    problem: str = ""
    told: str = ""
    candidates: tuple[Candidate, ...] = ()
    remark: str = ""


Locate = Callable[[Mapping[str, str]], Located | None]  # None: the row tells no place in words
