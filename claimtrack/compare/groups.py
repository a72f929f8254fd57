"""Likenesses in the database in, clusters in the database out, for as much of it as new articles touch."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from claimtrack.compare.cluster import Linkage, Pair, also_in, central, cluster, folded, surely
from claimtrack.compare.decisions import constraints, joined
from claimtrack.store.ids import digest

TOUCHED = "SELECT id FROM propositions WHERE document_id = ?"
STALE = """SELECT m.proposition_id FROM stale_clusters s
    CROSS JOIN cluster_members m ON m.cluster_id = s.cluster_id"""  # in this order: few are stale
EMPTY = """DELETE FROM clusters WHERE id IN (SELECT cluster_id FROM stale_clusters)
    AND NOT EXISTS (SELECT 1 FROM cluster_members m WHERE m.cluster_id = clusters.id)"""
NEAR = """SELECT other_id FROM likenesses WHERE one_id = :id AND likeness >= :least
    UNION SELECT one_id FROM likenesses WHERE other_id = :id AND likeness >= :least"""
ALIKE = "SELECT other_id, likeness FROM likenesses WHERE one_id = ?"
SPEAKER = """SELECT coalesce(a.read_id, a.source_id) FROM propositions p
    JOIN attributions a ON a.id = p.attribution_id WHERE p.id = ?"""
ORDER = """SELECT d.published, p.document_id, p.position, p.text FROM propositions p
    JOIN documents d ON d.id = p.document_id WHERE p.id = ?"""


def regroup(connection: sqlite3.Connection, documents: Sequence[str], same: Linkage, also: Linkage) -> list[str]:
    """Group again all that the ``documents`` touch; return the ids of the new clusters.

    Args:
        connection: inside a transaction.
        documents: whose likenesses are new.
        same: when groups become one.
        also: when a member of another group belongs to a group as well.
    """
    touched = {row[0] for document in documents for row in connection.execute(TOUCHED, [document])}
    touched |= {row[0] for row in connection.execute(STALE)}
    asked = constraints(connection)
    members = _reach(connection, touched, min(same.mean, also.mean), asked.linked())
    _clear(connection, members)
    likeness = asked.allowed(_likeness(connection, members))
    groups = cluster(members, {pair: value for pair, value in likeness.items() if value >= same.floor}, same)
    speakers = _speakers(connection, members)
    every = folded(joined(groups, also_in(groups, likeness, also), asked), likeness, speakers)
    homes = {member: core for core, _ in every for member in core}
    carried = [
        [guest for guest in surely(core, guests, likeness, speakers) if asked.may_meet(homes[guest], core)]
        for core, guests in every
    ]
    return [
        _write(connection, core, guests, likeness, carrying)
        for (core, guests), carrying in zip(every, carried, strict=True)
    ]


def _reach(
    connection: sqlite3.Connection, start: set[str], least: float, linked: Mapping[str, Sequence[str]]
) -> list[str]:
    """Return all that likenesses of at least ``least``, and decisions, lead to from ``start``, sorted."""
    reached, waiting = set(start), sorted(start)
    while waiting:
        at = waiting.pop()
        near = [row[0] for row in connection.execute(NEAR, {"id": at, "least": least})]
        for found in (*near, *linked.get(at, ())):
            if found not in reached:
                reached.add(found)
                waiting.append(found)
    return sorted(reached)


def _clear(connection: sqlite3.Connection, members: Iterable[str]) -> None:
    """Delete the clusters that ``members`` are in, and those that have none left."""
    query = "DELETE FROM clusters WHERE id IN (SELECT cluster_id FROM cluster_members WHERE proposition_id = ?)"
    connection.executemany(query, [(member,) for member in members])
    connection.execute(EMPTY)
    connection.execute("DELETE FROM stale_clusters")


def _likeness(connection: sqlite3.Connection, members: Sequence[str]) -> dict[Pair, float]:
    """Return how alike ``members`` are to one another."""
    inside = set(members)
    return {
        (member, other): value
        for member in members
        for other, value in connection.execute(ALIKE, [member])
        if other in inside
    }


def _speakers(connection: sqlite3.Connection, members: Iterable[str]) -> dict[str, str]:
    """Return member -> who the extraction read as its source, where somebody is known."""
    rows = ((member, connection.execute(SPEAKER, [member]).fetchone()[0]) for member in members)
    return {member: speaker for member, speaker in rows if speaker}


def _write(
    connection: sqlite3.Connection,
    core: Sequence[str],
    guests: Sequence[str],
    likeness: Mapping[Pair, float],
    carrying: Sequence[str],
) -> str:
    """Write one cluster, named after the member that was published first, in its most central words; return its id."""
    rows = {member: connection.execute(ORDER, [member]).fetchone() for member in (*core, *guests)}
    order = sorted(core, key=lambda member: (*rows[member], member))
    texts = {member: row[3] for member, row in rows.items()}
    lengths = {member: len(text) for member, text in texts.items()}
    key, text = digest("cluster", order[0]), texts[central(order, guests, likeness, lengths)]
    connection.execute("INSERT INTO clusters VALUES (?, ?)", [key, text])
    members = [(key, member, int(member in core or member in carrying)) for member in (*core, *guests)]
    connection.executemany("INSERT INTO cluster_members VALUES (?, ?, ?)", members)
    return key
