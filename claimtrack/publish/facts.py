"""What pages count of a whole database, of a source or of an outlet: the queries in, their rows out.

A public database never changes, so `claimtrack publish` counts once and keeps the rows; any other is counted at each
request, by the same queries.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from claimtrack.publish.compat import Row
from claimtrack.publish.listing_queries import ABOUT, LOOKED
from claimtrack.publish.queries import LIST, OUTLETS, PAGE, TOP_SOURCES, Data, written_out

# Sources with fewer attributions are counted at each request: that takes no time.
MANY = 100
# Sources with fewer attributions are described at each request.
SOME = 10
# Offices of a body among which is looked for who holds them.
MOST_OFFICES = 5000
# Sources of which the pages of a list are kept.
MOST_LISTED = 10_000

_COUNTS = """
SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM outlets) AS outlets,
       (SELECT count(*) FROM attributions) AS attributions, (SELECT count(*) FROM claims) AS claims,
       (SELECT count(*) FROM sources) AS sources,
       (SELECT min(published) FROM documents WHERE published >= '0' AND published < ':') AS first_published,
       (SELECT max(published) FROM documents WHERE published >= '0' AND published < ':') AS last_published
"""
_STORIES = "SELECT count(*) AS stories FROM stories"
_RULES = """
SELECT rule, count(*) AS attributions FROM attributions GROUP BY rule
ORDER BY attributions DESC LIMIT :limit
"""
_SOURCE_COUNTS = """
SELECT count(*) AS attributions, count(DISTINCT a.document_id) AS documents, count(DISTINCT d.outlet_id) AS outlets,
       coalesce(sum($denies), 0) AS denials, coalesce(sum(a.style = 'direct'), 0) AS direct,
       min($dated) AS first_published, max($dated) AS last_published
FROM attributions a JOIN documents d ON d.id = a.document_id WHERE a.source_id = :id AND $once
"""
_SOURCE_OUTLETS = """
SELECT d.outlet_id AS id, o.name, count(*) AS attributions, sum($denies) AS denials
FROM attributions a JOIN documents d ON d.id = a.document_id JOIN outlets o ON o.id = d.outlet_id
WHERE a.source_id = :id AND $once GROUP BY d.outlet_id ORDER BY attributions DESC, o.name LIMIT :limit
"""
_SOURCE_THROUGH = """
SELECT ps.id, coalesce(ps.name, p.source_text) AS name, count(*) AS attributions
FROM attributions a JOIN attributions p ON p.id = a.parent_id LEFT JOIN sources ps ON ps.id = p.source_id
WHERE a.source_id = :id AND $once AND p.source_id IS NOT a.source_id AND coalesce(ps.name, p.source_text) <> ''
GROUP BY coalesce(ps.id, p.source_text) ORDER BY attributions DESC, name LIMIT :limit
"""
_SOURCE_BY_DAY = """
SELECT substr(d.published, 1, 10) AS day, count(*) AS attributions, sum($denies) AS denials
FROM attributions a JOIN documents d ON d.id = a.document_id
WHERE a.source_id = :id AND $once AND d.published GLOB '[0-9][0-9][0-9][0-9]-*'
GROUP BY day ORDER BY day DESC LIMIT :limit
"""
_SOURCE_VIA = """
SELECT d.outlet_id, ps.id, coalesce(ps.name, p.source_text) AS name, count(*) AS attributions
FROM attributions a JOIN documents d ON d.id = a.document_id
LEFT JOIN attributions p ON p.id = a.parent_id AND p.source_id IS NOT a.source_id AND p.source_text <> ''
LEFT JOIN sources ps ON ps.id = p.source_id
WHERE a.source_id = :id AND $once
GROUP BY d.outlet_id, coalesce(ps.id, p.source_text) ORDER BY attributions DESC LIMIT :limit
"""
_NAMED_AS = """
SELECT source_text AS text, count(*) AS attributions FROM attributions
WHERE source_id = :id AND length(source_text) > 5 AND source_text <> :name
GROUP BY source_text ORDER BY length(source_text) DESC, source_text LIMIT :limit
"""
_OUTLET_COUNTS = """
SELECT count(*) AS attributions, count(DISTINCT a.source_id) AS sources, coalesce(sum($denies), 0) AS denials,
       coalesce(sum(a.source_id IS NULL), 0) AS nameless, coalesce(sum(a.style = 'direct'), 0) AS direct
