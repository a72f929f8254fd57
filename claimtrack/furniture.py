"""Furniture: a line of a web page in, the stretches of it that belong to the article out.

A marker (``ADVERTISEMENT``) is cut out; a teaser (``Baca juga: …``) is cut out with the headline behind it. Pages often
run a teaser and the article into one line: the article goes on where ordinary words begin again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from claimtrack.packs import Pack, any_of

RUN = re.compile(r"\w+|:")  # a colon, too, is asked for where an entry has one
UNUSUAL = ("i\u0307", "\u0131", "\u017f")  # lower-case letters that a pattern without case takes for i and s
TEASER_LIMIT = 140  # code points; what is left of a line behind a teaser is its headline if it is no longer
TEASER_WORD = re.compile(r"\w[\w'’-]*")
SMALL_WORD = 6  # letters of a lower-case word that may stand in a headline
LEAD = 12  # capitalised words before the first ordinary one among which the article may begin
TITLE_WORDS = 4  # capitalised words in which a title stands before a name
RECURS = 10_000  # code points on either side in which a name is looked for
TITLE_LISTS = ("roles", "titles", "honorifics", "role_abbreviations")
MARKS, CLOSING = '"“„«”»', "”»"
FEW = 32  # entries whose words are looked for one by one before the text is cut into words
OPEN_TEASER = "…"  # ends an entry whose headline follows without a colon


class Furnished(NamedTuple):
    """A line that may hold furniture: the offset behind it, and where an entry stands in it."""

    stop: int
    marks: tuple[re.Match[str], ...]


def without_furniture(text: str, start: int, stop: int, line: Furnished, pack: Pack) -> list[tuple[int, int]]:
    """Return the stretches of a line that are the article's.

    Args:
        text: the whole text.
        start: offset where the line begins.
        stop: offset behind it.
        line: the furniture in it.
        pack: supplies the words that open a sentence.
    """
    pieces: list[tuple[int, int]] = []
    for left, right, _ in _cuts(text, start, stop, line.marks, pack):
        pieces.append((start, left))
        start = right
    pieces.append((start, stop))
    return [(left, right) for left, right in (trimmed(text, *piece) for piece in pieces) if left < right]


def teasers(text: str, pack: Pack) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches of a text that speak of other articles, each with its label: ``Baca juga: …``.

    Args:
        text: the text.
        pack: supplies the furniture.
    """
    for start, line in furnished(text, pack).items():
        found = _cuts(text, start, line.stop, line.marks, pack)
        yield from ((left, right, label[0]) for left, right, label in found if label.lastgroup != "mark")


@lru_cache(maxsize=4)  # segmentation and credits ask one after the other for the same text
def furnished(text: str, pack: Pack) -> Mapping[int, Furnished]:
    """Return the lines that may hold furniture by their offsets."""
    here = present(furniture_words(pack), text)
    found: dict[int, Furnished] = {}
    offset = 0
    for line in text.splitlines(keepends=True) if here else ():
        stop = offset + len(line)
        if present(here, line):
            marks = _pattern(pack).finditer(text, offset, stop)
            found[offset] = Furnished(stop, tuple([mark for mark in marks if _is_furniture(mark)]))
        offset = stop
    return found


