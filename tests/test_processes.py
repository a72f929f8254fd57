"""`claimtrack serve --processes`: several processes share the work, one that dies is replaced, all end together."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.command import environment
from tests.servers import fetch

SECONDS = 60


@pytest.fixture
def started(filled: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Yield a server of three processes and its address."""
    command = [sys.executable, "-m", "claimtrack", "serve", str(filled), "--processes", "3", "--port", "0"]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = re.search(r"http://[\d.]+:\d+", process.stdout.readline())
        try:
            assert found
            yield process, found[0]
        finally:
            process.terminate()


def members(pid: int) -> set[int]:
    """Return the children of a process (Linux)."""
    return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()))


def runs(pid: int) -> bool:
    """Tell whether there is such a process, and it is no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_for(fact: Callable[[], bool]) -> None:
    """Return once ``fact`` holds."""
    deadline = time.monotonic() + SECONDS
    while not fact():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_one_that_dies_is_replaced_and_the_others_answer(started: tuple[subprocess.Popen[str], str]) -> None:
    process, address = started
    before = members(process.pid)
    assert 3 == len(before)
    os.kill(min(before), signal.SIGKILL)
    assert "<html" in fetch(address + "/")
    wait_for(lambda: len(members(process.pid) - {min(before)}) == 3)
    assert "<html" in fetch(address + "/")


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_all_end_with_the_first(started: tuple[subprocess.Popen[str], str], name: signal.Signals) -> None:
    process, _ = started
    all_of_them = members(process.pid)
    process.send_signal(name)
    process.wait(SECONDS)
    wait_for(lambda: not any(map(runs, all_of_them)))
    assert [] == [member for member in sorted(all_of_them) if runs(member)]


def test_all_end_while_one_is_being_replaced(started: tuple[subprocess.Popen[str], str]) -> None:
    process, _ = started
    os.kill(min(members(process.pid)), signal.SIGKILL)
    wait_for(lambda: len(members(process.pid)) == 2)
    process.terminate()
    assert 0 == process.wait(SECONDS)
