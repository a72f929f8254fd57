"""Quotes: a paragraph in, its quotations out, whatever marks it uses and although some may be missing."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from claimtrack.furniture import trimmed

STRAIGHT = '"'
SINGLE = frozenset({"'", "‘", "’", "`"})
QUOTE_MARKS = re.compile(
    r"(?<!\S)\"\"(?!\s)|(?<=\S)\"\"(?!\S)|[\"“”„«»]|[‘’]{2}|''|``"
    r"|(?<!\w)['‘`](?=[\w(])|(?<=\s)’(?=[\w(])|(?<=[\w.,!?…)])['’](?!\w)"
)
POINTS = ".,;:!?)"
NICKNAME_MARKS = frozenset("\"“‘'")
NICKNAMED = re.compile(r"\b([A-Z][a-z]+) [\"“‘']([A-Z][^\W\d_]+)[\"”’'] ([A-Z][a-z]+)\b(?!\.)")
NAME_REACH = 30  # code points of a word of a name
ANY_MARK = re.compile("[\"“”„«»‘’'`]")  # what every match of QUOTE_MARKS begins with; a scan for it is cheap


class Quote(NamedTuple):
    """A quotation: its marks and what stands between them.

    Args:
        start: offset of the opening mark, or of the text where the mark is missing.
        stop: offset behind the closing mark, or of the text's end where it is missing.
        inner_start: offset of the first quoted code point.
        inner_stop: offset behind the last quoted code point.
    """

    start: int
    stop: int
    inner_start: int
    inner_stop: int


def find_quotes(text: str, start: int, stop: int) -> tuple[Quote, ...]:
    """Pair the quotation marks of a paragraph; a missing mark is replaced by the paragraph's border.

    Straight marks alternate when they are even; otherwise their shape (what stands beside them) decides.
    """
    marks = [
        (left, right, mark_shape(text, left, right, start, stop)) for left, right in quote_marks(text, start, stop)
    ]
    if not marks:
        return ()
    double = [mark for mark in marks if text[mark[0] : mark[1]] not in SINGLE]
    chosen = _without_inner(text, double) or marks
    if not double and len(chosen) % 2:
        return ()
    return _pair(text, chosen, start, stop)


def _without_inner(text: str, marks: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Leave out the marks round a word or phrase inside a quotation: ``"Pemuda | "zaman now" | bisa jadi objek,"``.

    They open, open, close and close; no point stands before either of the inner ones.
    """
    shapes = [shape for _, _, shape in marks]
    inner = [
        at
        for at in range(1, len(marks) - 2)
        if shapes[at - 1 : at + 3] == ["open", "open", "close", "close"]
        and text[marks[at][0] - 2].isalnum()
        and text[marks[at + 1][0] - 1].isalnum()
    ]
    return [mark for at, mark in enumerate(marks) if at not in inner and at - 1 not in inner]


def quote_marks(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the extents of the quotation marks in ``[start, stop)``."""
    position = start
    for candidate in ANY_MARK.finditer(text, start, stop):
        if candidate.start() < position:
            continue
        mark = QUOTE_MARKS.match(text, candidate.start(), stop)
        if mark is not None:
            position = mark.end()
            yield mark.span()


def mark_shape(text: str, left: int, right: int, start: int, stop: int) -> str:
    """Return what a mark is by what stands beside it: ``open``, ``close``, or ``any`` where that does not tell."""
    mark = text[left:right]
    if mark in {"“", "„", "«", "‘", "``"}:
        return "close" if mark == "“" and _closes(text, left, right, start, stop) else "open"
    if mark in {"”", "»"}:
        return (
            "close"
            if left > start and not (text[left - 1].isspace() and right < stop and text[right].isalnum())
            else "open"
        )
    before = left > start and not text[left - 1].isspace() and text[left - 1] not in "(["
    after = right < stop and not text[right].isspace() and text[right] not in ".,;:!?)]"
    if before == after:
        return "any"
    return "close" if before else "open"


def _closes(text: str, left: int, right: int, start: int, stop: int) -> bool:
    """Tell whether an opening mark stands where a closing one belongs: behind a word, before a space or a point."""
    behind = left > start and not text[left - 1].isspace()
    return behind and (right >= stop or text[right].isspace() or text[right] in POINTS)


def _is_misplaced(text: str, left: int, right: int) -> bool:
    """Tell whether an opening mark closes: ``“Air surut, | “kata Rahmat``, ``“ Air surut | “ katanya``."""
    if not text[left - 1].isspace():
        return False
    pointed = text[left - 2 : left - 1] in {",", ".", "!", "?"} and text[right : right + 1].islower()
    return pointed or text[right : right + 1].isspace()


def _pair(text: str, marks: list[tuple[int, int, str]], start: int, stop: int) -> tuple[Quote, ...]:
    quotes: list[Quote] = []
    opened: tuple[int, int] | None = None
    straight = sum(text[left:right] == STRAIGHT for left, right, _ in marks)
    for index, (left, right, shape) in enumerate(marks):
        even = text[left:right] == STRAIGHT and straight % 2 == 0
        following = marks[index + 1][2] if index + 1 < len(marks) else None
        if opened is None:
            if shape == "close" and not even and following in {None, "open"}:
                lone = _lone_closing(text, left, quotes, start)
                if lone is not None:
                    quotes.append(Quote(lone, right, lone, left))
            else:
                opened = (left, right)
        elif shape == "open" and not even and following in {"close", "any"}:
            end = trimmed(text, opened[1], left)[1]
            quotes.append(Quote(opened[0], end, opened[1], end))
            opened = (left, right)
        elif shape != "open" or even or _is_misplaced(text, left, right):
            quotes.append(Quote(opened[0], right, opened[1], left))
            opened = None
    if opened is not None and trimmed(text, opened[1], stop)[0] < stop:
        quotes.append(Quote(opened[0], stop, opened[1], stop))
    return tuple(quote for quote in quotes if quote.inner_start < quote.inner_stop and not _is_nickname(text, quote))


def _is_nickname(text: str, quote: Quote) -> bool:
    """Tell whether a quotation is part of a name: ``Fransisco "Chico" Moraes``."""
    if text[quote.stop : quote.stop + 1] != " " or quote.inner_stop - quote.inner_start > NAME_REACH:
        return False
    first = text.rfind(" ", max(0, quote.start - NAME_REACH), max(0, quote.start - 1)) + 1
    name = NICKNAMED.search(text, first or max(0, quote.start - NAME_REACH), quote.stop + NAME_REACH)
    return name is not None and name.start(2) == quote.inner_start


def _lone_closing(text: str, left: int, quotes: list[Quote], start: int) -> int | None:
    """Return where a quotation without opening mark begins: at the paragraph's head, if nothing was quoted before."""
    return start if not quotes and text[left - 1] in ".,!?…" else None
