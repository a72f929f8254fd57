"""Words in, concepts out: what a proposition is about, whatever words it is put in.

A concept is a line of ``concepts.txt``: its name, behind ``<`` a broader one if any, then the forms that mean it. A
word that belongs to no concept stands for itself as its lemma. Which words say too little to compare stands in
``claim_stopwords.txt``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache, lru_cache

from attrs import field, frozen

from claimtrack.compare.roots import Roots, roots_of
from claimtrack.figures.tables import Numerals, numerals
from claimtrack.packs import Cue, Pack

ASKING = frozenset({"asking", "hoping"})  # classes of cues
NAMED = frozenset({"NOUN", "INV"})  # types of cues that may be nouns
FRONT = 6  # words: the subject of whoever asks stands before the asking
WORD = re.compile(r"\w+(?:[-.,’']\w+)*")
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_CENTS = re.compile(r",0+$")
_GLUED = re.compile(r"(?<=[a-z]{2})(?=[A-Z])|(?<=[^\W\d_][a-z])(?=\d)|(?<=\d)(?=[^\W\d_]{3})|(?<=\d)-(?=\d)")
_NUMBER = re.compile(r"\d+(,\d+)?")


@frozen
class Vocabulary:
    """What a pack knows of concepts.

    Args:
        phrases: a form, as words or as roots -> its concept.
        broader: a concept -> what it is as well.
        longest: words of the longest form.
        stop: words and roots that say nothing of their own.
        roots: how words come to their roots.
        whole: words of those forms, which are not glued of others.
        numerals: the words that numbers are made of.
        negations: words that negate.
        asking: words with which one asks or hopes, and states nothing.
    """

    phrases: Mapping[tuple[str, ...], str] = field(repr=False)
    broader: Mapping[str, str] = field(repr=False)
    longest: int
    stop: frozenset[str] = field(repr=False)
    roots: Roots
    whole: frozenset[str] = field(repr=False)
    numerals: Numerals = field(repr=False)
    negations: frozenset[str] = field(repr=False)
    asking: frozenset[str] = field(repr=False)

    def __hash__(self) -> int:
        """Hash by identity: a vocabulary is made once a pack."""
        return id(self)

    def terms(self, text: str) -> tuple[str, ...]:
        """Return the concepts and roots of ``text`` in order, without stop words.

        Example:
            >>> from claimtrack.packs import load_pack
            >>> words = vocabulary(load_pack("id"))
            >>> words.terms("Dua orang meninggal dunia") == words.terms("dua orang tewas")
            True
        """
        words = self._scaled(part for word in words_of(text) for part in _apart(word, self))
        return tuple(self._concepts(words, [self.lemma(word) for word in words]))

    def _scaled(self, words: Iterable[str]) -> list[str]:
        """Return ``words`` with a number and the scale behind it as one figure: ``350 ribu`` is ``350000``."""
        found: list[str] = []
        for word in words:
            scale, length = self.numerals.scales.get(word), 0
            if scale:
                length, number = self._number(found)
                found[len(found) - length :] = [str(round(number * scale))] if length else []
            if not length:
                found.append(word)
        return found

    def _number(self, words: list[str]) -> tuple[int, Fraction]:
        """Return how many words at the end of ``words`` are a number below a thousand or a figure, and which."""
        if words and _NUMBER.fullmatch(words[-1]):
            return 1, Fraction(words[-1].replace(",", "."))
        numerals, start = self.numerals, len(words)
        parts = (numerals.small, numerals.teens, numerals.multipliers)
        while start and any(words[start - 1] in part for part in parts):
            start -= 1
        total = last = Fraction(0)
        for word in words[start:]:
            last, total = numerals.small.get(word, last), total + numerals.small.get(word, 0)
            total += numerals.teens.get(word, 0) + last * (numerals.multipliers.get(word, 1) - 1)
        return len(words) - start, total

    def lemma(self, word: str) -> str:
        """Return the root of a lower-case word; figures stay figures."""
        return _lemma(word, self)

    def negates(self, words: list[str]) -> bool:
        """Tell whether a proposition of these words has a negation."""
        return not self.negations.isdisjoint(words)

    def asks(self, words: list[str]) -> bool:
        """Tell whether these words, as somebody said them, begin as what is asked or hoped: *we ask the court to*."""
        asked = next((at for at, word in enumerate(words[:FRONT]) if word in self.asking), None)
        return asked is not None and not self.negates(words[:asked])

    def _concepts(self, words: list[str], lemmas: list[str]) -> Iterator[str]:
        """Yield the longest concept at each place, words before lemmas; else the lemma itself."""
        at = 0
        while at < len(lemmas):
            length, concept = self._longest(words, lemmas, at)
            if concept:
                yield concept
                yield from filter(None, [self.broader.get(concept)])
            elif lemmas[at] not in self.stop and words[at] not in self.stop:
                yield lemmas[at]
            at += length

    def _longest(self, words: list[str], lemmas: list[str], at: int) -> tuple[int, str]:
        """Return how many words from ``at`` on are a concept, and which; one and none if they are not."""
        for length in range(min(self.longest, len(lemmas) - at), 0, -1):
            written = tuple(words[at : at + length])
            bare = (*written[:-1], self.roots.bare(written[-1]))
            for form in (written, bare, tuple(lemmas[at : at + length])):
                concept = self.phrases.get(form)
                if concept is not None:
                    return length, concept
        return 1, ""


def words_of(text: str) -> list[str]:
    """Return the words of ``text`` in lower case; figures without separators, words that were glued together apart."""
    found = WORD.findall(_GLUED.sub(" ", text).replace("’", "'"))
    return [_figure(word) if word[0].isdigit() else word.casefold() for word in found]


def _figure(word: str) -> str:
    """Return a number without cents and thousands separators, so that ``Rp 5.000,00`` and ``5000`` are one."""
    return _THOUSANDS.sub("", _CENTS.sub("", word)).replace(".", ",").casefold()


@lru_cache(maxsize=1 << 17)
def _lemma(word: str, vocabulary: Vocabulary) -> str:
    if word[0].isdigit() or word in vocabulary.stop:
        return word
    bare = vocabulary.roots.bare(word)
    return bare if bare in vocabulary.stop else vocabulary.roots.root(word)


@lru_cache(maxsize=1 << 17)
def _apart(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the words that ``word`` is glued of, as web pages lose blanks: ``hastomemiliki``; mostly itself alone."""
    return (word,) if word in vocabulary.whole else vocabulary.roots.apart(word, vocabulary.stop)


