"""What `import claimtrack` costs and loads."""

import json
import os
import subprocess
import sys

import pytest

from tests.command import environment

MILLISECONDS = 150
FIRST_RESULT = 300  # ms
RUNS = 7
HEAVY = ("sqlite_utils", "datasette", "click", "lark", "sqlite3", "claimtrack.cli", "claimtrack.publish")


def processor_time(code: str) -> float:
    """Return the least of several runs of a fresh interpreter, in ms of the processor, so that load does not count."""
    return 1000 * min(_processor_time(code) for _ in range(RUNS))


def _processor_time(code: str) -> float:
    process = subprocess.Popen([sys.executable, "-c", code], env=environment())
    _, status, used = os.wait4(process.pid, 0)
    assert 0 == status
    return used.ru_utime + used.ru_stime


def modules_after(code: str) -> set[str]:
    """Return the names of the modules that are loaded after ``code`` ran in a fresh interpreter."""
    shown = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", shown], env=environment(), check=True, capture_output=True, text=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_import_takes_less_than_150_ms() -> None:
    assert processor_time("import claimtrack") - processor_time("pass") < MILLISECONDS


def test_the_first_result_takes_less_than_300_ms_from_the_start_of_the_process() -> None:
    assert processor_time("import claimtrack; claimtrack.extract('Air surut, kata Rahmat Hidayat.')") < FIRST_RESULT


@pytest.mark.parametrize("module", HEAVY)
def test_import_does_not_load(module: str) -> None:
    assert module not in modules_after("import claimtrack")


def test_extraction_loads_neither_store_nor_server() -> None:
    loaded = modules_after("import claimtrack; claimtrack.extract('Air surut.')")
    assert set() == loaded & {"sqlite_utils", "datasette", "click", "claimtrack.store"}


def test_help_loads_neither_grammars_nor_server() -> None:
    loaded = modules_after("from claimtrack.cli import run; run(['--help'])")
    assert set() == loaded & {"lark", "sqlite_utils", "datasette"}
