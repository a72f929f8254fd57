"""Sentences to show: an extraction and the place of an attribution in, the sentence or sentences round it out."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from attrs import frozen

from claimtrack.model import Extraction

LONGEST = 2000
MARGIN = 400


@frozen
class Sentences:
    """The sentences of one text; where none are known, its lines.

    Args:
        text: the whole text.
        starts: offset of each sentence, sorted.
        stops: offset behind each sentence.
    """

    text: str
    starts: Sequence[int]
    stops: Sequence[int]

    @classmethod
    def of(cls, extraction: Extraction) -> "Sentences":
        """Return the sentences that an extraction was read by."""
        text = extraction.document.text
        bounds = extraction.sentences or tuple(_lines(text))
        return cls(text, [start for start, _ in bounds], [stop for _, stop in bounds])

    def around(self, start: int, stop: int) -> tuple[int, str]:
        """Return the start and the words of the sentences that hold ``[start, stop)``.

        Of sentences longer than 2,000 code points only the neighbourhood is returned: a text of megabytes
        without a full stop must not be stored again for each of its attributions.
        """
        first, last = bisect_right(self.stops, start), bisect_left(self.starts, stop) - 1
        left, right = (start, stop) if first > last else (min(start, self.starts[first]), max(stop, self.stops[last]))
        if right - left > LONGEST:
            left = max(left, start - MARGIN)
            right = min(right, left + LONGEST)
        return left, self.text[left:right]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and stop of each line of a text."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1
