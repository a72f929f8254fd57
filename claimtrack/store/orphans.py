"""What replaced articles leave behind: rows they pointed to in, those that nobody points to any more deleted.

A source that a person has rated stays, as does everything that another article, credit, outlet or source needs.
"""

import sqlite3
from collections.abc import Sequence

from attrs import frozen

UNUSED = {
    "claims": "NOT EXISTS (SELECT 1 FROM attributions a WHERE a.claim_id = claims.id)",
    "outlets": "NOT EXISTS (SELECT 1 FROM documents d WHERE d.outlet_id = outlets.id)",
    "sources": """reliability = 'F'
        AND NOT EXISTS (SELECT 1 FROM source_ratings r WHERE r.source_id = sources.id)
        AND NOT EXISTS (SELECT 1 FROM attributions a WHERE a.source_id = sources.id)
        AND NOT EXISTS (SELECT 1 FROM credits c WHERE c.source_id = sources.id)
        AND NOT EXISTS (SELECT 1 FROM outlets o WHERE o.source_id = sources.id)
        AND NOT EXISTS (SELECT 1 FROM sources s WHERE s.affiliation_id = sources.id OR s.merged_into = sources.id)
        AND NOT EXISTS (SELECT 1 FROM attributions a WHERE a.read_id = sources.id)
        AND NOT EXISTS (SELECT 1 FROM attributions a WHERE a.addressee_id = sources.id)
        AND NOT EXISTS (SELECT 1 FROM credits c WHERE c.read_id = sources.id)
        AND NOT EXISTS (SELECT 1 FROM outlets o WHERE o.read_id = sources.id)
        AND NOT EXISTS (SELECT 1 FROM offices p WHERE p.body_id = sources.id)
        AND NOT EXISTS (SELECT 1 FROM source_edits e WHERE sources.id IN (e.source_id, e.other_id))""",
    "runs": "NOT EXISTS (SELECT 1 FROM documents d WHERE d.run_id = runs.id)",
}
POINTED_TO = {
    "claims": "SELECT claim_id FROM attributions WHERE document_id = :id",
    "outlets": "SELECT outlet_id FROM documents WHERE id = :id",
    "sources": """WITH RECURSIVE named (id) AS (
        SELECT source_id FROM attributions WHERE document_id = :id
        UNION SELECT read_id FROM attributions WHERE document_id = :id
        UNION SELECT addressee_id FROM attributions WHERE document_id = :id
        UNION SELECT p.body_id FROM offices p JOIN attributions a ON a.id = p.attribution_id WHERE a.document_id = :id
        UNION SELECT source_id FROM credits WHERE document_id = :id
        UNION SELECT read_id FROM credits WHERE document_id = :id
        UNION SELECT o.source_id FROM outlets o JOIN documents d ON d.outlet_id = o.id WHERE d.id = :id
        UNION SELECT s.affiliation_id FROM named JOIN sources s ON s.id = named.id)
        SELECT id FROM named""",
    "runs": "SELECT run_id FROM documents WHERE id = :id",
}


@frozen
class Removed:
    """Articles that were deleted.

    Args:
        documents: their ids.
        pointed_to: table -> ids of the rows that they pointed to.
    """

    documents: frozenset[str]
    pointed_to: dict[str, list[str]]


def remove(connection: sqlite3.Connection, documents: Sequence[str]) -> Removed:
    """Delete ``documents`` with all that hangs on them; return what they pointed to."""
    found: dict[str, set[str]] = {table: set() for table in POINTED_TO}
    for key in documents:
        for table, query in POINTED_TO.items():
            found[table].update(row[0] for row in connection.execute(query, {"id": key}) if row[0] is not None)
    connection.executemany("DELETE FROM documents WHERE id = ?", [(key,) for key in documents])
    return Removed(frozenset(documents), {table: sorted(ids) for table, ids in found.items()})


def drop_orphans(connection: sqlite3.Connection, removed: Removed) -> None:
    """Delete those rows that ``removed`` articles pointed to and nobody points to any more.

    Sources are gone through until none goes, since one may have been kept by another that it belongs to.
    """
    for table, unused in UNUSED.items():
        query = f"DELETE FROM {table} WHERE id = ? AND {unused}"  # noqa: S608 - our own names
        ids = [(key,) for key in removed.pointed_to[table]]
        while ids and connection.executemany(query, ids).rowcount > 0 and table == "sources":
            pass
