"""The sources of one claim in, a group for each out: those whose articles name one organisation for them are one party.

So are a person and who speaks for that person: *Damar* and *pengacara Damar, Sinta*.

*Direktur Niaga Garuda Indonesia Rina* and *juru bicara Garuda Indonesia Damar* both speak for Garuda Indonesia, whether
the registry knows them or not. What counts are two words of a name that follow each other, an abbreviation, or the one
word that is left of a name without titles and places; and the bodies that the registry knows, with those above them.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations, pairwise

from attrs import evolve

from claimtrack.compare.bodies import PERSON, bodies_in
from claimtrack.compare.origins import Source
from claimtrack.packs import Pack, load_pack

PHRASES = """SELECT DISTINCT a.source_text, d.lang FROM attributions a JOIN documents d ON d.id = a.document_id
    WHERE a.source_id = :source AND a.document_id IN (SELECT p.document_id FROM cluster_members m
        JOIN propositions p ON p.id = m.proposition_id WHERE m.cluster_id = :cluster) ORDER BY 1, 2"""
NO_ORGANISATION = (
    *("roles", "role_abbreviations", "titles", "honorifics", "degrees"),
    *("place_heads", "places", "regencies", "pronouns", "demonstratives"),
)
ABBREVIATION = 3
_RUN = re.compile(r"\b[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")


def parties(connection: sqlite3.Connection, cluster: str, sources: Iterable[Source]) -> dict[str, str]:
    """Return the group of each of ``sources`` of the claim ``cluster``: their own, or one that they share.

    Returns:
        Id of a source -> id of its party; of parties that are one, the first by id.
    """
    every = sorted(set(sources), key=lambda source: source.id)
    group = {source.id: source.group for source in every}
    if len(set(group.values())) > 1:
        phrases = {source.id: _phrases(connection, cluster, source) for source in every}
        named = {source.id: frozenset(_organisations(phrases[source.id], source)) for source in every}
        called = {source.id: frozenset(_called(source)) for source in every}
        for one, other in combinations(every, 2):
            a, b = one.id, other.id
            shared = named[a] & (named[b] | called[b]) or named[b] & called[a]
            if shared or _governs(phrases[a], other) or _governs(phrases[b], one):
                _join(group, group[a], group[b])
    return group


def _join(group: dict[str, str], one: str, other: str) -> None:
    """Make two parties of ``group`` one."""
    first = min(one, other)
    group.update({source: first for source, party in group.items() if party in {one, other}})


def _phrases(connection: sqlite3.Connection, cluster: str, source: Source) -> list[tuple[str, Pack]]:
    """Return the words for ``source`` in the articles of a claim, each with the pack of its language."""
    rows = connection.execute(PHRASES, {"source": source.id, "cluster": cluster}).fetchall()
    return [(phrase, load_pack(lang)) for phrase, lang in rows]


def _governs(phrases: Iterable[tuple[str, Pack]], body: Source) -> bool:
    """Tell whether one of ``phrases`` is an office of ``body``, and who holds it: *Gubernur | Kalden | Rina*."""
    for phrase, pack in phrases if body.kind != PERSON else ():
        office, name, _ = phrase.partition(f" {body.name} ")
        if name and no_organisation(pack).issuperset(office.casefold().split()):
            return True
    return False


def _organisations(phrases: Iterable[tuple[str, Pack]], source: Source) -> Iterator[str]:
    """Yield the words that tell for which organisation ``source`` speaks."""
    for phrase, pack in phrases:
        words = phrase if source.kind == PERSON else source.name
        yield from organisations(words, no_organisation(pack), _own_words(source))
        yield from bodies_in(words, pack)


def _own_words(source: Source) -> frozenset[str]:
    """Return the words of the name of a person; those of an organisation say which it is."""
    return frozenset(source.name.casefold().split()) if source.kind == PERSON else frozenset()


def _called(source: Source) -> Iterator[str]:
    """Yield the words by which others speak of a person, as `organisations` yields those of an organisation."""
    if source.kind == PERSON:
        words = source.name.casefold().split()
        yield from (word for word in words if len(word) >= ABBREVIATION)
        yield from (f"{a} {b}" for a, b in pairwise(words))


def organisations(phrase: str, known: frozenset[str], own: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the words in ``phrase`` that name an organisation, in lower case.

    Args:
        phrase: the words for a source.
        known: words that make no organisation, such as titles and places.
        own: words of the name of the person.

    Example:
        >>> sorted(organisations("Direktur Niaga Garuda Nusa Rina", frozenset({"direktur"}), frozenset({"rina"})))
        ['garuda nusa', 'niaga garuda']
    """
    for run in _RUN.findall(phrase):
        words = [word for word in run.split() if word.casefold() not in own]
        left = [word for word in words if word.casefold() not in known]
        yield from (
            word.casefold() for word in left if (word.isupper() and len(word) >= ABBREVIATION) or len(left) == 1
        )
        yield from (f"{a} {b}".casefold() for a, b in pairwise(words) if a in left)


@cache
def no_organisation(pack: Pack) -> frozenset[str]:
    """Return the single words of titles, places and pronouns that ``pack`` knows."""
    return frozenset(word for name in NO_ORGANISATION for entry in pack.phrases(name) for word in entry)


def grouped(source: Source | None, groups: Mapping[str, str]) -> Source | None:
    """Return ``source`` with its group in ``groups``."""
    return source and evolve(source, group=groups.get(source.id, source.group))
