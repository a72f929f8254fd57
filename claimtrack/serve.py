"""Serving: a database in, Datasette on this machine with safe settings out. Datasette is loaded only here.

The pages come from the plugin `claimtrack.publish`, which Datasette finds by itself.
"""

import asyncio
import socket
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.errors import ServeError, StoreError
from claimtrack.listening import HOST, PORT, Shared
from claimtrack.processes import run_together
from claimtrack.reloading import Reloading

if TYPE_CHECKING:
    from datasette.app import Datasette

# What an anonymous visitor may cost; times are in milliseconds.
SETTINGS: dict[str, int | bool] = {
    "suggest_facets": False,
    "sql_time_limit_ms": 800,
    "facet_time_limit_ms": 400,
    "facet_suggest_time_limit_ms": 50,
    "max_returned_rows": 500,
    "default_page_size": 25,
    "default_facet_size": 20,
    "allow_csv_stream": False,  # a table of a large database in one answer takes minutes of computing
    "allow_download": False,
    "num_sql_threads": 3,
    "cache_size_kb": 8_000,  # also how much SQLite sorts in one go, without a look at the clock
    "truncate_cells_html": 2000,
    "template_debug": False,
    "trace_debug": False,
}
# How long a thread computes before another one may. Each row of a query waits that long for whoever computes.
SWITCH_SECONDS = 0.0005
_UNQUOTED = "%?#"  # Datasette puts the path into a URI as it is; names that begin with _ it keeps for itself
_NEEDED = frozenset({"documents", "attributions", "claims", "spans", "glossary"})


def application(database: str | Path, *, immutable: bool = False, lang: str = "id", sql: bool = True) -> "Datasette":
    """Return a Datasette with safe settings on one database.

    Args:
        database: a file that claimtrack wrote.
        immutable: nothing will write to the file while it is served: faster, and counts are kept.
        lang: language of pages for readers whose browser asks for none that exists.
        sql: readers may write queries of their own (reading, limited in time).

    Raises:
        StoreError: the file is missing or is no database of claimtrack.
        ServeError: Datasette cannot serve a file of that name, or the pages have no such language.
    """
    path = Path(database)
    check(path, immutable=immutable)
    check_language(lang)
    from datasette.app import Datasette  # noqa: PLC0415 -- loaded only when serving

    # With rich installed Datasette would print every variable of every failed request: a third of a second for a 404.
    import_module("datasette.handle_exception").__dict__["rich"] = None
    config = {"plugins": {"claimtrack": {"database": path.stem, "lang": lang}}}
    return Datasette(
        [] if immutable else [str(path)],
        immutables=[str(path)] if immutable else [],
        metadata=config,
        settings={**SETTINGS, "default_allow_sql": sql},
    )


def check(path: Path, *, immutable: bool = False) -> None:
    """Make sure that ``path`` can be served.

    Args:
        path: the file.
        immutable: nothing will write to it.

    Raises:
        StoreError: the file is missing or is no database of claimtrack.
        ServeError: Datasette cannot serve a file of that name.
    """
    if not path.is_file():
        msg = f"{path}: there is no such database; make one with: claimtrack ingest FOLDER --db {path}"
        raise StoreError(msg)
    signs = [sign for sign in _UNQUOTED if sign in str(path)]
    if signs or path.name.startswith("_"):
        reason = f"path holds {signs[0]}" if signs else "name begins with _"
        msg = f"{path}: Datasette cannot serve a file whose {reason}; rename it"
        raise ServeError(msg)
    how = "immutable=1" if immutable else "mode=ro"
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True)) as connection:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    except sqlite3.Error as error:
        unwritable = error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
        way_out = (
            "serve it with --immutable, if nothing writes to it" if unwritable else "name a database of claimtrack"
        )
        msg = f"{path}: {error}; {way_out}"
        raise StoreError(msg) from error
    missing = sorted(_NEEDED - tables)
    if missing:
        msg = (
            f"{path}: no database of claimtrack (it has no table {missing[0]!r}); name one that claimtrack ingest wrote"
        )
        raise StoreError(msg)


def check_language(lang: str) -> None:
    """Raise `ServeError` unless there are pages in the language with the code ``lang``."""
    from claimtrack.publish.words import languages  # noqa: PLC0415 -- loads Datasette

    if lang not in languages():
        msg = f"{lang!r}: the pages have no such language; choose one with --lang: {', '.join(sorted(languages()))}"
        raise ServeError(msg)


def listen(host: str, port: int, processes: int = 1) -> Shared:
    """Return a socket of ``processes`` bound to ``host`` and ``port``, any free port for 0.

    It knows its protocol, which `create_server` leaves open: asyncio sends a small answer at once only on a connection
    that is known to be TCP, and would else wait 40 ms for the reader to acknowledge the first half.

    Raises:
        ServeError: the port is taken, or the address is not one of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return Shared(socket.create_server((host, port), family=family, backlog=256).detach(), processes)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        msg = f"{host}:{port}: {reason}; choose another with --port, or 0 for any free one"
        raise ServeError(msg) from error


def serve(  # noqa: PLR0913 -- each is one thing to choose, by name
    database: str | Path,
    *,
    announce: Callable[[str], None],
    host: str = HOST,
    port: int = PORT,
    immutable: bool = False,
    lang: str = "id",
    sql: bool = True,
    reload: bool = False,
    processes: int = 1,
) -> None:
    """Serve one database until Ctrl-C.

    Args:
        database: a file that claimtrack wrote.
        announce: told the address once connections are accepted.
        host: address to listen on; only this machine can reach the default.
        port: port to listen on; 0 for any free one.
        immutable: nothing will write to the file while it is served.
        lang: language of pages for readers whose browser asks for none that exists.
        sql: readers may write queries of their own.
        reload: show a newer file as soon as it takes the place of this one, as `claimtrack publish` does.
        processes: how many share the work; one for each core is a good number.

    Raises:
        StoreError: the file is missing or is no database of claimtrack.
        ServeError: Datasette cannot serve a file of that name, the port is taken, the address is not one of this
            machine, or the pages have no such language.
    """
    path = Path(database)
    check(path, immutable=immutable)
    check_language(lang)

    def open_it() -> "Datasette":
        return application(path, immutable=immutable, lang=lang, sql=sql)

    with closing(listen(host, port, processes)) as taken, suppress(KeyboardInterrupt):
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{taken.getsockname()[1]}/"

        def run(ready: Callable[[], None], place: int = 0) -> None:
            taken.sit_down(place)
            asyncio.run(_run(path, open_it, taken, ready, watch=reload))

        if processes == 1:
            run(lambda: announce(address))
        else:
            run_together(processes, run, lambda: announce(address))


async def _run(
    path: Path, open_it: Callable[[], "Datasette"], taken: socket.socket, ready: Callable[[], None], *, watch: bool
) -> None:
    """Answer on the socket ``taken`` until a signal ends it; start-up and requests share one event loop."""
    sys.setswitchinterval(SWITCH_SECONDS)
    import uvicorn  # noqa: PLC0415 -- loaded only when serving; Datasette brings it

    newest = await Reloading.begin(path, open_it)
    config = uvicorn.Config(
        newest, log_level="warning", server_header=False, timeout_keep_alive=5, limit_concurrency=200, lifespan="off"
    )
    ready()
    watching = asyncio.create_task(newest.watch()) if watch else None
    try:
        await uvicorn.Server(config).serve(sockets=[taken])
    finally:
        if watching:
            watching.cancel()
