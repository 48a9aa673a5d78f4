"""The house as drawn: what stands in the plan stands in the tree, and nothing breaks its rules."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted([*(ROOT / "gis").rglob("*.py"), *(ROOT / "layers").rglob("*.py"), ROOT / "streamlit_app.py"])
LONGEST_MODULE, LONGEST_FUNCTION = 300, 60
SHOWS = ("streamlit_app.py", "layers/ui", "layers/pages", "layers/screen")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(params=MODULES, ids=_name)
def module(request: pytest.FixtureRequest) -> tuple[str, str, ast.Module]:
    text = request.param.read_text(encoding="utf-8")
    return _name(request.param), text, ast.parse(text)


def test_module_says_what_it_is(module):
    _, _, tree = module
    assert ast.get_docstring(tree)


def test_module_and_functions_stay_short(module):
    name, text, tree = module
    assert text.count("\n") <= LONGEST_MODULE
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and "migrations" not in name:
            length = node.end_lineno - node.body[0].lineno
            assert length <= LONGEST_FUNCTION, node.name


def test_forbidden_words_do_not_stand_in_the_code(module):
    _, text, _ = module
    for word in ("except Exception", "except:", "sys.path", "unsafe_allow_html", "import pickle", "print("):
        assert not re.search(rf"(?<!\w){re.escape(word)}", text), word


def test_only_the_screen_knows_streamlit(module):
    name, text, _ = module
    assert name.startswith(SHOWS) or not re.search(r"^\s*(?:import|from) streamlit\b", text, re.MULTILINE)


def test_only_state_writes_session_state(module):
    name, text, _ = module
    assert name == "layers/ui/state.py" or not re.search(
        r"session_state(?:\[[^\]]+\]|\.\w+) \S?=[^=]|session_state\.(?:update|pop|setdefault|clear)|del st\.",
        text,
    )


def test_only_two_files_cache(module):
    name, text, _ = module
    assert name in {"layers/ui/cached.py", "layers/ui/drawn.py"} or "st.cache_" not in text


def test_readme_tree_tells_what_the_modules_say():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.split("## The tree")[1].split("```")[1]
    folder = ""
    for line in block.strip().splitlines():
        told = re.match(r"^(?P<indent> *)(?P<path>\S+)\s{2,}(?P<words>.+)$", line)
        assert told, line
        path = told["path"] if not told["indent"] else folder + told["path"]
        if not told["indent"]:
            folder = told["path"] if told["path"].endswith("/") else ""
        assert (ROOT / path).exists(), path
        source = ROOT / path / "__init__.py" if path.endswith("/") else ROOT / path
        if source.suffix == ".py" and source.is_file() and source.parent.name not in {"tests", "docs"}:
            said = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8")))
            assert said.splitlines()[0].rstrip(".").casefold() == told["words"].casefold(), path


def test_every_data_file_has_its_source():
    with (ROOT / "data" / "sources.toml").open("rb") as file:
        told = tomllib.load(file)["sources"]
    named = {name for entry in told.values() for name in entry["files"]}
    there = {
        path.relative_to(ROOT / "data").as_posix() for path in (ROOT / "data").rglob("*") if path.is_file()
    }
    assert named == {name for name in there if name != "sources.toml" and not name.startswith("local/")}


def test_nothing_large_and_no_address_of_a_registry_is_kept():
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in names.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file():
            assert path.stat().st_size <= 1_000_000, name
    locks = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")
    for name in (*locks, "static/package-lock.json"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8").replace("https://opencollective", ""), (
            name
        )
