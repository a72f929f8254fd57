"""A database of every earlier schema keeps every row when it is upgraded, and works on."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from claimtrack.compare.run import compare
from claimtrack.ingest import ingest
from claimtrack.store import open_database
from claimtrack.store.migrations import migrations
from claimtrack.store.ratings import rate
from tests.kills import FIXTURES, LANG, rows
from tests.test_ingest import articles

VERSIONS = [migration.name for migration in migrations.pending(Database(memory=True))]
REFRESHED = {"glossary"}  # written anew by every claimtrack that opens the database
Columns = Mapping[str, tuple[str, ...]]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database of this version with articles, ratings and a comparison."""
    path = tmp_path_factory.mktemp("full") / "claims.db"
    ingest([FIXTURES], path, lang=LANG)
    compare(path, lang=LANG)
    with closing(open_database(path)) as db:
        rate(
            db, next(db.query("SELECT id FROM sources WHERE merged_into IS NULL ORDER BY id"))["id"], "B", "seen often"
        )
    return path


def columns_of(connection: sqlite3.Connection) -> Columns:
    """Return the columns of each table that holds rows of its own and is no refreshed one."""
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    own = [name for name in names if "_fts" not in name and not name.startswith(("sqlite_", "_"))]
    query = "SELECT name FROM pragma_table_info(?)"
    return {name: tuple(row[0] for row in connection.execute(query, [name])) for name in own if name not in REFRESHED}


def contents(connection: sqlite3.Connection, columns: Columns) -> dict[str, list[Any]]:
    """Return the rows of the given columns, sorted."""
    return {
        table: sorted(map(tuple, connection.execute(f"SELECT {', '.join(names)} FROM {table}")), key=repr)  # noqa: S608
        for table, names in columns.items()
    }


def older(path: Path, version: int, full: Path) -> tuple[Columns, dict[str, list[Any]]]:
    """Make a database by the first ``version`` migrations alone and fill it with what ``full`` has for its columns.

    Returns:
        Its columns and its rows. A row that the older schema did not allow yet is left out.
    """
    with closing(Database(path)) as db:
        db.execute("PRAGMA journal_mode = wal")
        migrations.apply(db, stop_before=VERSIONS[version])
        db.conn.commit()
    with closing(sqlite3.connect(path)) as connection:
        columns = columns_of(connection)
        connection.execute("ATTACH ? AS new", [str(full)])
        for table, names in columns.items():
            known = {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?, 'new')", [table])}
            both = ", ".join(name for name in names if name in known)
            if both:
                connection.execute(f"INSERT OR IGNORE INTO {table} ({both}) SELECT {both} FROM new.{table}")  # noqa: S608
        connection.commit()
        return columns, contents(connection, columns)


@pytest.mark.parametrize("version", range(1, len(VERSIONS)), ids=lambda version: VERSIONS[version - 1])
def test_upgrade_keeps_every_row(version: int, full: Path, tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    columns, before = older(path, version, full)
    assert all(before[table] for table in ("documents", "attributions", "spans", "claims", "sources", "runs"))
    with closing(open_database(path)) as db:
        assert not migrations.pending(db)
        assert before == contents(db.conn, columns)
    rows(path)  # sound, and its full-text indexes hold every row


@pytest.mark.parametrize("version", range(1, len(VERSIONS), 4), ids=lambda version: VERSIONS[version - 1])
def test_upgraded_database_works_on(version: int, full: Path, tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    older(path, version, full)
    added = ingest([articles(tmp_path / "a.jsonl", 2)], path, lang=LANG)
    compare(path, lang=LANG)
    assert 2 == added.added
    assert len(rows(full)["documents"]) + 2 == len(rows(path)["compared_documents"])
