"""Runs of capitalised words in a text: text in, `Run`s out, sorted by start; nothing is decided here about who they are.

Offsets are half-open, in code points of the text.
"""

import re
from collections.abc import Iterable, Sequence

from attrs import frozen

from claimtrack.resolve.words import Vocabulary

CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
# A full stop belongs to an initial ("M."), an apostrophe or hyphen to a name ("Ka'ban", "Jong-un").
NAME_WORD = rf"(?:{CAPITAL}\.(?=\s?{CAPITAL})|[A-Z]{{2,}}(?=[A-Z][a-z]{{2}})|[A-Z]{{4,}}(?=-[A-Z][a-z])|{CAPITAL}\w*(?:[-'’`]\w+|\.[a-z0-9]\w*)*)"
TOKEN = re.compile(rf"{NAME_WORD}|\w+(?:[-'’`]\w+|\.[a-z0-9]\w*)*|[^\w\s]")
ACRONYM = re.compile(r"(?:[A-Z]{2,}[a-z]?|[A-Z]+[-&][A-Z]+|[A-Z]{2,}\d+)\Z")
NUMERAL = re.compile(r"(?:[IVXLC]+|\d[\d.]*)\Z")


@frozen
class Word:
    """One word or punctuation mark of a text.

    Args:
        text: as it stands.
        start: offset of its first code point.
        stop: offset behind its last.
    """

    text: str
    start: int
    stop: int

    @property
    def lower(self) -> str:
        """The word in lower case without a closing full stop."""
        return self.text.lower().rstrip(".")

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


@frozen
class Run:
    """Capitalised words in a row.

    Args:
        words: the words, never empty.
        before: up to four lower-case words directly before it, nearest last; empty behind punctuation.
        opens: it opens its sentence or clause: what precedes is a line start, a full stop or a comma.
        joined: a word such as "and", a slash or a comma joins it to another run.
        bracket: what stands in the brackets directly behind it, empty if nothing does.
    """

    words: tuple[Word, ...]
    before: tuple[str, ...] = ()
    opens: bool = False
    joined: bool = False
    bracket: tuple[Word, ...] = ()

    @property
    def start(self) -> int:
        """Offset of the first code point."""
        return self.words[0].start

    @property
    def stop(self) -> int:
        """Offset behind the last code point."""
        return self.words[-1].stop


def tokens(text: str, start: int = 0, stop: int | None = None) -> tuple[Word, ...]:
    """Cut a stretch of text into words and punctuation marks.

    Args:
        text: the text.
        start: offset where the stretch begins.
        stop: offset behind it; the end of the text if None.
    """
    end = len(text) if stop is None else stop
    return tuple(Word(found.group(), *found.span()) for found in TOKEN.finditer(text, start, end))


def lowered(words: Iterable[Word]) -> tuple[str, ...]:
    """Return the words in lower case."""
    return tuple(word.lower for word in words)


def find_runs(text: str, words: Vocabulary) -> tuple[Run, ...]:
    """Find the runs of capitalised words.

    Args:
        text: the text.
        words: the vocabulary, for particles ("bin") and links ("dan") inside names.

    Returns:
        The runs, sorted by start; they do not overlap.
    """
    sequence = tokens(text)
    found: list[Run] = []
    at = 0
    while at < len(sequence):
        if not sequence[at].capital or sequence[at].lower in words.times:
            at += 1
            continue
        stop = _run_end(text, sequence, at, words)
        found.append(_describe(text, sequence, at, stop, words))
        at = stop
    return tuple(found)


def _run_end(text: str, sequence: Sequence[Word], at: int, words: Vocabulary) -> int:
    """Return the index behind the run that begins at index ``at``."""
    organisation = words.orgs.match((sequence[at].lower,)) > 0
    stop = at + 1
    while stop < len(sequence):
        word = sequence[stop]
        if word.text == "." and _abbreviated(text, sequence, stop, words):
            stop += 1
            continue
        if not _adjacent(text, sequence[stop - 1], word):
            break
        if word.capital and word.lower in words.times:
            break
        if word.capital:
            organisation = organisation or words.orgs.match((word.lower,)) > 0
            stop += 1
        elif _links(text, sequence, stop, words, organisation=organisation):
            stop += 2
        else:
            break
    return stop


def _abbreviated(text: str, sequence: Sequence[Word], at: int, words: Vocabulary) -> bool:
    """Tell whether a full stop closes an abbreviation inside a name: ``Moh. Rifai``."""
    left, dot = sequence[at - 1], sequence[at]
    following = sequence[at + 1] if at + 1 < len(sequence) else None
    glued = left.stop == dot.start and left.lower in words.abbreviated
    return glued and following is not None and following.capital and "\n" not in text[dot.stop : following.start]


def _links(text: str, sequence: Sequence[Word], at: int, words: Vocabulary, *, organisation: bool) -> bool:
    """Tell whether the lower-case word at an index joins two capitalised words into one name."""
    if at + 1 >= len(sequence) or not sequence[at + 1].capital or not _adjacent(text, sequence[at], sequence[at + 1]):
        return False
    link = sequence[at].lower
    if organisation and link in words.org_links:
        return not sequence[at - 1].acronym
    return link in words.particles or (sequence[at].numeral and organisation)


def _adjacent(text: str, left: Word, right: Word) -> bool:
    """Tell whether at most blanks stand between two words; a new line parts them."""
    between = text[left.stop : right.start]
    return not between.strip() and "\n" not in between


def _describe(text: str, sequence: Sequence[Word], at: int, stop: int, words: Vocabulary) -> Run:
    before = _before(text, sequence, at)
    previous = sequence[at - 1].text if at else ""
    following = sequence[stop].text if stop < len(sequence) else ""
    new_line = at > 0 and "\n" in text[sequence[at - 1].stop : sequence[at].start]
    joins = words.org_links | {"/", "&"}
    return Run(
        words=tuple(word for word in sequence[at:stop] if word.text != "."),
        before=before,
        opens=at == 0 or new_line or previous in {".", "!", "?", ",", '"', "”", "“", ":", ";", "-", "–", "—"},  # noqa: RUF001
        joined=previous.lower() in joins or following.lower() in joins,
        bracket=_bracket(sequence, stop),
    )


def _before(text: str, sequence: Sequence[Word], at: int) -> tuple[str, ...]:
    found: list[str] = []
    index = at - 1
    while index >= 0 and len(found) < 4 and _adjacent(text, sequence[index], sequence[index + 1]):  # noqa: PLR2004
        if sequence[index].capital or not sequence[index].text[0].isalnum():
            break
        found.append(sequence[index].lower)
        index -= 1
    return tuple(reversed(found))


def _bracket(sequence: Sequence[Word], at: int) -> tuple[Word, ...]:
    """Return the words in brackets that open at an index, at most eight of them."""
    if at >= len(sequence) or sequence[at].text != "(":
        return ()
    for stop in range(at + 1, min(at + 10, len(sequence))):
        if sequence[stop].text == ")":
            return tuple(sequence[at + 1 : stop])
    return ()
