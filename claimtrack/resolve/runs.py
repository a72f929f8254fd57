"""Runs of capitalised words in a text: text in, `Run`s out, sorted by start; who they are is decided elsewhere.

Offsets are half-open, in code points of the text.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

from claimtrack.glued import LONG_WORD, humps
from claimtrack.quotes import NICKNAME_MARKS, NICKNAMED
from claimtrack.resolve.words import Vocabulary

CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
# A full stop belongs to an initial ("M."), an apostrophe or hyphen to a name ("Ka'ban", "Jong-un").
INITIAL = rf"\.(?=\s?{CAPITAL})"
GLUED = r"(?<=[A-Z])(?:[A-Z]+(?=[A-Z][a-z]{2})|[A-Z]{3,}(?=-[A-Z][a-z]))"  # "RIPrabowo", "JAKARTA-Rina"
BEFORE_ACRONYM = r"[a-z]+(?=[A-Z]{2,}[A-Z][a-z]{2})"  # "SecretaryBLSRina"
NAME_REST = rf"(?:{INITIAL}|{GLUED}|{BEFORE_ACRONYM}|\w*(?:[-'’`]\w+|\.[a-z0-9]\w*)*)"  # what follows a first capital
ARTICLE = rf"[aeiu][a-z][hy]?-(?={CAPITAL})"  # "Walid al-Hasyim": a word of its own
TOKEN = re.compile(rf"{CAPITAL}{NAME_REST}|{ARTICLE}|\w+(?:[-'’`]\w+|\.[a-z0-9]\w*)*|[^\w\s]")
ACRONYM = re.compile(r"(?:[A-Z]{2,}[a-z]?|[A-Z]+[-&][A-Z]+|[A-Z]{2,}\d+)\Z")
SENTENCE_ENDS, SENTENCE_REACH = re.compile(r"[.!?\n”\"]"), 90  # code points
WORDS = re.compile(r"\w+")
MONEY = re.compile(r"[A-Z][a-z]\.? ?\d")  # ``Rp 5 miliar``
BOUNDARY = r"(?:(?<!\w.)|(?<=[A-Z][A-Z])(?=[a-z]{2}))"  # before the capital; asked behind it, which is faster
CAPITALS = re.compile(CAPITAL + BOUNDARY + NAME_REST)
MIDDLE = re.compile(r"[ \u00a0]+(?:([^\W_]+)[ \u00a0]+|([^\W_]+-))")
UNIT = re.compile(r" (\d+)/")
GAP = re.compile(r"(?: \([^()\n]{1,80}\))?(?:,| ) ?(?:([a-z]+) )?")  # between two members of a list
LONGEST_RUN = 24  # words; a heading in capitals is cut, no name is so long
LOOK_BACK = 60
BLANKS = re.compile("[ \u00a0]+")
SMALL = re.compile(r"(?<![\w-])[a-z][\w-]*\Z")
NEAREST = 4  # words before a run that are kept
BEHIND = re.compile(r"[ \u00a0]*(?:\(([^()\n]{1,80})\)|([/&]|\w+))")
LINKING = frozenset(["", " ", "\u00a0", "."])  # what a link between two names begins with
WITHIN = frozenset("_-")  # what a small word may end with beside letters and digits
OPENERS = frozenset(["", *'.!?,:;-–—\n"“”'])  # nothing, too
JOINERS = frozenset("/&")
SHORTEST_GLUED, SHORT_GLUED = 4, 5  # letters of a name to which a page glues a word; of both
SMALL_WORD = re.compile(r"[a-z]{2,}(?:-[a-z]+)*")
NUMERAL = re.compile(r"(?:[IVXLC]+|\d[\d.]*)\Z")


class Word(NamedTuple):
    """One word or punctuation mark of a text; a tuple, since a tuple is made in a third of the time.

    Args:
        text: as it stands.
        start: offset of its first code point.
        stop: offset behind its last.
        lower: the word in lower case without a closing full stop.
    """

    text: str
    start: int
    stop: int
    lower: str

    @classmethod
    def of(cls, text: str, start: int, stop: int) -> "Word":
        """Return a word with its lower case."""
        return make((text, start, stop, text.lower().rstrip(".")))

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def acronym(self) -> bool:
        """Whether it is written as an acronym ("KPK", "PDI-P")."""
        return ACRONYM.match(self.text) is not None

    @property
    def numeral(self) -> bool:
        """Whether it is a Roman or Arabic number ("Komisi III")."""
        return NUMERAL.match(self.text) is not None


# A word of all its values, made in half the time that a call of `Word` takes.
make: Callable[[tuple[str, int, int, str]], Word] = partial(tuple.__new__, Word)


class Run(NamedTuple):
    """Capitalised words in a row.

    Args:
        words: the words, never empty.
        before: up to four lower-case words directly before it, nearest last; empty behind punctuation.
        opens: it opens its sentence or clause: what precedes is a line start, a full stop or a comma.
        joined: a word such as "and", a slash or a comma joins it to another run.
        bracket: what stands in the brackets directly behind it, empty if nothing does.
        title: the words of the title that stands before it and a comma, in lower case.
        titles: it is such a title, and names nobody itself.
    """

    words: tuple[Word, ...]
    before: tuple[str, ...] = ()
    opens: bool = False
    joined: bool = False
    bracket: tuple[Word, ...] = ()
    title: tuple[str, ...] = ()
    titles: bool = False

    @property
    def start(self) -> int:
        """Offset of the first code point."""
        return self.words[0].start

    @property
    def stop(self) -> int:
        """Offset behind the last code point."""
        return self.words[-1].stop


# A run of all its values, likewise.
_Values = tuple[tuple[Word, ...], tuple[str, ...], bool, bool, tuple[Word, ...], tuple[str, ...], bool]
make_run: Callable[[_Values], Run]
make_run = partial(tuple.__new__, Run)


def tokens(text: str, start: int = 0, stop: int | None = None) -> tuple[Word, ...]:
    """Cut a stretch of text into words and punctuation marks.

    Args:
        text: the text.
        start: offset where the stretch begins.
        stop: offset behind it; the end of the text if None.
    """
    end = len(text) if stop is None else stop
    return tuple([Word.of(found[0], *found.span()) for found in TOKEN.finditer(text, start, end)])


def lowered(words: Iterable[Word]) -> tuple[str, ...]:
    """Return the words in lower case."""
    return tuple([word.lower for word in words])  # a list first: this is asked often, and twice as fast


def find_runs(text: str, words: Vocabulary) -> tuple[Run, ...]:
    """Find the runs of capitalised words.

    Args:
        text: the text.
        words: the vocabulary, for particles ("bin") and links ("dan") inside names.

    Returns:
        The runs, sorted by start; they do not overlap.
    """
    unnamed = words.unnamed
    capitals = [
        make((word, *found.span(), low))
        for found in CAPITALS.finditer(text)
        if (low := (word := found[0]).lower().rstrip(".")) not in unnamed and not MONEY.match(text, found.start())
    ]
    capitals = _unglued([part for word in capitals for part in parted(text, word, words)], words)
    found: list[Run] = []
    at = 0
    while at < len(capitals):
        stop, chosen = _joined(text, capitals, at, words)
        found.append(_describe(text, chosen, words))
        at = stop
    return tuple(found)


def _unglued(capitals: list[Word], words: Vocabulary) -> list[Word]:
    """Take off the word that a page has glued to a name which stands without it, too: ``Trumpbaru``, ``Trump``.

    A long preposition or ``alias`` goes from any long name: ``Rahmatdalam``.
    """
    plain = {word.text for word in capitals}
    heads = Counter([text[:SHORTEST_GLUED] for text in plain])
    glued = words.glued
    long = (
        text for text in plain if len(text) > SHORT_GLUED and (heads[text[:SHORTEST_GLUED]] > 1 or text.endswith(glued))
    )
    mended = {text: name for text in long if (name := _without_glue(text, plain, words))}
    if not mended:  # as it mostly is
        return capitals
    names = ((mended.get(word.text, word.text), word) for word in capitals)
    return [Word.of(name, word.start, word.start + len(name)) if name != word.text else word for name, word in names]


def _without_glue(text: str, plain: AbstractSet[str], words: Vocabulary) -> str:
    """Return a word without what is glued to it; empty if nothing is."""
    if text.lower() in words.given:
        return ""
    for stop in range(SHORTEST_GLUED, len(text) - 1):
        tail = SMALL_WORD.match(text, stop) if text[:stop] in plain else None
        if (text[stop:] in words.glued and len(text) > LONG_WORD) or (
            tail and words.function_words & {tail[0], text[stop:], tail[0].partition("-")[0]}
        ):
            return text[:stop]
    return ""


def parted(text: str, word: Word, words: Vocabulary) -> tuple[Word, ...]:
    """Part a title, or a country, from a name that a page has glued to it: ``Menkes|Rina``, ``Samaraya|KBL``.

    The name must stand elsewhere too, without the conjunction at its end (``Direktur|Sungai|dan Danau``), or be an
    acronym behind a country. What points back goes from a small word that stands without it, too: ``pidana|itu``.
    """
    if word.text[1:].islower() and (word.capital or not word.text.endswith(_pointing(words))):
        return (word,)  # as mostly
    head, *others = humps(word.text)
    low, lengths = head.lower(), [len(head)]
    if not others:
        lengths = _small_tail(text, head, words.demonstratives) if head[0].islower() else []
    elif (length := len(head)) >= SHORTEST_GLUED and words.roles.match((low,)):
        rest = word.text[length:]
        joined = [length + at for at in _small_tail(text, rest, words.conjunctions)]
        lengths = lengths + joined if joined or _stands(text, rest) else []
    elif not (words.places.match((low,)) and len(others[0]) > 2 and others[0].isupper()):  # noqa: PLR2004 - an acronym
        lengths = []
    stops = [word.start, *(word.start + length for length in lengths), word.stop]
    return tuple([Word.of(text[left:right], left, right) for left, right in pairwise(stops)]) if lengths else (word,)


@cache
def _pointing(words: Vocabulary) -> tuple[str, ...]:
    """Return the words that point back."""
    return tuple(words.demonstratives)


def _small_tail(text: str, glued: str, small: AbstractSet[str]) -> list[int]:
    """Return where a small word begins behind a word that stands without it, too; nothing if none does."""
    heads = (len(glued) - len(tail) for tail in small if glued.endswith(tail))
    return [at for at in heads if at >= SHORTEST_GLUED and _stands(text, glued[:at])][:1]


def _stands(text: str, word: str) -> bool:
    """Tell whether the words of a name stand by themselves in a text."""
    return _standing(text).issuperset(WORDS.findall(word))


@lru_cache(maxsize=2)
def _standing(text: str) -> frozenset[str]:
    """Return the words of a text, read once however many are asked for."""
    return frozenset(WORDS.findall(text))


def _joined(text: str, capitals: Sequence[Word], at: int, words: Vocabulary) -> tuple[int, tuple[Word, ...]]:
    """Return the index behind the run that begins at an index, and its words with the links and particles inside."""
    last = capitals[at]
    chosen = [last]
    stop = at + 1
    while stop < len(capitals) and len(chosen) < LONGEST_RUN:
        word = capitals[stop]
        between = text[last.stop : word.start]
        if between != " ":  # as it mostly is
            link = _link(chosen, word, between, words)
            if (
                link is None
                and between[1:] in NICKNAME_MARKS
                and _is_nickname(text, last, capitals[stop + 1 : stop + 2])
            ):
                link, stop, word = (), stop + 1, capitals[stop + 1]
            if link is None:
                break
            chosen.extend(link)
        chosen.append(word)
        last = word
        stop += 1
    return stop, tuple(chosen)


def _is_nickname(text: str, first: Word, following: Sequence[Word]) -> bool:
    """Tell whether a nickname in quotation marks stands between two words of a name: ``Fransisco "Chico" Moraes``."""
    name = NICKNAMED.match(text, first.start)
    return name is not None and any(word.start == name.start(3) for word in following)


def _link(chosen: Sequence[Word], right: Word, between: str, words: Vocabulary) -> tuple[Word, ...] | None:
    """Return the words that join a run to a capitalised word, often none of them; None if they are two names."""
    left = chosen[-1]
    if between[:1] not in LINKING:  # as it often is
        return () if between in JOINERS and left.numeral and chosen[0].lower in words.orgs.single else None
    if between[-1:] in JOINERS and (unit := UNIT.fullmatch(between)) and left.lower in words.orgs.single:
        return (Word.of(unit[1], left.stop + 1, right.start - 1),)  # ``Kodim | 0735 | /Muara``
    if not between.strip(" \u00a0"):
        return ()
    if between.rstrip() == ".":
        # ``Rina, SH. | Menurutnya``: a sentence begins
        stems = {right.lower, *(right.lower.removesuffix(clitic) for clitic in words.clitics)}
        opens = not words.function_words.isdisjoint(stems)
        abbreviated = left.lower in words.abbreviated and not opens
        return () if abbreviated and "\n" not in between else None
    middle = MIDDLE.fullmatch(between)
    if middle is None:
        return _particles(left.stop, between, words)
    group = middle.lastindex or 0
    word = Word.of(middle[group], left.stop + middle.start(group), left.stop + middle.end(group))
    if word.lower in words.particles:
        return (word,)
    heads = words.orgs.single
    organisation = any(one.lower in heads for one in chosen if one.capital)
    another = left.acronym or right.lower in heads
    inside = word.lower in words.org_links and not another
    return (word,) if organisation and (inside or word.numeral) else None


def _particles(start: int, between: str, words: Vocabulary) -> tuple[Word, ...] | None:
    """Return two particles that join a name (``Carla | von der | Weide``), None where something else stands there."""
    pair = between.split(" ")
    if len(pair) != 4 or pair[0] or pair[3] or not words.particles.issuperset(pair[1:3]):  # noqa: PLR2004
        return None
    second = start + len(pair[1]) + 2
    return Word.of(pair[1], start + 1, second - 1), Word.of(pair[2], second, second + len(pair[2]))


def _describe(text: str, chosen: tuple[Word, ...], words: Vocabulary) -> Run:
    start, stop = chosen[0].start, chosen[-1].stop
    lead = text[max(0, start - LOOK_BACK) : start]
    opening = lead.rstrip(" \u00a0")
    last = opening[-1:]
    near = _small_before(lead) if len(opening) < len(lead) and (last.isalnum() or last in WITHIN) else ()
    behind = BEHIND.match(text, stop)
    inside, follows = behind.groups() if behind else (None, None)
    joined = last in JOINERS or follows in JOINERS or follows in words.org_links
    return make_run(
        (
            chosen,
            near,
            last in OPENERS,
            joined or (bool(near) and near[-1] in words.org_links),
            tokens(text, *behind.span(1)) if behind and inside else (),
            (),
            False,
        )
    )


def _small_before(lead: str) -> tuple[str, ...]:
    """Return the lower-case words at the end of a stretch that ends with a blank, `NEAREST` at most."""
    found: list[str] = []
    single = "\u00a0" not in lead and "  " not in lead
    parts = (lead.rsplit(" ", NEAREST + 1) if single else BLANKS.split(lead))[-NEAREST - 1 : -1]
    together = "".join(parts)
    if single and together.isalpha() and together.isascii() and together.islower() and parts[0]:  # as most are
        return tuple(parts)
    for part in reversed(parts):
        plain = part.isalpha() and part.isascii() and part.islower()  # as most are
        small = None if plain else SMALL.search(part)
        if not plain and small is None:
            break
        found.append(part if small is None else small[0])
        if small is not None and small[0] != part:
            break
    found.reverse()
    return tuple(found)


def words_before(text: str, offset: int) -> tuple[str, ...]:
    """Return the words of a sentence that stand before an offset, lower case, no farther back than `SENTENCE_REACH`."""
    return tuple(SENTENCE_ENDS.split(text[max(0, offset - SENTENCE_REACH) : offset])[-1].lower().split())


def in_lists(text: str, runs: Sequence[Run], words: Vocabulary) -> frozenset[int]:
    """Return where the members of lists begin, but the first of each: ``Rina (34), | Budi (23), dan | Siti (45)``.

    None of them opens a clause though a comma stands before it.
    """
    runs = [run for run in runs if text[run.start - 1 : run.start] != "("]
    found: set[int] = set()
    for at in range(len(runs) - 1, 1, -1):
        closing = GAP.fullmatch(text, runs[at - 1].stop, runs[at].start)
        if closing is None or closing[1] not in words.conjunctions:
            continue
        first = at - 1
        while first and (gap := GAP.fullmatch(text, runs[first - 1].stop, runs[first].start)) and not gap[1]:
            first -= 1
        if first < at - 1:
            found.update(run.start for run in runs[first + 1 : at + 1])
    return frozenset(found)
