"""Excerpts: a whole text and what may be shown of it in, a shorter text and moved offsets out.

All offsets are code points, half-open. Nothing outside the kept stretches is in the result.
"""

from bisect import bisect_right
from collections.abc import Iterable

from attrs import frozen

GAP = "\n\n[…]\n\n"


@frozen
class Excerpt:
    """The kept stretches of a text, joined.

    Args:
        text: the stretches in order, with `GAP` where something was left out.
        starts: where each stretch began in the whole text, ascending.
        moved: where each of them begins in ``text``.
    """

    text: str
    starts: tuple[int, ...]
    moved: tuple[int, ...]

    def place(self, offset: int) -> int:
        """Return where the kept code point at ``offset`` of the whole text stands in the excerpt."""
        at = bisect_right(self.starts, offset) - 1
        return self.moved[at] + offset - self.starts[at]


def excerpt(text: str, wanted: Iterable[tuple[int, int]]) -> Excerpt:
    r"""Return what is ``wanted`` of ``text``; stretches that overlap or touch become one.

    Example:
        >>> excerpt("Satu. Dua. Tiga.", [(6, 10)]).text
        '[…]\n\nDua.\n\n[…]'
    """
    kept: list[list[int]] = []
    for start, stop in sorted(wanted):
        if kept and not text[kept[-1][1] : start].strip():
            kept[-1][1] = max(kept[-1][1], stop)
        else:
            kept.append([start, stop])
    parts: list[str] = []
    moved: list[int] = []
    length = at = 0
    for start, stop in kept:
        gap = GAP if text[at:start].strip() else ""
        gap = gap.lstrip() if at == 0 else gap
        parts += [gap, text[start:stop]]
        moved.append(length + len(gap))
        length, at = length + len(gap) + stop - start, stop
    if kept and text[at:].strip():
        parts.append(GAP.rstrip())
    return Excerpt("".join(parts), tuple(start for start, _ in kept), tuple(moved))
