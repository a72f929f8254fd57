"""The noun phrase of a source: its words in, whom it names out, as a `Phrase`.

Titles, ranks, degrees, affiliations and brackets are told apart from the name by the word lists and by what the article
says elsewhere (`Evidence`): no list of surnames could.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from attrs import evolve, field, frozen

from claimtrack.resolve.runs import Word, lowered, tokens
from claimtrack.resolve.words import WRITTEN, Vocabulary

PhraseKind = Literal[
    "person", "organisation", "role", "pronoun", "description", "indefinite", "document", "group", "other"
]
LONGEST_NAME = 6
SHORTEST_HEAD = 2  # letters of the legal forms that are no names: PT, CV
MEMO_SIZE = 16_384  # names whose words are looked up once
SLASH = "/"
REFERENCE = re.compile(r"\S*\d\S*/\S+|\S+/\S*\d\S*")
BRACKETS = {"(": ")", "[": "]"}


@frozen
class Evidence:
    """What the whole article tells about where names begin.

    Args:
        alone: lower-case word -> how often it stands as a capitalised run of its own.
        runs: the capitalised runs of the article, lower case.
        places: words that stand behind a locative, lower case.
        voices: single words that are a source, lower case.
        bodies: words of organisations that speak for nobody, lower case.
    """

    alone: Mapping[str, int] = field(factory=dict)
    runs: frozenset[tuple[str, ...]] = frozenset()
    places: frozenset[str] = frozenset()
    voices: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()


@frozen
class Phrase:
    """A noun phrase that is read.

    Args:
        kind: what it is.
        name: the words of the name without titles; empty if it names nobody.
        role: the words of the title or office, lower case, in order.
        head: the head word of a pronoun or description, lower case.
        other: a name inside it that is not the source's own ("Pengacara Iwan, Calvin").
        direct: the title stands directly before the name, so that it may be another's ("Pengacara Iwan").
    """

    kind: PhraseKind
    name: tuple[Word, ...] = ()
    role: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    other: tuple[Word, ...] = ()
    direct: bool = False


@frozen
class Segment:
    """A part of a noun phrase between commas.

    Args:
        role: lower-case role words, in order.
        role_words: how many words at its start are title or office.
        words: the words behind the role.
    """

    role: tuple[str, ...]
    words: tuple[Word, ...]


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
    alone = text[start:stop].lower()
    if alone in words.pronouns:
        return Phrase("pronoun", head=(alone,))
    plain, groups = without_brackets(_without_references(text, start, stop))
    content = [word for word in plain if word.text[0].isalnum()]
    spoken = " ".join(word.lower for word in content)
    if spoken in words.pronouns:
        return Phrase("pronoun", head=(spoken,))
    if not content or (len(content) == 1 and words.owned(spoken)):
        return Phrase("other", head=(spoken,))
    segments = [segment(part, words) for part in split_segments(plain, words)]
    if _is_group(plain, words) or _is_list(segments, words):
        return Phrase("group")
    named = _named(segments, words, evidence)
    pointing = content[-1].lower in words.demonstratives and (len(content) == 1 or not content[-1].capital)
    if pointing and (named is None or sum(len(part.words) > 1 or bool(part.role) for part in segments) <= 1):
        return Phrase("description", role=_roles(segments), head=_description_head(lowered(content), words))
    if named is None:
        return _unnamed(segments, lowered(content), words)
    aged = named.kind == "organisation" and any(has_age(group) for group in groups)
    return evolve(named, kind="person") if aged else named


def _without_references(text: str, start: int, stop: int) -> tuple[Word, ...]:
    """Return the words of ``text[start:stop]`` without those in a reference number (``32 PK/Pid.Sus/2031``)."""
    sequence = tokens(text, start, stop)
    if SLASH not in text[start:stop]:
        return sequence
    references = [found.span() for found in REFERENCE.finditer(text, start, stop)]
    return tuple(word for word in sequence if not any(a <= word.start and word.stop <= b for a, b in references))


def _is_list(segments: Sequence[Segment], words: Vocabulary) -> bool:
    """Tell whether a phrase lists several parties: ``Kenya, Namibia, dan Zimbabwe``."""
    return len(segments) > 1 and bool(segments[-1].words) and segments[-1].words[0].lower in words.org_links


def _is_group(plain: Sequence[Word], words: Vocabulary) -> bool:
    """Tell whether a phrase is names with slashes between and nothing else: ``Fajar/Fikri``."""
    if not any(word.text == SLASH for word in plain):
        return False
    parts = [part for part in split_segments(plain, words) if part]
    titled = any(words.roles.match(lowered(part)) or words.orgs.match(lowered(part)) for part in parts)
    return not titled and all(word.capital for part in parts for word in part)


def has_age(group: Sequence[Word]) -> bool:
    """Tell whether a bracket holds an age, so that even initials before it are a person's: ``SN (34)``."""
    return len(group) == 1 and group[0].text.isdigit() and len(group[0].text) == 2  # noqa: PLR2004 - 10 to 99 years


