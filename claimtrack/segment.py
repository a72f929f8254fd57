"""Segment: text in, sentences with their quotations out; furniture and datelines are left out.

A line is a paragraph. A sentence never ends inside a quotation, so ``"A. B," kata X.`` is one sentence. All
offsets are code points of the text.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from claimtrack.datelines import HEAD_LINES, after_dateline
from claimtrack.furniture import furnished, trimmed, without_furniture
from claimtrack.headings import run_in
from claimtrack.packs import TELLING, Pack
from claimtrack.quotes import Quote, find_quotes, mark_shape, quote_marks

DECIMAL = re.compile(r"\d[.,]\d+$")  # of what a unit counts
SENTENCE_END = re.compile(r"[.!?…]+[\])]?")
CLOSING = re.compile(r"\s+[A-Z][^.!?,:;\"“”]{0,60}?\s([a-z]+)(?=\.(?:\s|$)|$)")  # a subject and its verb, alone
GLUED = re.compile(  # it begins with the full stop, for which the text is scanned
    r"\.(?:(?=[A-Z][a-z]|[A-Z]{2,} [a-z]|[A-Z]{4,}:)(?:(?<=[a-z]{3}\.)|(?<= [a-z]{2}\.)|(?<=[)\]\"”]\.)|(?<=\s\.))"
    r"|(?<=[A-Z]{2}\.)(?=[A-Z][a-z]{2}))"
)
BLANK, SIGN = re.compile(r"\s"), re.compile(r"[^\w\s]")
CLOSED = ".!?…\"”’'"
SENTENCE_LIMIT = 2_000
JOINED_LIMIT = 20_000  # code points of a quotation broken over lines; each line more is read again from its start
LINK_LIMIT = 40  # code points of a link's words that stand on a line of their own, inside a sentence
BYLINE = {"(": ")", "[": "]"}
SIGNATURE_LIMIT = 200  # code points of a by-line in brackets
INITIAL_LENGTH = 1
ACRONYM_LENGTH = 3
WHOLE_WORD = 4  # letters; what is shorter may be an abbreviation that no list has
WORD_REACH = 40  # code points before a full stop in which its word mostly begins
WORD_BORDER = re.compile(r"[\s(\"“\[]")
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"  # marks of direction, joining and byte order
BLANKS = str.maketrans(INVISIBLE, " " * len(INVISIBLE))
COMMA = re.compile(", ?")
OPENING = '"“„«'  # marks that open a quotation
QUOTED = "\"”»’'"  # marks that close a quotation
FIRST_WORD = re.compile(r"\s*([^\W\d_]+)\s*(\S?)")
BULLETS = "•▪●◦‣"
OPENS = "\"“‘'([" + BULLETS  # signs that may open a sentence
LEADING = frozenset({"BY", "FROM", "AFF", "DI", "CONJ", "REL", "COMP"})  # types of words that end no line of their own
INITIALS = re.compile(r"(?:[A-Z][a-z]{0,2}\.)+[A-Z][A-Za-z]{0,4}")


class Sentence(NamedTuple):
    """A sentence of a paragraph.

    Args:
        start: offset of its first code point.
        stop: offset behind its last.
        quotes: its outermost quotations, in order.
        paragraph: number of the paragraph, from 0.
    """

    start: int
    stop: int
    quotes: tuple[Quote, ...]
    paragraph: int


@lru_cache(maxsize=4)  # reading, and then what asks for the sentence before
def segment(text: str, pack: Pack) -> tuple[Sentence, ...]:
    """Return the sentences of ``text`` in order.

    Args:
        text: any text; half-open offsets of the result count its code points.
        pack: supplies abbreviations, furniture and place names.
    """
    text = blanked(text)
    return tuple(
        sentence
        for number, (start, stop) in enumerate(paragraphs(text, pack))
        for sentence in segment_region(text, start, stop, pack, number)
    )


def blanked(text: str) -> str:
    """Return a text of the same length with a blank for each invisible mark, behind which no sentence would begin."""
    marked = not text.isascii() and any(mark in text for mark in INVISIBLE)
    return text.translate(BLANKS) if marked else text


def segment_region(text: str, start: int, stop: int, pack: Pack, paragraph: int = 0) -> tuple[Sentence, ...]:
    """Segment a paragraph, or the inside of a quotation as a text of its own, keeping the offsets of ``text``."""
    quotes = _closed(text, find_quotes(text, start, stop), start, stop, pack)
    if not quotes:
        return tuple([Sentence(*bound, (), paragraph) for bound in sentence_bounds(text, start, stop, (), pack)])
    starts, stops = [quote.start for quote in quotes], [quote.stop for quote in quotes]
    return tuple(
        Sentence(left, right, quotes[bisect_left(starts, left) : bisect_right(stops, right)], paragraph)
        for left, right in sentence_bounds(text, start, stop, quotes, pack)
    )


def _closed(text: str, quotes: tuple[Quote, ...], start: int, stop: int, pack: Pack) -> tuple[Quote, ...]:
    """Close a quotation left open up to ``stop`` where somebody is cited for it: ``"Surut. Aman|, ujar Rina.``."""
    if not quotes or quotes[-1].inner_stop != stop:
        return quotes
    *others, last = quotes
    ending = text.rfind(". ", start, stop)
    for comma in COMMA.finditer(text, last.inner_start, stop):
        word = FIRST_WORD.match(text, comma.end(), stop)
        owned = _citing(pack).get(word[1].lower()) if word else None
        if word is None or owned is None:
            continue
        behind = FIRST_WORD.match(text, word.end(1), stop)
        named = behind is not None and (behind[1][0].isupper() or behind[1] in pack.words("pronouns"))
        named = named or word.end(1) > ending  # ``…|, timpal warganet lainnya.`` ends the paragraph
        if (owned and word[2][:1] in {"", ".", ","}) or (not owned and named):
            return (*others, Quote(last.start, comma.start(), last.inner_start, comma.start()))
    return quotes


