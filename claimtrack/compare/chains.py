"""A claim of the database in, the chains through which it came out; what is counted of them goes into the database."""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator

from attrs import astuple

from claimtrack.compare.origins import Chain, Corroboration, Source, corroboration

ATTRIBUTIONS = """SELECT DISTINCT p.attribution_id FROM cluster_members m
    JOIN propositions p ON p.id = m.proposition_id WHERE m.cluster_id = ? ORDER BY 1"""
CHAIN = "SELECT outlet_id, links, factuality, negated FROM claim_chains WHERE attribution_id = ?"
SOURCE = "SELECT id, name, kind, affiliation_id FROM sources WHERE id = ?"
WORDINGS = """SELECT p.text FROM cluster_members m JOIN propositions p ON p.id = m.proposition_id
    WHERE m.cluster_id = ? ORDER BY p.id"""
PARTY = """WITH RECURSIVE party (id) AS (
        SELECT :id UNION SELECT s.id FROM sources s JOIN party ON s.affiliation_id = party.id)
    SELECT name FROM sources WHERE id IN party UNION SELECT alias FROM source_aliases WHERE source_id IN party"""
UNNAMED = "unnamed"


def chains_of(connection: sqlite3.Connection, cluster: str) -> list[Chain]:
    """Return the chains of the claim ``cluster``, one for each attribution that carries it, sorted by attribution."""
    found = []
    for (attribution,) in connection.execute(ATTRIBUTIONS, [cluster]).fetchall():
        for outlet, links, factuality, negated in connection.execute(CHAIN, [attribution]).fetchall():
            hops = json.loads(links)
            known = tuple(
                hop["source_id"] or hop["name"].casefold()
                for hop in hops
                if hop["source_id"] or hop["kind"] == "outlet"
            )
            origin = source_of(connection, hops[0]["source_id"]) if hops and hops[0]["kind"] == "attribution" else None
            found.append(Chain(outlet or "", known, origin, factuality, bool(negated)))
    return found


def source_of(connection: sqlite3.Connection, key: str | None) -> Source | None:
    """Return the source ``key`` with the party that it belongs to; None where it is nobody named."""
    row = connection.execute(SOURCE, [key]).fetchone() if key else None
    if row is None or row[2] == UNNAMED:
        return None
    group, seen = row[0], {row[0]}
    above = row[3]
    while above and above not in seen:
        group = above
        seen.add(above)
        above = connection.execute(SOURCE, [above]).fetchone()[3]
    return Source(row[0], row[1], row[2], group)


def corroborate(connection: sqlite3.Connection, clusters: Iterable[str]) -> None:
    """Write how many places each of ``clusters`` comes from.

    Args:
        connection: inside a transaction.
        clusters: ids of claims that have no row yet.
    """
    connection.executemany(
        f"INSERT INTO corroborations VALUES ({', '.join('?' * 11)})",  # noqa: S608 - marks only
        _rows(connection, clusters),
    )


def _rows(connection: sqlite3.Connection, clusters: Iterable[str]) -> Iterator[tuple[object, ...]]:
    for cluster in clusters:
        yield (cluster, *astuple(count_origins(connection, cluster)))


def count_origins(connection: sqlite3.Connection, cluster: str) -> Corroboration:
    """Return how many places the claim ``cluster`` comes from."""
    chains = chains_of(connection, cluster)
    groups = {chain.origin.group for chain in chains if chain.origin}
    text = "\n".join(row[0] for row in connection.execute(WORDINGS, [cluster]))
    return corroboration(chains, [group for group in sorted(groups) if _mentions(connection, text, group)])


def _mentions(connection: sqlite3.Connection, text: str, group: str) -> bool:
    """Tell whether ``text`` names the party ``group`` or one who belongs to it."""
    names = (row[0] for row in connection.execute(PARTY, {"id": group}))
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)
