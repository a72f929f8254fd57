"""Who an article talks about: the frozen `Roster` of its people and organisations, and how it is asked.

A person's name is the fullest one that the article gives, without titles; an organisation's is the short one that the
article introduces in brackets, if it does.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from typing import NamedTuple

from attrs import field, frozen

from claimtrack.model import Span
from claimtrack.resolve.beginnings import Evidence
from claimtrack.resolve.phrase import Phrase
from claimtrack.resolve.runs import Run, Word

Key = tuple[str, ...]
MEMO_SIZE = 16_384  # words whose folded form is kept
LISTED = re.compile(r"^([^,]+),( [a-z]+ [^,]+)$")  # ``Rina Wulandari, dan Budi Santoso``
_FOLD = str.maketrans({"-": " ", "'": None, "’": None, "`": None, ".": None})


class Mention(NamedTuple):
    """One place where a party is named.

    Args:
        key: the words of the name as `key_of` gives them.
        start: offset of the name without titles.
        stop: offset behind it.
        role: the title before it, lower case.
        subject: it opens its sentence or clause.
        joined: it is one of several joined by "and" or a slash.
    """

    key: Key
    start: int
    stop: int
    role: Key = ()
    subject: bool = False
    joined: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands, to sort by."""
        return self.start, self.stop


@frozen
class Party:
    """A person or organisation of the article.

    Args:
        name: the canonical name.
        key: the words of the full name.
        told: the span that tells the full name.
        mentions: sorted by start.
        aliases: other keys that mean the same party.
    """

    name: str
    key: Key
    told: Span
    mentions: tuple[Mention, ...] = field(default=(), eq=False)
    aliases: frozenset[Key] = frozenset()

    @cached_property
    def roles(self) -> tuple[Key, ...]:
        """The titles it is given, in order, without repeats."""
        return tuple(dict.fromkeys(mention.role for mention in self.mentions if mention.role))

    def goes_by(self, key: Key) -> bool:
        """Tell whether a key is the name, a part of it, or an alias."""
        return key in self.aliases or part_of(key, self.key)