def paragraphs(text: str, pack: Pack) -> list[tuple[int, int]]:
    """Return the extents of the lines that are not furniture, without a dateline at the head of the article."""
    found: list[tuple[int, int]] = []
    marked = furnished(text, pack)
    offset, begins = 0, True
    for line in text.splitlines(keepends=True):
        furniture = marked.get(offset)
        start, stop = trimmed(text, offset, offset + len(line))
        offset += len(line)
        if start == stop:
            continue
        if begins:
            start = after_dateline(text, start, stop, pack)
            begins = len(found) < HEAD_LINES and text[stop - 1] not in CLOSED
        if furniture:
            found.extend(without_furniture(text, start, stop, furniture, pack))
        elif start < stop:
            found.append((start, stop))
    return _joined(text, found, pack)


def _joined(text: str, extents: list[tuple[int, int]], pack: Pack) -> list[tuple[int, int]]:
    """Join a line that ends with a colon to the quotation in the next, and a sentence broken over lines."""
    joined: list[tuple[int, int]] = []
    linked = False  # the line before is the words of a link that a page has put on a line of their own
    for start, stop in extents:
        quoted = joined and text[joined[-1][1] - 1] == ":" and text[start] in '"“„«‘'
        open_line = bool(joined) and _is_open(text, joined[-1], start)
        links = open_line and stop - start <= LINK_LIMIT and _leads_on(text, joined[-1], pack)
        links = links and text[joined[-1][1] - 1].isalnum() and text[start].isalnum()
        broken = open_line and (linked or links or text[start].islower() or text[start] in ".,/)")
        if quoted or broken or (joined and _quotes_on(text, joined[-1], start, stop)):
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
        linked = links
    return joined


def _leads_on(text: str, before: tuple[int, int], pack: Pack) -> bool:
    """Tell whether a line is no heading: it is long, its dateline with it, or ends with a word such as ``dari``."""
    begins = text.rfind("\n", 0, before[0]) + 1
    return before[1] - begins >= LINK_LIMIT or text[before[0] : before[1]].rsplit(None, 1)[-1] in _leading(pack)


@cache
def _leading(pack: Pack) -> frozenset[str]:
    """Return the words that lead to another: no line of its own ends with one of them."""
    return frozenset(entry[0] for entry, kind in pack.notes("particles").items() if kind in LEADING)


def _is_open(text: str, before: tuple[int, int], start: int) -> bool:
    """Tell whether the line before a single line break ends without a mark that ends sentences."""
    return text[before[1] : start].count("\n") == 1 and text[before[1] - 1] not in '.!?:;"”'


def _quotes_on(text: str, before: tuple[int, int], start: int, stop: int) -> bool:
    """Tell whether a quotation left open in a line is closed in the next: its first mark is a closing one."""
    if text[before[1] : start].count("\n") > 1 or before[1] - before[0] > JOINED_LIMIT:
        return False
    first = next(quote_marks(text, start, stop), None)
    if first is None or first[0] == start or mark_shape(text, *first, start, stop) != "close":
        return False
    quotes = find_quotes(text, *before)
    return bool(quotes) and quotes[-1].stop == quotes[-1].inner_stop == before[1]