def without_brackets(sequence: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[tuple[Word, ...], ...]]:
    """Part the words outside brackets from the groups inside."""
    outside: list[Word] = []
    groups: list[tuple[Word, ...]] = []
    inside: list[Word] = []
    closing = ""
    for word in sequence:
        if closing:
            if word.text == closing:
                groups.append(tuple(inside))
                outside.append(Word(",", word.start, word.stop))
                closing, inside = "", []
            else:
                inside.append(word)
        elif word.text in BRACKETS:
            closing = BRACKETS[word.text]
        else:
            outside.append(word)
    return tuple(outside), tuple(groups)


def split_segments(sequence: Sequence[Word], words: Vocabulary) -> tuple[tuple[Word, ...], ...]:
    """Cut a phrase at its commas; a list inside the name of an organisation stays whole, degrees go."""
    parts: list[list[Word]] = [[]]
    for word in sequence:
        if word.text in {",", ";", ":", SLASH} or (word.lower in words.appositions and not word.capital):
            parts.append([])
        elif word.text[0].isalnum():
            parts[-1].append(word)
    merged: list[list[Word]] = []
    for part in parts:
        if not part or _is_degree(part, words):
            continue
        headed = merged and (words.orgs.match(lowered(merged[0])) or words.roles.match(lowered(merged[0])))
        if part[0].lower in words.org_links and headed:
            merged = [[word for group in merged for word in group] + part]
        else:
            merged.append(part)
    return tuple(_without_degrees(part, words) for part in merged)


def _is_degree(part: Sequence[Word], words: Vocabulary) -> bool:
    """Tell whether a segment is nothing but academic degrees (``S.H.``, ``M.Hum``)."""
    joined = "".join(word.lower for word in part).replace(".", "")
    return joined in words.degrees or all(word.lower.replace(".", "") in words.degrees for word in part)


def _without_degrees(part: list[Word], words: Vocabulary) -> tuple[Word, ...]:
    """Drop academic degrees that stand behind a name without a comma: ``Hardono Sasmita SH``, no ``Hakim Agung MA``."""
    last = len(part)
    while last > 1 and part[last - 1].acronym and _is_degree(part[last - 1 : last], words):
        named = [(word.lower,) for word in part[last - 2 : last]]
        if any(words.roles.match(word) or words.orgs.match(word) or words.completes(word[0]) for word in named):
            break
        last -= 1
    return tuple(part[:last] if part[last - 1].capital else part)


def segment(part: Sequence[Word], words: Vocabulary) -> Segment:
    """Part the titles at the start of a segment from the rest."""
    low = lowered(part)
    at = 0
    while at < len(part):
        length = words.roles.match(low, at) or (1 if low[at] in words.indefinites and not part[at].capital else 0)
        if not length or (length == 1 and _is_name(part, at, words)):
            break
        at += length
    return Segment(low[:at], tuple(part[at:]))


def _is_name(part: Sequence[Word], at: int, words: Vocabulary) -> bool:
    """Tell whether a word that is also a title is a name here: capitalised, a given name, no other title behind it."""
    following = part[at + 1] if at + 1 < len(part) else None
    titled = following is not None and words.roles.match((following.lower,)) > 0
    return part[at].capital and part[at].lower in words.given and not titled


def _roles(segments: Sequence[Segment]) -> tuple[str, ...]:
    return next((part.role for part in segments if part.role), ())


def capital_tail(part: Sequence[Word], words: Vocabulary) -> tuple[Word, ...]:
    """Return the capitalised words at the end of a segment, with the particles and links inside them."""
    at = len(part)
    while at > 0 and (part[at - 1].capital or _inner(part, at - 1, words)):
        at -= 1
    while at < len(part) and not part[at].capital:
        at += 1
    return tuple(part[at:])


def _inner(part: Sequence[Word], at: int, words: Vocabulary) -> bool:
    low = part[at].lower
    inner = low in words.particles or low in words.org_links or part[at].numeral
    return inner and 0 < at < len(part) - 1 and part[at - 1].capital


