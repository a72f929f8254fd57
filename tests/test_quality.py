"""The checkout itself: lint, format, types, layers, sizes, and no word of a language in the code."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from claimtrack.packs import languages, load_pack
from tests.command import ROOT, environment

LONGEST_FUNCTION, LONGEST_FILE = 60, 600
MODULES = sorted((ROOT / "claimtrack").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
GRAMMARS = sorted((ROOT / "grammars").rglob("*.lark"))
SHORTEST_WORD = 5
FUNCTION_WORDS = ("aux", "complementizers", "negation", "occasion", "openers", "particles", "pronouns", "time")
TOOLS = {
    "lint": [sys.executable, "-m", "ruff", "check", "claimtrack", "tests", "benchmarks"],
    "format": [sys.executable, "-m", "ruff", "format", "--check", "claimtrack", "tests", "benchmarks"],
    "types": [sys.executable, "-m", "mypy"],
    "layers": [str(Path(sys.executable).with_name("lint-imports"))],
}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("tool", TOOLS)
def test_tool_finds_nothing(tool: str) -> None:
    done = subprocess.run(TOOLS[tool], cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("path", MODULES + TESTS, ids=relative)
def test_files_and_functions_stay_short(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    functions = [
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    sizes = {f"{path}:{node.lineno}": (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {} == {where: size for where, size in sizes.items() if size > LONGEST_FUNCTION}
    assert len(source.splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_no_pattern_is_possessive(path: Path) -> None:
    """Up to Python 3.11.4 a group of possessive parts may end in a wrong place (CPython issue 106052)."""
    texts = [
        node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)
    ]
    assert [] == [text for text in texts if isinstance(text, str) and re.search(r"[\])\w][+*?}]\+|\(\?>", text)]


@pytest.fixture(scope="module")
def vocabulary() -> frozenset[str]:
    """Every reporting and function word of every pack that is long enough not to be some English word too."""
    packs = [load_pack(lang) for lang in languages()]
    words = {form for pack in packs for form in pack.cues}
    words |= {word for pack in packs for name in FUNCTION_WORDS for word in pack.words(name)}
    return frozenset(word for word in words if len(word) >= SHORTEST_WORD)


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def strings_outside_docstrings(tree: ast.Module) -> list[str]:
    """Return the string constants of a module that are no docstrings."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docstrings]
    return [node.value for node in constants if isinstance(node.value, str)]


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_no_word_of_a_language_stands_in_python(path: Path, vocabulary: frozenset[str]) -> None:
    strings = strings_outside_docstrings(ast.parse(path.read_text(encoding="utf-8")))
    assert set() == words_of(" ".join(strings)) & vocabulary


@pytest.mark.parametrize("path", GRAMMARS, ids=relative)
def test_no_word_of_a_language_stands_in_a_grammar(path: Path, vocabulary: frozenset[str]) -> None:
    rules = re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
    assert set() == words_of(rules) & vocabulary
