"""What an article calls its organisations for short: their names in, the one that a short or small word means out."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from attrs import field, frozen

from claimtrack.resolve.registry import Registry
from claimtrack.resolve.roster import Key, Party, as_name, key_of, name_text
from claimtrack.resolve.runs import Word
from claimtrack.resolve.words import Vocabulary

WORD = re.compile(r"\w+")
CROWD = 50  # names that begin with one word


@frozen
class Called:
    """The organisations of one article, asked by what they are called for short.

    Args:
        text: the article.
        words: the vocabulary.
        registry: the known sources.
        organisations: those that the article names.
        spoken: the names of several words of those that speak.
    """

    text: str = field(repr=False)
    words: Vocabulary = field(repr=False)
    registry: Registry = field(repr=False)
    organisations: tuple[Party, ...]
    spoken: tuple[tuple[Word, ...], ...]

    def fuller(self, name: Sequence[Word]) -> str | None:
        """Return the only longer name of an organisation that is called by its first word, no place's: ``Garuda``.

        Several words may lack the place that the name told before ends with: ``Badan Cuaca (Samaraya)``.
        """
        first = name[0]
        if len(name) > 1 or self.words.orgs.match((first.lower,)):  # ``Kejati``, of which every province has one
            return self._of_place(key_of(name), first.start)
        if first.acronym or self.words.places.match((first.lower,)) or self.registry.lookup(first.text):
            return None
        longer = self._longer.get(first.lower, {})
        if len(longer) != 1 or len(self._placed.get((first.lower,), ())) > 1:  # ``Militer Israel``, ``Militer Iran``
            return None
        return next(iter(longer.values()))

    def small(self, words: Sequence[Word], start: int) -> str | None:
        """Return the only organisation, told of before an offset, that is meant by its first word, written small.

        Example: ``junta Lembah`` for ``Junta Militer Lembah``; nobody where ``sebuah junta`` was told of.
        """
        key = key_of(words)
        if not words or not words[0].text.islower() or key[0] in self._unnamed:
            return None
        near = self._begun.get(key[0], ())
        if len(near) > CROWD:  # it may be any of them
            return None
        found = {name for own, name, told in near if told < start and len(own) > len(key) and set(key) <= set(own)}
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _longer(self) -> dict[str, dict[Key, str]]:
        """First word -> the longer names that begin with it, of organisations that speak or that the registry knows."""
        found: dict[str, dict[Key, str]] = {}
        for party in self.organisations:
            if len(party.key) > 1 and self.registry.lookup(party.name) is not None:
                found.setdefault(party.key[0], {})[party.key] = party.name
        for key, (name, _) in self._spoken.items():
            found.setdefault(key[0], {})[key] = name
        return found

    @cached_property
    def _spoken(self) -> dict[Key, tuple[str, int]]:
        """Key of each organisation of several words that speaks -> its name and where it first does."""
        found: dict[Key, tuple[str, int]] = {}
        for name in self.spoken:
            found.setdefault(key_of(name), (as_name(name_text(self.text, name)), name[0].start))
        return found

    @cached_property
    def _placed(self) -> Mapping[Key, Mapping[str, int]]:
        """Words of an organisation without the place behind them -> its names with it, and where each is first told.

        It may be told in lower case, by a source: ``kata militer Israel``.
        """
        told = ((party.key, party.name, party.told.stop) for party in self.organisations)
        found: dict[Key, dict[str, int]] = {}
        for key, name, start in (*told, *((key, name, start + 1) for key, (name, start) in self._spoken.items())):
            for at in range(1, len(key)):
                if self._completes(key[at:]):
                    names = found.setdefault(key[:at], {})
                    names[name] = min(start, names.get(name, start))
        return found

    @cached_property
    def _begun(self) -> Mapping[str, list[tuple[Key, str, int]]]:
        """First word -> the organisations whose names begin with it: key, name and where it is first told."""
        told = [(party.key, party.name, party.told.start) for party in self.organisations]
        found: dict[str, list[tuple[Key, str, int]]] = {}
        for one in (*told, *((key, name, start) for key, (name, start) in self._spoken.items())):
            found.setdefault(one[0][0], []).append(one)
        return found

    @cached_property
    def _unnamed(self) -> frozenset[str]:
        """Function words, and the nouns that stand for something that is not named: ``sebuah | bank``."""
        new = self.words.indefinites - self.words.circle.sides
        after = (word for before, word in pairwise(WORD.findall(self.text.lower())) if before in new)
        return self.words.function_words.union(after)

    def _of_place(self, key: Key, start: int) -> str | None:
        """Return the only organisation named before an offset by the words of a key and a place behind them."""
        named = [name for name, told in self._placed.get(key, {}).items() if told <= start]
        return named[0] if len(named) == 1 else None

    def _completes(self, rest: Key) -> bool:
        """Tell whether words only tell whose a body is: a place, or ``Nasional``."""
        field = len(rest) == 1 and rest[0] in self.words.inner - self.words.closing
        return field or self.words.places.match(rest) == len(rest)
