"""The titles that articles give their sources in, the offices among them and the body of each out.

*Juru bicara BPS* is of BPS, whether the registry knows who holds the office or not. What somebody was once, or is in
one affair only (a witness), is no office. Which bodies there are changes with every article, so that is asked anew each
time, once for all who hold an office.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator

from claimtrack.compare.bodies import body_of_role
from claimtrack.packs import Pack
from claimtrack.resolve.registry import folded
from claimtrack.resolve.vocabulary import vocabulary
from claimtrack.store.registry import add_source

GIVEN = """SELECT id, coalesce(read_id, source_id), source_roles FROM attributions
    WHERE document_id = ? AND source_id IS NOT NULL AND source_roles <> '[]' ORDER BY position"""
GIVE = "INSERT INTO offices (role, attribution_id, kind) VALUES (?, ?, ?)"
FORGET = "DELETE FROM offices WHERE attribution_id IN (SELECT id FROM attributions WHERE document_id = ?)"
BODIES = """WITH body AS (SELECT id, name, coalesce(merged_into, id) AS meant FROM sources
        WHERE kind NOT IN ('person', 'document', 'unnamed'))
    SELECT body.name, m.name FROM body JOIN sources m ON m.id = body.meant
    UNION SELECT x.alias, m.name FROM body JOIN source_aliases x ON x.source_id = body.id
    JOIN sources m ON m.id = body.meant ORDER BY 1, 2"""
HELD = "SELECT DISTINCT role, body_id FROM offices ORDER BY 1, 2"
LET = "UPDATE offices SET body_id = ? WHERE role = ? AND body_id IS NOT ?"
OFFICE, RELATION, OTHER = "office", "relation", "other"


def write_offices(connection: sqlite3.Connection, documents: Iterable[str], pack: Pack) -> None:
    """Write which offices ``documents`` give their sources, and of which body each office of the database is.

    Args:
        connection: inside a transaction; which names mean one source is decided already.
        documents: ids of articles that are new or changed.
        pack: the language.
    """
    for document in documents:
        connection.execute(FORGET, [document])
        connection.executemany(GIVE, list(_given(connection, document, pack)))
    known: dict[str, str] = {}
    for name, meant in connection.execute(BODIES):
        known.setdefault(folded(name), meant)
    for role, before in connection.execute(HELD).fetchall():
        body = body_of_role(role, known, pack)
        key = add_source(connection, body, pack) if body else None
        if key != before:
            connection.execute(LET, (key, role, key))


def _given(connection: sqlite3.Connection, document: str, pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Yield each office that an article gives a source, once, with the first of its attributions and its kind."""
    told = set()
    for attribution, source, roles in connection.execute(GIVEN, [document]).fetchall():
        every = json.loads(roles)
        for role in every:
            kind = kind_of(role, pack)
            whole = not any(other.startswith(f"{role} ") for other in every)  # ``menteri dalam negeri``, of Norlandia
            if kind and whole and (source, role) not in told:
                told.add((source, role))
                yield role, attribution, kind


def kind_of(role: str, pack: Pack) -> str:
    """Return ``office``, ``relation`` where a title tells whose somebody is, or ``other`` where it begins with none.

    It is empty for what somebody is no more, or in one affair only.
    """
    row, words = tuple(role.split()), vocabulary(pack)
    unheld = {word for (word, *_), note in pack.notes("titles").items() if note == "unheld"}
    passing = any(row[: len(entry)] == entry for entry in pack.phrases("passing_roles"))
    if passing or not unheld.isdisjoint(row):
        return ""
    if any(row[: len(entry)] == entry for entry in words.relations):
        return RELATION
    return OFFICE if words.roles.match(row) else OTHER
