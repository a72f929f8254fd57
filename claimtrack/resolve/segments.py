"""The parts of a noun phrase: its words in, the segments between commas out, each with the titles it begins with."""

from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from claimtrack.resolve.runs import Word, lowered
from claimtrack.resolve.words import KIN, PEOPLE, SLASH, Vocabulary

BORDERS = frozenset([",", ";", ":", "—", SLASH])
KOREAN = 2  # words: a family name and a given one with a hyphen
LISTED = 3  # words of a field, a link and another field
BRACKETS = {"(": ")", "[": "]"}
QUOTED = {'"': '"', "“": "”", "‘": "’", "'": "'"}
VOWELS = frozenset("aeiouy")
CLOSING = tuple(BRACKETS.values())
OPENING = ("", "\n", ".", "!", "?")  # what stands before a sentence


class Segment(NamedTuple):
    """A part of a noun phrase between commas.

    Args:
        role: lower-case role words, in order.
        words: the words behind the role.
        bound: it stands behind a bracket, without a comma: ``Kepala Humas (Kabid) | Polda Rina Wulandari``.
        opens: it opens a sentence or a headline, so that its first word has a capital whatever it is.
        called: its title has a capital though it opens no sentence.
    """

    role: tuple[str, ...]
    words: tuple[Word, ...]
    bound: bool = False
    opens: bool = False
    called: bool = False


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
                outside.append(Word(",", word.start, word.stop, ","))
                closing, inside = "", []
            else:
                inside.append(word)
        elif word.text in BRACKETS:
            closing = BRACKETS[word.text]
        else:
            outside.append(word)
    return tuple(outside), tuple(groups)


def without_titles(sequence: Sequence[Word]) -> tuple[Word, ...]:
    """Leave out what is quoted inside a phrase, which names a work and nobody: ``laporan | "Sungai Kita" | itu``."""
    outside: list[Word] = []
    closing = ""
    for word in sequence:
        if closing:
            closing = "" if word.text == closing else closing
        elif word.text in QUOTED and outside:
            closing = QUOTED[word.text]
        else:
            outside.append(word)
    return tuple(outside) if not closing else tuple(sequence)


def split_segments(sequence: Sequence[Word], words: Vocabulary) -> tuple[tuple[Word, ...], ...]:
    """Cut a phrase at its commas; a list inside the name of an organisation stays whole, degrees go."""
    parts: list[list[Word]] = [[]]
    for word in sequence:
        if word.text in BORDERS or (word.lower in words.appositions and not word.capital):
            parts.append([])
        elif word.text[0].isalnum():
            parts[-1].append(word)
    merged: list[list[Word]] = []
    for part in parts:
        if not part or (merged and _is_degree(part, words)):  # behind a name: ``Meng`` alone is one
            continue
        headed = merged and (words.orgs.match(lowered(merged[0])) or words.roles.match(lowered(merged[0])))
        if headed and (part[0].lower in words.org_links or _goes_on(merged[-1], part, words)):
            merged = [[word for group in merged for word in group] + part]
        else:
            merged.append(part)
    return tuple(without_degrees(part, words) for part in merged)


def _goes_on(title: Sequence[Word], part: Sequence[Word], words: Vocabulary) -> bool:
    """Tell whether a title with one word behind it goes on behind a comma: ``Direktur Risiko, | Dana dan Dagang X``."""
    behind = title[words.roles.match(lowered(title)) :]
    single = len(behind) == 1 and behind[0].capital and behind[0].lower not in words.given
    listed = len(part) > LISTED and part[0].capital and part[1].lower in words.org_links and part[2].capital
    return single and listed


def _is_degree(part: Sequence[Word], words: Vocabulary) -> bool:
    """Tell whether a segment is nothing but academic degrees (``S.H.``, ``M.Hum``)."""
    return _is_one_degree(part, words) or all(_is_one_degree([word], words) for word in part)


