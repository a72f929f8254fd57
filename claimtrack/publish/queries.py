"""Every query of the pages: bound, limited, one place. A database in, plain dictionaries out."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from time import monotonic

from attrs import frozen
from datasette.database import QueryInterrupted

from claimtrack.compare.listing import DENIED
from claimtrack.publish.compat import Row

PAGE = 25
LIST = 12
MOST_IN_ARTICLE = 500
# Rows that a search looks at before it sorts or counts them: sorting all hits of a frequent word would take seconds.
CANDIDATES = 1000
# Claims among which the front page looks for those of several outlets: the most repeated ones.
CARRIED = 250
# Bytes of a text that our queries can pass over; readers' own may touch shorter values only.
LONGEST_TEXT = 1_000_000_000
# Characters of the article before a sentence, of which the last words are shown.
NEAR = 240
# Steps of SQLite between two looks at the clock: a millisecond or two.
STEPS = 20_000

# Shared by the queries: whether an attribution denies its content (as `cards.sign` says), and a date worth the name.
_DENIES = f"(coalesce(a.factuality, '') NOT IN ('CTu', 'Uu') AND {DENIED})"
_DATED = "CASE WHEN d.published GLOB '[0-9][0-9][0-9][0-9]*' THEN d.published END"
# How much a role tells: an office more than a relation, that more than what is neither, and most with a known body.
_TELLS = """coalesce((SELECT (o.kind <> 'other') + (o.kind = 'office') + 2 * (o.body_id IS NOT NULL)
  FROM offices o WHERE o.role = role.value LIMIT 1), 0)"""
# How much of a huge "sentence" (a text without a full stop) lies too far before its cue to be shown.
_SKIPPED = "max(0, coalesce(cue.start, a.sentence_start) - a.sentence_start - 2000)"
# The words before a sentence, for whoever does not see the article.
_BEFORE = f"substr(d.text, max(1, a.sentence_start - {NEAR - 1}), min({NEAR}, a.sentence_start))"


@cache
def written_out(query: str, *, once: bool = True) -> str:
    """Return ``query`` with its shared expressions written out; ``once`` unless the schema knows no repetitions."""
    shared = {"$denies": _DENIES, "$dated": _DATED, "$skipped": _SKIPPED, "$before": _BEFORE}
    shared |= {"$once": "a.repeats = 0" if once else "1", "$tells": _TELLS if once else "0"}
    for name, expression in shared.items():
        query = query.replace(name, expression)
    return query


_RUNS = "SELECT id, started_at, tool_version, lang, pack_version FROM runs ORDER BY started_at DESC LIMIT :limit"
_GLOSSARY = """
SELECT field, value, definition_id, definition_en, standard FROM glossary ORDER BY field, value LIMIT :limit
"""
_SCHEMA = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'claimtrack' ORDER BY name DESC LIMIT 1"
OUTLETS = """
SELECT o.id, o.name, count(*) AS documents FROM outlets o JOIN documents d ON d.outlet_id = o.id
GROUP BY o.id ORDER BY documents DESC, o.name LIMIT :limit OFFSET :offset
"""
# Counted over the index alone, joined afterwards: a hundred thousand attributions take a few milliseconds.
TOP_SOURCES = """
SELECT s.id, s.name, s.kind, top.attributions FROM (
  SELECT source_id, count(*) AS attributions FROM attributions a WHERE source_id IS NOT NULL AND $once
  GROUP BY source_id ORDER BY attributions DESC, source_id LIMIT :limit OFFSET :offset) top
JOIN sources s ON s.id = top.source_id ORDER BY top.attributions DESC, s.id
"""
# Fewer than four words are rarely a claim of their own. What is told of the article goes with the least date.
_CARRIED = """
WITH top AS MATERIALIZED (
  SELECT claim_id, count(*) AS attributions FROM attributions WHERE claim_id IS NOT NULL
  GROUP BY claim_id HAVING attributions > 1 ORDER BY attributions DESC LIMIT :candidates)
