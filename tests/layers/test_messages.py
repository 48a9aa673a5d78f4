"""Every code has one sentence, and every sentence a code."""

import ast
import string
from pathlib import Path

import pytest

from gis.errors import BuurtError
from layers.messages import PROBLEMS, SENTENCES, sentence

ROOT = Path(__file__).parents[2]
SOURCES = [*(ROOT / "gis").rglob("*.py"), *(ROOT / "layers").rglob("*.py")]
ERRORS = {"BuurtError", "SourceError", "TableError", "StoreError", "ExportError"}


def _raised() -> dict[str, list[set[str]]]:
    """Codes that stand in the code, with the facts each is raised with."""
    found: dict[str, list[set[str]]] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS
            ):
                continue
            if node.args and isinstance(node.args[0], ast.Constant):
                facts = {word.arg for word in node.keywords if word.arg}
                found.setdefault(node.args[0].value, []).append(facts)
    return found


def _words_in(folder: str) -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / folder).rglob("*.py")]
    return {
        node.value
        for text in texts
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_code_raised_has_a_sentence():
    assert set(_raised()) <= set(SENTENCES)


def test_every_sentence_belongs_to_a_code():
    assert set(SENTENCES) <= set(_raised()) | _words_in("gis")


def test_problem_codes_equal_problem_sentences():
    assert set(PROBLEMS) <= _words_in("gis/register") | _words_in("gis/workspace")


@pytest.mark.parametrize("code", sorted(_raised()))
def test_a_sentence_only_uses_facts_that_are_told(code):
    named = {name for _, name, _, _ in string.Formatter().parse(SENTENCES[code]) if name}
    for facts in _raised()[code]:
        assert named <= facts, (named, facts)


def test_a_sentence_holds_the_facts():
    assert "weg.gpkg" in sentence(BuurtError("file_missing", path="weg.gpkg"))
