"""Text in, words, figures and signs with their offsets out; tables of phrases that are looked up among them.

Every step is linear in the text: the token pattern cannot backtrack and a phrase is at most as long as its entry.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from attrs import field, frozen

Value = TypeVar("Value")

_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+|\S")


@frozen
class Tokens:
    """The tokens of a text: runs of letters, figures with their points and commas, and single other signs.

    Args:
        text: the text that was cut; offsets are code points of it.
        raw: the tokens as they stand.
        low: the same in lower case, for looking up.
        starts: offset of each token.
        stops: offset behind each token.
    """

    text: str
    raw: tuple[str, ...] = field(repr=False)
    low: tuple[str, ...] = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)
    stops: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> "Tokens":
        """Cut a text into tokens."""
        found = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
        raw = tuple(item[0] for item in found)
        return cls(
            text=text,
            raw=raw,
            low=tuple(word.lower() for word in raw),
            starts=tuple(item[1] for item in found),
            stops=tuple(item[2] for item in found),
        )

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.raw)

    def word(self, at: int) -> str:
        """Return the lower-case token at a position, or an empty string outside the text."""
        return self.low[at] if 0 <= at < len(self.low) else ""

    def raw_word(self, at: int) -> str:
        """Return the token at a position as it stands, or an empty string outside the text."""
        return self.raw[at] if 0 <= at < len(self.raw) else ""

    def is_figure(self, at: int) -> bool:
        """Tell whether the token at a position starts with a digit."""
        return 0 <= at < len(self.raw) and "0" <= self.raw[at][0] <= "9"

    def is_word(self, at: int) -> bool:
        """Tell whether the token at a position is made of letters."""
        return 0 <= at < len(self.raw) and self.raw[at][0].isalpha()

    def glued(self, at: int) -> bool:
        """Tell whether nothing stands between the token at a position and the one before it."""
        return 0 < at < len(self.raw) and self.stops[at - 1] == self.starts[at]

    def gap(self, at: int) -> str:
        """Return the white space before the token at a position."""
        if not 0 <= at < len(self.raw):
            return ""
        return self.text[self.stops[at - 1] if at else 0 : self.starts[at]]

    def opens_line(self, at: int) -> bool:
        """Tell whether the token at a position is the first of its line."""
        return at == 0 or "\n" in self.gap(at)


@frozen
class Phrases(Generic[Value]):
    """Phrases and what they mean, found at or before a position; the longest phrase wins.

    Args:
        heads: first word -> (words, value), longest first.
        tails: last word -> the same.
    """

    heads: Mapping[str, tuple[tuple[tuple[str, ...], Value], ...]] = field(repr=False)
    tails: Mapping[str, tuple[tuple[tuple[str, ...], Value], ...]] = field(repr=False)

    @classmethod
    def of(cls, entries: Iterable[tuple[str, Value]]) -> "Phrases[Value]":
        """Build the table from (phrase, value) pairs; of equal phrases the first counts, an empty one never."""
        heads: dict[str, dict[tuple[str, ...], Value]] = {}
        tails: dict[str, dict[tuple[str, ...], Value]] = {}
        for phrase, value in entries:
            words = Tokens.of(phrase).low
            if not words:
                continue
            heads.setdefault(words[0], {}).setdefault(words, value)
            tails.setdefault(words[-1], {}).setdefault(words, value)
        return cls(_longest_first(heads), _longest_first(tails))

    def at(self, tokens: Tokens, at: int) -> tuple[Value, int] | None:
        """Return the value of the phrase that starts at a position and the position behind it."""
        for words, value in self.heads.get(tokens.word(at), ()):
            if tokens.low[at : at + len(words)] == words:
                return value, at + len(words)
        return None

    def before(self, tokens: Tokens, at: int) -> tuple[Value, int] | None:
        """Return the value of the phrase that ends right before a position and where it starts."""
        for words, value in self.tails.get(tokens.word(at - 1), ()):
            start = at - len(words)
            if start >= 0 and tokens.low[start:at] == words:
                return value, start
        return None


def _longest_first(
    table: dict[str, dict[tuple[str, ...], Value]],
) -> dict[str, tuple[tuple[tuple[str, ...], Value], ...]]:
    return {word: tuple(sorted(entries.items(), key=lambda entry: -len(entry[0]))) for word, entries in table.items()}
