"""Writing in bulk: many rows by one statement, and full-text indexes filled by one statement when all rows are there.

A trigger makes FTS5 flush its index to disk for each row, which costs eight times as much (measured: 21 against 3
microseconds for a claim of twelve words). Dropping and making a trigger again is part of the transaction: whatever
happens, the database that others see has its triggers and a complete index.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain

INDEXED = {"documents": ("title", "text"), "claims": ("text",)}
ROWS = 100  # of one statement: its start, and the sets that the checks of the schema compare with, cost once


def insert(
    connection: sqlite3.Connection,
    table: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str | int | float | None, ...]],
    conflict: str,
) -> None:
    """Insert ``rows`` into ``table``, `ROWS` of them by one statement.

    Args:
        connection: inside a transaction.
        table: the table.
        columns: its columns, in the order of the values of each row.
        rows: what to insert.
        conflict: the ``ON CONFLICT`` clause, empty where there is none.
    """
    row = f"({', '.join('?' * len(columns))})"
    head = f"INSERT INTO {table} ({', '.join(columns)}) VALUES"
    whole = len(rows) - len(rows) % ROWS
    values = (tuple(chain.from_iterable(rows[at : at + ROWS])) for at in range(0, whole, ROWS))
    connection.executemany(f"{head} {', '.join([row] * ROWS)} {conflict}", values)
    connection.executemany(f"{head} {row} {conflict}", rows[whole:])


@contextmanager
def indexed_in_bulk(connection: sqlite3.Connection) -> Iterator[None]:
    """Index the rows that the block inserts into `INDEXED` tables when it ends, instead of one by one.

    Args:
        connection: inside a transaction; in the block nothing may be updated in or deleted from those tables.
    """
    last = {table: _last_row(connection, table) for table in INDEXED}
    triggers = [_take_down(connection, f"{table}_ai") for table in INDEXED]
    yield
    for table, columns in INDEXED.items():
        names = ", ".join(columns)
        query = f"INSERT INTO {table}_fts (rowid, {names}) SELECT rowid, {names} FROM {table} WHERE rowid > ?"  # noqa: S608
        connection.execute(query, [last[table]])
    for trigger in triggers:
        connection.execute(trigger)


@contextmanager
def indexed_at_the_end(connection: sqlite3.Connection) -> Iterator[None]:
    """Index `INDEXED` tables anew when the block ends: words that stood in them only for a while leave no trace.

    An index that follows each change marks what is taken back, but keeps it until it is merged.

    Args:
        connection: inside a transaction.
    """
    triggers = [_take_down(connection, f"{table}_{event}") for table in INDEXED for event in ("ai", "ad", "au")]
    yield
    for table in INDEXED:
        connection.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")  # noqa: S608 - our own names
    for trigger in triggers:
        connection.execute(trigger)


def _last_row(connection: sqlite3.Connection, table: str) -> int:
    """Return the highest row number of ``table``, behind which SQLite puts new rows."""
    return int(connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0])  # noqa: S608


def _take_down(connection: sqlite3.Connection, trigger: str) -> str:
    """Drop ``trigger``; return the SQL that makes it again."""
    sql = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", [trigger]).fetchone()[
        0
    ]
    connection.execute(f"DROP TRIGGER {trigger}")
    return str(sql)