SELECT top.claim_id AS id, substr(c.text, 1, 400) AS text, top.attributions,
       count(DISTINCT d.outlet_id) AS n_outlets, sum($denies) AS denials,
       coalesce(min($dated), '') AS published, a.id AS attribution_id, d.id AS document_id,
       substr(d.title, 1, 300) AS title, substr(d.text, 1, 200) AS opening, d.outlet_id, o.name AS outlet_name
FROM top JOIN claims c ON c.id = top.claim_id JOIN attributions a ON a.claim_id = top.claim_id
JOIN documents d ON d.id = a.document_id LEFT JOIN outlets o ON o.id = d.outlet_id
WHERE c.normalised LIKE '% % % %' GROUP BY top.claim_id
HAVING n_outlets > 1 OR (denials > 0 AND denials < top.attributions)
ORDER BY denials > 0 AND denials < top.attributions AND n_outlets > 1 DESC, n_outlets DESC, top.attributions DESC,
  c.text
LIMIT :limit
"""
_ARTICLES = """
SELECT d.id, d.title, substr(d.text, 1, 200) AS opening, d.published, d.outlet_id, o.name AS outlet_name,
       (SELECT count(*) FROM attributions a WHERE a.document_id = d.id) AS attributions
FROM documents d LEFT JOIN outlets o ON o.id = d.outlet_id
"""
# Text sorts after dates: what is no date is left out here, so that it cannot push itself to the top.
_DATED_ONLY = " WHERE d.published < ':'"
_NEWEST = " ORDER BY d.published DESC, d.id LIMIT :limit OFFSET :offset"
_DOCUMENT = """
SELECT d.*, substr(d.text, 1, 200) AS opening, length(d.text) AS length, o.name AS outlet_name
FROM documents d LEFT JOIN outlets o ON o.id = d.outlet_id WHERE d.id = :id LIMIT 1
"""
_CREDITS = """
SELECT c.id, c.role, c.name, c.start, c.stop, c.source_id, s.name AS source_name
FROM credits c LEFT JOIN sources s ON s.id = c.source_id WHERE c.document_id = :id ORDER BY c.start LIMIT :limit
"""
_EVIDENCE = """
SELECT a.id, a.document_id, a.position, a.parent_id, a.source_id, a.claim_id,
       substr(a.sentence, 1 + $skipped, 4000) AS sentence, a.sentence_start + $skipped AS sentence_start,
       substr(a.source_text, 1, 400) AS source_text, a.cue_text, substr(a.content_text, 1, 200) AS content_text,
       a.cue_lemma, a.cue_class, a.cue_stance, a.style, a.negated, a.rule,
       a.factuality, a.factuality_reason, a.modality_marker, a.resolution, a.extraction_confidence,
       s.name AS source_name, s.kind AS source_kind, d.published, d.outlet_id, o.name AS outlet_name,
       substr(d.title, 1, 300) AS title, substr(d.text, 1, 200) AS opening, d.lang, $before AS before,
       cue.stop = said.start AS clitic,
       p.source_id AS parent_source_id, substr(p.source_text, 1, 400) AS parent_source_text,
       ps.name AS parent_source_name, p.position AS parent_position
FROM attributions a JOIN documents d ON d.id = a.document_id
LEFT JOIN sources s ON s.id = a.source_id LEFT JOIN outlets o ON o.id = d.outlet_id
LEFT JOIN attributions p ON p.id = a.parent_id LEFT JOIN sources ps ON ps.id = p.source_id
LEFT JOIN spans cue ON cue.attribution_id = a.id AND cue.role = 'cue' AND cue.ordinal = 0
LEFT JOIN spans said ON said.attribution_id = a.id AND said.role = 'source' AND said.ordinal = 0
"""
_IN_ARTICLE = " WHERE a.document_id = :id ORDER BY a.position LIMIT :limit"
_OF_IDS = " WHERE a.id IN (SELECT value FROM json_each(:ids)) ORDER BY d.published, d.id, a.position LIMIT :limit"
# Which ones first, what is in them afterwards: a source may have said thousands of things.
_OF_SOURCE = """
 WHERE a.id IN (SELECT a.id FROM attributions a JOIN documents d ON d.id = a.document_id
   WHERE a.source_id = :id AND $once AND (:outlet = '' OR d.outlet_id = :outlet) AND $only AND $about
   ORDER BY d.published DESC, d.id, a.position LIMIT :limit OFFSET :offset)
