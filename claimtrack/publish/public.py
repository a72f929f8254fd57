"""Publishing: a private database in, a separate one with only what may be public out, checked before it is swapped in.

The public database is built from nothing: tables and columns that are not named here cannot get into it.
"""

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Literal

from attrs import field, frozen
from sqlite_utils import Database

from claimtrack.errors import StoreError
from claimtrack.publish.compared import copy_compared
from claimtrack.publish.excerpts import Excerpt, excerpt
from claimtrack.publish.facts import keep_facts
from claimtrack.publish.search import read_terms
from claimtrack.publish.stored import is_published, store_views
from claimtrack.store.bulk import indexed_at_the_end
from claimtrack.store.database import clear_errors, open_database
from claimtrack.store.ids import slug

Texts = Literal["full", "excerpts"]

_CALLED = {"claims": "contents"}

_WITHDRAWN = """
CREATE TEMP TABLE withdrawn AS SELECT w.key AS name, d.id
FROM json_each(:withdrawn) w JOIN private.documents d ON w.key IN (d.id, d.url, d.outlet_id) OR w.value = d.outlet_id
"""
_CHOSEN = """
CREATE TEMP TABLE chosen AS SELECT d.id FROM private.documents d
WHERE (NOT :dated OR date(substr(d.published, 1, 10), '+0 days') = substr(d.published, 1, 10)
      AND substr(d.published, 1, 10) BETWEEN :since AND :until)
  AND d.id NOT IN (SELECT id FROM withdrawn)
  AND (:topics = '' OR d.rowid IN (SELECT rowid FROM private.documents_fts f WHERE f.documents_fts MATCH :topics))
"""
_NAMED = """
CREATE TEMP TABLE named AS
WITH RECURSIVE used (id) AS (
  SELECT source_id FROM private.attributions WHERE document_id IN (SELECT id FROM chosen)
  UNION SELECT addressee_id FROM private.attributions WHERE document_id IN (SELECT id FROM chosen)
  UNION SELECT o.body_id FROM private.attributions a JOIN private.offices o ON o.attribution_id = a.id
    WHERE a.document_id IN (SELECT id FROM chosen)
  UNION SELECT source_id FROM private.credits WHERE document_id IN (SELECT id FROM chosen)
  UNION SELECT o.source_id FROM private.outlets o JOIN private.documents d ON d.outlet_id = o.id
    WHERE d.id IN (SELECT id FROM chosen)
  UNION SELECT coalesce(s.merged_into, s.affiliation_id) FROM private.sources s JOIN used ON used.id = s.id)
SELECT id FROM private.sources WHERE id IN used AND merged_into IS NULL
"""
# Run parameters may hold paths of the machine that read the articles.
_COPIES = (
    """INSERT INTO runs SELECT id, started_at, tool_version, lang, pack_version, '{}' FROM private.runs
    WHERE id IN (SELECT run_id FROM private.documents WHERE id IN (SELECT id FROM chosen)
      UNION SELECT run_id FROM private.attributions WHERE document_id IN (SELECT id FROM chosen))""",
    """INSERT INTO sources (id, name, kind, affiliation_id, country, reliability)
    SELECT s.id, s.name, s.kind, nullif(coalesce(p.merged_into, p.id), s.id), s.country, s.reliability
    FROM private.sources s LEFT JOIN private.sources p ON p.id = s.affiliation_id
    WHERE s.id IN (SELECT id FROM named)""",
    """INSERT INTO source_aliases (source_id, alias, lang)
    SELECT source_id, alias, lang FROM private.source_aliases WHERE source_id IN (SELECT id FROM named)""",
    """INSERT INTO outlets (id, name, source_id) SELECT id, name, source_id FROM private.outlets
    WHERE id IN (SELECT outlet_id FROM private.documents WHERE id IN (SELECT id FROM chosen))""",
    """INSERT INTO claims (id, text, normalised) SELECT id, text, normalised FROM private.claims WHERE id IN
    (SELECT claim_id FROM private.attributions WHERE document_id IN (SELECT id FROM chosen))""",
    """INSERT INTO documents
      (id, outlet_id, title, published, url, author, text, text_sha256, lang, run_id, ingested_at)
    SELECT id, outlet_id, title, published, url, author, text, text_sha256, lang, run_id, ingested_at
    FROM private.documents WHERE id IN (SELECT id FROM chosen)""",
    """INSERT INTO credits (id, document_id, role, name, source_id, start, stop)
    SELECT id, document_id, role, name, source_id, start, stop FROM private.credits
    WHERE document_id IN (SELECT id FROM chosen)""",
    """INSERT INTO attributions
      (id, document_id, position, parent_id, source_id, claim_id, sentence, sentence_start, source_text, cue_text,
       content_text, cue_lemma, cue_class, cue_stance, style, negated, rule, factuality, factuality_reason,
       modality_marker, resolution, extraction_confidence, run_id, source_roles, confidence_reason, addressee_id,
       repeats)
    SELECT id, document_id, position, parent_id, source_id, claim_id, sentence, sentence_start, source_text, cue_text,
       content_text, cue_lemma, cue_class, cue_stance, style, negated, rule, factuality, factuality_reason,
       modality_marker, resolution, extraction_confidence, run_id, source_roles, confidence_reason,
       (SELECT coalesce(merged_into, id) FROM private.sources WHERE id = addressee_id), repeats
    FROM private.attributions WHERE document_id IN (SELECT id FROM chosen)""",
    """INSERT INTO spans (attribution_id, role, ordinal, start, stop, text)
    SELECT attribution_id, role, ordinal, start, stop, text FROM private.spans WHERE attribution_id IN
    (SELECT id FROM private.attributions WHERE document_id IN (SELECT id FROM chosen))""",
)
# What is worth its room where nothing is written any more. The first two are what Datasette counts for each page of the
# table; the others hold all that a search or the page of a source needs to choose from thousands of rows.
_INDEXES = (
    "CREATE INDEX attributions_style ON attributions (style)",
    "CREATE INDEX attributions_cue_class ON attributions (cue_class)",
    """CREATE INDEX attributions_found ON attributions (claim_id, document_id, source_id, style, id)
    WHERE claim_id IS NOT NULL""",
    """CREATE INDEX attributions_said ON attributions (source_id, document_id, position, id, repeats)
    WHERE source_id IS NOT NULL""",
    "CREATE INDEX documents_found ON documents (id, outlet_id, published)",
)
_KEPT = """
SELECT sentence_start, sentence_start + length(sentence) FROM attributions WHERE document_id = :id
UNION SELECT s.start, s.stop FROM spans s JOIN attributions a ON a.id = s.attribution_id WHERE a.document_id = :id
UNION SELECT start, stop FROM credits WHERE document_id = :id
"""
_SEARCH_CHECKS = (
    "INSERT INTO claims_fts (claims_fts, rank) VALUES ('integrity-check', 1)",
    "INSERT INTO documents_fts (documents_fts, rank) VALUES ('integrity-check', 1)",
)
_MISPLACED = """
SELECT count(*) FROM spans s JOIN attributions a ON a.id = s.attribution_id JOIN documents d ON d.id = a.document_id
WHERE substr(d.text, s.start + 1, s.stop - s.start) <> s.text AND instr(d.text, char(0)) = 0
"""
_OFFSETS = (
    (
        "SELECT start, stop, id FROM credits WHERE document_id = ?",
        "UPDATE credits SET start = ?, stop = ? WHERE id = ?",
    ),
    (
        """SELECT s.start, s.stop, s.attribution_id, s.role, s.ordinal
        FROM attributions a JOIN spans s ON s.attribution_id = a.id WHERE a.document_id = ?""",
        "UPDATE spans SET start = ?, stop = ? WHERE attribution_id = ? AND role = ? AND ordinal = ?",
    ),
    *(
        (
            f"""SELECT f.{side}_start, f.{side}_stop, f.cluster_id, f.harder_id, f.kind, f.softer_start
            FROM propositions p JOIN drifts f ON f.{side}_id = p.id WHERE p.document_id = ?""",  # noqa: S608
            f"""UPDATE drifts SET {side}_start = ?, {side}_stop = ?
            WHERE cluster_id = ? AND harder_id = ? AND kind = ? AND softer_start = ?""",  # noqa: S608 - our own names
        )
        for side in ("harder", "softer")
    ),
)


