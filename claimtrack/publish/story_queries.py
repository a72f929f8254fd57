"""Every query of a claim's page: bound, limited, and read by an index. A database in, plain dictionaries out."""

import json
from collections.abc import Iterable

from claimtrack.compare.story import UNSTATED
from claimtrack.publish.compat import Row
from claimtrack.publish.queries import LIST, Data

MOST_MENTIONS = 300
MOST_CHAINS = 120
MOST_PARTS = 12
MOST_SILENT, SHOWN_SILENT = 180, 3
MOST_CARRYING, MOST_NEAR = 25, 2000
MOST_CLOSE = 400

# A claim of the comparison is a cluster of propositions; a claim of the text is what one content says.
_STORY = """
SELECT c.id, substr(c.text, 1, 2000) AS text, s.n_outlets, s.n_origins, s.n_mentions, s.n_denials, s.n_open,
  s.contested, s.partial, s.first_published, s.last_published, r.n_origins_min, r.n_origins_max, r.n_origin_groups,
  r.n_unnamed, r.n_interested_groups, r.corroboration, r.credibility
FROM clusters c JOIN stories s ON s.cluster_id = c.id JOIN corroborations r ON r.cluster_id = c.id
WHERE c.id = :id LIMIT 1
"""
_PARTS = """
SELECT m.cluster_id AS id, min(substr(p.text, 1, 400)) AS text, s.n_outlets, s.n_mentions
FROM attributions a JOIN propositions p ON p.attribution_id = a.id
JOIN cluster_members m ON m.proposition_id = p.id JOIN stories s ON s.cluster_id = m.cluster_id
WHERE a.claim_id = :id AND m.core = 1 GROUP BY m.cluster_id ORDER BY min(p.position), m.cluster_id LIMIT :limit
"""
_MENTION = """
  a.id, a.claim_id, a.document_id, a.source_id, substr(a.source_text, 1, 400) AS source_text, a.cue_text, a.style,
  a.factuality, s.name AS source_name, s.kind AS source_kind, d.published, d.outlet_id, o.name AS outlet_name,
  substr(d.title, 1, 300) AS title, substr(d.text, 1, 200) AS opening, d.lang, cue.stop = said.start AS clitic
"""
_JOINED = """
JOIN documents d ON d.id = a.document_id
LEFT JOIN outlets o ON o.id = d.outlet_id LEFT JOIN sources s ON s.id = a.source_id
LEFT JOIN spans cue ON cue.attribution_id = a.id AND cue.role = 'cue' AND cue.ordinal = 0
LEFT JOIN spans said ON said.attribution_id = a.id AND said.role = 'source' AND said.ordinal = 0
"""
_OF_STORY = f"""
SELECT {_MENTION}, c.sign, c.proposition_id, substr(p.text, 1, 600) AS text, r.relation,
  substr(r.words, 1, 200) AS words, substr(r.first_words, 1, 200) AS first_words
FROM (SELECT * FROM claim_mentions WHERE cluster_id = :id AND core = :core
  ORDER BY published, attribution_id LIMIT :limit) c
JOIN attributions a ON a.id = c.attribution_id JOIN propositions p ON p.id = c.proposition_id
LEFT JOIN claim_relations r ON r.cluster_id = c.cluster_id AND r.proposition_id = c.proposition_id
{_JOINED}
ORDER BY c.published = '', c.published, a.document_id, a.position LIMIT :limit
"""  # noqa: S608 - our own words
_OF_CLAIM = f"""
SELECT {_MENTION}, '' AS proposition_id, substr(a.content_text, 1, 600) AS text, NULL AS relation,
  '' AS words, '' AS first_words,
  CASE WHEN coalesce(a.factuality, '') IN ('CTu', 'Uu') THEN 'open' WHEN $denies THEN 'denies' ELSE 'states' END AS sign
FROM attributions a {_JOINED}
WHERE a.claim_id = :id ORDER BY d.published = '', d.published, d.id, a.position LIMIT :limit
"""  # noqa: S608 - our own words
_BASE = f"""
SELECT {_MENTION}, p.id AS proposition_id, substr(p.text, 1, 600) AS text, NULL AS relation,
  '' AS words, '' AS first_words,
  CASE WHEN coalesce(a.factuality, '') IN ('CTu', 'Uu') THEN 'open'
    ELSE coalesce((SELECT CASE WHEN (m.sign = 'denies') <> (t.relation = 'denies') THEN 'denies' ELSE 'states' END
      FROM claim_relations t JOIN claim_mentions m ON m.cluster_id = :cluster AND m.proposition_id = t.proposition_id
      WHERE t.cluster_id = :cluster AND t.relation <> 'not_comparable' AND m.core AND m.sign <> 'open' LIMIT 1
    ), 'states') END AS sign
FROM (SELECT first_id FROM claim_relations WHERE cluster_id = :cluster LIMIT 1) r
JOIN propositions p ON p.id = r.first_id JOIN attributions a ON a.id = p.attribution_id {_JOINED} LIMIT 1
"""  # noqa: S608 - our own words
# A party is known by its first source; it is called after the body above a source, as far as the registry has one. Of a
# person without one, it may be a body that the articles name; no person and no part of a body gives it a name.
_SIDES = """
SELECT o.side, s.id, s.name, s.kind, o.party_id, coalesce((
    WITH RECURSIVE above (id, steps) AS (
      SELECT coalesce(s.merged_into, s.affiliation_id), 1
      UNION SELECT coalesce(b.merged_into, b.affiliation_id), steps + 1
      FROM above JOIN sources b ON b.id = above.id WHERE steps < 64)
    SELECT b.name FROM above JOIN sources b ON b.id = above.id ORDER BY steps DESC LIMIT 1),
  CASE WHEN s.kind = 'person' AND p.kind <> 'person' THEN p.name END) AS party_name
FROM claim_origins o JOIN sources s ON s.id = o.source_id JOIN sources p ON p.id = o.party_id
WHERE o.cluster_id = :id ORDER BY o.side, s.name LIMIT :limit
"""
_CHAINS = """
SELECT attribution_id, links FROM claim_chains
WHERE attribution_id IN (SELECT value FROM json_each(:ids)) LIMIT :limit
"""
_SAID = """
SELECT a.id, CASE WHEN cue.stop = said.start THEN a.cue_text ELSE '' END || substr(a.source_text, 1, 200) AS word,
  substr(a.source_text, 1, 200) AS source_text, d.lang
FROM attributions a JOIN documents d ON d.id = a.document_id
JOIN spans cue ON cue.attribution_id = a.id AND cue.role = 'cue' AND cue.ordinal = 0
JOIN spans said ON said.attribution_id = a.id AND said.role = 'source' AND said.ordinal = 0
WHERE a.id IN (SELECT value FROM json_each(:ids)) LIMIT :limit
"""
_FIGURES = """
SELECT f.words, f.low, f.high, f.comparator, f.unit, f.measure, c.sign, c.attribution_id AS id, c.published,
  d.outlet_id, o.name AS outlet_name
FROM claim_mentions c JOIN figures f ON f.proposition_id = c.proposition_id
JOIN attributions a ON a.id = c.attribution_id JOIN documents d ON d.id = a.document_id
LEFT JOIN outlets o ON o.id = d.outlet_id
WHERE c.cluster_id = :id AND c.core = 1 ORDER BY c.published, c.attribution_id, f.ordinal LIMIT :limit
"""
# As the view `silent_outlets` has it, but from the first articles that carry the claim: a claim of hundreds would walk
# through every pair of them. Who is named is silent; where a claim is that widespread, some who are may be missing.
# CROSS JOIN keeps that order, and limits written out tell SQLite that the lists are short: without them it would read
# all articles of every outlet, or all articles to learn which ids occur.
_SILENT = f"""
WITH first AS MATERIALIZED (
  SELECT DISTINCT a.document_id AS id FROM claim_mentions m JOIN attributions a ON a.id = m.attribution_id
  WHERE m.cluster_id = :id LIMIT {MOST_CARRYING}),
close AS MATERIALIZED (
  SELECT DISTINCT d.outlet_id AS id FROM claim_mentions m JOIN attributions a ON a.id = m.attribution_id
  JOIN documents d ON d.id = a.document_id WHERE m.cluster_id = :id AND m.core = 0 LIMIT {MOST_CLOSE}),
near AS MATERIALIZED (
  SELECT r.other_id AS id FROM first JOIN one_event r ON r.one_id = first.id
  UNION SELECT one_id FROM one_event WHERE other_id IN (SELECT id FROM first) LIMIT {MOST_NEAR})
SELECT d.id, substr(d.title, 1, 300) AS title, substr(d.text, 1, 200) AS opening, d.published, d.outlet_id,
  o.name AS outlet_name, found.documents
FROM (SELECT d.id, count(*) OVER (PARTITION BY d.outlet_id) AS documents,
    row_number() OVER (PARTITION BY d.outlet_id ORDER BY d.published, d.id) AS number
  FROM near CROSS JOIN documents d ON d.id = near.id
  WHERE d.outlet_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM claim_outlets c WHERE c.cluster_id = :id AND c.outlet_id = d.outlet_id)
    AND d.outlet_id NOT IN (SELECT id FROM close WHERE id IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM stories s WHERE s.cluster_id = :id AND s.partial)) found
JOIN documents d ON d.id = found.id JOIN outlets o ON o.id = d.outlet_id
WHERE found.number <= :shown ORDER BY o.name, o.id, d.published, d.id LIMIT :limit
"""  # noqa: S608 - our own words
# Claims that some of the same sentences state: parts of one statement, or the same in other words.
_NEAR = """
SELECT s.cluster_id AS id, substr(c.text, 1, 400) AS text, s.n_outlets, s.n_origins, s.last_published,
  r.n_origins_min, r.n_origin_groups
FROM (SELECT n.cluster_id, count(*) AS together FROM claim_mentions m
  JOIN claim_mentions n ON n.proposition_id = m.proposition_id AND n.cluster_id <> m.cluster_id
  WHERE m.cluster_id = :id GROUP BY n.cluster_id ORDER BY together DESC, n.cluster_id LIMIT :limit) near
JOIN stories s ON s.cluster_id = near.cluster_id JOIN clusters c ON c.id = near.cluster_id
LEFT JOIN corroborations r ON r.cluster_id = near.cluster_id
ORDER BY near.together DESC, s.n_outlets DESC, s.cluster_id LIMIT :limit
"""
_DRIFTS = """
SELECT f.kind, f.softer_words, f.harder_words, f.origin_id, s.name AS origin_name,
  p.attribution_id AS softer_attribution, pd.id AS softer_document, po.name AS softer_outlet,
  pd.published AS softer_published,
  q.attribution_id AS harder_attribution, qd.id AS harder_document, qo.name AS harder_outlet,
  qd.published AS harder_published
FROM drifts f JOIN sources s ON s.id = f.origin_id
JOIN propositions p ON p.id = f.softer_id JOIN documents pd ON pd.id = p.document_id
JOIN propositions q ON q.id = f.harder_id JOIN documents qd ON qd.id = q.document_id
LEFT JOIN outlets po ON po.id = pd.outlet_id LEFT JOIN outlets qo ON qo.id = qd.outlet_id
WHERE f.cluster_id = :id ORDER BY f.kind, qd.published, f.harder_id LIMIT :limit
"""
_SHARED = f"""
SELECT p.attribution_id AS id, q.attribution_id AS from_id, o.name AS outlet_name, e.outlet_id, e.id AS document_id,
  e.published, c.name AS credit
FROM inferred_links i JOIN propositions p ON p.id = i.proposition_id JOIN propositions q ON q.id = i.from_id
JOIN documents d ON d.id = p.document_id JOIN documents e ON e.id = q.document_id
LEFT JOIN outlets o ON o.id = e.outlet_id JOIN reuse_groups g ON g.id = i.group_id
LEFT JOIN credits c ON c.id = g.credit_id
WHERE i.cluster_id = :id AND {UNSTATED} LIMIT :limit
"""  # noqa: S608 - our own words
# The names of who states or denies a claim, and of the body that each belongs to.
_PARTY_NAMES = """
WITH speaking AS MATERIALIZED (
  SELECT s.name AS source, s.id FROM claim_origins o JOIN sources s ON s.id = o.source_id WHERE o.cluster_id = :id
  UNION SELECT s.name, p.id FROM claim_origins o JOIN sources s ON s.id = o.source_id
  JOIN sources p ON p.id = o.party_id WHERE o.cluster_id = :id AND p.kind <> 'person')
SELECT w.source, s.name FROM speaking w JOIN sources s ON s.id = w.id
UNION SELECT w.source, a.alias FROM speaking w JOIN source_aliases a ON a.source_id = w.id LIMIT :limit
"""


