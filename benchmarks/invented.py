"""Invented news for benchmarks: any number of articles about events that many outlets cover, the same for one seed.

How much of everything there is follows Zipf's law, as in real news: few sources are quoted thousands of times and most
once, few events are in every outlet and most in one, few words are in every claim.
"""

from collections.abc import Iterator
from itertools import accumulate
from random import Random
from typing import TypeVar

from attrs import evolve

from claimtrack.model import Attribution, Credit, Document, Extraction, Span

SYLLABLES = ("ba", "ti", "ka", "ru", "mo", "sel", "dan", "pur", "we", "lin", "gar", "sa", "tu", "ni", "ra", "man", "jo")
CUES = (("mengatakan", "saying"), ("menyebut", "saying"), ("menegaskan", "saying"), ("menilai", "believing"))
WORDS, PEOPLE, OUTLETS, AGENCIES = 20_000, 6_000, 150, 4
MOST_FACTS, MOST_OUTLETS, FILLER = 12, 60, 6
DAYS = 900
ALIKE, DENIED, NESTED, WIRE = 0.6, 0.06, 0.08, 0.3  # shares of the attributions, and of the articles
Thing = TypeVar("Thing")


class Zipf:
    """Draws the first of a list most often, the n-th one n times more seldom."""

    def __init__(self, number: int, power: float = 1.0) -> None:
        """Prepare to draw from ``number`` things; a greater ``power`` prefers the first ones more."""
        self._cumulated = list(accumulate(1 / rank**power for rank in range(1, number + 1)))

    def draw(self, random: Random, things: list[Thing], number: int) -> list[Thing]:
        """Return ``number`` of ``things``, some perhaps twice."""
        return random.choices(things, cum_weights=self._cumulated, k=number)


