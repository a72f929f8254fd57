"""A claim of the database in, the rows that lists and pages sort, filter and draw it by out.

A claim is taken as it is worded. Where its wording itself says that something is not so (*no one was hurt*, *a hoax*),
or another one does (*was built with public money*, *was not built with public money*), who denies it states it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator

from claimtrack.compare.origins import Corroboration
from claimtrack.compare.polarity import opposed, sides_of
from claimtrack.compare.relations import figures_of
from claimtrack.packs import Pack, load_pack

# Whether the words of the attribution ``a`` deny its content: what a denial quotes is what its source holds.
DENIED = "CASE a.cue_stance WHEN 'denying' THEN a.style <> 'direct' ELSE a.negated END"
_NOT_SO = "coalesce(a.factuality, '') IN ('CT-', 'PR-', 'PS-')"
# The wordings of a claim: whether each is its own, is the one that it is shown in, and itself says that all is not so.
_WORDINGS = f"""SELECT a.id, p.text, d.lang, m.core, p.text = c.text, {_NOT_SO} AND NOT {DENIED} FROM clusters c
    JOIN cluster_members m ON m.cluster_id = c.id JOIN propositions p ON p.id = m.proposition_id
    JOIN attributions a ON a.id = p.attribution_id JOIN documents d ON d.id = a.document_id WHERE c.id = ?
"""  # noqa: S608 - our own words
# A denial of the claim as it is worded: cue, negation or factuality says that it is not so, by one who takes a stand.
_MENTIONS = f"""
INSERT INTO claim_mentions
SELECT :cluster, d.published, a.id, p.id, max(m.core),
  CASE WHEN coalesce(a.factuality, '') IN ('CTu', 'Uu') THEN 'open'
    WHEN ({DENIED} OR {_NOT_SO}) <> (a.id IN (SELECT value FROM json_each(:turned))) THEN 'denies'
    ELSE 'states' END
FROM cluster_members m JOIN propositions p ON p.id = m.proposition_id
JOIN attributions a ON a.id = p.attribution_id JOIN documents d ON d.id = a.document_id
WHERE m.cluster_id = :cluster AND a.id IN (SELECT value FROM json_each(:carriers)) GROUP BY a.id
"""  # noqa: S608 - our own words
_DATED = "CASE WHEN c.published GLOB '[0-9][0-9][0-9][0-9]*' THEN c.published END"
_OUTLETS = f"""
INSERT INTO claim_outlets
SELECT :cluster, d.outlet_id, sum(c.sign = 'states'), sum(c.sign = 'denies'), sum(c.sign = 'open'),
  coalesce(min({_DATED}), ''), :n_outlets, :n_origins, :contested
FROM claim_mentions c JOIN attributions a ON a.id = c.attribution_id JOIN documents d ON d.id = a.document_id
WHERE c.cluster_id = :cluster AND c.core AND d.outlet_id IS NOT NULL GROUP BY d.outlet_id
"""  # noqa: S608 - our own words
_STORY = f"""
INSERT INTO stories
SELECT :cluster, :n_outlets, :n_origins, count(*),
  coalesce(sum(c.sign = 'denies'), 0), coalesce(sum(c.sign = 'open'), 0),
  :contested, 0, coalesce(min({_DATED}), ''), coalesce(max({_DATED}), '')
FROM claim_mentions c WHERE c.cluster_id = :cluster AND c.core
"""  # noqa: S608 - our own words
LISTED = ("claim_mentions", "claim_outlets", "stories", "claim_origins")
_ORIGIN = "INSERT OR IGNORE INTO claim_origins VALUES (?, ?, ?, ?)"


def turned(connection: sqlite3.Connection, cluster: str) -> frozenset[str]:
    """Return the attributions whose wording says the opposite of the one in which the claim ``cluster`` is shown."""
    rows = connection.execute(_WORDINGS, [cluster]).fetchall()
    if any(shown and negative for *_, shown, negative in rows):
        return frozenset(row[0] for row in rows)
    own = [row for row in rows if row[3] and not row[5]]
    told = [(key, sides_of(text, load_pack(lang)), shown) for key, text, lang, _, shown, _ in own]
    shown_in = [sides for _, sides, shown in told if shown]
    return frozenset(key for key, sides, _ in told if any(opposed(shown, sides) for shown in shown_in))


def list_claim(connection: sqlite3.Connection, cluster: str, carriers: Iterable[str], counted: Corroboration) -> None:
    """Write who carries the claim ``cluster``, who stands behind it, and what it is sorted by.

    Args:
        connection: inside a transaction; it has no such rows of the claim.
        cluster: id of the claim.
        carriers: ids of the attributions that carry it, or may among other things, relays left out.
        counted: what was counted of it.
    """
    bound = {
        "cluster": cluster,
        "carriers": json.dumps(sorted(carriers)),
        "turned": json.dumps(sorted(turned(connection, cluster))),
        "n_outlets": counted.n_outlets,
        "n_origins": counted.n_origins_max,
        "contested": int(counted.contested),
    }
    for statement in (_MENTIONS, _OUTLETS, _STORY):
        connection.execute(statement, bound)
    sides = (("supports", counted.origins), ("denies", counted.denying), ("differs", counted.differing))
    for side, sources in sides:
        connection.executemany(_ORIGIN, [(cluster, source.id, side, source.group) for source in sources])


def figures(propositions: Iterable[tuple[str, str]], pack: Pack) -> Iterator[tuple[object, ...]]:
    """Yield the rows of the table ``figures``: what can be compared, so only where it is known what is counted.

    Args:
        propositions: id and text of each.
        pack: the language pack that they were read with.
    """
    for key, text in propositions:
        known = [quantity for quantity in figures_of(text, pack.lang) if quantity.unit]
        for ordinal, quantity in enumerate(known):
            interval = (quantity.low, quantity.high, quantity.comparator, quantity.unit, quantity.measure)
            yield (key, ordinal, quantity.span.text, *interval)