@cache
def vocabulary(pack: Pack) -> Vocabulary:
    """Return the vocabulary of a pack; a pack without ``concepts.txt`` has lemmas alone.

    A form counts as it is written, with or without a pronoun at its end, and so does every word whose lemma it is.
    """
    stop = pack.words("claim_stopwords")
    phrases = {form: concept for concept, forms in concepts(pack).items() for form in forms}
    longest = max(map(len, phrases), default=1)
    known = frozenset(form[0] for form in phrases if len(form) == 1)
    names = frozenset(word for name in ("places", "regencies") for words in pack.phrases(name) for word in words)
    roots, whole = roots_of(pack, known, names), frozenset(word for form in phrases for word in form)
    negating = pack.words("negation")
    asking = frozenset(form for form, cues in pack.cues.items() if any(_is_wish(cue) for cue in cues))
    return Vocabulary(phrases, _broader(pack), longest, stop, roots, whole, numerals(pack.lang), negating, asking)


def _is_wish(cue: Cue) -> bool:
    """Tell whether a cue is a verb of asking or hoping; nouns name more: *life expectancy* is *harapan hidup*."""
    return cue.cls in ASKING and cue.type not in NAMED


def concepts(pack: Pack) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return each concept of a pack with its forms."""
    rows = ((_name(entry)[0], forms.split(",")) for entry, forms in pack.notes("concepts").items())
    return {name: tuple(dict.fromkeys(tuple(words_of(form)) for form in forms)) for name, forms in rows}


def _broader(pack: Pack) -> dict[str, str]:
    """Return each concept of a pack that is another one as well, with that one."""
    names = map(_name, pack.notes("concepts"))
    return {narrow: broad for narrow, broad in names if broad}


def _name(entry: tuple[str, ...]) -> tuple[str, str]:
    """Return the name of a concept and that of its broader one, or an empty one."""
    narrow, _, broad = " ".join(entry).partition(" < ")
    return f"={narrow}", f"={broad}" if broad else ""
