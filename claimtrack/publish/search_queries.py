"""Every query of a search: bound, limited. Words in; sources, outlets, articles and quotations that hold them out."""

import json

from attrs import evolve, frozen

from claimtrack.compare import aliases
from claimtrack.publish.compat import Row
from claimtrack.publish.queries import CANDIDATES, LIST, PAGE, Data
from claimtrack.publish.readings import NOTHING_SAID, Said
from claimtrack.publish.search import escaped, name_pattern

# Names that begin or end alike, among which are sought those that are spelt nearly so.
MOST_NEAR = 2000

# What the words are sought by as a source's name goes before what only holds them all.
_HITS = """
WITH hit AS MATERIALIZED (
  SELECT rowid AS place, rank AS score FROM claims_fts WHERE claims_fts MATCH :query LIMIT :candidates),
said AS MATERIALIZED (
  SELECT a.id, a.source_id, a.style, a.document_id, -1e9 AS score
  FROM json_each(:said) j JOIN attributions a ON a.id = json_extract(j.value, '$[0]')),
found AS MATERIALIZED (
  SELECT a.id AS found_id, a.score, a.source_id AS source, a.style, d.outlet_id AS outlet, d.published AS day
  FROM (
    SELECT * FROM said UNION ALL SELECT a.id, a.source_id, a.style, a.document_id, hit.score
    FROM hit JOIN claims c ON c.rowid = hit.place JOIN attributions a ON a.claim_id = c.id
    WHERE a.id NOT IN (SELECT id FROM said)) a
  JOIN documents d ON d.id = a.document_id
  WHERE (:outlet = '' OR d.outlet_id = :outlet) AND (:source = '' OR a.source_id = :source)
    AND (:style = '' OR a.style = :style) LIMIT :candidates)
"""
# The page of hits and how all of them spread: looking for them once takes longer than both.
_FOUND = """
SELECT * FROM (SELECT 'hit' AS facet, found_id AS value, '' AS label, 1 AS times
  FROM found ORDER BY score, day DESC, found_id LIMIT :shown OFFSET :offset)
UNION ALL SELECT * FROM (SELECT 'outlet', o.id, o.name AS label, count(*) AS times
  FROM found JOIN outlets o ON o.id = found.outlet GROUP BY o.id ORDER BY times DESC, label LIMIT :limit)
UNION ALL SELECT * FROM (SELECT 'source', s.id, s.name AS label, count(*) AS times
  FROM found JOIN sources s ON s.id = found.source GROUP BY s.id ORDER BY times DESC, label LIMIT :limit)
UNION ALL SELECT * FROM (SELECT 'style', style, style AS label, count(*) AS times
  FROM found GROUP BY style ORDER BY times DESC LIMIT :limit)
UNION ALL SELECT 'total', '', '', count(*) FROM found
"""
# The best ones first, what is in them afterwards: a frequent word stands in a thousand long texts.
_FOUND_ARTICLES = """
WITH hit AS MATERIALIZED (
  SELECT rowid AS place, rank AS score FROM documents_fts WHERE documents_fts MATCH :query LIMIT :candidates),
found AS MATERIALIZED (
  SELECT hit.place, hit.score, d.id FROM hit JOIN documents d ON d.rowid = hit.place
  WHERE :outlet = '' OR d.outlet_id = :outlet),
best AS MATERIALIZED (SELECT place, score FROM found ORDER BY score, id LIMIT :limit OFFSET :offset)
SELECT d.id, d.title, d.published, d.outlet_id, o.name AS outlet_name,
       substr(d.text, 1, 200) AS opening, substr(d.text, 1, 100000) AS text,
       (SELECT count(*) FROM attributions a WHERE a.document_id = d.id) AS attributions,
       (SELECT count(*) FROM found) AS total
FROM best JOIN documents d ON d.rowid = best.place LEFT JOIN outlets o ON o.id = d.outlet_id
ORDER BY best.score, d.id LIMIT :limit
"""
_FOUND_SOURCES = """
WITH named AS (
  SELECT id, name FROM sources WHERE name LIKE :pattern ESCAPE '!'
  UNION SELECT source_id, alias FROM source_aliases WHERE alias LIKE :pattern ESCAPE '!' LIMIT 200),
hit AS (SELECT id, max(' ' || name || ' ' LIKE :apart ESCAPE '!') AS apart FROM named GROUP BY id)
SELECT s.id, s.name, s.kind, (SELECT count(*) FROM attributions a WHERE a.source_id = s.id AND $once) AS attributions
FROM hit JOIN sources s ON s.id = hit.id WHERE hit.apart >= :whole
ORDER BY hit.apart DESC, attributions DESC, s.name LIMIT :limit
"""
# People whose name has as many words and begins or ends alike: among them are those that are spelt nearly so.
_NEAR_NAMES = """
SELECT s.id, s.name FROM sources s
WHERE (s.name LIKE :begins ESCAPE '!' OR s.name LIKE :ends ESCAPE '!') AND s.kind = 'person'
  AND s.merged_into IS NULL AND s.id <> :id
  AND length(s.name) - length(replace(s.name, ' ', '')) = :blanks
  AND (:initials OR abs(length(s.name) - :length) < 2 OR ' ' || replace(s.name, '.', '') LIKE '% _ %') LIMIT :limit
"""
_COUNTED = """
SELECT s.id, s.name, s.kind, (SELECT count(*) FROM attributions a WHERE a.source_id = s.id AND $once) AS attributions
FROM sources s WHERE s.id IN (SELECT value FROM json_each(:ids)) ORDER BY attributions DESC, s.name LIMIT :limit
"""
_FOUND_OUTLETS = """
SELECT o.id, o.name, (SELECT count(*) FROM documents d WHERE d.outlet_id = o.id) AS documents
FROM outlets o WHERE o.name LIKE :pattern ESCAPE '!' ORDER BY documents DESC, o.name LIMIT :limit
"""


