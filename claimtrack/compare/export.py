"""A compared database in, one JSON line for each proposition in each of its clusters out."""

import json
import sqlite3
from typing import TextIO

MENTIONS = """SELECT p.document_id, p.places, m.cluster_id FROM cluster_members m
    JOIN propositions p ON p.id = m.proposition_id ORDER BY p.document_id, p.position, m.cluster_id"""


def export_clusters(connection: sqlite3.Connection, out: TextIO) -> int:
    """Write ``{"document", "content": [[start, stop], ...], "cluster"}`` for each mention of each claim.

    Offsets are half-open and count code points; a proposition that belongs to two clusters has two lines.

    Returns:
        How many lines were written.
    """
    lines = 0
    for document, places, key in connection.execute(MENTIONS):
        row = {"document": document, "content": json.loads(places), "cluster": key}
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
        lines += 1
    return lines
