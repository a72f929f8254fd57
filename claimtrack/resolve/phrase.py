"""The `Phrase` that a source is read as, and the words that surely hold no name: words in, a `Phrase` or None out."""

from collections.abc import Sequence
from typing import Literal

from attrs import frozen

from claimtrack.attribute.written import WRITTEN
from claimtrack.resolve.beginnings import Evidence
from claimtrack.resolve.runs import Word, lowered
from claimtrack.resolve.words import COMPANIES, GENERIC, Vocabulary

PhraseKind = Literal[
    "person", "organisation", "role", "pronoun", "description", "indefinite", "document", "group", "other"
]


@frozen
class Phrase:
    """A noun phrase that is read.

    Args:
        kind: what it is.
        name: the words of the name without titles; empty if it names nobody.
        role: the words of the title or office, lower case, in order.
        head: the head word of a pronoun or description, lower case.
        other: a name inside it that is not the source's own ("Pengacara Iwan, Calvin").
        office: the words of the title of that other one.
        direct: the title stands directly before the name, so that it may be another's ("Pengacara Iwan").
    """

    kind: PhraseKind
    name: tuple[Word, ...] = ()
    role: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    other: tuple[Word, ...] = ()
    office: tuple[str, ...] = ()
    direct: bool = False


def bare(content: Sequence[Word], words: Vocabulary, evidence: Evidence) -> Phrase | None:
    """Return what the words of a phrase mean that surely holds no name, None if it may hold one."""
    spoken = " ".join(word.lower for word in content)
    if spoken in words.pronouns:
        return Phrase("pronoun", head=(spoken,))
    if len(content) == 1 and words.descriptions.get((spoken,)) in WRITTEN:
        return Phrase("document", head=(spoken,))
    if not content or (len(content) == 1 and _is_noun(spoken, words, evidence)):
        return Phrase("other", head=(spoken,))
    if words.several(content[0].lower):
        return Phrase("indefinite", head=lowered(content[:1]))
    if len(content) == 1 and (words.descriptions.get((spoken,)) in COMPANIES or _is_head(content[0], words, evidence)):
        return Phrase("description", head=(spoken,))
    return _epithet(content, words) if content[0].lower in words.articles else None


def _is_head(word: Word, words: Vocabulary, evidence: Evidence) -> bool:
    """Tell whether a single word heads the name of a body that the article names in full: ``Kementerian``."""
    body = words.descriptions.get((word.lower,)) == "organisation"
    return body and word.lower in evidence.firsts


def _epithet(content: Sequence[Word], words: Vocabulary) -> Phrase | None:
    """Return what an article makes a description that points back: ``Sang Bendahara Negara``, ``sang pelatih``."""
    low = lowered(content[1:])
    head = description_head(low, words)
    office = words.roles.match(low)
    office = office if content[-1].capital or office == len(low) > 1 else 0  # ``sang kepala desa``, no ``sang ketua``
    titled = office and all(words.completes(word) or words.places.match((word,)) for word in low[office:])
    person = words.descriptions.get(head) == "person" and head not in words.relations and not content[-1].capital
    return Phrase("description", role=low, head=head) if titled or person else None


def _is_noun(word: str, words: Vocabulary, evidence: Evidence) -> bool:
    """Tell whether a single word is a common noun that opens its sentence: ``Penelusuran``, ``Timnya``, ``Kabar``."""
    if words.owned(word) or word in words.tellings or word in words.indefinites:
        return True
    kind = words.descriptions.get((word,))
    if word in evidence.surnames:  # ``Hajar`` of ``Siti Hajar``
        return False
    body = kind not in GENERIC and words.orgs.match((word,)) > 0
    listed = body or words.roles.match((word,)) or kind not in GENERIC | {None}
    return (kind in GENERIC or words.common(word)) and not listed and word not in evidence.inside


def description_head(low: tuple[str, ...], words: Vocabulary) -> tuple[str, ...]:
    """Return the longest start of a phrase that heads a description; its first word if none does."""
    for length in range(min(3, len(low)), 0, -1):
        if low[:length] in words.descriptions:
            return low[:length]
    return low[:1]
