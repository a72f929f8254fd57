"""`claimtrack serve --reload`: a newer database is shown without a request being lost."""

import asyncio
import http.client
import os
import re
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from claimtrack.model import Document, Extraction
from claimtrack.publish.public import publish
from claimtrack.reloading import Reloading
from tests.command import ROOT, environment
from tests.datasette1 import needed_datasette1
from tests.pages_data import build, quote
from tests.pages_site import patient
from tests.servers import fetch, served

if TYPE_CHECKING:
    from datasette.app import Datasette

CLIENTS, SWAPS, SECONDS = 4, 2, 60


def database(path: Path, name: str) -> Path:
    """Write a database in which ``name`` is quoted."""
    text = f"{name} mengatakan air surut di kota."
    article = Extraction(Document(text, id="own", outlet="Media"), (quote(text, name, "mengatakan", "air surut"),))
    return build(path, [article])


@pytest.fixture
def privates(tmp_path: Path) -> tuple[Path, Path]:
    return database(tmp_path / "one.db", "Rahmat"), database(tmp_path / "two.db", "Kartini")


def series(number: int) -> Mapping[str, str]:
    """Return an environment with stable Datasette (0) or the 1.0 series (1)."""
    paths = [str(needed_datasette1()), str(ROOT)] if number else [str(ROOT)]
    return environment({"PYTHONPATH": os.pathsep.join(paths)})


class Reader(threading.Thread):
    """Asks for the article over and over on one connection, and remembers what it saw.

    Args:
        address: of the server.
    """

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=SECONDS)
        self.seen: list[str] = []
        self.wanted = True

    def run(self) -> None:
        """Ask until nobody wants it any more; a request that fails is remembered, and is the last."""
        try:
            while self.wanted:
                self.connection.request("GET", "/article/own")
                answer = self.connection.getresponse()
                names = set(re.findall("Rahmat|Kartini", answer.read().decode()))
                self.seen.append(f"{answer.status} {' '.join(sorted(names))}")
                time.sleep(0.01)  # the server shares its cores with other tests
        except (OSError, http.client.HTTPException) as error:
            self.seen.append(repr(error))

    def end(self) -> None:
        """Stop asking."""
        self.wanted = False
        self.join(SECONDS)
        self.connection.close()


@pytest.fixture
def readers() -> Iterator[list[Reader]]:
    started: list[Reader] = []
    yield started
    for reader in started:
        reader.end()


def wait_for(address: str, name: str) -> None:
    """Return once the article tells ``name``."""
    deadline = time.monotonic() + SECONDS
    while name not in fetch(f"{address}/article/own"):
        assert time.monotonic() < deadline, f"{name} is not shown"
        time.sleep(0.05)


def held(folder: Path) -> int:
    """Return how many files of ``folder`` that have no name any more are held open by the server."""
    count = 0
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            target = str(link.readlink())
        except OSError:
            continue
        count += target.startswith(str(folder)) and target.endswith("(deleted)")
    return count


@pytest.mark.parametrize("number", [0, 1], ids=["stable", "1.0"])
def test_a_newer_database_is_shown_and_no_request_is_lost(
    privates: tuple[Path, Path], tmp_path: Path, readers: list[Reader], number: int
) -> None:
    public = publish(privates[0], tmp_path / "public.db").path
    with served(["serve", str(public), "--immutable", "--reload"], series(number)) as address:
        readers += [Reader(address) for _ in range(CLIENTS)]
        for reader in readers:
            reader.start()
        for swap in range(1, SWAPS + 1):
            publish(privates[swap % 2], public)
            wait_for(address, ("Rahmat", "Kartini")[swap % 2])
        for reader in readers:
            reader.end()
        seen = [each for reader in readers for each in reader.seen]
        assert {"200 Rahmat", "200 Kartini"} == set(seen)  # never an error, never a mixture
        deadline = time.monotonic() + SECONDS
        while held(tmp_path) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert 0 == held(tmp_path)


def test_a_newer_file_that_is_no_database_is_not_shown(privates: tuple[Path, Path], tmp_path: Path) -> None:
    public = publish(privates[0], tmp_path / "public.db").path
    with served(["serve", str(public), "--immutable", "--reload"], environment()) as address:
        (tmp_path / "broken.db").write_text("This is no database.", encoding="utf-8")
        (tmp_path / "broken.db").replace(public)
        time.sleep(2.5)  # two looks at the file
        assert "Rahmat" in fetch(f"{address}/article/own")
        publish(privates[1], tmp_path / "newer.db").path.replace(public)
        wait_for(address, "Kartini")


@pytest.mark.asyncio
async def test_the_watch_goes_on_whatever_was_wrong_with_a_newer_file(
    privates: tuple[Path, Path], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    public = publish(privates[0], tmp_path / "public.db").path
    faults = iter([None, threading.BrokenBarrierError("too slow"), None])

    def open_it() -> "Datasette":
        if fault := next(faults):
            publish(privates[1], public)
            raise fault
        return patient(public, immutable=True)

    newest = await Reloading.begin(public, open_it)
    async with asyncio.timeout(SECONDS), httpx.AsyncClient(transport=httpx.ASGITransport(newest)) as client:
        watching = asyncio.create_task(newest.watch(0.01))
        publish(privates[0], public)
        page = ""
        while "Kartini" not in page:
            await asyncio.sleep(0.05)
            page = (await client.get("http://own/article/own")).text
        watching.cancel()
    assert [f"{public}: the newer file is not shown: BrokenBarrierError: too slow"] == caplog.messages


def test_without_the_option_the_first_file_stays(privates: tuple[Path, Path], tmp_path: Path) -> None:
    public = publish(privates[0], tmp_path / "public.db").path
    with served(["serve", str(public), "--immutable"], environment()) as address:
        publish(privates[1], public)
        time.sleep(1.5)
        assert "Rahmat" in fetch(f"{address}/article/own")