def is_pure(part: Segment, words: Vocabulary, evidence: Evidence) -> bool:
    """Tell whether a segment is nothing but a personal name."""
    tail = capital_tail(part.words, words)
    if not tail or len(tail) != len(part.words) or len(tail) > LONGEST_NAME:
        return False
    if set(part.role) - words.honorifics:
        return False
    low = lowered(tail)
    if (len(low) == 1 and words.owned(low[0])) or words.descriptions.get(_description_head(low, words)) in WRITTEN:
        return False
    inside = any(words.orgs.match(low, at) or words.roles.match(low, at) > 1 for at in range(1, len(low)))
    return not inside and not belongs_elsewhere(_listed(tuple([word.text for word in tail]), words), words, evidence)


def _named(segments: Sequence[Segment], words: Vocabulary, evidence: Evidence) -> Phrase | None:
    """Return the phrase of a person or organisation that the segments name, or None."""
    pure = [part for part in segments if is_pure(part, words, evidence)]
    if pure and (len(segments) > 1 or not set(pure[0].role) - words.honorifics):
        chosen = pure[0] if is_pure(segments[0], words, evidence) else pure[-1]
        others = [part for part in segments if part is not chosen]
        owning = [part for part in others if any(part.role[:n] in words.relations for n in (1, 2, 3))]
        inner = next((tail for part in owning if (tail := _person_tail(part, words, evidence))), ())
        return Phrase("person", name=chosen.words, role=_office(others, words), other=inner)
    return _led_by_name(segments, words, evidence) or _from_segment(segments, words, evidence)


def _led_by_name(segments: Sequence[Segment], words: Vocabulary, evidence: Evidence) -> Phrase | None:
    """Return the person whose name comes first and whose origin follows: ``Rina Wulandari dari Samaraya``."""
    part = segments[0].words if segments else ()
    lead = next((at for at, word in enumerate(part) if not word.capital), 0)
    if not lead or (part[lead].lower not in words.prepositions and part[lead].lower not in words.locatives):
        return None
    named = Segment(segments[0].role, part[:lead])
    known = lead > 1 or part[0].lower in words.given
    if set(named.role) - words.honorifics or not is_pure(named, words, evidence) or not known:
        return None
    return Phrase("person", name=named.words, role=lowered(part[lead:]))


def _office(segments: Sequence[Segment], words: Vocabulary) -> tuple[str, ...]:
    """Return the words of the office that stands in the segments beside a name."""
    for part in segments:
        if part.role or words.roles.match(lowered(part.words)):
            return part.role + tuple(word.lower for word in part.words)
    return ()


def _person_tail(part: Segment, words: Vocabulary, evidence: Evidence) -> tuple[Word, ...]:
    tail = capital_tail(part.words, words)
    return tail[cut:] if tail and (cut := name_begins(tail, words, evidence)) is not None else ()


def _from_segment(segments: Sequence[Segment], words: Vocabulary, evidence: Evidence) -> Phrase | None:
    titled = sorted(segments, key=lambda part: not (part.role or _behind_acronym(part, segments)))
    for part in (*(part for part in titled if _surely_named(part, words, evidence)), *titled):
        tail = capital_tail(part.words, words)
        office = set(part.role) - words.honorifics - words.indefinites
        if not tail:
            continue
        cut = _name_in(part, tail, segments, words, evidence)
        if cut is not None:
            role = part.role + lowered(part.words[: len(part.words) - len(tail) + cut])
            return Phrase("person", name=tail[cut:], role=role, direct=True)
        head = _description_head(lowered(part.words), words)
        written = words.descriptions.get(head)
        if written != "statute" and not office and not set(part.role) & words.indefinites:
            tail = tail[len(head) :] if written == "document" and part.words[0] == tail[0] else tail
            if not tail:
                continue
            organisation = _organisation(part, tail, words)
            if organisation:
                return Phrase("organisation", name=organisation, head=lowered(part.words[:1]))
    return None


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
    if part.role or ranked or titled or (acronym and not words.orgs.match(low)):
        return name_begins(tail, words, evidence)
    mixed = acronym or any(other.role for other in segments) or words.places.match(low)
    cut = name_begins(tail, words, evidence) if mixed else None
    return cut if cut is not None and is_certain(low[cut:], words, evidence) else None


def is_certain(name: Sequence[str], words: Vocabulary, evidence: Evidence) -> bool:
    """Tell whether words behind an organisation are surely a person: two or more, the first known as a name."""
    known = name[0] in words.given or evidence.alone.get(name[0], 0) > 1
    return len(name) > 1 and (known or not evidence.voices.isdisjoint(name))


