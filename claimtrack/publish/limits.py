"""Limits: a connection in, one on which no query of anyone costs much out.

Datasette ends a query after a second, but SQLite looks at the clock between its steps only: one call of a function on
long texts, or one huge row, would escape. What can be long is bounded here, and so is what a query may give back.
"""

import sqlite3
from collections.abc import Callable

LONGEST_VALUE = 2_000_000  # bytes; our own pages may read longer ones
LARGEST_RESULT = 16_000_000  # bytes of text and blobs in the rows of one query
MOST_WORK = 100_000_000  # steps of one call of a function
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,  # Datasette itself needs 60
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
}
# Functions that build or walk without looking at the limits, or reach out of the database.
_REFUSED_FUNCTIONS = frozenset({"printf", "format", "json_patch", "load_extension", "fts3_tokenizer"})
# It would tell where the file lies. Datasette asks it too and takes no answer for "nothing attached".
_UNANSWERED_PRAGMAS = frozenset({"database_list"})

Value = str | bytes | int | float | None


def limit_connection(connection: sqlite3.Connection) -> None:
    """Bound what a query on ``connection`` can cost."""
    for category, limit in _LIMITS.items():
        connection.setlimit(category, limit)
    connection.set_authorizer(_allow)
    connection.row_factory = _Counter().row
    functions: tuple[tuple[str, int, Callable[..., Value]], ...] = (
        ("instr", 2, instr),
        ("replace", 3, replace),
        ("trim", 1, lambda text: _stripped(str.strip, text)),
        ("trim", 2, lambda text, signs: _stripped(str.strip, text, signs)),
        ("ltrim", 1, lambda text: _stripped(str.lstrip, text)),
        ("ltrim", 2, lambda text, signs: _stripped(str.lstrip, text, signs)),
        ("rtrim", 1, lambda text: _stripped(str.rstrip, text)),
        ("rtrim", 2, lambda text, signs: _stripped(str.rstrip, text, signs)),
    )
    for name, arguments, function in functions:
        connection.create_function(name, arguments, function, deterministic=True)


def _allow(action: int, first: str | None, second: str | None, *_where: str | None) -> int:
    """Tell SQLite, as it compiles a query, what may be in it."""
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _REFUSED_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() in _UNANSWERED_PRAGMAS:
        return sqlite3.SQLITE_IGNORE
    return sqlite3.SQLITE_OK


class _Counter:
    """Makes rows and counts their bytes, until one query has given enough."""

    def __init__(self) -> None:
        """Begin with no query."""
        self._cursor: sqlite3.Cursor | None = None
        self._given = 0

    def row(self, cursor: sqlite3.Cursor, values: tuple[Value, ...]) -> sqlite3.Row:
        """Return a row.

        Raises:
            sqlite3.OperationalError: as if time were up, which Datasette tells as a query that costs too much.
        """
        if cursor is not self._cursor:
            self._cursor, self._given = cursor, 0
        self._given += sum(len(value) for value in values if isinstance(value, str | bytes))
        if self._given > LARGEST_RESULT:
            message = "interrupted"
            raise sqlite3.OperationalError(message)
        return sqlite3.Row(cursor, values)


def instr(text: Value, sought: Value) -> int | None:
    """Return where ``sought`` first stands in ``text``, from 1, or 0, as SQLite does, but in linear time.

    Example:
        >>> instr("air surut", "surut")
        5
    """
    if text is None or sought is None:
        return None
    if isinstance(text, bytes) and isinstance(sought, bytes):
        return text.find(sought) + 1
    return _words(text).find(_words(sought)) + 1


def replace(text: Value, old: Value, new: Value) -> str | None:
    """Return ``text`` with ``new`` for every ``old``, as SQLite does, but in linear time.

    Raises:
        OverflowError: the result would be longer than a value may be.

    Example:
        >>> replace("air surut", "r", "rr")
        'airr surrut'
    """
    if text is None or old is None or new is None:
        return None
    whole, one, other = _words(text), _words(old), _words(new)
    if not one:
        return whole
    if len(whole) + whole.count(one) * (len(other) - len(one)) > LONGEST_VALUE:
        message = "string or blob too big"
        raise OverflowError(message)
    return whole.replace(one, other)


def _stripped(strip: Callable[[str, str], str], text: Value, signs: Value = " ") -> str | None:
    """Return ``text`` without any of ``signs`` at its ends."""
    if text is None or signs is None:
        return None
    whole, taken = _words(text), "".join(set(_words(signs)))
    if len(whole) * len(taken) > MOST_WORK:
        message = "string or blob too big"
        raise OverflowError(message)
    return strip(whole, taken)


def _words(value: str | bytes | float) -> str:
    """Return a value of SQLite as text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else str(value)
