"""The closed lists of the register: themes, kinds, statuses and what follows from them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from gis.errors import SourceError

STRONGEST = 3  # of the interaction table, either way: belemmert sterk .. versterkt sterk


@dataclass(frozen=True)
class Theme:
    """A theme; `group` is the letter of its theme group, `domain` fysiek, sociaal, economisch or the like."""

    name: str
    group: str
    domain: str


@dataclass(frozen=True)
class Kind:
    """A kind of activity.

    `widen_m` [m] is the working width on each side (`widen_line_m` for a line); `reach_m` [m] the
    straight-line distance of the people it serves, None when it serves its own area only. `street_work`
    opens a street. Work of a `household` kind happens at people's homes: it never has a point.
    """

    name: str
    widen_m: float
    widen_line_m: float
    reach_m: float | None
    street_work: bool
    household: bool


@dataclass(frozen=True)
class Status:
    """A step of the ladder; `shown_as` is bestaand, gepland, idee or voorbij, the others run 0 to 1."""

    name: str
    shown_as: str
    likely: float
    movable: float


@dataclass(frozen=True)
class Rule:
    """One line of the interaction table: themes of `a` with themes of `b` (or domains) score `value`."""

    a: frozenset[str]
    b: frozenset[str]
    value: int


@dataclass(frozen=True)
class Vocabulary:
    """Everything that one vocabulary file says; `lists` holds the plain lists by name.

    `theme_words` are words that lists use for a theme: they make a suggestion, never a theme;
    `headings` what lists call our fields. `given` are the values of the interaction table that the partners
    gave themselves, by the one or two themes that they are about.
    """

    groups: Mapping[str, str]
    themes: Mapping[str, Theme]
    theme_words: Mapping[str, str]
    headings: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, Kind]
    statuses: Mapping[str, Status]
    status_synonyms: Mapping[str, str]
    visibilities: Mapping[str, str]
    accuracies: Mapping[str, bool]
    dimensions: Mapping[str, str]
    dimension_themes: Mapping[str, tuple[str, ...]]
    rules: tuple[Rule, ...]
    street_themes: frozenset[str]
    lists: Mapping[str, tuple[str, ...]]
    given: Mapping[frozenset[str], int] = field(default_factory=dict)

    def with_strengths(self, values: Mapping[tuple[str, str], int]) -> Vocabulary:
        """Return the vocabulary in which the partners gave these values of the interaction table, no others.

        Parameters
        ----------
        values
            -3..3 by two themes, in either order; one theme twice is that theme with itself. They go before
            every rule, also the one for works in the street.

        Examples
        --------
        >>> words = load_vocabulary(Path("data/vocabulary.toml"))
        >>> ours = words.with_strengths({("energie", "groen"): -2})
        >>> ours.strength("groen", "vergroening", "energie", "warmtenet")
        -2
        """
        return replace(self, given={frozenset(pair): value for pair, value in values.items()})

    def with_calls(self, values: Mapping[str, tuple[str, ...]]) -> Vocabulary:
        """Return the vocabulary in which these figures call for these themes, others for what they did.

        Examples
        --------
        >>> words = load_vocabulary(Path("data/vocabulary.toml"))
        >>> words.with_calls({"soc": ("ontmoeten",)}).dimension_themes["soc"]
        ('ontmoeten',)
        """
        return replace(self, dimension_themes={**self.dimension_themes, **values})

    def strength(self, theme_a: str, kind_a: str, theme_b: str, kind_b: str) -> int:
        """Return how much two plans strengthen each other, -3 to +3; symmetric.

        What the partners gave decides. Else two works in the street strengthen each other unless they are
        of one theme and one kind (or of an unknown kind), any other pair within one theme is 0, and the
        first rule that fits decides.

        Examples
        --------
        >>> words = load_vocabulary(Path("data/vocabulary.toml"))
        >>> words.strength("energie", "warmtenet", "energie", "kabels en leidingen")
        3
        >>> words.strength("wonen", "renovatie", "wonen", "groot onderhoud")
        0
        """
        told = self.given.get(frozenset((theme_a, theme_b)))
        if told is not None:
            return told
        if theme_a == theme_b:
            known = "onbekend" not in {kind_a, kind_b}
            return 3 if theme_a in self.street_themes and known and kind_a != kind_b else 0
        return self._pair_strength.get(frozenset((theme_a, theme_b)), 0)

    @cached_property
    def _pair_strength(self) -> dict[frozenset[str], int]:
        names = {name: {name, f"domein {theme.domain}", "*"} for name, theme in self.themes.items()}
        table: dict[frozenset[str], int] = {}
        for rule in self.rules:
            left = [name for name, says in names.items() if says & rule.a]
            right = [name for name, says in names.items() if says & rule.b]
            for one in left:
                for other in right:
                    table.setdefault(frozenset((one, other)), rule.value)
        return table


def load_vocabulary(path: Path) -> Vocabulary:
    """Read a vocabulary file (TOML).

    Raises
    ------
    SourceError
        ``file_missing``, or ``vocabulary_broken`` with the entry that is missing or not understood.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return _build(told)
    except FileNotFoundError as error:
        raise SourceError("file_missing", path=str(path)) from error
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise SourceError("vocabulary_broken", path=str(path), reason=str(error)) from error


def _build(told: dict[str, Any]) -> Vocabulary:  # TOML has no narrower type
    kinds = {
        name: Kind(
            name,
            float(entry["widen_m"]),
            float(entry.get("widen_line_m", entry["widen_m"])),
            float(entry["reach_m"]) if "reach_m" in entry else None,
            bool(entry.get("street_work", False)),
            bool(entry.get("household", False)),
        )
        for name, entry in told["kinds"].items()
    }
    statuses = {
        name: Status(name, entry["shown_as"], float(entry["likely"]), float(entry["movable"]))
        for name, entry in told["statuses"].items()
    }
    rules = tuple(
        Rule(frozenset(entry["a"]), frozenset(entry["b"]), int(entry["value"]))
        for entry in told["interaction"]["rules"]
    )
    return Vocabulary(
        groups=told["groups"],
        themes={name: Theme(name, entry["group"], entry["domain"]) for name, entry in told["themes"].items()},
        theme_words=told.get("theme_words", {}),
        headings={field: tuple(names) for field, names in told.get("headings", {}).items()},
        kinds=kinds,
        statuses=statuses,
        status_synonyms=told["status_synonyms"],
        visibilities=told["visibilities"],
        accuracies=told["accuracies"],
        dimensions=told["dimensions"],
        dimension_themes={name: tuple(themes) for name, themes in told["dimension_themes"].items()},
        rules=rules,
        street_themes=frozenset(told["interaction"]["street_themes"]),
        lists={name: tuple(values) for name, values in told["lists"].items()},
    )