FROM documents d JOIN attributions a ON a.document_id = d.id WHERE d.outlet_id = :id AND $once
"""
_OUTLET_DOCUMENTS = "SELECT count(*) AS documents FROM documents WHERE outlet_id = :id"
_OUTLET_SOURCES = """
SELECT s.id, s.name, s.kind, count(*) AS attributions, sum($denies) AS denials
FROM documents d JOIN attributions a ON a.document_id = d.id JOIN sources s ON s.id = a.source_id
WHERE d.outlet_id = :id AND $once GROUP BY a.source_id ORDER BY attributions DESC, s.name LIMIT :limit
"""
_OUTLET_AGENCIES = """
SELECT coalesce(s.name, c.name) AS name, s.id, count(DISTINCT c.document_id) AS documents
FROM documents d JOIN credits c ON c.document_id = d.id LEFT JOIN sources s ON s.id = c.source_id
WHERE d.outlet_id = :id AND c.role = 'wire' GROUP BY coalesce(s.id, c.name) ORDER BY documents DESC, name LIMIT :limit
"""
_SHARES = """
SELECT count(*) AS claims, coalesce(sum(n_outlets > 1), 0) AS shared, coalesce(sum(n_origins = 1), 0) AS one_origin,
  coalesce(sum(n_origins = 0), 0) AS no_origin, coalesce(sum(contested), 0) AS contested
FROM claim_outlets WHERE outlet_id = :id
"""
_ROLES = """
SELECT role.value AS text, count(DISTINCT a.document_id) AS documents
FROM attributions a JOIN documents d ON d.id = a.document_id, json_each(a.source_roles) role
WHERE a.source_id = :id GROUP BY role.value
ORDER BY documents DESC, $tells DESC, length(text) DESC, max($dated) DESC, text LIMIT :limit
"""
# The bodies that the articles give a source an office of, the latest first; a decision may have merged one since.
_BODIES = """
SELECT m.id, m.name, max($dated) AS last_published
FROM attributions a JOIN offices o ON o.attribution_id = a.id JOIN documents d ON d.id = a.document_id
JOIN sources t ON t.id = o.body_id JOIN sources m ON m.id = coalesce(t.merged_into, t.id)
WHERE a.source_id = :id AND m.id <> :id
  AND m.id IS NOT (SELECT affiliation_id FROM sources WHERE id = :id)
GROUP BY m.id ORDER BY last_published DESC, count(*) DESC, m.name LIMIT :limit
"""
# Who has an office of a body by the articles and not by the registry, with that of the latest article.
_SPEAKERS = f"""
SELECT s.id, s.name, o.role, max($dated) AS last_published
FROM (SELECT attribution_id, role FROM offices
  WHERE body_id IN (SELECT :id UNION SELECT id FROM sources WHERE merged_into = :id) LIMIT {MOST_OFFICES}) o
JOIN attributions a ON a.id = o.attribution_id JOIN documents d ON d.id = a.document_id
JOIN sources s ON s.id = a.source_id WHERE s.affiliation_id IS NOT :id
GROUP BY s.id ORDER BY count(*) DESC, s.name LIMIT :limit
"""  # noqa: S608 - our own words
# What a source spoke of: the events of the articles that quote it, each by the headline of the first of them. Articles
# are related in pairs; those that hang together are one event. Of much quoted sources the latest articles count.
_SOURCE_TOPICS = """
WITH RECURSIVE told AS MATERIALIZED (
  SELECT a.document_id AS id, count(*) AS attributions, d.published
  FROM attributions a JOIN documents d ON d.id = a.document_id
  WHERE a.source_id = :id AND $once GROUP BY a.document_id ORDER BY d.published DESC LIMIT 200),
pair AS MATERIALIZED (
  SELECT r.one_id AS one, r.other_id AS other FROM told JOIN one_event r ON r.one_id = told.id
  WHERE +r.other_id IN (SELECT id FROM told)),
near (id, at) AS (
  SELECT id, id FROM told
  UNION SELECT near.id, CASE near.at WHEN pair.one THEN pair.other ELSE pair.one END
  FROM near JOIN pair ON pair.one = near.at OR pair.other = near.at),
topic AS (SELECT id, min(at) AS topic FROM near GROUP BY id)
SELECT event.id, nullif(json_extract(event.first, '$[0]'), ':') AS first_published, event.last_published, f.title,
  substr(f.text, 1, 200) AS opening, event.documents, event.attributions
FROM (SELECT topic.topic AS id, min(json_array(coalesce($dated, ':'), d.id)) AS first, max($dated) AS last_published,
    count(*) AS documents, sum(told.attributions) AS attributions
  FROM topic JOIN told ON told.id = topic.id JOIN documents d ON d.id = topic.id
  GROUP BY topic.topic ORDER BY last_published DESC, topic.topic LIMIT :limit) event
