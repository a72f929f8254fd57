"""Where a personal name begins: a capitalised tail of words in, the index of the first word of a name out.

The word lists tell what belongs to a place, an office or an organisation, the rest of the article (`Evidence`) who
goes by which word.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from attrs import field, frozen

from claimtrack.resolve.houses import behind_head, behind_house, is_headed
from claimtrack.resolve.runs import Word, lowered
from claimtrack.resolve.segments import KOREAN, capital_tail, is_korean, segment
from claimtrack.resolve.words import GENERIC, Vocabulary

LONGEST_NAME = 6
UNIT = (2, 3)  # words of a place of several
SHORTEST_ARTICLED = 3  # words with an article: ``al-Qassam Abu`` may be one name
SHORTEST_HEAD = 2  # letters of the legal forms that are no names: PT, CV
MEMO_SIZE = 16_384  # names whose words are looked up once
CAMEL = re.compile(r"[A-Z]?[a-z]{3,}[A-Z]")
Alone = tuple[str, bool, bool]  # a word in lower case, whether it belongs to no person by itself, whether an acronym


@frozen
class Evidence:
    """What the whole article tells about where names begin.

    Args:
        alone: lower-case word -> how often it stands as a capitalised run of its own.
        runs: the capitalised runs of the article, lower case.
        firsts: their first words.
        surnames: their words behind a given name that they begin with.
        places: words that stand behind a locative, lower case.
        voices: single words that are a source, lower case.
        inside: single words that stand capitalised inside a sentence, lower case.
        initials: single words that an age follows somewhere, lower case: ``SM (27)`` is a person.
        bodies: words of organisations that speak for nobody, lower case.
        units: the `Outline.unit` of every run.
        leads: start of a run -> the title that opens its sentence and leads to it, lower case.
        members: where runs begin that go on with a list.
        begun: where the name in a tail begins, once that was asked; a name comes again and again.
    """

    alone: Mapping[str, int] = field(factory=dict)
    runs: frozenset[tuple[str, ...]] = frozenset()
    firsts: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    voices: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    units: frozenset[tuple[str, ...]] = frozenset()
    leads: Mapping[int, tuple[str, ...]] = field(factory=dict)
    members: frozenset[int] = frozenset()
    begun: dict["Listing", int | None] = field(factory=dict, init=False, eq=False, repr=False)


@frozen(eq=False)
class Listing:
    """What the lists alone tell of a capitalised tail; it can key a cache.

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
        placed: the words that stand behind the head of a place, no title's: ``Kecamatan | Gunungpati``.
        unit: the two or three words behind the last head of a place: ``Provinsi | Bumi Lestari``; empty if none are.
    """

    low: tuple[str, ...]
    role: int
    tail: int
    name: Listing
    body: bool
    placed: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()


class Lists(NamedTuple):
    """What a pack's lists tell of the words of a run, and of those of a tail."""

    outline: Callable[[tuple[str, ...]], Outline]
    listed: Callable[[tuple[str, ...]], Listing]


@cache
def lists_of(words: Vocabulary) -> Lists:
    """Return what asks the lists of a pack; newspapers write few names often, so the latest answers are kept.

    Words alone are the fastest key, and one that garbage collection need not follow.
    """

    @lru_cache(maxsize=MEMO_SIZE)
    def alone(text: str) -> Alone:
        return _alone(text, words)

    @lru_cache(maxsize=MEMO_SIZE)
    def listed(texts: tuple[str, ...]) -> Listing:
        return _listed([alone(text) for text in texts], words)

    @lru_cache(maxsize=MEMO_SIZE)
    def outline(texts: tuple[str, ...]) -> Outline:
        sequence = tuple([Word.of(text, 0, len(text)) for text in texts])
        low, part = lowered(sequence), segment(sequence, words)
        before = len(texts) - len(capital_tail(part.words, words))
        body, placed = words.orgs.match(low) > 0, _placed(low, len(part.role), words)
        return Outline(low, len(part.role), before, listed(texts[before:]), body, placed, _unit(low, words))

    return Lists(outline, listed)


