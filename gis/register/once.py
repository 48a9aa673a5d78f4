"""A column of values to what is made of them: of values that are equal it is made once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

Value = TypeVar("Value", bound=Hashable)
Made = TypeVar("Made")


def each_once(values: Sequence[Value], make: Callable[[Value], Made]) -> list[Made]:
    """Return what `make` makes of each value, in order: a list repeats its own few words.

    Parameters
    ----------
    values
        Of one type, since 1 and True are equal.
    make
        Gives something that is not changed afterwards: equal values share it.

    Examples
    --------
    >>> each_once(["plan", "idee", "plan"], str.upper)
    ['PLAN', 'IDEE', 'PLAN']
    """
    made = {value: make(value) for value in dict.fromkeys(values)}
    return list(map(made.__getitem__, values))
