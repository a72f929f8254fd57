"""Every query of lists of claims: bound, limited, in the order of an index. A database in, dictionaries out."""

import json
from collections.abc import Iterable
from typing import Literal

from attrs import frozen

from claimtrack.publish.compat import Row
from claimtrack.publish.mentions import earliest, first_mentions
from claimtrack.publish.queries import CANDIDATES, Data
from claimtrack.publish.readings import NOTHING_SAID, Said

Only = Literal["", "contested", "one_origin"]
MOST_CELLS = 4000
# Claims of an outlet among which those are sought that other outlets could have had.
RECENT = 200
# Quotations of a source among which is looked for what it is.
LOOKED = 60
# Mentions of a claim among which the first ones are sought.
EARLY = 100

_COLUMNS = """
  s.cluster_id AS id, substr(c.text, 1, 400) AS text, s.n_outlets, s.n_origins, s.n_mentions, s.n_denials, s.n_open,
  s.contested, s.first_published, s.last_published, r.n_origins_min, r.n_origin_groups
"""
# What was counted of each; the lists keep their order.
_COUNTED = "LEFT JOIN corroborations r ON r.cluster_id = s.cluster_id"
_ORDER = " ORDER BY s.n_outlets DESC, s.last_published DESC, s.cluster_id LIMIT :limit OFFSET :offset"
_STORIES = f"SELECT {_COLUMNS} FROM stories s JOIN clusters c ON c.id = s.cluster_id {_COUNTED} WHERE "  # noqa: S608
_ONLY: dict[Only, str] = {"": "1", "contested": "s.contested = 1", "one_origin": "s.n_origins = 1 AND s.n_outlets > 1"}
_OF_OUTLET = f"""
SELECT {_COLUMNS} FROM claim_outlets o JOIN stories s ON s.cluster_id = o.cluster_id
JOIN clusters c ON c.id = o.cluster_id {_COUNTED} WHERE o.outlet_id = :outlet AND $only
ORDER BY o.n_outlets DESC, o.first_published DESC, o.cluster_id LIMIT :limit OFFSET :offset
"""  # noqa: S608 - our own words
_ONLY_OUTLET: dict[Only, str] = {
    "": "1",
    "contested": "o.contested = 1",
    "one_origin": "o.n_origins = 1 AND o.n_outlets > 1",
}
_WITH_WORDS = f"""
WITH hit AS MATERIALIZED (
  SELECT rowid AS place FROM claims_fts WHERE claims_fts MATCH :query ORDER BY rowid DESC LIMIT :candidates),
found AS MATERIALIZED (
  SELECT m.cluster_id FROM hit JOIN claims t ON t.rowid = hit.place JOIN attributions a ON a.claim_id = t.id
  JOIN propositions p ON p.attribution_id = a.id JOIN cluster_members m ON m.proposition_id = p.id AND m.core = 1
  WHERE instr(lower(p.text), :needle)
  UNION SELECT m.cluster_id FROM json_each(:said) j
  JOIN propositions p ON p.attribution_id = json_extract(j.value, '$[0]')
  JOIN cluster_members m ON m.proposition_id = p.id AND m.core = 1
  WHERE instr(lower(p.text), json_extract(j.value, '$[1]'))
  UNION SELECT cluster_id FROM claim_origins WHERE source_id IN (SELECT value FROM json_each(:sources))
  LIMIT :candidates)
SELECT {_COLUMNS} FROM found JOIN stories s ON s.cluster_id = found.cluster_id JOIN clusters c ON c.id = s.cluster_id
{_COUNTED} WHERE (:outlet = '' OR EXISTS (
    SELECT 1 FROM claim_outlets o WHERE o.cluster_id = s.cluster_id AND o.outlet_id = :outlet)) AND $only {_ORDER}
"""  # noqa: S608 - our own words
_CELLS = """
SELECT wanted.value AS cluster_id, (SELECT json_group_array(json_array(outlet_id, states, open, denies))
  FROM claim_outlets WHERE cluster_id = wanted.value) AS outlets
FROM json_each(:ids) wanted LIMIT :limit
"""
_OUTLET_NAMES = "SELECT id, name FROM outlets WHERE id IN (SELECT value FROM json_each(:ids)) LIMIT :limit"
_NAMES = """
SELECT o.cluster_id, o.side, s.id, s.name FROM claim_origins o JOIN sources s ON s.id = o.source_id
WHERE o.cluster_id IN (SELECT value FROM json_each(:ids)) ORDER BY o.side, s.name LIMIT :limit
"""
_PLACES = """
SELECT m.cluster_id, a.document_id FROM claim_mentions m JOIN attributions a ON a.id = m.attribution_id
WHERE m.cluster_id IN (SELECT value FROM json_each(:ids)) LIMIT :limit
"""
# The earliest mentions of each claim: of those that state it, else of all that have a date, else one of the others.
_EARLY = """nullif((SELECT json_group_array(json_array(attribution_id, published, sign)) FROM (
  SELECT * FROM claim_mentions WHERE cluster_id = wanted.value AND core = 1 AND $which
  ORDER BY published, attribution_id LIMIT :early)), '[]')"""
