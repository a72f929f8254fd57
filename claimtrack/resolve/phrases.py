"""Phrases of a word list in the shape that resolution asks them: rows of words in, `Phrases` out."""

from collections.abc import Iterable, Mapping

from attrs import field, frozen

Row = tuple[str, ...]


@frozen
class Phrases:
    """Phrases of one or more words, found at a place in a sequence of words.

    Args:
        by_first: first word -> the phrases that begin with it, longest first.
        every: all phrases; follows from ``by_first``.
        single: the phrases of one word; follows from ``by_first``.
        lasts: the last words of the phrases; follows from ``by_first``.
    """

    by_first: Mapping[str, tuple[Row, ...]] = field(eq=False, repr=False)
    every: frozenset[Row] = field(init=False, eq=False, repr=False)
    single: frozenset[str] = field(init=False, eq=False, repr=False)

    lasts: frozenset[str] = field(init=False, eq=False, repr=False)

    @every.default
    def _every(self) -> frozenset[Row]:
        return frozenset(phrase for phrases in self.by_first.values() for phrase in phrases)

    @single.default
    def _single(self) -> frozenset[str]:
        return frozenset(phrase[0] for phrase in self.every if len(phrase) == 1)

    @lasts.default
    def _lasts(self) -> frozenset[str]:
        return frozenset(phrase[-1] for phrase in self.every)

    @classmethod
    def of(cls, phrases: Iterable[Row]) -> "Phrases":
        """Index phrases by their first word."""
        index: dict[str, list[Row]] = {}
        for phrase in phrases:
            if phrase:
                index.setdefault(phrase[0], []).append(phrase)
        return cls({first: tuple(sorted(set(group), key=lambda p: (-len(p), p))) for first, group in index.items()})

    def match(self, words: Row, at: int = 0) -> int:
        """Return how many of ``words`` from index ``at`` the longest phrase covers; 0 for none."""
        for phrase in self.by_first.get(words[at], ()) if at < len(words) else ():
            if words[at : at + len(phrase)] == phrase:
                return len(phrase)
        return 0

    def found(self, words: Row) -> list[tuple[int, int]]:
        """Return where phrases begin in a row of words, each with how many of them the longest one covers."""
        firsts = self.by_first
        return [(at, length) for at, word in enumerate(words) if word in firsts and (length := self.match(words, at))]

    def __contains__(self, words: object) -> bool:
        """Tell whether a tuple of words is one of the phrases."""
        return words in self.every
