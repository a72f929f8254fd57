"""The other names that an article gives somebody: in brackets, by ``alias``, or by ``Ia akrab disapa``."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from claimtrack.model import Span
from claimtrack.quotes import NICKNAMED
from claimtrack.resolve.roster import Key, Mention, initials_of, key_of, part_of
from claimtrack.resolve.runs import Run, Word, lowered, tokens
from claimtrack.resolve.words import Vocabulary

DASHES = re.compile("[—–]")
OFFICE = re.compile(r"((?:[A-Z][\w-]+ )+)\(([A-Z][a-z]+)\) $")
OFFICE_REACH = 90  # code points in which an office and its short form stand before a name
Nickname = tuple[Key, Key, Span]
ALIAS_REACH = 160  # code points between a name and the nickname that "akrab disapa" gives
DESCRIBED_REACH = 90  # code points between what describes somebody ("pria yang akrab disapa") and the nickname
NEAREST = 100  # mentions before a description
INITIALS = 3  # letters of initials that stand for somebody; two are a suspect's, or a ward's (``RW``)
SHORTEST_BEGINNING = 4  # letters of a name that another is made of
SHORTEST_INSIDE = 3  # letters of a name that stands inside a fuller one


def find_nicknames(
    text: str, runs: Sequence[Run], people: Sequence[Mention], words: Vocabulary
) -> tuple[Nickname, ...]:
    """Return the pairs of names that an article equates.

    Args:
        text: the article.
        runs: its runs of capitalised words.
        people: who is certainly named in it; a description (``pria yang akrab disapa``) means the last of them.
        words: the vocabulary.

    Returns:
        Long name, other name, the span that equates them; each pair once, where it is first equated.
    """
    found: dict[tuple[Key, Key], Nickname] = {}
    for long, short, span in (
        *_offices(text, people, words),
        *_bracketed(text, runs, words),
        *_linked(text, runs, people, words),
        *_called(text, runs, people, words),
        *_quoted(text),
    ):
        found.setdefault((long, short), (long, short, span))
    return tuple(found.values())


def find_initials(text: str, runs: Sequence[Run], people: Sequence[Mention], words: Vocabulary) -> tuple[Nickname, ...]:
    """Return the initials that stand for the only one told of before whose name they spell: ``Sri Wulan … SW``.

    Args:
        text: the article.
        runs: its runs of capitalised words.
        people: who is certainly named in it.
        words: the vocabulary; what it knows as a body, a place or a title is nobody's initials.

    Returns:
        Name, initials, the span of the name.
    """
    found: list[Nickname] = []
    spelt: dict[str, dict[Key, Mention]] = {}
    for one in people:
        if len(one.key) == INITIALS:
            spelt.setdefault(initials_of(one.key), {}).setdefault(one.key, one)
    for run in runs if spelt else ():
        short = key_of(run.words) if len(run.words) == 1 and run.words[0].text.isupper() else ()
        meant = list(spelt.get("".join(short), {}).values())
        if short and len(meant) == 1 and meant[0].start < run.start and short[0] not in words.headings:
            found.append((meant[0].key, short, Span.of(text, meant[0].start, meant[0].stop)))
    return tuple(found)


def _offices(text: str, people: Sequence[Mention], words: Vocabulary) -> Iterable[Nickname]:
    """Yield the short form of an office in brackets before who holds it: ``Wakil Menteri Laut (Wamenla) Sudarsono``.

    It begins like the office, and no body's is written so: not ``Kepala Badan Laut (BL) Sudarsono``.
    """
    for one in people:
        found = OFFICE.search(text, max(0, one.start - OFFICE_REACH), one.start)
        if found is None or found[2].isupper():
            continue
        office, short = lowered(tokens(text, found.start(1), found.end(1))), found[2].lower()
        if short.startswith(office[0][:2]) and words.roles.match(office):
            yield one.key, (short,), Span.of(text, one.start, one.stop)


def _bracketed(text: str, runs: Sequence[Run], words: Vocabulary) -> Iterable[Nickname]:
    """Yield what stands in brackets behind a name: ``Badan Sandi Negara (BSN)``."""
    for run in runs:
        if not run.bracket:  # as it mostly is
            continue
        bracket = [word for word in run.bracket if word.text[0].isalnum()]
        form = all(words.completes(word.lower) for word in bracket)  # ``PT Jasa Sarana (Persero)``
        if len(bracket) == len(run.bracket) and not form and bracket[0].capital and not bracket[0].numeral:
            start, long = _long_form(text, run, bracket, words)
            yield long, key_of(bracket), Span.of(text, start, bracket[-1].stop)


def _quoted(text: str) -> Iterable[Nickname]:
    """Yield what stands in quotation marks inside a name: ``Fransisco "Chico" Moraes``."""
    for name in NICKNAMED.finditer(text):
        yield (name[1].lower(), name[3].lower()), (name[2].lower(),), Span.of(text, *name.span())


def _linked(text: str, runs: Sequence[Run], people: Sequence[Mention], words: Vocabulary) -> Iterable[Nickname]:
    """Yield the names beside each other that words between them equate: ``Surya Darma alias Yayan``."""
    begins = {mention.key[0] for mention in people if len(mention.key) > 1}
    for left, right in pairwise(runs):
        if right.start - left.stop <= ALIAS_REACH and _equates(text[left.stop : right.start], left, right, words):
            span = Span.of(text, left.start, right.stop)
            first, second = key_of(left.words), key_of(right.words)
            yield (second, first, span) if _is_fuller(second, first, begins) else (first, second, span)


def _is_fuller(right: Key, left: Key, begins: Collection[str]) -> bool:
    """Tell whether of two names the one behind is the fuller: ``Jo, sapaan akrab Johan Weiss``.

    Of single words it is what ends as the other does (``Yuni—panggilan Wahyuni—``), or what ``begins`` a fuller name.
    """
    if len(left) > 1 or len(right) > 1:
        return len(left) == 1 < len(right)
    return right[0].endswith(left[0]) or (right[0] in begins and left[0] not in begins)


def _called(text: str, runs: Sequence[Run], people: Sequence[Mention], words: Vocabulary) -> Iterable[Nickname]:
    """Yield what a description calls the last who was named: ``Pria yang akrab disapa Ara``."""
    told = sorted(people, key=lambda mention: mention.stop)
    stops = [mention.stop for mention in told]
    for run in runs:
        start = _description_of(text, run, words) or _tailed(text, run, words)
        before = bisect_right(stops, start) - 1
        if start and before >= 0:
            nickname = key_of(untitled(run.words, words))
            meant = _meant(told[max(0, before + 1 - NEAREST) : before + 1], nickname)
            yield meant.key, nickname, Span.of(text, meant.start, run.stop)


def _meant(told: Sequence[Mention], nickname: Key) -> Mention:
    """Return whom a description means: the last whose name makes the nickname, else the last, by his fullest name."""
    made = nickname[-1]
    alike = (one for one in reversed(told) if _made_of(made, one.key) or any(word.endswith(made) for word in one.key))
    last = next(alike, told[-1])
    return next((one for one in reversed(told) if one.key != last.key and part_of(last.key, one.key)), last)


def untitled(name: Sequence[Word], words: Vocabulary) -> Sequence[Word]:
    """Return a nickname without the form of address before it: ``Bang | Wira``."""
    return name[1:] if len(name) > 1 and name[0].lower in words.honorifics else name


def _description_of(text: str, run: Run, words: Vocabulary) -> int:
    """Return where a description begins that gives whoever was told of another name, 0 if none does.

    Example: ``Pria yang akrab disapa Ara``.
    """
    titled = len(run.before) > 1 and (run.before[-1] in words.honorifics or words.roles.match(run.before[-1:]) > 0)
    ending = run.before[-1 - titled :][:1]  # ``disapa | coach Yon``
    if not ending or ending[0] not in words.alias_markers.lasts:
        return 0
    start = max(0, run.start - DESCRIBED_REACH)
    back = tuple(text[start : run.start].lower().split())
    back = back[: len(back) - titled]
    for at in range(1, len(back) - 1):
        named = words.alias_markers.match(back, at) == len(back) - at
        if named and words.descriptions.get(back[at - 1 : at]) == "person":
            return start + text[start : run.start].lower().rfind(back[at - 1])
    return 0


def _tailed(text: str, run: Run, words: Vocabulary) -> int:
    """Return where a name stands that is only what another is called, 0 if it is none: ``Coach Miko, sapaannya, …``."""
    if not words.alias_tails or text[run.stop : run.stop + 2] != ", ":
        return 0
    behind = tuple(text[run.stop + 2 : run.stop + DESCRIBED_REACH].lower().replace(",", " ,").split())
    return run.start if words.alias_tails.match(behind) else 0


def _equates(between: str, left: Run, right: Run, words: Vocabulary) -> bool:
    """Tell whether the words between two names equate them: ``alias``, ``atau biasa disapa``.

    One link alone (``atau``) does so for an organisation and its acronym only, and for a name made of another
    (``Joko Widodo atau Jokowi``, ``Marwarani Sari atau Ara``): two people may stand beside it as well.
    """
    between = between if between.isascii() else DASHES.sub(" ", between)
    opening = between.replace(",", " ").split(None, 1)
    if not opening or opening[0].lower() not in words.alias_markers.by_first:
        return False
    low = tuple(between.lower().replace(",", " ").split())
    at = 0
    while at < len(low) and (length := words.alias_markers.match(low, at)):
        at += length
    if at < len(low):
        return False
    if low[0] not in words.choices or len(low) > 1 or left.words[0].acronym != right.words[0].acronym:
        return True
    pairs = [(one.lower, other.lower) for one in left.words for other in right.words]
    inside = len(right.words) == 1 < len(left.words) and len(pairs[0][1]) >= SHORTEST_INSIDE
    return any(one != other and (_begins(one, other) or (inside and other in one)) for one, other in pairs)


def _begins(one: str, other: str) -> bool:
    """Tell whether one of two words begins the other, as a nickname does: ``Joko``, ``Jokowi``."""
    return min(len(one), len(other)) >= SHORTEST_BEGINNING and (one.startswith(other) or other.startswith(one))


def _long_form(text: str, run: Run, bracket: Sequence[Word], words: Vocabulary) -> tuple[int, Key]:
    """Return where the long form of a bracketed acronym begins, and its key.

    A list inside it (``Badan Meteorologi, Klimatologi, dan Geofisika (BMKG)``) is followed back to the head word whose
    initials make the acronym; otherwise it is the run.
    """
    letters = "".join(key_of(bracket))
    if len(bracket) == 1 and bracket[0].acronym:
        back = [word for word in tokens(text, max(0, run.start - ALIAS_REACH), run.stop) if word.text[0].isalnum()]
        initials = ""
        for at in range(len(back) - 1, -1, -1):
            initials = (back[at].lower[0] if back[at].capital else "") + initials
            if initials == letters and words.orgs.match(lowered(back[at:])):
                return back[at].start, key_of(back[at:])
    at = _clipped(key_of(bracket), key_of(run.words)) if len(bracket) == 1 else 0
    return run.words[at].start, key_of(run.words[at:])


def _clipped(short: Key, long: Key) -> int:
    """Return where in a name the words begin of which another is made: ``Militer | Korea Selatan``, ``Korsel``."""
    return next((at for at in range(len(long) - 1) if _made_of(short[0], long[at:])), 0)


def _made_of(short: str, words: Key) -> bool:
    """Tell whether a word is made of the beginnings of others, two letters of each at least."""
    if not words:
        return not short
    lengths = range(2, len(words[0]) + 1)
    return any(short.startswith(words[0][:size]) and _made_of(short[size:], words[1:]) for size in lengths)
