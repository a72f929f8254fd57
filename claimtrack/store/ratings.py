"""Sources as people look them up and rate them: a name in, the source with its figures out; a rating in, history out.

Reliability is what somebody thinks of a source, never what a program counts, so every rating keeps its date and reason
and none is overwritten.
"""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from attrs import frozen
from sqlite_utils import Database

from claimtrack.errors import StoreError
from claimtrack.model import RATINGS
from claimtrack.store.database import clear_errors, path_of

NAMED = """SELECT s.id, s.name, s.kind, s.country, s.reliability,
    (SELECT count(*) FROM attributions a WHERE a.source_id = s.id AND a.repeats = 0) AS attributions,
    (SELECT count(DISTINCT a.document_id) FROM attributions a WHERE a.source_id = s.id) AS documents
    FROM sources s"""


@frozen
class Rating:
    """One rating of a source.

    Args:
        rated_at: when, UTC ISO 8601.
        reliability: ``A`` (completely reliable) to ``E`` (unreliable), ``F`` where it cannot be judged
            (STANAG 2511; FM 2-22.3, appendix B).
        reason: why, in the words of whoever rated.
    """

    rated_at: str
    reliability: str
    reason: str


@frozen
class KnownSource:
    """A source of the database.

    Args:
        id: its key.
        name: canonical name.
        kind: one of the kinds of the table ``sources``.
        country: ISO 3166-1 alpha-2 code; empty where unknown.
        reliability: the newest rating; ``F`` until somebody rates it.
        attributions: how many statements are its own, each once an article.
        documents: in how many articles.
    """

    id: str
    name: str
    kind: str
    country: str
    reliability: str
    attributions: int
    documents: int


def frequent_sources(db: Database, *, kind: str | None = None, limit: int = 50) -> list[KnownSource]:
    """Return the sources with most attributions first.

    Args:
        db: as `open_database` returns it.
        kind: only those of this kind.
        limit: how many at most.
    """
    query = f"""{NAMED} WHERE s.merged_into IS NULL AND (? IS NULL OR s.kind = ?)
        ORDER BY attributions DESC, s.name LIMIT ?"""
    with clear_errors(path_of(db)):
        return [KnownSource(*row) for row in db.execute(query, [kind, kind, limit])]


def find_source(db: Database, name: str) -> KnownSource:
    """Return the one source that ``name`` is the id, the name or an alias of, whatever its case.

    The id or name of a source that was merged finds the one it was merged into.

    Raises:
        StoreError: there is none, or there are several; the message names some.
    """
    where = """WHERE s.id IN (SELECT coalesce(merged_into, id) FROM sources
        WHERE id = :name OR casefold(name) = casefold(:name)
        UNION SELECT coalesce(y.merged_into, y.id) FROM source_aliases x JOIN sources y ON y.id = x.source_id
        WHERE casefold(x.alias) = casefold(:name))"""
    nearby = "SELECT name FROM sources WHERE instr(casefold(name), casefold(:name)) LIMIT 5"
    with clear_errors(path_of(db)):
        db.conn.create_function("casefold", 1, str.casefold, deterministic=True)  # SQLite's lower() knows ASCII only
        found = [KnownSource(*row) for row in db.execute(f"{NAMED} {where} ORDER BY s.id", {"name": name})]
        near = [row[0] for row in db.execute(nearby, {"name": name})]
    if len(found) == 1:
        return found[0]
    if found:
        msg = f"{name!r} is {len(found)} sources; give the id of one: {', '.join(source.id for source in found)}"
    else:
        hint = f"; near it: {', '.join(near)}" if near else "; see: claimtrack sources list"
        msg = f"no source is called {name!r}{hint}"
    raise StoreError(msg)


def aliases(db: Database, source: KnownSource) -> list[str]:
    """Return the other names of ``source``, sorted."""
    with clear_errors(path_of(db)):
        rows = db.execute("SELECT DISTINCT alias FROM source_aliases WHERE source_id = ? ORDER BY alias", [source.id])
        return [row[0] for row in rows]


def merged_names(db: Database, source: KnownSource) -> dict[str, str]:
    """Return id -> name of what was merged into ``source``, sorted by id."""
    with clear_errors(path_of(db)):
        query = """SELECT id, name FROM sources WHERE merged_into = :id
            UNION SELECT e.other_id, e.name FROM source_edits e JOIN source_aliases x ON x.edit_id = e.id
            WHERE x.source_id = :id AND e.action = 'alias' ORDER BY 1"""
        return dict(db.execute(query, {"id": source.id}))


def ratings(db: Database, source: KnownSource) -> list[Rating]:
    """Return every rating of ``source``, the oldest first."""
    query = "SELECT rated_at, reliability, reason FROM source_ratings WHERE source_id = ? ORDER BY ordinal"
    with clear_errors(path_of(db)):
        return [Rating(*row) for row in db.execute(query, [source.id])]


def rate(db: Database, name: str, reliability: str, reason: str) -> KnownSource:
    """Set the reliability of the source called ``name``; what was thought before is kept.

    Args:
        db: as `open_database` returns it.
        name: id, name or alias of one source.
        reliability: ``A`` to ``F``.
        reason: why; may not be blank.

    Returns:
        The source as it is now.

    Raises:
        StoreError: no such source, no such rating or no reason; nothing was changed.
    """
    if reliability not in RATINGS:
        msg = f"{reliability!r} is no rating; give one of {', '.join(RATINGS)}"
        raise StoreError(msg)
    if not reason.strip():
        msg = "a rating needs a reason; say why with --reason"
        raise StoreError(msg)
    source = find_source(db, name)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with clear_errors(path_of(db)):
        db.execute("BEGIN IMMEDIATE")
        try:
            _insert(db.conn, (source.id, now, reliability, reason.strip()))
        except BaseException:
            db.rollback()
            raise
        db.commit()
    return find_source(db, source.id)


def _insert(connection: sqlite3.Connection, row: Sequence[str]) -> None:
    """Add a rating behind those that a source has, and let the source carry it."""
    source, now, reliability, reason = row
    connection.execute(
        """INSERT INTO source_ratings (source_id, ordinal, rated_at, reliability, reason)
        SELECT :source, coalesce(max(ordinal), 0) + 1, :now, :reliability, :reason
        FROM source_ratings WHERE source_id = :source""",
        {"source": source, "now": now, "reliability": reliability, "reason": reason},
    )
    connection.execute("UPDATE sources SET reliability = ? WHERE id = ?", (reliability, source))
