"""A word, an address or an id in, the story of one claim out.

Of the claims that match, it is the one that most outlets state: who published which wording when,
where they have it from, how the wordings relate, and which outlets cover the event without it.
"""

import sqlite3

from attrs import frozen

from claimtrack.compare.chains import count_origins
from claimtrack.compare.origins import Corroboration
from claimtrack.compare.relating import Mention, mentions_of
from claimtrack.errors import StoreError

RANKED = "ORDER BY r.n_outlets DESC, m.core DESC, m.cluster_id LIMIT 1"
BY_CLUSTER = "SELECT id FROM clusters WHERE id = :term"
BY_MENTION = f"""SELECT m.cluster_id FROM cluster_members m JOIN propositions p ON p.id = m.proposition_id
    JOIN attributions a ON a.id = p.attribution_id JOIN documents d ON d.id = p.document_id
    JOIN corroborations r ON r.cluster_id = m.cluster_id
    WHERE :term IN (p.id, a.id, a.claim_id, d.id, d.url) {RANKED}"""  # noqa: S608 - our own words
BY_WORDS = f"""SELECT m.cluster_id FROM claims_fts f JOIN claims c ON c.rowid = f.rowid
    JOIN attributions a ON a.claim_id = c.id JOIN propositions p ON p.attribution_id = a.id
    JOIN cluster_members m ON m.proposition_id = p.id JOIN corroborations r ON r.cluster_id = m.cluster_id
    WHERE claims_fts MATCH :term {RANKED}"""  # noqa: S608 - our own words
SILENT = """SELECT o.name FROM silent_outlets s JOIN outlets o ON o.id = s.outlet_id
    WHERE s.cluster_id = :cluster ORDER BY o.name"""


DRIFTED = """SELECT kind, origin, softer_words, coalesce(softer_outlet, softer_document_id), softer_published,
      harder_words, coalesce(harder_outlet, harder_document_id), harder_published
    FROM claim_drift WHERE cluster_id = ? ORDER BY origin, kind, harder_published, harder_id"""
# Neither wording, ``p`` in ``d`` and ``q`` in ``e``, has the outlet of the other as a link of its chain: that would say
# where the words are from.
UNSTATED = """NOT EXISTS (
    SELECT 1 FROM claim_chains k, json_each(k.links) link
    JOIN outlets other ON other.id IN (d.outlet_id, e.outlet_id)
    WHERE k.attribution_id IN (p.attribution_id, q.attribution_id) AND other.id IS NOT k.outlet_id
      AND (lower(json_extract(link.value, '$.name')) = lower(other.name)
        OR json_extract(link.value, '$.source_id') = other.source_id))"""
SHARED = f"""SELECT i.proposition_id, coalesce(o.name, e.id), e.published, coalesce(c.name, '') FROM inferred_links i
    JOIN propositions p ON p.id = i.proposition_id JOIN documents d ON d.id = p.document_id
    JOIN propositions q ON q.id = i.from_id JOIN documents e ON e.id = q.document_id
    JOIN reuse_groups g ON g.id = i.group_id LEFT JOIN outlets o ON o.id = e.outlet_id
    LEFT JOIN credits c ON c.id = g.credit_id WHERE i.cluster_id = ? AND {UNSTATED}
    ORDER BY i.proposition_id"""  # noqa: S608 - our own words


@frozen
class Drifted:
    """What one outlet says more firmly than another that has the claim from the same origin.

    Args:
        kind: as the table ``drifts`` has it.
        origin: name of the origin.
        softer: the careful words; ``softer_outlet`` and ``softer_published`` say where they stand.
        harder: the firm words; ``harder_outlet`` and ``harder_published`` say where they stand.
    """

    kind: str
    origin: str
    softer: str
    softer_outlet: str
    softer_published: str
    harder: str
    harder_outlet: str
    harder_published: str


@frozen
class Shared:
    """A wording whose words stand in another outlet too, and neither credits the other.

    Args:
        proposition: id of the wording.
        outlet: in which the same words stand; ``published`` says since when.
        credit: the agency that another article with these words credits; empty where none does.
    """

    proposition: str
    outlet: str
    published: str
    credit: str


@frozen
class Story:
    """One claim with all that a reader needs to judge it.

    Args:
        cluster: id of the claim.
        mentions: its wordings, the earliest first.
        counts: how many places it comes from.
        drifts: what outlets say more firmly than others that have it from the same origin.
        shared: wordings whose words stand in another outlet too.
        silent: outlets that cover the event and do not carry it, sorted.
    """

    cluster: str
    mentions: tuple[Mention, ...]
    counts: Corroboration
    drifts: tuple[Drifted, ...]
    shared: tuple[Shared, ...]
    silent: tuple[str, ...]


def story(connection: sqlite3.Connection, term: str) -> Story:
    """Return the story that ``term`` leads to.

    Args:
        connection: a database that was compared.
        term: words of a claim, the address or id of an article, or the id of a claim or attribution.

    Raises:
        StoreError: nothing matches, or nothing was compared.
    """
    cluster = _found(connection, term)
    if connection.execute("SELECT 1 FROM compared_documents LIMIT 1").fetchone() is None:
        msg = f"{term}: nothing is compared yet; run: claimtrack compare"
        raise StoreError(msg)
    if cluster is None:
        msg = f"{term}: no claim matches; give words that stand in it, or the address or id of an article"
        raise StoreError(msg)
    silent = tuple(row[0] for row in connection.execute(SILENT, {"cluster": cluster}))
    return Story(
        cluster=cluster,
        mentions=tuple(mentions_of(connection, cluster)),
        counts=count_origins(connection, cluster),
        drifts=tuple(Drifted(*row) for row in connection.execute(DRIFTED, [cluster])),
        shared=tuple(Shared(*row) for row in connection.execute(SHARED, [cluster])),
        silent=silent,
    )


def _found(connection: sqlite3.Connection, term: str) -> str | None:
    """Return the id of the claim that ``term`` leads to; None where there is none."""
    for query, value in ((BY_CLUSTER, term), (BY_MENTION, term), (BY_WORDS, match_of(term))):
        row = connection.execute(query, {"term": value}).fetchone() if value else None
        if row:
            return str(row[0])
    return None


def match_of(term: str) -> str:
    """Return the full-text query for what has all words of ``term``, whatever signs it holds; empty for none."""
    return " ".join('"' + word.replace('"', '""') + '"' for word in term.split())