def story(data: Data, key: str) -> Row | None:
    """Return a claim of the comparison with what was counted of it."""
    return data.one_row(_STORY, id=key) if data.compared else None


def parts(data: Data, claim: str) -> list[Row]:
    """Return the claims that one content states, in its order; none in a database that was not compared."""
    return data.all_rows(_PARTS, id=claim, limit=MOST_PARTS) if data.compared else []


def mentions(data: Data, key: str, *, compared: bool) -> list[Row]:
    """Return who carries a claim, the earliest first, and one more than are shown where there are more.

    Args:
        data: the database.
        key: id of a claim.
        compared: it is a claim of the comparison, not the content of an attribution.
    """
    if compared:
        return data.all_rows(_OF_STORY, id=key, core=1, limit=MOST_MENTIONS + 1)
    return data.all_rows(_OF_CLAIM, id=key, limit=MOST_MENTIONS + 1)


def base(data: Data, key: str) -> Row | None:
    """Return the wording of a claim of the comparison that all others are compared with; None where there is one."""
    return data.one_row(_BASE, cluster=key)


def close(data: Data, key: str) -> list[Row]:
    """Return who may carry a claim of the comparison among other things, the earliest first."""
    return data.all_rows(_OF_STORY, id=key, core=0, limit=LIST)


