"""Names that look like a name that is not there: suggestions for a person, never an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

ALIKE = 0.8  # share of letters in common, as difflib counts it: one letter wrong in a short name
_LOOKED_AT = 20  # names with the most pieces in common; comparing all of a gemeente's would take long
_PIECE = 2  # letters


class NearNames:
    """Names to look for a near miss among.

    Parameters
    ----------
    names
        What each is compared as, and what is written of it.
    alike
        Share of letters that two names must have in common.

    Examples
    --------
    >>> NearNames([("eikenlaan", "Eikenlaan"), ("iepenlaan", "Iepenlaan")]).like("eikelaan")
    ('Eikenlaan',)
    >>> NearNames([("eikenlaan", "Eikenlaan")]).like("havenkade")
    ()
    """

    def __init__(self, names: Iterable[tuple[str, str]], *, alike: float = ALIKE) -> None:
        self._alike = alike
        self._written = dict(names)
        self._with: dict[str, list[str]] = {}
        for name in self._written:
            for piece in _pieces(name):
                self._with.setdefault(piece, []).append(name)

    def like(self, name: str, *, most: int = 3) -> tuple[str, ...]:
        """Return what is written of the names most like this one, the most alike first."""
        shared = Counter(other for piece in _pieces(name) for other in self._with.get(piece, ()))
        compared = SequenceMatcher(b=name)
        near = []
        for other, _ in shared.most_common(_LOOKED_AT):
            compared.set_seq1(other)
            if compared.quick_ratio() >= self._alike and (ratio := compared.ratio()) >= self._alike:
                near.append((-ratio, other))
        return tuple(self._written[other] for _, other in sorted(near)[:most])


def _pieces(name: str) -> list[str]:
    framed = f" {name} "
    return list(dict.fromkeys(framed[start : start + _PIECE] for start in range(len(framed) - _PIECE + 1)))
