"""The tests of `test_pages.py` on the 1.0 series of Datasette, which `make test` keeps beside the stable one."""

import os
import subprocess
import sys

from tests.command import ROOT
from tests.datasette1 import needed_datasette1


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    paths = os.pathsep.join([str(needed_datasette1()), str(ROOT)])
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )


def test_the_pages_work_on_datasette_1() -> None:
    assert "version 1." in run("datasette", "--version").stdout
    done = run("pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "tests/test_pages.py")
    assert 0 == done.returncode, done.stdout[-4000:] + done.stderr[-1000:]
    assert " passed" in done.stdout
    assert "skipped" not in done.stdout
