"""What would probably mend a field; only a person takes a suggestion."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from gis.periods import suggest_period
from gis.register.records import Problem
from gis.vocabulary import Vocabulary

_REMEMBERED = 1024  # words: a list has the same wrong one in many rows
_ALIKE = 0.6  # of difflib's ratio; below it a suggestion is a guess
_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_PERIODS = {"period_unread", "period_reversed", "day_impossible"}


def suggest(problem: Problem, *, vocabulary: Vocabulary) -> Problem:
    """Return the problem with what would probably mend it, when there is something and nothing stands there.

    Examples
    --------
    >>> from pathlib import Path
    >>> from gis.vocabulary import load_vocabulary
    >>> words = load_vocabulary(Path("data/vocabulary.toml"))
    >>> suggest(Problem(3, "thema", "theme_unknown", "Energi"), vocabulary=words).suggestion
    'energie'
    """
    if problem.suggestion or not problem.told:
        return problem
    return replace(problem, suggestion=_mended(problem, vocabulary))


def _mended(problem: Problem, vocabulary: Vocabulary) -> str:
    told = problem.told
    if problem.code in _PERIODS:
        return suggest_period(told)
    if problem.code == "not_a_day" and (match := _DAY.fullmatch(told.strip())):
        return _iso(*map(int, match.groups()))
    if problem.code == "not_a_whole_number":
        digits = re.findall(r"\d+", told)
        return digits[0] if len(digits) == 1 else ""
    lists: Mapping[str, Collection[str]] = {
        "theme_unknown": [*vocabulary.themes, *vocabulary.theme_words],
        "kind_unknown": vocabulary.kinds,
        "status_unknown": [*vocabulary.statuses, *vocabulary.status_synonyms],
        "visibility_unknown": vocabulary.visibilities,
        "accuracy_unknown": vocabulary.accuracies,
        "reach_unknown": vocabulary.lists["reaches"],
        "target_group_unknown": vocabulary.lists["target_groups"],
        "privacy_class_unknown": vocabulary.lists["privacy_classes"],
    }
    near = _nearest(told, tuple(lists.get(problem.code, ())))
    return vocabulary.theme_words.get(near, near) if problem.code == "theme_unknown" else near


@lru_cache(maxsize=_REMEMBERED)
def _nearest(told: str, words: tuple[str, ...]) -> str:
    """Return the word that is most like what was told, also like one of its words; none when nothing is."""
    plain = told.casefold()
    held = [word for word in words if re.search(rf"\b{re.escape(word)}\b", plain)]
    if held:
        return max(held, key=len)
    return next(iter(difflib.get_close_matches(plain, list(words), n=1, cutoff=_ALIKE)), "")


def _iso(day: int, month: int, year: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