def _placed(low: tuple[str, ...], role: int, words: Vocabulary) -> tuple[str, ...]:
    """Return the words that stand behind the head of a place: one, and a second where nobody's title goes before."""
    heads = words.place_heads
    nobody = not role or words.descriptions.get(low[:role]) in GENERIC  # ``Warga Desa Bumi Makmur``
    return tuple(
        [
            word
            for at in range(role, len(low) - 1)
            if low[at] in heads
            for word in low[at + 1 : at + (3 if nobody and len(low) == at + 3 else 2)]
        ]
    )


def _unit(low: tuple[str, ...], words: Vocabulary) -> tuple[str, ...]:
    """Return the words behind the last head of a place in a run, if they are as many as `UNIT` says."""
    return next((low[-size:] for size in UNIT if len(low) > size and low[-size - 1] in words.place_heads), ())


def listed(tail: Sequence[Word], words: Vocabulary) -> Listing:
    """Return what the lists alone tell of the words of a tail."""
    return lists_of(words).listed(tuple([word.text for word in tail]))


def name_begins(tail: Sequence[Word], words: Vocabulary, evidence: Evidence, role: tuple[str, ...] = ()) -> int | None:
    """Return what `where_name_begins` returns of the words of a tail."""
    return where_name_begins(listed(tail, words), words, evidence, role)


def where_name_begins(tail: Listing, words: Vocabulary, evidence: Evidence, role: tuple[str, ...] = ()) -> int | None:
    """Return the index in a capitalised tail where a personal name begins, or None if it holds no name.

    Each beginning gets a score from the lists and from the article; the best one above zero wins, the earlier on a tie.
    Behind a role that ends with the head of a house goes its name: ``Kepala Desa | Suka Maju | Rina Sari``.
    """
    if tail not in evidence.begun:
        evidence.begun[tail] = _best_beginning(tail, words, evidence)
    cut = evidence.begun[tail]
    if cut is None or not is_headed(role, tail.low, words) or _is_told(cut, 1, tail, words, evidence):
        return cut
    return behind_house(1, tail.low, tail.covered, evidence.voices, words)


def _best_beginning(tail: Listing, words: Vocabulary, evidence: Evidence) -> int | None:
    """Find what `where_name_begins` returns."""
    low, covered = tail.low, _covered(tail, words, evidence)
    ranked = _behind_ranks(low, words)
    first = max(ranked, _behind_body(tail, words, evidence))
    opens = not words.openings.by_first.keys().isdisjoint(low)  # few do
    opening = next((at for at in range(len(low)) if words.opens_name(low, at)), None) if opens else None
    if opening is not None and opening >= first and not _named_after(opening, tail, words):
        return opening
    if first <= len(low) - KOREAN and is_korean(low, words):  # ``Kementerian Unifikasi | Koo Byoung-sam``
        return len(low) - KOREAN
    first = max(first, house := behind_head(low, words))
    best: tuple[float, int] | None = None
    for cut in range(max(first, len(low) - LONGEST_NAME), len(low)):
        if cut and _parts_name(cut, low, words):
            continue
        score = _score(cut, tail, covered, words, evidence)
        if score > 0 and (best is None or score > best[0]):
            best = (score, cut)
    if best is None and 0 < ranked < len(low) - 1 and not covered[ranked] and 0 not in tail.bodies:
        return ranked  # ``Pdt | Henrika Muara``
    if house and not (best and _is_told(best[1], house, tail, words, evidence)):
        return behind_house(first, low, tail.covered, evidence.voices, words)
    return None if best is None else best[1]


