"""A word, an address or an id in, the story of one claim out, as a person would want to read it.

Of the claims that match, it is the one that most outlets have as a claim of its own: who published which wording when,
where they have it from, how the wordings relate, and which outlets cover the event without it.
"""

import sqlite3
from collections.abc import Iterator

from attrs import frozen

from claimtrack.compare.chains import count_origins
from claimtrack.compare.origins import Corroboration
from claimtrack.compare.relating import Mention, mentions_of
from claimtrack.errors import StoreError

MARKS = " \"“”',"
RANKED = """ORDER BY (SELECT count(DISTINCT o.outlet_id) FROM cluster_members n
      JOIN propositions q ON q.id = n.proposition_id JOIN documents o ON o.id = q.document_id
      WHERE n.cluster_id = m.cluster_id AND n.core) DESC, r.n_outlets DESC, m.cluster_id LIMIT 1"""
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


@frozen
class Story:
    """One claim with all that a reader needs to judge it.

    Args:
        cluster: id of the claim.
        mentions: its wordings, the earliest first.
        counts: how many places it comes from.
        silent: outlets that cover the event and do not carry it, sorted.
    """

    cluster: str
    mentions: tuple[Mention, ...]
    counts: Corroboration
    silent: tuple[str, ...]

    def __str__(self) -> str:
        """Return the story for people."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        """Yield the lines of the story."""
        counts = self.counts
        yield _quoted(self.mentions[0].text)
        origins = str(counts.n_origins_max)
        if counts.n_origins_min != counts.n_origins_max:
            origins = f"{counts.n_origins_min} to {counts.n_origins_max}"
        yield f"  outlets: {counts.n_outlets}, origins: {origins}, origin groups: {counts.n_origin_groups}"
        suggested = f"; credibility to consider: {counts.credibility}" if counts.credibility else ""
        yield f"  {counts.corroboration}{suggested}. {counts.reason}"
        yield ""
        for mention in self.mentions:
            place = f"{mention.published or 'undated'}  {mention.outlet or mention.document}"
            yield f"  {place}: {mention.source or '?'}{'' if mention.core else ' (among other things)'}"
            yield f"      {_quoted(mention.text)}"
            yield from _related(mention)
        if self.silent:
            yield ""
            yield f"  On this event without this claim: {', '.join(self.silent)}"


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
    return Story(cluster, tuple(mentions_of(connection, cluster)), count_origins(connection, cluster), silent)


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


def _related(mention: Mention) -> Iterator[str]:
    """Yield how ``mention`` relates to the first one, where that is more than saying the same."""
    relation = mention.relation
    if relation is None or (relation.kind == "agrees" and not relation.after):
        return
    words = f": {relation.after} / {relation.before}" if relation.after or relation.before else ""
    yield f"      {relation.kind.replace('_', ' ')}{words}"


def _quoted(text: str) -> str:
    """Return ``text`` on one line in quotation marks."""
    words = " ".join(text.split()).strip(MARKS)
    return f"“{words}”"
