"""Sentences to show: a text and the place of an attribution in, the sentence or sentences round it out."""

from bisect import bisect_left, bisect_right

from attrs import define, field, frozen

from claimtrack.packs import Pack
from claimtrack.segment import segment_region

LONGEST = 2000
MARGIN = 400


@frozen
class _Line:
    """A line of a text, or several, with the borders of its sentences, sorted.

    Args:
        text: the whole text.
        start: offset of the line.
        stop: offset behind it.
        starts: offset of each sentence.
        stops: offset behind each sentence.
    """

    text: str
    start: int
    stop: int
    starts: tuple[int, ...]
    stops: tuple[int, ...]

    def holds(self, text: str, start: int, stop: int) -> bool:
        """Tell whether ``[start, stop)`` of ``text`` lies in this line."""
        return text is self.text and self.start <= start and stop <= self.stop

    def around(self, start: int, stop: int) -> tuple[int, int]:
        """Return the borders of the sentences that hold ``[start, stop)``."""
        first, last = bisect_right(self.stops, start), bisect_left(self.starts, stop) - 1
        if first > last:
            return start, stop
        return min(start, self.starts[first]), max(stop, self.stops[last])


@define
class SentenceFinder:
    """Finds the sentences that hold a stretch of text; it remembers the last line, where the next is likely to be.

    Args:
        pack: says where sentences end.
    """

    pack: Pack
    _line: _Line = field(default=_Line("", 0, -1, (), ()), init=False, repr=False, eq=False)

    def __call__(self, text: str, start: int, stop: int) -> tuple[int, str]:
        """Return the start and the words of the sentences of ``text`` that hold ``[start, stop)``.

        Of sentences longer than 2,000 code points only the neighbourhood is returned: a text of megabytes
        without a full stop must not be stored again for each of its attributions.
        """
        if not self._line.holds(text, start, stop):
            self._line = self._read(text, start, stop)
        left, right = self._line.around(start, stop)
        if right - left > LONGEST:
            left = max(left, start - MARGIN)
            right = min(right, left + LONGEST)
        return left, text[left:right]

    def _read(self, text: str, start: int, stop: int) -> _Line:
        """Return the line of ``text`` that holds ``[start, stop)``."""
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", stop)
        last = last if last >= 0 else len(text)
        sentences = segment_region(text, first, last, self.pack)
        return _Line(text, first, last, tuple(s.start for s in sentences), tuple(s.stop for s in sentences))
