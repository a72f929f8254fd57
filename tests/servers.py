"""A Datasette that `claimtrack serve` or `claimtrack demo` started, as a real process."""

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.command import environment

SECONDS = 90


@contextmanager
def opened(
    arguments: Sequence[str], folder: Path, *, python: str = sys.executable, variables: Mapping[str, str] | None = None
) -> Iterator[Callable[[str], str]]:
    """Start `claimtrack` on a free port, wait until it answers, and end it with Ctrl-C.

    Args:
        arguments: the words behind `claimtrack`.
        folder: where it runs.
        python: the interpreter that has it installed.
        variables: its whole environment; that of this checkout by default.

    Yields:
        A function from a path on that server to the page.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [python, "-m", "claimtrack", *arguments, "--port", str(port)]
    with (folder / "server.log").open("w+", encoding="utf-8") as log:
        started = dict(variables) if variables is not None else environment()
        process = subprocess.Popen(command, cwd=folder, env=started, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait(process, address, Path(log.name))
            yield lambda path: fetch(address + path)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=SECONDS)
    printed = Path(log.name).read_text(encoding="utf-8")
    if address not in printed or "Traceback" in printed:
        msg = f"expected the address {address} and no traceback; the server printed: {printed}"
        raise RuntimeError(msg)


@contextmanager
def served(arguments: Sequence[str], variables: Mapping[str, str]) -> Iterator[str]:
    """Start `claimtrack` on any free port in a process of its own; yield the address that it prints, and end it.

    Args:
        arguments: the words behind `claimtrack`.
        variables: its whole environment.
    """
    command = [sys.executable, "-m", "claimtrack", *arguments, "--port", "0"]
    with subprocess.Popen(command, env=dict(variables), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        found = re.search(r"http://[\d.]+:\d+", line)
        try:
            assert found, line
            yield found[0]
        finally:
            process.terminate()


def free_port() -> int:
    """Return a port of 127.0.0.1 on which nothing listens now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def fetch(url: str) -> str:
    """Return the page at ``url``.

    Raises:
        urllib.error.URLError: there is no answer, or none of status 200.
    """
    with urllib.request.urlopen(url, timeout=SECONDS) as answer:  # noqa: S310 - always http to 127.0.0.1
        return str(answer.read().decode())


def wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Return once the server answers.

    Raises:
        RuntimeError: it ended, or was silent too long; the message holds what it printed.
    """
    deadline = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            fetch(address)
        except urllib.error.HTTPError:
            return
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return
    msg = f"no answer from {address}, exit status {process.poll()}: {log.read_text(encoding='utf-8')}"
    raise RuntimeError(msg)
