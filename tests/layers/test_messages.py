"""Every code has one sentence, and every sentence a code."""

import ast
import string
import typing
from functools import cache
from pathlib import Path

import pytest

from gis.errors import BuurtError
from gis.periods import WhyNot
from gis.sources.indicators import Fault, FaultCode
from layers.messages import SENTENCES, sentence
from layers.problems import FAULTS, PROBLEMS, fault_sentence

ROOT = Path(__file__).parents[2]
SOURCES = [*(ROOT / "gis").rglob("*.py"), *(ROOT / "layers").rglob("*.py")]
ERRORS = {"BuurtError", "SourceError", "TableError", "StoreError", "ExportError"}


@cache
def _calls(*names: str) -> list[tuple[Path, ast.Call]]:
    found = []
    for path in SOURCES:
        found += [
            (path, node)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and _name_of(node.func) in names
        ]
    return found


def _name_of(called: ast.expr) -> str:
    return called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")


@cache
def _raised() -> dict[str, list[set[str]]]:
    """Codes that stand in the code, with the facts each is raised with."""
    found: dict[str, list[set[str]]] = {}
    for _, call in _calls(*ERRORS):
        if call.args and isinstance(call.args[0], ast.Constant):
            facts = {word.arg for word in call.keywords if word.arg}
            found.setdefault(call.args[0].value, []).append(facts)
    return found


def _handed_on(calls: list[tuple[Path, ast.Call]], place: int) -> set[str]:
    """Words of the files in which a code is handed on by name: one of them must be it."""
    files = {
        path
        for path, call in calls
        if len(call.args) > place and not isinstance(call.args[place], ast.Constant)
    }
    return {
        node.value
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _constants(calls: list[tuple[Path, ast.Call]], place: int) -> set[str]:
    at = [call.args[place] for _, call in calls if len(call.args) > place]
    return {one.value for one in at if isinstance(one, ast.Constant)}


def test_every_code_raised_has_a_sentence():
    assert set(_raised()) - set(SENTENCES) == set()


def test_every_sentence_belongs_to_a_code():
    assert set(SENTENCES) - set(_raised()) - _handed_on(_calls(*ERRORS), 0) == set()


def test_problem_codes_equal_problem_sentences():
    made, told = _calls("Problem"), _calls("tell", "remark")
    plain = _constants(made, 2) | _constants(told, 1)
    assert plain - set(PROBLEMS) == set()
    places = {
        word.value.value
        for _, call in _calls("Located", "replace")
        for word in call.keywords
        if word.arg in {"problem", "remark"} and isinstance(word.value, ast.Constant) and word.value.value
    }
    plain |= places
    plain |= set(typing.get_args(WhyNot))
    others = _handed_on(made, 2) | _handed_on(told, 1) | {"not_yours"}  # what `Terms.refuse` answers
    assert set(PROBLEMS) - plain - others == set()
    closed = {word for word in others if word.endswith("_unknown")} - set(SENTENCES)
    assert closed - set(PROBLEMS) == set()


def test_faults_of_a_wijkkompas_have_their_sentences():
    assert set(typing.get_args(FaultCode)) == set(FAULTS)
    assert "'25'" in fault_sentence(Fault(3, "jaar", "indicator_year", "25"))


def test_a_sentence_says_what_what_and_what_now():
    for text in [*SENTENCES.values(), *PROBLEMS.values(), *FAULTS.values()]:
        assert text.endswith(".")
        assert text.count(". ") + text.count("; ") >= 1, text


@pytest.mark.parametrize("code", sorted(_raised()))
def test_a_sentence_only_uses_facts_that_are_told(code):
    named = {name for _, name, _, _ in string.Formatter().parse(SENTENCES[code]) if name}
    for facts in _raised()[code]:
        assert named <= facts, (named, facts)


def test_a_sentence_holds_the_facts():
    assert "weg.gpkg" in sentence(BuurtError("file_missing", path="weg.gpkg"))
