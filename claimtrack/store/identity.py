"""What people decided about who is who: decisions in, the source that stands for a name as it was read out.

Decisions are replayed in the order in which they were made, without those that were taken back. So an undo never
leaves a circle or a source that stands for nobody, whatever was decided in between.
"""

import json
import sqlite3
from collections.abc import Collection, Sequence
from typing import Literal

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
        meant: id as read -> id of an article, or `ANYWHERE` -> id of the source that it is there.
        readings: id of a source -> ids that are read as it somewhere, or were.
    """

    meant: dict[str, dict[str, str]] = field(factory=dict)
    readings: dict[str, set[str]] = field(factory=dict)

    def judged(self, read: str) -> dict[str, str]:
        """Return all that was decided about ``read``: what `meant` has of it, and always what it is anywhere."""
        return {ANYWHERE: read, **self.meant.get(read, {})}

    def parted(self, read: str) -> dict[str, str]:
        """Return id of an article -> id of the source that ``read`` is there, for those that it was decided about."""
        return {place: source for place, source in self.meant.get(read, {}).items() if place != ANYWHERE}

    def source_of(self, read: str) -> str:
        """Return the source that ``read`` is where no article says otherwise."""
        return self.meant.get(read, {}).get(ANYWHERE, read)

    def names_of(self, source: str) -> list[str]:
        """Return the ids that are read as ``source`` where no article says otherwise, sorted; its own among them."""
        return sorted(read for read in {source, *self.readings.get(source, ())} if self.source_of(read) == source)

    def let(self, read: str, place: str, source: str) -> None:
        """Let ``read`` be ``source`` in the article ``place``, or `ANYWHERE`."""
        self.meant.setdefault(read, {})[place] = source
        self.readings.setdefault(source, set()).add(read)

    def apply(self, edit: Edit) -> None:
        """Follow ``edit``."""
        source, other = edit.source_id or "", edit.other_id or ""
        if edit.documents:
            for read in self.names_of(source):
                for document in edit.documents:
                    self.let(read, document, other)
        elif edit.action == "split":
            for document in [place for place, meant in self.parted(other).items() if meant == source]:
                del self.meant[other][document]
            self.let(other, ANYWHERE, other)
        else:
            for read in self.readings.pop(other, ()):
                for place in [place for place, meant in self.meant[read].items() if meant == other]:
                    self.let(read, place, source)
            self.let(other, ANYWHERE, source)


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
            found.let(edit.other_id, ANYWHERE, edit.source_id)
    for edit in in_force(edits):
        if edit.documents and edit.other_id:
            found.let(edit.other_id, ANYWHERE, edit.other_id)
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


def settle(
    connection: sqlite3.Connection,
    known: Identities,
    *,
    documents: Collection[str] | None = None,
    reads: Collection[str] | None = None,
) -> None:
    """Let every row that still points to a source as it was read point to the one that ``known`` says it is.

    Args:
        connection: inside a transaction.
        known: who stands for whom.
        documents: the articles that hold such rows; all if None.
        reads: the sources as they were read; all if None.
    """
    moved, here = [], []
    for read in sorted(known.meant if reads is None else reads):
        if known.source_of(read) != read:
            moved.append({"read": read, "meant": known.source_of(read)})
        for place, meant in sorted(known.parted(read).items()):
            if documents is None or place in documents:
                here.append({"read": read, "place": place, "meant": meant})
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
        before: who stood for whom, as the rows have it.
        after: who stands for whom now.
    """
    reads = sorted(read for read in {*before.meant, *after.meant} if before.judged(read) != after.judged(read))
    changed = [(read,) for read in reads]
    connection.executemany(STALE, [{"read": read} for read in reads])
    connection.executemany("UPDATE sources SET merged_into = NULL WHERE id = ?", changed)
    for table in POINTING:
        query = f"UPDATE {table} SET source_id = read_id, read_id = NULL WHERE read_id = ?"  # noqa: S608 - our own names
        connection.executemany(query, changed)
    settle(connection, after, reads=reads)
