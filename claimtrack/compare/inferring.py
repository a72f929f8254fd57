"""A claim of the database in, which of its wordings seem to be taken from another one out, into the database.

Two outlets have one sentence, and the later one credits nobody: whether it copied the earlier, or both a third, the
text does not say. That is an inferred link, kept apart from those that are stated.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator

WORDINGS = """SELECT r.group_id, p.id, coalesce(d.outlet_id, d.id),
      EXISTS (SELECT 1 FROM credits c WHERE c.document_id = d.id AND c.role = 'wire')
    FROM cluster_members m JOIN propositions p ON p.id = m.proposition_id JOIN documents d ON d.id = p.document_id
    JOIN reuse_members r ON r.document_id = p.document_id
      AND json_extract(p.places, '$[0][0]') >= r.start AND json_extract(p.places, '$[0][0]') < r.stop
    JOIN reuse_groups g ON g.id = r.group_id AND g.kind = 'passage'
    WHERE m.cluster_id = ? ORDER BY r.group_id, d.published = '', d.published, p.document_id, p.position"""
COPIES = """SELECT p.attribution_id, i.group_id FROM inferred_links i
    JOIN propositions p ON p.id IN (i.proposition_id, i.from_id) WHERE i.cluster_id = ?"""
SAME_WORDS = """SELECT p.attribution_id, p.text, q.attribution_id, q.text FROM cluster_members m
    CROSS JOIN likenesses l ON l.one_id = m.proposition_id AND l.verbatim >= :least
    JOIN cluster_members n ON n.cluster_id = m.cluster_id AND n.proposition_id = l.other_id
    JOIN propositions p ON p.id = l.one_id JOIN propositions q ON q.id = l.other_id
    WHERE m.cluster_id = :cluster AND p.document_id <> q.document_id ORDER BY 1, 3"""
VERBATIM, FEWEST_WORDS = 0.6, 6
_FIGURE = re.compile(r"\d+")
WRITE = "INSERT INTO inferred_links VALUES (?, ?, ?, ?)"


def write_links(connection: sqlite3.Connection, clusters: Iterable[str]) -> None:
    """Write the inferred links of claims: each from a wording to the first one of the same words.

    Args:
        connection: inside a transaction.
        clusters: ids of the claims; what was written of them before is replaced.
    """
    for cluster in clusters:
        connection.execute("DELETE FROM inferred_links WHERE cluster_id = ?", [cluster])
        rows = connection.execute(WORDINGS, [cluster]).fetchall()
        connection.executemany(WRITE, [(cluster, *link) for link in _links(rows)])


def _links(rows: list[tuple[str, str, str, int]]) -> Iterator[tuple[str, str, str]]:
    """Yield wording, first wording and group, for rows sorted by group and publication."""
    firsts: dict[str, tuple[str, str]] = {}
    for group, proposition, outlet, credited in rows:
        first, first_outlet = firsts.setdefault(group, (proposition, outlet))
        if outlet != first_outlet and not credited:
            yield proposition, first, group


def copies_of(connection: sqlite3.Connection, cluster: str) -> dict[str, frozenset[str]]:
    """Return for each attribution of the claim ``cluster`` the texts that tie it to others, by any name of them.

    Such a text is one that an inferred link rests on, or words that stand in two articles as they are, figures and all:
    one quotation has one speaker, whomever two outlets name.
    """
    found: dict[str, set[str]] = {}
    for attribution, group in connection.execute(COPIES, [cluster]):
        found.setdefault(attribution, set()).add(group)
    for one, text, other, words in connection.execute(SAME_WORDS, {"cluster": cluster, "least": VERBATIM}):
        if min(len(text.split()), len(words.split())) >= FEWEST_WORDS and _figures(text) == _figures(words):
            for attribution in (one, other):
                found.setdefault(attribution, set()).add(f"{one} {other}")
    return {attribution: frozenset(groups) for attribution, groups in found.items()}


def _figures(text: str) -> list[str]:
    """Return the figures in ``text``, sorted."""
    return sorted(_FIGURE.findall(text))
