"""The noun phrase of a source: its words in, whom it names out, as a `Phrase`.

Titles, ranks, degrees, affiliations and brackets are told apart from the name by the word lists and by what the article
says elsewhere (`Evidence`): no list of surnames could.
"""

import re
from collections.abc import Sequence
from functools import partial

from attrs import evolve

from claimtrack.attribute.written import WRITTEN
from claimtrack.resolve.beginnings import (
    LONGEST_NAME,
    Evidence,
    belongs_elsewhere,
    is_certain,
    listed,
    name_begins,
)
from claimtrack.resolve.bodies import documents, organisation
from claimtrack.resolve.inner import inner_phrase
from claimtrack.resolve.phrase import Phrase, bare, description_head
from claimtrack.resolve.runs import Word, lowered, parted, tokens
from claimtrack.resolve.segments import (
    BRACKETS,
    Segment,
    before_bracket,
    capital_tail,
    has_age,
    is_anothers,
    is_owning,
    office_of,
    roles_of,
    segment,
    split_segments,
    without_brackets,
    without_titles,
)
from claimtrack.resolve.words import MEDIA, OWNED, SLASH, Vocabulary

SHORTEST_TITLED = 3  # words: a name, what somebody is and of what
REFERENCE = re.compile(r"\S*\d\S*/\S+|\S+/\S*\d\S*|[IVXLC]+/[^\s,]+")
UNIT = re.compile(r"([A-Z]\w+) ((?:\d+|[IVXLC]+)/[A-Z]\w+(?: [A-Z]\w+)?)")  # ``Kodim 0735/Muara``


def read_phrase(text: str, start: int, stop: int, words: Vocabulary, evidence: Evidence) -> Phrase:
    """Read the noun phrase ``text[start:stop]``.

    Args:
        text: the article.
        start: offset of the phrase.
        stop: offset behind it.
        words: the vocabulary.
        evidence: what the article tells about names.

    Returns:
        The phrase; of kind ``other`` if nothing fits.
    """
    if (whole := _whole(text, start, stop, words)) is not None:
        return whole
    sequence = tuple([part for word in _without_references(text, start, stop) for part in parted(text, word, words)])
    called = words.descriptions.get(description_head(lowered(sequence), words)) == "account"
    plain, groups = without_brackets(sequence if called else without_titles(sequence))
    plain = _without_others(plain, words)
    content = [word for word in plain if word.text[0].isalnum()]
    inner = inner_phrase(start, stop, plain, partial(read_phrase, text, words=words, evidence=evidence), words)
    if inner is not None:
        return inner
    if len(content) == 1 and content[0].lower in evidence.initials:  # somebody's, though ``Ps`` is a title too
        return Phrase("person", name=tuple(content))
    if (nameless := bare(content, words, evidence)) is not None:
        return nameless
    segments = [segment(part, words, text) for part in split_segments(plain, words)]
    joined = [word.lower for word in content[:2]]  # ``saya dan Bu Ratna``
    paired = len(joined) > 1 and joined[0] in words.pronouns and joined[1] in words.conjunctions
    listed = _is_list(segments, words) and not _tells_who(segments, words, evidence)
    if paired or _is_group(plain, words) or listed:
        return Phrase("group")
    if short := _acronym(plain, segments, words):  # ``badan intelijen Korea Selatan, | NIS``
        return Phrase("organisation", name=short, head=lowered(short))
    named = _named(segments, words, evidence)
    if _is_pointing(content, words) and _only_describes(segments, named, words, evidence):
        return Phrase("description", role=roles_of(segments), head=description_head(lowered(content), words))
    if named is None or is_anothers(segments[0], named.name, words):
        return _unnamed(segments, lowered(content), words)
    part = segments[-1] if named.name[-1:] == segments[-1].words[-1:] else None  # the name ends the phrase
    if named.kind == "person" and part and (body := _shortened(part, groups, text[stop - 1 : stop], words)):
        return Phrase("organisation", name=body, head=lowered(body[:1]))
    aged = any(has_age(group) for group in groups) or (
        len(named.name) == 1 and named.name[0].lower in evidence.initials
    )
    return evolve(named, kind="person") if aged and named.kind == "organisation" else named


