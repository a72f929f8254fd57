"""The documentation: every code block and command in it is run, every generated part is what it would be now.

A page is run from top to bottom in a folder of its own that holds `fixtures/` and `grammars/`, as a reader would.
Python blocks share one namespace (doctest where they have prompts); in console blocks each line after `$ ` is a
command, and what stands below it must be what it prints (`...` stands for anything). Data blocks must parse.
"""

import doctest
import io
import json
import re
import shlex
import shutil
import sqlite3
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from configparser import ConfigParser
from contextlib import closing, redirect_stdout
from pathlib import Path
from typing import Any

import click
import pytest
from attrs import field, frozen
from click import Group
from cogapp import Cog

from claimtrack.cli import commands
from tests.command import ROOT, claimtrack, environment
from tests.help import WIDTH
from tests.servers import opened

PAGES = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "grammars/*.md", "tests/*.md", "benchmarks/*.md")
    for path in ROOT.glob(pattern)
    if path.name not in {"AGENTS.md", "CLAUDE.md"}
)
BLOCK = re.compile(r"^```(?P<language>[\w.]*)[^\n]*\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
SERVERS = re.compile(r"^claimtrack (serve|demo)\b")
MAKE = re.compile(r"^make [a-z-]+")
INSTALL = re.compile(r"^(python3? -m )?(pip install|venv)\b")  # needs the package index: tests/wheel_proof.py runs it
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
SECONDS = 120
ARTICLE = '"Air sudah surut sejak pagi," kata Rahmat, Senin. Menurut BPBD, 40 rumah rusak.\n'


@frozen
class Page:
    """One page while it is being run.

    Args:
        folder: where its commands run.
        names: what its Python blocks have defined so far.
    """

    folder: Path
    names: dict[str, Any] = field(factory=dict)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    for name in ("fixtures", "grammars"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return Page(tmp_path)


def commands_of(code: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block, without its comment, and the output shown below it."""
    for part in re.split(r"^\$ ", code.replace("\\\n", ""), flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield re.sub(r"\s{2,}#.*", "", command).strip(), shown


def run_console(page: Page, code: str) -> None:
    for command, shown in commands_of(code):
        if MAKE.match(command):
            subprocess.run(["make", "--dry-run", *command.split()[1:]], cwd=ROOT, check=True, capture_output=True)
        elif SERVERS.match(command):
            with opened(shlex.split(command)[1:], page.folder) as fetch:
                assert "claimtrack" in fetch("/")
        elif not INSTALL.match(command):
            run_shell(page, command, shown)


def run_shell(page: Page, command: str, shown: str) -> None:
    done = subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", command],
        cwd=page.folder,
        env=environment({"LC_ALL": "C.UTF-8"}),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    printed = done.stdout + done.stderr
    failed = "claimtrack: " in shown
    assert failed == (done.returncode != 0), f"$ {command}\n{printed}"
    if shown.strip():
        assert doctest.OutputChecker().check_output(shown, printed, FLAGS), f"$ {command}\n{printed}"


def run_python(page: Page, code: str) -> None:
    if ">>>" in code:
        example = doctest.DocTestParser().get_doctest(code, page.names, "page", None, 0)
        runner = doctest.DocTestRunner(optionflags=FLAGS)
        failures = io.StringIO()
        runner.run(example, out=failures.write, clear_globs=False)
        page.names.update(example.globs)
        assert runner.failures == 0, failures.getvalue()
    else:
        with redirect_stdout(io.StringIO()):
            exec(compile(code, "page", "exec"), page.names)  # noqa: S102 - the page under test is ours


def run_sql(page: Page, code: str) -> None:
    path = page.folder / "claims.db"
    if not path.exists():
        run_shell(page, "claimtrack ingest fixtures/id/articles.jsonl --db claims.db", "")
    with closing(sqlite3.connect(path)) as connection:
        for statement in filter(str.strip, code.split(";\n")):
            connection.execute(statement).fetchall()


def parse_jsonl(_page: Page, code: str) -> None:
    for line in code.splitlines():
        json.loads(line)


RUNNERS: dict[str, Callable[[Page, str], object]] = {
    "python": run_python,
    "console": run_console,
    "sql": run_sql,
    "json": lambda _page, code: json.loads(code),
    "jsonl": parse_jsonl,
    "toml": lambda _page, code: tomllib.loads(code),
    "ini": lambda _page, code: ConfigParser(strict=True).read_string(code),
    "text": lambda _page, _code: None,  # a format or a drawing: nothing to run
}


def names(group: click.Group, before: str = "") -> Iterator[str]:
    """Yield the name of each command in ``group`` and of each inside it, as one types it behind `claimtrack`."""
    for name, command in group.commands.items():
        yield before + name
        if isinstance(command, click.Group):
            yield from names(command, f"{before}{name} ")


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_every_block_of_the_page_runs(path: Path, page: Page) -> None:
    for block in BLOCK.finditer(path.read_text(encoding="utf-8")):
        assert block["language"] in RUNNERS, f"{path}: a block of {block['language']!r} is run by nothing"
        RUNNERS[block["language"]](page, block["code"])


def test_pages_hold_commands_and_code() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
    languages = {block["language"] for block in BLOCK.finditer(text)}
    assert languages >= {"python", "console"}


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_generated_parts_are_up_to_date(path: Path) -> None:
    status = Cog().main(["cog", "--check", "--diff", str(path)])
    assert status == 0, f"{path} is stale: run `make format`"


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [] == [target for target in targets if not (path.parent / target).exists()]


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=relative)
def test_page_is_in_the_index(path: Path) -> None:
    index = ROOT / "docs" / "index.md"
    assert path == index or f"]({path.name})" in index.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_examples_in_help_run(name: str, page: Page) -> None:
    """Every command shows at least one example, and each works on the database that the README builds.

    Those of subcommands run behind those of their group, in the order they are written in.
    """
    command = commands.commands[name]
    written = [command, *(command.commands.values() if isinstance(command, Group) else ())]
    prepare(page.folder)
    for one in written:
        examples = re.findall(rf"^ +(claimtrack {name}\b.*?)(?: {{2,}}.*)?$", one.help or "", re.MULTILINE)
        assert examples, one.name
        for example in examples:
            run_console(page, f"$ {example}\n")


def prepare(folder: Path) -> None:
    """Put the names that the examples use into ``folder``, and the database that the README builds."""
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    run_shell(Page(folder), "claimtrack ingest article.txt fixtures/id/articles.jsonl --db claims.db", "")
    run_shell(Page(folder), "claimtrack compare --db claims.db", "")


@pytest.mark.parametrize("name", sorted(names(commands)))
def test_page_shows_what_the_help_of_the_command_prints(name: str) -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    printed = claimtrack(*name.split(), "--help", extra={"COLUMNS": str(WIDTH + 2)}).out  # click leaves two free
    assert printed.startswith("Usage: ")
    assert f"# claimtrack {name}\n\n```text\n{printed}```\n" in page
