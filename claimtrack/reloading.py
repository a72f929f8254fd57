"""Reloading: how to open a database in, an application out that moves to a newer file without losing a request.

The new file is opened, asked for its front page and connected to by every thread before the first request goes to it.
Requests that have begun end on the old one, whose connections hold the old file although its name is gone.
"""

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define

from claimtrack.errors import ServeError

if TYPE_CHECKING:
    from datasette.app import Datasette

log = logging.getLogger("claimtrack.reloading")

EVERY = 1.0  # seconds between two looks at the file
TRIES = 10
_BARRIER_SECONDS = 30
Message = MutableMapping[str, object]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Scope = MutableMapping[str, object]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]
Identity = tuple[int, int]


def identity(path: Path) -> Identity | None:
    """Return what changes when another file takes the place of ``path``; None while there is none.

    No other file can be given the number of one that is still open, so writing in place is the only thing unseen.
    """
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@define
class _Opened:
    """A Datasette on one file, and how many requests it is answering."""

    datasette: "Datasette"
    app: Asgi
    file: Identity
    requests: int = 0
    retired: bool = False

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        self.requests += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.requests -= 1
            if self.retired and not self.requests:
                await self.close()

    async def retire(self) -> None:
        """Take no more requests; close once those that have begun are answered."""
        self.retired = True
        if not self.requests:
            await self.close()

    async def close(self) -> None:
        """Let the file go: threads first, so that none uses a connection that is closed under it."""
        from claimtrack.publish.compat import close  # noqa: PLC0415 -- loads Datasette, which is open by now

        await asyncio.to_thread(close, self.datasette)


@define
class Reloading:
    """An application that shows what is in the newest file at a path; `begin` makes one."""

    _path: Path
    _open: Callable[[], "Datasette"]
    _current: _Opened

    @classmethod
    async def begin(cls, path: Path, open_it: Callable[[], "Datasette"]) -> "Reloading":
        """Return an application on the file that is at ``path`` now.

        Args:
            path: the database.
            open_it: makes a Datasette on it.

        Raises:
            ClaimtrackError: it cannot be opened.
        """
        return cls(path, open_it, await _opened(path, open_it))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request with what is newest now."""
        await self._current.answer(scope, receive, send)

    async def watch(self, every: float = EVERY) -> None:
        """Look at the file until cancelled, and move to a newer one; one that cannot be opened is told once.

        Args:
            every: seconds between two looks.
        """
        refused: Identity | None = None
        while True:
            await asyncio.sleep(every)
            found = identity(self._path)
            if found in {None, refused, self._current.file}:
                continue
            try:
                fresh = await _opened(self._path, self._open)
            except Exception as error:  # noqa: BLE001 -- whatever it is, the older file is shown and the watch goes on
                refused = found
                log.warning("%s: the newer file is not shown: %s: %s", self._path, type(error).__name__, error)
                continue
            old, self._current = self._current, fresh
            await old.retire()


async def _opened(path: Path, open_it: Callable[[], "Datasette"]) -> _Opened:
    """Return the database at ``path`` opened, which has answered, with every connection on the same file."""
    for _ in range(TRIES):
        found = identity(path)
        datasette = await asyncio.to_thread(open_it)
        opened = _Opened(datasette, datasette.app(), found or (0, 0))
        try:
            await datasette.invoke_startup()
            await _ask(opened.app)
            await _connect(datasette)
        except BaseException:
            with suppress(Exception):
                await opened.close()
            raise
        if identity(path) == found:
            return opened
        await opened.close()
    msg = f"{path}: it was replaced {TRIES} times while it was opened; let each replacement stay a while"
    raise ServeError(msg)


async def _ask(app: Asgi) -> None:
    """Ask ``app`` for its front page, so that what it does at its first request is done.

    Raises:
        ServeError: it has no front page to show.
    """
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/",
        "raw_path": b"/",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1")],
    }
    statuses: list[object] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await app(scope, receive, send)
    if statuses != [200]:
        msg = f"its front page answers {statuses}"
        raise ServeError(msg)


async def _connect(datasette: "Datasette") -> None:
    """Connect every thread of ``datasette`` to its databases: each waits for the others, so each takes one call."""
    number = int(datasette.setting("num_sql_threads"))
    if datasette.executor is None or not number:
        return
    for name, database in datasette.databases.items():
        if name.startswith("_"):
            continue
        barrier = threading.Barrier(number)

        def read(connection: sqlite3.Connection, barrier: threading.Barrier = barrier) -> None:
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
            barrier.wait(_BARRIER_SECONDS)

        await asyncio.gather(*(database.execute_fn(read) for _ in range(number)))