@frozen
class Roster:
    """The people and organisations of one article.

    Args:
        people: sorted by where their full name is told.
        organisations: likewise; ``key`` is the long form, ``aliases`` hold every form.
        evidence: what the article tells about where names begin.
        runs: the runs of capitalised words, sorted by start.
        by_word: word -> the people whose name or alias holds it.
        by_key: key or alias -> the organisation.
        spoken: (start, stop) of a source -> how it was read.
        found: key -> the people who go by it, once that was asked.
        given: key -> their titles, likewise.
        asked: key -> whom it means, likewise.
    """

    people: tuple[Party, ...]
    organisations: tuple[Party, ...]
    evidence: Evidence
    runs: tuple[Run, ...] = field(default=(), repr=False)
    by_word: Mapping[str, tuple[Party, ...]] = field(factory=dict, repr=False, eq=False)
    by_key: Mapping[Key, Party] = field(factory=dict, repr=False, eq=False)
    spoken: Mapping[tuple[int, int], Phrase] = field(factory=dict, repr=False, eq=False)
    found: dict[Key, tuple[Party, ...]] = field(factory=dict, init=False, repr=False, eq=False)
    given: dict[Key, set[Key]] = field(factory=dict, init=False, repr=False, eq=False)
    asked: dict[Key, Party | None] = field(factory=dict, init=False, repr=False, eq=False)

    @classmethod
    def of(
        cls,
        people: Sequence[Party],
        organisations: Sequence[Party],
        evidence: Evidence,
        runs: tuple[Run, ...],
        spoken: Mapping[tuple[int, int], Phrase],
    ) -> "Roster":
        """Index the parties of an article."""
        by_word: dict[str, dict[Party, None]] = {}
        for party in people:
            for word in (*party.key, *(word for alias in sorted(party.aliases) for word in alias)):
                by_word.setdefault(word, {})[party] = None
        by_key: dict[Key, Party] = {}
        for party in organisations:
            for key in (party.key, *sorted(party.aliases)):
                by_key.setdefault(key, party)
        index = {word: tuple(parties) for word, parties in by_word.items()}
        return cls(tuple(people), tuple(organisations), evidence, runs, index, by_key, spoken)

    @cached_property
    def holding(self) -> Mapping[str, Sequence[tuple[Key, Run]]]:
        """Word -> the runs that hold it, each with its key; few articles ask."""
        found: dict[str, list[tuple[Key, Run]]] = {}
        for run in self.runs:
            key = key_of(run.words)
            for word in dict.fromkeys(key):
                found.setdefault(word, []).append((key, run))
        return found

    def fitting(self, key: Key) -> tuple[Party, ...]:
        """Return the people who go by a key."""
        if key not in self.found:
            near = min((self.by_word.get(word, ()) for word in key), key=len, default=())
            self.found[key] = tuple(party for party in near if party.goes_by(key))
        return self.found[key]

    def titles(self, key: Key) -> AbstractSet[Key]:
        """Return the titles of the people who go by a key; an empty one where somebody is named without."""
        if key not in self.given:
            self.given[key] = {mention.role for party in self.fitting(key) for mention in party.mentions}
        return self.given[key]

    def organisation(self, key: Key) -> Party | None:
        """Return the organisation that goes by a key."""
        return self.by_key.get(key)

    def who(self, key: Key) -> Party | None:
        """Return the person whom a name means throughout the article, None if nobody or not decidable.

        Where several share it: the one with exactly this name; else the only one who was introduced when the short
        name first stood alone; else the one the article is about.
        """
        if key not in self.asked:
            self.asked[key] = self._who(key)
        return self.asked[key]

    def _who(self, key: Key) -> Party | None:
        """Find whom `who` returns."""
        fitting = self.fitting(key)
        exact = [party for party in fitting if party.key == key]
        if exact or len(fitting) < 2:  # noqa: PLR2004 - two fit, so something must decide
            return next(iter(exact or fitting), None)
        ending = (run.start for words, run in self.holding.get(key[-1], ()) if words[-len(key) :] == key)
        first = next(ending, 0)
        before = [party for party in fitting if party.told.start < first]
        return before[0] if len(before) == 1 else _main_party(fitting)


def initials_of(words: Iterable[str]) -> str:
    """Return the first letters of words: ``bsn`` of Badan Sandi Negara."""
    return "".join(word[0] for word in words)


def key_of(words: Iterable[Word] | Iterable[str]) -> Key:
    """Return the words of a name for comparison: lower case, hyphens as blanks, no apostrophes or full stops."""
    key: list[str] = []
    for word in words:
        key += _folded(word if isinstance(word, str) else word.text)
    return tuple(key)


@lru_cache(maxsize=MEMO_SIZE)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(word.lower().translate(_FOLD).split())  # no list, which garbage collection would follow


def part_of(short: Key, full: Key) -> bool:
    """Tell whether one key is a part, in a row, of another."""
    return bool(short) and any(full[at : at + len(short)] == short for at in range(len(full) - len(short) + 1))


def name_text(text: str, words: Sequence[Word]) -> str:
    """Return the text of a name on one line, with single blanks, of two without a comma: ``Seo Min-jae dan Yoon``."""
    name = " ".join(text[words[0].start : words[-1].stop].split()).rstrip(".")
    return LISTED.sub(r"\1\2", name)


def as_name(name: str) -> str:
    """Write an institution in lower case as a name: ``kementerian pertahanan Rusia`` with capitals."""
    if name[:1].isupper():
        return name
    return " ".join(word if word[0].isupper() else word.capitalize() for word in name.split())


def _main_party(fitting: Sequence[Party]) -> Party | None:
    """Return the one of several parties that the article is about, None if they weigh the same."""
    weights = sorted(((_weight(party), -at) for at, party in enumerate(fitting)), reverse=True)
    if weights[0][0] == weights[1][0]:
        return None
    return fitting[-weights[0][1]]


def _weight(party: Party) -> tuple[int, int, int]:
    """Return how often a party opens a sentence, how often it is named, how many titles it is given."""
    return sum(mention.subject for mention in party.mentions), len(party.mentions), len(party.roles)