JOIN documents f ON f.id = json_extract(event.first, '$[1]') ORDER BY event.last_published DESC, event.id
"""
_KEPT = "SELECT facts FROM page_facts WHERE page = :page AND key = :key LIMIT 1"
_KEEP = "INSERT INTO page_facts (page, key, facts) VALUES (?, ?, ?)"
QUOTED_OFTEN = """
SELECT s.id, s.name FROM sources s JOIN attributions a ON a.source_id = s.id
GROUP BY s.id HAVING count(*) >= :many ORDER BY s.id
"""

# Page -> name -> query and number of rows.
FACTS: Mapping[str, Mapping[str, tuple[str, int]]] = MappingProxyType(
    {
        "site": {
            "counts": (_COUNTS, 1),
            "stories": (_STORIES, 1),
            "sources": (TOP_SOURCES, PAGE + 1),
            "outlets": (OUTLETS, 60),
        },
        "method": {"rules": (_RULES, 200)},
        "source": {
            "counts": (_SOURCE_COUNTS, 1),
            "outlets": (_SOURCE_OUTLETS, LIST),
            "through": (_SOURCE_THROUGH, LIST),
            "days": (_SOURCE_BY_DAY, 400),
            "via": (_SOURCE_VIA, 200),
            "named_as": (_NAMED_AS, 5),
            "roles": (_ROLES, 8),
            "bodies": (_BODIES, LIST),
            "speakers": (_SPEAKERS, LIST),
            "topics": (_SOURCE_TOPICS, LIST),
        },
        "outlet": {
            "counts": (_OUTLET_COUNTS, 1),
            "documents": (_OUTLET_DOCUMENTS, 1),
            "sources": (_OUTLET_SOURCES, 20),
            "agencies": (_OUTLET_AGENCIES, LIST),
            "shares": (_SHARES, 1),
        },
    }
)
# What a database of an older schema cannot tell.
_NEWER = frozenset({"stories", "shares", "roles", "topics"})
_LATEST = frozenset({"bodies", "speakers"})


def facts(data: Data, page: str, key: str = "", name: object = "") -> dict[str, list[Row]]:
    """Return what a page counts.

    Args:
        data: the database.
        page: ``site``, ``method``, ``source`` or ``outlet``.
        key: id of the source or outlet.
        name: name of the source.

    Returns:
        Name -> rows.
    """
    if data.counted:
        kept = data.one_row(_KEPT, page=page, key=key)
        if kept is not None:
            found: dict[str, list[Row]] = json.loads(str(kept["facts"]))
            return found
    untold = frozenset() if data.offices else _LATEST if data.counted else _NEWER | _LATEST
    return {
        fact: [] if fact in untold else data.all_rows(sql, id=key, name=name, limit=limit)
        for fact, (sql, limit) in FACTS[page].items()
    }


def top_sources(data: Data, offset: int) -> list[Row]:
    """Return a page of the sources quoted most often, and one more where there are more."""
    kept = data.one_row(_KEPT, page="sources", key=str(offset)) if data.counted else None
    found: list[Row] = json.loads(str(kept["facts"])) if kept else data.top_sources(offset=offset)
    return found


def keep_facts(connection: sqlite3.Connection) -> None:
    """Count what the pages of a public database show, and keep it there; it changes no more.

    Args:
        connection: inside a transaction, with all else written.
    """
    outlets = [(row[0], "") for row in connection.execute("SELECT id FROM outlets ORDER BY id")]
    sources = connection.execute(QUOTED_OFTEN, {"many": MANY}).fetchall()
    for page, keys in {"site": [("", "")], "method": [("", "")], "source": sources, "outlet": outlets}.items():
        connection.executemany(
            _KEEP, [(page, key, json.dumps(_counted(connection, page, key, name))) for key, name in keys]
        )
    connection.executemany(_KEEP, [("about", str(row["id"]), json.dumps(row)) for row in _described(connection)])
    cursor = connection.execute(written_out(TOP_SOURCES), {"limit": MOST_LISTED, "offset": 0})
    rows = _rows(cursor.description, cursor.fetchall())
    pages = [("sources", str(at), json.dumps(rows[at : at + PAGE + 1])) for at in range(0, len(rows), PAGE)]
    connection.executemany(_KEEP, pages)


def _described(connection: sqlite3.Connection) -> list[Row]:
    """Return what tells sources that are quoted often from others of their name."""
    keys = [key for key, _ in connection.execute(QUOTED_OFTEN, {"many": SOME})]
    cursor = connection.execute(written_out(ABOUT), {"ids": json.dumps(keys), "limit": len(keys), "looked": LOOKED})
    return _rows(cursor.description, cursor.fetchall())


def _counted(connection: sqlite3.Connection, page: str, key: str, name: str) -> dict[str, list[Row]]:
    """Return what a page counts."""
    found = {}
    for fact, (sql, limit) in FACTS[page].items():
        cursor = connection.execute(written_out(sql), {"id": key, "name": name, "limit": limit, "offset": 0})
        found[fact] = _rows(cursor.description, cursor.fetchall())
    return found


def _rows(columns: Iterable[tuple[object, ...]], values: Iterable[tuple[object, ...]]) -> list[Row]:
    """Return rows as dictionaries."""
    names = [str(column[0]) for column in columns]
    return [dict(zip(names, row, strict=True)) for row in values]