def _is_one_degree(part: Sequence[Word], words: Vocabulary) -> bool:
    """Tell whether words are the parts of a degree, or of two with a hyphen: ``SpPD-KEMD``, not ``Se-Ma``, a name."""
    halves = "".join(word.text for word in part).split("-")
    lows = [half.lower().replace(".", "") for half in halves]
    return "-".join(lows) in words.degrees or (all(map(_has_letters, halves)) and words.degrees.issuperset(lows))


def without_degrees(part: Sequence[Word], words: Vocabulary) -> tuple[Word, ...]:
    """Drop academic degrees that stand behind a name without a comma: ``Hardono Sasmita SH``, no ``Hakim Agung MA``.

    One with full stops inside is two words or three: ``Hardono | M. | Pd``, ``Hardono | S. | I. | K``.
    """
    last = len(part)
    plain = last > 1 and not _is_lettered(part[-1]) and not part[-2].text.endswith(".")
    if plain and len(part[-1].text) > 1:  # as it mostly is
        return tuple(part)
    while last > 1:
        size = next((n for n in (3, 2, 1) if last > n and _ends_with_degree(part[last - n : last], words)), 0)
        if not size:
            break
        named = [(word.lower,) for word in part[last - size - 1 : last] if len(word.lower) > 1]
        if any(words.roles.match(word) or words.orgs.match(word) or words.completes(word[0]) for word in named):
            break
        last -= size
    return tuple(part[:last] if part[last - 1].capital else part)


def _ends_with_degree(closing: Sequence[Word], words: Vocabulary) -> bool:
    """Tell whether words are one degree: an acronym, or parts that full stops part (``M. | Pd``, ``Sp | A``)."""
    if len(closing) == 1:
        return _is_lettered(closing[0]) and _is_degree(closing, words)
    return _is_one_degree(closing, words)


def _is_lettered(word: Word) -> bool:
    """Tell whether a word is an acronym, has a capital or full stop inside or no vowel: ``SPd``, ``S.sos``, ``Lc``."""
    return word.acronym or (word.capital and _has_letters(word.text))


def _has_letters(text: str) -> bool:
    """Tell whether a text has a capital or full stop inside or no vowel."""
    return text[1:] != text[1:].lower() or "." in text[:-1] or VOWELS.isdisjoint(text.lower())


def segment(part: Sequence[Word], words: Vocabulary, text: str = "") -> Segment:
    """Part the titles at the start of a segment of ``text`` from the rest."""
    low = lowered(part)
    at = 0
    while at < len(part):
        length = words.roles.match(low, at) or (1 if low[at] in words.indefinites and not part[at].capital else 0)
        length = length or (1 if at == 0 and _is_kin(part, words) else 0)
        bodied = words.orgs.match(low, at) > length  # ``Penjaga Pantai Filipina``
        if bodied or not length or (length == 1 and _is_name(part, at, words)):
            break
        at += length
    before = text[max(0, part[0].start - 3) : part[0].start].rstrip(' "“')[-1:]
    opens = before in OPENING
    return Segment(low[:at], tuple(part[at:]), before in CLOSING, opens, part[0].capital and not opens)


def _is_kin(part: Sequence[Word], words: Vocabulary) -> bool:
    """Tell whether a segment begins with what somebody is to another and his name: ``ayahnya Rudi Hartono``."""
    return len(part) > 1 and part[0].lower in _kin(words) and part[1].capital


@cache
def _kin(words: Vocabulary) -> frozenset[str]:
    """Return what somebody is to another, with a clitic: ``ayahnya``."""
    relatives = words.honorifics | {relation[0] for relation in words.relations if len(relation) == 1}
    return frozenset(relative + clitic for relative in relatives for clitic in words.clitics)


def _is_name(part: Sequence[Word], at: int, words: Vocabulary) -> bool:
    """Tell whether a word that is also a title is a name here: capitalised, a given name, no other title behind it.

    Initials that stand alone are somebody's, whom the press may not name: ``RD``. So is a form of address that begins
    names elsewhere: ``Pak`` is Korean then.
    """
    if len(part) == 1 and part[0].acronym and part[0].lower in words.honorifics:
        return True
    if part[at].lower in words.openings.by_first and part[at].capital:  # ``Pak Jong Chon``, and ``Pak`` by himself
        return len(part) == 1 or words.opens_name(lowered(part), at)
    following = part[at + 1] if at + 1 < len(part) else None
    titled = following is not None and words.roles.match((following.lower,)) > 0
    return part[at].capital and part[at].lower in words.given and not titled


