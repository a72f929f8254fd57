"""The part of a noun phrase that names an organisation: a segment in, the words of the name out."""

from collections.abc import Sequence

from claimtrack.resolve.phrase import description_head
from claimtrack.resolve.runs import Word, lowered
from claimtrack.resolve.segments import Segment
from claimtrack.resolve.words import NAMELESS, OWNED, PEOPLE, Vocabulary

PLACE = 2  # words of a place that no list has, at most


def organisation(part: Segment, tail: tuple[Word, ...], words: Vocabulary) -> tuple[Word, ...]:
    """Return the words of the organisation a segment names: the capitalised tail, or all of an institution."""
    lead = part.words[: len(part.words) - len(tail)]
    low = lowered(part.words)
    kind = words.descriptions.get(head := description_head(low, words))
    nameless = kind in NAMELESS or (kind == "paper" and part.opens)  # ``Harian | Vostok Herald``
    if nameless and not lead and len(head) < len(low):
        behind = part.words[len(head) :]
        origin = words.places.match(lowered(behind))
        return behind if origin == len(behind) else behind[origin:]  # ``Media Jepang | Lembah Sports``
    if kind == "agency" and len(head) > 1:
        return _agency(part.words[len(head) :], words) or (() if lead else part.words)
    if not lead:
        return tail
    if words.institutions.match(low) and len(lead) <= 4:  # noqa: PLR2004
        return part.words
    if kind in OWNED and _comes_from(lead, tail, words):
        return tail
    return _described(part, lead, tail, words)


def _described(part: Segment, lead: Sequence[Word], tail: tuple[Word, ...], words: Vocabulary) -> tuple[Word, ...]:
    """Return the name behind words in lower case that say what body it is: ``lembaga survei | Titik Temu``."""
    low, head = lowered(part.words), description_head(lowered(part.words), words)
    described = any(low[:length] in words.descriptions for length in (1, 2, 3)) or words.orgs.match(low)
    small = next((at for at, word in enumerate(lead) if not word.capital), 0)
    if described and lead[small].lower in words.prepositions:  # ``Cabang Samara dari Kementerian Dagang``
        return part.words if small > 1 else ()
    people = words.descriptions.get((lead[-1].lower,)) in PEOPLE and head != lowered(lead)
    if not described or people:  # ``media penumpang Garuda Samara``, but ``kelompok aktivis | Suara Rakyat``
        return ()
    if lead[-1].text.isdigit() and len(lead) > 1:  # ``lembaga pemikir | 38 Utara``
        return (lead[-1], *tail)
    if tail[0].numeral:  # it numbers the noun before it: ``komisi III DPRD``, ``laporan semester I``
        return (lead[-1], *tail) if words.orgs.match(lowered(lead[-1:])) else ()
    if lead[-1].lower in words.locatives & words.prepositions and not words.orgs.match(lowered(tail)):  # ``di | Muara``
        return ()
    return tail if tail[0].acronym else _without_origin(tail, words)


def _comes_from(lead: Sequence[Word], tail: Sequence[Word], words: Vocabulary) -> bool:
    """Tell whether a document comes from a body: ``Laporan dari | Kemitraan``, ``… dari para ahli di | Pusat X``.

    Where it stands it is nobody's: ``unggahan di | Facebook``, ``temuan dari tim di | Samara``.
    """
    origins = (words.prepositions & words.locatives) - words.where
    if lead[-1].lower in origins:
        return not words.places.match(lowered(tail))
    located = lead[-1].lower in words.where and any(word.lower in origins for word in lead)
    return located and (bool(words.orgs.match(lowered(tail))) or len(tail) > PLACE)


def _without_origin(name: tuple[Word, ...], words: Vocabulary) -> tuple[Word, ...]:
    """Return what follows the place before a name, and all of it where the place completes it: ``klub Bali United``."""
    origin = words.places.match(lowered(name))
    whole = origin < len(name) and all(words.completes(word.lower) for word in name[origin:])
    return name if whole else name[origin:]


def _agency(behind: tuple[Word, ...], words: Vocabulary) -> tuple[Word, ...]:
    """Return an agency's own name, behind what it is and whose, which names nobody: ``Kantor Berita Lembah | Sora``."""
    low, at = lowered(behind), 0
    telling = [not word.capital or words.completes(word.lower) or words.common(word.lower) for word in behind]
    while at + 1 < len(low) and telling[at] and (not behind[at].capital or not all(telling[at:])):
        at += 1  # ``Kantor Berita Resmi | Saba``, but all of ``Radio Nasional``
    return _without_origin(behind[at:], words)


def documents(low: tuple[str, ...], words: Vocabulary) -> int:
    """Return how many words at the start of a phrase are documents: ``Hasil Survei | Titik Temu``.

    What is a name only with them stays whole: ``Data | Survei Kesehatan Nasional``.
    """
    at = 0
    while words.descriptions.get(head := description_head(low[at:], words)) in OWNED:
        if at and all(words.completes(word) for word in low[at + len(head) :]):
            break
        at += len(head)
    return at
