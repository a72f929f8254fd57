"""Budget: how long all queries of one request may take together, waiting for a thread included.

Datasette limits each query alone, once it has a thread; a page of a table asks for its rows, their number and several
facets.
"""

import sqlite3
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from datasette.database import QueryInterrupted

if TYPE_CHECKING:
    from datasette.database import Database, Results

Found = TypeVar("Found")
Limit = Callable[[sqlite3.Connection, float], AbstractContextManager[None]]
# A page whose rows are there is not lost for the names of some of them: short queries may still be asked so long.
SPARE_SECONDS, SHORT_SECONDS = 0.4, 0.05
_NEVER = float("inf")
_ENDS: ContextVar[float] = ContextVar("ends", default=_NEVER)
_IN_THREAD = threading.local()


@contextmanager
def budget(seconds: float) -> Iterator[None]:
    """Let the queries asked inside take ``seconds`` together."""
    before = _ENDS.set(monotonic() + seconds)
    try:
        yield
    finally:
        _ENDS.reset(before)


def end() -> float:
    """Return the moment (of `monotonic`) at which this request may ask no more; infinite outside one."""
    return _ENDS.get()


def limited(limit: Limit) -> Limit:
    """Return Datasette's ``limit`` of one query in milliseconds, which also ends it when its request must end."""

    def within(connection: sqlite3.Connection, milliseconds: float) -> AbstractContextManager[None]:
        left = max(getattr(_IN_THREAD, "ends", _NEVER) - monotonic(), SHORT_SECONDS)
        return limit(connection, min(milliseconds, 1000 * left))

    return within


def keep(database: "Database") -> None:
    """Let ``database`` take no longer for a query than its request may last."""
    execute_fn, execute = _in_thread(database.execute_fn), _in_time(database.execute)
    setattr(database, "execute_fn", execute_fn)  # noqa: B010 -- methods, to a type checker
    setattr(database, "execute", execute)  # noqa: B010


def _in_thread(
    execute_fn: Callable[[Callable[[sqlite3.Connection], Found]], Awaitable[Found]],
) -> Callable[[Callable[[sqlite3.Connection], Found]], Awaitable[Found]]:
    """Return ``execute_fn`` so that its thread knows when the request ends, and begins nothing after that."""

    async def executed(function: Callable[[sqlite3.Connection], Found]) -> Found:
        ends = end()

        def timed(connection: sqlite3.Connection) -> Found:
            _too_late(ends + SPARE_SECONDS)
            _IN_THREAD.ends = ends
            try:
                return function(connection)
            finally:
                _IN_THREAD.ends = _NEVER

        return await execute_fn(timed)

    return executed


def _in_time(execute: "Callable[..., Awaitable[Results]]") -> "Callable[..., Awaitable[Results]]":
    """Return ``execute`` so that it begins nothing late that has a limit of its own, as facets do: they are no need."""

    async def executed(sql: str, params: object = None, **more: object) -> "Results":
        if more.get("custom_time_limit"):
            _too_late(end() - SHORT_SECONDS)
        return await execute(sql, params, **more)

    return executed


def _too_late(ends: float) -> None:
    """Raise Datasette's ``QueryInterrupted`` after ``ends``, as if a query had taken too long."""
    if monotonic() > ends:
        raise QueryInterrupted(sqlite3.OperationalError("interrupted"), "", {})
