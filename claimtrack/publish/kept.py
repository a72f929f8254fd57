"""Kept answers: pages of a database that cannot change are made once, and remembered until there are too many.

What is remembered depends on the address, the language and the host alone. Who may see it is asked before, every time.
"""

import asyncio
from collections import OrderedDict
from hashlib import sha256

from attrs import define, field, frozen

MOST_BYTES = 32_000_000  # in one process
LARGEST = MOST_BYTES // 32
OVERHEAD = 2_000  # of one answer, about
Key = tuple[str, ...]


@frozen
class Answer:
    """A finished answer.

    Args:
        body: as it is sent.
        media_type: what it is.
        headers: what else is told of it.
        status: of HTTP.
    """

    body: str
    media_type: str
    headers: dict[str, str] = field(factory=dict)
    status: int = 200

    def marked(self) -> "Answer":
        """Return this answer with a mark by which a reader asks whether it still holds: each time, as it may go."""
        mark = sha256(self.body.encode("utf-8", "replace")).hexdigest()[:32]
        return Answer(
            self.body, self.media_type, {**self.headers, "ETag": f'"{mark}"', "Cache-Control": "no-cache"}, self.status
        )

    def is_known(self, marks: str) -> bool:
        """Tell whether a reader who names ``marks`` (the header ``If-None-Match``) has this answer."""
        own = self.headers.get("ETag", "")
        return bool(own) and own in {mark.strip().removeprefix("W/") for mark in marks[:2000].split(",")}


@define
class Kept:
    """Answers by what was asked, those that were asked for last; at most `MOST_BYTES` of them."""

    _answers: OrderedDict[Key, Answer] = field(factory=OrderedDict)
    _bytes: int = 0
    turn: asyncio.Semaphore = field(factory=lambda: asyncio.Semaphore(1))

    def get(self, key: Key) -> Answer | None:
        """Return what was answered to ``key``; None where that is not known any more."""
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def put(self, key: Key, answer: Answer) -> None:
        """Remember ``answer``; forget those that nobody asked for."""
        if key in self._answers or _size(key, answer) > LARGEST:
            return
        self._answers[key] = answer
        self._bytes += _size(key, answer)
        while self._bytes > MOST_BYTES:
            self._bytes -= _size(*self._answers.popitem(last=False))


def _size(key: Key, answer: Answer) -> int:
    """Return about how many bytes an answer takes."""
    return len(answer.body) + sum(map(len, key)) + OVERHEAD