def _acronym(plain: Sequence[Word], segments: Sequence[Segment], words: Vocabulary) -> tuple[Word, ...]:
    """Return the short name that a comma parts from a body and that closes a phrase, nothing if none does."""
    apposed = len(segments) == 2 and len(segments[1].words) == 1 and not segments[1].bound  # noqa: PLR2004
    closing = plain[-2:] if apposed and len(plain) > 2 and plain[-2].text == "," else ()  # noqa: PLR2004
    short = bool(closing) and closing[1].acronym and not segments[0].role and not segments[1].role
    return segments[1].words if short and words.orgs.match(lowered(segments[0].words)) else ()


def _is_pointing(content: Sequence[Word], words: Vocabulary) -> bool:
    """Tell whether a phrase points back: ``petugas itu``, not ``seorang petugas yang menangani perkara itu``."""
    last = content[-1]
    new = content[0].lower in words.indefinites and any(word.lower in words.relatives for word in content)
    return last.lower in words.demonstratives and not new and (len(content) == 1 or not last.capital)


def _only_describes(segments: Sequence[Segment], named: Phrase | None, words: Vocabulary, evidence: Evidence) -> bool:
    """Tell whether a phrase that points back names nobody: ``petugas itu``, not ``Asep, pedagang di pasar itu``."""
    if len(segments) > 1 and is_pure(segments[0], words, evidence):
        return False
    if named is None or sum(len(part.words) > 1 or bool(part.role) for part in segments) <= 1:
        return True
    # ``warga Jalan Melati, Lembah, Muara ini``: where he lives
    return bool(segments[0].role) and not any(_surely_named(part, words, evidence) for part in segments)


def _shortened(part: Segment, groups: Sequence[Sequence[Word]], end: str, words: Vocabulary) -> tuple[Word, ...]:
    """Return the body whose acronym closes a phrase in brackets: ``Tim peneliti | Universitas Lestari (UNL)``."""
    closing = groups[-1] if groups and end in BRACKETS.values() else ()
    at = next((at for at in range(len(part.words)) if words.orgs.match(lowered(part.words), at)), None)
    return part.words[at:] if at is not None and len(closing) == 1 and closing[0].acronym else ()


def _without_references(text: str, start: int, stop: int) -> tuple[Word, ...]:
    """Return the words of ``text[start:stop]`` without those in a reference number (``32 PK/Pid.Sus/2031``)."""
    sequence = tokens(text, start, stop)
    if SLASH not in text[start:stop]:
        return sequence
    references = [found.span() for found in REFERENCE.finditer(text, start, stop)]
    return tuple(word for word in sequence if not any(a <= word.start and word.stop <= b for a, b in references))


def _whole(text: str, start: int, stop: int, words: Vocabulary) -> Phrase | None:
    """Return a pronoun, or the body that a number and a name close (``Kodim 0735/Muara``), None if it is neither."""
    alone = text[start:stop].lower()
    if alone in words.pronouns:
        return Phrase("pronoun", head=(alone,))
    found = UNIT.fullmatch(text, start, stop) if SLASH in alone else None
    if found is None or found[1].lower() not in words.orgs.single:
        return None
    name = tuple(Word.of(found[part], *found.span(part)) for part in (1, 2))
    return Phrase("organisation", name=name, head=(name[0].lower,))


def _without_others(plain: tuple[Word, ...], words: Vocabulary) -> tuple[Word, ...]:
    """Return a phrase without those who have no name beside somebody named: ``Rahmat | dan beberapa warga lainnya``.

    So goes who is only one of several: ``sejumlah warga, | termasuk Rahmat``.
    """
    for at in range(1, len(plain) - 1):
        pair = f"{plain[at].lower} {plain[at + 1].lower}"
        aside = not words.circle.companions.isdisjoint({plain[at].lower, pair})
        if aside and plain[-1].lower not in words.demonstratives:
            return plain[:at]  # ``Ketua Rahmat | bersama Sekretaris Budi``
        beside = plain[at + 1].lower in words.indefinites | words.circle.beside
        if plain[at].lower in words.conjunctions and beside and plain[at - 1].capital:
            return plain if any(word.capital for word in plain[at:]) else plain[:at]
    return plain


