"""Stored views: what takes long to group is grouped once, when a database is published, which changes no more.

Each view keeps its name, its columns and the order of its rows; it reads a table then, instead of grouping it all at
each request.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

# View -> the columns by which it is narrowed.
STORED = MappingProxyType(
    {
        "outlet_sources": ("outlet_id", "source_id"),
        "source_profile": ("source_id",),
        "silent_outlets": ("cluster_id", "outlet_id"),
    }
)


def table_of(view: str) -> str:
    """Return the name of the table that holds the rows of a view."""
    return f"stored_{view}"


def store_views(connection: sqlite3.Connection) -> None:
    """Store the rows of the views that group a whole database.

    Args:
        connection: inside a transaction, with all else written.
    """
    for view, narrowed in STORED.items():
        table = table_of(view)
        columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA table_info({view})"))
        connection.execute(f"CREATE TABLE {table} AS SELECT * FROM {view}")  # noqa: S608 - our own names
        connection.execute(f"DROP VIEW {view}")
        connection.execute(f"CREATE VIEW {view} AS SELECT {columns} FROM {table}")  # noqa: S608
        for column in narrowed:
            connection.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")


def is_published(path: Path) -> bool:
    """Tell whether the file ``path`` is a database that `claimtrack publish` wrote: only there are views stored."""
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        return False
    return tables.issuperset(map(table_of, STORED))