def sentence_bounds(text: str, start: int, stop: int, quotes: tuple[Quote, ...], pack: Pack) -> list[tuple[int, int]]:
    """Return the extents of the sentences in ``[start, stop)``; no border lies inside a quotation."""
    bounds: list[tuple[int, int]] = []
    left = start
    cuts = _cuts(text, start, stop, quotes, pack)
    for cut in sorted({*cuts, *_forced_cuts(text, start, stop, quotes, cuts)}):
        if cut > left:
            begin, end = trimmed(text, left, cut)
            if begin < end:
                bounds.append((begin, end))
            left = cut
    begin, end = trimmed(text, left, stop)
    if begin < end:
        bounds.append((begin, end))
    return bounds


def _cuts(text: str, start: int, stop: int, quotes: tuple[Quote, ...], pack: Pack) -> list[int]:
    cuts: list[int] = []
    spans = iter((*quotes, None))
    quote = next(spans)
    position = start
    while position < stop:
        limit = quote.start if quote else stop
        cuts.extend(_plain_cuts(text, position, limit, stop, pack))
        if quote is None:
            break
        position = quote.stop
        if _ends_sentence(text, quote, stop) and not _goes_on(text, quote, stop, pack):
            cuts.append(quote.stop)
        quote = next(spans)
    return cuts


def _forced_cuts(text: str, start: int, stop: int, quotes: tuple[Quote, ...], cuts: list[int]) -> list[int]:
    """Return cuts outside quotations that keep a text without full stops from becoming one sentence."""
    forced: list[int] = []
    if stop - start <= SENTENCE_LIMIT:
        return forced
    borders = sorted({start, stop, *cuts, *(q.start for q in quotes), *(q.stop for q in quotes)})
    inside = {quote.start for quote in quotes}
    known = set(cuts)
    last = start
    for left, right in pairwise(borders):
        last = left if left in known else last
        if left in inside:
            continue
        while right - last > SENTENCE_LIMIT:
            cut = _forced_cut(text, max(left, last + SENTENCE_LIMIT), right)
            if cut >= right:
                break
            forced.append(cut)
            last = cut
    return forced


def _forced_cut(text: str, start: int, stop: int) -> int:
    """Return where to cut behind ``start``: at a blank, else a sign, else anywhere; ``stop`` where that is near."""
    limit = start + SENTENCE_LIMIT
    for pattern in (BLANK, SIGN):
        found = pattern.search(text, start, min(limit, stop))
        if found:
            return found.start()
    return min(limit, stop)


def _ends_sentence(text: str, quote: Quote, stop: int) -> bool:
    """Tell whether a quotation that closes behind a full stop ends its sentence: what follows starts a new one."""
    last = text[quote.inner_stop - 1]
    rest = text[quote.stop : min(stop, quote.stop + 3)].lstrip()
    signed = rest[:1] == "[" and text.find("]", quote.stop, stop) == stop - 1  # ``…." | [ab/ka]``
    return last in ".!?…" and bool(rest) and (rest[0].isupper() or rest[0] in '"“‘(' or signed)


def _goes_on(text: str, quote: Quote, stop: int, pack: Pack) -> bool:
    """Tell whether nothing but who says it and his verb follow a quotation: ``"Ada api!" | Warga itu berteriak.``.

    The verb may begin with a capital: ``"Ada api." | Ujar Rahmat.``; not where it leads to another quotation.
    """
    words = CLOSING.match(text, quote.stop, stop)
    if words is not None and words[1] in _uttering(pack):
        return True
    end = text.find(".", quote.stop, stop)
    another = any(mark in text[quote.stop : end if end >= 0 else stop] for mark in OPENING)
    return not another and _cites(text, quote.stop, stop, pack)


@cache
def _uttering(pack: Pack) -> frozenset[str]:
    """Return the active verbs that may cite the quotation before them."""
    lines = ((form, line) for form, lines in pack.cues.items() for line in lines)
    return frozenset(form for form, line in lines if line.type == "ACT" and line.cls in TELLING | {"asking"})


def _plain_cuts(text: str, start: int, limit: int, stop: int, pack: Pack) -> list[int]:
    """Return the sentence borders between two quotations."""
    glued = GLUED.finditer(text, start, limit)
    cuts = [match.end() for match in glued if _is_full_stop(text, match.start(), start, pack)]
    headed = run_in(text, pack)
    cuts.extend(headed[bisect_right(headed, start) : bisect_left(headed, limit)])
    for match in SENTENCE_END.finditer(text, start, limit):
        after = match.end()
        if limit < stop and not text[after:limit].strip():  # a quotation follows, whatever its mark
            cuts.append(after)
            continue
        if after < stop and not text[after].isspace() and not _is_signed(text, after, stop):
            continue
        if match.start() == start and match[0] == "." and _is_cited(text, start, stop, pack):
            continue
        rest = text[after : after + 4].lstrip()
        opens = not rest or rest[0].isupper() or rest[0].isdigit() or rest[0] in OPENS
        small = not opens and match[0] == "." and not _cites(text, after, stop, pack)
        if not opens and not (small and _ends_small(text, match.start(), start, pack)):
            continue
        quoted = rest[:1] in {'"', "“"}
        dotted = match[0].rstrip(")]") == "."  # ``Kapten (Purn.) Rahmat``
        stopped = quoted or not dotted or _is_full_stop(text, match.start(), start, pack)
        if not stopped and not _opens_sentence(text, after, stop, pack):
            continue
        cuts.append(after)
    return sorted(set(cuts))