@frozen
class Search:
    """What a search page looks for: an FTS5 query, the facets chosen (ids; empty for all), and who says what of it."""

    query: str
    outlet: str = ""
    source: str = ""
    style: str = ""
    said: Said = NOTHING_SAID

    def bound(self) -> dict[str, object]:
        """Return the parameters of a query."""
        facets = {"outlet": self.outlet, "source": self.source, "style": self.style}
        return {"query": self.query, "candidates": CANDIDATES, **facets, "said": self.said.rows}


def quotations(data: Data, search: Search, *, offset: int) -> dict[str, list[Row]]:
    """Return where the attributions whose claim matches are, and how they spread.

    Returns:
        ``hit`` -> ``value`` is the id of an attribution: a page of them, the best match first, and one more where
        there is more; ``outlet``, ``source``, ``style`` and ``total`` -> value, label and number.
    """
    facets: dict[str, list[Row]] = {}
    for row in data.all_rows(_HITS + _FOUND, **search.bound(), shown=PAGE + 1, offset=offset):
        facets.setdefault(str(row["facet"]), []).append(row)
    return facets


def headlines(data: Data, search: Search, limit: int) -> list[Row]:
    """Return articles whose headline matches, the best match first; where none does, those whose text does."""
    titled = evolve(search, query=f"title : ({search.query})")
    return articles(data, titled, limit=limit) or articles(data, search, limit=limit)


def articles(data: Data, search: Search, *, limit: int = PAGE + 1, offset: int = 0) -> list[Row]:
    """Return articles that match, the best match first, each with how many there are."""
    return data.all_rows(_FOUND_ARTICLES, **search.bound(), limit=limit, offset=offset)


def sources(data: Data, words: str, limit: int = LIST, *, whole: bool = False) -> list[Row]:
    """Return sources one of whose names holds ``words``, first those where they stand apart.

    Args:
        data: the database.
        words: of which so many count as a pattern may hold.
        limit: how many.
        whole: only those where they stand apart: ``Sagara`` in ``Kantor Berita Sagara``, not in ``Sagaranten``.
    """
    patterns = {"pattern": name_pattern(words), "apart": name_pattern(f" {words} ")}
    return data.all_rows(_FOUND_SOURCES, **patterns, whole=whole, limit=limit)


def spelt_nearly(data: Data, source: Row, limit: int) -> list[Row]:
    """Return people whose name differs from that of a person in the spelling of one word or by initials."""
    name = str(source["name"])
    words = name.split()
    half = len(name) // 2
    begins, ends = (f"{words[0]} ", f" {words[-1]}") if len(words) > 1 else (name[:half], name[half + 1 :])
    bound = {"begins": f"{escaped(begins)}%", "ends": f"%{escaped(ends)}", "blanks": len(words) - 1}
    bound |= {"length": len(name), "initials": any(len(word.rstrip(".")) < 2 for word in words)}  # noqa: PLR2004
    found = data.all_rows(_NEAR_NAMES, **bound, id=source["id"], limit=MOST_NEAR) if data.offices and half > 1 else []
    ids = [row["id"] for row in found if aliases.spelt_nearly(name, str(row["name"]))]
    return data.all_rows(_COUNTED, ids=json.dumps(ids[:MOST_NEAR]), limit=limit) if ids else []


def outlets(data: Data, words: str) -> list[Row]:
    """Return outlets whose name holds ``words``."""
    return data.all_rows(_FOUND_OUTLETS, pattern=name_pattern(words))
