"""Publishing what was compared: claims that are public as a whole are copied, those shown in part are counted anew.

A claim that lost a mention must not go on telling of it: its wording, its counts and who is silent are made again from
what is left.
"""

import sqlite3

from claimtrack.compare.chains import corroborate

# A plus before a column keeps SQLite from trying each pair of two lists.
_MEMBERS = (
    """INSERT INTO propositions (id, attribution_id, document_id, position, text, places)
    SELECT id, attribution_id, document_id, position, text, places FROM private.propositions
    WHERE document_id IN (SELECT id FROM chosen)""",
    """INSERT INTO offices (role, attribution_id, kind, body_id)
    SELECT o.role, o.attribution_id, o.kind, b.id
    FROM attributions a JOIN private.offices o ON o.attribution_id = a.id
    LEFT JOIN private.sources s ON s.id = o.body_id LEFT JOIN sources b ON b.id = coalesce(s.merged_into, s.id)""",
    """INSERT INTO clusters (id, text) SELECT id, text FROM private.clusters WHERE id IN
    (SELECT cluster_id FROM private.cluster_members WHERE core AND proposition_id IN (SELECT id FROM propositions))""",
    """INSERT INTO cluster_members (cluster_id, proposition_id, core)
    SELECT cluster_id, proposition_id, core FROM private.cluster_members
    WHERE proposition_id IN (SELECT id FROM propositions) AND +cluster_id IN (SELECT id FROM clusters)""",
    """INSERT INTO related_documents (one_id, other_id, reused, closeness) SELECT one_id, other_id, reused, closeness
    FROM private.related_documents WHERE one_id IN (SELECT id FROM chosen) AND +other_id IN (SELECT id FROM chosen)""",
    """INSERT INTO figures (proposition_id, ordinal, words, low, high, comparator, unit, measure)
    SELECT proposition_id, ordinal, words, low, high, comparator, unit, measure FROM private.figures
    WHERE proposition_id IN (SELECT id FROM propositions)""",
    """INSERT INTO reuse_groups (id, kind, first_document_id, credit_id) SELECT id, kind, first_document_id, credit_id
    FROM private.reuse_groups WHERE first_document_id IN (SELECT id FROM chosen)
      AND (credit_id IS NULL OR credit_id IN (SELECT id FROM credits))
      AND id IN (SELECT group_id FROM private.inferred_links)""",
    """CREATE TEMP TABLE cut_claims AS SELECT DISTINCT m.cluster_id AS id FROM private.cluster_members m
    WHERE m.cluster_id IN (SELECT id FROM clusters) AND m.proposition_id NOT IN (SELECT id FROM propositions)""",
    """CREATE TEMP TABLE uncounted AS SELECT id FROM cut_claims
    UNION SELECT id FROM clusters WHERE id NOT IN (SELECT cluster_id FROM private.stories)
      OR id IN (SELECT cluster_id FROM private.stale_clusters)
    UNION SELECT cluster_id FROM private.claim_origins WHERE cluster_id IN (SELECT id FROM clusters)
      AND (source_id NOT IN (SELECT id FROM sources) OR party_id NOT IN (SELECT id FROM sources))
    UNION SELECT cluster_id FROM private.inferred_links WHERE cluster_id IN (SELECT id FROM clusters)
      AND group_id NOT IN (SELECT id FROM reuse_groups)""",
    # for counting anew, and no longer
    """INSERT INTO likenesses (one_id, other_id, likeness, verbatim, shared)
    SELECT one_id, other_id, likeness, verbatim, shared FROM private.likenesses
    WHERE one_id IN (SELECT proposition_id FROM cluster_members WHERE cluster_id IN (SELECT id FROM uncounted))
      AND other_id IN (SELECT proposition_id FROM cluster_members WHERE cluster_id IN (SELECT id FROM uncounted))""",
    """UPDATE clusters SET text = (
      SELECT p.text FROM cluster_members m JOIN propositions p ON p.id = m.proposition_id
      JOIN documents d ON d.id = p.document_id WHERE m.cluster_id = clusters.id
      AND m.core ORDER BY d.published, p.document_id, p.position LIMIT 1)
    WHERE id IN (SELECT id FROM cut_claims)""",
)
# Columns are named, so that one that a later schema adds is left private until somebody decides.
_COUNTED = {
    "claim_relations": "cluster_id, proposition_id, first_id, relation, first_words, words",
    "corroborations": """cluster_id, n_outlets, n_origins_min, n_origins_max, n_origin_groups, n_unnamed,
      n_interested_groups, contested, corroboration, credibility, reason""",
    "claim_origins": "cluster_id, source_id, side, party_id",
    "drifts": """cluster_id, kind, origin_id, softer_id, softer_words, softer_start, softer_stop, harder_id,
      harder_words, harder_start, harder_stop""",
    "inferred_links": "cluster_id, proposition_id, from_id, group_id",
    "claim_mentions": "cluster_id, published, attribution_id, proposition_id, core, sign",
    "claim_outlets": """cluster_id, outlet_id, states, denies, open, first_published, n_outlets, n_origins,
      contested""",
    "stories": """cluster_id, n_outlets, n_origins, n_mentions, n_denials, n_open, contested, partial, first_published,
      last_published""",
}


def copy_compared(connection: sqlite3.Connection) -> None:
    """Copy what the comparison found of the chosen documents.

    Args:
        connection: the new database inside a transaction, its documents, attributions and sources copied, with the
            private one attached as ``private`` and the ids of the public documents in the table ``chosen``.
    """
    for statement in _MEMBERS:
        connection.execute(statement)
    for table, columns in _COUNTED.items():
        connection.execute(
            f"""INSERT INTO {table} ({columns}) SELECT {columns} FROM private.{table}
            WHERE cluster_id IN (SELECT id FROM clusters) AND cluster_id NOT IN (SELECT id FROM uncounted)"""  # noqa: S608
        )
    corroborate(connection, [row[0] for row in connection.execute("SELECT id FROM uncounted ORDER BY id").fetchall()])
    connection.execute("DELETE FROM likenesses")
    connection.execute("UPDATE stories SET partial = 1 WHERE cluster_id IN (SELECT id FROM cut_claims)")