_FIRST = f"""
SELECT wanted.value AS cluster_id, coalesce(
  {_EARLY.replace("$which", "sign = 'states' AND published BETWEEN '0' AND ':'")},
  {_EARLY.replace("$which", "published BETWEEN '0' AND ':'")}, {_EARLY.replace("$which", "1")}, '[]') AS early
FROM json_each(:ids) wanted ORDER BY wanted.key LIMIT :limit
"""  # noqa: S608 - our own words
_TOLD = """
SELECT a.id AS attribution_id, a.document_id, substr(d.title, 1, 300) AS title, substr(d.text, 1, 200) AS opening,
  d.published, d.outlet_id, o.name AS outlet_name
FROM json_each(:ids) wanted CROSS JOIN attributions a ON a.id = wanted.value JOIN documents d ON d.id = a.document_id
LEFT JOIN outlets o ON o.id = d.outlet_id ORDER BY d.published, d.id, a.position LIMIT :limit
"""
# What tells sources of one name apart: what each is, what it belongs to, its role and the outlets that quote it.
ABOUT = """
SELECT s.id, s.kind, p.name AS affiliation_name,
  (SELECT substr(role.value, 1, 120)
   FROM (SELECT source_roles, document_id FROM attributions WHERE source_id = s.id LIMIT :looked) a
   JOIN documents d ON d.id = a.document_id, json_each(a.source_roles) role
   GROUP BY role.value ORDER BY count(DISTINCT d.id) DESC, $tells DESC, length(role.value) DESC, max($dated) DESC,
     role.value LIMIT 1) AS role,
  (SELECT json_group_array(name) FROM (
    SELECT o.name FROM (SELECT document_id FROM attributions WHERE source_id = s.id LIMIT :looked) a
    JOIN documents d ON d.id = a.document_id JOIN outlets o ON o.id = d.outlet_id
    GROUP BY o.id ORDER BY count(*) DESC, o.name LIMIT 4)) AS outlets,
  (SELECT m.name FROM (SELECT id FROM attributions WHERE source_id = s.id LIMIT :looked) a
    JOIN offices o ON o.attribution_id = a.id JOIN sources t ON t.id = o.body_id
    JOIN sources m ON m.id = coalesce(t.merged_into, t.id)
    WHERE m.id <> s.id GROUP BY m.id ORDER BY count(*) DESC, m.name LIMIT 1) AS body_name
FROM sources s LEFT JOIN sources p ON p.id = s.affiliation_id
WHERE s.id IN (SELECT value FROM json_each(:ids)) LIMIT :limit
"""
_KEPT_ABOUT = """
SELECT facts FROM page_facts WHERE page = 'about' AND key IN (SELECT value FROM json_each(:ids)) LIMIT :limit
"""
_BEHIND = f"""
SELECT {_COLUMNS} FROM (SELECT cluster_id FROM claim_origins WHERE source_id = :id AND side = :side LIMIT :candidates) o
JOIN stories s ON s.cluster_id = o.cluster_id JOIN clusters c ON c.id = s.cluster_id {_COUNTED} {_ORDER}
"""  # noqa: S608 - our own words
_ALONE = f"""
SELECT {_COLUMNS} FROM (
  SELECT cluster_id FROM claim_outlets WHERE outlet_id = :id AND n_outlets = 1
  ORDER BY first_published DESC, cluster_id LIMIT :recent) o
JOIN stories s ON s.cluster_id = o.cluster_id JOIN clusters c ON c.id = o.cluster_id {_COUNTED}
WHERE NOT s.partial AND EXISTS (
  SELECT 1 FROM cluster_members m JOIN propositions p ON p.id = m.proposition_id
  WHERE m.cluster_id = s.cluster_id AND (
    EXISTS (SELECT 1 FROM one_event r WHERE r.one_id = p.document_id)
    OR EXISTS (SELECT 1 FROM one_event r WHERE r.other_id = p.document_id)))
ORDER BY s.last_published DESC, s.cluster_id LIMIT :limit
"""  # noqa: S608 - our own words


