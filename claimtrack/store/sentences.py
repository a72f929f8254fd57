"""Sentences to show: a text and the place of an attribution in, the sentence or sentences round it out."""

from attrs import field, frozen

from claimtrack.packs import Pack
from claimtrack.segment import Sentence, segment_region

LONGEST = 4000
MARGIN = 400


@frozen
class SentenceFinder:
    """Finds the sentences that hold a stretch of text.

    Args:
        pack: says where sentences end.
    """

    pack: Pack
    _last: dict[str, tuple[Sentence, ...]] = field(factory=dict, init=False, repr=False, eq=False)

    def __call__(self, text: str, start: int, stop: int) -> tuple[int, str]:
        """Return the start and the words of the sentences of ``text`` that hold ``[start, stop)``.

        Of a sentence longer than 4,000 code points only the neighbourhood is returned: a text of megabytes
        without a full stop must not be stored again for each of its attributions.
        """
        first = text.rfind("\n", 0, start) + 1
        end = text.find("\n", stop)
        line = text[first : end if end >= 0 else len(text)]
        inside = [s for s in self._sentences(line) if s.start < stop - first and s.stop > start - first]
        left = first + min((s.start for s in inside), default=start - first)
        right = first + max((s.stop for s in inside), default=stop - first)
        left, right = min(left, start), max(right, stop)
        if right - left > LONGEST:
            left = max(left, start - MARGIN)
            right = min(right, left + LONGEST)
        return left, text[left:right]

    def _sentences(self, line: str) -> tuple[Sentence, ...]:
        """Return the sentences of ``line``, remembered for the attributions that follow on the same line."""
        if line not in self._last:
            self._last.clear()
            self._last[line] = segment_region(line, 0, len(line), self.pack)
        return self._last[line]