def _is_told(cut: int, house: int, tail: Listing, words: Vocabulary, evidence: Evidence) -> bool:
    """Tell whether more than its place tells that a name begins at ``cut``, no sooner than behind a word of a house."""
    low, number = tail.low, cut > 0 and tail.low[cut - 1].isdigit()
    closed = cut > 0 and (tail.covered[cut - 1] or low[cut - 1] in words.place_tails)
    placed = cut > 1 and low[cut - 2] in words.place_heads and len(low) <= cut + UNIT[0]  # ``Desa Karanglo | Tasmad``
    chosen = house < cut < len(low) - 1 or (cut == house and house - UNIT[0] in tail.bodies)
    sure = not number and (closed or placed or chosen)
    return sure or low[cut:] in evidence.runs or low[cut] in evidence.voices


def _parts_name(cut: int, low: tuple[str, ...], words: Vocabulary) -> bool:
    """Tell whether a name that begins at ``cut`` parts another: ``al-|Azhar``, ``PT |Rina``, ``Muara |Timur``."""
    tails = cut == len(low) - 1 and low[cut] in words.place_tails
    return low[cut - 1].endswith("-") or low[cut - 1] in words.legal or tails


def _named_after(at: int, tail: Listing, words: Vocabulary) -> bool:
    """Tell whether a body is named after somebody: ``Bandara | I Gusti Wirawan``."""
    if not at or tail.low[at] in words.honorifics:  # ``Komisi Militer | Pak Jong Dok``
        return False
    return at - 1 in tail.bodies or tail.low[at - 1] in words.locatives


def _behind_ranks(low: tuple[str, ...], words: Vocabulary) -> int:
    """Return the index behind the last rank inside a tail: a name begins no earlier (``Panwas Hj. Zubaidah``)."""
    for at in range(len(low) - 2, 0, -1):
        if low[at] in words.honorifics and low[at] not in words.given:
            return at if words.opens_name(low, at) else at + 1  # ``Komisi Militer | Pak Jong Chon``
    return 0


def _behind_body(tail: Listing, words: Vocabulary, evidence: Evidence) -> int:
    """Return the index of a first name that speaks alone behind an organisation: ``PT Energi Lestari | Bagas Wira``.

    The name of a body that is written with capitals only is whole: ``DPR Sufmi Dasco`` is two words of one person.
    """
    low, head = tail.low, next(iter(tail.open_bodies), len(tail.low))
    spoken = (at for at in range(head + 2, len(low) - 1) if low[at] in evidence.voices)
    at = next(spoken, 0)
    second = at > head + 2 and low[at - 1] in words.given - words.roots  # some go by their second name
    return at - 1 if second else at


def is_certain(name: Sequence[str], words: Vocabulary, evidence: Evidence) -> bool:
    """Tell whether words behind an organisation are surely a person: two or more, the first known as a name."""
    known = name[0] in words.given or words.openings.match(tuple(name)) or evidence.alone.get(name[0], 0) > 1
    return len(name) > 1 and bool(known or not evidence.voices.isdisjoint(name))


def belongs_elsewhere(tail: Listing, words: Vocabulary, evidence: Evidence) -> bool:
    """Tell whether a capitalised tail begins with a place, an office or an organisation."""
    low = tail.low
    if tail.covered[0] or _located(low[0], words, evidence):
        return True
    return tail.bodies[:1] == (0,) and any(low[:stop] in evidence.runs for stop in range(2, len(low)))


def _covered(tail: Listing, words: Vocabulary, evidence: Evidence) -> list[bool]:
    """Tell for each word whether it belongs to a place, an office or an organisation rather than to a person."""
    low, covered = tail.low, list(tail.covered)
    for first, stop in _units(tail, words, evidence):
        covered[first:stop] = [True] * (stop - first)
    for at, word in enumerate(low):
        first = at > 1 and word in words.given and at + 2 == len(low)  # ``Balai Satwa Muara | Teguh W``
        behind_head = at > 0 and low[at - 1] in words.place_heads and at + 1 < len(low) and not first
        if at + 1 < len(low) and word in words.place_tails:
            covered[max(at - 1, 0) : at + 1] = [True] * (min(at, 1) + 1)
        # ``Ketua Gapsara Handoko Widjaja``: a word that stands alone elsewhere, and a name behind it
        known = word in words.given or word in evidence.voices
        often = evidence.alone.get(word, 0) if at + 1 < len(low) and not known else 0
        beside = often and (low[at + 1] in words.given or (often > 1 and not words.given.isdisjoint(low[at + 1 :])))
        if behind_head or beside or _located(word, words, evidence):
            covered[at] = True
    return covered


