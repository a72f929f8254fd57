"""Marked text: a text and marked stretches in, a tree of pieces out, ready to be drawn as nested elements.

All offsets are code points, half-open. Marks may nest, touch, cross and repeat; crossing marks are cut in pieces.
"""

import re
from collections import deque
from collections.abc import Iterable

from attrs import evolve, frozen

DEEPEST = 16
_BREAK = re.compile(r"(?:\r\n|\r|\n)+")
_RANK = {"content": 0, "source": 1, "cue": 2, "credit": 2, "modality": 3, "hit": 4}


@frozen
class Mark:
    """A stretch of text with a role.

    Args:
        start: offset of the first code point.
        stop: offset behind the last one.
        role: ``source``, ``cue``, ``content``, ``modality``, ``credit`` or ``hit``.
        ref: number of the attribution (from 1) or of the credit that it belongs to; 0 for none.
        key: identifier of that attribution, or the role of the credit.
        negated: the attribution denies its content.
        depth: how many other contents enclose this one, 0 at the top.
        opens: this piece holds the beginning of the mark.
        closes: this piece holds its end.
    """

    start: int
    stop: int
    role: str
    ref: int = 0
    key: str = ""
    negated: bool = False
    depth: int = 0
    opens: bool = True
    closes: bool = True


@frozen
class Piece:
    """Plain text (``mark`` is None, no children) or a mark with the pieces inside it."""

    mark: Mark | None
    text: str = ""
    children: tuple["Piece", ...] = ()


def paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Return the bounds of the paragraphs of ``text``: its lines, without the empty ones.

    Example:
        >>> paragraphs("Satu.\n\nDua.")
        [(0, 5), (7, 11)]
    """
    edges = [0, *(edge for found in _BREAK.finditer(text) for edge in found.span()), len(text)]
    lines = zip(edges[::2], edges[1::2], strict=True)
    return [(start, stop) for start, stop in lines if text[start:stop].strip()]


def lay_out(text: str, marks: Iterable[Mark]) -> list[tuple[Piece, ...]]:
    """Return the paragraphs of ``text`` as pieces; a mark over several paragraphs is cut at their ends."""
    waiting = deque(_ordered(marks))
    open_marks: list[Mark] = []
    laid = []
    for start, stop in paragraphs(text):
        while waiting and waiting[0].start < stop:
            open_marks.append(waiting.popleft())
        open_marks = [mark for mark in open_marks if mark.stop > start]
        laid.append(nest(text, open_marks, start, stop))
    return laid


def nest(text: str, marks: Iterable[Mark], start: int = 0, stop: int | None = None) -> tuple[Piece, ...]:
    """Return ``text[start:stop]`` as pieces whose leaves, read in order, are exactly that text.

    Args:
        text: the whole text.
        marks: any marks; what lies outside the bounds is cut off.
        start: where to begin.
        stop: where to end; the end of the text if None.
    """
    stop = len(text) if stop is None else min(stop, len(text))
    clipped = [cut for mark in marks if (cut := _cut(mark, start, stop))]
    return tuple(_build(text, (start, stop), _ordered(clipped), _Level()))


@frozen
class _Level:
    """How deep a piece lies: among all marks, and among contents."""

    marks: int = 0
    contents: int = 0

    def inside(self, mark: Mark) -> "_Level":
        """Return the level of what lies in ``mark``."""
        return _Level(self.marks + 1, self.contents + (mark.role == "content"))


def _ordered(marks: Iterable[Mark]) -> list[Mark]:
    """Return ``marks`` with the enclosing ones before those that they enclose."""
    return sorted(marks, key=lambda mark: (mark.start, -mark.stop, _RANK.get(mark.role, 9), mark.ref))


def _cut(mark: Mark, start: int, stop: int) -> Mark | None:
    """Return the part of ``mark`` inside ``[start, stop)``, None where there is none."""
    low, high = max(mark.start, start), min(mark.stop, stop)
    if low >= high:
        return None
    if (low, high) == (mark.start, mark.stop):
        return mark
    return evolve(
        mark, start=low, stop=high, opens=mark.opens and low == mark.start, closes=mark.closes and high == mark.stop
    )


def _build(text: str, bounds: tuple[int, int], marks: Iterable[Mark], level: _Level) -> list[Piece]:
    """Return the pieces between ``bounds``; ``marks`` are ordered and lie inside them."""
    at, stop = bounds
    pieces: list[Piece] = []
    waiting = deque(marks if level.marks < DEEPEST else ())
    while waiting:
        mark = waiting.popleft()
        inner, beyond = _split(mark, waiting, stop)
        if mark.start > at:
            pieces.append(Piece(None, text[at : mark.start]))
        children = _build(text, (mark.start, mark.stop), inner, level.inside(mark))
        placed = mark if mark.depth == level.contents else evolve(mark, depth=level.contents)
        pieces.append(Piece(placed, "", tuple(children)))
        at = mark.stop
        if beyond:
            waiting = deque(_ordered([*beyond, *waiting]))
    if at < stop:
        pieces.append(Piece(None, text[at:stop]))
    return pieces


def _split(mark: Mark, waiting: deque[Mark], stop: int) -> tuple[list[Mark], list[Mark]]:
    """Take from ``waiting`` what begins in ``mark``; return the parts inside it and the parts beyond its end."""
    inner, beyond = [], []
    while waiting and waiting[0].start < mark.stop:
        other = waiting.popleft()
        inside, outside = _cut(other, mark.start, mark.stop), _cut(other, mark.stop, stop)
        inner += [inside] if inside else []
        beyond += [outside] if outside else []
    return inner, beyond


def leaves(pieces: Iterable[Piece]) -> str:
    """Return the text of ``pieces``."""
    return "".join(leaves(piece.children) if piece.mark else piece.text for piece in pieces)