@frozen
class Choice:
    """What of a database may be public.

    Args:
        texts: ``full`` for whole articles, ``excerpts`` for the quoted sentences and credits alone.
        withdrawn: ids or addresses of articles, or names or ids of outlets, that must not be published; the case of a
            name does not matter.
        since: first day of publication; None for any.
        until: last day of publication, included; None for any. Where either is given, an article without a date of
            publication, or with one that does not begin with a day by ISO 8601, is left out.
        topics: words as a reader types them into the search; articles that hold those of one topic. Empty for all.
    """

    texts: Texts = "excerpts"
    withdrawn: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    topics: tuple[str, ...] = ()

    def days(self) -> dict[str, str | bool]:
        """Return whether days are bounded, and by which, written by ISO 8601."""
        dated = (self.since or self.until) is not None
        return {"dated": dated, "since": str(self.since or date.min), "until": str(self.until or date.max)}

    def slugs(self) -> str:
        """Return what is withdrawn as a JSON object, each with its slug: outlets of one slug are one outlet."""
        return json.dumps({name: slug(name) for name in self.withdrawn if name.strip()})

    def query(self) -> str:
        """Return the topics as an FTS5 query; empty for all articles.

        Raises:
            StoreError: a topic holds no word.
        """
        queries = {topic: read_terms(topic).query() for topic in self.topics}
        for topic, query in queries.items():
            if not query:
                msg = f"the topic {topic!r} holds no word to look for; name at least one, such as: banjir"
                raise StoreError(msg)
        return " OR ".join(f"({query})" for query in queries.values())