def _units(tail: Listing, words: Vocabulary, evidence: Evidence) -> Iterator[tuple[int, int]]:
    """Yield the extents of bodies and places in a tail, by what the article says or a first name behind them."""
    low = tail.low
    for at in tail.bodies:
        yield from ((at, stop) for stop in range(len(low) - 1, at + 1, -1) if low[at:stop] in evidence.runs)
    for at in tail.open_bodies:
        stop = _first_name(at, low, words)
        if not any(tail.covered[n] or low[n] in evidence.voices for n in range(at + 1, stop)):
            yield at + 1, stop
    for size in UNIT:  # ``pelatih | Surya Kencana | Bambang Riyadi``: it stands alone elsewhere, and he speaks
        beside = len(low) > size + 1 and low[size] in evidence.voices and low[0] not in evidence.voices
        if beside and low[:size] in evidence.runs:
            yield 0, size
    for size in UNIT if evidence.units else ():  # in few articles
        yield from ((at, at + size) for at in range(len(low) - size) if low[at : at + size] in evidence.units)


def _first_name(head: int, low: Sequence[str], words: Vocabulary) -> int:
    """Return where a known first name stands behind the head of a body: ``Universitas Galuh Raya | Rina Wulandari``.

    One word before a name of one word is the person's (``Kemnaker | Yusran Habibie``), but a common noun is no body's
    whole name, even before what may be a first name too (``Universitas Galuh | Rina``).
    """
    if (low[head],) in words.descriptions:
        return next((at for at in range(head + 2, len(low)) if low[at] in words.given), head + 1)
    given = next((at for at in range(head + 1, len(low)) if _is_first(at, low, words)), head + 1)
    return head + 1 if given == len(low) - 1 == head + 2 else given


def _is_first(at: int, low: Sequence[str], words: Vocabulary) -> bool:
    """Tell whether a known first name begins a person's; a company may end with it: ``PT Daya Lestari | Rina Wira``."""
    another = low[at] in words.firms and any(word in words.given for word in low[at + 1 : -1])
    return low[at] in words.given and not another


def _located(word: str, words: Vocabulary, evidence: Evidence) -> bool:
    """Tell whether the article uses a word as a place or in the name of an organisation, and it is no given name."""
    return (word in evidence.places or word in evidence.bodies) and word not in words.given


def _listed(tail: Sequence[Alone], words: Vocabulary) -> Listing:
    low, covered = tuple([one[0] for one in tail]), [one[1] for one in tail]
    heading = not words.headings.isdisjoint(low)  # in few names
    organisations = words.orgs.found(low) if heading else []
    for at, length in (*words.places.found(low), *organisations, *words.roles.found(low)) if heading else ():
        if length > 1 or low[at] not in words.given:
            covered[at : at + length] = [True] * length
    bodies = tuple([at for at, _ in organisations])
    for at in (*_whole(low, bodies, words), *_articled(low, bodies)):
        covered[at] = True
    heads = tuple([at for at, (_, _, acronym) in enumerate(tail) if acronym or at in bodies])
    open_bodies = tuple([at for at in bodies if len(low[at]) <= SHORTEST_HEAD or not tail[at][2]])
    return Listing(low, tuple(covered), bodies, heads, open_bodies)


def _whole(low: Sequence[str], bodies: Sequence[int], words: Vocabulary) -> range:
    """Return where an organisation stands that has a last word: ``PT Sri Lestari Tbk | Bagas Wira``."""
    last = max([at for at, word in enumerate(low) if word in words.closing], default=0) if bodies else 0
    return range(bodies[0], last + 1) if last else range(0)


