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


@pytest.fixture(scope="module")
def house() -> dict[str, tuple[str, ast.Module]]:
    """Text and tree of every module, by name."""
    texts = {_name(path): path.read_text(encoding="utf-8") for path in MODULES}
    return {name: (text, ast.parse(text)) for name, text in texts.items()}


def test_modules_say_what_they_are(house):
    assert [name for name, (_, tree) in house.items() if not ast.get_docstring(tree)] == []


def test_modules_and_functions_stay_short(house):
    assert [name for name, (text, _) in house.items() if text.count("\n") > LONGEST_MODULE] == []
    long = [
        f"{name}: {node.name}"
        for name, (_, tree) in house.items()
        if "migrations" not in name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.body[0].lineno > LONGEST_FUNCTION
    ]
    assert long == []


def test_forbidden_words_do_not_stand_in_the_code(house):
    words = ("except Exception", "except:", "sys.path", "unsafe_allow_html", "import pickle", "print(")
    forbidden = re.compile("|".join(rf"(?<!\w){re.escape(word)}" for word in words))
    assert {name: found[0] for name, (text, _) in house.items() if (found := forbidden.search(text))} == {}


def test_only_the_screen_knows_streamlit(house):
    brought = re.compile(r"^\s*(?:import|from) streamlit\b", re.MULTILINE)
    assert [
        name for name, (text, _) in house.items() if brought.search(text) and not name.startswith(SHOWS)
    ] == []


def test_only_state_writes_session_state(house):
    written = re.compile(
        r"session_state(?:\[[^\]]+\]|\.\w+) \S?=[^=]|session_state\.(?:update|pop|setdefault|clear)|del st\."
    )
    assert [name for name, (text, _) in house.items() if written.search(text)] == ["layers/ui/state.py"]


def test_only_these_files_cache(house):
    caching = {name for name, (text, _) in house.items() if "st.cache_" in text}
    assert caching <= {f"layers/ui/{name}.py" for name in ("asking", "cached", "drawn", "meant")}


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