def _is_list(segments: Sequence[Segment], words: Vocabulary) -> bool:
    """Tell whether a phrase lists several parties: ``Kenya, Namibia, dan Zimbabwe``."""
    return len(segments) > 1 and bool(segments[-1].words) and segments[-1].words[0].lower in words.conjunctions


def _tells_who(segments: Sequence[Segment], words: Vocabulary, evidence: Evidence) -> bool:
    """Tell whether a conjunction stands in an office behind a name: ``Rina Sari, | pakar anak dan remaja``."""
    if len(segments) != 2 or len(segments[0].words) == 1 or not is_pure(segments[0], words, evidence):  # noqa: PLR2004
        return False
    office = segments[1]
    last = Segment((), office.words[1:])  # behind the conjunction
    small = all(not word.capital for word in last.words)
    return bool(office.role) and (small or not is_pure(last, words, evidence))


def _is_group(plain: Sequence[Word], words: Vocabulary) -> bool:
    """Tell whether a phrase is names with slashes between and nothing else: ``Fajar/Fikri``."""
    if not any(word.text == SLASH for word in plain):
        return False
    parts = [part for part in split_segments(plain, words) if part]
    titled = any(words.roles.match(lowered(part)) or words.orgs.match(lowered(part)) for part in parts)
    return not titled and all(word.capital for part in parts for word in part)


def is_pure(part: Segment, words: Vocabulary, evidence: Evidence) -> bool:
    """Tell whether a segment is nothing but a personal name."""
    tail = capital_tail(part.words, words)
    if not tail or len(tail) != len(part.words) or len(tail) > LONGEST_NAME:
        return False
    if not words.is_rank(part.role):
        return False
    low = lowered(tail)
    if not all(word.capital or word.lower in words.particles for word in tail):
        return False
    if (len(low) == 1 and words.owned(low[0])) or words.descriptions.get(description_head(low, words)) in WRITTEN:
        return False
    if _titled_at(tail, words) > 1:  # ``Rina Wulandari | Ketua Aliansi Rawa``
        return False
    inside = any(words.orgs.match(low, at) or words.roles.match(low, at) > 1 for at in range(1, len(low)))
    return not inside and not belongs_elsewhere(listed(tail, words), words, evidence)


def _named(segments: Sequence[Segment], words: Vocabulary, evidence: Evidence) -> Phrase | None:
    """Return the phrase of a person or organisation that the segments name, or None."""
    pure = [part for part in segments if is_pure(part, words, evidence)]
    if pure and (len(segments) > 1 or words.is_rank(pure[0].role)):
        first = pure[0] is segments[0] and not is_owning(pure[0], words)  # not ``Kakak Rina, | Budi Santoso``
        chosen = pure[0] if first else pure[-1]
        known = [part for part in pure if len(part.words) > 1 and part.words[0].lower in words.given]
        if known and chosen.words[0].lower not in words.given:  # ``Kepala Mutu Vexon, Rina Wulandari``
            chosen = known[0]
        others = [part for part in segments if part is not chosen]
        owning = [part for part in others if is_owning(part, words)]
        inner = next((tail for part in owning if (tail := _person_tail(part, words, evidence))), ())
        return Phrase("person", name=chosen.words, role=office_of(others, words), other=inner)
    return _led_by_name(segments, words, evidence) or _from_segment(segments, words, evidence)


def _led_by_name(segments: Sequence[Segment], words: Vocabulary, evidence: Evidence) -> Phrase | None:
    """Return the person whose name comes first in a segment and whose origin follows: ``Rina Wulandari dari Samaraya``.

    So may who he is, where a comma is missing: ``Rina Wulandari | Ketua Aliansi Lestari (AL)``.
    ``Seorang pakar, Rina Wulandari dari Samaraya``: the segments beside tell the office.
    """
    for part in segments:
        titled = _titled_at(part.words, words)
        lead = titled or next((at for at, word in enumerate(part.words) if not word.capital), 0)
        if not lead or (not titled and part.words[lead].lower not in words.prepositions | words.locatives):
            continue
        named = Segment(part.role, part.words[:lead])
        first = part.words[0].lower
        known = lead > 1 or first in words.given or (titled and first in evidence.voices)
        known = known or (titled == 1 and _is_plain_title(part.words, words))
        if known and words.is_rank(named.role) and is_pure(named, words, evidence):
            office = office_of([other for other in segments if other is not part], words)
            return Phrase("person", name=named.words, role=office or lowered(part.words[lead:]))
    return None


