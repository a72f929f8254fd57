"""The command `claimtrack` as a real process, for every test that needs it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from attrs import frozen

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 120


@frozen
class Outcome:
    """How a process ended.

    Args:
        status: its exit status.
        out: what it wrote to standard output.
        err: what it wrote to standard error.
    """

    status: int
    out: str
    err: str


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment in which this checkout is imported and `claimtrack` is found."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(extra or {})}


def claimtrack(
    *arguments: str | Path, given: str | bytes = b"", folder: Path = ROOT, extra: Mapping[str, str] | None = None
) -> Outcome:
    """Run `claimtrack` to its end.

    Args:
        arguments: the words of the command line.
        given: standard input.
        folder: where it runs.
        extra: variables to set.
    """
    command: Sequence[str] = [sys.executable, "-m", "claimtrack", *map(str, arguments)]
    raw = given.encode() if isinstance(given, str) else given
    done = subprocess.run(
        command, input=raw, cwd=folder, env=environment(extra), capture_output=True, timeout=SECONDS, check=False
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


def unprivileged(*arguments: str | Path) -> Outcome:
    """Run `claimtrack` without the right of root to overrule the permissions of a file."""
    command = [sys.executable, "-m", "claimtrack", *map(str, arguments)]
    if os.getuid() == 0:
        setpriv = shutil.which("setpriv") or pytest.skip("root, and no setpriv to give up its rights with")
        command = [setpriv, "--bounding-set=-dac_override", *command]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60, check=False)
    return Outcome(done.returncode, done.stdout, done.stderr)