def _cuts(
    text: str, start: int, stop: int, marks: Sequence[re.Match[str]], pack: Pack
) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Yield the stretches of a line that are furniture, in order, each with the match that begins it."""
    for found, following in pairwise([*marks, None]):
        if found is None or found.start() < start:
            continue
        limit = following.start() if following else stop
        start = _behind_teaser(text, found.end(), limit, pack) if found.lastgroup != "mark" else found.end()
        yield found.start(), start, found


def _is_furniture(found: re.Match[str]) -> bool:
    return found.lastgroup != "open" or found[0][0].isupper()


def trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    """Return an extent without the blanks at its borders; ``(stop, stop)`` where it holds nothing else."""
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop


def _behind_teaser(text: str, start: int, stop: int, pack: Pack) -> int:
    """Return where the article goes on behind a teaser's headline, which is mostly written in capitals.

    A short rest of a line is the headline; in a longer one the article begins before the first run of ordinary words:
    at the quotation mark that is open there, or else at the subject before them.
    """
    if stop - start <= TEASER_LIMIT:
        return stop
    lead: list[re.Match[str]] = []
    for found in TEASER_WORD.finditer(text, start, stop):
        word = found[0]
        if word[0].isupper():
            lead.append(found)
        elif word.islower() and found.start() > start + 1 and _is_ordinary(word, pack):
            break
    else:
        return stop
    if not lead:
        return start
    opened = _open_mark(text, lead[0].start(), found.start())
    return opened if opened is not None else _sentence_start(text, lead[-LEAD:], pack)


def _is_ordinary(word: str, pack: Pack) -> bool:
    """Tell a verb or noun from the function words that a headline writes small as well."""
    return word in pack.cues or (len(word) > SMALL_WORD and word not in pack.words("claim_stopwords"))


def _open_mark(text: str, start: int, stop: int) -> int | None:
    """Return the offset of a quotation mark in ``[start, stop)`` that is not closed there, None if there is none."""
    marks = [index for index in range(start, stop) if text[index] in MARKS]
    opening = [index for index in marks if text[index] not in CLOSING]
    return opening[-1] if len(marks) % 2 and opening else None


def _sentence_start(text: str, lead: Sequence[re.Match[str]], pack: Pack) -> int:
    """Return where the subject of the article's sentence begins, among the capitalised words before its verb.

    The last of them belongs to it, and so does each before it that stands beside it elsewhere too, as the words of a
    name do; a title before those (``Pengacara Rina, Calvin W.``), and a word before that which opens sentences.
    """
    opening, titles = _opening_words(pack), _titles(pack)
    at = len(lead) - 1
    while at and lead[at][0].lower() not in opening and _recurs(text, lead[at - 1].start(), lead[at].end()):
        at -= 1
    named = lead[at][0].lower() not in opening | titles
    for title in range(at - 1, max(at - TITLE_WORDS, 0) - 1, -1) if named else ():
        word, behind = lead[title][0].lower(), text[lead[title].end() : lead[title + 1].start()]
        if word in opening or any(sign.isalnum() for sign in behind):
            break
        if word in titles:
            at = title
    before = text[lead[at - 1].end() : lead[at].start()].split() if at else []
    if at and lead[at - 1][0].lower() in opening and len(before) <= 1:
        at -= 1
    return lead[at].start()


def _recurs(text: str, start: int, stop: int) -> bool:
    """Tell whether words stand elsewhere too, in a reach that keeps the time linear."""
    return text.count(text[start:stop], max(0, start - RECURS), stop + RECURS) > 1


@cache
def _opening_words(pack: Pack) -> frozenset[str]:
    """Return the words that open a sentence of an article and stand small in a headline."""
    prepositions = (form for form, lines in pack.cues.items() if any(line.type == "PREP" for line in lines))
    return frozenset(
        (*(entry[0] for name in ("openers", "starters", "pronouns") for entry in pack.phrases(name)), *prepositions)
    )


@cache
def _titles(pack: Pack) -> frozenset[str]:
    return frozenset(entry[0] for name in TITLE_LISTS for entry in pack.phrases(name))


@cache
def _pattern(pack: Pack) -> re.Pattern[str]:
    """Compile the pack's furniture: teasers with a colon (``line``), teasers without (``open``) and marks."""
    entries, blank = [" ".join(entry) for entry in pack.phrases("furniture")], r"\s+"
    kinds = {
        "line": (entry for entry in entries if entry.endswith(":")),
        "open": (entry.removesuffix(OPEN_TEASER).strip() for entry in entries if entry.endswith(OPEN_TEASER)),
        "mark": (entry for entry in entries if not entry.endswith((":", OPEN_TEASER))),
    }
    behind = {"line": "", "open": r"(?=\s+(?-i:[A-Z\d]))", "mark": r"(?!\w)"}
    shapes = "|".join(f"(?P<{kind}>{any_of(found, blank=blank)}){behind[kind]}" for kind, found in kinds.items())
    return re.compile(rf"(?<!\w)(?:{shapes})", re.IGNORECASE)


@cache
def furniture_words(pack: Pack) -> tuple[frozenset[str], ...]:
    """Return the words of each entry of the pack's furniture, lower case."""
    return tuple(dict.fromkeys(frozenset(RUN.findall(" ".join(entry))) for entry in pack.phrases("furniture")))


def present(entries: Sequence[frozenset[str]], text: str) -> Sequence[frozenset[str]]:
    """Return the entries of which every word stands somewhere in a text; all where it holds an unusual letter.

    The pattern ignores case letter by letter, and so takes a dotted capital I for an i.
    """
    low = text.lower()
    if any(mark in low for mark in UNUSUAL):
        return entries
    few = len(entries) <= FEW
    near = [entry for entry in entries if all(word in low for word in entry)] if few else entries
    parts = frozenset(low.split() if near else ())
    words = parts.union(RUN.findall(" ".join([part for part in parts if not part.isalpha()])))  # the others are whole
    return [entry for entry in near if entry <= words]