def sides(data: Data, key: str) -> list[Row]:
    """Return the origins of a claim and who is against it."""
    return data.all_rows(_SIDES, id=key, limit=60)


def chains(data: Data, attributions: Iterable[object]) -> list[Row]:
    """Return the chain of each of the attributions."""
    return data.all_rows(_CHAINS, ids=json.dumps(list(attributions)[:MOST_CHAINS]), limit=MOST_CHAINS)


def figures(data: Data, key: str) -> list[Row]:
    """Return the figures of a claim's own wordings."""
    return data.all_rows(_FIGURES, id=key, limit=200)


def silent(data: Data, key: str) -> list[Row]:
    """Return articles on the event of outlets that do not carry the claim, the earliest of each outlet.

    ``documents`` is how many of them the outlet has.
    """
    return data.all_rows(_SILENT, id=key, limit=MOST_SILENT, shown=SHOWN_SILENT)


def near(data: Data, key: str) -> list[Row]:
    """Return claims that some of the same sentences state."""
    return data.all_rows(_NEAR, id=key, limit=6)


def drifts(data: Data, key: str) -> list[Row]:
    """Return what changes between outlets that have the claim from one origin."""
    return data.all_rows(_DRIFTS, id=key, limit=LIST)


def shared(data: Data, key: str) -> list[Row]:
    """Return which wordings stand in the same words in another outlet too, though neither credits the other."""
    return data.all_rows(_SHARED, id=key, limit=60)


def party_names(data: Data, key: str) -> list[Row]:
    """Return the names of who states or denies a claim, and of their bodies, each with the ``source``."""
    return data.all_rows(_PARTY_NAMES, id=key, limit=400)


def said(data: Data, attributions: Iterable[object]) -> list[Row]:
    """Return how the text mentions the sources of the attributions; a clitic with the cue that it hangs on."""
    return data.all_rows(_SAID, ids=json.dumps(list(attributions)[:MOST_CHAINS]), limit=MOST_CHAINS)
