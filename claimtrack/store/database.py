"""Opening a database: a path in, an upgraded `sqlite_utils.Database` out, or one clear `StoreError`."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from claimtrack.errors import StoreError
from claimtrack.store.glossary import sync_glossary
from claimtrack.store.migrations import migrations, newer_than_this, upgrade

WAIT_SECONDS = 10.0
CACHE_KIBIBYTES = 64 * 1024
PAGE_BYTES = 8192  # twice SQLite's own: writing a claim, with its rows of a kilobyte, costs a twelfth less
OLDEST_SQLITE = (3, 37, 0)
_ADVICE = {
    sqlite3.SQLITE_BUSY: "another program is writing to it; wait for it to finish, or stop it, and run again",
    sqlite3.SQLITE_LOCKED: "another program is writing to it; wait for it to finish, or stop it, and run again",
    sqlite3.SQLITE_READONLY: "it cannot be written; give yourself write permission on it and its folder",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check that its folder exists and that you may write there",
    sqlite3.SQLITE_NOTADB: "it is not an SQLite database; name another file with --db",
    sqlite3.SQLITE_CORRUPT: "it is damaged; restore a copy, or delete it and ingest again",
    sqlite3.SQLITE_FULL: "the disk is full; free some space and run again",
    sqlite3.SQLITE_IOERR: "the disk refused to read or write; check the disk and run again",
}
_NO_PLACE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}  # for the files that SQLite makes beside a database


@contextmanager
def clear_errors(path: str) -> Iterator[None]:
    """Turn any error of SQLite inside the block into a `StoreError` of one line that names ``path`` and a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        advice = _ADVICE.get(code, "this is a fault of claimtrack; please report it")
        msg = f"{path}: {error}: {advice}"
        raise StoreError(msg) from error


def open_database(path: str | Path, *, wait_seconds: float = WAIT_SECONDS) -> Database:
    """Open or create the database at ``path``, upgrade its schema and refresh its glossary.

    Args:
        path: the file; ``:memory:`` for a database that lives as long as the process.
        wait_seconds: how long to wait for another writer before giving up.

    Returns:
        A database with foreign keys on and, in a file, write-ahead logging, so that readers never wait.

    Raises:
        StoreError: the folder is missing, or the file is locked, read-only, not SQLite, somebody else's
            database or written by a newer claimtrack. Nothing was changed.
    """
    name = str(path)
    _check_place(name)
    with clear_errors(name):
        connection = sqlite3.connect(name, timeout=wait_seconds)
        try:
            return _prepare(Database(connection), name)
        except BaseException:
            connection.close()
            raise


def open_existing(path: str | Path) -> Database:
    """Open the database at ``path`` as `open_database` does, but never make a new one.

    Raises:
        StoreError: there is no such file, or `open_database` cannot open it.
    """
    _check_there(path)
    return open_database(path)


def open_to_read(path: str | Path) -> Database:
    """Open the database at ``path`` for reading, which needs no right to write unless its schema has to be upgraded.

    Raises:
        StoreError: there is no such file, or `open_database` could not open it either.
    """
    _check_there(path)
    with clear_errors(str(path)):
        connection = _connect_to_read(Path(path))
        try:
            db = Database(connection)
            _check_owner(db, str(path))
            if not migrations.pending(db):
                return db
        except BaseException:
            connection.close()
            raise
    connection.close()
    return open_database(path)


def _check_there(path: str | Path) -> None:
    """Raise unless there is a file at ``path``."""
    if not Path(path).exists():
        msg = f"{path}: there is no such database; make one with: claimtrack ingest FOLDER --db {path}"
        raise StoreError(msg)


def _connect_to_read(path: Path) -> sqlite3.Connection:
    """Connect to the file at ``path`` for reading.

    SQLite wants to make files beside it, through which all who use it know of each other. Where it can make none,
    nobody else uses it; only changes that already wait in such a file cannot be read then.
    """
    place, changes = path.resolve().as_uri(), path.with_name(f"{path.name}-wal")
    connection = sqlite3.connect(f"{place}?mode=rw", uri=True, timeout=WAIT_SECONDS)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF not in _NO_PLACE or (changes.exists() and changes.stat().st_size):
            raise
        connection = sqlite3.connect(f"{place}?immutable=1", uri=True)
    connection.execute("PRAGMA query_only = on")
    return connection


def _prepare(db: Database, name: str) -> Database:
    """Upgrade the open database ``db`` and set the connection up."""
    _check_owner(db, name)
    db.execute(f"PRAGMA page_size = {PAGE_BYTES}")  # of a new database; one that is there keeps its own
    db.execute("PRAGMA journal_mode = wal")
    db.execute("PRAGMA synchronous = normal")
    db.execute("PRAGMA foreign_keys = on")
    db.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
    upgrade(db)
    sync_glossary(db)
    return db


def _check_place(name: str) -> None:
    """Raise unless ``name`` can be a database file here."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE))
        msg = f"SQLite {sqlite3.sqlite_version} is too old: claimtrack needs {wanted} or newer; use a newer Python"
        raise StoreError(msg)
    if name == ":memory:":
        return
    path = Path(name)
    if path.is_dir():
        msg = f"{name}: this is a folder, expected a database file; name a file in it, such as {path / 'claims.db'}"
        raise StoreError(msg)
    if not path.parent.is_dir():
        msg = f"{name}: the folder {path.parent} does not exist; create it or name another file with --db"
        raise StoreError(msg)


def _check_owner(db: Database, name: str) -> None:
    """Raise if the file holds tables of another program or of a newer claimtrack."""
    newer = newer_than_this(db)
    if newer:
        msg = f"{name}: written by a newer claimtrack (it has {newer[-1]}); upgrade claimtrack to use it"
        raise StoreError(msg)
    if not migrations.applied(db) and db.table_names():
        table = min(db.table_names())
        msg = f"{name}: this is another program's database (it has a table {table!r}); name another file with --db"
        raise StoreError(msg)


def path_of(db: Database) -> str:
    """Return the file of ``db`` as errors name it."""
    return str(db.execute("PRAGMA database_list").fetchone()[2]) or ":memory:"