@frozen
class Published:
    """What was published.

    Args:
        path: the public database.
        texts: whether texts are whole.
        counts: table -> number of rows.
        unknown: what was to be withdrawn and is no article, address or outlet of the database.
    """

    path: Path
    texts: Texts
    counts: dict[str, int] = field(factory=dict)
    unknown: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return one line for a terminal; a row of ``claims`` is a content, what people call a claim is a cluster."""
        rows = ", ".join(f"{number} {_CALLED.get(table, table)}" for table, number in self.counts.items())
        return f"{self.path}: {rows}; {'whole texts' if self.texts == 'full' else 'excerpts only'}"


def publish(source: str | Path, target: str | Path, choice: Choice | None = None) -> Published:
    """Write what may be public of ``source`` to ``target``, whole or not at all.

    Args:
        source: a database that claimtrack wrote; it is not changed.
        target: the public database; one that is there already is replaced in one step, once the new one is checked.
        choice: what may be public; excerpts of everything if None.

    Raises:
        StoreError: ``source`` cannot be read, ``target`` is a file that `publish` did not write or cannot be written,
            or a check failed. ``target`` is as it was.
    """
    private, public = Path(source), Path(target)
    choice = choice or Choice()
    _check_paths(private, public)
    with _beside(public) as fresh:
        counts, unknown = _write(private, fresh, choice)
        with clear_errors(str(public)):
            _check(fresh)
        try:
            fresh.replace(public)
        except OSError as error:
            msg = f"{public}: {error.strerror}; nothing was published"
            raise StoreError(msg) from error
    return Published(public, choice.texts, counts, unknown)


def _check_paths(private: Path, public: Path) -> None:
    """Raise `StoreError` unless one can be read and the other written."""
    if not private.is_file():
        msg = f"{private}: there is no such database; make one with: claimtrack ingest FOLDER --db {private}"
        raise StoreError(msg)
    if public.is_dir() or not public.parent.is_dir():
        msg = f"{public}: expected a file in a folder that exists; name another file"
        raise StoreError(msg)
    if public.exists() and public.samefile(private):
        msg = f"{public}: this is the private database itself; name another file to publish to"
        raise StoreError(msg)
    if public.exists() and not is_published(public):
        msg = (
            f"{public}: this file is there already and was not written by claimtrack publish; "
            "name another, or remove it if it may be lost"
        )
        raise StoreError(msg)


@contextmanager
def _beside(public: Path) -> Iterator[Path]:
    """Yield a path for a new file in the folder of ``public``; whatever is left there at the end is removed."""
    try:
        folder = tempfile.TemporaryDirectory(prefix=".claimtrack-", dir=public.parent)
    except OSError as error:
        msg = f"{public}: {error.strerror}; choose a folder that you may write to"
        raise StoreError(msg) from error
    with folder as name:
        yield Path(name) / "public.db"


def _write(private: Path, fresh: Path, choice: Choice) -> tuple[dict[str, int], tuple[str, ...]]:
    """Fill the new database ``fresh``; return the number of rows of its main tables, and what was withdrawn in vain."""
    bound = {**choice.days(), "withdrawn": choice.slugs(), "topics": choice.query()}
    db = open_database(fresh)
    try:
        with clear_errors(str(private)):
            db.execute("ATTACH DATABASE ? AS private", [str(private)])
            _check_ours(db, private)
            with db.conn, indexed_at_the_end(db.conn):
                db.execute(_WITHDRAWN, bound)
                known = {row[0] for row in db.execute("SELECT name FROM withdrawn")}
                db.execute(_CHOSEN, bound)
                _copy(db, choice.texts)
            db.execute("DETACH DATABASE private")
        with clear_errors(str(fresh)):
            db.execute("ANALYZE")
            db.execute("PRAGMA journal_mode = delete")
            db.execute("VACUUM")
        counts = {table: db[table].count for table in ("documents", "attributions", "claims", "sources", "outlets")}
        return counts, tuple(name for name in choice.withdrawn if name not in known)
    finally:
        db.close()


def _check_ours(db: Database, private: Path) -> None:
    """Raise `StoreError` unless the attached database has the schema of this version."""
    query = """SELECT m.name FROM {0}.sqlite_master m WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%'
        UNION SELECT m.name || '.' || c.name FROM {0}.sqlite_master m, pragma_table_info(m.name, '{0}') c
        WHERE m.type = 'table' AND m.name NOT LIKE '%fts%'"""
    tables = [{row[0] for row in db.execute(query.format(schema))} for schema in ("main", "private")]
    missing = sorted(tables[0] - tables[1])
    if missing:
        msg = (
            f"{private}: no database of this version of claimtrack (it has no {missing[0]!r}); "
            f"upgrade it with: claimtrack ingest FOLDER --db {private}"
        )
        raise StoreError(msg)


def _copy(db: Database, texts: Texts) -> None:
    """Copy what is chosen, table by table, and shorten the texts if asked to."""
    db.execute(_NAMED)
    for statement in _COPIES:
        db.execute(statement)
    copy_compared(db.conn)
    if texts == "excerpts":
        for (key,) in db.execute("SELECT id FROM chosen").fetchall():
            _shorten(db, key)
    for statement in _INDEXES:
        db.execute(statement)
    keep_facts(db.conn)
    store_views(db.conn)


def _shorten(db: Database, key: str) -> None:
    """Replace the text of the article ``key`` by its excerpt and move every offset along."""
    (text,) = db.execute("SELECT text FROM documents WHERE id = ?", [key]).fetchone()
    short = excerpt(text, db.execute(_KEPT, {"id": key}).fetchall())
    db.execute("UPDATE documents SET text = ? WHERE id = ?", [short.text, key])
    for query, update in _OFFSETS:
        found = db.execute(query, [key]).fetchall()
        db.conn.executemany(update, [(*_moved(short, start, stop), *name) for start, stop, *name in found])
    _shorten_propositions(db, key, short)
    starts = db.execute("SELECT sentence_start, id FROM attributions WHERE document_id = ?", [key]).fetchall()
    moved = [(short.place(start), name) for start, name in starts]
    db.conn.executemany("UPDATE attributions SET sentence_start = ? WHERE id = ?", moved)


def _shorten_propositions(db: Database, key: str, short: Excerpt) -> None:
    """Move the places of the propositions of the article ``key``."""
    found = db.execute("SELECT places, id FROM propositions WHERE document_id = ?", [key]).fetchall()
    moved = [(json.dumps([_moved(short, *place) for place in json.loads(places)]), name) for places, name in found]
    db.conn.executemany("UPDATE propositions SET places = ? WHERE id = ?", moved)


def _moved(short: Excerpt, start: int, stop: int) -> tuple[int, int]:
    """Return where ``[start, stop)`` of the whole text stands in ``short``."""
    place = short.place(start)
    return place, place + stop - start


def _check(fresh: Path) -> None:
    """Raise `StoreError` if the new database is not sound."""
    connection = sqlite3.connect(fresh)
    try:
        faults = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        faults += [
            f"{row[0]} points to a missing row of {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")
        ]
        (misplaced,) = connection.execute(_MISPLACED).fetchone()
        faults += [f"{misplaced} spans do not hold their words"] if misplaced else []
        for check in _SEARCH_CHECKS:
            connection.execute(check)
    finally:
        connection.close()
    if faults:
        msg = f"the public database failed its check: {faults[0]}; nothing was published, please report this"
        raise StoreError(msg)