def roles_of(segments: Sequence[Segment]) -> tuple[str, ...]:
    """Return the titles of the first segment that has any."""
    return next((part.role for part in segments if part.role), ())


def office_of(segments: Sequence[Segment], words: Vocabulary) -> tuple[str, ...]:
    """Return the words of the office that stands in the segments beside a name, with what goes on behind a bracket."""
    for at, part in enumerate(segments):
        some = part.words[:1] != () and part.words[0].lower in words.indefinites  # ``Seorang petani, Rina Wulandari``
        if part.role or words.roles.match(lowered(part.words), int(some)):
            rest = takewhile(lambda other: other.bound and not other.role, segments[at + 1 :])
            return tuple(word for one in (part, *rest) for word in (*one.role, *lowered(one.words)))
    return ()


def before_bracket(part: Segment, segments: Sequence[Segment], words: Vocabulary) -> tuple[str, ...]:
    """Return the words of the office that goes on in a segment behind a bracket: ``Direktur Mutu (Dirmut) | KPK``."""
    first = last = segments.index(part)
    while first and segments[first].bound:
        first -= 1
    return office_of(segments[first:last], words)


def capital_tail(part: Sequence[Word], words: Vocabulary) -> tuple[Word, ...]:
    """Return the capitalised words at the end of a segment, with the particles and links inside them."""
    at = len(part)
    while at > 0 and (part[at - 1].capital or _inner(part, at - 1, words)):
        at -= 1
    while at < len(part) and not part[at].capital:
        at += 1
    articled = at == 1 and part[0].lower.endswith("-")  # ``al-Hasyim`` is whole
    return tuple(part[0 if articled else at :])


def _inner(part: Sequence[Word], at: int, words: Vocabulary) -> bool:
    low = part[at].lower
    inner = low in words.particles or low in words.org_links or part[at].numeral
    joined = at > 1 and low in words.particles and part[at - 1].lower in words.particles  # ``von | der | Leyen``
    return inner and 0 < at < len(part) - 1 and (part[at - 1].capital or (joined and part[at - 2].capital))


def is_owning(part: Segment, words: Vocabulary) -> bool:
    """Tell whether a segment tells whose somebody is: ``kakak Rina``."""
    return any(part.role[:n] in words.relations for n in (1, 2, 3))


def is_anothers(part: Segment, name: Sequence[Word], words: Vocabulary) -> bool:
    """Tell whether a segment with a name says only whose relative or lawyer somebody is: ``istri Briptu | Rani``.

    Who is called by a relative's word has a capital (``Paman Rudi``); a lawyer has degrees of his own.
    """
    if name[0] not in part.words:
        return False
    role = part.role[next((at for at, word in enumerate(part.role) if word not in words.indefinites), 0) :]
    size = next((n for n in (3, 2, 1) if role[:n] in words.circle.bonds), 0)
    rest = role[size:]
    if not size or words.circle.bonds[role[:size]] == KIN:
        return size > 0 and words.roles.match(role) <= size and not (part.called and words.is_rank(role[:size]))
    degrees = len(name) > 1 and words.degrees.issuperset(rest)
    bound = any((word,) in words.circle.bonds or words.descriptions.get((word,)) in PEOPLE for word in rest[:1])
    return bool(rest) and not degrees and (bound or words.is_rank(rest))


def is_korean(low: tuple[str, ...], words: Vocabulary) -> bool:
    """Tell whether a tail ends with a family name and a given one with a hyphen, not with two bodies or two places."""
    halves = low[-1].split("-")
    listed = any(half in words.headings or words.places.match((half,)) or words.common(half) for half in halves)
    alone = len(low) > KOREAN and words.conjunctions.isdisjoint(low)
    return alone and len(halves) == KOREAN and all(halves) and not listed and halves[0] + "-" not in words.particles
