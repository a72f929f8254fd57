"""Articles of the database in, what they share with others out: groups of it, each with the first and a credit.

Shared text is grouped as claims are: by average link, from likenesses alone, so that the groups do not depend on the
order in which articles come, and only what new articles touch is grouped again.
"""

import sqlite3
from collections.abc import Iterable, Sequence

from attrs import frozen

from claimtrack.compare.cluster import Linkage, Pair, cluster
from claimtrack.compare.reuse import Passage, shared_passages
from claimtrack.store.ids import digest

TOUCHED = "SELECT document_id FROM stale_reuse"
COMPANIONS = """SELECT theirs.document_id, theirs.start FROM reuse_members mine
    JOIN reuse_groups g ON g.id = mine.group_id AND g.kind = ?
    JOIN reuse_members theirs ON theirs.group_id = g.id WHERE mine.document_id = ?"""
LEAVE = """DELETE FROM reuse_groups WHERE kind = ? AND id IN
    (SELECT group_id FROM reuse_members WHERE document_id = ? AND start = ?)"""
CREDIT = "SELECT id FROM credits WHERE document_id = ? AND role = 'wire' ORDER BY start, id LIMIT 1"
ALONE = """DELETE FROM passages WHERE id = :id AND NOT EXISTS (SELECT 1 FROM passage_likenesses WHERE one_id = :id)
    AND NOT EXISTS (SELECT 1 FROM passage_likenesses WHERE other_id = :id)"""
CLAIMS = """SELECT DISTINCT m.cluster_id FROM propositions p JOIN cluster_members m ON m.proposition_id = p.id
    WHERE p.document_id = ?"""


@frozen
class _Kind:
    """One kind of shared text.

    Args:
        name: as the table ``reuse_groups`` has it.
        near: the query for what is alike to one, with its likeness.
        of: the query for those in an article.
        place: the query for day of publication, article, start and stop of one.
        linkage: when groups become one.
    """

    name: str
    near: str
    of: str
    place: str
    linkage: Linkage

    def key(self, document: str, start: int) -> str:
        """Return the id of what begins at ``start``."""
        return document if self is DOCUMENTS else passage_id(document, start)


DOCUMENTS = _Kind(
    "document",
    """SELECT other_id, reused FROM related_documents WHERE one_id = :id AND reused >= :least
    UNION SELECT one_id, reused FROM related_documents WHERE other_id = :id AND reused >= :least""",
    "SELECT id FROM documents WHERE id = ?",
    "SELECT published, id, 0, length(text) FROM documents WHERE id = ?",
    Linkage(mean=0.5, floor=0.3),
)
PASSAGES = _Kind(
    "passage",
    """SELECT other_id, shared FROM passage_likenesses WHERE one_id = :id AND shared >= :least
    UNION SELECT one_id, shared FROM passage_likenesses WHERE other_id = :id AND shared >= :least""",
    "SELECT id FROM passages WHERE document_id = ?",
    """SELECT d.published, p.document_id, p.start, p.stop FROM passages p
    JOIN documents d ON d.id = p.document_id WHERE p.id = ?""",
    Linkage(mean=0.6, floor=0.6),
)

Place = tuple[bool, str, str, int, int]


def passage_id(document: str, start: int) -> str:
    """Return the id of the passage of ``document`` that begins at ``start``."""
    return digest("passage", document, str(start))


def write_passages(connection: sqlite3.Connection, documents: Pair, passages: Sequence[Sequence[Passage]]) -> None:
    """Write the passages that two articles share.

    Args:
        connection: inside a transaction.
        documents: ids of the two articles.
        passages: the passages of each.
    """
    for one, other, shared in shared_passages(*passages):
        rows = [
            (passage_id(document, passage.start), document, passage.start, passage.stop)
            for document, passage in zip(documents, (one, other), strict=True)
        ]
        connection.executemany("INSERT OR IGNORE INTO passages VALUES (?, ?, ?, ?)", rows)
        pair = sorted(row[0] for row in rows)
        connection.execute("INSERT INTO passage_likenesses VALUES (?, ?, ?)", (*pair, shared))


def regroup_shared(connection: sqlite3.Connection, documents: Iterable[str]) -> list[str]:
    """Group again the shared text that ``documents`` touch, and what lost a member since.

    Args:
        connection: inside a transaction.
        documents: whose likenesses are new.

    Returns:
        The ids of the claims, sorted, that stand in an article whose shared text was grouped again.
    """
    touched = {*documents, *(row[0] for row in connection.execute(TOUCHED))}
    reached = set(touched)
    for kind in (DOCUMENTS, PASSAGES):
        reached |= _regroup(connection, kind, sorted(touched))
    connection.execute("DELETE FROM stale_reuse")
    return sorted({row[0] for document in reached for row in connection.execute(CLAIMS, [document])})


def _regroup(connection: sqlite3.Connection, kind: _Kind, touched: Sequence[str]) -> set[str]:
    """Group again what of one kind ``touched`` articles lead to; return the articles that it stands in."""
    start = {row[0] for document in touched for row in connection.execute(kind.of, [document])}
    for document in touched:
        companions = connection.execute(COMPANIONS, [kind.name, document])
        start |= {kind.key(*companion) for companion in companions.fetchall()}
    near = _reach(connection, kind, start)
    places = {key: place for key in sorted(near) if (place := _place(connection, kind, key))}
    connection.executemany(LEAVE, [(kind.name, place[2], place[3]) for place in places.values()])
    likeness = {(key, other): value for key in places for other, value in near[key].items() if key < other}
    for group in cluster(places, likeness, kind.linkage):
        if len(group) > 1:
            _write(connection, kind, sorted(places[key] for key in group))
        elif kind is PASSAGES:
            connection.execute(ALONE, {"id": group[0]})
    return {place[2] for place in places.values()}


def _reach(connection: sqlite3.Connection, kind: _Kind, start: set[str]) -> dict[str, dict[str, float]]:
    """Return all that likenesses lead to from ``start``, each with what is alike to it."""
    near: dict[str, dict[str, float]] = {}
    waiting = sorted(start)
    while waiting:
        key = waiting.pop()
        if key not in near:
            near[key] = dict(connection.execute(kind.near, {"id": key, "least": kind.linkage.floor}))
            waiting += near[key]
    return near


def _place(connection: sqlite3.Connection, kind: _Kind, key: str) -> Place | None:
    """Return where ``key`` stands, so that the first published sorts first; None where it is gone."""
    row = connection.execute(kind.place, [key]).fetchone()
    return (not row[0], *row) if row else None


def _write(connection: sqlite3.Connection, kind: _Kind, places: Sequence[Place]) -> None:
    """Write one group, named after the first; its credit is that of the earliest article that gives one."""
    first = places[0]
    key = digest("reuse", kind.name, kind.key(first[2], first[3]))
    credits_ = (connection.execute(CREDIT, [place[2]]).fetchone() for place in places)
    credit = next((row[0] for row in credits_ if row), None)
    connection.execute("INSERT INTO reuse_groups VALUES (?, ?, ?, ?)", (key, kind.name, first[2], credit))
    connection.executemany("INSERT INTO reuse_members VALUES (?, ?, ?, ?)", [(key, *place[2:]) for place in places])