ORDER BY d.published DESC, d.id, a.position LIMIT :limit
"""
# Articles on the event of one of them, going on from each to those that it is related to, among what a source said.
_ABOUT = """a.document_id IN (
  WITH RECURSIVE near (id) AS (
    SELECT :topic UNION
    SELECT CASE near.id WHEN r.one_id THEN r.other_id ELSE r.one_id END AS found
    FROM near JOIN one_event r ON r.one_id = near.id OR r.other_id = near.id
    WHERE EXISTS (SELECT 1 FROM attributions x WHERE x.source_id = :id
      AND x.document_id = CASE near.id WHEN r.one_id THEN r.other_id ELSE r.one_id END))
  SELECT id FROM near)"""
_SPANS = """
SELECT attribution_id, role, ordinal, start, stop FROM spans
WHERE attribution_id IN (SELECT value FROM json_each(:ids)) AND role NOT IN ('resolved_from', 'antecedent') LIMIT :limit
"""
_SOURCE = """
SELECT s.*, parent.name AS affiliation_name FROM sources s LEFT JOIN sources parent ON parent.id = s.affiliation_id
WHERE s.id = :id LIMIT 1
"""
_ALIASES = """
SELECT alias FROM source_aliases WHERE source_id = :id AND alias <> :name GROUP BY alias ORDER BY alias LIMIT :limit
"""
_MEMBERS = "SELECT id, name, kind FROM sources WHERE affiliation_id = :id ORDER BY name LIMIT :limit"
_RATINGS = """
SELECT rated_at, reliability FROM source_ratings WHERE source_id = :id ORDER BY ordinal DESC LIMIT :limit
"""
_CLAIM = "SELECT id, substr(text, 1, 2000) AS text FROM claims WHERE id = :id LIMIT 1"
_OUTLET = "SELECT id, name, source_id FROM outlets WHERE id = :id LIMIT 1"
_OUTLET_ARTICLES = " WHERE d.outlet_id = :id"


@contextmanager
def _timed(connection: sqlite3.Connection, ends: float) -> Iterator[None]:
    """Interrupt a query of ours on ``connection`` that is not done at ``ends``; a text may be as long as it is."""
    if monotonic() > ends:
        message = "interrupted"
        raise sqlite3.OperationalError(message)
    longest = connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_TEXT)
    connection.set_progress_handler(lambda: monotonic() > ends, STEPS)
    try:
        yield
    finally:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, longest)
        connection.set_progress_handler(None, STEPS)


@frozen
class Data:
    """One claimtrack database, read by one page.

    Args:
        connection: where the rows are.
        ends: the moment (of `monotonic`) at which its last query must be done.
        compared: it has the tables of a comparison.
        counted: it has the table of what was counted when it was published.
        offices: it knows the offices of its sources and what they say again.
    """

    connection: sqlite3.Connection
    ends: float = float("inf")
    compared: bool = False
    counted: bool = False
    offices: bool = False

    def all_rows(self, sql: str, **bound: object) -> list[Row]:
        """Return the rows of ``sql``, at most ``limit`` of them.

        Raises:
            QueryInterrupted: it takes too long, or gives too much.
        """
        query = written_out(sql, once=self.offices)
        cursor = self.connection.cursor()
        cursor.row_factory = None  # one that counts bytes: our own queries are bounded
        try:
            with _timed(self.connection, self.ends):
                found = cursor.execute(query, {"limit": LIST, "offset": 0, **bound}).fetchall()
        except sqlite3.OperationalError as error:
            if error.args == ("interrupted",):
                raise QueryInterrupted(error, query, bound) from error
            raise
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def one_row(self, sql: str, **bound: object) -> Row | None:
        """Return the first row of ``sql``."""
        found = self.all_rows(sql, **bound)
        return found[0] if found else None

    def runs(self, limit: int = LIST) -> list[Row]:
        """Return the latest runs of the extractor."""
        return self.all_rows(_RUNS, limit=limit)

    def glossary(self) -> list[Row]:
        """Return all definitions, by field and value."""
        return self.all_rows(_GLOSSARY, limit=1000)

    def schema(self) -> str:
        """Return the name of the newest migration; empty where there is none."""
        found = self.one_row(_SCHEMA)
        return str(found["name"]) if found else ""

    def outlets(self, limit: int = PAGE + 1, *, offset: int = 0) -> list[Row]:
        """Return the outlets with most articles."""
        return self.all_rows(OUTLETS, limit=limit, offset=offset)

    def top_sources(self, limit: int = PAGE + 1, *, offset: int = 0) -> list[Row]:
        """Return the sources quoted most often."""
        return self.all_rows(TOP_SOURCES, limit=limit, offset=offset)

    def carried_claims(self, limit: int = LIST) -> list[Row]:
        """Return the claims that several outlets carry or that somebody denies."""
        return self.all_rows(_CARRIED, limit=limit, candidates=CARRIED)

    def newest_articles(self, limit: int = PAGE + 1, *, offset: int = 0) -> list[Row]:
        """Return the articles published last."""
        return self.all_rows(_ARTICLES + _DATED_ONLY + _NEWEST, limit=limit, offset=offset)

    def document(self, key: str) -> Row | None:
        """Return an article with the name of its outlet."""
        return self.one_row(_DOCUMENT, id=key)

    def credits(self, document: str) -> list[Row]:
        """Return the credits of an article in order."""
        return self.all_rows(_CREDITS, id=document, limit=100)

    def evidence_in_article(self, document: str) -> list[Row]:
        """Return the attributions of an article in order."""
        sql = (_EVIDENCE + _IN_ARTICLE).replace("$before", "''")
        return self.all_rows(sql, id=document, limit=MOST_IN_ARTICLE + 1)

    def evidence(self, attributions: Iterable[object]) -> list[Row]:
        """Return the attributions with these ids, the earliest first."""
        return self.all_rows(_EVIDENCE + _OF_IDS, ids=json.dumps(list(attributions)), limit=PAGE)

    def evidence_of_source(
        self, source: str, *, denials: bool = False, outlet: str = "", topic: str = "", offset: int = 0
    ) -> list[Row]:
        """Return what a source said, the latest first; one more than a page where there is more.

        Args:
            source: its id.
            denials: only what it denies.
            outlet: only in this outlet; empty for all.
            topic: only on the event of this article; empty for all.
            offset: how many come before.
        """
        sql = (_EVIDENCE + _OF_SOURCE).replace("$about", _ABOUT if topic and self.compared else "1")
        sql = sql.replace("$only", "$denies" if denials else "1")
        bound = {"outlet": outlet, "topic": topic, "offset": offset}
        return self.all_rows(sql, id=source, limit=PAGE + 1, **bound)

    def spans(self, attributions: Iterable[object]) -> list[Row]:
        """Return the spans of the attributions with these ids."""
        return self.all_rows(_SPANS, ids=json.dumps(list(attributions)), limit=100_000)

    def source(self, key: str) -> Row | None:
        """Return a source with the name of what it belongs to."""
        return self.one_row(_SOURCE, id=key)

    def source_names(self, key: str, name: object) -> dict[str, list[Row]]:
        """Return the other names of a source, its parts, and how people rated it."""
        return {
            "aliases": self.all_rows(_ALIASES, id=key, name=name),
            "members": self.all_rows(_MEMBERS, id=key),
            "ratings": self.all_rows(_RATINGS, id=key) if self.compared else [],
        }

    def claim(self, key: str) -> Row | None:
        """Return a claim."""
        return self.one_row(_CLAIM, id=key)

    def outlet(self, key: str) -> Row | None:
        """Return an outlet."""
        return self.one_row(_OUTLET, id=key)

    def articles_of_outlet(self, key: str, *, offset: int) -> list[Row]:
        """Return the articles of an outlet, the latest first, and one more than a page where there are more."""
        sql = _ARTICLES + _OUTLET_ARTICLES + _NEWEST
        return self.all_rows(sql, id=key, limit=PAGE + 1, offset=offset)
