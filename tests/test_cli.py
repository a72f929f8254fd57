"""The command as a whole: help, version, misuse, and the two ways to start it."""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from claimtrack.cli import commands
from claimtrack.cli.options import LONGEST_MEBIBYTES
from tests.command import ROOT, claimtrack, environment, unprivileged

NAMES = (
    "extract",
    "ingest",
    "compare",
    "story",
    "claims",
    "sources",
    "publish",
    "serve",
    "explain",
    "check",
    "evaluate",
    "demo",
)


def test_commands_are_those_of_the_contract() -> None:
    assert set(NAMES) == set(commands.commands)


def test_version_is_that_of_the_distribution() -> None:
    assert f"claimtrack {version('claimtrack')}\n" == claimtrack("--version").out


def test_installed_script_is_the_module() -> None:
    script = Path(sys.executable).with_name("claimtrack")
    done = subprocess.run([script, "--help"], env=environment(), capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == claimtrack("--help").out


@pytest.mark.parametrize("name", NAMES)
def test_help_lists_the_command_with_a_whole_sentence(name: str) -> None:
    line = next(line for line in claimtrack("--help").out.splitlines() if line.startswith(f"  {name} "))
    assert line.endswith(".")
    assert not line.endswith("...")


def test_no_arguments_shows_the_help() -> None:
    outcome = claimtrack()
    assert (2, "") == (outcome.status, outcome.err)
    assert outcome.out == claimtrack("--help").out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["extrct"], "No such command 'extrct'"),
        (["extract"], "Missing argument 'FILE...'"),
        (["extract", "--form", "xml", "a.txt"], "'--form'"),
        (["extract", "--format", "xml", "a.txt"], "'xml' is not one of 'text', 'jsonl', 'csv'"),
        (["serve", "--port", "much"], "'much' is not a valid integer"),
        (["extract", "--limit", "30000", "a.txt"], "30000 is not in the range"),
        (["ingest", "--limit", "9" * 20, "a.txt"], "is not in the range"),
        (["sources", "list", "--limit", "9" * 20], "is not in the range"),
        (["sources", "undo", "9" * 20, "--reason", "x"], "is not in the range"),
        (["claims", "undo", "9" * 20, "--reason", "x"], "is not in the range"),
    ],
)
def test_misuse_is_one_line_with_status_2(arguments: list[str], expected: str) -> None:
    outcome = claimtrack(*arguments)
    assert (2, "", 1) == (outcome.status, outcome.out, outcome.err.count("\n"))
    assert outcome.err.startswith("claimtrack: ")
    assert expected in outcome.err
    assert "--help" in outcome.err


def test_unknown_language_is_one_line_with_status_1(article: Path) -> None:
    outcome = claimtrack("extract", article, "--lang", "xx")
    assert (1, 1) == (outcome.status, outcome.err.count("\n"))
    assert "'xx'" in outcome.err


@pytest.mark.parametrize("arguments", [["extract"], ["extract", "--format", "jsonl"], ["extract", "--format", "csv"]])
def test_closed_standard_output_is_one_line(article: Path, arguments: list[str]) -> None:
    command = shlex.join([sys.executable, "-m", "claimtrack", *arguments, str(article)])
    done = subprocess.run(
        ["sh", "-c", f"{command} >&-"], env=environment(), capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (1, "claimtrack: standard output: Bad file descriptor\n") == (done.returncode, done.stderr)


@pytest.mark.parametrize(
    ("command", "status"),
    [("extract -", 1), ("ingest - --db claims.db", 1), ("ingest - --db claims.db --keep-going", 0)],
)
def test_closed_standard_input_is_a_fault_of_the_input(command: str, status: int, tmp_path: Path) -> None:
    line = f"{shlex.quote(sys.executable)} -m claimtrack {command} <&-"
    done = subprocess.run(
        ["sh", "-c", line], env=environment(), capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert "-: standard input is closed: pipe an article into claimtrack\n" in done.stdout + done.stderr
    assert status == done.returncode


def test_highest_limit_reads_a_small_file(article: Path) -> None:
    assert 0 == claimtrack("extract", article, "--limit", str(LONGEST_MEBIBYTES)).status


def test_path_in_a_message_is_the_one_that_was_given(tmp_path: Path) -> None:
    named = tmp_path / "two  blanks\u001b[31m"
    outcome = claimtrack("sources", "list", "--db", named)
    assert 1 == outcome.err.count("\n")
    assert f"claimtrack: {tmp_path}/two  blanks\\x1b[31m: there is no such database" in outcome.err


def test_compare_says_that_the_folder_of_its_export_is_missing_before_it_compares(filled: Path, tmp_path: Path) -> None:
    outcome = claimtrack("compare", "--db", filled, "--export", tmp_path / "absent" / "mentions.jsonl")
    assert (1, "", 1) == (outcome.status, outcome.out, outcome.err.count("\n"))
    assert f"{tmp_path / 'absent'}: there is no such folder" in outcome.err
    assert "nothing is compared yet" in claimtrack("story", "surut", "--db", filled).err


@pytest.fixture
def kept(filled: Path, tmp_path: Path) -> Iterator[Path]:
    """Return a database, compared, in a folder in which nothing can be written."""
    claimtrack("compare", "--db", filled)
    folder = tmp_path / "kept"
    folder.mkdir()
    path = Path(shutil.copy(filled, folder))
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)


@pytest.mark.parametrize(
    "arguments",
    [
        ["sources", "list"],
        ["sources", "show", "BPBD"],
        ["sources", "history"],
        ["claims", "history"],
        ["story", "surut"],
    ],
)
def test_what_only_reads_needs_no_right_to_write(arguments: list[str], kept: Path) -> None:
    outcome = unprivileged(*arguments, "--db", kept)
    assert (0, "") == (outcome.status, outcome.err)
    assert claimtrack(*arguments, "--db", kept) == outcome
    assert [kept] == list(kept.parent.iterdir())


def test_changes_that_cannot_be_read_without_writing_are_not_passed_over(kept: Path) -> None:
    kept.parent.chmod(0o755)
    kept.with_name("claims.db-wal").write_bytes(b"changes")
    kept.parent.chmod(0o555)
    outcome = unprivileged("sources", "list", "--db", kept)
    assert (1, "", 1) == (outcome.status, outcome.out, outcome.err.count("\n"))
    assert "claims.db" in outcome.err


def test_serve_where_nothing_can_be_written_names_the_way_out(kept: Path) -> None:
    outcome = unprivileged("serve", kept, "--port", "0")
    assert (1, "", 1) == (outcome.status, outcome.out, outcome.err.count("\n"))
    assert "--immutable" in outcome.err


def test_rating_where_nothing_can_be_written_is_one_line(kept: Path) -> None:
    outcome = unprivileged("sources", "rate", "BPBD", "B", "--reason", "uji", "--db", kept)
    assert (1, "", 1) == (outcome.status, outcome.out, outcome.err.count("\n"))
    assert "cannot be written" in outcome.err