@frozen
class Wanted:
    """Which claims a list holds.

    Args:
        query: an FTS5 query; empty for all.
        needle: a word of it in small letters, which the claim itself must hold.
        outlet: id of an outlet; empty for all.
        only: ``contested``, ``one_origin`` (several outlets, one origin) or empty for all.
        sources: ids of sources; claims that they state or deny are in a list of a query too.
        said: quotations whose claims are in a list of a query too, where they hold a word of it.
        candidates: how many hits of a query are looked at.
    """

    query: str = ""
    needle: str = ""
    outlet: str = ""
    only: Only = ""
    sources: tuple[object, ...] = ()
    said: Said = NOTHING_SAID
    candidates: int = CANDIDATES


def claims(data: Data, wanted: Wanted, *, limit: int, offset: int = 0) -> list[Row]:
    """Return claims, those that most outlets carry first."""
    bound = {"outlet": wanted.outlet, "limit": limit, "offset": offset}
    if wanted.query:
        sql = _WITH_WORDS.replace("$only", _ONLY[wanted.only])
        words = {"query": wanted.query, "needle": wanted.needle, "candidates": wanted.candidates}
        words["sources"] = json.dumps(wanted.sources)
        words["said"] = wanted.said.rows
        return data.all_rows(sql, **bound, **words)
    if wanted.outlet:
        return data.all_rows(_OF_OUTLET.replace("$only", _ONLY_OUTLET[wanted.only]), **bound)
    return data.all_rows(_STORIES + _ONLY[wanted.only] + _ORDER, **bound)


def cells(data: Data, ids: Iterable[object]) -> dict[object, dict[str, tuple[int, ...]]]:
    """Return who carries claims and how often: claim -> outlet -> how often it states it, leaves it open, denies it."""
    wanted = list(ids)
    rows = data.all_rows(_CELLS, ids=json.dumps(wanted), limit=len(wanted)) if wanted else []
    found = {row["cluster_id"]: json.loads(str(row["outlets"])) for row in rows}
    return {key: {outlet: tuple(times) for outlet, *times in outlets} for key, outlets in found.items()}


def outlet_names(data: Data, ids: Iterable[str]) -> dict[str, str]:
    """Return the names of outlets, by id."""
    rows = data.all_rows(_OUTLET_NAMES, ids=json.dumps(list(ids)), limit=MOST_CELLS)
    return {str(row["id"]): str(row["name"]) for row in rows}


