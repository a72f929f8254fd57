"""People of one name: the articles in which a name speaks in, the decision that it is several people out, where it is.

A name that many bear is several people where the titles that articles give it have no word in common and nothing links
those articles: neither one that gives both titles nor an event that both are about. A rare name stays one person
whatever its titles, since people change office more often than rare names meet. Decisions are kept like those of people
and can be taken back; where somebody has decided about a name, nothing is decided here.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from claimtrack.packs import Pack
from claimtrack.resolve import load_registry
from claimtrack.resolve.phrases import Row
from claimtrack.resolve.vocabulary import vocabulary
from claimtrack.resolve.words import Vocabulary
from claimtrack.store.edits import Decision, record
from claimtrack.store.identity import Edit, identities, read_edits, standing
from claimtrack.store.ids import slug

NAMES = """SELECT DISTINCT s.id, s.name FROM attributions a JOIN sources s ON s.id = coalesce(a.read_id, a.source_id)
    WHERE a.document_id = ? AND s.kind = 'person'"""
SPEAKS = """SELECT d.id, d.published, a.source_roles FROM attributions a JOIN documents d ON d.id = a.document_id
    WHERE a.source_id = :id AND a.read_id IS NULL
    UNION SELECT d.id, d.published, a.source_roles FROM attributions a JOIN documents d ON d.id = a.document_id
    WHERE a.read_id = :id"""
RELATED = """SELECT other_id FROM related_documents WHERE one_id = :id
    UNION SELECT one_id FROM related_documents WHERE other_id = :id"""


@frozen
class Bearer:
    """Somebody of a name: articles that something links.

    Args:
        documents: their ids, the first published first.
        roles: the titles they give, written out, sorted.
    """

    documents: tuple[str, ...]
    roles: tuple[Row, ...]


def tell_apart(connection: sqlite3.Connection, documents: Iterable[str], pack: Pack) -> None:
    """Decide which names that speak in ``documents`` are several people.

    Args:
        connection: inside a transaction; which articles are related is written already.
        documents: ids of articles that are new or changed.
        pack: the language.
    """
    new = set(documents)
    words, registry = vocabulary(pack), load_registry(pack)
    passing = frozenset(pack.phrases("passing_roles"))
    edits = read_edits(connection)
    decided, known = decided_by_people(edits), identities(edits)
    names = {row for document in sorted(new) for row in connection.execute(NAMES, [document])}
    decisions: list[Decision] = []
    for read, name in sorted(names):
        if read in decided or not _is_common(name, words) or registry.lookup(name) is not None:
            continue
        found, parts = bearers(connection, read, words, passing), known.parted(read)
        if len(found) > 1 or parts:
            decisions += _decisions(read, name, found, parts, new)
    record(connection, *decisions)


def _is_common(name: str, words: Vocabulary) -> bool:
    """Tell whether every word of a name is a frequent one."""
    return all(word in words.given for word in name.lower().split())


def decided_by_people(edits: Sequence[Edit]) -> set[str | None]:
    """Return the sources that somebody has decided about, be it by taking back what was decided here."""
    counted = standing(edits)
    human = [edit for edit in edits if edit.undoes is None and (not edit.automatic or edit.id not in counted)]
    return {source for edit in human for source in (edit.source_id, edit.other_id)}


def bearers(connection: sqlite3.Connection, read: str, words: Vocabulary, passing: Collection[Row]) -> list[Bearer]:
    """Return who bears the name ``read``, the first to be heard of first; articles without a title go with that one.

    Args:
        connection: which articles are related is written already.
        read: id of the source as it was read.
        words: the vocabulary.
        passing: titles that anybody may have for a while.
    """
    published: dict[str, str] = {}
    titles: dict[str, set[Row]] = {}
    for document, date, roles in connection.execute(SPEAKS, {"id": read}).fetchall():
        published[document] = date
        own = (tuple(role.split()) for role in json.loads(roles))
        offices = {
            role for role in own if words.roles.match(role) and role not in passing and role not in words.relations
        }
        titles.setdefault(document, set()).update(words.written_out(role) for role in offices)
    order = sorted(published, key=lambda document: (published[document], document))
    groups = _linked(connection, order, titles)
    named = [group for group in groups if any(titles[document] for document in group)]
    if len(named) < 2:  # noqa: PLR2004 - two titles are needed
        return [Bearer(tuple(order), ())]
    others = {document for group in named[1:] for document in group}
    named[0] = [document for document in order if document not in others]
    return [Bearer(tuple(group), tuple(sorted({r for d in group for r in titles[d] if r}))) for group in named]


def _linked(connection: sqlite3.Connection, order: Sequence[str], titles: dict[str, set[Row]]) -> list[list[str]]:
    """Return ``order`` in groups of articles that share a word of a title or are about one event, in that order."""
    ranks = {document: at for at, document in enumerate(order)}
    by_word: dict[str, list[str]] = {}
    for document in order:
        for role in titles[document]:
            for word in role:
                by_word.setdefault(word, []).append(document)
    groups: list[list[str]] = []
    left = dict.fromkeys(order)
    while left:
        waiting = [next(iter(left))]
        group = []
        while waiting:
            document = waiting.pop()
            if document in left:
                del left[document]
                group.append(document)
                waiting += [other for role in titles[document] for word in role for other in by_word.pop(word, ())]
                waiting += [row[0] for row in connection.execute(RELATED, {"id": document}) if row[0] in left]
        groups.append(sorted(group, key=ranks.__getitem__))
    return groups


def _decisions(
    read: str, name: str, found: Sequence[Bearer], parts: Mapping[str, str], new: Collection[str]
) -> Iterator[Decision]:
    """Yield what is to be decided so that each of ``found`` is a source of its own; the first keeps the name.

    Whom an earlier comparison told apart stays so, unless an article links the two: ``parts`` holds the source that
    the name is in each article that it was decided about, and ``new`` which articles are new or changed.
    """
    taken = read in {parts.get(d, read) for bearer in found for d in bearer.documents if d not in new}
    for bearer in found:
        held = sorted({parts[document] for document in bearer.documents if document in parts})
        first = read if any(d not in new and d not in parts for d in bearer.documents) or not (held or taken) else ""
        taken = taken or bool(first)
        label = f"{name} ({' '.join(bearer.roles[0])})" if bearer.roles else name
        target = first or (held[0] if held else slug(label))
        for other in held:
            if other != target:
                yield Decision("merge", "An article links them.", target, other, automatic=True)
        moved = tuple(document for document in bearer.documents if parts.get(document, read) != target)
        if target != read and moved:
            titles = "; ".join(" ".join(role) for role in bearer.roles)
            reason = f"Called {titles} here, and nothing links these articles to the others."
            yield Decision("split", reason, read, target, label, moved, automatic=True)