def _is_plain_title(part: Sequence[Word], words: Vocabulary) -> bool:
    """Tell whether a name that nothing else knows stands before a title in small letters: ``Suroto | ketua takmir``."""
    first = part[0].lower
    plain = first in words.indefinites | words.function_words or words.common(first) or (first,) in words.descriptions
    small = all(not word.capital for word in part[1:])
    return small and not plain and words.roles.match(lowered(part), 1) > 0


def _titled_at(part: Sequence[Word], words: Vocabulary) -> int:
    """Return where who somebody is begins behind his name: ``Rina Wulandari | Ketua Aliansi``; 0 if it does not."""
    low = lowered(part)
    if len(part) < SHORTEST_TITLED or words.orgs.match(low) or words.places.match(low):
        return 0
    for at in range(1, len(part) - 1):
        if words.roles.match(low, at) or low[at] in words.indefinites:
            return 0 if low[at] in words.given or low[at] in words.honorifics else at
        if not part[at].capital:
            break
    return 0


def _person_tail(part: Segment, words: Vocabulary, evidence: Evidence) -> tuple[Word, ...]:
    tail = capital_tail(part.words, words)
    return tail[cut:] if tail and (cut := name_begins(tail, words, evidence)) is not None else ()


def _from_segment(segments: Sequence[Segment], words: Vocabulary, evidence: Evidence) -> Phrase | None:
    titled = sorted(segments, key=lambda part: not (part.role or _behind_acronym(part, segments)))
    for whole in (*(part for part in titled if _surely_named(part, words, evidence)), *titled):
        part = _without_origin_behind(whole, segments, words, evidence)
        tail = capital_tail(part.words, words)
        office = set(part.role) - words.honorifics - words.indefinites
        # ``Media Norlandia`` names nobody
        alone = len(segments) == 1 and words.descriptions.get(description_head(lowered(part.words), words)) not in MEDIA
        if not tail or (not alone and _is_of_country(part, words)) or _explains(part, segments, words):
            continue
        cut = _name_in(part, tail, segments, words, evidence)
        if cut is not None:
            lead = lowered(part.words[: len(part.words) - len(tail) + cut])
            role = before_bracket(whole, segments, words) + part.role + lead
            return Phrase("person", name=tail[cut:], role=role, direct=True)
        head = description_head(lowered(part.words), words)
        written = words.descriptions.get(head)
        if _is_origin(part, segments, words):
            continue
        if written == "account" and len(head) < len(part.words) and part.words[len(head)].capital:
            return Phrase("organisation", name=part.words[len(head) :], head=head)
        if written != "statute" and not office and not set(part.role) & words.indefinites:
            tail = tail[documents(lowered(tail), words) :] if written in OWNED and part.words[0] == tail[0] else tail
            if not tail:
                continue
            owned = len(part.words) == 1 and words.owned(part.words[0].lower)  # ``Isinya``
            body = () if owned else organisation(part, tail, words)
            held = part.bound and bool(segments[0].role)  # ``Direktur Pengabdian (DPKM) | UGM``: who holds it
            if body and not held:
                return Phrase("organisation", name=body, head=lowered(part.words[:1]))
    return None


def _without_origin_behind(
    part: Segment, segments: Sequence[Segment], words: Vocabulary, evidence: Evidence
) -> Segment:
    """Return a segment up to a name that where somebody is from follows: ``pakar gizi Rina | dari Kampus Lestari``."""
    for at in range(1, len(part.words) - 1):
        if part.words[at].capital or part.words[at].lower not in words.prepositions | words.locatives:
            continue
        named = part._replace(words=part.words[:at])
        tail = capital_tail(named.words, words)
        cut = _name_in(named, tail, segments, words, evidence) if tail and tail[-1] == named.words[-1] else None
        if cut is not None and (len(tail) > cut + 1 or tail[cut].lower in words.given):
            return named
    return part


def _surely_named(part: Segment, words: Vocabulary, evidence: Evidence) -> bool:
    """Tell whether a segment ends with a name that is known, so that it outweighs the segments before it."""
    tail = capital_tail(part.words, words)
    cut = name_begins(tail, words, evidence) if tail else None
    return cut is not None and is_certain(lowered(tail)[cut:], words, evidence)


