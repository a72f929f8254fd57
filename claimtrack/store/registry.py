"""What is known of a source: a canonical name in, kind, affiliation, country and aliases out.

The registry of the language pack decides; a name that it lacks gets a guess of its kind, and an office of a state that
its name ends with belongs to that state.
"""

import sqlite3
from collections.abc import Callable
from functools import lru_cache

from claimtrack.packs import Pack
from claimtrack.resolve import guess_kind, load_registry
from claimtrack.store.bulk import insert
from claimtrack.store.ids import slug
from claimtrack.store.rows import COLUMNS, RowMaker, SourceFacts

REMEMBERED = 1 << 16


def describer(pack: Pack) -> Callable[[str], SourceFacts]:
    """Return a function that says what ``pack`` knows of a source by its canonical name."""
    registry = load_registry(pack)

    @lru_cache(maxsize=REMEMBERED)
    def describe(name: str) -> SourceFacts:
        entry = registry.lookup(name)
        if entry is None:
            kind = guess_kind(name, pack).kind
            state = registry.state_of(name) if kind == "government_body" else None
            return SourceFacts(name, kind, state.name if state else "", (state.country or "") if state else "")
        aliases = tuple((alias.text, alias.lang) for alias in entry.aliases)
        return SourceFacts(entry.name, entry.kind, entry.affiliation or "", entry.country or "", aliases, known=True)

    return describe


def add_source(connection: sqlite3.Connection, name: str, pack: Pack) -> str:
    """Return the id of the source ``name``; make the rows that it lacks, of what it belongs to as well.

    Args:
        connection: inside a transaction.
        name: a canonical name.
        pack: the language.
    """
    key = slug(name)
    if connection.execute("SELECT 1 FROM sources WHERE id = ?", [key]).fetchone() is None:
        maker = RowMaker("", "", describer(pack))
        maker.source(maker.describe(name))
        for table in ("sources", "source_aliases"):
            insert(connection, table, COLUMNS[table], maker.made[table], "ON CONFLICT DO NOTHING")
    return key
