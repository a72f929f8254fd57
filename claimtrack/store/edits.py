"""Deciding who is who: a decision in, rows that follow it out, and every decision kept with its date and reason.

Nothing that was read is thrown away: a merged source keeps its row, and each attribution remembers whom the extraction
read. So any decision can be taken back, and what is ingested later follows the decisions as what was there before.
"""

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from attrs import frozen
from sqlite_utils import Database

from claimtrack.errors import StoreError
from claimtrack.store.database import clear_errors, path_of
from claimtrack.store.identity import Action, Edit, Identities, change, identities, in_force, read_edits, standing
from claimtrack.store.ids import slug
from claimtrack.store.ratings import find_source, merged_names

ADD = """INSERT INTO source_edits (edited_at, action, source_id, other_id, name, documents, undoes, reason, automatic)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
# Of what kind a source is that a split needs, the one that it is taken from says.
MAKE = "INSERT OR IGNORE INTO sources (id, name, kind) SELECT ?, ?, kind FROM sources WHERE id = ?"
ALIASES = """INSERT OR IGNORE INTO source_aliases (source_id, alias, lang, edit_id)
    SELECT :source, name, '', :edit FROM sources WHERE id = :other
    UNION SELECT :source, alias, lang, :edit FROM source_aliases WHERE source_id = :other AND edit_id IS NULL"""


@frozen
class Decision:
    """A decision that is not recorded yet; the fields are those of `Edit`.

    Args:
        action: what to do.
        reason: why.
        source: the source that it is about; None for an undo.
        other: the source that joins or leaves it; None for an undo.
        name: the new name that it gives.
        documents: ids of the articles that a split is about.
        undoes: number of the decision to take back.
        automatic: claimtrack decides itself.
    """

    action: Action
    reason: str
    source: str | None = None
    other: str | None = None
    name: str = ""
    documents: tuple[str, ...] = ()
    undoes: int | None = None
    automatic: bool = False


def merge(db: Database, name: str, into: str, reason: str) -> Edit:
    """Let one source be another: what it says and said counts for that one from now on.

    Args:
        db: as `open_existing` returns it.
        name: id, name or alias of the source that joins.
        into: id, name or alias of the source that it is.
        reason: why; may not be blank.

    Returns:
        The decision.

    Raises:
        StoreError: no such source, no reason, or both are one already; nothing was changed.
    """
    other, source = find_source(db, name), find_source(db, into)
    if other.id == source.id:
        msg = f"{name!r} and {into!r} are one source already: {source.name}"
        raise StoreError(msg)
    return _decide(db, Decision("merge", reason, source.id, other.id))


def add_alias(db: Database, name: str, alias: str, reason: str) -> Edit:
    """Let a name that no source has yet mean a source, in articles read so far and later.

    Args:
        db: as `open_existing` returns it.
        name: id, name or alias of the source.
        alias: the other name.
        reason: why; may not be blank.

    Returns:
        The decision.

    Raises:
        StoreError: no such source, no reason, or the alias names a source already; nothing was changed.
    """
    source = find_source(db, name)
    if not alias.strip():
        msg = "an alias needs at least one letter"
        raise StoreError(msg)
    taken = db.execute("SELECT name FROM sources WHERE id = ?", [slug(alias)]).fetchone()
    if taken:
        msg = f"{alias!r} is a source of its own; join them with: claimtrack sources merge {alias!r} {source.name!r}"
        raise StoreError(msg)
    return _decide(db, Decision("alias", reason, source.id, slug(alias), alias.strip()))


def split(db: Database, name: str, new: str, documents: Sequence[str], reason: str) -> Edit:
    """Take a source apart: two people of one name, or a name that was merged wrongly.

    Args:
        db: as `open_existing` returns it.
        name: id, name or alias of the source.
        new: with ``documents`` the name of a new source, without them a name that had been merged into it.
        documents: ids of the articles in which the new source is meant.
        reason: why; may not be blank.

    Returns:
        The decision.

    Raises:
        StoreError: no such source, article or merged name, no reason, or the new name is taken; nothing was changed.
    """
    source = find_source(db, name)
    if not documents:
        known = merged_names(db, source)
        if slug(new) not in known:
            merged = f"; merged into it: {', '.join(known.values())}" if known else ""
            hint = "name the articles of the new source with --document"
            msg = f"{new!r} was not merged into {source.name}{merged}; {hint}"
            raise StoreError(msg)
        return _decide(db, Decision("split", reason, source.id, slug(new)))
    _check_articles(db, source.id, documents)
    if not new.strip() or db.execute("SELECT 1 FROM sources WHERE id = ?", [slug(new)]).fetchone():
        msg = f"{new!r} cannot be the name of a new source: it is taken or empty; add a role to it"
        raise StoreError(msg)
    return _decide(db, Decision("split", reason, source.id, slug(new), new.strip(), tuple(documents)))


def undo(db: Database, number: int, reason: str) -> Edit:
    """Take a decision back, or, where it is an undo itself, let the decision count again.

    Args:
        db: as `open_existing` returns it.
        number: of the decision, as `history` has it.
        reason: why; may not be blank.

    Returns:
        The new decision.

    Raises:
        StoreError: there is no such decision, it was taken back already, or no reason; nothing was changed.
    """
    with clear_errors(path_of(db)):
        edits = read_edits(db.conn)
    if number not in {edit.id for edit in edits}:
        msg = f"there is no decision {number}; see: claimtrack sources history"
        raise StoreError(msg)
    if number not in standing(edits):
        msg = f"decision {number} was taken back already; see: claimtrack sources history"
        raise StoreError(msg)
    return _decide(db, Decision("undo", reason, undoes=number))


def history(db: Database) -> list[Edit]:
    """Return every decision, the oldest first."""
    with clear_errors(path_of(db)):
        return read_edits(db.conn)


def _check_articles(db: Database, source: str, documents: Sequence[str]) -> None:
    """Raise unless ``source`` speaks in each of ``documents``."""
    query = "SELECT 1 FROM attributions WHERE document_id = ? AND source_id = ? LIMIT 1"
    silent = [document for document in documents if not db.execute(query, [document, source]).fetchone()]
    if silent:
        some = db.execute("SELECT DISTINCT document_id FROM attributions WHERE source_id = ? LIMIT 5", [source])
        articles = ", ".join(row[0] for row in some)
        msg = f"{source} says nothing in {', '.join(silent)}; it speaks in {articles or 'no article'}"
        raise StoreError(msg)


def _decide(db: Database, decision: Decision) -> Edit:
    """Record a decision, or raise with nothing changed."""
    if not decision.reason.strip():
        msg = "a decision needs a reason; say why with --reason"
        raise StoreError(msg)
    with clear_errors(path_of(db)):
        db.execute("BEGIN IMMEDIATE")
        try:
            (edit,) = record(db.conn, decision)
        except BaseException:
            db.rollback()
            raise
        db.commit()
    return edit


def record(connection: sqlite3.Connection, *decisions: Decision) -> list[Edit]:
    """Add decisions to the database and let every row follow them, all at once.

    Args:
        connection: inside a transaction.
        decisions: in their order, such as make sense: their sources exist, and they give a reason.

    Returns:
        The decisions as they were recorded.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    before = read_edits(connection)
    for decision in decisions:
        if decision.documents:
            connection.execute(MAKE, [decision.other, decision.name, decision.source])
        documents = json.dumps(sorted(set(decision.documents)))
        named = (decision.source, decision.other, decision.name, documents)
        row = (now, decision.action, *named, decision.undoes, decision.reason.strip(), int(decision.automatic))
        connection.execute(ADD, row)
    edits = read_edits(connection)
    known = identities(edits)
    change(connection, identities(before), known)
    _rename(connection, edits, known)
    return edits[len(before) :]


def _rename(connection: sqlite3.Connection, edits: Sequence[Edit], known: Identities) -> None:
    """Let each source have the names that the decisions in force give it, besides those of the registry."""
    connection.execute("DELETE FROM source_aliases WHERE edit_id IS NOT NULL")
    for edit in in_force(edits):
        meant = known.source_of(str(edit.other_id))
        if edit.documents or meant == edit.other_id:
            continue
        if edit.action == "alias":
            query = "INSERT OR IGNORE INTO source_aliases (source_id, alias, edit_id) VALUES (?, ?, ?)"
            connection.execute(query, (meant, edit.name, edit.id))
        else:
            connection.execute(ALIASES, {"source": meant, "other": edit.other_id, "edit": edit.id})
