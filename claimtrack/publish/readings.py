"""Who says what about what: the words of a search in; the sources that some of them name, with the rest of them, out.

``Rina tanggul`` asks for quotations of Rina that hold ``tanggul``, beside those of anybody that hold both words.
"""

import json

from attrs import evolve, frozen

from claimtrack.publish.queries import CANDIDATES, Data
from claimtrack.publish.search import Terms, name_pattern

READINGS = 2
# Of each reading: the newest quotations of its sources, and the newest claims that hold the rest of its words.
MOST_SPOKEN, MOST_ABOUT = 5 * CANDIDATES, 20 * CANDIDATES

_NAMED = """
SELECT n.id, s.kind, n.name, json_group_array(w.key) AS words
FROM (SELECT id, name FROM sources UNION ALL SELECT source_id, alias FROM source_aliases) n
JOIN json_each(:patterns) w ON ' ' || n.name || ' ' LIKE w.value ESCAPE '!' JOIN sources s ON s.id = n.id
GROUP BY n.id, n.name ORDER BY count(*) DESC, n.id LIMIT :limit
"""
_SPOKEN = """
WITH about AS MATERIALIZED (
  SELECT rowid AS place FROM claims_fts WHERE claims_fts MATCH :query ORDER BY rowid DESC LIMIT :about),
spoken AS MATERIALIZED (
  SELECT a.rowid AS place FROM json_each(:sources) who CROSS JOIN attributions a ON a.source_id = who.value
  ORDER BY a.rowid DESC LIMIT :spoken)
SELECT * FROM (
  SELECT a.id FROM spoken CROSS JOIN attributions a ON a.rowid = spoken.place CROSS JOIN claims c ON c.id = a.claim_id
  WHERE c.rowid IN (SELECT place FROM about) LIMIT :limit)
UNION ALL SELECT NULL WHERE (SELECT count(*) FROM about) = :about OR (SELECT count(*) FROM spoken) = :spoken
"""


@frozen
class Said:
    """What is said by sources that some of the words of a search name, and holds the rest of them.

    Args:
        quotations: id of each attribution, and the first of the rest of the words in small letters.
        cut: there are older quotations of the sources, or older claims with the rest, than were looked at.
    """

    quotations: tuple[tuple[str, str], ...] = ()
    cut: bool = False

    @property
    def rows(self) -> str:
        """Return the quotations as JSON, for a query."""
        return json.dumps(self.quotations)


NOTHING_SAID = Said()


def said(data: Data, terms: Terms) -> Said:
    """Return what ``terms`` find where some of them are read as the name of a source."""
    found: dict[str, str] = {}
    cut = False
    limits = {"about": MOST_ABOUT, "spoken": MOST_SPOKEN, "limit": CANDIDATES}
    for sources, rest in readings(data, terms):
        for row in data.all_rows(_SPOKEN, sources=json.dumps(sources), query=rest.query(), **limits):
            cut = cut or row["id"] is None
            found |= {str(row["id"]): rest.needle} if row["id"] else {}
    return Said(tuple(found.items()), cut=cut)


def readings(data: Data, terms: Terms) -> list[tuple[list[str], Terms]]:
    """Return how ``terms`` can be read so that some of them name a source: ids of the sources, and the terms left.

    A person is named by any words of a name or alias, anybody else by all of it. At most `READINGS`, first those in
    which most of the words are a name.
    """
    patterns = [name_pattern(f" {term}" + ("" if term in terms.prefixes else " ")) for term in terms.wanted]
    found: dict[tuple[int, ...], dict[str, None]] = {}
    rows = data.all_rows(_NAMED, patterns=json.dumps(patterns), limit=CANDIDATES) if len(patterns) > 1 else []
    for row in rows:
        words = tuple(sorted(json.loads(str(row["words"]))))
        typed = " ".join(terms.wanted[word] for word in words).casefold().split()
        if row["kind"] == "person" or set(str(row["name"]).casefold().split()) <= set(typed):
            found.setdefault(words, {})[str(row["id"])] = None
    ordered = sorted(found.items(), key=lambda item: (-len(item[0]), item[0]))
    rests = [(tuple(term for at, term in enumerate(terms.wanted) if at not in words), ids) for words, ids in ordered]
    return [(list(ids), evolve(terms, wanted=rest)) for rest, ids in rests if rest][:READINGS]