def _articled(low: Sequence[str], bodies: Sequence[int]) -> list[int]:
    """Return where an article and its word name a body: ``Universitas | al-Azhar | Rina Wulandari``."""
    articles = (at for at, word in enumerate(low) if word.endswith("-"))
    named = (at for at in articles if at - 1 in bodies or (at == 0 and len(low) > SHORTEST_ARTICLED))
    return [place for at in named for place in (at, at + 1) if place < len(low)]


def _alone(text: str, words: Vocabulary) -> Alone:
    """Return a word in lower case, whether it belongs to no person by itself, and whether it is made of initials."""
    word = Word.of(text, 0, len(text))
    low = word.lower
    acronym = word.acronym or CAMEL.match(text) is not None  # ``OrbitLens``, not ``McKenna`` or ``MacArthur``
    return low, (acronym and low not in words.given) or word.numeral or words.completes(low), acronym


def _score(cut: int, tail: Listing, covered: list[bool], words: Vocabulary, evidence: Evidence) -> float:
    """Return how well a name begins at an index: above zero if more speaks for it than against."""
    low, voices = tail.low, evidence.voices
    name, first = low[cut:], low[cut]
    given, alone = first in words.given, evidence.alone.get(first, 0) > 0
    # ``Ketua KPK Setyo B.``, ``Menteri Luar Negeri Iran Ali Reza``: KPK and Iran speak elsewhere
    spoken = first in voices and cut not in tail.heads and not tail.covered[cut]
    score = -6.0 if covered[cut] else 0.0
    score -= 3.0 * sum(covered[cut + 1 :])
    score += 3.0 if cut == 0 or covered[cut - 1] else 0.0
    score += 3.0 if given else 0.0
    score += (5.0 if len(name) > 1 else 2.0) if spoken else 0.0
    later = 0 if given else next((at for at in range(1, len(name) - 1) if name[at] in voices), 0)
    score -= 1.0 + 2.0 * later if later else 0.0  # most go by their first name
    score += 1.0 if alone else 0.0
    score += 1.0 if not voices.isdisjoint(name[1:]) else 0.0
    whole = len(name) > 1 and name in evidence.runs and not (covered[cut] or covered[-1])
    score += 4.0 if whole else 0.0
    others = not (voices.isdisjoint(name[1:]) and words.given.isdisjoint(name[1:]))
    score -= 6.0 if alone and others and not (given or spoken) else 0.0
    score -= 1.0 if first in words.org_links or first in words.particles else 0.0
    return score + _against(cut, tail, covered, words, evidence) if cut else score


def _against(cut: int, tail: Listing, covered: list[bool], words: Vocabulary, evidence: Evidence) -> float:
    """Return what speaks against a name that begins behind the first words of a tail, as a number below zero."""
    low = tail.low
    score = -sum(4.0 for at in range(cut) if not covered[at] and low[at] in evidence.voices)
    score -= 3.0 if not any(covered[:cut]) else 0.0
    score -= 2.0 if not covered[cut - 1] else 0.0
    score -= 5.0 if not covered[cut - 1] and low[cut - 1] in words.given else 0.0  # some go by their second name
    score -= 2.0 if cut - 1 in tail.bodies else 0.0
    owned = cut - 1 in tail.open_bodies and low[cut] not in words.given  # ``Bank Mandala | Andry Asmoro``
    score -= 1.0 if owned and cut + 2 < len(low) and low[cut + 1] in words.given else 0.0
    score -= 6.0 if len(low[cut - 1]) == 1 and not covered[cut - 1] else 0.0  # ``M. | Nasir`` is one name
    score -= (6.0 if low[cut - 1].isdigit() else 1.0) if len(low) - cut == 1 else 0.0  # ``SMK Negeri 4 Samaraya``
    return score