class News:
    """A world of outlets and people, and what they say.

    Args:
        seed: the same seed, the same news.
    """

    def __init__(self, seed: int = 1) -> None:
        """Invent words, people and outlets."""
        self._random = Random(seed)  # noqa: S311 - the same articles in every run
        self._words = list(dict.fromkeys(self._word(2 + n * 3 // WORDS) for n in range(WORDS)))
        self._people = [f"{self._word(2).title()} {self._word(3).title()}" for _ in range(PEOPLE)]
        self._outlets = [f"Media {self._word(2).title()} {number}" for number in range(OUTLETS)]
        self._agencies = [f"Kantor Berita {self._word(3).title()}" for _ in range(AGENCIES)]
        self._of_words, self._of_people = Zipf(len(self._words), 0.8), Zipf(PEOPLE, 0.9)
        self._of_outlets, self._of_sizes = Zipf(OUTLETS, 0.7), Zipf(MOST_OUTLETS, 1.8)
        self._number = 0
        self.meant: dict[str, str] = {}  # wording -> the claim that it is a wording of
        self.events: dict[str, list[str]] = {}  # first article -> the articles of the same event

    def articles(self, claims: int) -> Iterator[Extraction]:
        """Yield articles until they hold at least ``claims`` different claims."""
        while len(self.meant) < claims:
            found = list(self._event())
            self.events[found[0].document.id] = [extraction.document.id for extraction in found]
            yield from found

    def _word(self, syllables: int) -> str:
        return "".join(self._random.choices(SYLLABLES, k=syllables))

    def _event(self) -> Iterator[Extraction]:
        """Yield the articles of all outlets that cover one event."""
        random = self._random
        people = self._of_people.draw(random, self._people, 4)
        facts = [(random.choice(people), self._claim()) for _ in range(random.randint(3, MOST_FACTS))]
        size = self._of_sizes.draw(random, list(range(1, MOST_OUTLETS + 1)), 1)[0]
        day, wire = random.randrange(DAYS), random.choice(self._agencies)
        for outlet in dict.fromkeys(self._of_outlets.draw(random, self._outlets, size)):
            chosen = random.sample(facts, random.randint(max(1, len(facts) // 3), len(facts)))
            yield self._article(outlet, day, [*chosen, (random.choice(people), self._claim())], wire)

    def _claim(self) -> str:
        """Return eight to twenty words, rare and frequent ones."""
        return " ".join(self._of_words.draw(self._random, self._words, self._random.randint(8, 20)))

    def _article(self, outlet: str, day: int, facts: list[tuple[str, str]], wire: str) -> Extraction:
        """Return an article of ``outlet`` that tells ``facts`` in its own words or in those of others."""
        random, text, found = self._random, _Text(), list[Attribution]()
        for name, claim in facts:
            told = claim if random.random() < ALIKE else self._reworded(claim)
            self.meant[told] = claim
            found += text.said(random, name, told, random.choice(self._people) if random.random() < NESTED else "")
            text.add("\n")
            if random.random() < 1 / 2:
                text.add(" ".join(self._claim() for _ in range(random.randint(1, FILLER))) + ".\n")
        credit = [Credit("wire", wire, text.add(wire))] if random.random() < WIRE else []
        self._number += 1
        date = f"{2024 + day // 360}-{1 + day % 360 // 30:02d}-{1 + day % 28:02d}"
        document = Document(
            text.whole(),
            id=f"a{self._number}",
            outlet=outlet,
            title=" ".join(facts[0][1].split()[:7]).capitalize(),
            published=f"{date}T{random.randrange(24):02d}:00:00+07:00",
            url=f"https://media.example/{self._number}",
        )
        return Extraction(document, tuple(found), tuple(credit), "id", "0" * 16)

    def _reworded(self, claim: str) -> str:
        """Return ``claim`` with a word left out or another put in."""
        words = claim.split()
        put = self._random.choice(self._words) if self._random.random() < 1 / 2 else ""
        words[self._random.randrange(len(words))] = put
        return " ".join(filter(None, words))


class _Text:
    """A text that grows, and tells where each piece of it stands."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._pieces: list[str] = []
        self._length = 0

    def add(self, words: str) -> Span:
        """Put ``words`` at the end and return where they stand."""
        start = self._length
        self._pieces.append(words)
        self._length += len(words)
        return Span(start, self._length, words)

    def whole(self) -> str:
        """Return the text."""
        return "".join(self._pieces)

    def said(self, random: Random, name: str, claim: str, through: str) -> list[Attribution]:
        """Write a sentence in which ``name`` says ``claim``, perhaps as ``through`` tells; return what is in it."""
        if not through:
            return [self._quoted(random, name, claim)]
        source, _, cue = self.add(through), self.add(" "), self.add("menyebut")
        self.add(" ")
        inner = self._quoted(random, name, claim)
        start = inner.source.start if inner.source else inner.cue.start
        content = Span.of(self.whole(), start, inner.content[0].stop)
        outer = Attribution(source, cue, (content,), "indirect", negated=False, rule="bench", source_name=through)
        return [outer, evolve(inner, parent=outer)]

    def _quoted(self, random: Random, name: str, claim: str) -> Attribution:
        """Write a sentence in which ``name`` says or denies ``claim``, or says it in words of his own."""
        denies, style = random.random() < DENIED, random.choice(("direct", "indirect", "indirect"))
        cue_text, kind = ("membantah", "denying") if denies else random.choice(CUES)
        mark = '"' if style == "direct" else ""
        source, _, cue, _ = self.add(name), self.add(" "), self.add(cue_text), self.add(f" {mark}")
        content = self.add(claim)
        self.add(f"{mark}.")
        return Attribution(
            source,
            cue,
            (content,),
            "direct" if style == "direct" else "indirect",
            denies,
            f"bench_{style}",
            cue_lemma=cue_text,
            cue_class=kind,
            cue_stance="denying" if denies else "neutral",
            source_name=name,
            factuality="CT-" if denies else "CT+",
        )
