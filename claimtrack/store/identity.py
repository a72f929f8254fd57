"""What people decided about who is who: decisions in, the source that stands for a name as it was read out.

Decisions are replayed in the order in which they were made, without those that were taken back. So an undo never
leaves a circle or a source that stands for nobody, whatever was decided in between.
"""

import json
import sqlite3
from collections.abc import Collection, Sequence
from typing import Any, Literal

from attrs import field, frozen

Action = Literal["merge", "alias", "split", "undo"]
ANYWHERE = ""
POINTING = {"attributions": "document_id", "credits": "document_id", "outlets": "''"}

# The comparison groups these claims again, and so counts their origins anew.
STALE = """INSERT OR IGNORE INTO stale_clusters SELECT m.cluster_id FROM attributions a
    JOIN propositions p ON p.attribution_id = a.id JOIN cluster_members m ON m.proposition_id = p.id
    WHERE a.read_id = :read OR (a.source_id = :read AND a.read_id IS NULL)"""


@frozen
class Edit:
    """One decision.

    Args:
        id: its number; later decisions have greater ones.
        edited_at: when, UTC ISO 8601.
        action: ``merge`` and ``alias`` let ``other_id`` mean ``source_id``; ``split`` takes ``other_id`` out of it;
            ``undo`` takes another decision back.
        source_id: the source that it is about; None for an undo.
        other_id: the source that joins or leaves it; None for an undo.
        name: the new name that it gives; empty where none.
        documents: ids of the articles that a split is about; empty where it is about a name that had been merged.
        undoes: number of the decision taken back; None unless this is an undo.
        reason: why, in the words of whoever decided.
        automatic: claimtrack decided itself.
    """

    id: int
    edited_at: str
    action: Action
    source_id: str | None
    other_id: str | None
    name: str
    documents: tuple[str, ...]
    undoes: int | None
    reason: str
    automatic: bool = False


@frozen
class Identities:
    """Who stands for whom.

    Args:
        everywhere: id as read -> id of the source that it is.
        here: id as read and id of an article -> id of the source that it is in that article.
    """

    everywhere: dict[str, str] = field(factory=dict)
    here: dict[tuple[str, str], str] = field(factory=dict)

    def source_of(self, read: str, document: str = ANYWHERE) -> str:
        """Return the source that ``read`` is, in the article ``document`` where one is given."""
        return self.here.get((read, document), self.everywhere.get(read, read))

    def names_of(self, source: str) -> list[str]:
        """Return the ids that are read as ``source`` where no article says otherwise, sorted; its own among them."""
        own = {source} if self.source_of(source) == source else set()
        return sorted(own | {read for read, meant in self.everywhere.items() if meant == source})

    def reads(self) -> set[str]:
        """Return the ids that anything was decided about."""
        return {*self.everywhere, *(read for read, _ in self.here)}

    def apply(self, edit: Edit) -> None:
        """Follow ``edit``."""
        source, other = edit.source_id or "", edit.other_id or ""
        if edit.documents:
            for document in edit.documents:
                for read in self.names_of(source):
                    self.here[read, document] = other
        elif edit.action == "split":
            self.everywhere[other] = other
            for read, document in [key for key, meant in self.here.items() if key[0] == other and meant == source]:
                del self.here[read, document]
        else:
            for known in (self.everywhere, self.here):
                _replace(known, other, source)
            self.everywhere[other] = source


def _replace(known: dict[Any, str], old: str, new: str) -> None:
    """Let every key of ``known`` that has the value ``old`` have ``new``."""
    for key in [key for key, value in known.items() if value == old]:
        known[key] = new


def standing(edits: Sequence[Edit]) -> set[int]:
    """Return the numbers of those of ``edits``, undos included, that nobody took back."""
    undone: set[int] = set()
    for edit in reversed(edits):
        if edit.undoes is not None and edit.id not in undone:
            undone.add(edit.undoes)
    return {edit.id for edit in edits} - undone


def in_force(edits: Sequence[Edit]) -> list[Edit]:
    """Return what decides who is who: ``edits`` without the undos and without what they took back."""
    counted = standing(edits)
    return [edit for edit in edits if edit.undoes is None and edit.id in counted]


def identities(edits: Sequence[Edit]) -> Identities:
    """Return who stands for whom after all ``edits``, which are sorted by number."""
    found = Identities()
    for edit in edits:
        if edit.documents and edit.source_id and edit.other_id:
            found.everywhere[edit.other_id] = edit.source_id
    for edit in in_force(edits):
        if edit.documents and edit.other_id:
            found.everywhere[edit.other_id] = edit.other_id
        found.apply(edit)
    return found


def read_edits(connection: sqlite3.Connection) -> list[Edit]:
    """Return every decision of the database, the oldest first."""
    columns = "id, edited_at, action, source_id, other_id, name, documents, undoes, reason, automatic"
    rows = connection.execute(f"SELECT {columns} FROM source_edits ORDER BY id")  # noqa: S608 - our own names
    return [
        Edit(number, at, action, source, other, name, tuple(json.loads(documents)), undoes, reason, bool(automatic))
        for number, at, action, source, other, name, documents, undoes, reason, automatic in rows
    ]


def settle(connection: sqlite3.Connection, known: Identities, documents: Collection[str] | None = None) -> None:
    """Let every row that still points to a source as it was read point to the one that ``known`` says it is.

    Args:
        connection: inside a transaction.
        known: who stands for whom.
        documents: the articles that hold such rows; all if None.
    """
    here = [
        {"read": read, "place": place, "meant": meant}
        for (read, place), meant in sorted(known.here.items())
        if documents is None or place in documents
    ]
    moved = [{"read": read, "meant": meant} for read, meant in sorted(known.everywhere.items()) if read != meant]
    connection.executemany(
        "UPDATE sources SET merged_into = :meant WHERE id = :read AND merged_into IS NOT :meant", moved
    )
    for table, document in POINTING.items():
        connection.executemany(
            f"UPDATE {table} SET source_id = :meant, read_id = :read WHERE source_id = :read AND read_id IS NULL",  # noqa: S608
            moved,
        )
        connection.executemany(
            f"""UPDATE {table} SET source_id = :meant, read_id = nullif(:read, :meant)
            WHERE {document} = :place AND :read IN (read_id, source_id) AND coalesce(read_id, source_id) = :read""",  # noqa: S608
            here,
        )


def change(connection: sqlite3.Connection, before: Identities, after: Identities) -> None:
    """Let every row that ``before`` and ``after`` judge differently follow ``after``, and be counted anew.

    Args:
        connection: inside a transaction.
        before: who stood for whom.
        after: who stands for whom now.
    """
    changed = [
        (read,) for read in sorted(before.reads() | after.reads()) if _judged(before, read) != _judged(after, read)
    ]
    connection.executemany(STALE, [{"read": read} for (read,) in changed])
    connection.executemany("UPDATE sources SET merged_into = NULL WHERE id = ?", changed)
    for table in POINTING:
        query = f"UPDATE {table} SET source_id = read_id, read_id = NULL WHERE read_id = ?"  # noqa: S608 - our own names
        connection.executemany(query, changed)
    settle(connection, after)


def _judged(known: Identities, read: str) -> tuple[str, dict[str, str]]:
    """Return all that ``known`` says of ``read``."""
    return known.source_of(read), {place: meant for (name, place), meant in known.here.items() if name == read}
