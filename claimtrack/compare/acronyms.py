"""Names that articles introduce: ``Badan Gizi Lembah (BGL)`` in one of them in, one source in all of them out.

The long form becomes another name of the source. Where another article gives only the long form, both are joined by a
decision that is kept like those of people and can be taken back. What the registry or somebody has decided stays.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator

from claimtrack.compare.namesakes import decided_by_people
from claimtrack.packs import Pack
from claimtrack.resolve import load_registry
from claimtrack.store.edits import Decision, record
from claimtrack.store.identity import read_edits
from claimtrack.store.ids import slug

INTRODUCED = re.compile(r"\s*(?P<long>[^()]*[^()\s])\s*\((?P<short>[^()]+)\)\s*")
SPOKEN = """SELECT DISTINCT s.id, s.name, a.source_text FROM attributions a JOIN sources s ON s.id = a.source_id
    WHERE a.document_id = ? AND s.kind <> 'person' ORDER BY 1, 3"""
LEARN = "INSERT OR IGNORE INTO source_aliases (source_id, alias, lang) VALUES (?, ?, '')"
MEANT = """SELECT x.source_id FROM source_aliases x JOIN sources s ON s.id = x.source_id
    WHERE x.alias = ? AND s.kind <> 'person' AND s.merged_into IS NULL"""
APART = "SELECT name FROM sources WHERE id = ? AND kind <> 'person' AND merged_into IS NULL"


def join_introduced(connection: sqlite3.Connection, documents: Iterable[str], pack: Pack) -> None:
    """Learn the names that ``documents`` introduce in brackets, and join sources that prove to be one.

    Args:
        connection: inside a transaction.
        documents: ids of articles that are new or changed.
        pack: the language.
    """
    spoken = [row for document in documents for row in connection.execute(SPOKEN, [document]).fetchall()]
    long_forms = dict.fromkeys(name for _, name, _ in spoken)
    for source, name, text in spoken:
        for long in _long_forms(name, text):
            if load_registry(pack).lookup(long) is None:
                connection.execute(LEARN, (source, long))
                long_forms[long] = None
    decided = decided_by_people(read_edits(connection))
    for long in long_forms:
        meant, other = [row[0] for row in connection.execute(MEANT, [long])], slug(long)
        apart = connection.execute(APART, [other]).fetchone()
        if len(meant) == 1 and apart and meant[0] != other and decided.isdisjoint({meant[0], other}):
            reason = f"An article introduces it as {long}."
            record(connection, Decision("merge", reason, meant[0], other, automatic=True))


def _long_forms(name: str, text: str) -> Iterator[str]:
    """Yield the long form that a source phrase gives beside the short name."""
    found = INTRODUCED.fullmatch(text)
    if found and found["short"] == name and len(found["long"].split()) > 1:
        yield found["long"]
