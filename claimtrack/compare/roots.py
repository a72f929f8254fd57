"""A word in, its root out: the dictionary of the language first, then the affixes that the pack lists.

As few affixes as possible come off, until a root is left that the dictionary or a concept knows: a root in a list ends
the search, as with Nazief and Adriani (Adriani et al. 2007, "Stemming Indonesian", ACM TALIP 6(4)). What leads to no
known root stays as it is, so a name never loses letters.
"""

from collections.abc import Collection, Iterator, Mapping

from attrs import field, frozen
from simplemma import is_known, lemmatize

from claimtrack.packs import Pack

SHORTEST = 3
SHORTEST_GLUED = 7
SHORTEST_PART, SHORTEST_WORD = 2, 4
MOST_PREFIXES = 3
PARTS_OF_PLURAL = 2


@frozen
class Roots:
    """How the words of a language come to their roots.

    Args:
        lang: the language, for its dictionary.
        known: roots that the dictionary may not have.
        names: words that are names, which lose nothing.
        prefixes: prefix -> the first letters that the root may have lost to it; an empty one where it lost none.
        suffixes: endings that derive a word.
        endings: pronouns and particles written behind a word, the longest first.
    """

    lang: str
    known: frozenset[str] = field(repr=False)
    names: frozenset[str] = field(repr=False)
    prefixes: Mapping[str, tuple[str, ...]] = field(repr=False)
    suffixes: tuple[str, ...]
    endings: tuple[str, ...]

    def root(self, word: str) -> str:
        """Return the root of a lower-case word; the word, without a pronoun at its end, where none is known."""
        found = self._told(word) or self._plural(word) or min(self._left(word), default=(0, False, ""))[-1]
        return found or self.bare(word)

    def apart(self, word: str, function_words: Collection[str]) -> tuple[str, ...]:
        """Return the words that a lower-case word is glued of, as it happens where a page loses a blank.

        A word that is not known comes apart before a function word or a verb that is (``hasto|memiliki``), or between
        two known words (``harga|saham``).
        """
        if len(word) < SHORTEST_GLUED or not word.isalpha() or word in function_words:
            return (word,)
        if self.root(word) != word or self._told(word):
            return (word,)
        for at in range(SHORTEST_WORD, len(word) - SHORTEST_WORD + 1):
            if self._told(word[:at]) and self._told(word[at:]):
                return word[:at], word[at:]
        for at in range(SHORTEST_PART, len(word) - SHORTEST_WORD):
            one, other = word[:at], word[at:]
            if other in function_words or self._is_verb(other):
                return (*self.apart(one, function_words), other)
        return (word,)

    def _is_verb(self, word: str) -> bool:
        """Tell whether ``word`` is known, or its root is, and it has a prefix before a root."""
        if len(word) < SHORTEST_GLUED or not word.startswith(tuple(self.prefixes)):
            return False
        root = self.root(word)
        return bool(self._told(root)) and (root != word or word in self.known)

    def bare(self, word: str) -> str:
        """Return ``word`` without a pronoun or particle at its end."""
        for ending in self.endings:
            if word.endswith(ending) and len(word) > len(ending) + SHORTEST - 1:
                return word.removesuffix(ending)
        return word

    def _told(self, word: str) -> str:
        """Return the root that is known without more ado, or an empty one."""
        if word in self.known or word in self.names:
            return word
        return str(lemmatize(word, lang=self.lang)).casefold() if is_known(word, lang=self.lang) else ""

    def _plural(self, word: str) -> str:
        """Return the one root of a word that is written twice (``bukti-bukti``), or an empty one."""
        parts = word.split("-")
        if len(parts) != PARTS_OF_PLURAL or min(map(len, parts)) < SHORTEST:
            return ""
        one, two = map(self.root, parts)
        return one if one == two else ""

    def _left(self, word: str) -> Iterator[tuple[int, bool, str]]:
        """Yield each known root that affixes leave: how many came off, whether it is no concept, the root."""
        for ending in ("", *self.endings):
            without = word.removesuffix(ending)
            if word.endswith(ending) and len(without) >= SHORTEST:
                if ending and (told := self._told(without)):
                    yield 1, told not in self.known, told
                for suffix in ("", *self.suffixes):
                    if without.endswith(suffix):
                        taken = bool(ending) + bool(suffix)
                        yield from self._unprefixed(without.removesuffix(suffix), taken, MOST_PREFIXES)

    def _unprefixed(self, stem: str, taken: int, more: int) -> Iterator[tuple[int, bool, str]]:
        """Yield each known root behind at most ``more`` prefixes of ``stem``; ``taken`` affixes are off already."""
        if len(stem) < SHORTEST:
            return
        if self._is_root(stem):
            yield taken, stem not in self.known, stem
        for prefix, lost in self.prefixes.items() if more else ():
            if stem.startswith(prefix):
                for letter in lost:
                    yield from self._unprefixed(letter + stem.removeprefix(prefix), taken + 1, more - 1)

    def _is_root(self, stem: str) -> bool:
        return self._told(stem) == stem


def roots_of(pack: Pack, known: frozenset[str], names: frozenset[str] = frozenset()) -> Roots:
    """Return how the words of ``pack`` come to their roots, where ``known`` and ``names`` are roots as well."""
    morphology = pack.settings["morphology"]
    prefixes = {prefix: tuple(lost) for prefix, lost in morphology.get("prefixes", {}).items()}
    endings = pack.words("clitics") | set(morphology.get("particles", ()))
    longest_first = tuple(sorted(endings, key=lambda ending: (-len(ending), ending)))
    return Roots(pack.lang, known, names, prefixes, tuple(morphology.get("suffixes", ())), longest_first)
