"""What does not change: a database of Datasette in, the same one out, which asks and counts once.

Datasette asks forty times a table page, most of it for names of columns, and counts facets over all rows each time. In
a file that nothing writes to the answers stay what they are.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datasette.database import Database, Results

# Questions about the schema, which Datasette asks by a method of its own.
ABOUT = (
    *("table_columns", "table_column_details", "primary_keys", "fts_table", "foreign_keys_for_table"),
    *("get_all_foreign_keys", "label_column_for_table"),
)
SCHEMA = ("sqlite_master", "schema_version")
LONG_SECONDS, MOST_ROWS, MOST_BYTES, MOST_RESULTS = 0.002, 50, 10_000, 500
Bound = Mapping[str, object] | Sequence[object] | None
Ask = Callable[..., Awaitable[object]]


def fix(database: "Database") -> None:
    """Let ``database``, which cannot change, remember what it is made of and what took long to count."""
    for name in ABOUT:
        setattr(database, name, _once(getattr(database, name)))
    execute = _remembering(database.execute)
    setattr(database, "execute", execute)  # noqa: B010 -- a method, to a type checker


def _once(ask: Ask) -> Ask:
    """Return ``ask`` so that it asks once; each caller gets a list of his own."""
    known: dict[Hashable, object] = {}

    async def asked(*arguments: Hashable) -> object:
        found = known[arguments] if arguments in known else await ask(*arguments)
        if len(known) < MOST_RESULTS:  # names that a reader makes up do not fill the memory
            known[arguments] = found
        return list(found) if isinstance(found, list) else found

    return asked


def _remembering(execute: "Callable[..., Awaitable[Results]]") -> "Callable[..., Awaitable[Results]]":
    """Return ``execute`` so that it remembers small results of long queries, those that were asked for last."""
    known: OrderedDict[Hashable, Results] = OrderedDict()

    async def executed(sql: str, params: Bound = None, **more: Hashable) -> "Results":
        bound = tuple(sorted(params.items())) if isinstance(params, Mapping) else tuple(params or ())
        key = (sql, bound, tuple(sorted(more.items())))
        found = known.pop(key, None)
        if found is None:
            began = monotonic()
            found = await execute(sql, params, **more)
            long = monotonic() - began > LONG_SECONDS or any(word in sql for word in SCHEMA)
            if not long or not _is_small(found):
                return found
        known[key] = found
        if len(known) > MOST_RESULTS:
            known.popitem(last=False)
        return found

    return executed


def _is_small(found: "Results") -> bool:
    """Tell whether a result is worth its room."""
    if len(found.rows) > MOST_ROWS:
        return False
    return sum(len(value) for row in found.rows for value in row if isinstance(value, str | bytes)) < MOST_BYTES