def _ends_small(text: str, dot: int, start: int, pack: Pack) -> bool:
    """Tell whether a full stop ends a sentence although the next begins small: a whole word stands before it."""
    word = _last_word(text, start, dot)
    whole = len(word) >= WHOLE_WORD or word in pack.words("demonstratives")
    return whole and word.isalpha() and word.islower() and _is_full_stop(text, dot, start, pack)


def _is_cited(text: str, stop_mark: int, stop: int, pack: Pack) -> bool:
    """Tell whether a full stop behind a quotation stands for a comma: ``"…". Ujarnya.``, ``"…". Kata Rahmat``."""
    return stop_mark > 0 and text[stop_mark - 1] in QUOTED and _cites(text, stop_mark + 1, stop, pack)


def _cites(text: str, start: int, stop: int, pack: Pack) -> bool:
    """Tell whether a word that cites what stands before it follows, and who says it: ``Ujarnya.``, ``Kata Rahmat``."""
    word = FIRST_WORD.match(text, start, stop)
    owned = _citing(pack).get(word[1].lower()) if word else None
    if word is None or owned is None:
        return False
    return word[2][:1] in {"", ".", ","} if owned else word[2].isupper()


@cache
def _citing(pack: Pack) -> dict[str, bool]:
    """Return the words that cite what stands before them, and whether each says with a clitic who speaks."""
    forms = [form for form, lines in pack.cues.items() if any(line.type == "INV" for line in lines)]
    clitics = pack.settings["morphology"]["clitics"]
    return dict.fromkeys(forms, False) | {form + clitic: True for form in forms for clitic in clitics}


def _opens_sentence(text: str, after: int, stop: int, pack: Pack) -> bool:
    """Tell whether a pronoun opens a sentence behind what may be an initial: ``R dan K. Mereka …``."""
    opening = text[after : min(stop, after + WORD_REACH)].split(maxsplit=1)[:1]
    return bool(opening) and opening[0].istitle() and opening[0].lower() in pack.words("pronouns")


def _is_signed(text: str, after: int, stop: int) -> bool:
    """Tell whether a by-line in brackets ends the paragraph right behind a full stop: ``surut.(Rahmat)``."""
    return (
        stop - after <= SIGNATURE_LIMIT
        and BYLINE.get(text[after]) == text[stop - 1]
        and text.find(text[stop - 1], after, stop) == stop - 1
    )


def _is_full_stop(text: str, dot: int, start: int, pack: Pack) -> bool:
    """Tell a full stop from the dot of an abbreviation or an initial."""
    word = _last_word(text, start, dot)
    if word.isupper() and DECIMAL.search(_last_word(text, start, dot - len(word) - 1)):  # ``gempa 7,2 SR. Warga …``
        return True
    if len(word) == INITIAL_LENGTH and word.isupper():
        return _is_place(text, dot - INITIAL_LENGTH, start, pack)
    if INITIALS.fullmatch(word):
        return False
    if len(word) >= ACRONYM_LENGTH and word.isupper() and word.lower() not in pack.words("roles"):
        return True
    return f"{word.lower()}." not in pack.words("abbreviations") and word.lower() not in pack.words("abbreviations")


def _is_place(text: str, letter: int, start: int, pack: Pack) -> bool:
    """Tell whether a capital letter names a place, and no person: ``tulisnya di X. Menanggapi itu, …``."""
    return pack.notes("particles").get((_last_word(text, start, letter - 1).lower(),)) == "DI"


def _last_word(text: str, start: int, stop: int) -> str:
    """Return what stands before ``stop`` behind the last blank, bracket or opening quotation mark; empty if nothing."""
    reach = WORD_REACH
    parts = WORD_BORDER.split(text[max(start, stop - reach) : stop])
    while len(parts) == 1 and reach < stop - start:
        reach *= 2  # a word longer than any
        parts = WORD_BORDER.split(text[max(start, stop - reach) : stop])
    return parts[-1]