def _behind_acronym(part: Segment, segments: Sequence[Segment]) -> bool:
    """Tell whether a later segment is an acronym and at least two more words: ``Partai X (PX) MK Yoo San-Bum``."""
    return part is not segments[0] and len(part.words) > 2 and part.words[0].acronym  # noqa: PLR2004


def _organisation(part: Segment, tail: tuple[Word, ...], words: Vocabulary) -> tuple[Word, ...]:
    """Return the words of the organisation a segment names: the capitalised tail, or all of an institution."""
    lead = part.words[: len(part.words) - len(tail)]
    low = lowered(part.words)
    if not lead:
        return tail
    if words.institutions.match(low) and len(lead) <= 4:  # noqa: PLR2004
        return part.words
    described = any(low[:length] in words.descriptions for length in (1, 2, 3)) or words.orgs.match(low)
    if not described or lead[-1].lower in words.prepositions:
        return ()
    origin = 0 if tail[0].acronym else words.places.match(lowered(tail))
    return tail[origin:]


@frozen
class Listing:
    """What the lists alone tell of a capitalised tail.

    Args:
        low: its words in lower case.
        covered: for each word, whether it belongs to a place, an office or an organisation.
        bodies: where the head of an organisation stands.
        heads: likewise, or an acronym.
        open_bodies: where an organisation begins whose own name follows: ``PT``, ``Partai``, not ``DPR``.
    """

    low: tuple[str, ...]
    covered: tuple[bool, ...]
    bodies: tuple[int, ...]
    heads: tuple[int, ...]
    open_bodies: tuple[int, ...]

    @property
    def organised(self) -> bool:
        """Whether it begins with an organisation."""
        return self.heads[:1] == (0,)


@frozen
class Outline:
    """What the lists alone tell of a run of capitalised words.

    Args:
        low: its words in lower case.
        role: how many words at its start are title or office.
        tail: how many words stand before its capitalised tail.
        name: the capitalised tail; empty if there is none.
        body: it begins with the head of an organisation.
    """

    low: tuple[str, ...]
    role: int
    tail: int
    name: Listing
    body: bool


def outline_of(sequence: Sequence[Word], words: Vocabulary) -> Outline:
    """Return what the lists tell of the words of a run; newspapers write few names often, so the latest are kept."""
    return _outline(tuple([word.text for word in sequence]), words)


@lru_cache(maxsize=MEMO_SIZE)
def _outline(texts: tuple[str, ...], words: Vocabulary) -> Outline:
    sequence = tuple([Word(text, 0, len(text)) for text in texts])
    low, part = lowered(sequence), segment(sequence, words)
    tail = capital_tail(part.words, words)
    before = len(texts) - len(tail)
    return Outline(low, len(part.role), before, _listed(texts[before:], words), words.orgs.match(low) > 0)


def name_begins(tail: Sequence[Word], words: Vocabulary, evidence: Evidence) -> int | None:
    """Return the index in a capitalised tail where a personal name begins, or None if it holds no name."""
    return where_name_begins(_listed(tuple([word.text for word in tail]), words), words, evidence)


def where_name_begins(tail: Listing, words: Vocabulary, evidence: Evidence) -> int | None:
    """Return the index in a capitalised tail where a personal name begins, or None if it holds no name.

    Each beginning gets a score from the lists and from the article; the best one above zero wins, the earlier on a tie.
    """
    low, covered = tail.low, _covered(tail, words, evidence)
    first = max(_behind_ranks(low, words), _behind_body(tail, evidence))
    best: tuple[float, int] | None = None
    for cut in range(max(first, len(low) - LONGEST_NAME), len(low)):
        score = _score(cut, low, covered, words, evidence)
        if score > 0 and (best is None or score > best[0]):
            best = (score, cut)
    return None if best is None else best[1]


def _behind_ranks(low: tuple[str, ...], words: Vocabulary) -> int:
    """Return the index behind the last rank inside a tail: a name begins no earlier (``Panwas Hj. Zubaidah``)."""
    for at in range(len(low) - 2, 0, -1):
        if low[at] in words.honorifics and low[at] not in words.given:
            return at + 1
    return 0


def _behind_body(tail: Listing, evidence: Evidence) -> int:
    """Return the index of a first name that speaks alone behind an organisation: ``PT Energi Lestari | Bagas Wira``.

    The name of a body that is written with capitals only is whole: ``DPR Sufmi Dasco`` is two words of one person.
    """
    low, head = tail.low, next(iter(tail.open_bodies), len(tail.low))
    spoken = (at for at in range(head + 2, len(low) - 1) if low[at] in evidence.voices)
    return next(spoken, 0)


