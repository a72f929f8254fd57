"""Many spans of one text, asked often: whether one of them holds a stretch, in logarithmic time."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from attrs import frozen

from claimtrack.model import Attribution, Span


@frozen
class Extents:
    """Spans in order of their start.

    Args:
        starts: the starts, ascending.
        reach: the furthest stop of the spans up to each one.
    """

    starts: tuple[int, ...] = ()
    reach: tuple[int, ...] = ()

    @classmethod
    def of(cls, spans: Iterable[Span]) -> "Extents":
        """Index spans; they may overlap and come in any order."""
        ordered = sorted(spans)
        return cls(tuple(span.start for span in ordered), tuple(accumulate((span.stop for span in ordered), max)))

    def holds(self, start: int, stop: int) -> bool:
        """Tell whether one span holds ``[start, stop)`` whole."""
        at = bisect_right(self.starts, start)
        return at > 0 and self.reach[at - 1] >= stop

    def meets(self, start: int, stop: int) -> bool:
        """Tell whether one span shares a code point with ``[start, stop)``."""
        at = bisect_left(self.starts, stop)
        return at > 0 and self.reach[at - 1] > start


def enclosing(attributions: tuple[Attribution, ...]) -> tuple[int | None, ...]:
    """Return for each attribution the index of the one whose content most closely holds its cue; None at the top.

    Two attributions that hold each other's cue enclose neither; no chain of parents is circular.
    """
    parts = sorted(
        (span.start, -span.stop, index) for index, other in enumerate(attributions) for span in other.content
    )
    parents: list[int | None] = [None] * len(attributions)
    active: list[tuple[int, int]] = []
    at = 0
    for index in sorted(range(len(attributions)), key=lambda index: attributions[index].cue):
        cue = attributions[index].cue
        while at < len(parts) and parts[at][0] <= cue.start:
            active.append((-parts[at][1], parts[at][2]))
            at += 1
        active = [(stop, holder) for stop, holder in active if stop > cue.start]
        holders = [
            (sum(span.stop - span.start for span in attributions[holder].content), holder)
            for stop, holder in active
            if stop >= cue.stop and holder != index and not _holds(attributions[index], attributions[holder].cue)
        ]
        parents[index] = min(holders)[1] if holders else None
    for index in range(len(parents)):
        if _circular(index, parents):
            parents[index] = None
    return tuple(parents)


def _circular(index: int, parents: Sequence[int | None]) -> bool:
    """Tell whether following the parents of an attribution leads back to it (overlapping cues can)."""
    at, steps = parents[index], 0
    while at is not None and at != index and steps < len(parents):
        at, steps = parents[at], steps + 1
    return at == index


def _holds(attribution: Attribution, cue: Span) -> bool:
    return any(span.contains(cue) for span in attribution.content)