def _name_in(
    part: Segment, tail: Sequence[Word], segments: Sequence[Segment], words: Vocabulary, evidence: Evidence
) -> int | None:
    """Return where a personal name begins in a segment that can hold one, None if it cannot."""
    low = lowered(tail)
    lead = lowered(part.words[: len(part.words) - len(tail)])
    ranked = any(word in words.honorifics and word not in words.given for word in low[1:-1])
    titled = any(words.roles.match(lead, at) for at in range(len(lead)))
    acronym = _behind_acronym(part, segments)
    if part.role or part.bound or ranked or titled or (acronym and not words.orgs.match(low)):
        cut = name_begins(tail, words, evidence, part.role)
        placed = lead[-1:] and lead[-1] in words.where  # ``Petugas di | Muara International Stadium``
        # ``… di | Kairo Rina Wulan``
        behind = cut is not None and len(low) > cut + 1 and words.places.match(low) == cut
        return cut if not placed or behind or (cut and is_certain(low[cut:], words, evidence)) else None
    closed = not words.inner.isdisjoint(low[1:-1])  # ``Bank Samaraya Tbk Rina Wulandari``
    titles = any(other.role for other in segments)
    opened = words.openings.found(low) and not words.orgs.match(low)  # ``Manejer Kupang | I Wayan Wirawan``
    mixed = acronym or closed or titles or opened or words.places.match(low)
    cut = name_begins(tail, words, evidence) if mixed else None
    if cut is not None and _is_origin(part, segments, words) and len(low) > cut + 1:
        return cut  # ``petani asal Desa Rawa, Kabupaten Pati | Ajat Sudrajat``
    return cut if cut is not None and is_certain(low[cut:], words, evidence) else None


def _is_of_country(part: Segment, words: Vocabulary) -> bool:
    """Tell whether a segment only says what body it is, and of which country: ``media Inggris, | The Lantern``."""
    low = lowered(part.words)
    behind = low[len(description_head(low, words)) :] if words.descriptions.get(description_head(low, words)) else ()
    return bool(behind) and words.places.match(behind) == len(behind)


def _explains(part: Segment, segments: Sequence[Segment], words: Vocabulary) -> bool:
    """Tell whether a segment only says what the body is that the next one names: ``badan nuklir PBB, | Badan Energi``.

    It ends with whose it is, which is an acronym.
    """
    behind = segments[1].words if len(segments) > 1 and part is segments[0] else ()
    small = any(not word.capital for word in part.words) and part.words[-1].acronym and not part.role
    named = len(behind) > 1 and all(word.capital for word in behind) and words.orgs.match(lowered(behind)) > 0
    return small and named and words.orgs.match(lowered(part.words)) > 0


def _is_origin(part: Segment, segments: Sequence[Segment], words: Vocabulary) -> bool:
    """Tell whether a segment is where somebody is from, whom another one tells of: ``Warga Desa X, | Kecamatan Y``."""
    low = lowered(part.words)
    place = part is not segments[0] and (low[0] in words.place_heads or words.places.match(low) == len(low))
    role, opening = segments[0].role, segments[0].words[:1]
    indefinite = any(word.lower in words.indefinites for word in opening)
    located = any(word.lower in words.locatives for word in segments[0].words)  # ``Polisi di Muara, | Lembah Utara``
    return place and (indefinite or located or (bool(role) and not words.orgs.match(role)))


def _behind_acronym(part: Segment, segments: Sequence[Segment]) -> bool:
    """Tell whether a later segment is an acronym and at least two more words: ``Partai X (PX) MK Yoo San-Bum``."""
    return part is not segments[0] and len(part.words) > 2 and part.words[0].acronym  # noqa: PLR2004


def _unnamed(segments: Sequence[Segment], low: tuple[str, ...], words: Vocabulary) -> Phrase:
    head = description_head(low, words)
    if low[0] in words.indefinites:
        return Phrase("indefinite", head=head, role=roles_of(segments))
    if words.descriptions.get(head) in WRITTEN:
        return Phrase("document", head=head)
    if words.roles.match(low):
        return Phrase("role", role=low, head=head)
    return Phrase("other", head=head)