def names(data: Data, ids: Iterable[object]) -> dict[object, list[Row]]:
    """Return the origins of claims and who is against them, by claim."""
    found: dict[object, list[Row]] = {}
    wanted = list(ids)
    for row in data.all_rows(_NAMES, ids=json.dumps(wanted), limit=400) if wanted else []:
        found.setdefault(row["cluster_id"], []).append(row)
    return found


def told(data: Data, ids: Iterable[object]) -> dict[object, Row]:
    """Return where each claim is stated first, by claim: the article, its headline, outlet and date.

    ``together`` holds that and one row for each other outlet of which nothing says that it was later.
    """
    wanted = list(ids)
    found = data.all_rows(_FIRST, ids=json.dumps(wanted), limit=len(wanted), early=EARLY) if wanted else []
    early = {row["cluster_id"]: [_mention(*one) for one in json.loads(str(row["early"]))] for row in found}
    first = {key: earliest(mentions) or mentions for key, mentions in early.items()}
    asked = json.dumps(list({mention["attribution_id"]: 0 for mentions in first.values() for mention in mentions}))
    rows = {row["attribution_id"]: row for row in data.all_rows(_TOLD, ids=asked, limit=MOST_CELLS)} if found else {}
    places = {key: place for place, key in enumerate(rows)}
    told: dict[object, Row] = {}
    for key, mentions in first.items():
        kept = [mention for mention in mentions if mention["attribution_id"] in rows]
        kept.sort(key=lambda mention: places[mention["attribution_id"]])
        full = [{**rows[mention["attribution_id"]], **mention} for mention in kept]
        together = first_mentions(full) or full[:1]
        if together:
            told[key] = {**together[0], "together": together}
    return told


def _mention(attribution: str, published: str, sign: str) -> Row:
    """Return an early mention of a claim."""
    return {"attribution_id": attribution, "published": published, "sign": sign}


def about(data: Data, ids: Iterable[object]) -> dict[object, Row]:
    """Return what tells each source from others of its name, by source; ``outlets`` is a list of names.

    Nothing in a database of an older schema, but what was counted there when it was published.
    """
    wanted = list(ids) if data.counted else []
    kept = data.all_rows(_KEPT_ABOUT, ids=json.dumps(wanted), limit=MOST_CELLS) if wanted else []
    rows: list[Row] = [json.loads(str(row["facts"])) for row in kept]
    missing = set(wanted) - {row["id"] for row in rows} if data.offices else set()
    rows += data.all_rows(ABOUT, ids=json.dumps(list(missing)), limit=MOST_CELLS, looked=LOOKED) if missing else []
    return {row["id"]: {**row, "outlets": json.loads(str(row["outlets"]))} for row in rows}


def namesakes(rows: Iterable[Row], key: str = "id", name: str = "name") -> list[object]:
    """Return the ids of those rows whose name another of them has too."""
    found: dict[str, list[object]] = {}
    for row in rows:
        found.setdefault(str(row[name]).casefold(), []).append(row[key])
    return [one for ids in found.values() if len(ids) > 1 for one in ids]


def places(data: Data, ids: Iterable[object]) -> dict[object, set[object]]:
    """Return the articles that carry the claims with these ids, by claim."""
    found: dict[object, set[object]] = {}
    for row in data.all_rows(_PLACES, ids=json.dumps(list(ids)), limit=MOST_CELLS):
        found.setdefault(row["cluster_id"], set()).add(row["document_id"])
    return found


def behind(data: Data, source: str, side: str, limit: int) -> list[Row]:
    """Return the claims that a source stands behind (``supports``) or is against (``denies``)."""
    return data.all_rows(_BEHIND, id=source, side=side, limit=limit, candidates=2 * CANDIDATES)


def alone(data: Data, outlet: str, limit: int) -> list[Row]:
    """Return the latest claims that only this outlet carries, though others cover the event."""
    return data.all_rows(_ALONE, id=outlet, limit=limit, recent=RECENT)