def belongs_elsewhere(tail: Listing, words: Vocabulary, evidence: Evidence) -> bool:
    """Tell whether a capitalised tail begins with a place, an office or an organisation."""
    low = tail.low
    if tail.covered[0] or _located(low[0], words, evidence):
        return True
    return tail.bodies[:1] == (0,) and any(low[:stop] in evidence.runs for stop in range(2, len(low)))


def _covered(tail: Listing, words: Vocabulary, evidence: Evidence) -> list[bool]:
    """Tell for each word whether it belongs to a place, an office or an organisation rather than to a person."""
    low, covered = tail.low, list(tail.covered)
    for at in tail.bodies:
        for stop in range(len(low) - 1, at + 1, -1):
            if low[at:stop] in evidence.runs:
                covered[at:stop] = [True] * (stop - at)
    for at, word in enumerate(low):
        behind_head = at > 0 and low[at - 1] in words.place_heads and at + 1 < len(low)
        if behind_head or _located(word, words, evidence):
            covered[at] = True
    return covered


def _located(word: str, words: Vocabulary, evidence: Evidence) -> bool:
    """Tell whether the article uses a word as a place or in the name of an organisation, and it is no given name."""
    return (word in evidence.places or word in evidence.bodies) and word not in words.given


@lru_cache(maxsize=MEMO_SIZE)
def _listed(texts: tuple[str, ...], words: Vocabulary) -> Listing:
    """Return what the lists alone tell of the words of a tail."""
    tail = [Word(text, 0, len(text)) for text in texts]
    low = lowered(tail)
    covered = [
        (word.acronym and word.lower not in words.given) or word.numeral or words.completes(word.lower) for word in tail
    ]
    for phrases in (words.places, words.orgs, words.roles):
        for at in range(len(low)):
            length = phrases.match(low, at)
            for inside in range(at, at + (0 if length == 1 and low[at] in words.given else length)):
                covered[inside] = True
    bodies = tuple(at for at in range(len(low)) if words.orgs.match(low, at))
    heads = tuple(at for at, word in enumerate(tail) if at in bodies or word.acronym)
    open_bodies = tuple(at for at in bodies if len(low[at]) <= SHORTEST_HEAD or not tail[at].acronym)
    return Listing(low, tuple(covered), bodies, heads, open_bodies)


def _score(cut: int, low: tuple[str, ...], covered: list[bool], words: Vocabulary, evidence: Evidence) -> float:
    """Return how well a name begins at an index: above zero if more speaks for it than against."""
    name, prefix = low[cut:], low[:cut]
    named = [word in words.given or word in evidence.voices for word in name]
    score = -6.0 if covered[cut] else 0.0
    score -= 2.0 * sum(covered[cut + 1 :])
    score += 3.0 if cut == 0 or covered[cut - 1] else 0.0
    score += 3.0 if name[0] in words.given else 0.0
    score += (4.0 if len(name) > 1 else 2.0) if name[0] in evidence.voices else 0.0
    score += 1.0 if evidence.alone.get(name[0], 0) else 0.0
    score += 1.0 if not evidence.voices.isdisjoint(name[1:]) else 0.0
    score += 4.0 if len(name) > 1 and name in evidence.runs else 0.0
    score -= 6.0 if not named[0] and evidence.alone.get(name[0], 0) and any(named[1:]) else 0.0
    score -= sum(4.0 for at in range(cut) if not covered[at] and low[at] in evidence.voices)
    score -= 3.0 if prefix and not any(covered[:cut]) else 0.0
    score -= 2.0 if prefix and not covered[cut - 1] else 0.0
    score -= 2.0 if prefix and words.orgs.match(low, cut - 1) else 0.0
    score -= 1.0 if len(name) == 1 and cut else 0.0
    score -= 1.0 if low[cut] in words.org_links or low[cut] in words.particles else 0.0
    return score


def _description_head(low: tuple[str, ...], words: Vocabulary) -> tuple[str, ...]:
    """Return the longest start of a phrase that heads a description; its first word if none does."""
    for length in range(min(3, len(low)), 0, -1):
        if low[:length] in words.descriptions:
            return low[:length]
    return low[:1]


def _unnamed(segments: Sequence[Segment], low: tuple[str, ...], words: Vocabulary) -> Phrase:
    head = _description_head(low, words)
    if low[0] in words.indefinites:
        return Phrase("indefinite", head=head, role=_roles(segments))
    if words.descriptions.get(head) in WRITTEN:
        return Phrase("document", head=head)
    if words.roles.match(low):
        return Phrase("role", role=low, head=head)
    return Phrase("other", head=head)
