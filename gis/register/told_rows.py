"""Rows of a list while they are read: each part of them is judged once per words that tell it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from gis.register.once import each_once
from gis.register.records import Problem

Told = Mapping[str, str]
Made = TypeVar("Made")


class Findings:
    """What is found in some words; no row carries it yet."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []

    def tell(self, field: str, code: str, told: str = "", suggestion: str = "") -> None:
        """Keep something that is wrong."""
        self.problems.append(Problem(0, field, code, told, suggestion))

    def remark(self, field: str, code: str, told: str = "") -> None:
        """Keep something that a person should see."""
        self.remarks.append(Problem(0, field, code, told))


Judge = Callable[[Told, Findings], Made]  # takes the words by name, and where to tell what is found in them


class ToldRows:
    """The words of all rows, and what was found in each so far, in the order in which it was judged.

    `problems` and `remarks` hold what was found, per row, without its number.

    Parameters
    ----------
    told
        Words by our exchange names, per row; a row may lack names that others have.
    """

    def __init__(self, told: Sequence[Told]) -> None:
        self.told = list(told)
        self.problems: list[tuple[Problem, ...]] = [()] * len(told)
        self.remarks: list[tuple[Problem, ...]] = [()] * len(told)
        self._names = set().union(*told)

    def __len__(self) -> int:
        return len(self.told)

    def words(self, name: str) -> list[str]:
        """Return a column, no words where a row does not tell it."""
        return [row.get(name, "") for row in self.told] if name in self._names else [""] * len(self.told)

    def each(self, name: str, make: Callable[[str], Made]) -> list[Made]:
        """Return what `make` makes of the words of each row."""
        return each_once(self.words(name), make)

    def cells(self, name: str, read: Callable[[Told, str, Callable[..., None]], Made]) -> list[Made]:
        """Return a column as a function of `gis.register.cells` reads it."""
        return self.judge((name,), lambda told, found: read(told, name, found.tell))

    def fill(self, name: str, words: Sequence[str]) -> None:
        """Let rows tell some words more, where they tell none of that name."""
        for position, new in enumerate(words):
            if new and not self.told[position].get(name):
                self.told[position] = {**self.told[position], name: new}
                self._names.add(name)

    def judge(self, names: Sequence[str], judge: Judge[Made]) -> list[Made]:
        """Return what the words under some names say in each row, and keep what is found in them.

        The judge sees only names that a row has; of rows that tell the same it is asked once.
        """
        there = [name for name in names if name in self._names]
        columns = ([row.get(name) for row in self.told] for name in there)
        keys = list(zip(*columns, strict=True)) if there else [()] * len(self)
        judged = {key: _judged(there, key, judge) for key in dict.fromkeys(keys)}
        if any(found.problems or found.remarks for _, found in judged.values()):
            for position, key in enumerate(keys):
                self.problems[position] += tuple(judged[key][1].problems)
                self.remarks[position] += tuple(judged[key][1].remarks)
        return [judged[key][0] for key in keys]


def _judged(names: Sequence[str], key: Sequence[str | None], judge: Judge[Made]) -> tuple[Made, Findings]:
    found = Findings()
    told = {name: words for name, words in zip(names, key, strict=True) if words is not None}
    return judge(told, found), found
